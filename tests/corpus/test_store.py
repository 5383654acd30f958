"""`Corpus`: the catalogue is the truth, the index follows, and two processes do not disturb each other.

A second `Corpus` on the same home stands for a second process: the lock is held by one open file,
so a second opening in this process is kept out like another process is.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import ArticleNotFound, Corpus, CorpusSettings, EmbedderError
from tests.corpus.making import RAIN, RIVER, article, held, pending, put, vector
from tests.fakes import HashEmbedder


def opened(home: Path, name: str = "hash-64") -> Corpus:
    return Corpus(CorpusSettings(home=home), embedder=HashEmbedder(name))


def found(corpus: Corpus, text: str = RAIN, k: int = 10) -> list[str]:
    return [passage_id for passage_id, _ in corpus.search_dense(vector(text), k)]


@pytest.fixture
def second(corpus: Corpus) -> Iterator[Corpus]:
    """Another process on the data folder, whose index `corpus` holds."""
    assert corpus.rebuild()
    with opened(corpus.settings.home) as other:
        yield other


# Adding, removing, searching


def test_opening_a_corpus_makes_no_index(corpus: Corpus) -> None:
    assert not corpus.settings.index_folder.exists()


def test_empty_corpus_finds_nothing(corpus: Corpus) -> None:
    assert found(corpus) == []
    assert corpus.search_lexical(["rain"], 5) == []


def test_stored_passage_is_found_by_meaning_and_by_words(corpus: Corpus) -> None:
    rain, river = put(corpus, RAIN, RIVER)
    assert found(corpus, RAIN) == [rain, river]
    assert [passage_id for passage_id, _ in corpus.search_lexical(["quay"], 5)] == [river]


def test_cosine_of_a_passage_with_itself_is_one(corpus: Corpus) -> None:
    put(corpus, RAIN)
    assert corpus.search_dense(vector(RAIN), 1)[0][1] == pytest.approx(1, abs=1e-3)


def test_search_can_be_kept_to_some_articles(corpus: Corpus) -> None:
    _, river = put(corpus, RAIN, RIVER)
    within = [article(RIVER).article_id]
    assert [passage_id for passage_id, _ in corpus.search_dense(vector(RAIN), 5, within)] == [river]
    assert corpus.search_dense(vector(RAIN), 5, []) == []
    assert corpus.search_lexical(["harbour"], 5, within) == []


def test_removed_article_is_found_no_more(corpus: Corpus) -> None:
    _, river = put(corpus, RAIN, RIVER)
    found(corpus)
    corpus.remove(article(RAIN).article_id)
    assert found(corpus) == [river]
    assert corpus.search_lexical(["rain"], 5) == []


def test_removed_article_leaves_no_id_in_the_index(corpus: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    corpus.catch_up()
    assert held(corpus) == {rain}
    corpus.remove(article(RAIN).article_id)
    assert held(corpus) == set()


def test_removing_an_unknown_article_is_an_error(corpus: Corpus) -> None:
    with pytest.raises(ArticleNotFound, match="'nope'"):
        corpus.remove("nope")


def test_more_passages_than_one_batch_reach_the_index(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.draining.BATCH", 2)
    ids = put(corpus, *(f"Rain number {number}." for number in range(5)))
    assert corpus.catch_up()
    assert sorted(found(corpus)) == sorted(ids)
    assert pending(corpus.catalogue) == ([], [])


# Two processes


def test_second_process_answers_the_same_without_the_index(filled_corpus: Corpus) -> None:
    question = vector("Who was fined for the ferry?")
    by_owner = filled_corpus.search_dense(question, 5)
    with opened(filled_corpus.settings.home) as second:
        by_second = second.search_dense(question, 5)
    assert [passage_id for passage_id, _ in by_second] == [passage_id for passage_id, _ in by_owner]
    assert dict(by_second) == pytest.approx(dict(by_owner), abs=1e-3)


def test_second_process_sees_what_the_first_adds_and_removes(corpus: Corpus, second: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    assert found(second) == [rain]
    corpus.remove(article(RAIN).article_id)
    assert found(second) == []


def test_what_the_second_process_adds_waits_for_the_owner(corpus: Corpus, second: Corpus) -> None:
    (rain,) = put(second, RAIN)
    assert second.catch_up() is False
    assert pending(second.catalogue) == ([rain], [])
    assert found(corpus) == found(second) == [rain]
    assert corpus.catch_up() is True
    assert pending(second.catalogue) == ([], [])
    assert found(corpus) == [rain]


def test_what_the_second_process_removes_is_gone_for_the_owner(corpus: Corpus, second: Corpus) -> None:
    put(corpus, RAIN)
    found(corpus)
    second.remove(article(RAIN).article_id)
    assert found(corpus) == []


def test_second_process_may_not_rebuild(second: Corpus) -> None:
    assert second.rebuild() is False


def test_second_process_takes_the_index_over_when_the_first_ends(corpus: Corpus, second: Corpus) -> None:
    (rain,) = put(second, RAIN)
    corpus.close()
    assert second.catch_up() is True
    assert pending(second.catalogue) == ([], [])
    assert found(second) == [rain]


# One corpus, one embedder


def test_article_embedded_by_another_embedder_is_refused(corpus: Corpus) -> None:
    put(corpus, RAIN)
    with (
        opened(corpus.settings.home, "other") as other,
        pytest.raises(EmbedderError, match="FOOTNOTE_EMBEDDER=hash-64"),
    ):
        put(other, RIVER)
    assert corpus.catalogue.counts() == (1, 1)


@pytest.mark.parametrize("within", [None, [article(RAIN).article_id]])
def test_search_with_another_embedder_is_refused(corpus: Corpus, within: list[str] | None) -> None:
    put(corpus, RAIN)
    with (
        opened(corpus.settings.home, "other") as other,
        pytest.raises(EmbedderError, match="'hash-64', not by 'other'"),
    ):
        other.search_dense(vector(RAIN), 5, within)


def test_empty_corpus_takes_any_embedder(corpus: Corpus) -> None:
    with opened(corpus.settings.home, "other") as other:
        assert found(other) == []
        assert len(put(other, RAIN)) == 1


def test_closed_corpus_opens_its_index_again_when_searched(corpus: Corpus) -> None:
    (rain,) = put(corpus, RAIN)
    corpus.close()
    assert found(corpus) == [rain]
