"""How much must go wrong for one word to be written as another."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.mistyping import effort

WORDS = st.text(alphabet=string.ascii_lowercase, max_size=10)


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("captain", "captain", 0.0),
        ("captian", "captain", 0.6),  # swapped
        ("skarow", "skarrow", 0.4),  # one of two
        ("skarrow", "skarow", 0.4),  # two for one
        ("guverner", "governer", 0.6),  # a vowel
        ("jerk", "jerc", 0.7),  # a sound
        ("fog", "fof", 0.7),  # the key to the left
        ("cap", "caq", 1.0),  # two keys that do not touch
        ("breakwter", "breakwater", 0.8),  # left out
        ("sahip", "ship", 0.8),  # put in
        ("enjured", "injured", 1.1),  # a vowel, at the start
        ("nigth", "night", 0.6),
        ("", "ab", 2.1),  # two left out, the first among them
    ],
)  # fmt: skip
def test_each_slip_has_its_cost(typed: str, meant: str, cost: float) -> None:
    assert effort(typed, meant) == pytest.approx(cost)


@pytest.mark.parametrize("pair", ["as", "gh", "aq", "aw", "sz", "lo", "pl", "mk"])
def test_keys_that_touch_are_neighbours(pair: str) -> None:
    assert effort(f"x{pair[0]}x", f"x{pair[1]}x") == effort(f"x{pair[1]}x", f"x{pair[0]}x") == 0.7


@pytest.mark.parametrize("pair", ["ad", "qz", "ax", "pz"])
def test_keys_apart_are_not(pair: str) -> None:
    assert effort(f"r{pair[0]}r", f"r{pair[1]}r") == 1.0


def test_letters_without_a_key_cost_a_letter() -> None:
    assert effort("tromso", "tromsø") == 1.0


def test_likelier_slip_is_the_smaller_effort() -> None:
    assert (
        effort("skarow", "skarrow")
        < effort("skarow", "scarow")
        < effort("skarow", "skarlow")
        < effort("skarow", "kkarow")
    )


@given(word=WORDS)
def test_word_is_no_effort_from_itself(word: str) -> None:
    assert effort(word, word) == 0.0


@given(one=WORDS, other=WORDS)
def test_effort_is_the_same_both_ways_and_no_more_than_all_letters(one: str, other: str) -> None:
    assert effort(one, other) == pytest.approx(effort(other, one))
    assert effort(one, other) <= 1.0 * (len(one) + len(other)) + 0.5


@given(one=WORDS, other=WORDS)
def test_different_words_are_some_effort(one: str, other: str) -> None:
    assert (effort(one, other) >= 0.4) == (one != other)
