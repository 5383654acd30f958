"""What the app says about how a question was read; all its other texts are in `ui.wording`.

Shown by a component as text, so what is put into the braces needs no escaping.
"""

CHIPS_LABEL = "How your question was read"
WORDS = "{words}:"
ONLY = "only {meaning}"
FIRST = "{meaning} first"
THOSE_FIRST = "those {meaning} first"  # of a time with an open end: "those since 6 April 2026 first"
SET_ASIDE = "not read as a time or a publisher"
CORRECTED = "searched for {meant} too, for {written}"
WITHOUT = "×"
WITHOUT_THIS = "Ask again without this"
WITH = "↺"
WITH_THIS = "Ask again with this"
