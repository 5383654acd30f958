"""Hedges, opposites and units: words that make another statement of the same words."""

import pytest

from qa.contrasts import contrast, loses_hedge, other_units, says_opposite


@pytest.mark.parametrize(
    ("claim", "quote", "lost"),
    [
        ("He is guilty.", "Prosecutors alleged he is guilty.", True),
        ("He is allegedly guilty.", "Prosecutors alleged he is guilty.", False),
        ("He is guilty.", "The court found he is guilty.", False),
    ],
)
def test_a_hedge_must_be_kept(claim: str, quote: str, lost: bool) -> None:
    assert loses_hedge(claim, quote) is lost


@pytest.mark.parametrize(
    ("claim", "quote", "opposite"),
    [
        ("Exports rose.", "Exports fell.", True),
        ("Exports fell.", "Imports rose and exports fell.", False),
        ("The team won.", "The team lost.", True),
        ("Rain came.", "Exports fell.", False),
    ],
)
def test_a_word_with_only_its_opposite_in_the_quote_is_noticed(claim: str, quote: str, opposite: bool) -> None:
    assert says_opposite(claim, quote) is opposite


@pytest.mark.parametrize(
    ("claim", "quote", "other"),
    [
        ("It cost 5 euros.", "It cost 5 dollars.", True),
        ("It cost €5 million.", "It cost 5 million euros.", False),
        ("Turnout was 61 per cent.", "Turnout was 61 percent.", False),
        ("It lasted 3 hours.", "It lasted three hours.", False),
        ("It lasted 3 hours.", "It lasted 3 days.", True),
        ("Nine people came.", "Nine people came.", False),
    ],
)
def test_a_number_keeps_its_unit(claim: str, quote: str, other: bool) -> None:
    assert other_units(claim, quote) is other


def test_the_same_statement_has_no_contrast() -> None:
    assert contrast("Exports rose by 5 percent.", "Exports rose by 5 percent in May.") is None
