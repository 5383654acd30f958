"""First-stage search over a small corpus; whatever a question holds, it is only words."""

from dataclasses import replace

import pytest

from corpus import Corpus
from qa.query import MAX_SEARCH_WORDS, Query
from qa.retrieving import DenseRetriever, HybridRetriever, LexicalRetriever, Retriever, with_parts
from tests.qa.making import add, scored

RETRIEVERS = [LexicalRetriever, DenseRetriever, HybridRetriever]


def titles(retriever: Retriever, question: str, k: int = 5, within: frozenset[str] | None = None) -> list[str]:
    return [str(found.passage.title) for found in retriever.retrieve(Query.of(question, within), k)]


@pytest.mark.parametrize("kind", RETRIEVERS)
def test_the_passage_that_shares_the_questions_words_is_first(
    kind: type, corpus: Corpus, weather: dict[str, str]
) -> None:
    assert titles(kind(corpus), "What will a tram ticket cost?")[0] == "tram"


@pytest.mark.parametrize("kind", RETRIEVERS)
def test_ranks_count_from_one_and_scores_fall(kind: type, corpus: Corpus, weather: dict[str, str]) -> None:
    found = kind(corpus).retrieve(Query.of("tram ticket river rain"), 5)
    assert [item.rank for item in found] == [1, 2, 3]
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)


@pytest.mark.parametrize("kind", RETRIEVERS)
def test_no_more_are_found_than_asked_for(kind: type, corpus: Corpus, weather: dict[str, str]) -> None:
    assert len(titles(kind(corpus), "tram river rain", k=2)) == 2


@pytest.mark.parametrize("kind", RETRIEVERS)
def test_only_the_articles_asked_are_searched(kind: type, corpus: Corpus, weather: dict[str, str]) -> None:
    within = frozenset({weather["rain"], weather["river"]})
    assert "tram" not in titles(kind(corpus), "tram ticket rain", within=within)
    assert "rain" in titles(kind(corpus), "tram ticket rain", within=within)


@pytest.mark.parametrize("kind", RETRIEVERS)
def test_a_filter_that_admits_nothing_finds_nothing(kind: type, corpus: Corpus, weather: dict[str, str]) -> None:
    assert titles(kind(corpus), "tram", within=frozenset()) == []


@pytest.mark.parametrize("kind", RETRIEVERS)
def test_a_removed_article_is_found_no_more(kind: type, corpus: Corpus, weather: dict[str, str]) -> None:
    assert "tram" in titles(kind(corpus), "tram ticket")
    corpus.remove(weather["tram"])
    assert "tram" not in titles(kind(corpus), "tram ticket")


@pytest.mark.parametrize("kind", RETRIEVERS)
def test_an_empty_corpus_has_nothing_to_find(kind: type, corpus: Corpus) -> None:
    assert titles(kind(corpus), "tram") == []


@pytest.mark.parametrize(
    "question",
    [
        'tram NEAR("river" rain)',
        "tram AND NOT river*",
        'tram" OR "1"="1',
        "tram; DROP TABLE passages; --",
        "tram 🚋 ‮abc\u0000",
        "title:tram ^rain {text}: (",
        "tram's 'tram' " * 20,
    ],
)
@pytest.mark.parametrize("kind", RETRIEVERS)
def test_operators_quotes_and_emoji_are_only_words(
    kind: type, question: str, corpus: Corpus, weather: dict[str, str]
) -> None:
    assert "tram" in titles(kind(corpus), question)


@pytest.mark.parametrize("question", ["", "the of and", "?!", "🚋"])
def test_a_query_without_content_words_has_no_lexical_hits(
    question: str, corpus: Corpus, weather: dict[str, str]
) -> None:
    assert titles(LexicalRetriever(corpus), question) == []


def test_the_hybrid_list_has_what_either_retriever_finds(corpus: Corpus, weather: dict[str, str]) -> None:
    question = "Finland"
    lexical, dense = titles(LexicalRetriever(corpus), question), titles(DenseRetriever(corpus), question)
    assert lexical == ["river"]
    assert set(titles(HybridRetriever(corpus), question)) == set(lexical) | set(dense)


def test_a_name_is_found_under_its_other_names(corpus: Corpus, weather: dict[str, str]) -> None:
    assert titles(LexicalRetriever(corpus), "Who came from Finland?") == ["river"]


def test_a_query_keeps_its_content_words_in_order_each_once() -> None:
    query = Query.of("Did the tram pass the river, or did trams stop?")
    assert [token.text for token in query.content] == ["tram", "pass", "river", "stop"]


def test_search_words_are_those_written_and_other_names() -> None:
    assert Query.of("the Finnish tram").search_words == [("Finnish", "finland", "finns", "helsinki"), ("tram",)]


def test_a_pasted_paragraph_is_searched_by_its_first_words(corpus: Corpus, weather: dict[str, str]) -> None:
    paragraph = "tram " + " ".join("abcdefghij"[n % 10] * (3 + n // 10) for n in range(500))
    assert len(Query.of(paragraph).content) == MAX_SEARCH_WORDS == 64
    assert titles(LexicalRetriever(corpus), paragraph)[0] == "tram"


def test_a_possessive_is_searched_as_the_name_itself(corpus: Corpus, weather: dict[str, str]) -> None:
    assert titles(LexicalRetriever(corpus), "What was Varnholm's trouble?") == ["rain"]


def test_what_a_part_of_the_question_finds_is_lifted_by_it() -> None:
    whole = [scored("Tessel cut jobs.", rank=1), scored("The Reach Line hired.", rank=2, article_id="b")]
    low = [replace(item, score=score) for item, score in zip(whole, (1.0, 0.5), strict=True)]
    part = [replace(whole[1], score=3.0, rank=1)]
    assert [item.passage.text for item in with_parts(low, [part])] == ["The Reach Line hired.", "Tessel cut jobs."]
    assert [item.rank for item in with_parts(low, [part])] == [1, 2]


def test_a_question_about_two_things_finds_both_before_more_of_one(corpus: Corpus) -> None:
    add(
        corpus,
        tessel="Tessel cut 200 jobs in its yard at Varnholm in March after a loss.",
        tessel_again="Tessel, which cut jobs in March, will cut more jobs in its yard in May, it said.",
        tessel_third="The yard of Tessel where jobs were cut in March is to be sold, Tessel said of the jobs.",
        reach="The Reach Line has let eleven sailors go.",
    )
    found = titles(HybridRetriever(corpus), "Did Tessel and the Reach Line both cut jobs?", k=2)
    assert "reach" in found
