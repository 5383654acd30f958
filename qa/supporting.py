"""How likely does a passage carry a claim? What the reader says of it and what the rules say, weighed together.

    promising(reader, claim, passage, spans)       the quotes worth a closer look
    probability(reader, claim, quote, passage)     of the claim being supported, by this quote in its passage

The reader sees the claim with the whole passage, since "she" and "the company" stand elsewhere, and
with the quote alone, since that is what the citation shows.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus import Passage, Span
from qa.contrasts import contrast
from qa.fact_checks import negation_agrees
from qa.reading import Reader, Window, logit, sigmoid
from qa.rereading import window_of
from qa.terms import tokens
from qa.word_overlap import lacking, words_of

# Fitted by logistic regression to those of the 490 claims of the half "tune" of `tests/quality/claims.jsonl` that no
# rule refuses, each sign kept to what makes sense. With a threshold of 0.6 0.55 of the true claims of that half are
# kept and 0.89 of the false ones refused, with 0.65 0.52 and 0.92, with 0.7 0.46 and 0.94.
INTERCEPT = 0.63
WHOLE, QUOTE, NEGATED, TURNED, FOREIGN = 0.37, 0.32, -0.34, -0.73, -3.7
MIN_PROBABILITY = 0.65
# Of a claim's words in its passage; with less it is worded freely, and other words say nothing against it.
OWN_WORDS = 0.6
LEAST_WHOLE = -3.0  # a logit below which no quote of the passage is looked at
QUOTES_CHECKED = 2


def promising(reader: Reader, claim: str, passage: Passage, spans: Sequence[Span]) -> list[Span]:
    """The quotes that the reader finds best, best first; none where it finds nothing in the passage."""
    if logit(reader.read(claim, [window_of(passage)])[0].supported) < LEAST_WHOLE:
        return []
    readings = reader.read(claim, [_alone(passage, passage.part(span)) for span in spans])
    by_worth = sorted(zip(readings, spans, strict=True), key=lambda pair: -pair[0].supported)
    return [span for _, span in by_worth[:QUOTES_CHECKED]]


def probability(reader: Reader, claim: str, quote: str, passage: Passage) -> float:
    """How likely the claim is supported."""
    whole, alone = reader.read(claim, [window_of(passage), _alone(passage, quote)])
    said = tokens(claim)
    missing, count = lacking(said, words_of(passage))
    foreign = len(missing) / count if count else 1.0
    weighed = (
        INTERCEPT
        + WHOLE * logit(whole.supported)
        + QUOTE * logit(alone.supported)
        + NEGATED * (not negation_agrees(said, quote))
        + TURNED * (contrast(claim, quote) is not None)
        + FOREIGN * (foreign if foreign <= 1 - OWN_WORDS else 0.0)
    )
    return sigmoid(weighed)


def _alone(passage: Passage, quote: str) -> Window:
    return replace(window_of(passage), text=quote)
