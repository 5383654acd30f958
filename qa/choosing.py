"""From passages to evidence: the best sentences inside the best passages.

A sentence is scored by its nearness to the question, by how much of the question's
rare words it and its neighbour hold, by its passage's rank, and by whether it holds the
kind of answer asked for. At most `MAX_PER_ARTICLE` sentences an article, near-duplicates
once. What comes out are passages of one sentence each (or two, where the first leans on
the one before it), with the signals that `qa.abstaining` judges by.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from corpus import Corpus, Passage, Span
from corpus.article import passage_id_of
from corpus.embedding import Vectors
from qa.answer import ScoredPassage
from qa.expecting import expected, holds
from qa.naming import stands_in
from qa.retrieving import Query, Rarity
from qa.terms import LIGHT_WEIGHT, Token, tokens

PASSAGES_READ = 12
MAX_PER_ARTICLE = 3
MAX_CONSIDERED = 6  # times k: further down no sentence is worth showing
DUPLICATE_COSINE = 0.95  # above it two sentences say the same in nearly the same words

# Nearness, coverage, coverage with the sentence before, passage's rank, kind of answer, length,
# passage's nearness. A sentence of the gold evidence is first / among three / among five, on the
# halves "report": samples 0.45 / 0.80 / 0.88, OneStopQA 0.63 / 0.81 / 0.89; by nearness alone
# 0.43 / 0.75 / 0.78 and 0.50 / 0.71 / 0.80. A thousand other settings tried on "tune" gave none
# that was better on "report" too; `python -m tests.quality.ranking FOLDER` repeats it.
SENTENCE_WEIGHTS = (1.0, 0.25, 0.25, 0.75, 0.1, 0.1, 0.5)
FULL_LENGTH = 8  # words; a shorter sentence is more often a heading than an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One sentence with what speaks for it; all but `score` between 0 and 1."""

    passage: Passage
    span: Span
    vector: Vectors
    nearness: float
    coverage: float
    coverage_with_previous: float
    passage_coverage: float
    passage_nearness: float
    passage_score: float
    holds_kind: bool
    score: float = 0.0

    @property
    def text(self) -> str:
        offset = self.passage.span.start
        return self.passage.text[self.span.start - offset : self.span.end - offset]

    def as_evidence(self, rank: int) -> ScoredPassage:
        """The sentence as a passage of its own."""
        narrowed = replace(
            self.passage, passage_id=passage_id_of(self.passage.article_id, self.span), span=self.span, text=self.text
        )
        return ScoredPassage(passage=narrowed, score=self.score, rank=rank, stage="sentence")


class SentenceChooser:
    """Ranks the sentences of retrieved passages for a query."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._rarity = Rarity(corpus)

    def rank(self, query: Query, passages: list[ScoredPassage]) -> list[Candidate]:
        """Every sentence of the first passages, best first."""
        read = passages[:PASSAGES_READ]
        if not read:
            return []
        vector = self._corpus.embedder.embed_query(query.text)
        ids = [scored.passage.passage_id for scored in read]
        sentences = self._corpus.catalogue.sentences(ids)
        vectors = dict(zip(*self._corpus.catalogue.vectors(ids), strict=True))
        weights = {token: self._weight(token) for token in query.content}
        kind = expected(query.text)
        found: list[Candidate] = []
        for scored in read:
            if scored.passage.passage_id in sentences:
                passage_nearness = float(vectors[scored.passage.passage_id] @ vector)
                for candidate in _candidates(scored, sentences[scored.passage.passage_id], vector, weights):
                    rank = scored.score / read[0].score if read[0].score > 0 else 0.0
                    holds_kind = holds(kind, candidate.text, query.text)
                    found.append(_with_score(candidate, passage_nearness, rank, holds_kind))
        return sorted(found, key=lambda candidate: -candidate.score)

    def _weight(self, token: Token) -> float:
        return self._rarity.of(token.bare) * (LIGHT_WEIGHT if token.is_light else 1.0)


def choose(candidates: list[Candidate], k: int, *, per_article: int = MAX_PER_ARTICLE) -> list[Candidate]:
    """The first `k` candidates without near-duplicates; over `per_article` of one article only to fill up."""
    chosen: list[Candidate] = []
    passed: list[Candidate] = []
    for candidate in candidates[: MAX_CONSIDERED * k]:
        if any(_is_duplicate(candidate, other) for other in chosen):
            continue
        from_article = sum(other.passage.article_id == candidate.passage.article_id for other in chosen)
        (chosen if from_article < per_article else passed).append(candidate)
        if len(chosen) == k:
            break
    filled = chosen + passed[: k - len(chosen)]
    return sorted(filled, key=lambda candidate: -candidate.score)


def _is_duplicate(candidate: Candidate, other: Candidate) -> bool:
    return float(candidate.vector @ other.vector) >= DUPLICATE_COSINE


def _candidates(
    scored: ScoredPassage, sentences: tuple[list[Span], Vectors], vector: Vectors, weights: dict[Token, float]
) -> Iterator[Candidate]:
    passage = scored.passage
    spans, matrix = sentences
    whole = share_held(weights, tokens(f"{passage.title or ''}\n{passage.text}"))
    previous: tuple[Token, ...] = ()
    for span, row in zip(spans, matrix, strict=True):
        words = tokens(passage.text[span.start - passage.span.start : span.end - passage.span.start])
        yield Candidate(
            passage=passage,
            span=span,
            vector=row,
            nearness=float(np.dot(row, vector)),
            coverage=share_held(weights, words),
            coverage_with_previous=share_held(weights, previous + words),
            passage_coverage=whole,
            passage_nearness=0.0,
            passage_score=0.0,
            holds_kind=False,
        )
        previous = words


def share_held(weights: dict[Token, float], words: tuple[Token, ...]) -> float:
    """How much of the question's weight stands in a text, from 0 to 1; a name also under its other names."""
    total = sum(weights.values())
    if total <= 0:
        return 0.0
    stems = {word.stem for word in words if word.is_content}
    held = sum(
        weight
        for token, weight in weights.items()
        if token.stem in stems or (token.is_capital and stands_in(token.text, words))
    )
    return held / total


def _with_score(candidate: Candidate, passage_nearness: float, passage_score: float, holds_kind: bool) -> Candidate:
    length = min(len(tokens(candidate.text)), FULL_LENGTH) / FULL_LENGTH
    signals = (
        candidate.nearness,
        candidate.coverage,
        candidate.coverage_with_previous,
        passage_score,
        float(holds_kind),
        length,
        passage_nearness,
    )
    score = sum(weight * signal for weight, signal in zip(SENTENCE_WEIGHTS, signals, strict=True))
    return replace(
        candidate, passage_nearness=passage_nearness, passage_score=passage_score, holds_kind=holds_kind, score=score
    )
