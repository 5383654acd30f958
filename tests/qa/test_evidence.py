"""What is shown and what may be quoted."""

from corpus import Article, ArticleNotFound
from qa.candidates import Candidate
from qa.evidence import (
    MAX_PASSAGES,
    MAX_SENTENCES,
    SENTENCE_BUDGET_CHARS,
    quotable,
    single_sentences,
    whole_passages,
)
from qa.query import Query
from tests.qa.making import candidate


def test_single_sentences_are_numbered_in_their_order() -> None:
    shown = single_sentences([candidate("Rain fell.", score=2), candidate("Sun rose.", score=1)])
    assert [(item.rank, item.passage.text) for item in shown.items] == [(1, "Rain fell."), (2, "Sun rose.")]


def test_no_more_sentences_are_shown_than_a_small_model_reads() -> None:
    shown = single_sentences([candidate(f"Rain fell {n}.", score=9 - n) for n in range(8)])
    assert len(shown.items) == MAX_SENTENCES == 4


def test_sentences_stop_where_the_budget_is_used_up() -> None:
    long = "x" * (SENTENCE_BUDGET_CHARS - 5)
    assert [
        len(item.passage.text)
        for item in single_sentences([candidate(long, score=2), candidate("Rain fell.", score=1)]).items
    ] == [795]


def test_one_sentence_is_shown_however_long() -> None:
    assert len(single_sentences([candidate("x" * 2_000, score=1)]).items) == 1


def test_without_candidates_there_is_no_evidence() -> None:
    assert single_sentences([]).items == whole_passages([]).items == ()


def test_a_passage_with_two_good_sentences_is_shown_once() -> None:
    same = candidate("Rain fell.", score=2)
    assert len(whole_passages([same, same]).items) == 1


def test_at_most_two_passages_of_one_article_are_shown() -> None:
    chosen = [candidate("Rain fell" + "!" * n, score=9 - n) for n in range(4)] + [
        candidate("Sun rose.", score=1, article_id="b")
    ]
    shown = whole_passages(chosen)
    assert [item.passage.text for item in shown.items] == ["Rain fell", "Rain fell!", "Sun rose."]
    assert [item.rank for item in shown.items] == [1, 2, 3]


def test_at_most_six_passages_are_shown() -> None:
    chosen = [candidate("Rain fell.", score=20 - n, article_id=f"a{n}") for n in range(12)]
    assert len(whole_passages(chosen).items) == MAX_PASSAGES == 6
    assert len(whole_passages(chosen, 3).items) == 3


def quoted(question: str, *chosen: Candidate, **texts: str) -> list[str]:
    """What may be quoted, where the articles hold these texts."""

    def article(article_id: str) -> Article:
        return Article(article_id=article_id, text=texts.get(article_id, "Nothing else."), source="a")

    return [found.text for found in quotable(Query.of(question), chosen, article)]


def test_a_heading_is_not_quoted() -> None:
    heading, sentence = candidate("Rain in the harbour town", score=3), candidate("Rain fell in the town.", score=2)
    assert quoted("did it rain?", heading, sentence) == ["Rain fell in the town."]


def test_a_second_sentence_is_quoted_only_where_it_is_nearly_as_good() -> None:
    best, near = candidate("Rain fell in the town.", score=2.0), candidate("Rain fell on the harbour.", score=1.7)
    far = candidate("Rain fell on the sea.", score=1.4)
    assert quoted("did it rain?", best, near, far) == ["Rain fell in the town.", "Rain fell on the harbour."]


def test_at_most_three_sentences_are_quoted() -> None:
    assert len(quoted("did it rain?", *[candidate(f"Rain fell on day {n}.", score=2) for n in range(5)])) == 3


def test_only_articles_about_the_name_asked_for_are_quoted() -> None:
    right = candidate("Rain fell in the town.", score=2.0, article_id="a")
    wrong = candidate("Rain fell in the village.", score=2.1, article_id="b")
    assert quoted("did it rain in Varnholm?", wrong, right, a="Varnholm is a town.", b="Sundvarn is a village.") == [
        "Rain fell in the town."
    ]


def test_without_any_article_about_the_name_nothing_is_quoted() -> None:
    assert quoted("did it rain in Oslo?", candidate("Rain fell in the town.", score=2.0)) == []


def test_without_the_kind_asked_for_nothing_is_quoted() -> None:
    assert quoted("how many came?", candidate("Rain fell in the town.", score=2.0, holds_kind=False)) == []


def test_where_the_reader_is_sure_the_kind_asked_for_need_not_be_made_out() -> None:
    chosen = [candidate("Rain fell in the town all day.", score=2.0, holds_kind=False)]

    def article(article_id: str) -> Article:
        return Article(article_id=article_id, text="Nothing else.", source="a")

    found = quotable(Query.of("how many came?"), chosen, article, is_sure=True)
    assert [each.text for each in found] == ["Rain fell in the town all day."]


def test_a_sentence_whose_article_was_removed_meanwhile_is_not_quoted() -> None:
    def removed(article_id: str) -> Article:
        raise ArticleNotFound(article_id)

    chosen = [candidate("Mayor Lind opened the bridge on Friday.", score=2)]
    assert quotable(Query.of("Who opened the bridge?"), chosen, removed) == []
