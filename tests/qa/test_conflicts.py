"""Versions and conflicts hold what they promise."""

import pytest

from corpus import Span
from qa.conflicts import Conflict, ConflictKind, Version
from tests.qa.making import passage

TEXT = "Nine people\nwere hurt."


def version(article_id: str = "a", *, end: int = 16) -> Version:
    whole = passage(TEXT, article_id=article_id)
    return Version(passage=whole, quote=whole.span, words=Span(start=0, end=end))


def test_a_value_is_on_one_line() -> None:
    assert version().value == "Nine people were"


def test_words_outside_their_quote_are_refused() -> None:
    with pytest.raises(ValueError, match="lie outside"):
        version(end=90)


def test_a_conflict_is_between_articles() -> None:
    with pytest.raises(ValueError, match="two articles"):
        Conflict(kind=ConflictKind.CHANGE, versions=(version(), version()))
    assert len(Conflict(kind=ConflictKind.CHANGE, versions=(version(), version("b"))).versions) == 2
