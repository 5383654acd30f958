"""Replies in words for a terminal: the answer with its markers, then the numbered quotes; how a question was read.

Text of articles and models is shown as it is, less what would steer a terminal.
"""

import shlex
from collections.abc import Sequence
from datetime import datetime

from corpus import Passage
from corpus.dating import Certainty
from corpus.terminal import plain
from qa.answer import Abstention, Answer, Citation, Evidence, Imprint, Reason, Reply, ScoredPassage, Understood
from qa.periods import written_day
from qa.scoping import Phrase
from qa.spelling import Correction

REASONS = {
    Reason.NO_PASSAGES: "There is no article to search, or the filters admit none; see `python -m corpus list`.",
    Reason.WEAK_EVIDENCE: "Your articles do not seem to answer this.",
    Reason.UNSUPPORTED_ANSWER: "Nothing the model wrote is supported by your articles.",
    Reason.MODEL_DECLINED: "The model found no answer in the evidence.",
}
STANDING = "asked as “{question}”"
ATTRIBUTED = "found by Footnote, not cited by the model"
OFF_TASK = "Footnote answers questions from your own articles, and quotes them. Ask one."
CUT = "(The model reached its limit of length here and might have said more.)"
FOUND = "What was found to answer from:"
OPEN_ENDED = ("since ", "until ")  # how the meaning of a time begins that has one end only


def reply_in_words(reply: Reply) -> str:
    """What `qa ask` prints without --json."""
    text = _abstention(reply) if isinstance(reply, Abstention) else _answer(reply)
    return "\n\n".join(filter(None, [text, understood_in_words(reply.understood)]))


def understood_in_words(understood: Understood) -> str:
    """How the question was read, a line for each thing; nothing where it was taken as it stands."""
    lines = [plain(STANDING.format(question=understood.standing))] if understood.standing else []
    lines += [plain(slip_in_words(correction)) for correction in understood.corrections]
    for phrase in understood.phrases:
        text, became = plain(phrase.text), plain(reading_of(phrase))
        lines.append(f"“{text}”: {became}; --ignore {shlex.quote(text)} takes it back")
    return "\n".join(f"({line})" for line in lines)


def reading_of(phrase: Phrase) -> str:
    """What words of a question became: `only May 2026`, `May 2026 first`, `those since 6 April 2026 first`."""
    if phrase.kind == "latest":
        return phrase.meaning
    if phrase.is_filter:
        return f"only {phrase.meaning}"
    return f"those {phrase.meaning} first" if phrase.meaning.startswith(OPEN_ENDED) else f"{phrase.meaning} first"


def slip_in_words(correction: Correction) -> str:
    """What was searched for besides a word as it was written: `searched for towed and tower too, for toed`."""
    return f"searched for {listed(correction.search_words)} too, for {correction.written}"


def listed(given: Sequence[str]) -> str:
    """All of several words, `towed, tower and toes`."""
    return " and ".join(filter(None, [", ".join(given[:-1]), *given[-1:]]))


def evidence_in_words(evidence: Evidence) -> str:
    """What `qa ask` prints where the model failed: the passages that were found for it."""
    return f"{FOUND}\n\n{results_in_words(evidence.items)}"


def results_in_words(results: Sequence[ScoredPassage]) -> str:
    """What `qa search` prints without --json."""
    return "\n\n".join(f"{item.rank}. {_source(item)}\n   {plain(item.passage.text)}" for item in results)


def _answer(answer: Answer) -> str:
    shown = answer.text
    for citation in sorted(answer.citations, key=lambda citation: (citation.claim.end, citation.marker), reverse=True):
        shown = f"{shown[: citation.claim.end]} [{citation.marker}]{shown[citation.claim.end :]}"
    quotes = {(citation.marker, citation.quote): citation for citation in answer.citations}
    listed = "\n".join(_quote(citation) for _, citation in sorted(quotes.items(), key=lambda pair: pair[0]))
    cut = f"\n{CUT}" if answer.is_cut else ""
    return f"{plain(shown)}{cut}\n\n{listed}\n\n({answer.model})"


def _quote(citation: Citation) -> str:
    where = _where(citation.passage, citation.imprint, citation.page, untitled=None)
    found = f"\n    ({ATTRIBUTED})" if citation.attributed else ""
    return f"[{citation.marker}] “{plain(citation.quote_text)}”\n    {where}{found}"


def _abstention(reply: Abstention) -> str:
    lines = [OFF_TASK if reply.understood.is_off_task else REASONS[reply.reason]]
    if reply.missing:
        lines.append(f"None of your articles mentions: {plain(', '.join(reply.missing))}.")
    if reply.evidence.items:
        lines.append("\nNearest passages:\n")
        lines.append(results_in_words(reply.evidence.items))
    return "\n".join(lines)


def _source(item: ScoredPassage) -> str:
    return _where(item.passage, item.imprint, item.page, untitled="Untitled")


def _where(passage: Passage, imprint: Imprint, page: int | None, *, untitled: str | None) -> str:
    """Title, publisher, day and page on one line, and below it the other places of the text, if any."""
    day = _day(passage.published, imprint.published_certainty)
    parts = [passage.title or untitled, passage.publisher, day, f"page {page}" if page else None]
    lines = [plain(", ".join(filter(None, parts)))]
    others = dict.fromkeys(copy.publisher or copy.title or copy.source for copy in imprint.also_in)
    if others:
        lines.append(f"also in {plain(', '.join(others))}")
    return "\n    ".join(lines)


def _day(published: datetime | None, certainty: str | None) -> str:
    if published is None:
        return "date unknown"
    day = written_day(published)
    return f"probably {day}" if certainty == Certainty.GUESS else day
