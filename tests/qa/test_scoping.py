"""What a question asks articles of, and the question that is left. Asked at noon on Monday, 23 November 2026."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.filtering import Filters
from qa.scoping import EVERY_PHRASE, Scope, read_scope

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PUBLISHERS = ("Keldmar Tribune", "North Reach Gazette", "The Aldervane Courier", "The Sunday Post")
OWN_QUESTIONS = Path(__file__).parents[1] / "quality" / "questions.jsonl"
LAST_WEEK = "What did the Gazette say about the ferry last week?"


def read(question: str, *ignored: str) -> Scope:
    return read_scope(question, now=NOW, publishers=PUBLISHERS, ignored=frozenset(ignored))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def from_to(first: str, last: str) -> Filters:
    return Filters(earliest=moment(first), latest=moment(f"{last}T23:59:59.999999"))


def test_publisher_and_time_become_filters_and_leave_the_matter() -> None:
    scope = read(LAST_WEEK)
    assert scope.text == "What about the ferry?"
    assert scope.filters.publishers == ("North Reach Gazette",)
    assert scope.filters.earliest == moment("2026-11-16")
    assert scope.filters.latest == moment("2026-11-23T23:59:59.999999")
    assert scope.boosts == (from_to("2026-11-16", "2026-11-22"),)


def test_the_words_that_were_read_are_shown_with_what_they_mean() -> None:
    scope = read(LAST_WEEK)
    assert [(each.text, each.kind, each.meaning, each.is_filter) for each in scope.phrases] == [
        ("the Gazette", "publisher", "North Reach Gazette", True),
        ("last week", "published", "16 to 23 November 2026", True),
    ]
    assert [each.span.of(LAST_WEEK) for each in scope.phrases] == ["the Gazette", "last week"]


def test_a_date_of_the_matter_is_preferred_and_stays_in_the_question() -> None:
    scope = read("Who won the election of 6 April?")
    assert (scope.text, scope.filters) == ("Who won the election of 6 April?", Filters())
    assert scope.boosts == (from_to("2026-04-06", "2026-04-08"),)
    assert [(each.meaning, each.is_filter) for each in scope.phrases] == [("6 to 8 April 2026", False)]


def test_two_publishers_are_preferred_and_neither_is_left_out() -> None:
    question = "Do the Courier and the Gazette both report that the ferry sank?"
    scope = read(question)
    assert (scope.text, scope.filters) == (question, Filters())
    assert scope.boosts == (
        Filters(publishers=("The Aldervane Courier",)),
        Filters(publishers=("North Reach Gazette",)),
    )


def test_one_publisher_named_twice_is_one() -> None:
    scope = read("Does the Courier say of the ferry what the Courier said before?")
    assert scope.filters == Filters(publishers=("The Aldervane Courier",))


def test_two_dates_that_do_not_meet_are_preferred() -> None:
    scope = read("What was reported in March 2026 and reported in June 2026?")
    assert scope.filters == Filters()
    assert scope.boosts == (from_to("2026-03-01", "2026-03-31"), from_to("2026-06-01", "2026-06-30"))


def test_a_date_beside_two_publishers_goes_with_one_of_them() -> None:
    scope = read("Did the Courier article published on 6 April agree with the Gazette?")
    assert scope.filters == Filters()
    assert from_to("2026-04-06", "2026-04-06") in scope.boosts


def test_two_times_that_meet_are_what_they_share() -> None:
    scope = read("What has been written this month since Friday?")
    assert scope.filters == Filters(earliest=moment("2026-11-20"), latest=moment("2026-11-30T23:59:59.999999"))


def test_a_question_of_many_parts_leaves_nothing_out() -> None:
    question = "Who won, according to the Courier, " + "and who came after that, " * 6 + "and who lost?"
    scope = read(question)
    assert (scope.text, scope.filters) == (question, Filters())
    assert scope.boosts == (Filters(publishers=("The Aldervane Courier",)),)


def test_a_day_in_the_name_of_a_paper_is_no_day() -> None:
    scope = read("What is in the Sunday Post's report?")
    assert [(each.kind, each.text) for each in scope.phrases] == [("publisher", "the Sunday Post")]


def test_the_newest_is_asked_for_and_filters_nothing() -> None:
    scope = read("What is the latest on the ferry?")
    assert (scope.wants_latest, scope.filters, scope.text) == (True, Filters(), "What is the latest on the ferry?")
    assert [(each.kind, each.is_filter) for each in scope.phrases] == [("latest", False)]


def test_a_phrase_that_was_taken_back_is_not_read() -> None:
    scope = read(LAST_WEEK, "Last Week")
    assert scope.text == "What about the ferry last week?"
    assert scope.filters == Filters(publishers=("North Reach Gazette",))
    assert [each.text for each in scope.phrases] == ["the Gazette"]


def test_all_phrases_can_be_taken_back() -> None:
    assert read_scope(LAST_WEEK, now=NOW, publishers=PUBLISHERS, ignored=EVERY_PHRASE) == Scope(
        text=LAST_WEEK, aside=frozenset({"last", "week"})
    )


def test_filters_that_leave_nothing_can_be_boosts() -> None:
    assert read(LAST_WEEK).as_boosts() == (
        from_to("2026-11-16", "2026-11-22"),
        Filters(publishers=("North Reach Gazette",)),
        from_to("2026-11-16", "2026-11-23"),
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What was reported last week?", "What was reported last week?"),
        ("Who conceded, according to the Gazette?", "Who conceded?"),
        ("According to the Gazette, who conceded?", "Who conceded?"),
        ("Whose profit fell, as reported by the Tribune?", "Whose profit fell?"),
        ("yesterday's ferry", "ferry"),
        ("Since Friday, what has  changed ?", "What has changed?"),
    ],
)
def test_what_is_left_reads_as_a_question(question: str, text: str) -> None:
    assert read(question).text == text


def test_a_pasted_article_is_searched_as_it_stands() -> None:
    pasted = "What was reported last week? " * 100
    assert read(pasted) == Scope(text=pasted, aside=frozenset({"last", "week"}))


def test_a_corpus_without_publishers_is_asked_all_the_same() -> None:
    assert read_scope("Who won, according to the BBC?", now=NOW, publishers=()) == Scope(
        text="Who won, according to the BBC?"
    )


def test_the_projects_own_questions_ask_for_no_publisher_and_only_these_times() -> None:
    lines = OWN_QUESTIONS.read_text("utf-8").splitlines()
    read_of = {record["id"]: read(record["question"]) for record in map(json.loads, lines)}
    assert all(scope.filters == Filters() for scope in read_of.values())
    assert {name: [each.text for each in scope.phrases] for name, scope in read_of.items() if scope.phrases} == {
        "s046": ["January"],
        "s057": ["after the September"],
        "s080": ["second quarter of 2026"],
        "s098": ["2022"],
        "s099": ["today"],
        "s109": ["2020"],
    }


def test_two_thousand_publishers_cost_no_time() -> None:
    publishers = tuple(f"The Town{number} Tribune" for number in range(2_000))
    read_scope("warm", now=NOW, publishers=publishers)
    started = time.perf_counter()
    for number in range(200):
        read_scope(f"What did the Town{number} Tribune say last week?", now=NOW, publishers=publishers)
    assert time.perf_counter() - started < 1.0  # 5 ms each; 0.3 ms were measured


@given(st.text(max_size=80))
def test_any_question_keeps_words_to_search_with_and_its_spans(question: str) -> None:
    scope = read(question)
    assert scope.text or not question
    for phrase in scope.phrases:
        assert phrase.span.of(question) == phrase.text
