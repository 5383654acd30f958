"""Question and sentence, word by word."""

from collections.abc import Sequence

import numpy as np
import pytest

from corpus.embedding import SentenceTransformerEmbedder, Vectors
from qa.aligning import aligned, alignments
from tests.fakes import HashEmbedder


class LetterEmbedder(HashEmbedder):
    """A token a word, all of one direction for each first letter."""

    def embed_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        return [np.eye(26, dtype=np.float32)[[ord(word[0]) - ord("a") for word in text.split()]] for text in texts]


def test_each_word_is_held_against_the_nearest_of_the_other_text() -> None:
    # "ferry sank": f and s; "sun fell far": s, f, f. Both of the question's words are met, and all three meet one.
    assert alignments(LetterEmbedder(), "ferry sank", ["sun fell far", "far away"]) == [(1.0, 1.0), (0.5, 0.5)]


def test_a_text_without_words_meets_nothing() -> None:
    nothing = np.zeros((0, 26), dtype=np.float32)
    assert aligned(nothing, np.eye(26, dtype=np.float32)) == (0.0, 0.0)
    assert aligned(np.eye(26, dtype=np.float32), nothing) == (0.0, 0.0)


def test_an_embedder_that_shows_no_tokens_aligns_nothing() -> None:
    assert alignments(HashEmbedder(), "ferry sank", ["sun fell far"]) == []
    assert alignments(LetterEmbedder(), "ferry sank", []) == []


@pytest.mark.models
def test_the_packaged_model_meets_another_word_for_the_same(packaged_embedder: SentenceTransformerEmbedder) -> None:
    near, far = alignments(
        packaged_embedder, "Where is the shop?", ["The parlour is in Butare.", "Rain fell on Monday."]
    )
    assert near[0] > far[0]
