"""The publishers of a corpus under every name a reader may call them by.

    The Independent - Sports    "The Independent - Sports", "the Independent"
    The Aldervane Courier       "Aldervane Courier", "the Courier"
    The New York Times          "New York Times", "NYT"
    theverge.com                "The Verge", "TheVerge"

Names are compared without case, accents, "The", ".com" and quotation marks. A short form
is known where one paper alone has it; the sections of a paper are one. Knows nothing
about what a question asks of them (`qa.crediting`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.date_words import MONTH_WORDS
from qa.terms import without_accents

LONGEST_NAME = 9  # words; what is longer is not written out in a question
SHORTEST_INITIALS = 3  # "UN" is no newspaper
# What no paper alone is called by: "in the news", "the press".
GENERIC = frozenset(
    "and news online today daily weekly world report reports media magazine press radio tv channel network business "
    "sports sport blog life style more company group international live".split()
)

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*|&")
_SECTION = re.compile(r"\s+[-–—|]\s+|:\s+")
_SITE = re.compile(r"^www\.|\.(?:com|org|net|co|uk|de|fr|news|info|eu|example)(?:\.[a-z]{2})?$")
_TIMES = MONTH_WORDS["en"].keys() | frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A publisher's name at these characters of a question, without its "the", and what the corpus calls it.

    `is_sure` is False for a word that may be none: "fortune" without its capital.
    """

    start: int
    end: int
    publishers: tuple[str, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    word: str
    start: int
    end: int
    is_capital: bool
    opens: bool


class PublisherNames:
    """The names of one corpus's publishers, made ready once."""

    def __init__(self, publishers: tuple[str, ...]) -> None:
        self._full: dict[tuple[str, ...], dict[str, None]] = {}
        short: dict[tuple[str, ...], dict[str, set[str]]] = {}
        self._longest: dict[str, int] = {}
        for publisher in publishers:
            head = _words(_SECTION.split(publisher)[0])
            for name in {_words(publisher), head, *_joined(_SECTION.split(publisher)[0])}:
                self._full.setdefault(name, {})[publisher] = None
            for name in _short_forms(head):
                short.setdefault(name, {}).setdefault(" ".join(head), set()).add(publisher)
        self._full.pop((), None)
        # A short form stands for one paper: all whose head it is, where there is one such head.
        self._short = {
            name: tuple(sorted(next(iter(heads.values()))))
            for name, heads in short.items()
            if len(heads) == 1 and name not in self._full
        }
        for name in (*self._full, *self._short):
            first = name[0].removeprefix("^").casefold()
            self._longest[first] = min(max(len(name), self._longest.get(first, 0)), LONGEST_NAME)

    def named_in(self, question: str) -> Iterator[Named]:
        """The names that stand in the question, in order; of two that overlap, the first and longest."""
        tokens = _tokens(question)
        is_lower = question == question.lower()
        place = 0
        while place < len(tokens):
            length = 0
            for count in range(min(self._longest.get(tokens[place].word, 0), len(tokens) - place), 0, -1):
                named = self._named(tokens, place, count, is_lower)
                if named is not None:
                    yield named
                    length = count
                    break
            place += length or 1

    def _named(self, tokens: list[_Token], place: int, count: int, is_lower: bool) -> Named | None:
        run = tokens[place : place + count]
        name = tuple(token.word for token in run)
        full = tuple(self._full.get(name, ()))
        publishers = full or self._short.get(name) or (self._initials(run[0]) if count == 1 else ())
        if not publishers:
            return None
        is_capital = run[0].is_capital
        if count == 1 and is_capital and not run[0].text.isupper() and _is_part_of_a_name(tokens, place):
            return None
        if not full and not (is_capital or is_lower):
            return None
        is_sure = is_capital or (count > 1 and bool(full))
        return Named(run[0].start, run[-1].end, publishers, is_sure)

    def _initials(self, token: _Token) -> tuple[str, ...]:
        return self._short.get((f"^{token.text}",), ()) if token.text.isupper() else ()


@lru_cache(maxsize=8)
def names_of(publishers: tuple[str, ...]) -> PublisherNames:
    """The names of these publishers; made once for each corpus."""
    return PublisherNames(publishers)


def _tokens(question: str) -> list[_Token]:
    found = []
    for match in _WORD.finditer(question):
        text = _POSSESSIVE.sub("", match.group())
        before = question[max(0, match.start() - 4) : match.start()].rstrip("'\"“‘( ")
        found.append(
            _Token(
                text, _word(text), match.start(), match.start() + len(text), text[:1].isupper(),
                not before or before[-1] in ".!?:;,",
            )
        )  # fmt: skip
    return found


def _is_part_of_a_name(tokens: list[_Token], place: int) -> bool:
    """Whether a capitalised word stands right before or after: the "Line" of "Reach Line", "Fortune 500"."""
    token = tokens[place]
    if place + 1 < len(tokens):
        after = tokens[place + 1]
        # A possessive or a mark between the two keeps them apart.
        is_near = after.start == token.end + 1
        if (
            is_near
            and after.word not in _TIMES
            and (after.is_capital or after.text[0].isdigit())
            and after.word not in GENERIC
        ):
            return True
    if not place:
        return False
    before = tokens[place - 1]
    return before.is_capital and not before.opens and before.word != "the" and before.end + 1 == token.start


def _words(name: str) -> tuple[str, ...]:
    words = [_word(match.group()) for match in _WORD.finditer(name)]
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(maxsize=20_000)
def _word(text: str) -> str:
    return "and" if text == "&" else _SITE.sub("", _SITE.sub("", without_accents(text.casefold())))


def _joined(name: str) -> Iterator[tuple[str, ...]]:
    """The name as an address has it, and the name an address has: "theverge"."""
    words = [_word(match.group()) for match in _WORD.finditer(name)]
    if len(words) > 1:
        yield ("".join(words),)
    elif words and words[0].startswith("the") and len(words[0]) > len("the") + 3:
        yield (words[0].removeprefix("the"),)


def _short_forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for first in range(1, len(words)):
        rest = words[first:]
        if rest[0] != "and" and not all(word in GENERIC for word in rest):
            yield rest
    if "and" in words[1:]:
        yield words[: words.index("and", 1)]
    initials = "".join(word[0] for word in words if word != "and").upper()
    if len(initials) >= SHORTEST_INITIALS:
        yield (f"^{initials}",)
