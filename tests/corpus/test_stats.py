"""The numbers of a corpus are those of what is stored, in words and as JSON."""

import json
import os
from pathlib import Path

import pytest

from corpus import Corpus, ingest
from corpus.owning import OWNER_FACT
from corpus.stats import Run, stats, stats_as_json, stats_in_words


def test_empty_corpus_has_nothing_of_anything(corpus: Corpus) -> None:
    found = stats(corpus)
    assert (found.articles, found.versions, found.passages, found.sentences) == (0, 0, 0, 0)
    assert (found.to_index, found.to_drop, found.feeds, found.sources) == (0, 0, 0, 0)
    assert (found.embedder, found.dimension, found.owner, found.runs) == (None, None, None, ())
    assert (found.index_state, found.index_problems) == ("idle", ())
    assert "embedder  none yet" in stats_in_words(found).splitlines()


def test_numbers_are_those_of_what_was_added(corpus: Corpus, folder: Path) -> None:
    ingest(corpus, [str(folder)])
    (folder / "rain.txt").write_text("Rain in Dravno\n\nIt rained in Dravno for nine days. Then it stopped.\n")
    ingest(corpus, [str(folder), "/nowhere/at/all.txt"])
    found = stats(corpus)
    assert (found.articles, found.versions) == (3, 4)
    assert found.passages == corpus.catalogue.counts()[1]
    assert found.sentences >= found.passages
    assert found.sources == 3
    assert (found.embedder, found.dimension) == ("hash-64", 64)
    assert [(run.rejected, run.counts["added"], run.counts["replaced"]) for run in found.runs] == [(1, 0, 1), (0, 3, 0)]


def test_pending_work_is_counted(corpus: Corpus, folder: Path) -> None:
    ingest(corpus, [str(folder)])
    passages = corpus.catalogue.counts()[1]
    corpus.catalogue.unsettle(held={"gone"})
    assert (stats(corpus).to_index, stats(corpus).to_drop) == (passages, 1)


def test_disk_is_measured_by_what_lies_there(corpus: Corpus) -> None:
    home = corpus.settings.home
    for name, size in {"originals/ab/ab1": 700, "originals/cd/cd1": 300, "index/x/data.bin": 5_000}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(b"x" * size)
    for name in ("footnote.log", "footnote.log.1"):
        (home / name).write_bytes(b"x" * 50)
    found = stats(corpus)
    assert (found.bytes_used["originals"], found.bytes_used["index"], found.bytes_used["log"]) == (1_000, 5_000, 100)
    catalogue = sum(path.stat().st_size for path in home.iterdir() if path.name.startswith("catalogue.sqlite3"))
    assert found.bytes_used["catalogue"] == catalogue > 10_000
    assert found.bytes_free > 1_000_000


@pytest.mark.parametrize(("pid", "is_running"), [(os.getpid(), True), (2**22 + 1, False), (10**30, False), (-1, False)])
def test_owner_is_named_and_known_to_be_gone_when_it_is(corpus: Corpus, pid: int, is_running: bool) -> None:
    signed = {"pid": pid, "program": "python -m ui", "since": "2026-03-12T08:30:00+00:00"}
    corpus.catalogue.set_fact(OWNER_FACT, json.dumps(signed))
    owner = stats(corpus).owner
    assert owner
    assert (owner.pid, owner.program, owner.is_running) == (pid, "python -m ui", is_running)


@pytest.mark.parametrize("fact", ["", "no json", "[]", '{"pid": "x"}'])
def test_owner_that_cannot_be_read_is_none(corpus: Corpus, fact: str) -> None:
    corpus.catalogue.set_fact(OWNER_FACT, fact)
    assert stats(corpus).owner is None


def test_only_the_last_runs_are_told_newest_first(corpus: Corpus) -> None:
    for number in range(7):
        corpus.catalogue.record_run(json.dumps({"added": number, "seconds": 0.5, "rejected": []}))
    assert [run.counts["added"] for run in stats(corpus).runs] == [6, 5, 4, 3, 2]
    assert isinstance(stats(corpus).runs[0], Run)


def test_words_and_json_say_the_same(corpus: Corpus, folder: Path) -> None:
    ingest(corpus, [str(folder)])
    found = stats(corpus)
    told = json.loads(json.dumps(stats_as_json(found)))
    assert (told["articles"], told["owner"]["pid"], told["runs"][0]["counts"]["added"]) == (3, os.getpid(), 3)
    assert told.keys() >= {"bytes_used", "bytes_free", "schema", "index_state", "index_words", "to_index"}
    words = stats_in_words(found).splitlines()
    assert words[1:4] == [
        "articles  3",
        f"passages  {found.passages}, in {found.sentences} sentences",
        "sources   3 addresses and files, 0 feeds",
    ]
    assert any(line.startswith("runs ") and "added 3" in line for line in words)
