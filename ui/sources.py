"""The numbered quotes below an answer, and the passages it was read from.

Quotes are numbered from 1 in the order in which the answer uses them; one quote behind
two sentences is one entry. Markers in the sentences carry these numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from corpus import Span
from corpus.dating import Certainty
from corpus.stories import Copy
from qa import Citation, ClaimAccepted, Evidence, ScoredPassage
from ui import phrasing, quote_wording, wording

PASSAGE_CHARS = 240  # as much of a passage as tells whether it is worth opening


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article with what is needed to show and to open them.

    `answer` is where in the text those that answer the question begin and end.
    """

    article_id: str
    span: Span
    text: str
    title: str
    byline: str
    answer: tuple[int, int] = (0, 0)
    url: str | None = None


def quotes_of(citations: Iterable[Citation]) -> list[Quote]:
    """Each quote once, in order of first use; the quote's number is its place in this list, from 1."""
    found: dict[tuple[str, Span], Quote] = {}
    for citation in citations:
        key = (citation.passage.article_id, citation.quote)
        quote = _quote(citation, citation.quote, citation.quote_text)
        if citation.answer is not None:
            offset = citation.quote.start
            quote = replace(quote, answer=(citation.answer.start - offset, citation.answer.end - offset))
        if citation.attributed:
            quote = replace(quote, byline=f"{quote.byline} · {quote_wording.ATTRIBUTED}")
        found.setdefault(key, quote)
    return list(found.values())


def quotes_in(claims: Iterable[ClaimAccepted]) -> list[Quote]:
    """The same of the sentences of an answer that is not whole."""
    return quotes_of(citation for claim in claims for citation in claim.citations)


def numbers_of(citations: Iterable[Citation], quotes: Sequence[Quote]) -> list[int]:
    """The numbers that stand behind a sentence with these citations, ascending."""
    places = {(quote.article_id, quote.span): number for number, quote in enumerate(quotes, start=1)}
    return sorted({places[citation.passage.article_id, citation.quote] for citation in citations})


def passages_of(evidence: Evidence) -> list[Quote]:
    """The passages that were read, as far as they are shown in a list."""
    return [_quote(item, item.passage.span, shortened(item.passage.text)) for item in evidence.items]


def byline(publisher: str | None, published: datetime | None, certainty: str | None = None) -> str:
    """Who published it and when, e.g. `Keldmar Tribune, 2 July 2026`."""
    day = phrasing.day(published) if published else wording.DATE_UNKNOWN
    if published and certainty == Certainty.GUESS:
        day = wording.PROBABLY.format(day=day)
    return f"{publisher or wording.PUBLISHER_UNKNOWN}, {day}"


def shortened(text: str, limit: int = PASSAGE_CHARS) -> str:
    """The beginning of a text on one line, cut between words."""
    one_line = " ".join(text.split())
    if len(one_line) <= limit:
        return one_line
    return one_line[:limit].rsplit(" ", 1)[0] + " …"


def names_of(copies: Sequence[Copy], *, beside: str | None = None) -> list[str]:
    """The names of the places where copies of an article stand, each once, without that of the article itself."""
    names = [copy.publisher or urlsplit(copy.url or copy.source).netloc or copy.source for copy in copies]
    return [name for name in dict.fromkeys(names) if name != beside]


def _quote(found: Citation | ScoredPassage, span: Span, text: str) -> Quote:
    passage = found.passage
    others = names_of(found.also_in, beside=passage.publisher)
    parts = [
        byline(passage.publisher, passage.published, found.imprint.published_certainty),
        wording.PAGE_LABEL.format(number=found.page) if found.page else "",
        wording.ALSO_IN.format(names=phrasing.names(others)) if others else "",
    ]
    return Quote(
        article_id=passage.article_id,
        span=span,
        text=text,
        title=passage.title or wording.UNTITLED,
        byline=" · ".join(filter(None, parts)),
        url=passage.url,
    )
