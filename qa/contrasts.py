"""Words that make another statement of the same words: hedges, opposites, units.

    loses_hedge("He is guilty.", "Prosecutors alleged he is guilty.")     True
    says_opposite("Exports rose.", "Exports fell.")                       True
    other_units("It cost 5 euros.", "It cost 5 dollars.")                 True

Short lists of what news turns on, not a dictionary: what they do not hold passes here
and is left to the other checks of `qa.grounding`.
"""

import re
from functools import lru_cache

from qa.terms import tokens

HEDGES = frozenset(
    "if unless whether alleged allegedly alleges rumour rumours rumor rumors rumoured suspected might could".split()
)
OPPOSITES = """
rise rose risen increased grow grew grown climbed gained | fall fell fallen decreased drop dropped shrink shrank lost
open opened | close closed shut
convict convicted guilty | acquit acquitted innocent
win won | lose lost
raise raised | cut lowered lower
begin began begun start started | end ended stop stopped
arrive arrived enter entered join joined | leave left depart departed
buy bought | sell sold
hire hired appoint appointed | fire fired dismiss dismissed sack sacked
support supported | oppose opposed
higher more above | lower less fewer below
before earlier | after later
first | last
profit | loss
alive survived | dead died killed
"""
UNIT_WORDS = frozenset(
    """percent dollar euro pound franc florin yen yuan rouble ruble krona krone zloty metre meter kilometre kilometer
    mile foot feet tonne ton kilogram gram litre liter hectare acre degree second minute hour day week month year
    point""".split()
)
SIGNS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
SAME_UNIT = {"ruble": "rouble", "meter": "metre", "kilometer": "kilometre", "liter": "litre", "feet": "foot"}
MEASURE = re.compile(
    r"\d[\d.,]*(?:\s*(?:hundred|thousand|million|billion|trillion|bn|m))?[\s-]+([A-Za-z]+)|\d\s*(per cent)", re.I
)
SIGN = re.compile("[%$€£¥]")


def contrast(claim: str, quote: str) -> str | None:
    """What makes the claim another statement than the quote: "unit", "hedge" or "opposite"; None where nothing does."""
    if other_units(claim, quote):
        return "unit"
    if loses_hedge(claim, quote):
        return "hedge"
    return "opposite" if says_opposite(claim, quote) else None


def loses_hedge(claim: str, quote: str) -> bool:
    """Whether the quote holds back ("alleged", "if") and the claim does not."""
    return bool(_lowered(quote) & HEDGES) and not _lowered(claim) & HEDGES


def says_opposite(claim: str, quote: str) -> bool:
    """Whether the claim has a word for which the quote has only the opposite."""
    said, told = _lowered(claim), _lowered(quote)
    return any(said & here and not told & here and told & there for here, there in _opposites())


@lru_cache(maxsize=1)
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The table read once, each line in both directions."""
    lines = [line.split("|") for line in OPPOSITES.strip().splitlines()]
    pairs = [(frozenset(one.split()), frozenset(other.split())) for one, other in lines]
    return (*pairs, *((other, one) for one, other in pairs))


def other_units(claim: str, quote: str) -> bool:
    """Whether a number of the claim is measured in what the quote never names."""
    return bool(_units(claim) - _units(quote) - {unit for unit in map(unit_of, _lowered(quote)) if unit})


def _units(text: str) -> frozenset[str]:
    named = {unit_of(word) for found in MEASURE.finditer(text) for word in found.groups() if word}
    return frozenset(named | {SIGNS[sign] for sign in SIGN.findall(text)}) - {""}


def unit_of(word: str) -> str:
    """The unit a word names, in the singular; empty where it names none."""
    plain = word.casefold().replace(" ", "")
    singular = plain if plain in UNIT_WORDS else plain.removesuffix("s")
    return SAME_UNIT.get(singular, singular) if singular in UNIT_WORDS else ""


def _lowered(text: str) -> frozenset[str]:
    return frozenset(token.text.casefold() for token in tokens(text))
