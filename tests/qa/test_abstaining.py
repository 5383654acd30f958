"""When the evidence is judged too weak, and what of the question it never mentions."""

from dataclasses import replace

import pytest

from qa.abstaining import MIN_PROBABILITY, Judgement, judge, missing_words, signals_of
from qa.query import Query
from tests.qa.making import candidate

FINE = replace(
    candidate("Reach Line was fined 2.4 million florins.", score=1),
    nearness=0.8, passage_nearness=0.6, passage_coverage=1.0,
)  # fmt: skip


def test_no_evidence_at_all_is_certainly_weak() -> None:
    judgement = judge(Query.of("Who was fined?"), [])
    assert (judgement.probability, judgement.is_weak, judgement.missing) == (0.0, True, ())


def test_near_and_complete_evidence_is_not_weak() -> None:
    judgement = judge(Query.of("Was Reach Line fined?"), [FINE])
    # -4.36 + 7.6 * 0.8 + 1.35 * 0.6 + 0.91 = 3.44
    assert judgement.probability == pytest.approx(0.969, abs=0.001)
    assert not judgement.is_weak


def test_far_evidence_that_lacks_the_name_is_weak() -> None:
    far = replace(FINE, nearness=0.2, passage_nearness=0.1, passage_coverage=0.0)
    judgement = judge(Query.of("Was the Oslo harbour flooded?"), [far])
    assert judgement.is_weak
    assert judgement.missing == ("Oslo", "harbour", "flooded")


def test_the_threshold_itself_is_strong_enough() -> None:
    assert not Judgement(probability=MIN_PROBABILITY, missing=()).is_weak
    assert Judgement(probability=MIN_PROBABILITY - 0.001, missing=()).is_weak


def test_title_and_publisher_count_as_mentioned() -> None:
    assert missing_words(Query.of("Which verdict did the Keldmar Tribune report on Dahl?"), [FINE]) == ("Dahl",)


def test_a_name_is_not_missing_where_another_of_its_names_stands() -> None:
    finnish = candidate("The Finnish ferry sank.", score=1)
    assert missing_words(Query.of("Did the ferry of Finland sink?"), [finnish]) == ("sink",)


def test_what_the_reader_says_weighs_in_both_directions() -> None:
    question = Query.of("Was Osric Dahl fined?")
    chances = [
        judge(question, [replace(FINE, nearness=0.5, answer=FINE.span, answerable=answerable)]).probability
        for answerable in (0.02, 0.5, 0.95)
    ]
    assert chances == sorted(chances)
    assert chances[2] - chances[0] > 0.3


def test_what_the_reader_says_of_the_passage_that_leads_counts() -> None:
    first, second = (replace(FINE, answer=FINE.span, answerable=chance) for chance in (0.7, 0.9))
    assert signals_of(Query.of("Was it fined?"), [first, second])["answerable"] == 0.7


def test_light_words_are_never_missing() -> None:
    assert missing_words(Query.of("How many people take part?"), [FINE]) == ()


def test_signals_are_the_best_of_the_evidence_and_never_negative() -> None:
    weaker = replace(FINE, nearness=-0.3, passage_nearness=-0.2, passage_coverage=0.25)
    signals = signals_of(Query.of("Was Osric Dahl fined?"), [weaker])
    assert signals == {
        "best_nearness": 0.0, "passage_nearness": 0.0, "coverage": 0.25,
        "missing": pytest.approx(2 / 3), "name_missing": 1.0, "answerable": 0.0,
    }  # fmt: skip
    assert signals_of(Query.of("Was it fined?"), [weaker, FINE])["best_nearness"] == 0.8
