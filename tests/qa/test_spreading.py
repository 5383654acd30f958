"""No article takes every place of a ranking, and nothing is said twice."""

from dataclasses import replace

from qa.answer import ScoredPassage
from qa.spreading import spread
from tests.qa.making import scored

BACKGROUND = (
    "The ferry Skarrow Tern struck the quay at Varnholm in fog on the second of March, and eleven people were hurt. "
    "An inquiry led by Judge Thorvall began in April and heard forty witnesses in public."
)


def ranking(*articles: str) -> list[ScoredPassage]:
    """Passages of these articles, each of its own words, best first."""
    names = ["rain", "wind", "snow", "hail", "frost", "sleet", "cloud", "storm"]
    return [
        replace(scored(f"{names[place]} fell.", rank=place + 1, article_id=name), score=1.0 - place / 10)
        for place, name in enumerate(articles)
    ]


def articles(found: list[ScoredPassage]) -> str:
    return "".join(item.passage.article_id for item in found)


def test_a_third_passage_of_an_article_comes_after_all_others() -> None:
    found = spread(ranking("a", "b", "a", "a", "c", "b"), 6)
    assert articles(found) == "abacba"
    assert [item.rank for item in found] == [1, 2, 3, 4, 5, 6]


def test_an_article_whose_two_best_lead_keeps_its_places() -> None:
    assert articles(spread(ranking("a", "a", "b", "a", "b", "b"), 6)) == "aababb"


def test_one_passage_stays_as_it_is() -> None:
    assert articles(spread(ranking("a"), 6)) == "a"
    assert spread([], 6) == []


def test_a_paragraph_that_two_reports_share_is_shown_once() -> None:
    first, later = scored(BACKGROUND, article_id="a"), scored(BACKGROUND.replace("in fog ", ""), article_id="b")
    assert articles(spread([first, later, scored("Rain fell.", article_id="c")], 6)) == "ac"


def test_the_same_words_with_another_number_are_another_report() -> None:
    later = scored(BACKGROUND.replace("eleven", "fourteen"), article_id="b")
    assert articles(spread([scored(BACKGROUND, article_id="a"), later], 6)) == "ab"


def test_what_an_article_repeats_itself_is_left_to_it() -> None:
    assert articles(spread([scored(BACKGROUND), scored(BACKGROUND)], 6)) == "ferryferry"


def test_no_more_are_left_than_asked_for() -> None:
    assert articles(spread(ranking("a", "b", "c", "d"), 2)) == "ab"
