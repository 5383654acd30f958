"""Characters with their places to pieces, and the pieces of a column to its lines.

    "The bridge"  "12 March"      two pieces: the gap between them is wide
    "The bridge 12 March"         one line, where no column was found to end in the gap

Pure geometry in points, y upwards: a character, a piece and a line are each a text with
a box around it. Knows nothing about PDF, paragraphs or words.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

# Of the size of the letters. The gutters of three-column pages were seen down to 1.1. Spaces in a
# justified column are 0.7, at times 1.2; such a line is put together again where no column ends in it.
WIDE_GAP = 0.8
CELL_GAP = 2.0  # of the size; twice what stands between justified words, and less than tables leave
WORD_GAP = 0.15  # narrower than the narrowest space (0.2, in condensed faces), wider than kerning
RAISED_SIZE = 0.86  # of the text's; browsers set the number of a footnote at 0.83, TeX at 0.7
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Drop capitals: "T" three lines high beside "he bridge opened".
DROP_CAP_SIZE = 1.7


class Piece(NamedTuple):
    """Text on one line and the box around it; also a single character."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    def is_beside(self, other: "Piece") -> bool:
        """Whether both stand on one line."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared >= 0.5 * min(self.top - self.bottom, other.top - other.bottom)


def pieces_of(chars: Iterable[Piece]) -> list[Piece]:
    """The pieces that characters, in the order of reading on each line, make up."""
    pieces: list[Piece] = []
    current: list[Piece] = []
    has_space = False
    for char in chars:
        if char.text.isspace():
            has_space = True
            continue
        is_after_drop_cap = len(current) == 1 and current[0].size > DROP_CAP_SIZE * char.size
        if current and (is_after_drop_cap or not _continues(current[-1], char)):
            pieces.append(_joined(_with_raised(_in_reading_order(current))))
            current = []
        if current:
            before = current[-1]
            if has_space or _gap(before, char) > WORD_GAP * before.size:
                current.append(before._replace(text=" "))
        current.append(char)
        has_space = False
    return [*pieces, _joined(_with_raised(_in_reading_order(current)))] if current else pieces


def _in_reading_order(chars: list[Piece]) -> list[Piece]:
    """The characters with the letters of each right-to-left word set from the right, where the file has them mixed.

    PDFium turns whole lines around and leaves some words of theirs as they were drawn. Words
    with marks above or below letters stay as they are: a mark has the place of its letter.
    """
    ordered: list[Piece] = []
    for is_word, run in groupby(chars, key=lambda char: RIGHT_TO_LEFT.match(char.text) is not None):
        letters = list(run)
        if is_word and not any(unicodedata.combining(char.text[0]) for char in letters):
            letters.sort(key=lambda char: -(char.left + char.right))
        ordered += letters
    return ordered


def _with_raised(chars: list[Piece]) -> list[Piece]:
    """The characters with raised digits as such, so that the number of a footnote is no part of a figure: 2026¹."""
    size = median(char.size for char in chars)
    if all(char.size > RAISED_SIZE * size for char in chars):
        return chars
    bottom = median(char.bottom for char in chars if char.size > RAISED_SIZE * size)
    return [
        char._replace(text=char.text.translate(SUPERSCRIPT))
        if char.size <= RAISED_SIZE * size and char.bottom > bottom + 0.1 * size
        else char
        for char in chars
    ]


def _continues(before: Piece, char: Piece) -> bool:
    return char.is_beside(before) and _gap(before, char) <= WIDE_GAP * max(before.size, char.size)


def _gap(one: Piece, other: Piece) -> float:
    """The empty width between two boxes, whichever stands first."""
    return max(other.left - one.right, one.left - other.right)


def _joined(chars: list[Piece]) -> Piece:
    return Piece(
        "".join(char.text for char in chars),
        min(char.left for char in chars),
        min(char.bottom for char in chars),
        max(char.right for char in chars),
        max(char.top for char in chars),
        median(char.size for char in chars),
    )


def rows_of(pieces: list[Piece]) -> list[tuple[Piece, float, bool]]:
    """The pieces of one column as whole lines, with where a drop capital ends (else 0), and if it is a row of cells."""
    rows: list[list[Piece]] = []
    drop_caps: list[Piece] = []
    usual = median(piece.size for piece in pieces)
    for piece in sorted(pieces, key=lambda piece: (-piece.top, piece.left)):
        if len(piece.text) == 1 and piece.text.isalpha() and piece.size > DROP_CAP_SIZE * usual:
            drop_caps.append(piece)
        elif rows and rows[-1][0].is_beside(piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for cap in drop_caps:
        beside = next((row for row in rows if row[0].bottom < cap.top and row[0].top > cap.bottom), None)
        if beside is None:
            rows.append([cap])
        else:
            first = beside[0]
            beside[0] = Piece(cap.text + first.text, cap.left, first.bottom, first.right, first.top, first.size)
    return [(_row(row), min([cap.bottom for cap in drop_caps if row[0].left == cap.left] or [0]), _has_cells(row))
            for row in rows]  # fmt: skip


def _has_cells(row: list[Piece]) -> bool:
    pairs = pairwise(sorted(row, key=lambda piece: piece.left))
    return any(_gap(one, other) > CELL_GAP * other.size for one, other in pairs)


def _row(pieces: list[Piece]) -> Piece:
    text = "".join(piece.text for piece in pieces)
    pieces = sorted(pieces, key=lambda piece: piece.left, reverse=is_right_to_left(text))
    parts: list[Piece] = []
    for piece in pieces:
        if parts and _gap(parts[-1], piece) > WORD_GAP * piece.size:
            parts.append(piece._replace(text=" "))
        parts.append(piece)
    longest = max(pieces, key=lambda piece: len(piece.text))
    return _joined(parts)._replace(size=longest.size)


def is_right_to_left(text: str) -> bool:
    """Whether most letters are of a script that runs from right to left."""
    letters = sum(unicodedata.category(char)[0] == "L" for char in text)
    return len(RIGHT_TO_LEFT.findall(text)) * 2 > letters
