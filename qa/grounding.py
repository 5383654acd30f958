"""Is a claim supported by a quote? Decided in code, against the stored text.

What a claim says must stand in one passage: each number, day and name of it (`qa.fact_checks`).
Whether the passage then says the same is told in one of two ways.

With the reader, which was taught on claims: its word and the rules' are weighed together
(`qa.supporting`), so that other words for the same pass, and the same words about another do
not. The quote is the sentence, or the two that follow each other, that carry most of it.

Without it, in other languages than English, and for what a small model wrote (`strict`), by rule:
all of these hold for one sentence of the evidence, or two that follow each other:

    facts      numbers, days, names, units, hedges and negations agree
    words      most of the claim's content words stand in the quote, names and others
    order      the names come in the quote's order unless one of them is passive, so that "A thanked
               B" does not pass for "B thanked A"; for a small model most words do as well
    meaning    the claim's vector is near the quote's

What fails is dropped by the pipeline; a claim is never mended. Knows nothing about where
evidence comes from.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from corpus import Embedder, Passage, Span, sentences_of
from qa.answer import ScoredPassage
from qa.fact_checks import denies_more, failed_fact, leans_on_context, missing_from
from qa.reading import Reader, knows, no_reader
from qa.speakers import other_speaker
from qa.supporting import MIN_PROBABILITY, probability, promising
from qa.terms import LIGHT_WEIGHT, names, opening_words, tokens
from qa.word_overlap import adds_something, names_keep_order, says_it, share_in, share_in_order, words_of

# `python -m tests.quality.support FOLDER` makes true and false claims by rule from gold sentences of
# the samples. Half "report", accepted: true 123 of 124; false with another number, name, month or
# negation 0 of 125, another sentence 0 of 575, two names swapped 7 of 22, in strict mode 5 of 22.
# No result there moves for MIN_WORDS from 0.4 to 0.8, MIN_WORDS_STRICT from 0.8 to 1 and MIN_MEANING
# from 0.3 to 0.6 (at 0.7 0.94 of the true ones pass); MIN_ORDER from 0.7 to 0.8 is level, at 1 0.94.
MIN_WORDS = 0.6
MIN_WORDS_STRICT = 0.9
MIN_MEANING = 0.5
MIN_ORDER = 0.75
COPIED = 0.75  # of a claim's words in the quote's order
BY_NAME = re.compile(r"\bby (?:the )?[A-Z]")


@dataclass(frozen=True, slots=True)
class Support:
    """How strongly a quote carries a claim; `failed` names the first check that did not hold."""

    value: float
    failed: str | None = None

    @property
    def holds(self) -> bool:
        return self.failed is None


@dataclass(frozen=True, slots=True)
class Grounded:
    """A claim's best quote: where in which evidence, how strong, and which words of it answer."""

    item: ScoredPassage
    quote: Span
    support: Support
    answer: Span | None = None


class Grounder:
    """Finds the quote that carries a claim, or finds that none does."""

    def __init__(
        self, embedder: Embedder, reader: Callable[[], Reader | None] = no_reader, *, strict: bool = False
    ) -> None:
        self._embedder = embedder
        self._reader = no_reader if strict else reader
        self._strict = strict

    def ground(self, claim: str, evidence: Sequence[ScoredPassage]) -> Grounded | None:
        """The best quote for `claim` in `evidence`, or None where nothing carries it."""
        best = None
        for item in evidence:
            if self._is_hopeless(claim, item.passage):
                continue
            found = self.nearest(claim, item)
            if found is not None and found.support.holds and (best is None or _is_better(found, best)):
                best = found
        return best

    def nearest(self, claim: str, item: ScoredPassage) -> Grounded | None:
        """The quote of one passage that carries the claim best, whether or not it carries it; None where none can."""
        reader = self._reader_of(claim, item.passage)
        spans = list(_quotes(claim, item.passage))
        if reader is not None and not any(_is_same(claim, item.passage.part(span)) for span in spans):
            spans = promising(reader, claim, item.passage, spans)
        checked = [Grounded(item, span, self.check(claim, item.passage.part(span), item.passage)) for span in spans]
        return max(checked, key=lambda found: (found.support.holds, found.support.value), default=None)

    def check(self, claim: str, quote: str, passage: Passage) -> Support:
        """Whether `quote`, a part of `passage`, supports `claim`."""
        if _is_same(claim, quote):
            return Support(1.0)
        reader = self._reader_of(claim, passage)
        return self._by_rule(claim, quote, passage) if reader is None else _weighed(reader, claim, quote, passage)

    def _is_hopeless(self, claim: str, passage: Passage) -> bool:
        """Whether no quote of a passage can carry a claim, as far as that is known before the passage is read."""
        if self._reader_of(claim, passage) is None or _as_words(claim) in _as_words(passage.text):
            return False
        return _failed_in_all(claim, passage) is not None

    def _reader_of(self, claim: str, passage: Passage) -> Reader | None:
        """The reader, where it knows the language."""
        return self._reader() if knows(claim, passage.text) else None

    def _by_rule(self, claim: str, quote: str, passage: Passage) -> Support:
        said, told = tokens(claim), tokens(quote)
        if failed := failed_fact(claim, quote, passage):
            return Support(0.0, failed)
        words = share_in(said, told, light_weight=1.0 if self._strict else LIGHT_WEIGHT)
        if words < (MIN_WORDS_STRICT if self._strict else MIN_WORDS) or not says_it(said, told):
            return Support(words / 2, "words")
        if not names_keep_order(said, told) and (self._strict or not _has_other_voice(claim, quote)):
            return Support(words / 2, "order")
        if self._strict and share_in_order(said, told) < MIN_ORDER:
            return Support(words / 2, "order")
        meaning = float(np.dot(self._embedder.embed_query(claim), self._embedder.embed_query(quote)))
        value = round((words + max(meaning, 0.0)) / 2, 4)
        return Support(min(value, 1.0), None if meaning >= MIN_MEANING else "meaning")


def _weighed(reader: Reader, claim: str, quote: str, passage: Passage) -> Support:
    if failed := _failed_in_all(claim, passage):
        return Support(0.0, failed)
    if other_speaker(claim, quote):
        return Support(0.0, "speaker")
    if failed := _failed_copy(claim, quote):
        return Support(0.0, failed)
    value = probability(reader, claim, quote, passage)
    return Support(round(value, 4), None if value >= MIN_PROBABILITY else "meaning")


@lru_cache(maxsize=256)  # asked before a passage is read, and for each of its quotes
def _failed_in_all(claim: str, passage: Passage) -> str | None:
    """What is wrong with a claim whichever quote of the passage is taken."""
    if failed := missing_from(claim, passage):
        return failed
    return "added" if adds_something(tokens(claim), words_of(passage)) else None


def _failed_copy(claim: str, quote: str) -> str | None:
    """What is wrong with a claim that else repeats its quote; one word of thirty is hardly seen by the reader."""
    said, told = tokens(claim), tokens(quote)
    if share_in_order(said, told) < COPIED:
        return None
    if denies_more(said, told):
        return "negation"
    return None if names_keep_order(said, told) or _has_other_voice(claim, quote) else "order"


def _has_other_voice(claim: str, quote: str) -> bool:
    """Whether one of the two names its actor last: "Dahl was accused by Lind"."""
    return bool(BY_NAME.search(claim)) is not bool(BY_NAME.search(quote))


def _is_same(claim: str, quote: str) -> bool:
    return _as_words(claim) == _as_words(quote)


def _as_words(text: str) -> str:
    return " ".join(text.split())


def _is_better(found: Grounded, best: Grounded) -> bool:
    return found.support.value > best.support.value + 1e-6  # of equal ones the first


def _quotes(claim: str, passage: Passage) -> Iterator[Span]:
    """Each sentence of a passage, then each two that follow each other and tell the claim between them.

    Where one of the two tells all but the names alone, the other could only lend it a name
    that it does not speak of: "Dahl left. Herlev was acquitted." does not say that Dahl was.
    """
    spans = [span.moved(passage.span.start) for span in sentences_of(passage.text)]
    yield from spans
    named = {token.start for run in names(claim) for token in run} | {token.start for token in opening_words(claim)}
    rest = tuple(token for token in tokens(claim) if token.start not in named)
    for first, second in pairwise(spans):
        alone = [passage.part(span) for span in (first, second)]
        if all(share_in(rest, tokens(text), 1.0) < MIN_WORDS_STRICT or leans_on_context(text) for text in alone):
            yield Span(start=first.start, end=second.end)
