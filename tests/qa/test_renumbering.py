"""The other ways to write a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.numbers import numbers
from qa.renumbering import other_numbers


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("a fine of 2.4 million", {"2.4 million": ("2.4m", "2.4mn", "2,400,000", "2400000")}),
        ("€1.2m", {"1.2m": ("1.2 million", "1.2mn", "1,200,000", "1200000")}),
        ("1.5bn florins", {"1.5bn": ("1.5 billion", "1,500,000,000", "1500000000")}),
        ("1,200,000 euros", {"1,200,000": ("1.2 million", "1.2m", "1.2mn", "1200000")}),
        ("two million", {"two million": ("2 million", "2m", "2mn", "2,000,000", "2000000")}),
        ("5k runners", {"5k": ("5,000", "5000")}),
        ("18600 homes", {"18600": ("18,600",)}),
        ("18,600 homes", {"18,600": ("18600",)}),
        ("a 30-day truce", {"30": ("thirty",)}),
        ("thirty days", {"thirty": ("30",)}),
        ("3 judges", {"3": ("three",)}),
        ("the 3rd bid", {"3rd": ("third",)}),
        ("the Third bid", {"Third": ("3rd",)}),
        ("the twelfth", {"twelfth": ("12th",)}),
        ("40 percent", {"40": ("forty",), "percent": ("per cent",)}),
        ("40 per cent", {"40": ("forty",), "per cent": ("percent",)}),
    ],
)
def test_number_is_written_the_other_ways(text: str, others: dict[str, tuple[str, ...]]) -> None:
    assert other_numbers(text) == others


@pytest.mark.parametrize(
    "text",
    [
        "What happened in 2015?",  # a year
        "three judges",  # a small number's digits are mostly days
        "the first of one",
        "2026-03-02 at 18:42",
        "KV-12 and G20",
        "3.75",
        "1,234,567.8 mm",
        "a month or a dozen",
        "the 118th minute",
        "",
    ],
)
def test_what_has_no_other_way_is_left_alone(text: str) -> None:
    assert {written: others for written, others in other_numbers(text).items() if "." not in written} == {}


def test_number_with_no_short_form_is_not_rounded() -> None:
    assert other_numbers("1,234,567 votes") == {"1,234,567": ("1234567",)}


@given(number=st.integers(2, 10**8), scale=st.sampled_from(["", " thousand"]))
def test_every_way_means_the_same_number(number: int, scale: str) -> None:
    written = f"{number}{scale}"
    for others in other_numbers(written).values():
        for other in others:
            assert numbers(other) == numbers(written)
