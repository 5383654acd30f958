"""The catalogue is looked at without changing it: what cannot be true of it is said in words and counted."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.auditing import inspect_catalogue, inspect_embedder, inspect_originals
from corpus.loading import keep
from tests.corpus.making import RAIN, RIVER, put
from tests.corpus.many import fill, opened, random_vectors
from tests.fakes import HashEmbedder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A catalogue of two articles, one passage each."""
    with opened(tmp_path / "audited") as corpus:
        put(corpus, RAIN, RIVER)
    return tmp_path / "audited" / "catalogue.sqlite3"


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_sound_catalogue_has_no_faults(path: Path) -> None:
    before = path.read_bytes()
    assert inspect_catalogue(path) == ()
    assert path.read_bytes() == before


def test_empty_catalogue_has_no_faults(corpus: Corpus) -> None:
    assert inspect_catalogue(corpus.settings.catalogue_path) == ()


def test_missing_catalogue_is_a_fault_and_is_not_made(tmp_path: Path) -> None:
    assert inspect_catalogue(tmp_path / "catalogue.sqlite3") == ("the catalogue is missing",)
    assert list(tmp_path.glob("catalogue*")) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE articles SET text = replace(text, 'Rain', 'Pain')",
         "1 articles have another text than the one they were stored with"),
        ('UPDATE passages SET "end" = 900, passage_id = article_id || \':0-900\' WHERE number = 1',
         "1 passages do not lie inside their article's text"),
        ("UPDATE passages SET passage_id = 'lost'", None),
        ("UPDATE passages SET passage_id = 'lost' WHERE number = 1", "1 passages have an id that is not their place"),
        ('UPDATE sentences SET "end" = 900', "2 sentences do not lie inside their passage"),
        ("UPDATE articles SET newest = 'other'", "2 passages belong to an earlier version of an article"),
        ("DELETE FROM articles WHERE text LIKE 'Rain%'", "1 passages belong to no article"),
        ("INSERT INTO sentences VALUES (900, 0, 4, x'0000')", "1 sentences belong to no passage"),
        ("INSERT INTO removals SELECT passage_id FROM passages",
         "2 passages are to be taken out of the index and are stored"),
        ("DELETE FROM passage_words WHERE rowid = 1", "1 passages have no list of words"),
        ("INSERT INTO passage_words (rowid, text) VALUES (900, 'rain')", "1 lists of words belong to no passage"),
        ("UPDATE passage_words_data SET block = zeroblob(length(block)) WHERE id > 10", None),
        ("UPDATE passage_words_docsize SET sz = x'070707' WHERE id = 1", "the index of words lists 17 words of 29"),
        ("UPDATE passages SET vector = zeroblob(128) WHERE number = 1",
         "1 passages have a vector that no embedder made"),
        ("UPDATE sentences SET vector = zeroblob(127)", "2 sentences have a vector that no embedder made"),
        ("UPDATE passages SET vector = x'003c' WHERE number = 1",
         "1 sentences have a vector of another length than their passage"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_counted(path: Path, statement: str, problem: str | None) -> None:
    try:
        change(path, statement)
    except sqlite3.IntegrityError:  # SQLite itself does not let that happen
        assert problem is None
        return
    problems = inspect_catalogue(path)
    assert problems
    assert problem is None or problem in problems


def test_article_without_passages_is_never_found(path: Path) -> None:
    change(path, "DELETE FROM passage_words WHERE rowid = 1", "DELETE FROM sentences WHERE passage = 1",
           "DELETE FROM passages WHERE number = 1")  # fmt: skip
    assert inspect_catalogue(path) == ("1 articles have no passages and are never found",)


def test_vectors_of_two_lengths_are_a_fault(tmp_path: Path) -> None:
    with opened(tmp_path / "mixed") as corpus:
        fill(corpus, random_vectors(3))
        fill(corpus, random_vectors(2, 32), "Snow")
        (problem,) = inspect_catalogue(corpus.settings.catalogue_path)
    assert problem == "2 passages have a vector of another length than most"


@pytest.mark.parametrize("place", [0.0, 0.3, 0.6])
def test_damaged_file_is_a_fault(path: Path, place: float) -> None:
    with path.open("r+b") as file:
        file.seek(int(path.stat().st_size * place) // 4_096 * 4_096)
        file.write(b"\x9d" * 4_096)
    assert inspect_catalogue(path)


def test_originals_that_are_gone_or_changed_are_counted(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "originals"
    first, second = keep(folder, b"rain"), keep(folder, b"river")
    change(path, f"UPDATE articles SET raw = '{first}' WHERE text LIKE 'Rain%'",
           f"UPDATE articles SET raw = '{second}' WHERE text LIKE '%river%'")  # fmt: skip
    assert inspect_originals(folder, path) == ()
    (folder / first[:2] / first).unlink()
    (folder / second[:2] / second).write_bytes((folder / second[:2] / second).read_bytes()[:-2])
    assert inspect_originals(folder, path) == ("2 of 2 kept originals are missing or damaged",)


def test_embedder_is_known_by_its_name_and_its_weights(corpus: Corpus) -> None:
    embedder = HashEmbedder("hash-64", weights="new")
    assert inspect_embedder(corpus.catalogue, embedder) == ()
    put(corpus, RAIN)
    corpus.catalogue.set_fact("embedder_weights", "")
    assert inspect_embedder(corpus.catalogue, embedder) == ()
    corpus.catalogue.set_fact("embedder_weights", "old")
    (problem,) = inspect_embedder(corpus.catalogue, embedder)
    assert problem.startswith("the embedder 'hash-64' had other weights (old…) when it embedded the stored articles")
    assert inspect_embedder(corpus.catalogue, HashEmbedder("hash-64", weights="")) == ()
    (problem,) = inspect_embedder(corpus.catalogue, HashEmbedder("hash-32"))
    assert problem.startswith("the stored articles were embedded by 'hash-64', not by 'hash-32'")
