"""The index is kept by one owner, searched as the catalogue is now, and opened only where it is sound."""

from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, IndexUnavailable
from corpus.draining import MOST_PENDING
from corpus.embedding import Vectors
from corpus.index import ChromaIndex
from tests.corpus.making import RAIN, RIVER, SNOW, article, held, put, vector, whole
from tests.corpus.many import fill, random_vectors


def found(corpus: Corpus, text: str = RAIN, k: int = 10) -> list[str]:
    return [passage_id for passage_id, _ in corpus.search_dense(vector(text), k)]


# What is searched


def test_passage_is_found_before_the_index_knows_it(corpus: Corpus) -> None:
    assert corpus.rebuild()
    (rain,) = put(corpus, RAIN)
    assert held(corpus) == set()
    assert corpus.search_dense(vector(RAIN), 5) == [(rain, pytest.approx(1, abs=1e-3))]


def test_removed_passage_is_not_found_while_the_index_still_holds_it(corpus: Corpus) -> None:
    rain, river = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    corpus.catalogue.remove(article(RAIN).article_id)
    assert held(corpus) == {rain, river}
    assert found(corpus, RAIN, 1) == [river]


def test_passage_that_was_written_anew_is_found_by_its_new_vector_and_once(corpus: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    put(corpus, RIVER)
    corpus.catch_up()
    stored = article(RAIN)
    corpus.catalogue.remove(stored.article_id)
    corpus.catalogue.put(stored, [whole(stored)], vector(SNOW)[np.newaxis], [[]])
    assert found(corpus, SNOW)[0] == rain
    assert found(corpus, SNOW).count(rain) == 1
    assert dict(corpus.search_dense(vector(RAIN), 5))[rain] < 0.9
    corpus.catch_up()
    assert dict(corpus.search_dense(vector(SNOW), 5))[rain] == pytest.approx(1, abs=1e-3)


def test_more_pending_than_the_index_is_asked_around_is_searched_exactly(corpus: Corpus) -> None:
    assert corpus.rebuild()
    vectors = random_vectors(MOST_PENDING + 1)
    ids = fill(corpus, vectors)
    assert held(corpus) == set()
    assert corpus.search_dense(vectors[7], 1)[0][0] == ids[7]


def test_index_and_catalogue_give_the_same_nearest_passages(corpus: Corpus) -> None:
    vectors = random_vectors(300)
    fill(corpus, vectors[:200])
    before = [corpus.search_dense(each, 10) for each in vectors[::30]]
    corpus.catch_up()
    after = [corpus.search_dense(each, 10) for each in vectors[::30]]
    assert [[each[0] for each in one] for one in after] == [[each[0] for each in one] for one in before]
    assert [dict(one) for one in after] == [pytest.approx(dict(one), abs=1e-3) for one in before]


def test_index_that_fails_in_a_search_is_left_out_and_mended(
    corpus: Corpus, checks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    rain, river = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    index = corpus._keeper._held._index
    assert index is not None

    def broken(vector: Vectors, k: int) -> list[tuple[str, float]]:
        raise IndexUnavailable("the index broke")

    monkeypatch.setattr(index, "search", broken)
    assert found(corpus) == [rain, river]
    (snow,) = put(corpus, SNOW)
    assert corpus.catch_up()
    assert len(checks) == 1
    assert held(corpus) == {rain, river, snow}


class Panic(BaseException):
    """As Chroma's Rust core raises where it can go on no more."""


def test_panic_of_the_index_costs_neither_the_search_nor_the_keeper(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    index = corpus._keeper._held._index
    assert isinstance(index, ChromaIndex)

    def panic(*_: object, **__: object) -> None:
        raise Panic("called `Result::unwrap()` on an `Err` value")

    monkeypatch.setattr(index._store, "similarity_search_by_vector_with_relevance_scores", panic)
    assert found(corpus) == ids
    ids += put(corpus, SNOW)
    assert corpus.catch_up()
    assert held(corpus) == set(ids)
