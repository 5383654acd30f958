"""A sentence that may be evidence, with what speaks for it.

    signals_of(candidate)          the figures that rank it
    scored(candidate, weights)     the candidate with their weighted sum as its score
    id_of(candidate)               the id of the sentence as a passage of its own

Knows nothing about where the signals come from; `qa.choosing` gathers them.
"""

from dataclasses import dataclass, replace

import numpy as np

from corpus import Passage, Span
from corpus.article import passage_id_of
from corpus.embedding import Vectors
from qa.answer import ScoredPassage
from qa.terms import tokens

FULL_LENGTH = 8  # words; a shorter sentence is more often a heading than an answer
FULL_SUPPORT = 10.0  # beyond it the reader's support tells nothing more


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One sentence with what speaks for it; all but `score` and `support` between 0 and 1.

    `answer` and `support` are what the reader (`qa.reading`) found in the sentence, in the
    article's characters, and `answerable` what it says of the passage; zero where it did not
    read it.
    """

    passage: Passage
    span: Span
    vector: Vectors
    nearness: float
    coverage: float
    telling: float
    passage_coverage: float
    passage_nearness: float
    passage_score: float
    holds_kind: bool
    met: float = 0.0
    meets: float = 0.0
    answer: Span | None = None
    support: float = 0.0
    answerable: float = 0.0
    score: float = 0.0

    @property
    def text(self) -> str:
        return self.passage.part(self.span)

    def as_evidence(self, rank: int) -> ScoredPassage:
        """The sentence as a passage of its own."""
        narrowed = replace(
            self.passage, passage_id=passage_id_of(self.passage.article_id, self.span), span=self.span, text=self.text
        )
        return ScoredPassage(passage=narrowed, score=self.score, rank=rank, stage="sentence")


def id_of(candidate: Candidate) -> str:
    """The id of the sentence as a passage of its own."""
    return passage_id_of(candidate.passage.article_id, candidate.span)


def signals_of(candidate: Candidate) -> tuple[float, ...]:
    """What weights weigh, in their order; the first six are known of every sentence, the last from the reader."""
    return (
        candidate.nearness,
        candidate.coverage,
        candidate.telling,
        candidate.passage_score,
        float(candidate.holds_kind),
        min(len(tokens(candidate.text)), FULL_LENGTH) / FULL_LENGTH,
        candidate.met,
        candidate.meets,
        max(-1.0, min(candidate.support / FULL_SUPPORT, 1.0)),
    )


def scored(candidate: Candidate, weights: tuple[float, ...]) -> Candidate:
    """The candidate with the weighted sum of its first signals, as many as there are weights."""
    return replace(candidate, score=float(np.dot(weights, signals_of(candidate)[: len(weights)])))
