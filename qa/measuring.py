"""The figures of a sentence with what they count, so that only like is compared with like.

    measures("Some 180 firefighters came")         [180, between 162 and 198, firefighters]
    measures("It cost 2.4 million florins")        [2400000, florins]
    measures("Nine people, not eleven, were hurt") [9, people]

Days, years, ages, parts of a whole ("seven of the injured") and values that are only
compared with ("from 3.9 percent", "not eleven") are left out.
"""

import re
from dataclasses import dataclass

from corpus import Span
from qa.numbers import is_number_word, numbers
from qa.periods import MONTH_NAMES
from qa.terms import Token, stem, tokens

# "about 300" may be 312 and "more than 20" may be 24: what rounding allows is no disagreement.
ROUNDED, BEYOND = 0.1, 0.25
ABOUT = re.compile(r"\b(?:about|some|around|nearly|almost|roughly|approximately|an estimated)\s+(?:\W)?$", re.I)
ABOVE = re.compile(r"\b(?:more than|over|at least|upwards of|no fewer than)\s+(?:\W)?$", re.I)
BELOW = re.compile(r"\b(?:up to|at most|fewer than|less than|under|as many as)\s+(?:\W)?$", re.I)
COMPARED = re.compile(
    r"\b(?:not|from|instead of|rather than|against|compared with|short of|earlier|previously|age|aged)\s+(?:\W)?$", re.I
)
EARLIER = re.compile(
    r"\b(?:first|earlier|initial|previous|original|early)\s+(?:reports?|counts?|figures?|statements?)\b", re.I
)
MONTH = rf"(?:{'|'.join(MONTH_NAMES)})\b"
OF_MONTH = re.compile(
    rf"^\s*{MONTH}|^\s+of\s+(?:the|them|those|these|its|their|his|her)\b|^\s*(?:a\.?m|p\.?m|o.clock)\b"
)
IN_MONTH = re.compile(rf"{MONTH}\s+$|\b(?:chapter|number|route|page|section)\s+$", re.I)
CLOCK = re.compile(r":\d")
NOUN_BEFORE = re.compile(r"([^\W\d_]{3,})\s+(?:of|at|to|was|is)\s+(?:\w+\s+)?$")
YEARS = range(1900, 2101)
SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "%": "percent"}
PEOPLE = frozenset(
    map(stem, "people person persons passengers residents civilians villagers victims inhabitants".split())
)
NO_UNIT = re.compile(r"^\d|ed$")  # "nine died"
UNIT_WORDS = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure where it stands; `units` are the stems of what it counts, none where it stands alone."""

    value: float
    low: float
    high: float
    units: frozenset[str]
    span: Span

    def counts_like(self, other: "Measure") -> bool:
        """Whether both count the same thing, as far as they say what."""
        are_people = all(not each.units or each.units & PEOPLE for each in (self, other))
        return are_people or bool(self.units & other.units)

    def agrees_with(self, other: "Measure") -> bool:
        """Whether both can be true of one thing, given how they are rounded."""
        return self.low <= other.high and other.low <= self.high


def measures(sentence: str) -> list[Measure]:
    """The figures that the sentence itself states, in order."""
    if EARLIER.search(sentence):
        return []
    found = [_measure(sentence, run) for run in _runs(sentence)]
    return [measure for measure in found if measure is not None]


def _runs(sentence: str) -> list[list[Token]]:
    runs: list[list[Token]] = []
    for token in tokens(sentence):
        is_next = runs and not sentence[runs[-1][-1].end : token.start].strip(" -")
        if is_number_word(token) and runs and is_next:
            runs[-1].append(token)
        elif is_number_word(token):
            runs.append([token])
    return runs


def _measure(sentence: str, run: list[Token]) -> Measure | None:
    start, end = run[0].start, run[-1].end
    before, after = sentence[:start], sentence[end:]
    values = numbers(sentence[start:end])
    if before.endswith(":") or CLOCK.match(after):
        return None
    if len(values) != 1 or OF_MONTH.search(after) or IN_MONTH.search(before) or COMPARED.search(before):
        return None
    (value,) = values
    units, end = _units(sentence, end)
    if before.endswith(tuple(SIGNS)):
        units, start = units | {stem(SIGNS[before[-1]])}, start - 1
    if not units and (noun := NOUN_BEFORE.search(before)):
        units = frozenset({stem(noun.group(1))})
    is_age = before.rstrip().endswith(",") and after.startswith(",")
    if (value in YEARS and (not units or before.rstrip().endswith(("in", "since", "until", "of")))) or is_age:
        return None
    low, high = _bounds(before, value)
    hedge = ABOUT.search(before) or ABOVE.search(before) or BELOW.search(before)
    start = hedge.start() if hedge else start  # "20" is not what "more than 20" says
    return Measure(value, low, high, units, Span(start=start, end=end))


def _units(sentence: str, start: int) -> tuple[frozenset[str], int]:
    """The stems of the words right after a figure, up to the first noun, and where the value's words end."""
    if sentence[start : start + 1] == "%":
        return frozenset({"percent"}), start + 1
    found: list[Token] = []
    for token in (token for token in tokens(sentence) if token.start >= start):
        gap = sentence[found[-1].end if found else start : token.start]
        if gap.strip(" -") or not token.is_content or token.is_capital or NO_UNIT.search(token.text):
            break
        found.append(token)
        if token.text.endswith("s") or token.stem in PEOPLE or len(found) == UNIT_WORDS:
            break
    is_noun = len(found) == 1 or (found and (found[-1].text.endswith("s") or found[-1].stem in PEOPLE))
    return frozenset(token.stem for token in found), found[-1].end if is_noun else start


def _bounds(before: str, value: float) -> tuple[float, float]:
    if ABOUT.search(before):
        return value * (1 - ROUNDED), value * (1 + ROUNDED)
    if ABOVE.search(before):
        return value, value * (1 + BEYOND)
    if BELOW.search(before):
        return value * (1 - BEYOND), value
    return value, value
