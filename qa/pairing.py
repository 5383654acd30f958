"""Words of writing without spaces: pairs of neighbouring characters, as no list of words is at hand.

    paired("青川市在哪里")     青川, 川市, 在, 哪里

Most Chinese words have two characters, so that two texts with a word in common have a pair in
common. Small words are cut out first: a pair across one is no word. A counting word behind
digits ("12万") is one of its own, for `qa.numbers`.
"""

import re
from collections.abc import Iterator

from corpus.function_words import WORDS_BY_LANGUAGE
from corpus.languages import HAN, KANA

COUNTS = "百万|千万|万|亿|千|百"
_RUN = re.compile(f"[{HAN}]+|[{KANA}]+|[^{HAN}{KANA}]+")
_SMALL = re.compile("|".join(sorted(WORDS_BY_LANGUAGE["zh"], key=len, reverse=True)))
_COUNT = re.compile(COUNTS)


def paired(run: str, *, after: str = "") -> Iterator[tuple[str, int]]:
    """The words of a run of characters with their places in it; `after` is what stands before it."""
    for piece in _RUN.finditer(run):
        text, start = piece.group(), piece.start()
        if not re.match(f"[{HAN}]", text):
            yield text, start
            continue
        before = run[start - 1 : start] or after
        if before.isdecimal() and (count := _COUNT.match(text)):
            yield count.group(), start
            text, start = text[count.end() :], start + count.end()
        yield from ((word, start + place) for word, place in _pairs_between(text))


def _pairs_between(text: str) -> Iterator[tuple[str, int]]:
    place = 0
    for small in _SMALL.finditer(text):
        yield from _pairs(text, place, small.start())
        yield small.group(), small.start()
        place = small.end()
    yield from _pairs(text, place, len(text))


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    if end - start == 1:
        yield text[start:end], start
    for place in range(start, end - 1):
        yield text[place : place + 2], place
