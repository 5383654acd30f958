"""Each measure on cases whose figure can be worked out by hand."""

import math

import pytest

from corpus import Span
from qa.evaluating.measures import (
    RiskPoint,
    all_among,
    area,
    auroc,
    contains,
    hit_at,
    precision_recall,
    rank_of_first,
    reciprocal_rank,
    risk_coverage,
    token_f1,
)


def test_the_first_good_thing_gives_rank_hit_and_reciprocal_rank() -> None:
    rank = rank_of_first([False, False, True, True])
    assert (rank, hit_at(rank, 1), hit_at(rank, 3)) == (3, 0.0, 1.0)
    assert (reciprocal_rank(rank, 10), reciprocal_rank(rank, 2)) == (1 / 3, 0.0)
    assert (rank_of_first([False]), hit_at(None, 5), reciprocal_rank(None, 10)) == (None, 0.0, 0.0)


def test_all_that_is_wanted_must_be_among_the_first() -> None:
    assert all_among(frozenset("ab"), ["a", "c", "b"], 3) == 1.0
    assert all_among(frozenset("ab"), ["a", "c", "b"], 2) == 0.0


@pytest.mark.parametrize(
    ("said", "gold", "expected"),
    [("The rain fell.", "rain fell", 1.0), ("rain and snow", "rain", 0.5), ("sun", "rain", 0.0), ("", "rain", 0.0),
     ("the", "a", 1.0), ("rain rain", "rain", 2 / 3)],
)  # fmt: skip
def test_token_f1_weighs_shared_words(said: str, gold: str, expected: float) -> None:
    assert token_f1(said, gold) == pytest.approx(expected)


def test_an_answer_stands_in_a_text_as_whole_words() -> None:
    assert contains("It rose in ERDOĞAN's time.", "Erdogan s")
    assert not contains("The train left.", "rain")
    assert not contains("Anything.", "...")


def test_quotes_and_gold_spans_are_matched_both_ways() -> None:
    def at(start: int, end: int, article: str = "a") -> tuple[str, Span]:
        return article, Span(start=start, end=end)

    assert precision_recall([at(0, 10), at(50, 60)], [at(5, 8)]) == (0.5, 1.0)
    assert precision_recall([at(0, 10)], [at(10, 20), at(0, 4), at(2, 3, "b")]) == (1.0, 1 / 3)


@pytest.mark.parametrize(
    ("scored", "expected"),
    [([(0.9, True), (0.1, False)], 1.0), ([(0.1, True), (0.9, False)], 0.0), ([(0.5, True), (0.5, False)], 0.5),
     ([(0.9, True), (0.5, False), (0.4, True), (0.1, False)], 0.75)],
)  # fmt: skip
def test_auroc_counts_the_pairs_that_are_in_order(scored: list[tuple[float, bool]], expected: float) -> None:
    assert auroc(scored) == expected


def test_auroc_of_one_kind_is_not_a_number() -> None:
    assert math.isnan(auroc([(0.5, True)]))


def test_a_risk_coverage_curve_goes_from_the_surest_on_and_keeps_ties_together() -> None:
    points = risk_coverage([(0.9, False), (0.5, True), (0.5, False), (0.1, True)])
    assert points == [
        RiskPoint(threshold=0.9, coverage=0.25, risk=0.0),
        RiskPoint(threshold=0.5, coverage=0.75, risk=1 / 3),
        RiskPoint(threshold=0.1, coverage=1.0, risk=0.5),
    ]
    assert area(points) == pytest.approx(0.25 * 0 + 0.5 / 3 + 0.25 * 0.5)


def test_a_curve_of_some_reaches_only_their_share() -> None:
    points = risk_coverage([(0.9, False)], of=4)
    assert (points[-1].coverage, area(points)) == (0.25, 0.0)
    assert math.isnan(area([]))
