"""Vectors for made articles, without a model: those of the real sentences, disturbed.

A made sentence's vector is that of the real sentence it was made from with noise; that of
a longer text is the mean over the sentences in it with more noise. So the vectors lie in
bundles as those of real articles do, which is what an approximate index has to cope with.
300,000 passages would take a model hours.

Knows nothing about which texts are embedded, nor where the vectors go.
"""

from collections.abc import Sequence

import numpy as np

from corpus.embedding import Vectors
from tests.bench.making import Made

# Of 90 made sentences the median cosine with the real one is 0.78 (a tenth of them below 0.54, a tenth above 0.99);
# of 18 passages of five sentences, with the mean of the real five, 0.62 (0.52 to 0.68), by all-MiniLM-L6-v2.
SENTENCE_COSINE = 0.78
PASSAGE_COSINE = 0.62


def imitate(texts: Sequence[str], made: Made, base: Vectors) -> Vectors:
    """A unit vector for each text of the made article; `base` has a row for each real sentence."""
    chance = np.random.default_rng(int(made.article.article_id, 16))
    noise = chance.standard_normal((len(texts), base.shape[1]), dtype=np.float32)
    return np.stack([_vector(text, made, base, row) for text, row in zip(texts, noise, strict=True)])


def _vector(text: str, made: Made, base: Vectors, noise: Vectors) -> Vectors:
    pairs = zip(made.sentences, made.origins, strict=True)
    rows = [row for sentence, row in pairs if sentence in text or text in sentence]
    cosine = SENTENCE_COSINE if len(rows) == 1 else PASSAGE_COSINE
    mean = base[rows or list(made.origins)].mean(axis=0)
    across = noise - (noise @ mean) * mean / (mean @ mean)
    vector = cosine * _unit(mean) + np.sqrt(1.0 - cosine**2) * _unit(across)
    return np.asarray(_unit(vector), dtype=np.float32)


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
