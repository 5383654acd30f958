"""The command line's JSON, field by field: programs rely on names and order."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from corpus import Span
from corpus.stories import Copy
from qa.answer import Abstention, Answer, Imprint, Reason, Step, Trace, Understood
from qa.conflicts import Conflict, ConflictKind, Version
from qa.filtering import Filters
from qa.scoping import Phrase
from qa.serializing import reply_as_json, result_as_json
from qa.spelling import Correction
from qa.verdicts import DroppedClaim, Verdict
from tests.qa.making import VERDICT, citation, evidence, passage, scored

TRACE = Trace(steps=(Step(name="retrieve", seconds=0.03, kept=20),))
ANSWER = Answer(
    question="Was it fined?", text="It was.", citations=(citation("It was."),), evidence=evidence(VERDICT),
    model="scripted", trace=TRACE,
)  # fmt: skip
ABSTENTION = Abstention(
    question="Why?", reason=Reason.WEAK_EVIDENCE, evidence=evidence(VERDICT), model="scripted", trace=TRACE,
    missing=("Oslo",),
)  # fmt: skip


def test_an_answer_is_written_as_the_contract_says() -> None:
    assert list(reply_as_json(ANSWER).items()) == [
        ("question", "Was it fined?"),
        ("kind", "answer"),
        ("reason", None),
        ("text", "It was."),
        ("is_cut", False),
        ("citations", [CITATION]),
        ("evidence", [EVIDENCE]),
        ("answerability", None),
        ("dropped", []),
        ("standing_question", None),
        ("off_task", False),
        ("filters", {"publishers": [], "from": None, "to": None, "read": []}),
        ("searched_for", []),
        ("conflicts", []),
        ("model", "scripted"),
        ("trace", [{"step": "retrieve", "seconds": 0.03}]),
    ]  # fmt: skip


CITATION = {
    "marker": 1, "claim": {"start": 0, "end": 7}, "article_id": "ferry", "source": "/news/ferry.txt",
    "title": "Verdict", "publisher": "Keldmar Tribune", "published": "2026-07-02T00:00:00+00:00", "url": None,
    "quote": {"start": 100, "end": 180, "text": VERDICT}, "answer": None, "support": 0.9,
    "attributed": False, "page": None, "version": 1, "published_certainty": None, "also_in": [],
}  # fmt: skip
EVIDENCE = {
    "marker": 1, "article_id": "article-1", "source": "/news/article-1.txt", "title": "Verdict",
    "start": 0, "end": 80, "text": VERDICT, "score": 1.0, "page": None, "also_in": [],
}  # fmt: skip


def test_a_conflict_is_written_with_the_markers_of_its_quotes() -> None:
    versions = [
        Version(
            passage=passage(text, article_id=its_id), quote=Span(start=0, end=len(text)), words=Span(start=0, end=4)
        )
        for its_id, text in (("late", "Nine people were hurt."), ("soon", "Five people were hurt."))
    ]
    cited = [
        replace(citation("It was."), marker=number, passage=version.passage, quote=version.quote)
        for number, version in enumerate(versions, start=1)
    ]
    conflict = Conflict(kind=ConflictKind.CHANGE, versions=tuple(versions))
    (written,) = reply_as_json(replace(ANSWER, citations=tuple(cited), conflicts=(conflict,)))["conflicts"]
    assert written["kind"] == "change"
    assert written["versions"][1] == {
        "value": "Five", "markers": [2], "quote": {"start": 0, "end": 22, "text": "Five people were hurt."},
        "article_id": "soon", "publisher": "Keldmar Tribune", "published": "2026-07-02T00:00:00+00:00",
    }  # fmt: skip


def test_citations_and_evidence_have_their_fields_in_order() -> None:
    written = reply_as_json(ANSWER)
    assert list(written["citations"][0]) == list(CITATION)
    assert list(written["evidence"][0]) == list(EVIDENCE)


def test_the_words_that_answer_are_written_with_their_place() -> None:
    answered = replace(ANSWER.citations[0], answer=Span(start=121, end=139))
    (written,) = reply_as_json(replace(ANSWER, citations=(answered,)))["citations"]
    assert written["answer"] == {"start": 121, "end": 139, "text": "2.4 million florin"}


def test_answerability_is_written_with_four_places() -> None:
    assert reply_as_json(replace(ANSWER, answerability=0.123456))["answerability"] == 0.1235
    assert reply_as_json(replace(ABSTENTION, answerability=0.0))["answerability"] == 0.0


def test_a_quote_that_the_model_did_not_cite_is_labelled() -> None:
    found = replace(ANSWER.citations[0], attributed=True)
    (written,) = reply_as_json(replace(ANSWER, citations=(found,)))["citations"]
    assert written["attributed"] is True


def test_a_sentence_left_out_is_written_with_its_verdict_reason_and_nearest_quote() -> None:
    (cited,) = ANSWER.citations
    near = DroppedClaim(
        text="It paid 9.", verdict=Verdict.UNSUPPORTED, reason="the number 9 does not stand in the quote",
        passage=cited.passage, quote=cited.quote,
    )  # fmt: skip
    far = DroppedClaim(text="It sank.", verdict=Verdict.UNCITED, reason="nothing in the evidence comes near it")
    for reply in (ANSWER, ABSTENTION):
        first, second = reply_as_json(replace(reply, dropped=(near, far)))["dropped"]
        assert first == {
            "text": "It paid 9.", "verdict": "unsupported", "reason": "the number 9 does not stand in the quote",
            "nearest": {"article_id": "ferry", "start": 100, "end": 180, "text": VERDICT},
        }  # fmt: skip
        assert (second["verdict"], second["nearest"]) == ("uncited", None)


def test_an_abstention_has_its_reason_and_neither_text_nor_citations() -> None:
    written = reply_as_json(ABSTENTION)
    assert (written["kind"], written["reason"], written["text"], written["citations"]) == (
        "abstention", "weak_evidence", "", [],
    )  # fmt: skip
    assert list(written) == list(reply_as_json(ANSWER))


def test_how_the_question_was_read_is_written_out() -> None:
    understood = Understood(
        filters=Filters(publishers=("Coast Daily",), earliest=datetime(2026, 11, 16, tzinfo=UTC)),
        phrases=(
            Phrase(span=Span(start=0, end=9), text="last week", kind="published", meaning="16 to 22 November 2026",
                   is_filter=True),
        ),
        corrections=(
            Correction(written="toed", meant="towed", span=Span(start=12, end=16), is_stored=True, others=("toad",)),
        ),
    )  # fmt: skip
    written = reply_as_json(replace(ANSWER, understood=understood))
    assert written["filters"] == {
        "publishers": ["Coast Daily"],
        "from": "2026-11-16T00:00:00+00:00",
        "to": None,
        "read": [
            {"text": "last week", "start": 0, "end": 9, "kind": "published", "meaning": "16 to 22 November 2026",
             "is_filter": True},
        ],
    }  # fmt: skip
    assert written["searched_for"] == [{"written": "toed", "meant": ["towed", "toad"], "start": 12, "end": 16}]


def test_a_search_result_has_its_fields_in_order() -> None:
    assert list(result_as_json(scored())) == [
        "rank", "score", "article_id", "source", "title", "publisher", "published", "start", "end", "text",
        "page", "also_in",
    ]  # fmt: skip


def test_page_version_certainty_and_copies_are_written_where_they_are_known() -> None:
    imprint = Imprint(version=2, pages=(0, 100, 180), published_certainty="guess", also_in=(COPY,))
    written = reply_as_json(
        replace(
            ANSWER,
            citations=(replace(ANSWER.citations[0], imprint=imprint),),
            evidence=replace(ANSWER.evidence, items=(replace(ANSWER.evidence.items[0], imprint=imprint),)),
        )
    )
    assert written["citations"] == [
        CITATION | {"page": 2, "version": 2, "published_certainty": "guess", "also_in": [WRITTEN_COPY]}
    ]
    assert written["evidence"] == [EVIDENCE | {"page": 1, "also_in": [WRITTEN_COPY]}]
    assert result_as_json(replace(scored(), imprint=imprint))["also_in"] == [WRITTEN_COPY]


COPY = Copy(
    article_id="twin", title="Ferry fined", publisher="Coast Daily", source="https://coast.example/1",
    url="https://coast.example/ferry",
)  # fmt: skip
WRITTEN_COPY = {
    "article_id": "twin", "title": "Ferry fined", "publisher": "Coast Daily", "url": "https://coast.example/ferry",
}  # fmt: skip


def test_what_is_written_can_be_read_back() -> None:
    assert json.loads(json.dumps(reply_as_json(ANSWER))) == reply_as_json(ANSWER)
