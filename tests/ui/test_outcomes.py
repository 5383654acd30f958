"""What a question came to, as it is drawn: what was stopped keeps its sentences and quotes."""

import pytest

from corpus import Span
from qa import Abstention, Answer, ClaimAccepted, Evidence, Reason, Reply, Trace
from qa.answer import Understood
from tests.qa.making import citation, evidence
from ui.asking import Failure, Stopped
from ui.outcomes import shown_of, shown_so_far
from ui.session import Exchange

CLAIM = ClaimAccepted(text="Reach Line was fined.", citations=(citation("Reach Line was fined."),))
ANSWER = Answer(
    question="Why?", text=CLAIM.text, citations=CLAIM.citations, evidence=Evidence(), model="fake", trace=Trace()
)
DECLINED = Abstention(question="Why?", reason=Reason.WEAK_EVIDENCE, evidence=Evidence(), model="fake", trace=Trace())


def test_stopped_answer_keeps_what_was_proved_with_its_quotes() -> None:
    shown = shown_of(Exchange("Why?", Stopped(evidence("Rain fell."), (CLAIM,))))
    assert [(each["text"], each["numbers"]) for each in shown.data["sentences"]] == [("Reach Line was fined. ", [1])]
    assert [quote.span for quote in shown.quotes] == [Span(start=100, end=100 + len(CLAIM.citations[0].passage.text))]
    assert (shown.data["foot"], shown.data["note"]) == (
        "You stopped this answer; what had been proved by then stays", "",
    )  # fmt: skip
    assert shown.data["copied"].startswith("Why?\n\nReach Line was fined. [1]")
    assert len(shown.passages) == 1


def test_answer_that_is_stopped_before_its_first_sentence_says_so() -> None:
    shown = shown_of(Exchange("Why?", Stopped()))
    assert (shown.data["note"], shown.data["foot"], shown.data["copied"]) == ("You stopped this answer.", "", "")


def test_answer_is_drawn_alike_while_it_is_written_and_once_it_is_stopped() -> None:
    before = shown_so_far("Why?", Understood(), frozenset(), Evidence(), [CLAIM])
    after = shown_of(Exchange("Why?", Stopped(claims=(CLAIM,))))
    assert before.data["sentences"] == after.data["sentences"]
    assert before.quotes == after.quotes


@pytest.mark.parametrize(
    ("outcome", "again"), [(ANSWER, False), (DECLINED, False), (Stopped(), True), (Failure(message="away"), True)]
)
def test_what_was_stopped_or_failed_can_be_asked_again(outcome: Reply | Failure | Stopped, *, again: bool) -> None:
    assert shown_of(Exchange("Why?", outcome)).can_be_retried is again
