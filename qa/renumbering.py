"""The other ways to write the numbers of a question, as an article may have them.

    other_numbers("a fine of 2.4 million")     2.4m, 2.4mn, 2,400,000, 2400000
    other_numbers("the 3rd of thirty")         third; 30

Full-text search reads "2.4m" as the words 2 and 4m, so that each way is a phrase of its
own. Only what means exactly the same: thirty days are no month. English.

Knows nothing about what the numbers count; whether two texts' numbers agree is `qa.numbers`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from qa.numbers import TENS, UNITS

SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT = {"thousand": ("k",), "million": ("m", "mn"), "billion": ("bn",), "trillion": ("tn", "trn")}
LONG = {short: scale for scale, shorts in SHORT.items() for short in shorts}
ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()
WORDS = {word: number for word, number in (UNITS | TENS).items() if number}
IN_WORDS = {number: word for word, number in WORDS.items()}
YEARS = range(1_000, 3_000)  # as they stand alone; nobody writes 2,015 for one
FEWEST_ALONE = 2  # "one" and "1" stand in every other passage
# A small number in words is not looked for in digits, which are mostly days and hours: of the samples' questions
# one lost its first place by it, on OneStopQA and CLAP NQ none gained one.
FEWEST_IN_DIGITS = 13

_WORD = "|".join(WORDS)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
AMOUNT = re.compile(
    rf"(?<![\w.,:/-])(?P<number>{_DIGITS}|{_WORD})(?:[\s-]?(?P<scale>{'|'.join([*SCALES, *LONG])}))?(?![,.:/-]\d|\w)",
    re.I,
)
ORDINAL = re.compile(rf"\b(?:(?P<digits>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(ORDINALS)}))\b", re.I)
PERCENT = re.compile(r"\b(?:percent|per cent)\b", re.I)


def other_numbers(text: str) -> dict[str, tuple[str, ...]]:
    """For each number as written the other ways to write it."""
    found: dict[str, tuple[str, ...]] = {}
    for match in AMOUNT.finditer(text):
        found[match.group()] = _without(match.group(), _amounts(match["number"].casefold(), match["scale"]))
    for match in ORDINAL.finditer(text):
        place = int(match["digits"] or 0) or ORDINALS.index(match["word"].casefold()) + 1
        if 1 < place <= len(ORDINALS):  # "first" is seldom a number
            found[match.group()] = _without(match.group(), iter((ORDINALS[place - 1], f"{place}{_ending(place)}")))
    for match in PERCENT.finditer(text):
        found[match.group()] = ("per cent",) if match.group().casefold() == "percent" else ("percent",)
    return {written: others for written, others in found.items() if others}


def _amounts(number: str, scale: str | None) -> Iterator[str]:
    value = Decimal(WORDS[number]) if number in WORDS else Decimal(number.replace(",", ""))
    if scale:
        value *= SCALES[LONG.get(scale.casefold(), scale.casefold())]
    yield from _scaled(value)
    whole = int(value)
    if whole == value and whole >= (FEWEST_IN_DIGITS if number in WORDS else FEWEST_ALONE):
        if not (scale is None and whole in YEARS):
            yield f"{whole:,}"
        yield str(whole)
        if whole in IN_WORDS:
            yield IN_WORDS[whole]


def _scaled(value: Decimal) -> Iterator[str]:
    """A large number by its scale: 1,200,000 as 1.2 million and 1.2m; 1,234,567 is not written so."""
    for scale, size in SCALES.items():
        share = (value / size).normalize()
        if size > 1_000 and 1 <= share < 1_000 and -share.as_tuple().exponent <= 2:  # type: ignore[operator]
            yield f"{share:f} {scale}"
            yield from (f"{share:f}{short}" for short in SHORT[scale])


def _without(written: str, others: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(other for other in others if other != written.casefold()))


def _ending(place: int) -> str:
    return {2: "nd", 3: "rd"}.get(place, "th")
