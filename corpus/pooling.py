"""From the vectors of tokens to the vector of a text and of its parts.

A part, a sentence say, gets the mean of the vectors that its tokens have *within* the
text, of length 1: the model has read the whole passage below its title, so "She resigned"
knows of whom. And the text's own tokens being computed anyway, its sentences cost nothing
more. Over 486 questions about 30 articles of OneStopQA sentences pooled so were found as
well as sentences embedded alone, and adding took half as long.

Knows nothing about what computes the vectors of tokens.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.article import Span

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a model made of one text: a vector a token, and the characters each token stands for.

    Tokens that stand for no character, such as those that open and close a text, have an
    empty range. `is_cut` where the model reads no more tokens than these.
    """

    vectors: Vectors
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    is_cut: bool


def whole(tokens: Tokens) -> Vectors:
    """The vector of the text."""
    return unit(tokens.vectors.mean(axis=0))


def part(tokens: Tokens, span: Span) -> Vectors | None:
    """The vector of a part of the text; None where the model did not read to its end, or it has no token.

    A token belongs to the part that its last character is in: some tokenizers count the
    space before a word as its beginning.
    """
    if tokens.is_cut and span.end > tokens.ends.max():
        return None
    within = (tokens.ends > span.start) & (tokens.ends <= span.end) & (tokens.starts < tokens.ends)
    return unit(tokens.vectors[within].mean(axis=0)) if within.any() else None


def words(tokens: Tokens) -> Vectors:
    """A row of length 1 for each token that stands for characters."""
    found = tokens.vectors[tokens.starts < tokens.ends]
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def rows(vectors: Sequence[Vectors]) -> Vectors:
    """The vectors below each other."""
    return np.stack(vectors) if vectors else np.zeros((0, 0), dtype=np.float32)


def unit(vector: Vectors) -> Vectors:
    """The vector with length 1."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)
