"""The numbered quotes below an answer, and the passages it was read from.

Quotes are numbered from 1 in the order in which the answer uses them; one quote behind
two sentences is one entry. Markers in the sentences carry these numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus import Passage, Span
from qa import Citation, Evidence
from ui import wording

NO_BREAK = "\u00a0"
PASSAGE_CHARS = 240  # as much of a passage as tells whether it is worth opening


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article with what is needed to show and to open them."""

    article_id: str
    span: Span
    text: str
    title: str
    byline: str


def quotes_of(citations: Iterable[Citation]) -> list[Quote]:
    """Each quote once, in order of first use; the quote's number is its place in this list, from 1."""
    found: dict[tuple[str, Span], Quote] = {}
    for citation in citations:
        key = (citation.passage.article_id, citation.quote)
        found.setdefault(key, _quote(citation.passage, citation.quote, citation.quote_text))
    return list(found.values())


def numbers_of(citations: Iterable[Citation], quotes: Sequence[Quote]) -> list[int]:
    """The numbers that stand behind a sentence with these citations, ascending."""
    places = {(quote.article_id, quote.span): number for number, quote in enumerate(quotes, start=1)}
    return sorted({places[citation.passage.article_id, citation.quote] for citation in citations})


def passages_of(evidence: Evidence) -> list[Quote]:
    """The passages that were read, as far as they are shown in a list."""
    passages = [item.passage for item in evidence.items]
    return [_quote(passage, passage.span, shortened(passage.text)) for passage in passages]


def byline(publisher: str | None, published: datetime | None) -> str:
    """Who published it and when, e.g. `Keldmar Tribune, 2 July 2026`."""
    day = f"{published.day}{NO_BREAK}{published:%B}{NO_BREAK}{published:%Y}" if published else wording.DATE_UNKNOWN
    return f"{publisher or wording.PUBLISHER_UNKNOWN}, {day}"


def shortened(text: str, limit: int = PASSAGE_CHARS) -> str:
    """The beginning of a text on one line, cut between words."""
    one_line = " ".join(text.split())
    if len(one_line) <= limit:
        return one_line
    return one_line[:limit].rsplit(" ", 1)[0] + " …"


def _quote(passage: Passage, span: Span, text: str) -> Quote:
    return Quote(
        article_id=passage.article_id,
        span=span,
        text=text,
        title=passage.title or wording.UNTITLED,
        byline=byline(passage.publisher, passage.published),
    )
