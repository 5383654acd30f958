"""The tests of `corpus`, one file a module."""
