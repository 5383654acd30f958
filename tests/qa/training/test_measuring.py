"""The figures of a reader, on values worked out by hand."""

import math

import pytest

from qa.evaluating.measures import auroc, normalised, token_f1
from qa.training.examples import Example
from qa.training.measuring import (
    Found,
    best_threshold,
    calibrated,
    calibration_error,
    scores_of,
)


def found(words: str, gold: str, score: float) -> Found:
    text = f"It was {gold}." if gold else "Nothing."
    example = Example(
        question="?", header="", text=text, start=7 if gold else -1, end=7 + len(gold) if gold else -1, source="s",
        group="g",
    )  # fmt: skip
    return Found(example=example, words=words, score=score)


def test_answers_are_compared_without_articles_case_and_punctuation() -> None:
    assert normalised("The  Mayor, Ana Pires.") == "mayor ana pires"


@pytest.mark.parametrize(
    ("said", "gold", "value"),
    [("Ana Pires", "Ana Pires", 1.0), ("Ana", "Ana Pires", 2 / 3), ("Bo", "Ana", 0.0), ("", "", 1.0), ("Bo", "", 0.0)],
)
def test_f1_counts_the_words_in_common(said: str, gold: str, value: float) -> None:
    assert token_f1(said, gold) == pytest.approx(value)


def test_auroc_counts_pairs_in_the_right_order_and_ties_half() -> None:
    assert auroc([(0.9, True), (0.5, True), (0.5, False), (0.1, False)]) == pytest.approx(3.5 / 4)
    assert math.isnan(auroc([(0.9, True)]))


def test_below_the_threshold_nothing_is_said() -> None:
    some = [found("Ana", "Ana", 2.0), found("Bo", "", -1.0), found("Bo", "", 1.0), found("Cy", "Cy", -2.0)]
    assert scores_of(some, 0.0) == pytest.approx({"exact": 50.0, "f1": 50.0, "f1 of answered": 100.0, "auroc": 50.0})


def test_the_best_threshold_is_between_what_is_right_and_what_is_not() -> None:
    some = [found("Ana", "Ana", 2.0), found("Ana", "Ana", 1.5), found("Bo", "", 1.0), found("Bo", "", -1.0)]
    assert best_threshold(some) == 1.5


def test_a_calibrated_score_is_the_share_that_is_true() -> None:
    scored = [(2.0, index < 30) for index in range(40)] + [(-2.0, index < 10) for index in range(40)]
    scale, shift = calibrated(scored)
    assert 1 / (1 + math.exp(-(2 * scale + shift))) == pytest.approx(0.75, abs=1e-3)
    assert 1 / (1 + math.exp(-(-2 * scale + shift))) == pytest.approx(0.25, abs=1e-3)


def test_the_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    chances = [(0.95, True)] * 5 + [(0.95, False)] * 5 + [(0.05, False)] * 10
    assert calibration_error(chances) == pytest.approx((0.45 + 0.05) / 2)
