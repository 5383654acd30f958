"""A damaged, lost or misled index is made anew from the catalogue, and nobody notices but the clock."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, CorpusSettings
from tests.corpus.making import RAIN, RIVER, article, put, vector, whole
from tests.fakes import HashEmbedder

Damage = Callable[[Path], None]


def opened(home: Path, name: str = "hash-64") -> Corpus:
    return Corpus(CorpusSettings(home=home), embedder=HashEmbedder(name))


def reopened(corpus: Corpus) -> Corpus:
    """The same corpus as the next process finds it."""
    corpus.close()
    return opened(corpus.settings.home)


def found(corpus: Corpus, text: str = RAIN, k: int = 10) -> list[str]:
    return [passage_id for passage_id, _ in corpus.search_dense(vector(text), k)]


def _delete_all(folder: Path) -> None:
    shutil.rmtree(folder)


def _delete_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").unlink()


def _overwrite_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(os.urandom(5_000))


def _truncate_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes((folder / "chroma.sqlite3").read_bytes()[:20_000])


def _overwrite_vectors(folder: Path) -> None:
    for path in folder.rglob("*.bin"):
        path.write_bytes(os.urandom(200))


@pytest.mark.parametrize(
    "damage", [_delete_all, _delete_database, _overwrite_database, _truncate_database, _overwrite_vectors]
)
def test_damaged_index_is_restored_from_the_catalogue_without_the_embedder(corpus: Corpus, damage: Damage) -> None:
    ids = put(corpus, RAIN, RIVER)
    assert found(corpus) == ids
    corpus.close()
    damage(corpus.settings.index_folder)
    with opened(corpus.settings.home) as again:
        assert found(again) == ids
        assert again._chroma is not None
        assert again._chroma.ids() == set(ids)
        assert isinstance(again.embedder, HashEmbedder)
        assert again.embedder.calls == 0


def _delete_vectors(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def _halve_vectors(folder: Path) -> None:
    for path in folder.rglob("data_level0.bin"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [_delete_vectors, _halve_vectors])
def test_index_that_lost_its_vectors_without_a_word_is_noticed(corpus: Corpus, damage: Damage) -> None:
    vectors = np.random.default_rng(7).normal(size=(1_100, 64)).astype(np.float32)  # Chroma writes from 1,000 on
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for number, its_vector in enumerate(vectors):
        stored = article(f"Rain {number}.")
        corpus.catalogue.put(stored, [whole(stored)], its_vector[np.newaxis], [[]])
    best = [passage_id for passage_id, _ in corpus.search_dense(vectors[7], 20)]
    corpus.close()
    damage(corpus.settings.index_folder)
    with opened(corpus.settings.home) as again:
        assert [passage_id for passage_id, _ in again.search_dense(vectors[7], 20)] == best


def test_article_removed_while_the_index_was_gone_stays_away(corpus: Corpus) -> None:
    _, river = put(corpus, RAIN, RIVER)
    found(corpus)
    corpus.close()
    with opened(corpus.settings.home) as without_index:
        without_index.catalogue.remove(article(RAIN).article_id)
    with opened(corpus.settings.home) as again:
        assert found(again) == [river]


@pytest.mark.parametrize("is_open", [True, False])
def test_rebuilt_index_holds_exactly_the_catalogue(corpus: Corpus, is_open: bool) -> None:
    ids = put(corpus, RAIN, RIVER)
    assert found(corpus) == ids
    with corpus if is_open else reopened(corpus) as rebuilt:
        assert rebuilt.rebuild() is True
        assert found(rebuilt) == ids
        assert rebuilt._chroma is not None
        assert rebuilt._chroma.count() == 2


def test_rebuild_rids_the_index_of_a_stranger(corpus: Corpus) -> None:
    ids = put(corpus, RAIN, RIVER)
    found(corpus)
    assert corpus._chroma is not None
    corpus.catalogue.remove(article(RAIN).article_id)
    corpus.catalogue.settle(removed=[ids[0]])  # the catalogue believes that the index dropped it
    corpus.rebuild()
    assert found(corpus) == [ids[1]]
