"""The values that the sentences of the articles give to what a question asks.

Figures are read off every sentence (`qa.measuring`); days, people and places are the words that the
reader found, where it is sure of them or nearly the whole question stands in the sentence.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from corpus import Article, ArticleNotFound, Span, sentences_of
from qa.candidates import Candidate
from qa.expecting import TIME_WORDS, Kind, expected
from qa.likeness import Telling, canonical
from qa.measuring import PEOPLE, Measure, measures
from qa.naming import stands_in
from qa.revisions import revises
from qa.terms import stem, tokens

CONSIDERED = 24  # sentences
COUNTED = re.compile(r"\bhow many ((?:\w+ ){0,2}?\w+)", re.IGNORECASE)
EXTENT = re.compile(r"\bhow (?:far|big|large|tall|high|fast|deep|wide|heavy|long)\b", re.IGNORECASE)
EXTENTS = frozenset(
    stem(word)
    for word in """metres meters kilometres kilometers miles feet foot hectares acres square tonnes tons kilograms
    grams litres liters degrees seconds minutes hours days weeks months years knots storeys""".split()
)
AMOUNT = re.compile(r"\bhow much\b|\b(?:price|cost|costs|bill|budget|damages?|fine)\b", re.IGNORECASE)
COUNT = re.compile(r"\b(?:tally|toll|number|count|magnitude|total|percentage|figure)\b", re.IGNORECASE)
# Of the 112 questions over the samples none has different words in two articles that are both as sure as this; with a
# support of 4 one has, wrongly. What is less sure must stand in a sentence that holds most of the question, and so must
# a figure. `tests/quality/test_changes.py` has what is told with these.
SURE, NOT_DOUBTED, MOST_HELD = 6.0, -4.0, 0.6
HALF_HELD = 0.5


@dataclass(frozen=True)
class Told:
    """A value with the sentence that tells it; `measure` where it is a figure."""

    telling: Telling
    measure: Measure | None = None

    @property
    def article_id(self) -> str:
        return self.telling.article.article_id

    @property
    def published(self) -> datetime | None:
        return self.telling.article.published

    @property
    def moment(self) -> datetime:
        return self.published or datetime.min.replace(tzinfo=UTC)

    @property
    def revises(self) -> bool:
        """Whether its article says there that an earlier report is replaced."""
        return revises(self.telling.text) or revises(self.telling.article.title or "")

    @property
    def is_sure(self) -> bool:
        """Whether the reader has no doubt that it answers."""
        return self.measure is None and self.telling.candidate.support >= SURE

    @property
    def words(self) -> Span:
        """The value's words in the article."""
        return self.telling.value.moved(self.telling.candidate.span.start)

    def differs_from(self, other: "Told") -> bool:
        """Whether the two values cannot both be true of one thing."""
        if self.measure is not None and other.measure is not None:
            return self.measure.counts_like(other.measure) and not self.measure.agrees_with(other.measure)
        here, there = _stems(self.telling.words), _stems(other.telling.words)
        return bool(here) and bool(there) and not here & there

    def knows(self, other: "Told") -> bool:
        """Whether its article gives the other's figure too, somewhere."""
        measure = other.measure
        return measure is not None and any(
            found.value == measure.value and found.counts_like(measure)
            for span in sentences_of(self.telling.article.text)
            for found in measures(span.of(self.telling.article.text))
        )

    def is_same_as(self, other: "Told") -> bool:
        """Whether both give the same value."""
        if self.measure is not None and other.measure is not None:
            return self.measure.counts_like(other.measure) and self.measure.value == other.measure.value
        return _stems(self.telling.words) == _stems(other.telling.words)


def values_asked_for(question: str, candidates: Sequence[Candidate], article: Callable[[str], Article]) -> list[Told]:
    """The values of the first sentences, in their order. An article is read once, and only for a value it may give."""
    kind = expected(question)
    is_figure = _asks_for_figure(question, kind)
    stored = cache(article)
    found: list[Told] = []
    for candidate in candidates[:CONSIDERED]:
        values = _figures(candidate) if is_figure else _words(question, kind, candidate)
        try:
            told = [Told(Telling(candidate, stored(candidate.passage.article_id), span), of) for span, of in values]
        except ArticleNotFound:  # removed while the question is being answered
            continue
        found += [each for each in told if each.measure is None or _is_asked(question, each.telling, each.measure)]
    return found


def _figures(candidate: Candidate) -> list[tuple[Span, Measure | None]]:
    return [(measure.span, measure) for measure in measures(candidate.text)]


def _words(question: str, kind: Kind, candidate: Candidate) -> list[tuple[Span, Measure | None]]:
    if kind not in (Kind.TIME, Kind.NAME, Kind.PLACE) or candidate.answer is None:
        return []
    value = candidate.answer.moved(-candidate.span.start)
    is_told = _is_of_kind(kind, value.of(candidate.text)) and _is_sure(question, candidate)
    return [(value, None)] if is_told else []


def _asks_for_figure(question: str, kind: Kind) -> bool:
    if kind in (Kind.NUMBER, Kind.AMOUNT):
        return True
    return kind is Kind.ANYTHING and bool(COUNT.search(question) or AMOUNT.search(question))


def _is_asked(question: str, telling: Telling, measure: Measure) -> bool:
    """Whether the figure counts what the question asks for."""
    asked = canonical(token for token in tokens(question) if not token.is_capital)
    said = canonical(tokens(telling.clause))
    if not measure.units and not telling.opens_clause:
        return False
    if not _is_met(question, telling):
        return False
    if counted := COUNTED.search(question):
        wanted = frozenset(stem(word) for word in counted.group(1).split())
        if wanted & PEOPLE:
            return (not measure.units or bool(measure.units & (PEOPLE | wanted))) and bool(asked & said - wanted)
        return bool(wanted & measure.units)
    if EXTENT.search(question):
        return bool(measure.units & EXTENTS) and bool(asked & said)
    if AMOUNT.search(question):
        return not measure.units & (PEOPLE | EXTENTS) and bool(asked & said)
    return bool(asked & (said | measure.units))


def _is_met(question: str, telling: Telling) -> bool:
    """Whether most of what the question tells of stands there, its names anywhere in the article."""
    said = canonical(tokens(f"{telling.article.title or ''} . {telling.text}"))
    asked = [t for t in tokens(question) if t.is_content and not t.is_light and not COUNT.fullmatch(t.text)]
    held = [t for t in asked if canonical([t]) & said or (t.is_capital and stands_in(t.text, telling.whole))]
    return len(held) > HALF_HELD * len(asked)


def _is_of_kind(kind: Kind, words: str) -> bool:
    if kind is Kind.TIME:
        return any(token.text.casefold() in TIME_WORDS for token in tokens(words))
    return any(token.is_capital for token in tokens(words))


def _is_sure(question: str, candidate: Candidate) -> bool:
    if candidate.support >= SURE:
        return True
    return candidate.support >= NOT_DOUBTED and _share_held(question, candidate.text) >= MOST_HELD


def _share_held(question: str, text: str) -> float:
    """How many of the question's content words stand in the text."""
    asked = [token for token in tokens(question) if token.is_content]
    said = canonical(tokens(text))
    return sum(bool(canonical([token]) & said) for token in asked) / len(asked) if asked else 0.0


def _stems(words: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokens(words) if token.is_content or token.text[0].isdigit())
