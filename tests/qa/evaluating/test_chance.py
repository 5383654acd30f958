"""Intervals and differences: known values, and what must not count as more than chance."""

from statistics import fmean

import pytest

from qa.evaluating.chance import bootstrap, interval, paired, wilson


def test_wilsons_interval_is_the_textbooks() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_forty_of_forty_may_still_be_nine_of_ten() -> None:
    low, high = interval([1.0] * 40)
    assert (low == pytest.approx(0.9124, abs=1e-4), high) == (True, 1.0)


def test_a_bootstrap_is_the_same_each_time_and_holds_the_mean() -> None:
    values = [0.1, 0.4, 0.4, 0.9, 0.3, 0.8]
    low, high = interval(values)
    assert (low, high) == bootstrap(fmean, values)
    assert min(values) <= low < fmean(values) < high <= max(values)


def test_draws_without_a_value_are_left_out() -> None:
    low, high = bootstrap(lambda items: float("nan") if sum(items) == 0 else 1.0, [0, 0, 1])
    assert (low, high) == (1.0, 1.0)


def test_a_constant_gain_on_many_questions_is_beyond_chance() -> None:
    difference = paired([1.0] * 6 + [0.0] * 4)
    assert (difference.value, difference.n, difference.beyond_chance) == (0.6, 10, True)


@pytest.mark.parametrize("differences", [[1.0] * 5, [0.0] * 100, [1.0, -1.0] * 50, [0.2] * 5 + [0.0] * 95])
def test_too_few_or_opposed_differences_are_not(differences: list[float]) -> None:
    assert not paired(differences).beyond_chance


def test_a_loss_is_beyond_chance_as_well_as_a_gain() -> None:
    difference = paired([-0.5] * 9 + [0.1])
    assert difference.beyond_chance
    assert difference.high < 0
