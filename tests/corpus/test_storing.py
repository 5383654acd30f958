"""The last way into the catalogue: each text gets the vector that was made of it, and corrections are not lost."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus import ArticleNotFound, Corpus, CorpusSettings
from corpus.embedding import Vectors
from corpus.storing import commit, prepare, revise
from corpus.writing import Origin
from tests.corpus.making import RAIN, RIVER, SNOW, article, put, vector
from tests.fakes import HashEmbedder

LONG = f"{RAIN} {RIVER}\n\n{SNOW} {RAIN}\n\n{RIVER} {SNOW}"


def test_texts_are_the_passages_below_their_title_and_then_the_sentences(corpus: Corpus) -> None:
    prepared = prepare(article(f"{RAIN} {RIVER}", title="Deluge"), corpus, Origin())
    assert prepared.texts == [f"Deluge\n{RAIN} {RIVER}", RAIN, RIVER]


def test_each_passage_and_sentence_is_stored_with_its_own_vector(embedder: HashEmbedder) -> None:
    with Corpus(CorpusSettings(passage_chars=100), embedder=embedder) as corpus:
        made = article(LONG)
        prepared = prepare(made, corpus, Origin())
        assert [len(spans) for spans in prepared.sentences] == [2, 2, 2]
        commit(corpus, prepared, embedder.embed(prepared.texts))
        ids, vectors = corpus.catalogue.vectors()
        assert vectors == pytest.approx(embedder.embed([LONG.split("\n\n")[row] for row in range(3)]), abs=1e-3)
        spans, parts = corpus.catalogue.sentences(ids)[ids[1]]
        assert [span.of(LONG) for span in spans] == [SNOW, RAIN]
        assert parts == pytest.approx(embedder.embed([SNOW, RAIN]), abs=1e-3)


def test_correction_is_stored_searched_and_embedded_below_its_new_title(corpus: Corpus) -> None:
    put(corpus, RAIN)
    made = article(RAIN)
    revised = revise(corpus, made.article_id, lambda stored: replace(stored, title="Deluge"), edited=("title",))
    corpus.catch_up()
    assert corpus.catalogue.article(made.article_id) == revised == replace(made, title="Deluge")
    assert corpus.search_dense(vector(f"Deluge\n{RAIN}"), 1)[0][1] == pytest.approx(1, abs=1e-3)
    assert len(corpus.search_lexical(["deluge"], 5)) == 1


def test_correction_that_changes_nothing_embeds_nothing(corpus: Corpus, embedder: HashEmbedder) -> None:
    put(corpus, RAIN)
    embedder.calls = 0
    assert revise(corpus, article(RAIN).article_id, lambda stored: stored) == article(RAIN)
    assert embedder.calls == 0


def test_two_corrections_at_one_time_are_both_kept(corpus: Corpus) -> None:
    """The second is made while the first one's text is being embedded, which takes seconds with a real model."""
    put(corpus, RAIN)
    its_id = article(RAIN).article_id

    class Interrupted(HashEmbedder):
        def embed(self, texts: Sequence[str]) -> Vectors:
            if self.calls == 0:
                self.calls = 1
                revise(corpus, its_id, lambda stored: replace(stored, publisher="Post"), edited=("publisher",))
            return super().embed(texts)

    corpus.embedder = Interrupted()
    revised = revise(corpus, its_id, lambda stored: replace(stored, title="Deluge"), edited=("title",))
    assert revised == corpus.catalogue.article(its_id) == replace(article(RAIN), title="Deluge", publisher="Post")
    assert corpus.catalogue.edited(its_id) == {"title", "publisher"}


def test_correction_of_no_article_is_an_error(corpus: Corpus) -> None:
    with pytest.raises(ArticleNotFound):
        revise(corpus, "nope", lambda stored: stored)
