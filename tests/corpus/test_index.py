"""Both indexes keep one contract; the exact one follows its catalogue, Chroma's its folder."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import Article, Corpus, IndexUnavailable, Passage
from corpus.catalog import Catalogue
from corpus.embedding import Vectors
from corpus.exact import ExactIndex, nearest
from corpus.index import ChromaIndex, GivenVectors
from corpus.rows import pack
from tests.contracts import VectorIndexContract
from tests.corpus.making import RAIN, RIVER, SNOW, article, held, put, unit, vector, whole


class HeldChroma:
    """Told by passages and vectors."""

    def __init__(self, folder: Path) -> None:
        self.index = ChromaIndex.in_folder(folder)
        self.search, self.ids, self.count, self.close = (
            self.index.search, self.index.ids, self.index.count, self.index.close,
        )  # fmt: skip

    def hold(self, vectors: dict[str, Vectors]) -> None:
        self.index.upsert([_passage(passage_id) for passage_id in vectors], np.stack(list(vectors.values())))

    def drop(self, passage_ids: Sequence[str]) -> None:
        self.index.remove(passage_ids)


class HeldExact(ExactIndex):
    """Told by putting articles into the catalogue it reads."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.catalogue = catalogue

    def hold(self, vectors: dict[str, Vectors]) -> None:
        for passage_id, its_vector in vectors.items():
            passage = _passage(passage_id)
            self.catalogue.put(_article(passage_id), [passage], its_vector[np.newaxis], [[]])

    def drop(self, passage_ids: Sequence[str]) -> None:
        for passage_id in passage_ids:
            self.catalogue.remove(f"article-{passage_id}")


def _article(passage_id: str) -> Article:
    return replace(article(f"Text {passage_id}."), article_id=f"article-{passage_id}")


def _passage(passage_id: str) -> Passage:
    return replace(whole(_article(passage_id)), passage_id=passage_id)


class TestChromaIndex(VectorIndexContract):
    @pytest.fixture
    def subject(self, tmp_path: Path) -> Iterator[HeldChroma]:
        index = HeldChroma(tmp_path / "index")
        yield index
        index.close()

    def test_what_is_held_outlives_the_process(self, subject: HeldChroma, tmp_path: Path) -> None:
        subject.hold({"a": unit(1, 0)})
        subject.close()
        again = ChromaIndex.in_folder(tmp_path / "index")
        assert (again.ids(), again.count()) == ({"a"}, 1)
        again.close()

    def test_closed_index_lets_its_folder_be_replaced(self, subject: HeldChroma, tmp_path: Path) -> None:
        subject.hold({"a": unit(1, 0)})
        subject.close()
        shutil.rmtree(tmp_path / "index")
        again = ChromaIndex.in_folder(tmp_path / "index")
        assert again.count() == 0
        again.close()

    def test_vector_of_another_length_is_refused(self, subject: HeldChroma) -> None:
        subject.hold({"a": unit(1, 0)})
        with pytest.raises(IndexUnavailable, match="`python -m corpus rebuild` makes it anew"):
            subject.search(unit(1, 0, 0), 1)

    def test_more_passages_than_one_batch_are_all_held(self, subject: HeldChroma) -> None:
        subject.hold({f"p{number}": unit(1, number) for number in range(501)})
        assert subject.count() == 501
        subject.drop([f"p{number}" for number in range(501)])
        assert subject.count() == 0


class TestExactIndex(VectorIndexContract):
    @pytest.fixture
    def subject(self, tmp_path: Path) -> HeldExact:
        return HeldExact(Catalogue(tmp_path / "catalogue.sqlite3"))


def test_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexUnavailable, match="file/index"):
        ChromaIndex.in_folder(tmp_path / "file" / "index")


def test_both_indexes_find_the_same_passages_with_the_same_scores(filled_corpus: Corpus) -> None:
    exact = ExactIndex(filled_corpus.catalogue)
    assert held(filled_corpus) == exact.ids()
    for question in ("Who was fined?", "bridge tolls for lorries", "cod catch", ""):
        by_chroma = dict(filled_corpus.search_dense(vector(question), 100))
        by_numbers = dict(exact.search(vector(question), 100))
        assert by_chroma == pytest.approx(by_numbers, abs=1e-3)


def test_exact_index_sees_a_change_at_once(corpus: Corpus) -> None:
    exact = ExactIndex(corpus.catalogue)
    (rain,) = put(corpus, RAIN)
    assert exact.ids() == {rain}
    (river,) = put(corpus, RIVER)
    assert exact.search(vector(RIVER), 1)[0][0] == river


def test_exact_index_forgets_what_is_removed_or_written_anew(corpus: Corpus) -> None:
    exact = ExactIndex(corpus.catalogue)
    rain, river = put(corpus, RAIN, RIVER)
    assert exact.ids() == {rain, river}
    corpus.catalogue.remove(article(RAIN).article_id)
    (snow,) = put(corpus, SNOW)
    assert exact.ids() == {river, snow}
    assert [passage_id for passage_id, _ in exact.search(vector(SNOW), 5)] == [snow, river]


def test_exact_index_compares_more_vectors_than_one_block(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.exact.BLOCK_ROWS", 2)
    ids = put(corpus, *(f"Rain number {number}." for number in range(5)))
    exact = ExactIndex(corpus.catalogue)
    assert exact.search(vector("Rain number 3."), 1)[0][0] == ids[3]
    assert exact.ids() == set(ids)


def test_exact_index_reads_vectors_of_another_embedder_anew(corpus: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    exact = ExactIndex(corpus.catalogue)
    assert exact.search(vector(RAIN), 1)[0][1] == pytest.approx(1, abs=1e-3)
    with corpus.catalogue._database.transaction() as connection:
        connection.execute("UPDATE passages SET vector = ?", (pack(unit(1, 0)),))
        connection.execute("INSERT OR REPLACE INTO facts VALUES ('vectors', '1')")
    assert exact.search(unit(1, 0), 1) == [(rain, 1.0)]


def test_nearest_of_nothing_is_nothing() -> None:
    assert nearest([], np.zeros((0, 0), dtype=np.float32), unit(1, 0), 5) == []


def test_given_vectors_must_match_the_texts_they_are_for() -> None:
    given = GivenVectors()
    given.give(np.ones((1, 2), dtype=np.float32))
    with pytest.raises(ValueError, match="2 texts were to be stored with 1 given vectors"):
        given.embed_documents(["a", "b"])


def test_given_vectors_are_used_once() -> None:
    given = GivenVectors()
    given.give(np.ones((1, 2), dtype=np.float32))
    assert given.embed_documents(["a"]) == [[1.0, 1.0]]
    with pytest.raises(ValueError, match="1 texts were to be stored with 0 given vectors"):
        given.embed_documents(["a"])


def test_index_refuses_to_embed_a_query() -> None:
    with pytest.raises(ValueError, match="search by vector"):
        GivenVectors().embed_query("rain")
