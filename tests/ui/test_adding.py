"""A run of adding goes on by itself: what it tells, how it is stopped, what it leaves over."""

import logging
from collections.abc import Iterator
from threading import Event as Flag

import pytest
import streamlit as st

from corpus import Corpus, CorpusError, Offer, RawDocument, Rejection, Status
from corpus.embedding import Vectors
from tests.ui.conftest import BRIDGE, FERRY
from tests.ui.fakes import HashEmbedder
from ui import adding
from ui.adding import Adding, Desk, Task, needs_password, seconds_left
from ui.background import Progress

DOCUMENTS = (RawDocument("ferry.txt", FERRY), RawDocument("bridge.txt", BRIDGE))


class Gate(HashEmbedder):
    """An embedder that embeds nothing until it is opened."""

    def __init__(self) -> None:
        self.opened = Flag()
        self.reached = Flag()

    def embed(self, texts: object) -> Vectors:
        self.reached.set()
        assert self.opened.wait(20)
        return super().embed(texts)  # type: ignore[arg-type]


@pytest.fixture
def gate(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Holds every run before its articles are stored."""
    gate = Gate()
    monkeypatch.setattr(corpus, "embedder", gate)
    yield gate
    gate.opened.set()


def finished(run: Adding) -> Adding:
    assert run.wait(20)
    return run


def test_finished_run_has_an_outcome_for_each_source_and_its_report(corpus: Corpus) -> None:
    run = finished(Adding(corpus, Task(sources=(*DOCUMENTS, RawDocument("empty.txt", b"")))))
    fates = {outcome.source: outcome.status for outcome in run.outcomes}
    assert fates == {"ferry.txt": Status.ADDED, "bridge.txt": Status.ADDED, "empty.txt": Status.REJECTED}
    assert run.report and run.report.added == 2
    assert run.problem == ""


def test_run_that_goes_on_tells_what_it_has_read(corpus: Corpus, gate: Gate) -> None:
    run = Adding(corpus, Task(sources=DOCUMENTS))
    assert gate.reached.wait(20)
    assert not run.is_done
    assert run.waiting == ["Ferry company fined 2.4 million florins", "Tolm Bridge opens after seven-month delay"]
    assert run.progress == Progress(1, 2, "Tolm Bridge opens after seven-month delay")
    gate.opened.set()
    assert finished(run).waiting == []


def test_stopped_run_keeps_what_was_stored_and_says_that_it_was_cut_off(corpus: Corpus, gate: Gate) -> None:
    run = Adding(corpus, Task(sources=DOCUMENTS))
    assert gate.reached.wait(20)
    run.stop()
    gate.opened.set()
    report = finished(run).report
    assert report and report.interrupted
    assert [article.source for article in corpus.catalogue.articles()] == ["ferry.txt"]
    assert [outcome.source for outcome in run.outcomes] == ["ferry.txt"]


def test_same_again_goes_on_where_a_stopped_run_ended(corpus: Corpus, gate: Gate) -> None:
    run = Adding(corpus, Task(sources=DOCUMENTS))
    assert gate.reached.wait(20)
    run.stop()
    gate.opened.set()
    finished(run)
    report = finished(Adding(corpus, Task(sources=DOCUMENTS))).report
    assert report and (report.unchanged, report.added) == (1, 1)


def test_expected_error_becomes_its_message(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise CorpusError("the disk is full; free some space")

    monkeypatch.setattr(adding, "ingest", fail)
    run = finished(Adding(corpus, Task(sources=DOCUMENTS)))
    assert run.problem == "The disk is full; free some space."
    assert run.report is None


def test_unexpected_error_becomes_the_id_of_a_log_entry(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(adding, "ingest", fail)
    with caplog.at_level(logging.ERROR):
        run = finished(Adding(corpus, Task(sources=DOCUMENTS)))
    assert "secret" not in run.problem
    assert run.problem.split("error ")[1][:8] in caplog.text


def test_desk_has_one_run_at_a_time(corpus: Corpus, gate: Gate) -> None:
    desk = Desk()
    assert desk.start(corpus, Task(sources=DOCUMENTS))
    assert not desk.start(corpus, Task(sources=DOCUMENTS))
    desk.dismiss()
    assert desk.run and not desk.run.is_done
    gate.opened.set()
    finished(desk.run)
    desk.dismiss()
    assert desk.run is None


def test_what_a_run_leaves_over_is_handed_to_the_next(corpus: Corpus) -> None:
    st.cache_resource.clear()
    letter, offer = RawDocument("letter.txt", b""), Offer("https://a.example/1", "A", "https://a.example/feed")
    adding.start(Task(sources=DOCUMENTS, locked=(letter, "other.pdf"), offers=(offer,)))
    first = adding.current()
    assert first
    finished(first)
    assert adding.add([letter], password="open")
    second = adding.current()
    assert second and second is not first
    assert (second.task.locked, second.task.offers) == (("other.pdf",), (offer,))
    finished(second)


@pytest.mark.parametrize(
    ("reason", "is_locked"),
    [
        ("it is encrypted and needs a password; give it with --password", True),
        ("the archive needs a password", True),
        ("the password is wrong", True),
        ("the password given does not open it", True),
        ("this Office file needs a password; open it with its program and save it without one", False),
        ("the address holds a user name or password; take out what stands before the '@'", False),
        ("it is empty", False),
    ],
)
def test_password_is_asked_for_only_where_one_would_help(reason: str, is_locked: bool) -> None:
    assert needs_password(Rejection("march.pdf", reason)) == is_locked


@pytest.mark.parametrize(
    ("progress", "seconds", "left"),
    [
        (Progress(10, 40, "Rain"), 20.0, 60.0),
        (Progress(1, 40, "Rain"), 20.0, None),
        (Progress(10, 40, "Rain"), 1.0, None),
        (Progress(40, 40, "Rain"), 20.0, None),
    ],
)
def test_time_left_is_told_once_the_pace_is_known(progress: Progress, seconds: float, left: float | None) -> None:
    assert seconds_left(progress, seconds) == left
