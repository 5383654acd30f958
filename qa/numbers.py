"""The numbers in a text, whether in digits or in words.

    numbers("about three hundred, or 1.2m")            300, 1200000
    numbers("two hundred and fifty thousand")          250000
    numbers("half a million")                          500000

A claim and its quote may write a number differently; they may not mean different ones.
Signs, units and currencies are left out. English.
"""

import re

from qa.terms import Token, tokens

UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
TENS = {word: 10 * (n + 2) for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
SCALES = {
    "dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6, "m": 1e6, "mn": 1e6,
    "billion": 1e9, "bn": 1e9, "trillion": 1e12, "trn": 1e12,
}  # fmt: skip
ATTACHED_SCALES = frozenset({"k", "m"})  # "5m" is five million, "5 m" five metres
SPECIAL_NUMBERS = {"half": 0.5, "once": 1.0, "twice": 2.0}
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}")
DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")


def numbers(text: str) -> frozenset[float]:
    """The numbers in `text`, written in digits or words: "1.2m" and "1,200,000" are the same one."""
    found: set[float] = set()
    run: list[tuple[float, bool]] = []
    before: list[Token] = []
    for token in tokens(text):
        word = token.text.casefold()
        gap = text[before[-1].end : token.start] if before else " "
        if run and gap not in ("", " ", "-"):
            found.update(_counted(run))
            run = []
        if word in SCALES and (word not in ATTACHED_SCALES or not gap):
            if not run and (share := _article_before(before)):
                run = [(share, False)]
                found.discard(0.5)
            run += [(SCALES[word], True)] if run else []
        elif values := _values(word):
            if word[0].isdigit() or not run:
                found.update(_counted(run))
                run = []
            run += [(value, False) for value in values]
        elif not (word == "and" and run and run[-1][1]):
            found.update(_counted(run))
            run = []
        if word in SPECIAL_NUMBERS:
            found.add(SPECIAL_NUMBERS[word])
        before = [*before[-2:], token]
    found.update(_counted(run))
    return frozenset(round(number, 6) for number in found)


def is_number_word(token: Token) -> bool:
    """Whether the word is a number or a part of one, in digits or in words."""
    word = token.text.casefold()
    return word[0].isdigit() or word in UNITS or word in TENS or word in SCALES


def _article_before(before: list[Token]) -> float:
    """What "a" before a scale counts: 1, after "half" 0.5, in "a quarter of a million" nothing."""
    said = [token.text.casefold() for token in before]
    if said[-1:] != ["a"] or said[-2:-1] == ["of"]:
        return 0.0
    return 0.5 if said[-2:-1] == ["half"] else 1.0


def _counted(run: list[tuple[float, bool]]) -> list[float]:
    """A run of numbers and scales as the numbers it means: two, hundred, fifty, thousand is 250,000."""
    found: list[float] = []
    total = part = last = 0.0
    room = 0.0  # what may still be added to `part` is smaller than this
    scale = float("inf")
    for value, is_scale in run:
        if is_scale and value >= 1_000:
            if part and total and value >= scale:  # "two thousand and three thousand" are two
                found.append(total)
                total = 0.0
            total = total + part * value if part else (total or 1.0) * value
            part, room, scale = 0.0, value, value
        elif is_scale:
            if part > last > 0:  # "two hundred and three hundred" are two
                found.append(total + part - last)
                total, part = 0.0, last
            part = (part or 1.0) * value
            room, last = (100.0 if value == 100 else 0.0), 0.0
        else:
            if (total or part) and not 0 < value < room:
                found.append(total + part)
                total, part, scale = 0.0, 0.0, float("inf")
            part, last = part + value, value
            room = 10.0 if value in TENS.values() else 0.0
    return [*found, total + part] if run else []


def _values(word: str) -> list[float]:
    """The number a word says; several where it is a list or a date in digits."""
    if not word[0].isdigit():
        return [float(number)] if (number := UNITS.get(word, TENS.get(word))) is not None else []
    if THOUSANDS.fullmatch(word):
        return [float(word.replace(",", "") if "," in word else word.replace(".", ""))]
    if DECIMAL.fullmatch(word):
        return [float(word.replace(",", "."))]
    return [float(part) for part in re.findall(r"\d+", word)]
