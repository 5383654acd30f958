"""Which articles a search is kept to, told by the catalogue."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article
from corpus.database import Database
from corpus.migrations import migrate
from corpus.rows import written
from corpus.selecting import INDEXES, article_ids, passage_numbers, publishers
from corpus.writing import write_article

NOON = datetime(2026, 7, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "catalogue.sqlite", migrate)
    yield opened
    opened.close()


def put(database: Database, name: str, published: datetime | None, publisher: str | None = "Keldmar Tribune") -> None:
    with database.transaction() as connection:
        write_article(
            connection,
            Article(article_id=name, text="Rain fell.", source=name, publisher=publisher, published=published),
        )


def put_passage(database: Database, number: int, article_id: str) -> None:
    with database.transaction() as connection:
        connection.execute(
            'INSERT INTO passages (number, passage_id, article_id, ordinal, start, "end", vector) '
            "VALUES (?, ?, ?, 0, 0, 1, x'00')",
            (number, str(number), article_id),
        )


def test_without_a_wish_all_articles_are_selected(database: Database) -> None:
    put(database, "dated", NOON)
    put(database, "undated", None, None)
    assert article_ids(database) == {"dated", "undated"}


@pytest.mark.parametrize("name", ["Süddeutsche Zeitung", "SÜDDEUTSCHE ZEITUNG", "süddeutsche zeitung"])
def test_a_publisher_is_found_in_any_case_of_any_letter(database: Database, name: str) -> None:
    put(database, "ours", NOON, "Süddeutsche Zeitung")
    put(database, "theirs", NOON, "Keldmar Tribune")
    put(database, "nobodys", NOON, None)
    assert article_ids(database, publishers=[name]) == {"ours"}


def test_any_of_several_publishers_will_do(database: Database) -> None:
    for number, name in enumerate(["Tribune", "TRIBUNE", "Courier", "Gazette"]):
        put(database, f"{number}", NOON, name)
    assert article_ids(database, publishers=["tribune", "Courier"]) == {"0", "1", "2"}


def test_a_publisher_that_is_not_there_selects_nothing(database: Database) -> None:
    put(database, "ours", NOON)
    assert article_ids(database, publishers=["The Moon Gazette"]) == frozenset()
    assert passage_numbers(database, publishers=["The Moon Gazette"]) == []


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
    database: Database, published: datetime | None, is_selected: bool
) -> None:
    put(database, "one", published)
    assert bool(article_ids(database, earliest=NOON, latest=NOON + SECOND)) is is_selected


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [(NOON, None, {"noon", "later"}), (None, NOON, {"earlier", "noon"}), (NOON, NOON, {"noon"})],
)
def test_an_end_may_be_open(
    database: Database, earliest: datetime | None, latest: datetime | None, expected: set[str]
) -> None:
    for name, published in {"earlier": NOON - SECOND, "noon": NOON, "later": NOON + SECOND, "undated": None}.items():
        put(database, name, published)
    assert article_ids(database, earliest=earliest, latest=latest) == expected


def test_a_bound_in_another_zone_is_the_same_moment(database: Database) -> None:
    put(database, "one", NOON)
    elsewhere = NOON.astimezone(timezone(timedelta(hours=-5)))
    assert article_ids(database, earliest=elsewhere, latest=elsewhere) == {"one"}


def test_publisher_and_dates_hold_together(database: Database) -> None:
    put(database, "ours", NOON)
    put(database, "ours, later", NOON + SECOND)
    put(database, "theirs", NOON, "Courier")
    assert article_ids(database, publishers=["Keldmar Tribune"], latest=NOON) == {"ours"}


def test_an_earlier_version_is_not_selected(database: Database) -> None:
    put(database, "old", NOON, "Old Name")
    put(database, "new", NOON)
    with database.transaction() as connection:
        connection.execute("UPDATE articles SET newest = 'new' WHERE article_id = 'old'")
    assert article_ids(database, earliest=NOON) == {"new"}
    assert publishers(database) == ["Keldmar Tribune"]


def test_the_passages_of_the_selected_are_given_by_number(database: Database) -> None:
    put(database, "ours", NOON)
    put(database, "theirs", NOON, "Courier")
    for number, article_id in {7: "ours", 8: "theirs", 3: "ours"}.items():
        put_passage(database, number, article_id)
    assert passage_numbers(database, publishers=["Keldmar Tribune"]) == [3, 7]


def test_publishers_are_named_once_and_in_order(database: Database) -> None:
    for number, name in enumerate(["Tribune", "Courier", None, "Tribune", "", "Écho"]):
        put(database, f"{number}", NOON, name)
    assert publishers(database) == ["Courier", "Tribune", "Écho"]


def test_an_empty_catalogue_has_no_publishers(database: Database) -> None:
    assert publishers(database) == []


def test_more_publishers_than_a_query_takes_are_selected(database: Database) -> None:
    names = [f"Paper {number}" for number in range(1_100)]
    with database.transaction() as connection:
        for name in names:
            write_article(
                connection, Article(article_id=name, text="Rain.", source=name, publisher=name, published=NOON)
            )
    assert article_ids(database, publishers=names[:1_050], earliest=NOON) == set(names[:1_050])


def test_with_the_indexes_no_article_is_read(database: Database) -> None:
    with database.transaction() as connection:
        for statement in INDEXES:
            connection.execute(statement.replace("INDEX articles", "INDEX IF NOT EXISTS articles"))
    for condition in ("published >= '2026' AND published <= '2027'", "publisher IN ('a', 'b') AND published >= '2026'"):
        plan = database.rows(f"EXPLAIN QUERY PLAN SELECT article_id FROM articles WHERE newest IS NULL AND {condition}")
        assert "USING COVERING INDEX" in plan[0][3]


@given(st.datetimes(), st.datetimes())
def test_stored_moments_sort_as_the_moments_they_name(one: datetime, other: datetime) -> None:
    first, second = one.replace(tzinfo=UTC), other.replace(tzinfo=UTC)
    assert ((written(first) or "") < (written(second) or "")) is (first < second)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(-2, 2))
def test_moments_that_lie_side_by_side_sort_in_order(moment: datetime, step: int) -> None:
    at_the_second = moment.replace(microsecond=0, tzinfo=UTC)
    near = at_the_second + step * MICROSECOND
    assert ((written(at_the_second) or "") < (written(near) or "")) is (step > 0)
