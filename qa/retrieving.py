"""First-stage search: the passages that may hold the answer, best first.

    LexicalRetriever   BM25 over words, names also under their other names
    DenseRetriever     nearest passage vectors
    HybridRetriever    both, and the best sentence inside each passage by words and meaning, fused

A retriever takes a `Query` and hands out `ScoredPassage`s; it opens nothing and loads
the embedder only when a vector is first needed. Which words of a passage answer is the
next step's business (`qa.choosing`).
"""

from collections.abc import Mapping, Sequence, Set
from typing import Protocol

from corpus import Corpus, Passage, Span
from corpus.embedding import Vectors
from qa.answer import ScoredPassage
from qa.coverage import Coverage, Rarity, stems_of
from qa.folding import fold
from qa.fusing import FIRST_WEIGHTS, JOINT_COVERAGE, PART_WEIGHTS, UNDER_TITLE, WEIGHTS, fuse
from qa.preferring import preferred
from qa.query import Query
from qa.spreading import spread

# From each search, and of both together those that are read. On the halves "tune" of four sets no figure moves from 30
# to 100 read, with 20 the samples lose 0.003 of MRR; the rest is for corpora with more to choose from.
CANDIDATES = 40
WIDER = 4  # times the candidates, where copies of one text took the places of others


class Retriever(Protocol):
    """Anything that finds passages for a query, at most `k`, best first."""

    def retrieve(self, query: Query, k: int) -> list[ScoredPassage]: ...


class LexicalRetriever:
    """BM25 with stemming; finds names, numbers and rare words."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def retrieve(self, query: Query, k: int) -> list[ScoredPassage]:
        return _scored(self._corpus, self._corpus.search_lexical(query.search_words, k, query.within), "lexical")


class DenseRetriever:
    """Nearest vectors; finds what is worded differently."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def retrieve(self, query: Query, k: int) -> list[ScoredPassage]:
        vector = self._corpus.embedder.embed_query(query.embedded)
        return _scored(self._corpus, self._corpus.search_dense(vector, k, query.within), "dense")


class HybridRetriever:
    """The union of both, each candidate scored by words, by passage vector and by its best sentence.

    A question about several things is searched for each of them too. Of articles that are
    variants of one text only one is found, and no article takes every place (`qa.spreading`).
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._rarity = Rarity(corpus)

    def retrieve(self, query: Query, k: int) -> list[ScoredPassage]:
        count = max(CANDIDATES, k)
        while True:
            ranking = self._whole(query, count)
            found = spread(self._folded(ranking), k)
            if len(found) >= min(k, len(ranking)) or len(ranking) < count:
                return found
            count *= WIDER

    def _whole(self, query: Query, count: int) -> list[ScoredPassage]:
        """The ranking of the question as a whole, with what each of its parts finds lifted by that."""
        ranking = self._ranking(query, count)
        parts = [self._ranking(part, count) for part in query.parts]
        ranking = with_parts(ranking, parts) if any(parts) else ranking
        return preferred(ranking, query.boosts, wants_latest=query.wants_latest)

    def _ranking(self, query: Query, count: int) -> list[ScoredPassage]:
        """At least `count` passages where there are so many, best first."""
        vector = self._corpus.embedder.embed_query(query.embedded)
        lexical = dict(self._corpus.search_lexical(query.search_words, count, query.within))
        found = dict(self._corpus.search_dense(vector, count, query.within))
        ids, vectors = self._corpus.catalogue.vectors(list(lexical | found))
        if not ids:
            return []
        scores = {"lexical": lexical, "dense": dict(zip(ids, (vectors @ vector).tolist(), strict=True))}
        first = _scored(self._corpus, fuse(scores, FIRST_WEIGHTS)[:count], "hybrid")
        passages = {item.passage.passage_id: item.passage for item in first}
        scores["joint"] = self._best_sentences(query, vector, passages)
        ranking = fuse({name: _only(ranking, passages) for name, ranking in scores.items()}, WEIGHTS)
        return _ranked(ranking, passages)

    def _best_sentences(self, query: Query, vector: Vectors, passages: Mapping[str, Passage]) -> dict[str, float]:
        """For each passage its best sentence by words and meaning together."""
        coverage = Coverage(query, self._rarity.weights(query))
        sentences = self._corpus.catalogue.sentences(list(passages))
        return {
            passage_id: _best_sentence(passages[passage_id], *found, vector=vector, coverage=coverage)
            for passage_id, found in sentences.items()
        }

    def _folded(self, ranking: list[ScoredPassage]) -> list[ScoredPassage]:
        """The ranking with variants counted as one."""
        story_of = self._corpus.catalogue.stories.story_of({item.passage.article_id for item in ranking})
        return fold(ranking, story_of) if story_of else ranking


def with_parts(whole: Sequence[ScoredPassage], parts: Sequence[Sequence[ScoredPassage]]) -> list[ScoredPassage]:
    """The rankings of a question and of its parts as one, each divided by its own best."""
    passages = {item.passage.passage_id: item.passage for ranking in (whole, *parts) for item in ranking}
    shares = [
        {item.passage.passage_id: item.score / ranking[0].score for item in ranking if ranking[0].score > 0}
        for ranking in parts
        if ranking
    ]
    best = {passage_id: max(share.get(passage_id, 0.0) for share in shares) for passage_id in passages}
    scores = {"whole": {item.passage.passage_id: item.score for item in whole}, "part": best}
    return _ranked(fuse(scores, PART_WEIGHTS), passages)


def _ranked(ranking: Sequence[tuple[str, float]], passages: Mapping[str, Passage]) -> list[ScoredPassage]:
    return [
        ScoredPassage(passage=passages[passage_id], score=score, rank=rank, stage="hybrid")
        for rank, (passage_id, score) in enumerate(ranking, start=1)
    ]


def _best_sentence(
    passage: Passage, spans: list[Span], matrix: Vectors, *, vector: Vectors, coverage: Coverage
) -> float:
    """The best of its sentences' nearness and share of the question, with the sentence before or the title."""
    title, before = stems_of(passage.title or ""), frozenset[str]()
    best = 0.0
    for span, near in zip(spans, (matrix @ vector).tolist(), strict=True):
        stems = stems_of(passage.part(span))
        share = (1 - UNDER_TITLE) * coverage.of(stems, before) + UNDER_TITLE * coverage.of(stems, title)
        best = max(best, near + JOINT_COVERAGE * share)
        before = stems
    return best


def _only(ranking: Mapping[str, float], ids: Set[str] | Mapping[str, Passage]) -> dict[str, float]:
    return {item: score for item, score in ranking.items() if item in ids}


def _scored(corpus: Corpus, ranking: list[tuple[str, float]], stage: str) -> list[ScoredPassage]:
    """The ranking's passages; one that was removed meanwhile is left out."""
    passages: dict[str, Passage] = corpus.catalogue.passages([passage_id for passage_id, _ in ranking])
    kept = [(passages[passage_id], score) for passage_id, score in ranking if passage_id in passages]
    return [
        ScoredPassage(passage=passage, score=score, rank=rank, stage=stage)
        for rank, (passage, score) in enumerate(kept, start=1)
    ]
