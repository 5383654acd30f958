"""Take the markers out of a draft as it streams: ids in brackets, in the forms that models write.

    [k47]  [k47, m36]  [k47][m36]  【k47】  ［k47］  (k47)  [[k47]]  [sentence k47]  【k47†source】

What looks like an id and was not shown is taken out too, and told as unknown: it is a wrong
citation, not a word. In round brackets only an id that was shown is one ("the jet (F16)"),
and a bracketed year is text. Each character is looked at a fixed number of times.

Knows nothing about sentences.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

CLOSERS = {"[": "]", "【": "】", "［": "］", "〔": "〕", "(": ")", "（": "）"}
ROUND = "(（"
MAX_HELD = 200  # characters after which an open bracket is text; the longest form seen is a list of a dozen ids
FORM = re.compile(r"[a-z]\d{1,3}|\d{1,12}")
YEAR = re.compile(r"(?:1\d|20)\d{2}")
SEPARATOR = re.compile(r"[\s,;、|/&+]+")
FILLERS = frozenset("and id ids see sentence sentences source sources".split())
DAGGER = "†"  # "【k47†source】"


@dataclass(frozen=True, slots=True)
class Marker:
    """The ids of one pair of brackets: those that were shown, and those that were not."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...]


class MarkerReader:
    """Takes a draft character by character and hands out its text and its markers apart, in order."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._held: list[str] = []
        self._follows_marker = False
        self._doubled = False

    def feed(self, char: str) -> str | Marker:
        """What is certain with this character: a marker, or text; empty while a bracket is open."""
        if self._held:
            return self._go_on(char)
        if char in CLOSERS:
            self._held = [char]
            return ""
        is_second_closer = self._doubled and self._follows_marker and char == "]"
        self._follows_marker = self._doubled = False
        return "" if is_second_closer else char

    def close(self) -> str:
        """The text of a bracket that was never closed."""
        return self._released()

    def _go_on(self, char: str) -> str | Marker:
        if char in CLOSERS:
            is_double = self._held == [char] == ["["]
            text = "" if is_double else self._released()
            self._held, self._doubled = [char], is_double
            return text
        self._held.append(char)
        opener = self._held[0]
        if char == CLOSERS[opener]:
            inner = "".join(self._held[1:-1])
            marker = marker_in(inner, self._known, is_round=opener in ROUND)
            if marker is None and self._follows_marker and opener in ROUND:
                self._held = []  # "[k47](http://...)": the target of a link that a marker was written as
                return ""
            if marker is not None:
                self._held, self._follows_marker = [], True
                return marker
        return self._released() if char == CLOSERS[opener] or char == "\n" or len(self._held) > MAX_HELD else ""

    def _released(self) -> str:
        text = "".join(self._held)
        self._held, self._follows_marker, self._doubled = [], False, False
        return text


def marker_in(inner: str, known: Collection[str], *, is_round: bool) -> Marker | None:
    """The marker that the words between two brackets are; None where they are text."""
    plain = unicodedata.normalize("NFKC", inner).partition(DAGGER)[0]
    words = [word.strip("#^@:.") for word in SEPARATOR.split(plain)]
    words = [word for word in words if word and word.casefold() not in FILLERS]
    found = tuple(dict.fromkeys(word.casefold() for word in words))
    if not found or not all(map(FORM.fullmatch, found)):
        return None
    ids = tuple(each for each in found if each in known)
    # An id is shown in small letters: "the [G20] summit" is somebody's own word.
    is_text = is_round or any(map(YEAR.fullmatch, found)) or any(word != word.casefold() for word in words)
    return None if is_text and not ids else Marker(ids, tuple(each for each in found if each not in known))
