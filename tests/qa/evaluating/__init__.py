"""Tests of how replies to known questions are measured."""
