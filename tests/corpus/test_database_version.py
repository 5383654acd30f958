"""What a file's version tells who remembers what was read from it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "words.sqlite3", make_words)
    yield opened
    opened.close()


def make_words(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS words (word TEXT PRIMARY KEY) STRICT")


def add(database: Database, word: str) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO words VALUES (?)", (word,))


def test_version_stays_while_nothing_is_written(database: Database) -> None:
    before = database.version()
    assert database.rows("SELECT word FROM words") == []
    assert before is not None and database.version() == before


def test_version_changes_with_a_commit_of_this_opening_and_of_another(database: Database) -> None:
    versions = [database.version()]
    add(database, "rain")
    versions.append(database.version())
    another = Database(database.path, make_words)
    add(another, "snow")
    another.close()
    versions.append(database.version())
    assert len(set(versions)) == 3


def test_version_changes_where_the_file_was_closed_in_between(database: Database) -> None:
    before = database.version()
    database.close()
    another = Database(database.path, make_words)
    add(another, "rain")
    another.close()
    assert database.version() != before


def test_there_is_no_version_inside_a_transaction_or_a_snapshot(database: Database) -> None:
    with database.transaction():
        assert database.version() is None
    with database.snapshot():
        assert database.version() is None
