"""Which articles a question is put to."""

from datetime import UTC, datetime

import pytest

from corpus import Article
from qa.filtering import Filters
from tests.qa.making import passage


def published(day: int | None, publisher: str | None = "Keldmar Tribune") -> Article:
    date = datetime(2026, 7, day, 12, tzinfo=UTC) if day else None
    return Article(article_id=f"{publisher}-{day}", text="Rain fell.", source="a", publisher=publisher, published=date)


def test_no_filter_is_false_and_admits_everything() -> None:
    assert not Filters()
    assert Filters().admits(published(None, None))


@pytest.mark.parametrize(
    ("name", "is_admitted"), [("Keldmar Tribune", True), ("KELDMAR TRIBUNE", True), ("Inland Post", False)]
)
def test_a_publisher_is_compared_case_aside(name: str, is_admitted: bool) -> None:
    assert Filters(publishers=(name,)).admits(published(2)) is is_admitted


def test_any_of_several_publishers_will_do() -> None:
    assert Filters(publishers=("Inland Post", "Keldmar Tribune")).admits(published(2))


def test_an_article_without_publisher_is_outside_every_publisher() -> None:
    assert not Filters(publishers=("Keldmar Tribune",)).admits(published(2, None))


@pytest.mark.parametrize(("day", "is_admitted"), [(1, False), (2, True), (3, True), (4, False)])
def test_both_ends_of_a_range_of_dates_are_included(day: int, is_admitted: bool) -> None:
    noon = {day: datetime(2026, 7, day, 12, tzinfo=UTC) for day in (2, 3)}
    assert Filters(earliest=noon[2], latest=noon[3]).admits(published(day)) is is_admitted


def test_an_article_without_date_is_outside_every_range() -> None:
    assert not Filters(earliest=datetime(1970, 1, 1, tzinfo=UTC)).admits(published(None))


def test_the_admitted_are_given_by_id() -> None:
    filters = Filters(earliest=datetime(2026, 7, 3, tzinfo=UTC))
    days = [published(2), published(3)]
    assert {article.article_id for article in days if filters.admits(article)} == {"Keldmar Tribune-3"}


def test_a_passage_is_admitted_like_its_article() -> None:
    assert Filters(publishers=("keldmar tribune",), earliest=datetime(2026, 7, 2, tzinfo=UTC)).admits(passage())
    assert not Filters(latest=datetime(2026, 7, 1, tzinfo=UTC)).admits(passage())


def test_filters_narrow_each_other() -> None:
    second, third, fourth = (datetime(2026, 7, day, tzinfo=UTC) for day in (2, 3, 4))
    narrowed = Filters(publishers=("Courier",), earliest=second).narrowed(Filters(earliest=third, latest=fourth))
    assert narrowed == Filters(publishers=("Courier",), earliest=third, latest=fourth)


def test_of_filters_that_exclude_each_other_the_first_holds() -> None:
    second, third = (datetime(2026, 7, day, tzinfo=UTC) for day in (2, 3))
    narrowed = Filters(publishers=("Courier",), latest=second).narrowed(
        Filters(publishers=("Tribune",), earliest=third)
    )
    assert narrowed == Filters(publishers=("Courier",), latest=second)
