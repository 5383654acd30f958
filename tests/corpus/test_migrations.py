"""The schema's history: each step once, whole, and never backwards."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import CatalogueError, migrations
from corpus.migrations import STEPS, migrate


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(tmp_path / "catalogue.sqlite3", isolation_level=None)
    yield opened
    opened.close()


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_new_file_gets_every_step(connection: sqlite3.Connection) -> None:
    migrate(connection)
    assert version(connection) == len(STEPS)
    assert {"articles", "passages", "sentences", "passage_words", "removals", "facts", "runs"} <= tables(connection)


def test_second_run_changes_nothing(connection: sqlite3.Connection) -> None:
    migrate(connection)
    connection.execute("INSERT INTO facts VALUES ('embedder', 'hash-64')")
    migrate(connection)
    assert connection.execute("SELECT value FROM facts").fetchall() == [("hash-64",)]


def test_steps_are_numbered_in_order() -> None:
    assert [step.__name__[:5] for step in STEPS] == [f"m{number:03}_" for number in range(1, len(STEPS) + 1)]


def test_file_of_a_newer_program_is_refused_and_left_alone(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA user_version = 99")
    with pytest.raises(CatalogueError, match="schema 99, this program knows"):
        migrate(connection)
    assert tables(connection) == set()


def test_step_that_fails_half_way_leaves_the_file_as_it_was(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def m002_fails(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (word TEXT)")
        raise RuntimeError("the power went")

    monkeypatch.setattr(migrations, "STEPS", (*STEPS, m002_fails))
    with pytest.raises(RuntimeError, match="the power went"):
        migrate(connection)
    assert version(connection) == len(STEPS)
    assert "half" not in tables(connection)
