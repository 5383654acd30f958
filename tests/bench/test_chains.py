"""Corpora made and kept, and both chains in processes of their own, on a few articles."""

import shutil
from pathlib import Path

import pytest

from corpus import Corpus
from tests.bench.filling import Shelf
from tests.bench.making import Base, ask, make, sample_articles
from tests.bench.ours import settings_of
from tests.bench.plain import Filling
from tests.bench.searching import KINDS, questions_for
from tests.bench.working import Worker


@pytest.fixture(scope="module")
def base() -> Base:
    return Base.read(is_small=True)


@pytest.fixture
def shelf(tmp_path: Path, base: Base) -> Shelf:
    return Shelf(tmp_path, base, lambda _: None)


def held(folder: Path) -> int:
    filling = Filling(folder)
    try:
        return filling.count()
    finally:
        filling.close()


def test_both_chains_have_the_same_passages_and_the_index_all_of_them(shelf: Shelf) -> None:
    corpora = shelf.prepared(30)
    with Corpus(settings_of(corpora.ours)) as corpus:
        assert corpus.catalogue.counts() == (corpora.articles, corpora.passages)
        assert corpora.passages >= 30
        assert corpus.catalogue.pending_counts() == (0, 0)
    assert held(corpora.plain) == corpora.passages


def test_a_larger_corpus_begins_with_the_smaller_one_which_stays(shelf: Shelf, base: Base) -> None:
    small = shelf.prepared(20)
    large = shelf.prepared(40)
    with Corpus(settings_of(large.ours)) as corpus:
        ids = {article.article_id for article in corpus.catalogue.articles()}
    assert ids == {make(number, base).article.article_id for number in range(large.articles)}
    assert held(large.plain) == large.passages
    assert shelf.prepared(20) == small


def test_what_was_interrupted_goes_on_and_nothing_is_there_twice(shelf: Shelf) -> None:
    made = shelf.prepared(30)
    (made.ours.parent / "made.json").unlink()
    shutil.rmtree(made.plain)
    assert shelf.prepared(30) == made
    assert held(made.plain) == made.passages


def test_a_catalogue_of_so_many_articles_is_filled_up(shelf: Shelf) -> None:
    shelf.catalogue_of(3)
    with Corpus(settings_of(shelf.catalogue_of(3))) as corpus:
        assert corpus.catalogue.counts()[0] == 3


def test_no_question_is_put_twice(shelf: Shelf, base: Base) -> None:
    corpora = shelf.prepared(30)
    texts = [each.text for kind in ("warm", *KINDS) for each in questions_for(corpora, base, kind, 20)]
    assert len(set(texts)) == len(texts)


def test_a_question_lies_within_its_own_dates_and_publisher(shelf: Shelf, base: Base) -> None:
    corpora = shelf.prepared(30)
    articles = [make(number, base).article for number in range(corpora.articles)]
    for asked in questions_for(corpora, base, "dates", 10):
        assert any(
            article.publisher == asked.publisher and article.published and asked.dates[0] <= article.published
            and article.published <= asked.dates[1]
            for article in articles
        )  # fmt: skip


@pytest.mark.models
@pytest.mark.slow
def test_both_chains_add_and_find_and_given_vectors_need_no_pytorch(tmp_path: Path, base: Base) -> None:
    articles = sample_articles()[:3]
    question, vectors = ask(0, base), tmp_path / "questions.npz"
    with Worker("ours") as ours, Worker("plain") as plain:
        for name, worker in (("ours", ours), ("plain", plain)):
            worker.open(tmp_path / name)
            added, found = worker.add(articles), worker.search(question)
            assert added.count >= len(articles)
            assert added.seconds > 0 and added.work > 0
            assert 0 < found.count <= 10
        ours.write_asked(vectors)
        ours.close()
    with Worker("given", vectors) as given:
        given.open(tmp_path / "ours")
        assert given.search(question).count > 0
        assert not given.memory().has_torch
