"""Articles are found by words, publisher and want of a date, and put in an order."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from corpus import Corpus
from tests.ui.conftest import App, revised
from tests.ui.test_articles import articles_page, rows
from ui.listing import Wanted, in_order, matching, tags_of
from ui.resources import Listed


def listed(name: str, publisher: str | None, month: int | None, day: int = 1) -> Listed:
    published = datetime(2026, month, 1, tzinfo=UTC) if month else None
    added = datetime(2026, 11, day, tzinfo=UTC)
    return Listed(article_id=name, title=name, publisher=publisher, published=published, is_sample=False, added=added)


# Newest first; added in the opposite order.
ARTICLES = [listed("Bridge", "Post", 7, 1), listed("apple", "Tribune", 5, 2), listed("Comet", None, None, 3)]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted(), ["Bridge", "apple", "Comet"]),
        (Wanted(words=" BRI"), ["Bridge"]),
        (Wanted(words="tribune"), ["apple"]),
        (Wanted(publisher="Post"), ["Bridge"]),
        (Wanted(publisher=""), ["Comet"]),
        (Wanted(only_undated=True), ["Comet"]),
        (Wanted(words="bridge", publisher="Tribune"), []),
    ],
)
def test_articles_are_found_by_all_that_is_wanted(wanted: Wanted, titles: list[str]) -> None:
    assert [article.title for article in matching(ARTICLES, wanted)] == titles


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("newest", ["Bridge", "apple", "Comet"]),
        ("oldest", ["apple", "Bridge", "Comet"]),
        ("title", ["apple", "Bridge", "Comet"]),
        ("added", ["Comet", "apple", "Bridge"]),
    ],
)
def test_articles_without_a_date_come_last_in_an_order_by_date(order: str, titles: list[str]) -> None:
    assert [article.title for article in in_order(ARTICLES, order)] == titles


def test_what_is_particular_about_an_article_is_said() -> None:
    plain = listed("Bridge", "Post", 7)
    assert tags_of(plain) == []
    particular = Listed("0", "Rain", None, None, is_sample=False, version=2, copies=3, is_teaser=True)
    assert tags_of(particular) == ["version 2", "also in 3 more", "feed text only"]


def test_new_version_takes_the_place_of_the_old_one_in_the_list(open_app: Callable[..., App], corpus: Corpus) -> None:
    revised(corpus)
    app = open_app(articles_page)
    assert [row["tags"] for row in rows(app)] == [["version 2"]]


def test_list_is_narrowed_by_publisher_and_sorted(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    app.test.selectbox(key="filter-order").select("oldest").run()
    assert [row["title"][:4] for row in rows(app)] == ["Tolm", "Ferr"]
    app.test.selectbox(key="filter-order").select("added").run()
    assert [row["title"][:4] for row in rows(app)] == ["Tolm", "Ferr"]
    app.test.selectbox(key="filter-publisher").select("Keldmar Tribune").run()
    assert len(rows(app)) == 2
