"""Long runs with processes that are killed, that write at once, and that go on for long.

Small numbers by default; those that are claimed for Footnote with FOOTNOTE_SOAK=full.
"""
