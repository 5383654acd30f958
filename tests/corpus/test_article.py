"""`Span`, `Article` and `Passage`: what they are, and what they refuse to be."""

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest

from corpus import Article, Passage, Span
from corpus.article import article_id_of, passage_id_of

TEXT = "Rain fell. The river rose."


def test_span_slices_the_characters_it_covers() -> None:
    assert Span(start=11, end=26).of(TEXT) == "The river rose."


def test_span_counts_characters_and_not_bytes() -> None:
    assert Span(start=2, end=6).of("🌧 café") == "café"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_span_that_is_empty_reversed_or_negative_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"got {start}:{end}"):
        Span(start=start, end=end)


def test_span_past_the_end_of_its_text_is_refused() -> None:
    with pytest.raises(ValueError, match="ends past the text's 26 characters"):
        Span(start=20, end=27).of(TEXT)


@pytest.mark.parametrize(("start", "end", "expected"), [(0, 10, False), (9, 11, True), (12, 14, True), (20, 30, False)])
def test_spans_that_only_touch_do_not_overlap(start: int, end: int, expected: bool) -> None:
    assert Span(start=10, end=20).overlaps(Span(start=start, end=end)) is expected


@pytest.mark.parametrize(
    ("start", "end", "expected"), [(10, 20, True), (12, 13, True), (9, 12, False), (19, 21, False)]
)
def test_span_contains_what_lies_wholly_inside(start: int, end: int, expected: bool) -> None:
    assert Span(start=10, end=20).contains(Span(start=start, end=end)) is expected


def test_spans_sort_by_where_they_start() -> None:
    first, second = Span(start=1, end=9), Span(start=2, end=3)
    assert sorted([second, first]) == [first, second]


def test_article_without_text_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'a\.txt' has no text"):
        Article(article_id="1", text="", source="a.txt")


@pytest.mark.parametrize(
    "published", [datetime(2025, 3, 12), datetime(2025, 3, 12, tzinfo=timezone(timedelta(hours=2)))]
)
def test_article_takes_only_utc_times(published: datetime) -> None:
    with pytest.raises(ValueError, match="must be an aware UTC time"):
        Article(article_id="1", text=TEXT, source="a.txt", published=published)


def test_article_cannot_be_changed() -> None:
    article = Article(article_id="1", text=TEXT, source="a.txt", published=datetime(2025, 3, 12, tzinfo=UTC))
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.text = "Snow fell."  # type: ignore[misc]


def test_passage_whose_text_does_not_fill_its_span_is_refused() -> None:
    with pytest.raises(ValueError, match="9 characters do not fill span 0:10"):
        Passage(passage_id="p", article_id="a", span=Span(start=0, end=10), text="Rain fell", ordinal=0)


def test_equal_texts_have_one_article_id() -> None:
    # The first 16 digits of `printf 'Rain fell.' | sha256sum`.
    assert article_id_of("Rain fell.") == "8a4b1e83d9ac7658"


def test_another_text_has_another_article_id() -> None:
    assert article_id_of("Rain fell.") != article_id_of("Rain fell!")


def test_passage_id_names_its_article_and_its_characters() -> None:
    assert passage_id_of("9f3a", Span(start=410, end=498)) == "9f3a:410-498"
