"""An exchange that was kept is the one that comes back, whatever it came to."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus import Corpus, Passage, Span
from corpus.stories import Copy
from qa import Abstention, Answer, Citation, ClaimAccepted, DroppedClaim, Evidence, Reason, ScoredPassage, Trace
from qa.answer import Imprint, Step, Understood
from qa.conflicts import Conflict, ConflictKind, Version
from qa.verdicts import Verdict
from tests.ui.fakes import QuotingAnswerer
from ui import conversation_wording
from ui.asking import Failure, Stopped
from ui.records import exchange_of, record_of
from ui.session import Exchange

TEXT = "Nine were hurt — “all well”, 🚢 said. <b>"
PASSAGE = Passage(
    passage_id="p", article_id="a", span=Span(start=7, end=7 + len(TEXT)), text=TEXT, ordinal=2, source="/a.txt",
    title="Crash", publisher="Keldmar Tribune", published=datetime(2026, 7, 2, tzinfo=UTC), url="https://a.example/",
)  # fmt: skip
IMPRINT = Imprint(
    version=2, pages=(0, 40), published_certainty="likely",
    also_in=(Copy(article_id="b", title=None, publisher="Post", source="/b.txt", url=None),),
)  # fmt: skip
EVIDENCE = Evidence(items=(ScoredPassage(passage=PASSAGE, score=0.75, rank=1, stage="sentence", imprint=IMPRINT),))
QUOTE = Span(start=7, end=21)
CITATION = Citation(
    marker=1, claim=Span(start=0, end=14), passage=PASSAGE, quote=QUOTE, support=0.5, answer=Span(start=7, end=11),
    attributed=True, imprint=IMPRINT,
)  # fmt: skip
VERSIONS = tuple(
    Version(passage=each, quote=QUOTE, words=Span(start=7, end=11))
    for each in (PASSAGE, replace(PASSAGE, article_id="b", passage_id="q"))
)
ANSWER = Answer(
    question="How many?", text="Nine were hurt", citations=(CITATION,), evidence=EVIDENCE, model="fake:model",
    trace=Trace(steps=(Step(name="search", seconds=0.25, kept=4),)), understood=Understood(standing="How many fell?"),
    answerability=0.5, is_cut=True,
    conflicts=(Conflict(kind=ConflictKind.CHANGE, versions=VERSIONS),),
    dropped=(DroppedClaim(text="Ten.", verdict=Verdict.UNSUPPORTED, reason="no", passage=PASSAGE, quote=QUOTE),),
)  # fmt: skip
ABSTENTION = Abstention(
    question="Who?", reason=Reason.WEAK_EVIDENCE, evidence=EVIDENCE, model="m", trace=Trace(), missing=("Ada",)
)
STOPPED = Stopped(EVIDENCE, (ClaimAccepted(text="Nine were hurt", citations=(CITATION,)),), Understood())


@pytest.mark.parametrize(
    "outcome", [ANSWER, ABSTENTION, STOPPED, Failure("no key", "", EVIDENCE), Failure(error_id="7")]
)
def test_exchange_comes_back_as_it_was(outcome: Answer | Abstention | Stopped | Failure) -> None:
    exchange = Exchange("How many?", outcome, frozenset({"last week"}))
    assert exchange_of(record_of(exchange)) == exchange
    assert exchange_of(record_of(exchange), 3) == replace(exchange, number=3)


def test_replies_of_the_pipeline_come_back_as_they_were(filled: Corpus) -> None:
    for question in ("Who was fined 2.4 million florins on Thursday?", "What did Reach Line say in July 2026?", "Who?"):
        exchange = Exchange(question, QuotingAnswerer(filled).ask(question))
        assert exchange_of(record_of(exchange)) == exchange


def damaged() -> Iterator[Callable[[dict[str, object]], None]]:
    yield lambda record: record.update(format=99)
    yield lambda record: record.update(kind="poem")
    yield lambda record: record.pop("outcome")
    yield lambda record: record["outcome"].pop("evidence")  # type: ignore[attr-defined]
    yield lambda record: record["outcome"]["citations"][0].update(quote={"start": 0, "end": 3})  # type: ignore[index]


@pytest.mark.parametrize("damage", list(damaged()))
def test_record_that_cannot_be_read_says_so_and_keeps_its_question(damage: Callable[[dict[str, object]], None]) -> None:
    record = json.loads(record_of(Exchange("How many?", ANSWER)))
    damage(record)
    read = exchange_of(json.dumps(record))
    assert read.question == "How many?"
    assert read.outcome == Failure(message=conversation_wording.UNREADABLE)
