"""A corpus of many short articles with random vectors, made in seconds and without a model."""

from pathlib import Path

import numpy as np

from corpus import Corpus, CorpusSettings
from corpus.embedding import Vectors
from tests.corpus.making import article, whole
from tests.fakes import DIMENSION, HashEmbedder


def opened(home: Path) -> Corpus:
    return Corpus(CorpusSettings(home=home, min_free_bytes=0), embedder=HashEmbedder())


def random_vectors(number: int, dimension: int = DIMENSION, seed: int = 7) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(number, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def fill(corpus: Corpus, vectors: Vectors, name: str = "Rain") -> list[str]:
    """One article of one passage for each vector; the passages' ids."""
    ids = []
    for number, vector in enumerate(vectors):
        passage = whole(article(f"{name} {number}."))
        corpus.catalogue.put(article(passage.text), [passage], vector[np.newaxis], [[(passage.span, vector)]])
        ids.append(passage.passage_id)
    return ids


def make(home: Path, vectors: Vectors, name: str = "Rain") -> list[str]:
    """A corpus whose index is whole and closed; the passages' ids."""
    with opened(home) as corpus:
        ids = fill(corpus, vectors, name)
        assert corpus.rebuild()
        return ids
