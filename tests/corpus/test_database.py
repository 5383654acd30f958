"""One SQLite file: whole transactions, many threads, and errors in plain words."""

import gc
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import CatalogueError
from corpus.database import MOST_IDLE, Database


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


def test_opening_waits_for_another_who_makes_the_same_file(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "new.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE made (by)")
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.2, other.execute, ["COMMIT"]).start()
    assert Database(tmp_path / "new.sqlite3", lambda _: None).rows("PRAGMA journal_mode") == [("wal",)]
    other.close()


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


# Connections


def open_files(path: Path) -> int:
    """How many open files of this process are the database or its log."""
    found = 0
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            found += str(descriptor.readlink()).startswith(str(path))
        except OSError:  # the one that lists the folder
            continue
    return found


def in_threads(count: int, act: Callable[[], object], *, together: bool = False) -> None:
    threads = [threading.Thread(target=act) for _ in range(count)]
    for thread in threads:
        thread.start()
        if not together:
            thread.join(30)
    for thread in threads:
        thread.join(30)


def test_many_short_threads_open_no_more_files_than_one(database: Database) -> None:
    add(database, "rain")
    before = open_files(database.path)
    assert before > 0
    in_threads(500, lambda: database.rows("SELECT word FROM words"))
    assert open_files(database.path) == before


def test_threads_at_once_leave_a_few_connections_behind_and_no_more_the_next_time(database: Database) -> None:
    barrier = threading.Barrier(30)

    def read() -> None:
        with database.snapshot():
            barrier.wait(30)

    in_threads(30, read, together=True)
    after_one = open_files(database.path)
    # The file as often as it was open at once, which SQLite keeps to use again; its log; and the index of the log.
    assert after_one <= 30 + MOST_IDLE + 1
    for _ in range(3):
        in_threads(30, read, together=True)
    assert open_files(database.path) == after_one
    assert barrier.broken is False


def test_closing_lets_go_of_every_file_whichever_thread_used_it(database: Database) -> None:
    in_threads(5, lambda: database.rows("SELECT word FROM words"), together=True)
    database.close()
    assert open_files(database.path) == 0


def test_connection_in_use_is_closed_when_it_is_given_back(database: Database) -> None:
    with database.transaction() as connection:
        in_threads(1, database.close)
        connection.execute("INSERT INTO words VALUES ('rain')")
    assert open_files(database.path) == 0
    assert database.rows("SELECT word FROM words") == [("rain",)]


def test_database_that_nobody_closed_closes_its_connections(tmp_path: Path) -> None:
    """Later Pythons warn of a connection that is merely forgotten."""
    database = Database(tmp_path / "words.sqlite3", make_words)
    with database.connection() as connection:
        pass
    del database
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_rows_read_inside_a_transaction_are_those_it_has_written(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO words VALUES ('rain')")
        assert database.rows("SELECT word FROM words") == [("rain",)]


def test_connection_left_inside_a_transaction_is_not_lent_again(database: Database) -> None:
    with database.connection() as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO words VALUES ('rain')")
    assert database.rows("SELECT word FROM words") == []
    add(database, "river")


# One state


def test_snapshot_keeps_to_one_state_while_others_write(database: Database) -> None:
    add(database, "rain")
    with database.snapshot() as connection:
        in_threads(1, lambda: add(database, "river"))
        assert connection.execute("SELECT word FROM words").fetchall() == [("rain",)]
        assert database.rows("SELECT word FROM words") == [("rain",)]
    assert len(database.rows("SELECT word FROM words")) == 2


def test_snapshot_is_of_its_beginning_not_of_its_first_read(database: Database) -> None:
    with database.snapshot() as connection:
        in_threads(1, lambda: add(database, "rain"))
        assert connection.execute("SELECT word FROM words").fetchall() == []


def test_error_inside_a_snapshot_is_handed_on_as_it_is(database: Database) -> None:
    with pytest.raises(FileNotFoundError), database.snapshot():
        raise FileNotFoundError("of a file that the reader named")
    add(database, "rain")  # no read is left open


def test_log_is_small_again_after_a_long_reader(database: Database) -> None:
    log = database.path.with_name("words.sqlite3-wal")
    with database.snapshot():
        in_threads(1, lambda: add(database, *(f"{number} {'rain' * 500}" for number in range(10_000))))
        assert log.stat().st_size > 20_000_000
    for word in "abc":
        add(database, word)
    assert log.stat().st_size <= 16_777_216


def test_what_was_committed_is_on_the_disk_before_it_is_acknowledged(database: Database) -> None:
    full = 2
    assert database.rows("PRAGMA synchronous") == [(full,)]
