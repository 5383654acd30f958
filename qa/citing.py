"""Read a model's draft as it streams: sentences, and the ids of evidence each one gives.

    draft     "Exports fell in May [k47]. Analysts expect more. [m36]"
    claims    ("Exports fell in May.", ids k47)  ("Analysts expect more.", ids m36)

A marker may stand before or after the full stop, or open a sentence (`qa.marking` has its
forms). What was not shown is dropped and told, never taken for the nearest: a wrong source
is worse than none. What is held back is bounded, so a draft takes time in proportion to its
length, whatever it holds.

Knows nothing about whether evidence supports a claim; that is `qa.grounding`.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus import Span, sentences_of
from corpus.cleaning import clean_line
from qa.marking import Marker, MarkerReader

LIST_MARK = re.compile(r"^\s*(?:[-*•–]+|\d{1,2}[.)])\s+")
LEAD_IN = re.compile(r"^\s*(?:answer|reply|a)\s*:\s*", re.IGNORECASE)
MARKDOWN = re.compile(r"!?\[([^\[\]\n]*)\]\([^)\n]*\)|(\*+|__)")
SENTENCE_STOP = re.compile(r"[.!?…。！？][\"'”’»)]*$")
STOPS = frozenset(".!?…。！？")
# A quotation that goes on for so long was never closed: of 200 kB fed character by character each case of
# `tests.qa.test_citing` takes at most 2 s on two old cores, where the open quotation and others had no end.
MAX_QUOTATION = 2_000


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One sentence of a draft without its markers: the ids it gave, and what it gave that was never shown."""

    text: str
    ids: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_finished(self) -> bool:
        """Whether the sentence came to its end; a cut reply leaves one that did not."""
        return bool(SENTENCE_STOP.search(self.text))


class DraftReader:
    """Takes a draft in pieces and hands out each claim once nothing more can belong to it.

    Sentences are cut where a word ends, never where a piece does, so that the same draft
    gives the same claims however it is cut.
    """

    def __init__(self, known: Collection[str] = ()) -> None:
        self._markers = MarkerReader(known)
        self._chars: list[str] = []  # what may still go on, white space squeezed, without its markers
        self._marks: list[tuple[int, Marker]] = []  # and where in it they stood
        self._markers_lead: bool | None = None
        self._has_stopped = False  # a stop stands before the word at hand, and nobody has looked there yet
        self._word_stops = False
        self._after_marker = False
        self._ends_here = False  # a stop with a marker beside it ends a sentence, even that of "in May."
        self._quotes = 0  # marks of quotation that are still open

    def feed(self, piece: str) -> list[DraftClaim]:
        """The claims that this piece completes: all but the last, which may go on or get a marker yet."""
        claims: list[DraftClaim] = []
        for char in piece:
            found = self._markers.feed(char)
            if isinstance(found, Marker):
                self._mark(found)
            else:
                for each in found:
                    claims += self._add(each)
        return claims

    def close(self, *, is_cut: bool = False) -> list[DraftClaim]:
        """The claims still held back when the draft has ended; less the last one where it was cut.

        That one may look finished and not be: "fined 2." is how "fined 2.4 million" begins.
        """
        claims = [claim for char in self._markers.close() for claim in self._add(char)]
        text = "".join(self._chars)
        spans = sentences_of(text)
        until = len(spans) - 1 if is_cut else None
        claims += _claims(text, spans, self._marks, lead=bool(self._markers_lead), until=until)
        self._chars, self._marks = [], []
        return claims

    def _mark(self, marker: Marker) -> None:
        if self._chars[-1:] == [" "]:
            self._chars.pop()
        self._marks.append((len(self._chars), marker))
        self._after_marker = True
        self._ends_here = bool(SENTENCE_STOP.search("".join(self._chars[-4:])))

    def _add(self, char: str) -> list[DraftClaim]:
        if char.isspace():
            return self._end_word(char)
        if char == "`" or (char == "*" and self._chars and self._chars[-1] != "\n"):
            return []  # marks of Markdown; at the start of a line one may be a list's
        opens = char.isalnum() or char in "“«" or (char == '"' and not self._quotes % 2)
        if self._after_marker and opens and self._chars and not self._chars[-1].isspace():
            self._chars.append(" ")
        if self._ends_here and not char.islower() and self._chars[-1:] == [" "]:
            self._chars[-1], self._has_stopped = "\n", True
        stops_behind_marker = self._after_marker and char in STOPS
        self._ends_here = not char.isalnum() and (self._ends_here or stops_behind_marker)
        self._after_marker = False
        if self._markers_lead is None and char.isalpha():
            # "[k47] First. [m36] Second.": the draft copies the evidence's own form, the id first.
            self._markers_lead = bool(self._marks)
        self._chars.append(char)
        self._word_stops = self._word_stops or char in STOPS
        self._quotes = _open_quotes(self._quotes, char)
        return []

    def _end_word(self, char: str) -> list[DraftClaim]:
        """Take white space, of which a run is one, a line's end before all; look for ended sentences."""
        self._after_marker = False
        is_line_end = char == "\n"
        if not self._chars or self._chars[-1].isspace():
            if is_line_end and self._chars:
                self._chars[-1], self._has_stopped = char, True
            return []
        is_open = self._quotes and len(self._chars) <= MAX_QUOTATION
        claims = self._completed() if self._has_stopped and not is_open else []
        self._has_stopped = (self._has_stopped and bool(is_open)) or self._word_stops or is_line_end
        self._word_stops = False
        self._chars.append("\n" if is_line_end else " ")
        return claims

    def _completed(self) -> list[DraftClaim]:
        text = "".join(self._chars)
        spans = sentences_of(text)
        if len(spans) < 2:
            return []
        start = spans[-1].start
        last = len(spans) - 1
        owners = _owners(spans, self._marks, lead=bool(self._markers_lead))
        claims = _claims(text, spans, self._marks, lead=bool(self._markers_lead), until=last)
        self._marks = [
            (max(0, place - start), marker)
            for (place, marker), owner in zip(self._marks, owners, strict=True)
            if owner == last
        ]
        self._chars = self._chars[start:]
        self._quotes = 0
        for char in self._chars:
            self._quotes = _open_quotes(self._quotes, char)
        return claims


def claims_of(draft: str, known: Collection[str] = ()) -> list[DraftClaim]:
    """All claims of a whole draft."""
    reader = DraftReader(known)
    return reader.feed(draft) + reader.close()


def _open_quotes(still_open: int, char: str) -> int:
    """How many quotations are open after a character: a straight mark, which has one form, opens or closes."""
    if char == '"':
        return still_open - 1 if still_open % 2 else still_open + 1
    if char == "“":
        return still_open + 2
    return max(0, still_open - 2) if char == "”" else still_open


def _owners(spans: Sequence[Span], marks: Sequence[tuple[int, Marker]], *, lead: bool) -> list[int]:
    """For each marker the sentence it belongs to: the one it stands in; behind a full stop the one
    before, unless that has one already or markers lead."""
    starts = [span.start for span in spans]
    owners: list[int] = []
    previous: tuple[int, int] | None = None  # place and owner of the marker before, which is one with this one
    for place, _ in marks:
        at = bisect_left(starts, place) - 1
        if previous is not None and previous[0] == place:
            owner = previous[1]
        elif at < 0:
            owner = 0
        elif place < spans[at].end or at + 1 == len(spans) or not (lead or at in owners[-1:]):
            owner = at
        else:
            owner = at + 1
        owners.append(owner)
        previous = (place, owner)
    return owners


def _claims(
    text: str, spans: Sequence[Span], marks: Sequence[tuple[int, Marker]], *, lead: bool, until: int | None = None
) -> list[DraftClaim]:
    behind: dict[int, list[Marker]] = {}
    for (_, marker), owner in zip(marks, _owners(spans, marks, lead=lead) if spans else [], strict=bool(spans)):
        behind.setdefault(owner, []).append(marker)
    made = (_claim(span.of(text), behind.get(number, ())) for number, span in enumerate(spans[:until]))
    return [claim for claim in made if any(map(str.isalpha, claim.text))]


def _claim(piece: str, markers: Sequence[Marker]) -> DraftClaim:
    text = LIST_MARK.sub("", LEAD_IN.sub("", piece))
    text = MARKDOWN.sub(lambda match: match.group(1) or "", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", clean_line(text) or "").strip()
    return DraftClaim(text, _each(markers, "ids"), _each(markers, "unknown"))


def _each(markers: Sequence[Marker], name: str) -> tuple[str, ...]:
    def given() -> Iterator[str]:
        for marker in markers:
            yield from getattr(marker, name)

    return tuple(dict.fromkeys(given()))
