"""The tests of `qa`, one file a module."""
