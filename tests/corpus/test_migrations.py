"""The schema's history: each step once, whole, and never backwards."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import CatalogueError, Corpus, CorpusSettings, ingest, migrations
from corpus.article import article_id_of
from corpus.editing import Edits, edit
from corpus.migrations import STEPS, m001_articles_passages_and_search, migrate
from corpus.rows import pack
from tests.corpus.making import RAIN, RIVER, counts
from tests.fakes import HashEmbedder


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


# A catalogue of the first schema


@pytest.fixture
def old_home(own_home: Path, tmp_path: Path) -> Path:
    """A data folder as the first schema left it: a file's article, one that was pasted, and their vectors."""
    own_home.mkdir(parents=True)
    opened = sqlite3.connect(own_home / "catalogue.sqlite3", isolation_level=None)
    m001_articles_passages_and_search(opened)
    opened.execute("PRAGMA user_version = 1")
    opened.execute("INSERT INTO facts VALUES ('embedder', 'hash-64')")
    for number, (source, text) in enumerate(((str(tmp_path / "rain.txt"), RAIN), ("pasted", RIVER)), 1):
        its_id, vector = article_id_of(text), pack(HashEmbedder().embed([text])[0])
        opened.execute(
            "INSERT INTO articles VALUES (?,1,?,NULL,?,'Post',?,'byline','[\"Mara\"]',NULL,?,?)",
            (its_id, source, f"Title {number}", "2025-03-12T00:00:00+00:00", text, "2025-04-01T00:00:00+00:00"),
        )
        opened.execute(
            "INSERT INTO passages VALUES (?,?,?,0,0,?,?,0)",
            (number, f"{its_id}:0-{len(text)}", its_id, len(text), vector),
        )
        opened.execute("INSERT INTO sentences VALUES (?,0,?,?)", (number, len(text), vector))
        opened.execute("INSERT INTO passage_words (rowid, text, title, publisher) VALUES (?,?,?,'Post')",
                       (number, text, f"Title {number}"))  # fmt: skip
    opened.close()
    return own_home


@pytest.fixture
def upgraded(old_home: Path) -> Iterator[Corpus]:
    with Corpus(CorpusSettings(home=old_home), embedder=HashEmbedder()) as opened:
        yield opened


def test_articles_of_the_first_schema_come_through_whole_and_are_searched(upgraded: Corpus) -> None:
    stored = upgraded.catalogue.article(article_id_of(RAIN))
    assert (stored.title, stored.publisher, stored.authors, stored.text) == ("Title 1", "Post", ("Mara",), RAIN)
    assert (stored.published, stored.published_from, stored.published_certainty) == (
        datetime(2025, 3, 12, tzinfo=UTC), "byline", None,
    )  # fmt: skip
    assert (stored.pages, stored.is_teaser, stored.raw, stored.updated) == ((), False, None, None)
    assert upgraded.search_lexical(["harbour"], 5)[0][0].startswith(stored.article_id)
    assert upgraded.search_dense(HashEmbedder().embed_query(RIVER), 1)[0][0].startswith(article_id_of(RIVER))
    assert [listed.copies for listed in upgraded.catalogue.listing()] == [0, 0]


def test_file_of_the_first_schema_is_known_at_its_place_and_its_change_is_a_version(
    upgraded: Corpus, tmp_path: Path
) -> None:
    path = tmp_path / "rain.txt"
    assert upgraded.catalogue.ledger.standing_at([str(path), "pasted"]) == {str(path): article_id_of(RAIN)}
    path.write_text(RAIN)
    assert counts(ingest(upgraded, [str(path)])) == (0, 1, 0, 0)
    path.write_text(f"{RAIN} It stopped on Thursday.")
    report = ingest(upgraded, [str(path)])
    assert counts(report) == (0, 0, 1, 0)
    versions = upgraded.catalogue.stories.versions(report.article_ids[0])
    assert [(each.article_id, each.version) for each in versions] == [
        (article_id_of(RAIN), 1), (report.article_ids[0], 2),
    ]  # fmt: skip
    assert upgraded.catalogue.article(article_id_of(RAIN)).title == "Title 1"


def test_article_of_the_first_schema_can_be_edited_removed_and_found_as_a_variant(upgraded: Corpus) -> None:
    edit(upgraded, article_id_of(RAIN), Edits(title="By hand"))
    assert upgraded.search_lexical(["hand"], 5)
    upgraded.remove(article_id_of(RIVER))
    ingest(upgraded, [])  # any run gives the old articles what later variants of them are found by
    assert upgraded.catalogue.stories.unsigned() == []


# Vectors of another embedder


def test_file_of_the_second_schema_gets_a_place_for_new_vectors_and_keeps_all_else(
    connection: sqlite3.Connection,
) -> None:
    for number, step in enumerate(STEPS[:2], 1):
        step(connection)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute("INSERT INTO facts VALUES ('embedder', 'hash-64')")
    before = tables(connection)
    migrate(connection)
    assert "new_vectors" in tables(connection) - before
    assert connection.execute("SELECT * FROM facts").fetchall() == [("embedder", "hash-64")]


def test_new_vectors_of_a_removed_article_go_with_it(upgraded: Corpus) -> None:
    with upgraded.catalogue._database.transaction() as connection:
        connection.execute("INSERT INTO new_vectors SELECT number, -1, vector FROM passages")
    upgraded.remove(article_id_of(RIVER))
    assert upgraded.catalogue._database.rows("SELECT passage FROM new_vectors") == [(1,)]
