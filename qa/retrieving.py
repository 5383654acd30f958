"""First-stage search: the passages that may hold the answer, best first.

    LexicalRetriever   BM25 over words, names also under their other names
    DenseRetriever     nearest passage vectors
    HybridRetriever    both, and the nearest sentence inside each passage, fused

A retriever takes a `Query` and hands out `ScoredPassage`s; it opens nothing and loads
the embedder only when a vector is first needed. Which words of a passage answer is the
next step's business (`qa.choosing`).
"""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpus import Corpus, Passage
from corpus.embedding import Vectors
from qa.answer import ScoredPassage
from qa.folding import fold
from qa.fusing import WEIGHTS, fuse
from qa.naming import other_names
from qa.terms import Token, tokens

CANDIDATES = 50
WIDER = 4  # times the candidates, where copies of one text took the places of others
MAX_SEARCH_WORDS = 64  # a pasted paragraph as a question: more words only slow BM25 down


@dataclass(frozen=True, slots=True)
class Query:
    """A question read once: its words that count, its text for the embedder, and the articles it is put to."""

    text: str
    content: tuple[Token, ...]
    within: frozenset[str] | None = None

    @classmethod
    def of(cls, text: str, within: frozenset[str] | None = None) -> "Query":
        kept = {token.stem: token for token in reversed(tokens(text)) if token.is_content}
        content = sorted(kept.values(), key=lambda token: token.start)
        return cls(text, tuple(content[:MAX_SEARCH_WORDS]), within)

    @property
    def search_words(self) -> list[str]:
        """What the lexical search looks for: the words as written, and the other names of names."""
        words = [token.bare for token in self.content]
        others = [name for token in self.content if token.is_capital for name in other_names(token.text)]
        return list(dict.fromkeys(words + others))[: 2 * MAX_SEARCH_WORDS]


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
        vector = self._corpus.embedder.embed_query(query.text)
        return _scored(self._corpus, self._corpus.search_dense(vector, k, query.within), "dense")


class HybridRetriever:
    """The union of both, each candidate scored by words, by passage vector and by its best sentence.

    Of articles that are variants of one text only one is found.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def retrieve(self, query: Query, k: int) -> list[ScoredPassage]:
        vector = self._corpus.embedder.embed_query(query.text)
        count = max(CANDIDATES, k)
        while True:
            ranking = self._ranking(query, vector, count)
            found = self._folded(ranking, k)
            if len(found) >= min(k, len(ranking)) or len(ranking) < count:
                return found
            count *= WIDER

    def _ranking(self, query: Query, vector: Vectors, count: int) -> list[tuple[str, float]]:
        lexical = dict(self._corpus.search_lexical(query.search_words, count, query.within))
        found = dict(self._corpus.search_dense(vector, count, query.within))
        ids, vectors = self._corpus.catalogue.vectors(list(lexical | found))
        if not ids:
            return []
        scores = {
            "lexical": lexical,
            "dense": dict(zip(ids, (vectors @ vector).tolist(), strict=True)),
            "sentence": self._best_sentences(ids, vector),
        }
        return fuse(scores, WEIGHTS)

    def _folded(self, ranking: list[tuple[str, float]], k: int) -> list[ScoredPassage]:
        """The first `k` with variants counted as one; where none of these has any, the rest is not looked at."""
        stories = self._corpus.catalogue.stories
        found = _scored(self._corpus, ranking[:k], "hybrid")
        if not stories.story_of({item.passage.article_id for item in found}):
            return found
        found = _scored(self._corpus, ranking, "hybrid")
        return fold(found, stories.story_of({item.passage.article_id for item in found}))[:k]

    def _best_sentences(self, ids: list[str], vector: Vectors) -> dict[str, float]:
        sentences = self._corpus.catalogue.sentences(ids)
        return {passage_id: float(np.max(matrix @ vector)) for passage_id, (_, matrix) in sentences.items()}


class Rarity:
    """How much a word tells: its inverse document frequency over the corpus's passages."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: dict[str, float] = {}
        self._state = (-1, -1)

    def of(self, word: str) -> float:
        """Robertson and Spärck Jones's weight, floored at 0 by the added 1."""
        state = self._corpus.catalogue.state()
        if state != self._state:
            self._known, self._state = {}, state
        if word not in self._known:
            count, total = self._corpus.catalogue.count_word(word), state[0]
            self._known[word] = math.log(1 + (total - count + 0.5) / (count + 0.5))
        return self._known[word]


def _scored(corpus: Corpus, ranking: list[tuple[str, float]], stage: str) -> list[ScoredPassage]:
    """The ranking's passages; one that was removed meanwhile is left out."""
    passages: dict[str, Passage] = corpus.catalogue.passages([passage_id for passage_id, _ in ranking])
    kept = [(passages[passage_id], score) for passage_id, score in ranking if passage_id in passages]
    return [
        ScoredPassage(passage=passage, score=score, rank=rank, stage=stage)
        for rank, (passage, score) in enumerate(kept, start=1)
    ]
