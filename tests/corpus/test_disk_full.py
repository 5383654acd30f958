"""A full disk: what was added is there, searching goes on, and with some room all goes on where it stopped."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import Corpus, CorpusSettings, IngestOptions, IngestReport, Outcome, RawDocument, Status, ingest
from corpus.loading import kept
from tests.conftest import SAMPLES
from tests.corpus.making import RAIN, RIVER, SNOW, counts, texts, vector
from tests.corpus.small_disk import SmallDisk, small_disk
from tests.fakes import HashEmbedder

POINTS = 20
AT_ONCE = 3  # of these points in every run of the tests, the others in the long one
WORDS = "rain river harbour quay ferry court snow pass bridge council tram fare cod quota mayor strike storm".split()


def documents(chance: random.Random) -> list[RawDocument]:
    """Sixty articles of very different lengths, each with a word of its own."""
    made = []
    for number in range(60):
        sentences = [
            f"The {chance.choice(WORDS)} of {chance.randrange(10**9)} met the {chance.choice(WORDS)} on day {day}."
            for day in range(chance.choice((3, 30, 300)))
        ]
        made.append(RawDocument(f"{number}.txt", f"Only here stands marker{number}. {' '.join(sentences)}".encode()))
    return made


def added_until_full(
    corpus: Corpus, given: Sequence[RawDocument], chance: random.Random
) -> tuple[list[IngestReport], list[Outcome]]:
    """Add a few at a time, so that the index is written in between, until the disk is full."""
    reports: list[IngestReport] = []
    outcomes: list[Outcome] = []
    first = 0
    while first < len(given):
        count = chance.randrange(1, 12)
        reports.append(ingest(corpus, given[first : first + count], outcome=outcomes.append))
        if reports[-1].stopped:
            break
        first += count
    return reports, outcomes


def check_whole(corpus: Corpus) -> None:
    """Nothing is half: every searched article has its passages, each of them its words, its vector and sentences."""
    rows = corpus.catalogue._database.rows
    assert rows("PRAGMA integrity_check") == [("ok",)]
    assert rows("PRAGMA foreign_key_check") == []
    assert rows("SELECT number FROM passages EXCEPT SELECT rowid FROM passage_words") == []
    assert rows("SELECT rowid FROM passage_words EXCEPT SELECT number FROM passages") == []
    assert rows("SELECT number FROM passages EXCEPT SELECT passage FROM sentences") == []
    for article in corpus.catalogue.articles():
        passages = corpus.catalogue.passages_of(article.article_id)
        assert [passage.ordinal for passage in passages] == list(range(len(passages)))
        assert article.text.endswith(passages[-1].text)
        assert article.raw
        assert kept(corpus.settings.originals_folder, article.raw) is not None


def check_found(corpus: Corpus, acknowledged: Sequence[Outcome]) -> None:
    for outcome in acknowledged:
        number = outcome.source.removesuffix(".txt")
        found = corpus.search_lexical([f"marker{number}"], 3)
        assert {corpus.catalogue.passages([each])[each].article_id for each, _ in found} == {outcome.article_id}
        best = corpus.catalogue.passages_of(outcome.article_id or "")[0]
        embedded = f"{best.title}\n{best.text}" if best.title else best.text
        assert corpus.search_dense(vector(embedded), 1)[0][1] > 0.99


@pytest.mark.parametrize(
    "point", [pytest.param(number, marks=[pytest.mark.slow] * (number >= AT_ONCE)) for number in range(POINTS)]
)
def test_full_disk_loses_nothing_and_searching_goes_on(tmp_path: Path, point: int) -> None:
    chance = random.Random(point)
    given = documents(chance)
    with small_disk(tmp_path / "disk", bytes_=chance.randrange(800_000, 6_000_000)) as disk:
        settings = CorpusSettings(home=disk.folder / "home", min_free_bytes=0)
        with Corpus(settings, embedder=HashEmbedder()) as corpus:
            reports, outcomes = added_until_full(corpus, given, chance)
            check_full(corpus, disk, reports, outcomes)
            disk.grow(64)
            again = ingest(corpus, given)
            assert (again.stopped, again.rejected) == ("", [])
            assert again.added + again.unchanged == len(given)
            assert corpus.catch_up()
        with Corpus(settings, embedder=HashEmbedder()) as reopened:
            check_whole(reopened)
            check_found(reopened, outcomes)
            assert reopened.catalogue.counts()[0] == len(given)
            assert reopened.catalogue.pending_counts() == (0, 0)


def check_full(corpus: Corpus, disk: SmallDisk, reports: Sequence[IngestReport], outcomes: Sequence[Outcome]) -> None:
    """The run ended cleanly; what it told of is there once and whole, and is found."""
    assert reports[-1].stopped
    assert "free" in reports[-1].stopped
    assert Counter(outcome.status for outcome in outcomes) == {Status.ADDED: sum(each.added for each in reports)}
    disk.fill()
    assert disk.free == 0
    stored = [article.article_id for article in corpus.catalogue.articles()]
    assert {outcome.article_id for outcome in outcomes} <= set(stored)
    assert len(stored) - len(outcomes) in (0, 1)  # one may have been stored and not yet told of
    check_whole(corpus)
    check_found(corpus, outcomes)


def test_below_the_floor_nothing_is_added_and_the_run_says_why(own_home: Path) -> None:
    embedder = HashEmbedder()
    with Corpus(CorpusSettings(home=own_home, min_free_bytes=10**18), embedder=embedder) as corpus:
        report = ingest(corpus, [RawDocument("a.txt", RAIN.encode())])
        assert (corpus.catalogue.counts(), counts(report), embedder.calls) == ((0, 0), (0, 0, 0, 0), 0)
        assert not corpus.settings.originals_folder.exists()
    assert report.stopped.startswith("the disk has only ")
    assert report.as_json()["stopped"] == report.stopped


def test_floor_that_is_reached_in_the_middle_keeps_what_was_stored_before(
    corpus: Corpus, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[ingest.__module__], "GROUP_TEXTS", 1)  # each article its own call of the embedder
    monkeypatch.setattr("corpus.spacing.free_bytes", lambda folder: 501_000_000 if embedder.calls < 2 else 499_000_000)
    given = [RawDocument("pasted", text.encode()) for text in (RAIN, RIVER, SNOW)]
    report = ingest(corpus, given)
    assert (report.added, texts(corpus), embedder.calls) == (1, [RAIN], 2)
    assert report.stopped.startswith("the disk has only 499 MB free")
    assert "less than the 500 MB that this needs" in report.stopped
    monkeypatch.undo()
    assert counts(ingest(corpus, given)) == (2, 1, 0, 0)


def test_dry_run_asks_for_no_space(own_home: Path) -> None:
    with Corpus(CorpusSettings(home=own_home, min_free_bytes=10**18), embedder=HashEmbedder()) as corpus:
        report = ingest(corpus, [RawDocument("a.txt", RAIN.encode())], options=IngestOptions(dry_run=True))
    assert (report.added, report.stopped) == (1, "")


def test_command_below_the_floor_says_why_in_one_line_and_fails(own_home: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "corpus", "add", "--json", str(folder)]
    environment = {**os.environ, "FOOTNOTE_HOME": str(own_home), "FOOTNOTE_MIN_FREE_BYTES": str(10**18)}
    done = subprocess.run(
        command, cwd=SAMPLES.parents[2], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    said = json.loads(done.stdout)
    assert (done.returncode, said["added"], done.stderr) == (1, 0, f"error: {said['stopped']}\n")
    assert said["stopped"].startswith("the disk has only ")
