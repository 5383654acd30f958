"""Two reports tell of one thing, or of two that only sound alike."""

from datetime import date

import pytest

from corpus import Span
from qa.likeness import Telling, canonical, same_matter
from qa.terms import tokens
from tests.qa.telling_articles import Report

HURT = "How many people were hurt in the Norby fire?"
EIGHT = Report("Eight people were hurt in the Norby fire.")


def telling(report: Report, words: str) -> Telling:
    found = report.candidate()
    start = found.text.index(words)
    return Telling(found, report.article, Span(start=start, end=start + len(words)))


def is_same(question: str, one: Report, other: Report, words: tuple[str, str], *, is_sure: bool = False) -> bool:
    return same_matter(question, telling(one, words[0]), telling(other, words[1]), is_sure=is_sure)


def test_words_of_one_group_mean_the_same() -> None:
    assert canonical(tokens("injured")) == canonical(tokens("wounded")) == canonical(tokens("hurt"))
    assert canonical(tokens("hurt")).isdisjoint(canonical(tokens("killed")))


def test_the_clause_of_a_value_is_what_is_said_of_it_without_it() -> None:
    found = telling(Report("Nine people, not eleven, were hurt when the roof fell."), "Nine people")
    assert found.clause == "were hurt"
    assert found.opens_clause


def test_a_value_behind_other_words_does_not_open_its_clause() -> None:
    assert not telling(Report("In Norby nine people were hurt."), "nine people").opens_clause


def test_days_are_dates_of_the_articles_year_and_weekdays_those_before_it() -> None:
    assert telling(Report("Nine were hurt on 2 May.", "2026-05-04"), "Nine").days == {date(2026, 5, 2)}
    assert telling(Report("Nine were hurt on Friday.", "2026-05-04"), "Nine").days == {date(2026, 5, 1)}
    assert telling(Report("Nine were hurt on Friday.", None), "Nine").days == frozenset()


def test_a_year_that_is_named_counts_before_that_of_the_article() -> None:
    assert telling(Report("Nine were hurt in 1958."), "Nine").years == {1958}
    assert telling(Report("Nine were hurt."), "Nine").years == {2026}


def test_other_words_for_the_same_are_the_same_matter() -> None:
    other = Report("Officials in Norby say that five were injured in the fire.", "2026-05-06")
    assert is_same(HURT, EIGHT, other, ("Eight people", "five"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Five people were killed in the Norby fire.", "Five people"),
        ("Five people were hurt in the Sandby fire.", "Five people"),
        ("Five people could have been hurt in the Norby fire.", "Five people"),
        ("Five people were hurt in the Norby flood.", "Five people"),
    ],
    ids=["fate", "place", "supposed", "event"],
)
def test_another_fate_place_or_event_is_another_matter(text: str, words: str) -> None:
    assert not is_same(HURT, EIGHT, Report(text, "2026-05-06"), ("Eight people", words))


def test_what_comes_round_every_year_is_another_matter() -> None:
    later = Report("Five people were hurt in the Norby fire.", "2027-05-06")
    assert not is_same(HURT, EIGHT, later, ("Eight people", "Five people"))


def test_an_article_is_not_held_against_itself() -> None:
    assert not is_same(HURT, EIGHT, EIGHT, ("Eight people", "Eight people"))


def test_what_both_are_sure_of_may_be_said_in_other_words() -> None:
    question = "Who will lead the Harrow museum?"
    one = Report("The Harrow museum named Lin Marsh as its head.", answer="Lin Marsh")
    other = Report("Ove Dahl will run the Harrow museum.", "2026-05-06", answer="Ove Dahl")
    assert is_same(question, one, other, ("Lin Marsh", "Ove Dahl"), is_sure=True)
