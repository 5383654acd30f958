"""One SQLite file: whole transactions, many threads, and errors in plain words."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import CatalogueError
from corpus.database import Database


def make_words(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS words (word TEXT PRIMARY KEY) STRICT")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "folder" / "words.sqlite3", make_words)
    yield opened
    opened.close()


def add(database: Database, *words: str) -> None:
    with database.transaction() as connection:
        connection.executemany("INSERT INTO words VALUES (?)", [(word,) for word in words])


def test_file_and_its_folder_are_made(database: Database) -> None:
    assert database.path.exists()


def test_committed_rows_are_read_by_another_opening(database: Database) -> None:
    add(database, "rain")
    again = Database(database.path, make_words)
    assert again.rows("SELECT word FROM words") == [("rain",)]
    again.close()


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_transaction_that_fails_leaves_nothing(database: Database, error: type[BaseException]) -> None:
    with pytest.raises(error), database.transaction() as connection:
        connection.execute("INSERT INTO words VALUES ('rain')")
        raise error
    assert database.rows("SELECT word FROM words") == []
    add(database, "river")
    assert database.rows("SELECT word FROM words") == [("river",)]


def test_reader_does_not_see_nor_wait_for_an_open_transaction(database: Database) -> None:
    seen: list[object] = []

    def read() -> None:
        seen.append(database.rows("SELECT word FROM words"))
        database.close()

    with database.transaction() as connection:
        connection.execute("INSERT INTO words VALUES ('rain')")
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(5)
    assert seen == [[]]


def test_threads_write_one_after_another(database: Database) -> None:
    def write(name: str) -> None:
        for number in range(20):
            add(database, f"{name}{number}")
        database.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert database.rows("SELECT count(*) FROM words") == [(80,)]


def test_more_values_than_one_query_takes_are_all_found(database: Database) -> None:
    words = [f"word{number}" for number in range(1_201)]
    add(database, *words)
    assert len(database.rows_in("SELECT word FROM words WHERE word IN", words)) == 1_201
    assert database.rows_in("SELECT word FROM words WHERE word IN", []) == []


def test_closed_database_opens_again_when_used(database: Database) -> None:
    add(database, "rain")
    database.close()
    assert database.rows("SELECT word FROM words") == [("rain",)]


def test_what_sqlite_refuses_is_an_error_with_the_file_and_a_way_out(database: Database) -> None:
    with pytest.raises(CatalogueError, match="no such table") as caught:
        database.rows("SELECT * FROM missing")
    assert str(database.path) in str(caught.value)
    assert "set FOOTNOTE_HOME to another folder" in str(caught.value)


def test_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "words.sqlite3").write_bytes(b"Rain fell on the harbour town. " * 100)
    with pytest.raises(CatalogueError, match="file is not a database"):
        Database(tmp_path / "words.sqlite3", make_words)


def test_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CatalogueError, match=r"file/words\.sqlite3"):
        Database(tmp_path / "file" / "words.sqlite3", make_words)
