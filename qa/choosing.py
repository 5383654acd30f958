"""From passages to evidence: the best sentences inside the best passages.

A sentence is scored by its nearness to the question, by how much of the question's
rare words it holds under its title, by how much of what tells the candidates apart it
and its neighbour hold, by its passage's rank, and by whether it holds the kind of answer
asked for. At most `MAX_PER_ARTICLE` sentences an article, near-duplicates
once. What comes out are passages of one sentence each (or two, where the first leans on
the one before it), with the signals that `qa.abstaining` judges by.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from corpus import Corpus, Passage, Span
from corpus.embedding import Vectors
from qa.aligning import alignments
from qa.answer import ScoredPassage
from qa.candidates import Candidate, id_of, scored
from qa.coverage import Coverage, Rarity, share_held, stems_of
from qa.expecting import Kind, expected, holds
from qa.query import Query
from qa.reading import Reader, no_reader
from qa.rereading import PASSAGES_READ, reader_for, reranked, reread
from qa.speaking import with_quotations
from qa.terms import Token, tokens

MAX_PER_ARTICLE = 3
MAX_CONSIDERED = 6  # times k: further down no sentence is worth showing
DUPLICATE_COSINE = 0.95  # above it two sentences say the same in nearly the same words

# Nearness, coverage under the title, coverage with the sentence before among the candidates, passage's
# rank, kind of answer, length; then the first ones anew with how they meet the question word by word.
# Both by pairwise logistic regression on the halves "tune" of the samples, OneStopQA and ClapNQ;
# `python -m tests.quality.ranking FOLDER` repeats it.
FIRST_WEIGHTS = (1.0, 0.45, 0.3, 0.55, 0.15, 0.15)
SENTENCE_WEIGHTS = (1.0, 0.44, 0.26, 0.88, 0.25, 0.03, 0.49, 0.32)
# With the reader's support as the last. Of the samples' 40 questions of the half "report" a gold sentence is first
# for 0.68 with it and 0.53 without, of OneStopQA's for 0.69 and 0.66, of ClapNQ's for 0.77 and 0.75; among five for
# 0.95 and 0.90, 0.94 and 0.91, 0.97 and 0.97. What it says of the whole passage tells no more. With 0.45 as the last
# the samples' half "tune" has 0.03 less first and OneStopQA's 0.02 more; with 0.6 they have 0.03 and 0.01 more, but
# of the samples' questions 0.03 fewer are answered right.
READ_WEIGHTS = (1.0, 0.32, 0.28, 0.59, 0.11, 0.03, 0.05, 0.07, 0.5)
READ = 30  # sentences, whose passages are read already; with 16 the samples have a gold one first for 0.03 less
ALIGNED = 16  # sentences read word by word: 1.5 ms each. With 12 OneStopQA loses 0.01 of those that can be found


class SentenceChooser:
    """Ranks the sentences of retrieved passages for a query."""

    def __init__(self, corpus: Corpus, reader: Callable[[], Reader | None] = no_reader) -> None:
        self._corpus = corpus
        self._reader = reader
        self._rarity = Rarity(corpus)

    def rank(self, query: Query, passages: list[ScoredPassage]) -> list[Candidate]:
        """Every sentence of the first passages, best first; the best for each part of a question leads."""
        reader = reader_for(query, self._reader, passages)
        if reader is not None:
            passages = reranked(reader, query, passages)
        read = self._read(passages[:PASSAGES_READ])
        if not read:
            return []
        ranked = self._ranked(query, read, reader)
        level = [replace(each, score=1.0) for each in read]  # what leads for the whole says little of a part
        leading = {id_of(self._ranked(part, level, reader)[0]) for part in query.parts}
        if not leading:
            return ranked
        lifted = [replace(c, score=ranked[0].score) if id_of(c) in leading else c for c in ranked]
        return sorted(lifted, key=lambda candidate: -candidate.score)

    def _read(self, passages: list[ScoredPassage]) -> list["_Read"]:
        """What is stored of these passages; one that was removed meanwhile is left out."""
        ids = [found.passage.passage_id for found in passages]
        sentences = self._corpus.catalogue.sentences(ids)
        vectors = dict(zip(*self._corpus.catalogue.vectors(ids), strict=True))
        return [
            _Read(found.passage, found.score, vectors[its_id], *sentences[its_id])
            for its_id, found in zip(ids, passages, strict=True)
            if its_id in sentences and its_id in vectors
        ]

    def _ranked(self, query: Query, read: list["_Read"], reader: Reader | None) -> list[Candidate]:
        vector = self._corpus.embedder.embed_query(query.embedded)
        reading = _Reading(query, self._rarity.weights(query), read)
        best = read[0].score if read[0].score > 0 else math.inf
        found = [candidate for each in read for candidate in reading.candidates(each, vector, each.score / best)]
        aligned = self._aligned(query, sorted(found, key=lambda candidate: -candidate.score))
        return self._reread(query, aligned, reader)

    def _aligned(self, query: Query, ranked: list[Candidate]) -> list[Candidate]:
        """The first ones in the order that they meet the question word by word, before the others."""
        first, others = ranked[:ALIGNED], ranked[ALIGNED:]
        found = alignments(self._corpus.embedder, query.embedded, [candidate.text for candidate in first])
        if not found:
            return ranked
        first = [replace(c, met=met, meets=meets) for c, (met, meets) in zip(first, found, strict=True)]
        return _led_by([scored(candidate, SENTENCE_WEIGHTS) for candidate in first], others)

    def _reread(self, query: Query, ranked: list[Candidate], reader: Reader | None) -> list[Candidate]:
        """The first ones in the order that the reader would have them too, before the others."""
        if reader is None:
            return ranked
        first = with_quotations(query.asked, reread(reader, query.asked, ranked[:READ]))
        return _led_by([scored(candidate, READ_WEIGHTS) for candidate in first], ranked[READ:])


def _led_by(first: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """The first ones by their scores, and below them the others, whose scores are of another kind."""
    if not first:
        return others
    led = sorted(first, key=lambda candidate: -candidate.score)
    floor = max(led[-1].score, 0.0) / max((c.score for c in others if c.score > 0), default=1.0)
    return led + [replace(candidate, score=candidate.score * min(floor, 1.0)) for candidate in others]


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage with its score, its vector, and its sentences with theirs."""

    passage: Passage
    score: float
    vector: Vectors
    spans: list[Span]
    matrix: Vectors


class _Reading:
    """What one question makes of sentences."""

    def __init__(self, query: Query, weights: dict[Token, float], read: list[_Read]) -> None:
        self._query = query
        self._weights = weights
        self._coverage = Coverage(query, weights)
        texts = [stems_of(each.passage.part(span)) for each in read for span in each.spans]
        self._telling = Coverage.among(query, weights, texts)
        self._kind = expected(query.text)

    def candidates(self, read: _Read, vector: Vectors, rank: float) -> Iterator[Candidate]:
        """The passage's sentences; `rank` is its score beside the best one's."""
        passage = read.passage
        nearness = float(read.vector @ vector)
        whole = share_held(self._query, self._weights, tokens(f"{passage.title or ''}\n{passage.text}"))
        title, before = stems_of(passage.title or ""), frozenset[str]()
        for span, row in zip(read.spans, read.matrix, strict=True):
            text = passage.part(span)
            stems = stems_of(text)
            candidate = Candidate(
                passage=passage,
                span=span,
                vector=row,
                nearness=float(np.dot(row, vector)),
                coverage=self._coverage.of(stems, title),
                telling=self._telling.of(stems, before),
                passage_coverage=whole,
                passage_nearness=nearness,
                passage_score=rank,
                holds_kind=self._kind is Kind.ANYTHING or holds(self._kind, text, self._query.text),
            )
            yield scored(candidate, FIRST_WEIGHTS)
            before = stems


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
