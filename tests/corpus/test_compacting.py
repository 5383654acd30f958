"""The room of removed articles is given back, and nothing that is stored changes by it."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Article, Corpus, CorpusSettings
from corpus import compacting as compacting_module
from corpus.compacting import compact, wants_compacting
from corpus.loading import keep, kept
from corpus.writing import Origin
from tests.corpus.making import RAIN, RIVER, SNOW, article, put, texts, vector, whole

FILLER = "The harbour master wrote down the height of the water again. " * 200


def long_texts(count: int) -> list[str]:
    return [f"{name} {FILLER}" for name in (f"Report {number}." for number in range(count))]


def store_with_original(corpus: Corpus, text: str, *, replacing: str = "") -> Article:
    """An article whose original lies there for longer than an hour."""
    digest = keep(corpus.settings.originals_folder, text.encode())
    for path in corpus.settings.originals_folder.glob("*/*"):
        os.utime(path, (0, 0))
    stored = replace(article(text), raw=digest)
    passage = whole(stored)
    vectors = corpus.embedder.embed([text])
    origin = Origin(replacing=(replacing,) if replacing else ())
    corpus.store(stored, [passage], vectors, [[(passage.span, vectors[0])]], origin=origin)
    return stored


def state_of(corpus: Corpus) -> list[tuple[object, ...]]:
    """Everything that searching rests on, with the passages' numbers."""
    rows = corpus.catalogue._database.rows
    return [
        *rows("SELECT number, passage_id, article_id, start, \"end\", vector FROM passages ORDER BY number"),
        *rows("SELECT rowid, text, title FROM passage_words ORDER BY rowid"),
        *rows("SELECT passage, start, vector FROM sentences ORDER BY passage, start"),
    ]  # fmt: skip


def size_of(settings: CorpusSettings) -> int:
    return settings.catalogue_path.stat().st_size


@contextmanager
def other_process(path: Path, statement: str) -> Iterator[None]:
    """Someone else in the midst of a transaction."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.execute("SELECT count(*) FROM articles").fetchone()
    yield
    connection.close()


def test_room_of_removed_articles_is_given_back(corpus: Corpus) -> None:
    put(corpus, RAIN, *long_texts(100))
    for text in long_texts(100):
        corpus.catalogue.remove(article(text).article_id)
    done = compact(corpus.settings)
    assert done.problems == ()
    assert done.before > 2_400_000  # a hundred texts of 12,000 characters, as articles and as words
    assert done.after < 300_000
    assert size_of(corpus.settings) == done.after  # the log is empty
    assert texts(corpus) == [RAIN]


def test_what_is_stored_stays_as_it_is_and_is_found(corpus: Corpus) -> None:
    put(corpus, *long_texts(20), RAIN, RIVER, SNOW)
    for text in long_texts(20):
        corpus.catalogue.remove(article(text).article_id)
    before, found = state_of(corpus), corpus.search_lexical(["harbour"], 5)
    assert [row[0] for row in before[:3]] == [21, 22, 23]  # so that a passage numbered anew would be seen
    nearest = corpus.search_dense(vector(RIVER), 3)
    assert compact(corpus.settings).problems == ()
    assert state_of(corpus) == before
    assert [passage_id for passage_id, _ in corpus.search_lexical(["harbour"], 5)] == [each for each, _ in found]
    assert corpus.search_dense(vector(RIVER), 3) == nearest
    assert corpus.catalogue._database.rows("PRAGMA integrity_check") == [("ok",)]


def test_original_of_a_removed_article_goes_and_those_of_stored_ones_stay(corpus: Corpus) -> None:
    rain, snow = store_with_original(corpus, RAIN), store_with_original(corpus, SNOW)
    corpus.catalogue.remove(rain.article_id)
    assert compact(corpus.settings).originals == 1
    assert kept(corpus.settings.originals_folder, rain.raw or "") is None
    assert kept(corpus.settings.originals_folder, snow.raw or "") == SNOW.encode()


def test_original_of_an_earlier_version_stays(corpus: Corpus) -> None:
    earlier = store_with_original(corpus, RAIN)
    store_with_original(corpus, RIVER, replacing=earlier.article_id)
    assert corpus.catalogue.counts() == (1, 1)
    assert compact(corpus.settings).originals == 0
    assert kept(corpus.settings.originals_folder, earlier.raw or "") == RAIN.encode()


def test_another_process_that_writes_is_named_and_loses_nothing(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting_module, "BUSY_SECONDS", 0.1)
    put(corpus, RAIN)
    with other_process(corpus.settings.catalogue_path, "BEGIN IMMEDIATE"):
        done = compact(corpus.settings)
    assert done.problems[0] == (
        "the catalogue was not made smaller, since another process is writing to it; compact again after that"
    )
    assert compact(corpus.settings).problems == ()
    assert texts(corpus) == [RAIN]


def test_another_process_that_reads_only_keeps_the_log_for_a_while(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting_module, "BUSY_SECONDS", 0.1)
    put(corpus, RAIN, *long_texts(5))
    with other_process(corpus.settings.catalogue_path, "BEGIN"):
        done = compact(corpus.settings)
    assert len(done.problems) == 1
    assert "still read by another process or thread" in done.problems[0]
    assert compact(corpus.settings).problems == ()


def test_articles_added_meanwhile_are_there_afterwards(corpus: Corpus) -> None:
    put(corpus, *long_texts(30))
    for text in long_texts(30):
        corpus.catalogue.remove(article(text).article_id)
    added = [f"Rain fell on day {number}." for number in range(40)]
    adding = threading.Thread(target=put, args=(corpus, *added))
    adding.start()
    compact(corpus.settings)
    compact(corpus.settings)
    adding.join(60)
    assert texts(corpus) == sorted(added)
    assert corpus.catalogue._database.rows("PRAGMA integrity_check") == [("ok",)]


def test_without_room_for_a_copy_the_catalogue_is_left_as_it_is(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting_module, "free_bytes", lambda folder: 20_000)
    put(corpus, RAIN, *long_texts(5))
    (problem,) = compact(corpus.settings).problems
    assert problem.startswith("the catalogue was not made smaller, since that takes ")
    assert problem.endswith("; free some and compact again")
    assert len(texts(corpus)) == 6


def test_compacting_is_wanted_when_much_is_unused(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting_module, "UNUSED_BYTES", 200_000)
    put(corpus, *long_texts(60))
    assert wants_compacting(corpus.settings) is False
    for text in long_texts(60)[:30]:
        corpus.catalogue.remove(article(text).article_id)
    assert wants_compacting(corpus.settings) is True
    compact(corpus.settings)
    assert wants_compacting(corpus.settings) is False


def test_compacting_is_not_wanted_for_a_few_megabytes(corpus: Corpus) -> None:
    put(corpus, *long_texts(60))
    for text in long_texts(60):
        corpus.catalogue.remove(article(text).article_id)
    assert wants_compacting(corpus.settings) is False
