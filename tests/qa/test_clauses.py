"""What of a sentence is said of a value."""

import pytest

from corpus import Span
from qa.clauses import clause


@pytest.mark.parametrize(
    ("sentence", "value", "parts"),
    [
        ("Nine people, not eleven, were hurt when it hit the wall.", "Nine people", ["Nine people", "were hurt"]),
        ("The ministry said that 12 people died on Monday.", "12 people", ["12 people died on Monday."]),
        ("Eleven were hurt when a ship with 143 people sank.", "143 people", ["143 people sank."]),
        ("It cost 1,200 florins, the mayor said.", "1,200 florins", ["It cost 1,200 florins"]),
        ("Karl Osten, a stagehand, is suspected of arson.", "Karl Osten", ["Karl Osten", "is suspected of arson."]),
    ],
)
def test_a_value_has_its_own_clause_and_the_next_where_that_says_nothing(
    sentence: str, value: str, parts: list[str]
) -> None:
    start = sentence.index(value)
    found = clause(sentence, Span(start=start, end=start + len(value)))
    assert [part.of(sentence).strip() for part in found] == parts
