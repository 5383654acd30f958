"""The order of passages by what a question prefers."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qa.answer import ScoredPassage
from qa.filtering import Filters
from qa.preferring import preferred
from tests.qa.making import scored

COURIER = Filters(publishers=("Courier",))


def found(name: str, score: float, *, day: int | None = 2, publisher: str = "Tribune") -> ScoredPassage:
    item = scored(article_id=name)
    published = datetime(2026, 7, day, tzinfo=UTC) if day else None
    return replace(item, score=score, passage=replace(item.passage, published=published, publisher=publisher))


def order(ranked: list[ScoredPassage]) -> list[str]:
    return [item.passage.article_id for item in ranked]


def test_without_a_preference_the_order_stays() -> None:
    ranked = [found("a", 1.0), found("b", 0.9)]
    assert preferred(ranked, ()) == ranked
    assert preferred([], (COURIER,), wants_latest=True) == []


def test_what_is_preferred_passes_what_is_about_as_good() -> None:
    ranked = preferred([found("a", 1.0), found("b", 0.8, publisher="Courier")], (COURIER,))
    assert [(item.passage.article_id, item.rank) for item in ranked] == [("b", 1), ("a", 2)]
    assert [item.score for item in ranked] == pytest.approx([1.1, 1.0])


def test_what_is_not_about_the_matter_stays_behind() -> None:
    assert order(preferred([found("a", 1.0), found("b", 0.6, publisher="Courier")], (COURIER,))) == ["a", "b"]


def test_each_preference_counts_by_itself() -> None:
    july_3 = Filters(earliest=datetime(2026, 7, 3, tzinfo=UTC))
    ranked = [found("a", 1.0, publisher="Courier"), found("b", 0.9, publisher="Courier", day=3)]
    assert order(preferred(ranked, (COURIER, july_3))) == ["b", "a"]


def test_nothing_is_left_out() -> None:
    ranked = [found("a", 1.0), found("b", 0.1, day=None), found("c", 0.0)]
    assert sorted(order(preferred(ranked, (COURIER,), wants_latest=True))) == ["a", "b", "c"]


def test_the_newest_of_those_about_the_matter_comes_first() -> None:
    ranked = [
        found("old", 1.0, day=1),
        found("new", 0.9, day=3),
        found("other", 0.3, day=9),
        found("undated", 0.9, day=None),
    ]
    assert order(preferred(ranked, (), wants_latest=True)) == ["new", "old", "undated", "other"]


def test_what_was_found_is_left_as_it_was() -> None:
    ranked = [found("a", 1.0), found("b", 0.9, publisher="Courier")]
    preferred(ranked, (COURIER,))
    assert [(item.score, item.rank) for item in ranked] == [(1.0, 1), (0.9, 1)]
