"""The index on a real Chroma server keeps the contract of every index, and is compared with the catalogue first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, CorpusSettings, IndexUnavailable
from corpus.article import Passage
from corpus.catalog import Catalogue
from corpus.embedding import Vectors
from corpus.serving import ServerIndex
from tests.contracts import VectorIndexContract
from tests.corpus.chroma_server import ChromaServer
from tests.corpus.making import RAIN, RIVER, SNOW, article, put, unit, vector, whole
from tests.fakes import HashEmbedder

NUMBERS = count()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with ChromaServer(tmp_path_factory.mktemp("chroma")) as started:
        yield started


@pytest.fixture
def index(server: ChromaServer) -> Iterator[ServerIndex]:
    """A collection of its own, not yet verified."""
    made = ServerIndex(server.url, f"footnote-{next(NUMBERS):04}")
    yield made
    made.close()


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """Three passages, of which the index was told nothing."""
    with Corpus(CorpusSettings(home=tmp_path / "told"), embedder=HashEmbedder()) as corpus:
        put(corpus, RAIN, RIVER, SNOW)
        yield corpus.catalogue


def passage(text: str) -> Passage:
    return whole(article(text))


def tell(index: ServerIndex, catalogue: Catalogue) -> None:
    """Bring all that is pending to the index."""
    while batch := catalogue.pending(100):
        if batch.removed:
            index.remove(batch.removed)
        if batch.passages:
            index.upsert(batch.passages, batch.vectors)
        catalogue.settle(batch)


class HeldServer(ServerIndex):
    """Told by passages and vectors."""

    def hold(self, vectors: dict[str, Vectors]) -> None:
        made = [replace(passage(passage_id), passage_id=passage_id) for passage_id in vectors]
        self.upsert(made, np.stack(list(vectors.values())))

    def drop(self, passage_ids: Sequence[str]) -> None:
        self.remove(passage_ids)


class TestServerIndex(VectorIndexContract):
    @pytest.fixture
    def subject(self, server: ChromaServer, tmp_path: Path) -> Iterator[HeldServer]:
        index = HeldServer(server.url, f"footnote-{next(NUMBERS):04}")
        index.verify(Catalogue(tmp_path / "empty.sqlite3"))
        yield index
        index.close()


def test_search_is_refused_until_the_server_was_compared_with_the_catalogue(
    index: ServerIndex, catalogue: Catalogue
) -> None:
    with pytest.raises(IndexUnavailable, match="has yet to be compared with the catalogue"):
        index.search(vector(RAIN), 1)
    assert index.verify(catalogue) == ()
    tell(index, catalogue)
    assert index.search(vector(RAIN), 1)[0][0] == passage(RAIN).passage_id


def test_server_that_lost_all_is_told_all_again(index: ServerIndex, catalogue: Catalogue) -> None:
    tell(index, catalogue)
    index.clear()
    assert index.verify(catalogue) == ("it holds 0 passages and was told 3",)
    assert catalogue.pending_counts() == (3, 0)
    tell(index, catalogue)
    assert index.verify(catalogue) == ()


def test_server_that_lost_one_is_told_that_one(index: ServerIndex, catalogue: Catalogue) -> None:
    tell(index, catalogue)
    index.remove([passage(SNOW).passage_id])
    assert index.verify(catalogue) == ("it holds 2 passages and was told 3",)
    assert [told.text for told in catalogue.pending(9).passages] == [SNOW]


def test_passage_that_the_catalogue_does_not_know_is_to_be_dropped(index: ServerIndex, catalogue: Catalogue) -> None:
    tell(index, catalogue)
    stranger = passage("Of another day.")
    index.upsert([stranger], vector(stranger.text)[np.newaxis])
    assert index.verify(catalogue) == ("it holds 4 passages and was told 3",)
    assert catalogue.pending(9).removed == [stranger.passage_id]


def test_server_with_the_vectors_of_other_texts_is_emptied(index: ServerIndex, catalogue: Catalogue) -> None:
    tell(index, catalogue)
    strange = np.stack([unit(*([0.0] * 63), 1), unit(*([0.0] * 62), 1, 1), unit(*([0.0] * 62), 1, 0)])
    index.upsert([passage(RAIN), passage(RIVER), passage(SNOW)], strange)
    assert index.verify(catalogue) == ("it does not find passages by their own vectors",)
    assert (index.ids(), catalogue.pending_counts()) == (set(), (3, 0))


def test_server_with_vectors_of_another_length_is_emptied_and_takes_the_right_ones(
    index: ServerIndex, catalogue: Catalogue
) -> None:
    tell(index, catalogue)
    index.clear()
    index.upsert([passage(RAIN), passage(RIVER), passage(SNOW)], np.eye(3, 8, dtype=np.float32))
    assert index.verify(catalogue) == ("it does not find passages by their own vectors",)
    tell(index, catalogue)
    assert len(index.search(vector(RAIN), 9)) == 3


def test_collection_that_was_deleted_is_no_empty_answer(
    server: ChromaServer, index: ServerIndex, catalogue: Catalogue
) -> None:
    tell(index, catalogue)
    index.verify(catalogue)
    other = ServerIndex(server.url, index._collection)
    other.clear()
    other.close()
    for _ in range(2):
        with pytest.raises(IndexUnavailable):
            index.search(vector(RAIN), 1)
    assert index.verify(catalogue) == ("it holds 0 passages and was told 3",)


def test_two_corpora_share_a_server(server: ChromaServer, index: ServerIndex, catalogue: Catalogue) -> None:
    tell(index, catalogue)
    other = ServerIndex(server.url, f"footnote-{next(NUMBERS):04}")
    assert other.ids() == set()
    other.clear()
    other.close()
    assert index.count() == 3


def test_vectors_of_another_length_are_refused_and_the_server_is_asked_on(
    index: ServerIndex, catalogue: Catalogue
) -> None:
    tell(index, catalogue)
    index.verify(catalogue)
    with pytest.raises(IndexUnavailable, match=r"refused \(.*dimension"):
        index.search(unit(1, 0), 1)
    assert index.seconds_left() == 0
    assert index.count() == 3


def test_more_ids_than_fit_a_page_are_all_read(index: ServerIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.serving.IDS_AT_ONCE", 2)
    made = [passage(f"Day {day}.") for day in range(5)]
    index.upsert(made, np.eye(5, dtype=np.float32))
    assert index.ids() == {each.passage_id for each in made}
    index.remove([made[0].passage_id])
    assert index.ids() == {each.passage_id for each in made[1:]}


def test_closed_index_can_be_used_again(index: ServerIndex, catalogue: Catalogue) -> None:
    tell(index, catalogue)
    index.close()
    index.close()
    assert index.count() == 3
