"""The app in a real Chromium; marked `browser`."""
