"""What stands at the same height on page after page: running heads, running feet and page numbers.

    The Harbour Post          2          taken off: on pages 2, 3 and 4, digits aside
    (a gap)
    the council said on Monday.          stays, even where another page begins with it

Only the outermost rows of a page can be a head, only where a gap or another size sets
them apart from the text, and only where another page has the same row at the same
height. Knows nothing about columns and paragraphs.
"""

import re
from typing import NamedTuple

from corpus.extracting.page_layout import Piece

MARGIN = 0.2  # of the page's height; heads of newspapers stood within 0.09, the page numbers of LaTeX at 0.16
SAME_HEIGHT = 3.0  # points; printing the same page twice moves a line by less than 1
# Of the size: the empty height below a head or above a foot. In running text it is 0 to 0.3, between
# paragraphs about 0.6, below heads 1 and more.
SET_APART = 0.7
LEAST_SHARE = 0.25  # of the pages; heads that differ left and right are on half of them, less the first
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"^\W*(?:page|p\.|seite|página)?\s*(?P<number>\d+)(?:\s*(?:/|of|von|de|sur)\s*\d+)?\W*$", re.I)


class Sheet(NamedTuple):
    """One page: its pieces, and the height of its lower and upper edge."""

    pieces: list[Piece]
    bottom: float
    top: float


class Row(NamedTuple):
    """Pieces at one height, from the outside of the page counted inwards."""

    pieces: list[Piece]
    key: str
    height: float


def without_running_heads(sheets: list[Sheet]) -> list[list[Piece]]:
    """The pieces of each page less its running heads and feet."""
    heads = [_rows(sheet, at_top=True) for sheet in sheets]
    feet = [_rows(sheet, at_top=False) for sheet in sheets]
    kept: list[list[Piece]] = []
    for number, sheet in enumerate(sheets):
        running = {id(piece) for rows in (heads, feet) for row in _running(rows, number, sheet) for piece in row.pieces}
        kept.append([piece for piece in sheet.pieces if id(piece) not in running])
    return kept


def _rows(sheet: Sheet, *, at_top: bool) -> list[Row]:
    """The rows in one margin and the first below it, outermost first."""
    depth = MARGIN * (sheet.top - sheet.bottom)
    rows: list[list[Piece]] = []
    for piece in sorted(sheet.pieces, key=lambda piece: -piece.top if at_top else piece.bottom):
        if rows and rows[-1][0].is_beside(piece):
            rows[-1].append(piece)
            continue
        if rows and _distance(rows[-1], sheet, at_top) > depth:
            break
        rows.append([piece])
    return [
        Row(row, DIGITS.sub("#", " ".join(p.text for p in sorted(row, key=lambda p: p.left))),
            _distance(row, sheet, at_top))
        for row in rows
    ]  # fmt: skip


def _distance(row: list[Piece], sheet: Sheet, at_top: bool) -> float:
    return sheet.top - row[0].top if at_top else row[0].bottom - sheet.bottom


def _running(rows: list[list[Row]], number: int, sheet: Sheet) -> list[Row]:
    """Which of this page's outermost rows are running ones; never all that the page has."""
    depth = MARGIN * (sheet.top - sheet.bottom)
    found = 0
    for position, row in enumerate(rows[number]):
        if row.height > depth or not (_is_repeated(row, rows) or _is_number(row, number)):
            break
        if position + 1 < len(rows[number]) and _is_apart(row, rows[number][position + 1]):
            found = position + 1
    return rows[number][:found]


def _is_repeated(row: Row, rows: list[list[Row]]) -> bool:
    """Whether a share of the pages, this and one more at least, have the row at this height."""
    alike = sum(
        any(other.key == row.key and abs(other.height - row.height) <= SAME_HEIGHT for other in others)
        for others in rows
    )
    return alike >= max(2, LEAST_SHARE * len(rows))


def _is_number(row: Row, number: int) -> bool:
    matched = PAGE_NUMBER.match(" ".join(piece.text for piece in row.pieces))
    return matched is not None and int(matched["number"]) == number + 1


def _is_apart(row: Row, inner: Row) -> bool:
    one, other = row.pieces[0], inner.pieces[0]
    gap = max(one.bottom - other.top, other.bottom - one.top)
    return gap > SET_APART * other.size or abs(one.size - other.size) > 0.05 * other.size
