"""Replies and search results as the JSON of the command line's contract.

Names and order of the fields are documented in the README; programs rely on them.
"""

from collections.abc import Sequence
from typing import Any

from corpus import Passage
from corpus.stories import Copy
from qa.answer import Answer, Citation, Reply, ScoredPassage, Understood
from qa.conflicts import Conflict, Version
from qa.verdicts import DroppedClaim


def reply_as_json(reply: Reply) -> dict[str, Any]:
    """The object that `qa ask --json` prints."""
    is_answer = isinstance(reply, Answer)
    return {
        "question": reply.question,
        "kind": "answer" if is_answer else "abstention",
        "reason": None if isinstance(reply, Answer) else reply.reason.value,
        "text": reply.text if isinstance(reply, Answer) else "",
        "is_cut": isinstance(reply, Answer) and reply.is_cut,
        "citations": [_citation(citation) for citation in reply.citations] if isinstance(reply, Answer) else [],
        "evidence": [_evidence(marker, item) for marker, item in enumerate(reply.evidence.items, start=1)],
        "answerability": None if reply.answerability is None else round(reply.answerability, 4),
        "dropped": [_dropped(claim) for claim in reply.dropped],
        "standing_question": reply.understood.standing or None,
        "off_task": reply.understood.is_off_task,
        "filters": _filters(reply.understood),
        "searched_for": [
            {
                "written": each.written,
                "meant": [each.meant, *each.others],
                "start": each.span.start,
                "end": each.span.end,
            }
            for each in reply.understood.corrections
        ],
        "conflicts": [_conflict(each, reply) for each in reply.conflicts] if isinstance(reply, Answer) else [],
        "model": reply.model,
        "trace": [{"step": step.name, "seconds": step.seconds} for step in reply.trace.steps],
    }


def reply_as_event(reply: Reply, seconds: float) -> dict[str, object]:
    """What the log says of a reply: how it was reached, and none of its words."""
    return {
        "kind": "answer" if isinstance(reply, Answer) else reply.reason.value,
        "citations": len(reply.citations) if isinstance(reply, Answer) else 0,
        "passages": len(reply.evidence.items),
        "model": reply.model,
        "seconds": seconds,
        **{step.name: step.seconds for step in reply.trace.steps},
    }


def result_as_json(scored: ScoredPassage) -> dict[str, Any]:
    """One object of the array that `qa search --json` prints."""
    passage = scored.passage
    return {
        "rank": scored.rank,
        "score": round(scored.score, 4),
        "article_id": passage.article_id,
        "source": passage.source,
        "title": passage.title,
        "publisher": passage.publisher,
        "published": _published(passage),
        "start": passage.span.start,
        "end": passage.span.end,
        "text": passage.text,
        "page": scored.page,
        "also_in": _copies(scored.also_in),
    }


def _filters(understood: Understood) -> dict[str, Any]:
    """What the search was kept to, and the words of the question that were read, each with what it became."""
    filters = understood.filters
    return {
        "publishers": list(filters.publishers),
        "from": filters.earliest.isoformat() if filters.earliest else None,
        "to": filters.latest.isoformat() if filters.latest else None,
        "read": [
            {
                "text": phrase.text,
                "start": phrase.span.start,
                "end": phrase.span.end,
                "kind": phrase.kind,
                "meaning": phrase.meaning,
                "is_filter": phrase.is_filter,
            }
            for phrase in understood.phrases
        ],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    passage = citation.passage
    return {
        "marker": citation.marker,
        "claim": {"start": citation.claim.start, "end": citation.claim.end},
        "article_id": passage.article_id,
        "source": passage.source,
        "title": passage.title,
        "publisher": passage.publisher,
        "published": _published(passage),
        "url": passage.url,
        "quote": {"start": citation.quote.start, "end": citation.quote.end, "text": citation.quote_text},
        "answer": _words(citation),
        "support": citation.support,
        "attributed": citation.attributed,
        "page": citation.page,
        "version": citation.version,
        "published_certainty": citation.published_certainty,
        "also_in": _copies(citation.also_in),
    }


def _conflict(conflict: Conflict, answer: Answer) -> dict[str, Any]:
    """One fact that reports tell differently, the newest version first."""
    return {"kind": conflict.kind.value, "versions": [_version(each, answer) for each in conflict.versions]}


def _version(version: Version, answer: Answer) -> dict[str, Any]:
    quote, passage = version.quote, version.passage
    return {
        "value": version.value,
        "markers": sorted(
            {c.marker for c in answer.citations if c.passage.article_id == passage.article_id and c.quote == quote}
        ),
        "quote": {"start": quote.start, "end": quote.end, "text": passage.part(quote)},
        "article_id": passage.article_id,
        "publisher": passage.publisher,
        "published": _published(passage),
    }


def _words(citation: Citation) -> dict[str, Any] | None:
    """The words of the quote that answer."""
    if citation.answer is None:
        return None
    text = citation.passage.part(citation.answer)
    return {"start": citation.answer.start, "end": citation.answer.end, "text": text}


def _evidence(marker: int, item: ScoredPassage) -> dict[str, Any]:
    passage = item.passage
    return {
        "marker": marker,
        "article_id": passage.article_id,
        "source": passage.source,
        "title": passage.title,
        "start": passage.span.start,
        "end": passage.span.end,
        "text": passage.text,
        "score": round(item.score, 4),
        "page": item.page,
        "also_in": _copies(item.also_in),
    }


def _dropped(claim: DroppedClaim) -> dict[str, Any]:
    quote = None
    if claim.passage is not None and claim.quote is not None:
        place = {"start": claim.quote.start, "end": claim.quote.end, "text": claim.quote_text}
        quote = {"article_id": claim.passage.article_id, **place}
    return {"text": claim.text, "verdict": claim.verdict.value, "reason": claim.reason, "nearest": quote}


def _copies(copies: Sequence[Copy]) -> list[dict[str, Any]]:
    return [
        {"article_id": copy.article_id, "title": copy.title, "publisher": copy.publisher, "url": copy.url}
        for copy in copies
    ]


def _published(passage: Passage) -> str | None:
    return passage.published.isoformat() if passage.published else None
