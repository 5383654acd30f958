"""The index ends up with exactly the catalogue's passages, whatever happens to them while it is told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock

import numpy as np
import pytest

from corpus import Corpus, IndexUnavailable, Passage
from corpus.draining import drain, search
from corpus.embedding import Vectors
from corpus.exact import nearest
from corpus.writing import Correction
from tests.corpus.making import RAIN, RIVER, SNOW, article, pending, put, vector, whole


class ListIndex:
    """An index in memory that calls `meanwhile` before it takes something in or drops it."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.held: dict[str, tuple[Passage, Vectors]] = {}
        self.meanwhile = meanwhile
        self.calls = 0
        self.cleared = 0

    def upsert(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        self._happen()
        for passage, its_vector in zip(passages, vectors, strict=True):
            self.held[passage.passage_id] = (passage, its_vector)

    def remove(self, passage_ids: Sequence[str]) -> None:
        self._happen()
        for passage_id in passage_ids:
            self.held.pop(passage_id, None)

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        self._happen()
        matrix = np.array([its_vector for _, its_vector in self.held.values()], dtype=np.float32)
        return nearest(list(self.held), matrix, vector, k)

    def ids(self) -> set[str]:
        return set(self.held)

    def count(self) -> int:
        return len(self.held)

    def clear(self) -> None:
        self.cleared += 1
        self.held.clear()

    def close(self) -> None:
        """Nothing is open."""

    def _happen(self) -> None:
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        self.calls += 1


def drained(corpus: Corpus, index: ListIndex) -> set[str]:
    drain(index, corpus.catalogue, Lock())
    assert pending(corpus.catalogue) == ([], [])
    return index.ids()


def correct_title(corpus: Corpus) -> None:
    before = article(RAIN)
    after = replace(before, title="Deluge")
    assert corpus.catalogue.revise(
        after, [whole(after)], vector(SNOW)[np.newaxis], [[]], correction=Correction(before=before)
    )


def test_everything_pending_is_told(corpus: Corpus) -> None:
    ids = put(corpus, RAIN, RIVER)
    assert drained(corpus, ListIndex()) == set(ids)


def test_article_removed_while_the_index_is_told_of_it_does_not_stay(corpus: Corpus) -> None:
    _, river = put(corpus, RAIN, RIVER)
    index = ListIndex(lambda: corpus.catalogue.remove(article(RAIN).article_id))
    assert drained(corpus, index) == {river}


def test_article_corrected_while_the_index_is_told_of_it_ends_up_as_it_is_now(corpus: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    index = ListIndex(lambda: correct_title(corpus))
    assert drained(corpus, index) == {rain}
    passage, its_vector = index.held[rain]
    assert passage.title == "Deluge"
    assert float(its_vector @ vector(SNOW)) == pytest.approx(1, abs=1e-3)


def test_article_that_comes_back_while_the_index_drops_it_is_held(corpus: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    index = ListIndex()
    drained(corpus, index)
    corpus.catalogue.remove(article(RAIN).article_id)
    index.meanwhile = lambda: put(corpus, RAIN)
    assert drained(corpus, index) == {rain}


def test_article_removed_while_a_batch_is_read_does_not_stay(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    _, river = put(corpus, RAIN, RIVER)
    catalogue, read = corpus.catalogue, corpus.catalogue.removed

    def removed_just_now(limit: int) -> list[str]:
        found = read(limit)
        monkeypatch.undo()
        catalogue.remove(article(RAIN).article_id)
        return found

    monkeypatch.setattr(catalogue, "removed", removed_just_now)
    assert drained(corpus, ListIndex()) == {river}


def test_batch_that_failed_is_told_again(corpus: Corpus) -> None:
    ids = put(corpus, RAIN, RIVER)

    def fail() -> None:
        raise IndexUnavailable("the disk is slow")

    index = ListIndex(fail)
    with pytest.raises(IndexUnavailable):
        drain(index, corpus.catalogue, Lock())
    assert pending(corpus.catalogue) == (ids, [])
    assert drained(corpus, index) == set(ids)


def test_index_that_is_left_empty_is_begun_anew(corpus: Corpus) -> None:
    put(corpus, RAIN, RIVER)
    index = ListIndex()
    drained(corpus, index)
    corpus.catalogue.remove(article(RAIN).article_id)
    drained(corpus, index)
    assert index.cleared == 0
    corpus.catalogue.remove(article(RIVER).article_id)
    (snow,) = put(corpus, SNOW)
    assert drained(corpus, index) == {snow}
    assert index.cleared == 1


def test_draining_stops_between_two_batches(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.draining.BATCH", 2)
    ids = put(corpus, *(f"Rain number {number}." for number in range(5)))
    index = ListIndex()
    drain(index, corpus.catalogue, Lock(), stopping=lambda: index.calls == 2)
    assert pending(corpus.catalogue) == (ids[4:], [])
    assert index.ids() == set(ids[:4])


def test_progress_counts_what_was_pending(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.draining.BATCH", 2)
    put(corpus, RAIN, RIVER, SNOW)
    seen: list[tuple[int, int, str]] = []
    drain(ListIndex(), corpus.catalogue, Lock(), progress=lambda *said: seen.append(said))
    assert seen == [(2, 3, ""), (3, 3, "")]


def test_passage_that_is_settled_while_the_index_is_searched_is_found_once(corpus: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    index = ListIndex()
    index.meanwhile = lambda: drain(index, corpus.catalogue, Lock())
    found = search(index, corpus.catalogue, Lock(), vector(RAIN), 5)
    assert found is not None
    assert [passage_id for passage_id, _ in found] == [rain]


def test_k_counts_what_is_still_there(corpus: Corpus) -> None:
    _, river, snow = put(corpus, RAIN, RIVER, SNOW)
    index = ListIndex()
    drained(corpus, index)
    corpus.catalogue.remove(article(RAIN).article_id)
    found = search(index, corpus.catalogue, Lock(), vector(RAIN), 2)
    assert found is not None
    assert {passage_id for passage_id, _ in found} == {river, snow}


def test_search_does_not_wait_for_an_index_that_is_busy(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.draining.MOST_WAIT_SECONDS", 0.01)
    put(corpus, RAIN)
    index, access = ListIndex(), Lock()
    drain(index, corpus.catalogue, access)
    with access:
        assert search(index, corpus.catalogue, access, vector(RAIN), 5) is None
    assert search(index, corpus.catalogue, access, vector(RAIN), 5) is not None
