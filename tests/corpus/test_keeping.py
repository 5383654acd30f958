"""The index is kept by one owner, searched as the catalogue is now, and opened only where it is sound."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, IndexUnavailable
from corpus import opening as opener
from corpus.draining import MOST_PENDING
from corpus.embedding import Vectors
from tests.corpus.making import RAIN, RIVER, SNOW, article, held, put, vector, whole
from tests.corpus.many import fill, opened, random_vectors


def found(corpus: Corpus, text: str = RAIN, k: int = 10) -> list[str]:
    return [passage_id for passage_id, _ in corpus.search_dense(vector(text), k)]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The index folders that were compared with their catalogue."""
    looked: list[Path] = []
    real = opener.inspect_index

    def counted(folder: Path, catalogue: Path, *, stopping: Callable[[], bool]) -> tuple[str, ...]:
        looked.append(folder)
        return real(folder, catalogue, stopping=stopping)

    monkeypatch.setattr(opener, "inspect_index", counted)
    return looked


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
    index = corpus._keeper._index
    assert index is not None

    def broken(vector: Vectors, k: int) -> list[tuple[str, float]]:
        raise IndexUnavailable("the index broke")

    monkeypatch.setattr(index, "search", broken)
    assert found(corpus) == [rain, river]
    (snow,) = put(corpus, SNOW)
    assert corpus.catch_up()
    assert len(checks) == 1
    assert held(corpus) == {rain, river, snow}


# Opening and closing


def test_index_that_was_closed_is_opened_without_a_check(corpus: Corpus, checks: list[Path]) -> None:
    rain, river = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    corpus.close()
    with opened(corpus.settings.home) as again:
        (snow,) = put(again, SNOW)
        assert again.catch_up()
        assert held(again) == {rain, river, snow}
    assert checks == []


def test_index_that_nobody_closed_is_compared_with_the_catalogue(corpus: Corpus, checks: list[Path]) -> None:
    rain, river = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    corpus.close()
    corpus.catalogue.set_fact("index_files", "")
    with opened(corpus.settings.home) as again:
        (snow,) = put(again, SNOW)
        assert again.catch_up()
        assert held(again) == {rain, river, snow}
        assert again.health().problems == ()
    assert len(checks) == 1


def test_index_that_was_on_a_server_meanwhile_is_made_anew(corpus: Corpus) -> None:
    ids = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    corpus.close()
    corpus.catalogue.set_fact("index_place", "http://127.0.0.1:1")
    with opened(corpus.settings.home) as again:
        ids += put(again, SNOW)
        assert again.catch_up()
        assert again.health().problems == ("it was kept on a server meanwhile",)
        assert held(again) == set(ids)


def test_process_that_asks_only_leaves_no_index_behind(corpus: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    assert found(corpus) == [rain]
    corpus.close()
    assert not corpus.settings.index_folder.exists()


def test_corpus_can_be_closed_twice_and_used_again(corpus: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    corpus.catch_up()
    corpus.close()
    corpus.close()
    assert found(corpus) == [rain]
    assert corpus.rebuild()
    assert held(corpus) == {rain}


def test_index_that_dropped_more_than_it_holds_is_made_anew_and_smaller(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.draining.MOST_DROPPED", 3)
    ids = put(corpus, RAIN, RIVER, SNOW, "Hail fell.", "Fog rose.")
    corpus.catch_up()
    folder = corpus.settings.index_folder
    before = {path.name for path in folder.iterdir()}
    for text in (RAIN, RIVER):
        corpus.remove(article(text).article_id)
    assert {path.name for path in folder.iterdir()} == before
    corpus.remove(article(SNOW).article_id)
    assert {path.name for path in folder.iterdir()} != before
    assert held(corpus) == set(ids[3:])


def test_look_at_a_sound_index_does_not_make_it_suspect(corpus: Corpus, checks: list[Path]) -> None:
    ids = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    corpus.close()
    with opened(corpus.settings.home) as again:
        assert again.inspect_index() == ()
        assert len(checks) == 1
        ids += put(again, SNOW)
        assert again.catch_up()
        assert again.health().problems == ()
        assert held(again) == set(ids)
    assert len(checks) == 1


def test_damaged_index_is_described_and_left_alone_by_a_look(corpus: Corpus) -> None:
    put(corpus, RAIN, RIVER)
    corpus.catch_up()
    corpus.close()
    (corpus.settings.index_folder / "chroma.sqlite3").write_bytes(b"")
    with opened(corpus.settings.home) as again:
        problems = again.inspect_index()
        assert problems is not None
        assert problems[0] == "its files were changed or damaged after Footnote closed them"
        assert again.inspect_index() == problems


def test_index_is_no_longer_vouched_for_before_anything_is_forgotten_of_it(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(corpus, RAIN, RIVER)
    corpus.catch_up()
    corpus.close()
    assert corpus.catalogue.fact("index_files")

    def killed(held: set[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(corpus.catalogue, "unsettle", killed)
    with pytest.raises(KeyboardInterrupt):
        corpus.rebuild()
    assert corpus.catalogue.fact("index_files") == ""


def test_removal_while_the_index_is_made_anew_is_no_damage(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    _, river = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    forget = corpus.catalogue.unsettle

    def removed_just_then(held: set[str]) -> None:
        forget(held)
        corpus.catalogue.remove(article(RAIN).article_id)

    monkeypatch.setattr(corpus.catalogue, "unsettle", removed_just_then)
    assert corpus.rebuild()
    assert corpus.health().problems == ()
    assert held(corpus) == {river}
