"""Which articles a search is kept to, told by the catalogue, and the publishers there are."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from corpus import Article
from corpus.catalog import Catalogue
from corpus.selecting import publishers
from corpus.writing import write_article
from qa.filtering import Filters

NOON = datetime(2026, 7, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite3")
    yield opened
    opened.close()


def put(catalogue: Catalogue, name: str, published: datetime | None, publisher: str | None = "Keldmar Tribune") -> None:
    with catalogue._database.transaction() as connection:
        write(connection, name, published, publisher)


def write(
    connection: sqlite3.Connection,
    name: str,
    published: datetime | None,
    publisher: str | None,
    numbers: Sequence[int | None] = (None,),
) -> None:
    """An article and its passages, by default one with the next free number."""
    write_article(
        connection, Article(article_id=name, text="Rain fell.", source=name, publisher=publisher, published=published)
    )
    connection.executemany(
        'INSERT INTO passages (number, passage_id, article_id, ordinal, start, "end", vector) '
        "VALUES (?, ?, ?, ?, 0, 1, x'00')",
        [(number, f"{name}:{ordinal}", name, ordinal) for ordinal, number in enumerate(numbers)],
    )


def passage_numbers(
    catalogue: Catalogue, *, publishers: Sequence[str] = (), earliest: datetime | None = None,
    latest: datetime | None = None,
) -> list[int]:  # fmt: skip
    """The numbers of the passages that a search kept to these articles looks at."""
    table = catalogue.columns.current("articles")
    wanted = Filters(publishers=tuple(publishers), earliest=earliest, latest=latest)
    return [int(number) for number in table.numbers[catalogue.columns.mask(table, wanted)]]


def article_ids(catalogue: Catalogue, **wanted: Any) -> set[str]:
    """The articles of those passages."""
    ids = catalogue.ids_of(passage_numbers(catalogue, **wanted))
    return {passage_id.partition(":")[0] for passage_id in ids.values()}


def test_without_a_wish_all_articles_are_selected(catalogue: Catalogue) -> None:
    put(catalogue, "dated", NOON)
    put(catalogue, "undated", None, None)
    assert article_ids(catalogue) == {"dated", "undated"}


@pytest.mark.parametrize("name", ["Süddeutsche Zeitung", "SÜDDEUTSCHE ZEITUNG", "süddeutsche zeitung"])
def test_a_publisher_is_found_in_any_case_of_any_letter(catalogue: Catalogue, name: str) -> None:
    put(catalogue, "ours", NOON, "Süddeutsche Zeitung")
    put(catalogue, "theirs", NOON, "Keldmar Tribune")
    put(catalogue, "nobodys", NOON, None)
    assert article_ids(catalogue, publishers=[name]) == {"ours"}


def test_any_of_several_publishers_will_do(catalogue: Catalogue) -> None:
    for number, name in enumerate(["Tribune", "TRIBUNE", "Courier", "Gazette"]):
        put(catalogue, f"{number}", NOON, name)
    assert article_ids(catalogue, publishers=["tribune", "Courier"]) == {"0", "1", "2"}


def test_a_publisher_that_is_not_there_selects_nothing(catalogue: Catalogue) -> None:
    put(catalogue, "ours", NOON)
    assert article_ids(catalogue, publishers=["The Moon Gazette"]) == frozenset()
    assert passage_numbers(catalogue, publishers=["The Moon Gazette"]) == []


@pytest.mark.parametrize(
    ("published", "is_selected"),
    [
        (NOON - SECOND, False),
        (NOON - MICROSECOND, False),
        (NOON, True),
        (NOON + MICROSECOND, True),
        (NOON + SECOND, True),
        (NOON + SECOND + MICROSECOND, False),
        (None, False),
    ],
)
def test_both_ends_of_a_range_are_selected_to_the_microsecond(
    catalogue: Catalogue, published: datetime | None, is_selected: bool
) -> None:
    put(catalogue, "one", published)
    assert bool(article_ids(catalogue, earliest=NOON, latest=NOON + SECOND)) is is_selected


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [(NOON, None, {"noon", "later"}), (None, NOON, {"earlier", "noon"}), (NOON, NOON, {"noon"})],
)
def test_an_end_may_be_open(
    catalogue: Catalogue, earliest: datetime | None, latest: datetime | None, expected: set[str]
) -> None:
    for name, published in {"earlier": NOON - SECOND, "noon": NOON, "later": NOON + SECOND, "undated": None}.items():
        put(catalogue, name, published)
    assert article_ids(catalogue, earliest=earliest, latest=latest) == expected


def test_a_bound_in_another_zone_is_the_same_moment(catalogue: Catalogue) -> None:
    put(catalogue, "one", NOON)
    elsewhere = NOON.astimezone(timezone(timedelta(hours=-5)))
    assert article_ids(catalogue, earliest=elsewhere, latest=elsewhere) == {"one"}


def test_publisher_and_dates_hold_together(catalogue: Catalogue) -> None:
    put(catalogue, "ours", NOON)
    put(catalogue, "ours, later", NOON + SECOND)
    put(catalogue, "theirs", NOON, "Courier")
    assert article_ids(catalogue, publishers=["Keldmar Tribune"], latest=NOON) == {"ours"}


def test_an_earlier_version_is_not_selected(catalogue: Catalogue) -> None:
    put(catalogue, "old", NOON, "Old Name")
    put(catalogue, "new", NOON)
    with catalogue._database.transaction() as connection:
        connection.execute("UPDATE articles SET newest = 'new' WHERE article_id = 'old'")
    assert article_ids(catalogue, earliest=NOON) == {"new"}
    assert publishers(catalogue._database) == ["Keldmar Tribune"]


def test_the_passages_of_the_selected_are_given_by_number(catalogue: Catalogue) -> None:
    with catalogue._database.transaction() as connection:
        write(connection, "ours", NOON, "Keldmar Tribune", numbers=(7, 3))
        write(connection, "theirs", NOON, "Courier", numbers=(8,))
    assert passage_numbers(catalogue, publishers=["Keldmar Tribune"]) == [3, 7]


def test_publishers_are_named_once_and_in_order(catalogue: Catalogue) -> None:
    for number, name in enumerate(["Tribune", "Courier", None, "Tribune", "", "Écho"]):
        put(catalogue, f"{number}", NOON, name)
    assert publishers(catalogue._database) == ["Courier", "Tribune", "Écho"]


def test_an_empty_catalogue_has_no_publishers(catalogue: Catalogue) -> None:
    assert publishers(catalogue._database) == []


def test_more_publishers_than_a_query_takes_are_selected(catalogue: Catalogue) -> None:
    names = [f"Paper {number}" for number in range(1_100)]
    with catalogue._database.transaction() as connection:
        for name in names:
            write(connection, name, NOON, name)
    assert article_ids(catalogue, publishers=names[:1_050], earliest=NOON) == set(names[:1_050])


@pytest.mark.parametrize(
    "wanted",
    [
        "SELECT article_id, publisher, published FROM articles WHERE newest IS NULL",  # what `corpus.columns` reads
        "SELECT min(publisher) FROM articles WHERE newest IS NULL AND publisher > 'a'",
        "SELECT article_id FROM articles WHERE newest IS NULL AND published >= '2026' AND published <= '2027'",
        "SELECT article_id FROM articles WHERE newest IS NULL AND publisher IN ('a', 'b') AND published >= '2026'",
    ],
)
def test_with_the_indexes_no_article_is_read(catalogue: Catalogue, wanted: str) -> None:
    plan = catalogue._database.rows(f"EXPLAIN QUERY PLAN {wanted}")
    assert "USING COVERING INDEX" in plan[0][3]
