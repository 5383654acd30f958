"""The fixed texts of chips; how a question was read is told by `qa.wording`, all other texts are in `ui.wording`.

Shown by a component as text, so what is put into the braces needs no escaping.
"""

CHIPS_LABEL = "How your question was read"
WORDS = "{words}:"
SET_ASIDE = "not read as a time or a publisher"
AS_TYPED = "asked as it was typed"
WITHOUT = "×"
WITHOUT_THIS = "Ask again without this"
WITH = "↺"
WITH_THIS = "Ask again with this"
