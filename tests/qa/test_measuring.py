"""Figures with what they count, and those that are no value of their own."""

import pytest

from qa.measuring import Measure, measures
from qa.terms import stem


def only(sentence: str) -> Measure:
    (found,) = measures(sentence)
    return found


@pytest.mark.parametrize(
    ("sentence", "words", "value", "unit"),
    [
        ("Nine people, not eleven, were hurt.", "Nine people", 9, "people"),
        ("It cost 2.4 million florins to build.", "2.4 million florins", 2_400_000, "florins"),
        ("The wave was 14 metres high.", "14 metres", 14, "metres"),
        ("The quake had a magnitude of 6.1, they said.", "6.1", 6.1, "magnitude"),
        ("Prices rose by 3% in a year.", "3%", 3, "percent"),
        ("They paid €40 for it.", "€40", 40, "euro"),
    ],
)
def test_a_figure_is_read_with_what_it_counts(sentence: str, words: str, value: float, unit: str) -> None:
    found = only(sentence)
    assert (found.span.of(sentence), found.value) == (words, value)
    assert stem(unit) in found.units


@pytest.mark.parametrize(
    "sentence",
    [
        "The hall opened on 3 May.",
        "It has run since 1998.",
        "Anders Quist, 67, stayed behind.",
        "The ship left at 18:42.",
        "Seven of the injured were taken away.",
        "It fell from 44.8 million.",
        "The first report said eleven people were hurt.",
    ],
)
def test_days_ages_parts_and_values_of_before_are_no_figures(sentence: str) -> None:
    assert measures(sentence) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 300 homes burnt.", "312 homes burnt."),
        ("More than 20 nations came.", "24 nations came."),
        ("Up to 40 sheep died.", "35 sheep died."),
        ("1.2 million florins were lost.", "1,200,000 florins were lost."),
    ],
)
def test_what_rounding_allows_is_no_difference(one: str, other: str) -> None:
    assert only(one).agrees_with(only(other))


def test_what_rounding_does_not_allow_is_a_difference() -> None:
    assert not only("About 300 homes burnt.").agrees_with(only("400 homes burnt."))
    assert not only("300 homes burnt.").agrees_with(only("301 homes burnt."))


def test_rounding_belongs_to_the_words_of_the_value() -> None:
    sentence = "By noon more than 20 nations had come."
    assert only(sentence).span.of(sentence) == "more than 20 nations"


def test_only_like_is_counted_alike() -> None:
    people, passengers, lorries = (only(f"Nine {noun} came.") for noun in ("people", "passengers", "lorries"))
    assert people.counts_like(passengers)
    assert not people.counts_like(lorries)
    assert not only("Nine died.").counts_like(lorries)
    assert people.counts_like(only("Nine were hurt."))
