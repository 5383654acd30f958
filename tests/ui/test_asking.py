"""A question in its own thread: what came is kept, and a failure becomes a message."""

import logging
from collections.abc import Iterator
from threading import Event as Flag

import pytest

from corpus import CorpusError
from qa import (
    Abstention,
    ClaimAccepted,
    Event,
    Evidence,
    EvidenceFound,
    Finished,
    ModelTimeout,
    QuestionRead,
    QuestionRefused,
    Reason,
    Trace,
)
from qa.answer import Understood
from qa.filtering import Filters
from tests.qa.making import scored
from ui.asking import Asking, Failure, Stopped

REPLY = Abstention(question="?", reason=Reason.WEAK_EVIDENCE, evidence=Evidence(), model="fake", trace=Trace())


def finished(asking: Asking) -> object:
    while asking.outcome is None:
        asking.wait(asking.progress, 1.0)
    return asking.outcome


def test_reply_of_the_last_event_is_the_outcome() -> None:
    asking = Asking("Why?", lambda question: iter([EvidenceFound(evidence=Evidence()), Finished(reply=REPLY)]))
    assert finished(asking) is REPLY
    assert asking.evidence == Evidence()
    assert asking.question == "Why?"


def test_claims_can_be_read_while_the_answer_is_written() -> None:
    go_on = Flag()

    def stream(question: str) -> Iterator[Event]:
        yield ClaimAccepted(text="Rain fell.", citations=())
        go_on.wait(5)
        yield Finished(reply=REPLY)

    asking = Asking("Why?", stream)
    assert asking.wait(0, 5.0)
    assert [claim.text for claim in asking.claims] == ["Rain fell."]
    assert asking.outcome is None
    go_on.set()
    assert finished(asking) is REPLY


def test_how_the_question_is_read_can_be_told_before_anything_is_found() -> None:
    go_on = Flag()

    def stream(question: str) -> Iterator[Event]:
        yield QuestionRead(understood=Understood(filters=Filters(publishers=(question,))))
        go_on.wait(5)
        yield Finished(reply=REPLY)

    asking = Asking("Why?", stream)
    assert asking.wait(0, 5.0)
    assert asking.understood == Understood(filters=Filters(publishers=("Why?",)))
    assert asking.evidence is None
    assert asking.outcome is None
    go_on.set()
    assert finished(asking) is REPLY


def test_a_failure_keeps_what_was_found() -> None:
    found = Evidence(items=(scored(),))

    def stream(question: str) -> Iterator[Event]:
        yield EvidenceFound(evidence=found)
        raise ModelTimeout("no answer within 60 s")

    assert finished(Asking("Why?", stream)) == Failure(message="no answer within 60 s", evidence=found)


def test_question_that_cannot_be_read_becomes_its_message() -> None:
    def stream(question: str) -> Iterator[Event]:
        raise QuestionRefused("the question has no words")
        yield

    assert finished(Asking("?", stream)) == Failure(message="the question has no words")


def test_waiting_ends_without_news_after_its_time() -> None:
    go_on = Flag()

    def stream(question: str) -> Iterator[Event]:
        go_on.wait(5)
        yield Finished(reply=REPLY)

    asking = Asking("Why?", stream)
    assert not asking.wait(0, 0.01)
    go_on.set()


@pytest.mark.parametrize("error", [ModelTimeout("no answer within 60 s"), CorpusError("no answer within 60 s")])
def test_expected_error_becomes_its_message(error: Exception) -> None:
    def stream(question: str) -> Iterator[Event]:
        raise error
        yield

    assert finished(Asking("Why?", stream)) == Failure(message="no answer within 60 s")


def test_unexpected_error_becomes_the_id_of_a_log_entry(caplog: pytest.LogCaptureFixture) -> None:
    def stream(question: str) -> Iterator[Event]:
        raise KeyError("secret")
        yield

    with caplog.at_level(logging.ERROR):
        outcome = finished(Asking("Why?", stream))
    assert isinstance(outcome, Failure)
    assert outcome.message == ""
    assert outcome.error_id in caplog.text
    assert "KeyError: 'secret'" in caplog.text


def test_stream_without_a_reply_is_an_unexpected_error(caplog: pytest.LogCaptureFixture) -> None:
    outcome = finished(Asking("Why?", lambda question: iter([EvidenceFound(evidence=Evidence())])))
    assert isinstance(outcome, Failure)
    assert outcome.error_id


def test_stopped_question_keeps_what_came_and_drops_what_comes_later() -> None:
    go_on, closed = Flag(), Flag()
    claim = ClaimAccepted(text="Rain fell.", citations=())
    found = Evidence(items=(scored(),))

    def stream(question: str) -> Iterator[Event]:
        try:
            yield EvidenceFound(evidence=found)
            yield claim
            go_on.wait(5)
            yield ClaimAccepted(text="Snow fell.", citations=())
            yield Finished(reply=REPLY)
        finally:
            closed.set()

    asking = Asking("Why?", stream)
    while len(asking.claims) < 1:
        asking.wait(asking.progress, 1.0)
    asking.stop()
    assert asking.outcome == Stopped(evidence=found, claims=(claim,))
    go_on.set()
    assert closed.wait(5)
    assert asking.outcome == Stopped(evidence=found, claims=(claim,))


def test_question_that_has_ended_cannot_be_stopped() -> None:
    asking = Asking("Why?", lambda question: iter([Finished(reply=REPLY)]))
    assert finished(asking) is REPLY
    asking.stop()
    assert asking.outcome is REPLY
