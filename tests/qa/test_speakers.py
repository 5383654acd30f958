"""Whose words are they?"""

import pytest

from qa.speakers import other_speaker

RAIN = '"It rained for a week," said Provatas Costas, a fisherman.'


@pytest.mark.parametrize(
    ("claim", "quote", "is_other"),
    [
        ("Costas said it rained for a week.", RAIN, False),
        ("A fisherman said it rained for a week.", RAIN, False),
        ("Mayor Kakali said it rained for a week.", RAIN, True),
        ("According to Maria Kakali, it rained for a week.", RAIN, True),
        ("It rained for a week.", RAIN, False),
        ("Kakali said it rained.", '"It rained," she said.', False),
        ("Kakali said it rained.", "It rained on the island.", False),
        ("The police said it rained.", "According to the weather service, it rained.", True),
    ],
)
def test_words_are_not_given_to_another_than_the_one_who_said_them(claim: str, quote: str, is_other: bool) -> None:
    assert other_speaker(claim, quote) is is_other
