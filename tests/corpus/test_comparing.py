"""An index may be ahead of the catalogue with what is pending; every other difference is a fault in words."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import Passage, Span
from corpus.comparing import compare
from corpus.embedding import Vectors
from corpus.index import ChromaIndex
from tests.corpus.making import article, put, vector, whole
from tests.corpus.many import make, opened, random_vectors

VECTORS = random_vectors(3)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three passages, all of them in the index."""
    make(tmp_path / "small", VECTORS)
    return tmp_path / "small"


def compared(home: Path) -> list[str]:
    return compare(home / "index", home / "catalogue.sqlite3")


def passage(number: int) -> Passage:
    return whole(article(f"Rain {number}."))


def upsert(home: Path, told: Passage, its_vector: Vectors) -> None:
    """Tell the index behind the catalogue's back."""
    index = ChromaIndex.in_folder(home / "index")
    index.upsert([told], its_vector[np.newaxis])
    index.close()


def remove(home: Path, *passage_ids: str) -> None:
    index = ChromaIndex.in_folder(home / "index")
    index.remove(passage_ids)
    index.close()


def test_sound_index_has_no_faults(home: Path) -> None:
    assert compared(home) == []


def test_no_folder_is_no_fault_where_nothing_should_be_in_it(tmp_path: Path) -> None:
    with opened(tmp_path / "new") as corpus:
        put(corpus, "Rain fell.")
        assert compared(tmp_path / "new") == []


def test_file_that_is_gone_is_named_as_such(home: Path) -> None:
    (vectors,) = (home / "index").glob("*/data_level0.bin")
    vectors.unlink()
    assert compared(home) == ["it cannot be opened (No such file or directory)"]


def test_missing_passages_are_counted(home: Path) -> None:
    remove(home, passage(0).passage_id, passage(2).passage_id)
    assert compared(home) == ["2 of 3 passages are missing"]


def test_strangers_are_counted(home: Path) -> None:
    upsert(home, passage(3), VECTORS[0])
    assert compared(home) == ["1 of the 4 it holds are not in the catalogue"]


def test_index_that_is_ahead_has_no_faults(home: Path) -> None:
    """As a kill leaves it: what the index was told last was not written down any more."""
    with opened(home) as corpus:
        put(corpus, "Snow fell.", "Hail fell.")
        corpus.catalogue.remove(article("Rain 0.").article_id)
        corpus.catalogue.remove(article("Rain 1.").article_id)
    upsert(home, whole(article("Snow fell.")), vector("Snow fell."))
    remove(home, passage(0).passage_id)
    assert compared(home) == []


def test_corrected_article_that_is_pending_may_be_as_it_was_before(home: Path) -> None:
    with opened(home) as corpus:
        stored = article("Rain 0.")
        corpus.catalogue.remove(stored.article_id)
        corpus.catalogue.put(stored, [passage(0)], VECTORS[1:2], [[]])
    assert compared(home) == []


@pytest.mark.parametrize(
    "its_vector", [VECTORS[1], -VECTORS[0], np.zeros(64, dtype=np.float32)], ids=["another", "opposite", "zero"]
)
def test_other_vector_is_a_fault(home: Path, its_vector: Vectors) -> None:
    upsert(home, passage(0), its_vector)
    assert compared(home) == ["1 of 3 passages have another vector than in the catalogue"]


def test_other_text_is_a_fault(home: Path) -> None:
    upsert(home, replace(passage(0), text="Pain 0."), VECTORS[0])
    assert compared(home) == ["1 of 3 passages have another text than in the catalogue"]


def test_other_place_is_a_fault(home: Path) -> None:
    upsert(home, replace(passage(0), span=Span(start=7, end=14)), VECTORS[0])
    upsert(home, replace(passage(1), article_id=article("Rain 0.").article_id), VECTORS[1])
    assert compared(home) == ["2 of 3 passages stand at another place than in the catalogue"]


def test_vectors_of_another_embedder_are_faults(home: Path) -> None:
    with opened(home) as corpus:
        corpus.catalogue.set_fact("embedder", "hash-32")
        with corpus.catalogue._database.transaction() as connection:
            connection.execute("UPDATE passages SET vector = substr(vector, 1, 64)")
    assert compared(home) == ["3 of 3 passages have another vector than in the catalogue"]


def test_what_no_search_leads_to_is_a_fault(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    search_many = ChromaIndex.search_many

    def forgetful(self: ChromaIndex, vectors: Vectors, k: int) -> list[list[str]]:
        return [[each for each in ids if each != passage(2).passage_id] for ids in search_many(self, vectors, k)]

    monkeypatch.setattr(ChromaIndex, "search_many", forgetful)
    assert compared(home) == ["1 of 3 passages are not found by searching"]


def test_search_that_misses_the_nearest_is_a_fault(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    search_many = ChromaIndex.search_many

    def beside_the_mark(self: ChromaIndex, vectors: Vectors, k: int) -> list[list[str]]:
        return [ids[-k:] for ids in search_many(self, vectors, 3)]

    monkeypatch.setattr(ChromaIndex, "search_many", beside_the_mark)
    assert compared(home) == ["3 of 3 passages are not found by their own vectors"]


def test_equal_vectors_stand_for_one_another(tmp_path: Path) -> None:
    make(tmp_path / "alike", np.repeat(VECTORS[:1], 40, axis=0))
    assert compared(tmp_path / "alike") == []
