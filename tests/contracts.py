"""What every implementation of a protocol must do, run once for each.

A test file subclasses a contract and provides the fixture it asks for:

    class TestHashEmbedder(EmbedderContract):
        @pytest.fixture
        def subject(self): return HashEmbedder()

Contract classes are not collected themselves, since their names do not begin with Test.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pytest

from corpus import Embedder
from corpus.embedding import Vectors
from corpus.index import VectorIndex
from tests.corpus.making import unit

HARBOUR = ["Rain fell on the harbour.", "The ferry company was fined.", "Ünïcödé 🌧 " * 40]


class EmbedderContract:
    """`subject` is an embedder."""

    def test_texts_become_rows_of_float32(self, subject: Embedder) -> None:
        vectors = subject.embed(HARBOUR)
        assert vectors.dtype == np.float32
        assert vectors.shape == (3, len(subject.embed_query("rain")))

    def test_vectors_have_length_one(self, subject: Embedder) -> None:
        lengths = np.linalg.norm(
            [*subject.embed([*HARBOUR, ""]), subject.embed_query("rain"), subject.embed_query("")], axis=1
        )
        assert lengths == pytest.approx(np.ones(6), abs=1e-4)

    def test_a_text_has_the_same_vector_every_time(self, subject: Embedder) -> None:
        assert np.array_equal(subject.embed(HARBOUR), subject.embed(HARBOUR))
        assert np.array_equal(subject.embed_query("rain"), subject.embed_query("rain"))

    def test_a_text_has_the_same_vector_alone_and_among_others(self, subject: Embedder) -> None:
        together = subject.embed(HARBOUR)
        alone = np.concatenate([subject.embed([text]) for text in HARBOUR])
        assert together == pytest.approx(alone, abs=1e-4)

    def test_no_texts_give_no_vectors(self, subject: Embedder) -> None:
        assert len(subject.embed([])) == 0

    def test_a_text_is_nearer_to_what_shares_its_words(self, subject: Embedder) -> None:
        near, far = subject.embed(["The ferry company was fined in court.", "Lynx were released in the forest."])
        query = subject.embed_query("Was the ferry company fined?")
        assert query @ near > query @ far + 0.2

    def test_it_has_a_name(self, subject: Embedder) -> None:
        assert subject.name


class WritableIndex(VectorIndex, Protocol):
    """An index, and its own way of being told what to hold."""

    def hold(self, vectors: dict[str, Vectors]) -> None: ...

    def drop(self, passage_ids: Sequence[str]) -> None: ...


class VectorIndexContract:
    """`subject` is an empty index that can be told what to hold."""

    def test_nearest_comes_first_with_its_cosine(self, subject: WritableIndex) -> None:
        subject.hold({"a": unit(1, 0), "b": unit(3, 4), "c": unit(0, 1)})
        found = subject.search(unit(1, 0), 3)
        assert [passage_id for passage_id, _ in found] == ["a", "b", "c"]
        assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.6, 0.0], abs=1e-3)

    def test_no_more_than_k_are_found(self, subject: WritableIndex) -> None:
        subject.hold({"a": unit(1, 0), "b": unit(3, 4), "c": unit(0, 1)})
        assert [passage_id for passage_id, _ in subject.search(unit(0, 1), 2)] == ["c", "b"]

    def test_k_may_be_larger_than_the_index(self, subject: WritableIndex) -> None:
        subject.hold({"a": unit(1, 0), "b": unit(0, 1)})
        assert len(subject.search(unit(1, 0), 1_000)) == 2

    def test_empty_index_finds_nothing(self, subject: WritableIndex) -> None:
        assert subject.search(unit(1, 0), 5) == []
        assert subject.ids() == set()

    def test_dropped_passage_is_not_found(self, subject: WritableIndex) -> None:
        subject.hold({"a": unit(1, 0), "b": unit(3, 4)})
        subject.drop(["a"])
        assert [passage_id for passage_id, _ in subject.search(unit(1, 0), 5)] == ["b"]
        assert subject.ids() == {"b"}

    def test_passage_that_is_told_again_is_held_once(self, subject: WritableIndex) -> None:
        subject.hold({"a": unit(1, 0), "b": unit(3, 4)})
        subject.hold({"a": unit(1, 0)})
        assert sorted(passage_id for passage_id, _ in subject.search(unit(1, 0), 5)) == ["a", "b"]

    def test_passage_dropped_and_told_again_is_found(self, subject: WritableIndex) -> None:
        subject.hold({"a": unit(1, 0)})
        subject.drop(["a"])
        subject.hold({"a": unit(0, 1)})
        passage_id, cosine = subject.search(unit(0, 1), 1)[0]
        assert (passage_id, round(cosine, 3)) == ("a", 1.0)
