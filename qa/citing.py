"""Read a model's draft as it streams: sentences, and the evidence numbers each one gives.

    draft     "Exports fell in May [2]. Analysts expect more. [7]"
    claims    ("Exports fell in May.", markers 2)  ("Analysts expect more.", markers 7)

A number may stand before or after the full stop, or open a sentence; [1, 2], [1][2] and
full-width brackets are understood, a bracketed year is text. What the markers point at
is looked up later against the evidence; one that points nowhere is dropped there, never
clamped to the nearest: a wrong source is worse than none.

Knows nothing about whether evidence supports a claim; that is `qa.grounding`.
"""

import re
from dataclasses import dataclass

from corpus import sentences_of
from corpus.cleaning import clean_line

MARKER = re.compile(r"\s*[\[【［]\s*(\d{1,12}(?:\s*[,;、]\s*\d{1,12})*)\s*[\]】］]")
YEAR = re.compile(r"^(?:1[0-9]|20)\d{2}$")
LIST_MARK = re.compile(r"^\s*(?:[-*•–]+|\d{1,2}[.)])\s+")
LEAD_IN = re.compile(r"^\s*(?:answer|reply|a)\s*:\s*", re.IGNORECASE)
MARKDOWN = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)|(\*\*|__|`+)")
SENTENCE_BREAK = re.compile(r"[.!?…。！？][\"'”’»)]*\s*(?:[\[【［][^\]】］]*[\]】］]\s*)*\s[^\s\[【［]|\n")
STOP_BEFORE_MARKER = re.compile(r"([.!?…。！？][\"'”’»)]*)\s*(?=[\[【［]\d)")
OPEN_MARKER = re.compile(r"[\[【［][\d\s,;、]*$")
SENTENCE_STOP = re.compile(r"[.!?…。！？][\"'”’»)]*$")


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One sentence of a draft without its markers, and the numbers it gave."""

    text: str
    markers: tuple[int, ...]

    @property
    def is_finished(self) -> bool:
        """Whether the sentence came to its end; a cut reply leaves one that did not."""
        return bool(SENTENCE_STOP.search(self.text))


class DraftReader:
    """Takes a draft in pieces and hands out each claim once nothing more can belong to it.

    Sentences are cut where a word ends, never where a piece does, so that the same draft
    gives the same claims however it is cut.
    """

    def __init__(self) -> None:
        self._text = ""
        self._markers_lead: bool | None = None

    def feed(self, piece: str) -> list[DraftClaim]:
        """The claims that this piece completes: all but the last, which may go on or get a marker yet."""
        claims: list[DraftClaim] = []
        for char in piece:
            self._text += char
            if char.isspace() and not _is_open(self._text):
                claims += self._completed()
        return claims

    def close(self) -> list[DraftClaim]:
        """The claims still held back when the draft has ended."""
        claims = self._completed() + _claims([text for _, text in self._parts()])
        self._text = ""
        return claims

    def _completed(self) -> list[DraftClaim]:
        parts = self._parts() if SENTENCE_BREAK.search(self._text) else []
        if len(parts) < 2:
            return []
        self._text = self._text[parts[-1][0] :]
        return _claims([text for _, text in parts[:-1]])

    def _parts(self) -> list[tuple[int, str]]:
        if self._markers_lead is None and self._text.strip():
            # "[1] First. [2] Second.": the draft copies the evidence's own form, number first.
            self._markers_lead = bool(MARKER.match(self._text))
        if self._markers_lead:
            self._text = STOP_BEFORE_MARKER.sub(r"\1\n", self._text)
        return _parts(self._text, bool(self._markers_lead))


def _is_open(text: str) -> bool:
    """Whether a marker or a quotation has begun and not ended: what follows may decide where a sentence ends."""
    return bool(text.count('"') % 2 or text.count("“") > text.count("”") or OPEN_MARKER.search(text))


def claims_of(draft: str) -> list[DraftClaim]:
    """All claims of a whole draft."""
    reader = DraftReader()
    return reader.feed(draft) + reader.close()


def _parts(text: str, markers_lead: bool) -> list[tuple[int, str]]:
    """Sentences as (start, text), each with the markers that follow its full stop."""
    parts: list[tuple[int, str]] = []
    for span in sentences_of(text):
        piece = span.of(text)
        leading = re.match(rf"(?:{MARKER.pattern})+", piece)
        previous_is_unmarked = bool(parts) and not markers_lead and not MARKER.search(parts[-1][1])
        if leading and previous_is_unmarked:
            start, before = parts[-1]
            parts[-1] = (start, f"{before} {leading.group()}")
            if rest := piece[leading.end() :].strip():
                parts.append((span.start + leading.end(), rest))
        else:
            parts.append((span.start, piece))
    return parts


def _claims(pieces: list[str]) -> list[DraftClaim]:
    claims = [_claim(piece) for piece in pieces]
    return [claim for claim in claims if any(map(str.isalpha, claim.text))]


def _claim(piece: str) -> DraftClaim:
    markers: list[int] = []

    def take(match: re.Match[str]) -> str:
        found = re.split(r"\s*[,;、]\s*", match.group(1))
        if any(YEAR.match(number) for number in found):
            return match.group()
        markers.extend(map(int, found))
        return ""

    text = MARKER.sub(take, LIST_MARK.sub("", LEAD_IN.sub("", piece)))
    text = MARKDOWN.sub(lambda match: match.group(1) or "", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", clean_line(text) or "").strip()
    return DraftClaim(text, tuple(dict.fromkeys(markers)))
