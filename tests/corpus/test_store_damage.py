"""A damaged, lost or misled index is made anew from the catalogue by whoever next has something to tell it.

Small indexes, which Chroma keeps in its database alone; `test_damages` has large ones.
"""

import os
import shutil
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.comparing import compare
from corpus.exact import ExactIndex
from corpus.health import State
from corpus.opening import SEAL_FACT
from tests.corpus.damages import Damage, delete_database, delete_folder, halve_database, put_a_file_in_its_place
from tests.corpus.making import RAIN, RIVER, SNOW, article, held, put, vector
from tests.corpus.many import fill, make, opened, random_vectors
from tests.fakes import HashEmbedder


def reopened(corpus: Corpus) -> Corpus:
    """The same corpus as the next process finds it."""
    corpus.close()
    return opened(corpus.settings.home)


def found(corpus: Corpus, text: str = RAIN, k: int = 10) -> list[str]:
    return [passage_id for passage_id, _ in corpus.search_dense(vector(text), k)]


def _overwrite_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(os.urandom(5_000))


@pytest.mark.parametrize("is_crash", [False, True])
@pytest.mark.parametrize(
    "damage",
    [delete_folder, put_a_file_in_its_place, delete_database, halve_database, _overwrite_database],
)
def test_damaged_index_is_restored_from_the_catalogue_without_the_embedder(
    corpus: Corpus, damage: Damage, is_crash: bool
) -> None:
    ids = put(corpus, RAIN, RIVER)
    assert corpus.catch_up()
    corpus.close()
    damage(corpus.settings.index_folder)
    with opened(corpus.settings.home) as again:
        if is_crash:
            again.catalogue.set_fact(SEAL_FACT, "")
        assert found(again) == ids
        assert isinstance(again.embedder, HashEmbedder)
        assert again.embedder.calls == 0
        (snow,) = put(again, SNOW)
        assert again.catch_up()
        assert sorted(found(again)) == sorted([*ids, snow])
        assert held(again) == {*ids, snow}
        assert again.embedder.texts == [SNOW]
        assert again.health().state is State.READY
        assert again.health().problems


def test_vector_files_of_a_small_index_are_not_used_before_they_are_written_anew(tmp_path: Path) -> None:
    """Chroma makes them at once and keeps the first thousand vectors in its database: what they hold is no damage."""
    vectors = random_vectors(1_100)
    make(tmp_path / "growing", vectors[:100])
    for path in (tmp_path / "growing" / "index").rglob("*.bin"):
        path.write_bytes(os.urandom(200))
    with opened(tmp_path / "growing") as corpus:
        corpus.catalogue.set_fact(SEAL_FACT, "")
        fill(corpus, vectors[100:], "Snow")
        assert corpus.catch_up()
        assert corpus.health().problems == ()
        exact = ExactIndex(corpus.catalogue)
        for question in vectors[::55]:
            answers = [[each for each, _ in index.search(question, 5)] for index in (corpus._keeper, exact)]
            assert answers[0] == answers[1]
        assert len(held(corpus)) == 1_100
    assert compare(tmp_path / "growing" / "index", tmp_path / "growing" / "catalogue.sqlite3") == []


def test_article_removed_while_the_index_was_gone_stays_away(corpus: Corpus) -> None:
    _, river = put(corpus, RAIN, RIVER)
    assert corpus.catch_up()
    with reopened(corpus) as without_index:
        shutil.rmtree(corpus.settings.index_folder)
        without_index.catalogue.remove(article(RAIN).article_id)
    with opened(corpus.settings.home) as again:
        assert found(again) == [river]
        assert again.catch_up()
        assert found(again) == [river]
        assert held(again) == {river}


@pytest.mark.parametrize("is_open", [True, False])
def test_rebuilt_index_holds_exactly_the_catalogue(corpus: Corpus, is_open: bool) -> None:
    ids = put(corpus, RAIN, RIVER)
    assert corpus.catch_up()
    with corpus if is_open else reopened(corpus) as rebuilt:
        assert rebuilt.rebuild() is True
        assert found(rebuilt) == ids
        assert held(rebuilt) == set(ids)


def test_rebuild_rids_the_index_of_a_stranger(corpus: Corpus) -> None:
    rain, river = put(corpus, RAIN, RIVER)
    assert corpus.catch_up()
    corpus.catalogue.remove(article(RAIN).article_id)
    with corpus.catalogue._database.transaction() as connection:
        connection.execute("DELETE FROM removals")  # the catalogue believes that the index dropped it
    assert held(corpus) == {rain, river}
    assert corpus.rebuild()
    assert found(corpus) == [river]
    assert held(corpus) == {river}
