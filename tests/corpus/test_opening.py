"""An index is opened only where it is sound, and what is closed in order needs no second look."""

from pathlib import Path

import pytest

from corpus import Corpus, NoSpace
from tests.corpus.making import RAIN, RIVER, SNOW, article, held, put, vector
from tests.corpus.many import opened


def found(corpus: Corpus, text: str = RAIN, k: int = 10) -> list[str]:
    return [passage_id for passage_id, _ in corpus.search_dense(vector(text), k)]


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


def test_index_whose_making_was_cut_off_is_made_anew_and_not_trusted(corpus: Corpus, checks: list[Path]) -> None:
    ids = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    corpus.close()
    corpus.catalogue.set_fact("index_files", "")  # as `clear` leaves it, killed before the files are gone
    corpus.catalogue.unsettle(held=set())
    with opened(corpus.settings.home) as again:
        assert again.catch_up()
        assert again.health().problems == ("it was just begun when its process ended",)
        assert held(again) == set(ids)
    assert checks == []


def test_index_of_vectors_that_were_exchanged_is_made_anew(corpus: Corpus) -> None:
    ids = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    corpus.catalogue.set_fact("vectors", "1")
    ids += put(corpus, SNOW)
    assert corpus.catch_up()
    assert held(corpus) == set(ids)
    assert corpus.catalogue.fact("index_vectors") == "1"


def test_index_is_kept_where_there_is_no_room_for_a_new_one(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = put(corpus, RAIN, RIVER)
    corpus.catch_up()
    monkeypatch.setattr("corpus.spacing.free_bytes", lambda folder: 1)
    with pytest.raises(NoSpace):
        corpus.rebuild()
    monkeypatch.undo()
    assert corpus.settings.index_folder.exists()
    assert corpus.rebuild()
    assert held(corpus) == set(ids)
