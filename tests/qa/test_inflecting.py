"""Forms of nouns that no stemmer brings together."""

import pytest

from qa.inflecting import FORMS, other_forms
from qa.terms import stem


@pytest.mark.parametrize(
    ("word", "others"),
    [("women", ("woman",)), ("Woman", ("women",)), ("child", ("children",)), ("ships", ()), ("", ())],
)
def test_irregular_noun_has_its_other_number(word: str, others: tuple[str, ...]) -> None:
    assert other_forms(word) == others


def test_table_has_only_what_the_stemmer_does_not_know() -> None:
    lines = [line.split() for line in FORMS.strip().splitlines()]
    assert [line for line in lines if len({stem(word) for word in line}) < len(line)] == []
