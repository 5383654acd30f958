"""How well a question and a sentence go together word by word: late interaction, without a model of its own.

    met      each word of the question beside the nearest word of the sentence, on average
    meets    each word of the sentence beside the nearest of the question

Nearness is the cosine of what the embedder made of the two words where they stand, so that
"shop" meets "parlor". One vector for a whole sentence is near to whatever has the same
topic; word by word it shows what of the question is told. After ColBERT (Khattab and
Zaharia, SIGIR 2020), whose model was trained for it; the embedder's was not.
"""

from collections.abc import Sequence

import numpy as np

from corpus import Embedder
from corpus.embedding import EmbedsTokens, Vectors

Alignment = tuple[float, float]
"""Met and meets, each from -1 to 1."""


def alignments(embedder: Embedder, question: str, sentences: Sequence[str]) -> list[Alignment]:
    """For each sentence how it meets the question; none where the embedder cannot show its tokens."""
    if not sentences or not isinstance(embedder, EmbedsTokens):
        return []
    asked, *told = embedder.embed_tokens([question, *sentences]) or [np.zeros((0, 0), dtype=np.float32)]
    return [aligned(asked, words) for words in told]


def aligned(question: Vectors, sentence: Vectors) -> Alignment:
    """How two texts, a row of length 1 a word, meet; zeros where one has no words."""
    if not len(question) or not len(sentence):
        return 0.0, 0.0
    cosines = question @ sentence.T
    return float(cosines.max(axis=1).mean()), float(cosines.max(axis=0).mean())
