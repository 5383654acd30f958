"""A follow-up stays with the articles that tell of what it goes on with."""

from dataclasses import replace

import pytest

from corpus import Article, ArticleNotFound, Corpus
from qa.query import Query
from qa.retrieving import LexicalRetriever
from qa.subject import on_subject
from tests.qa.making import add

FERRY = "The ferry Skarrow Tern ran into the breakwater. Nine people were hurt and the repair will cost 4 million."
TRAM = "A tram ticket will cost 3.10 florins from April. Nobody was hurt by that."


@pytest.fixture
def titles(corpus: Corpus) -> Corpus:
    add(corpus, ferry=FERRY, tram=TRAM)
    return corpus


def left(corpus: Corpus, beside: str) -> set[str | None]:
    """The titles of what is left of both articles' passages."""
    query = replace(Query.of(f"How much will it cost, {beside}?"), beside=beside)
    passages = LexicalRetriever(corpus).retrieve(query, 10)
    assert {found.passage.title for found in passages} == {"ferry", "tram"}
    return {found.passage.title for found in on_subject(query, passages, corpus.catalogue.article)}


def test_passages_of_articles_that_do_not_tell_of_it_are_left_out(titles: Corpus) -> None:
    assert left(titles, "the Skarrow Tern") == {"ferry"}


def test_half_of_its_words_are_enough(titles: Corpus) -> None:
    assert left(titles, "the Skarrow Falcon") == {"ferry"}


@pytest.mark.parametrize("beside", ["", "the airport of Ostermere", "the"])
def test_all_are_kept_where_none_tells_of_it(titles: Corpus, beside: str) -> None:
    assert left(titles, beside) == {"ferry", "tram"}


def test_an_article_that_was_just_removed_tells_of_nothing(titles: Corpus) -> None:
    def gone(article_id: str) -> Article:
        raise ArticleNotFound(article_id)

    query = replace(Query.of("How much will it cost?"), beside="the Skarrow Tern")
    passages = LexicalRetriever(titles).retrieve(query, 10)
    assert on_subject(query, passages, gone) == passages
