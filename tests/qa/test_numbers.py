"""Numbers mean the same in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.numbers import is_number_word, numbers
from qa.terms import tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.2m", 1_200_000),
        ("1,200,000", 1_200_000),
        ("1.200.000", 1_200_000),
        ("one million two hundred thousand", 1_200_000),
        ("three hundred", 300),
        ("a hundred", 100),
        ("twenty-one", 21),
        ("forty five", 45),
        ("one hundred and five", 105),
        ("two hundred and fifty thousand", 250_000),
        ("ten thousand two hundred", 10_200),
        ("half a million", 500_000),
        ("two dozen", 24),
        ("3.50", 3.5),
        ("4,5", 4.5),
        ("£5.2bn", 5_200_000_000),
        ("3.5 million", 3_500_000),
        ("1999", 1999),
        ("the 30-day ceasefire", 30),
        ("twice", 2),
        ("0", 0),
    ],
)
def test_one_number_is_read_by_its_value(text: str, value: float) -> None:
    assert numbers(text) == {value}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("in 1999 and 2026", {1999, 2026}),
        ("between five and six", {5, 6}),
        ("two hundred and three hundred", {200, 300}),
        ("two thousand and three thousand", {2_000, 3_000}),
        ("sixty years and two days", {60, 2}),
        ("Jan. 5, 2024", {5, 2024}),
        ("12.3.2024", {12, 3, 2024}),
        ("won 3-2", {3, 2}),
    ],
)
def test_several_numbers_stay_apart(text: str, values: set[float]) -> None:
    assert numbers(text) == values


@pytest.mark.parametrize("text", ["", "hundreds of people", "a quarter of a million", "the second time", "U.S. troops"])
def test_what_states_no_exact_number_gives_none(text: str) -> None:
    assert numbers(text) == frozenset()


def test_a_detached_m_is_metres_and_not_millions() -> None:
    assert numbers("a mast 5 m tall") == {5}


@given(st.integers(0, 10**9))
def test_thousands_separators_do_not_change_a_number(number: int) -> None:
    assert numbers(f"{number:,}") == numbers(str(number)) == {number}


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(number >= 0 for number in numbers(text))


def test_digits_and_number_words_are_told_from_other_words() -> None:
    said = {token.text: is_number_word(token) for token in tokens("Two of 30 ferries cost 2 million")}
    assert [word for word, is_number in said.items() if is_number] == ["Two", "30", "2", "million"]
