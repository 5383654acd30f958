"""How much of a claim's words a text holds."""

import pytest

from qa.terms import tokens
from qa.word_overlap import adds_something, lacking

FINED = "Reach Line was fined 2.4 million florins on Thursday for endangering passengers of its old ferry."


@pytest.mark.parametrize(
    ("claim", "adds"),
    [
        (FINED, False),
        ("Reach Line was fined on Thursday for endangering passengers.", False),
        ("Reach Line was fined on Thursday for endangering many passengers.", False),
        ("Reach Line was fined on Thursday for endangering passengers of its ferry despite loud protests.", True),
        ("A court punished the operator, whose vessel had put travellers at risk.", False),  # worded freely
    ],
)
def test_words_put_to_a_copied_sentence_are_noticed(claim: str, adds: bool) -> None:
    assert adds_something(tokens(claim), tokens(FINED)) is adds


def test_what_a_text_lacks_is_listed_in_order() -> None:
    missing, count = lacking(tokens("Reach Line sank two ferries near Norby."), tokens(FINED))
    assert ([token.text for token in missing], count) == (["sank", "Norby"], 5)
