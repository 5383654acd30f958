"""Which columns a page has and in which order they are read.

    +------------------------+
    | Headline across        |     1
    +-----------+------------+
    | left      | right      |     2  4
    | column    | column     |     3  5
    +-----------+------------+

Going down the page, a *band* of pieces that leave one strip free from its top to its
bottom is read column by column; what stands across the strip ends the band. A table
leaves such strips too, but its cells are short: it is read row by row.

Pure geometry; knows nothing about PDF, paragraphs or words.
"""

from statistics import median
from typing import NamedTuple

from corpus.extracting.page_layout import WIDE_GAP, Piece, is_right_to_left, rows_of

# Two widely set lines of one column had a gap in the same place; three were not seen to. A strip
# of twice the letters' size is none of these, and two lines are enough.
MIN_COLUMN_LINES = 3
SURE_STRIP = 2.0
COLUMN_GAP = 0.6  # of the size, between a column and what stands below both; between its own paragraphs up to 0.5
FULL_LINE = 0.6  # of the widest line beside it; the last lines of paragraphs and headings are shorter
MIN_COLUMN_CHARS = 18  # the median line of a column; a narrow newspaper column has 25, a table cell under 12
# A broadsheet page has some 1,200 pieces. Finding bands takes quadratic time: 1,500 pieces take
# 5 s at worst, 0.1 s usually, and a page with more is a drawing or an attack and is read in the file's order.
MAX_PIECES = 1_500


class Column(NamedTuple):
    """Pieces that are read from top to bottom. `is_split` tells those that have a neighbour."""

    pieces: list[Piece]
    is_split: bool


class Line(NamedTuple):
    """A line of a column whose edges they are; `column` counts the columns of the whole print.

    `floor` is where a drop capital in the line ends, some lines below; 0 where it has none.
    """

    piece: Piece
    left_edge: float
    right_edge: float
    floor: float
    column: int
    has_cells: bool = False


def columns_of(pieces: list[Piece], gutters: set[int]) -> list[Column]:
    """The page's columns in the order of reading.

    `gutters` are the middles of the strips found on the pages before, and grow: two lines
    left over on the last page are columns where the other pages have them.
    """
    if len(pieces) > MAX_PIECES:
        return [Column(pieces, is_split=False)]
    found: list[Column] = []
    waiting: list[Piece] = []
    pieces = sorted(pieces, key=lambda piece: (-piece.top, piece.left))
    start = 0
    while start < len(pieces):
        begin, end, sides = _band(pieces, start, gutters)
        if not sides:
            waiting.append(pieces[start])
            start += 1
            continue
        waiting += pieces[start:begin]
        if waiting:
            found.append(Column(waiting, is_split=False))
            waiting = []
        if is_right_to_left("".join(piece.text for side in sides for piece in side)):
            sides = (sides[1], sides[0])
        for side in sides:
            found += [column._replace(is_split=True) for column in columns_of(side, gutters)]
        start = end
    return [*found, Column(waiting, is_split=False)] if waiting else found


def _band(pieces: list[Piece], start: int, gutters: set[int]) -> tuple[int, int, tuple[list[Piece], ...]]:
    """Where the first band from `start` begins and ends, and the pieces on both sides of its strip; () for none."""
    strips = [(min(piece.left for piece in pieces), max(piece.right for piece in pieces))]
    for end in range(start, len(pieces) + 1):
        rest = _less(strips, pieces[end]) if end < len(pieces) else []
        if not rest:
            break
        strips = rest
    best: tuple[int, int, tuple[list[Piece], ...]] = (start, end, ())
    if end - start < 2:
        return best
    for left, right in strips:
        middle = (left + right) / 2
        if all(piece.left < middle for piece in pieces[start:end]):  # the margin beside ragged lines
            continue
        known = any(left <= gutter <= right for gutter in gutters)
        first, last = _edges(pieces[start:end], middle, is_last=end == len(pieces))
        inside = pieces[start + first : start + last]
        sides = (
            [piece for piece in inside if piece.right <= middle],
            [piece for piece in inside if piece.left >= middle],
        )
        is_wide = right - left >= SURE_STRIP * pieces[start].size
        if _are_columns(*sides, least=1 if known else MIN_COLUMN_LINES - is_wide) and len(sides[1]) > (
            len(best[2][1]) if best[2] else 0
        ):
            best = (start + first, start + last, sides)
            gutters.add(round(middle))
    return best


def _edges(pieces: list[Piece], middle: float, *, is_last: bool) -> tuple[int, int]:
    """Between which pieces the columns are, less short lines above and below that stand for themselves.

    A table above the columns or a heading below them leaves the strip free as well. Above,
    what ends before the first full line begins is none of the columns; below, unless the
    page ends there, what follows the last full line after a gap.
    """
    width = [
        max((piece.right - piece.left for piece in pieces if (piece.left < middle) == is_left), default=0.0)
        for is_left in (False, True)
    ]
    full = [
        position
        for position, piece in enumerate(pieces)
        if len(piece.text) >= MIN_COLUMN_CHARS and piece.right - piece.left >= FULL_LINE * width[piece.left < middle]
    ]
    if not full:
        return 0, len(pieces)
    top = max(piece.top for piece in pieces[full[0] :])
    first = full[0] if all(piece.bottom > top for piece in pieces[: full[0]]) else 0
    if is_last:
        return first, len(pieces)
    floor = min(piece.bottom for piece in pieces[: full[-1] + 1])
    for position in range(full[-1] + 1, len(pieces)):
        piece = pieces[position]
        if floor - piece.top > COLUMN_GAP * piece.size:
            return first, position
        floor = min(floor, piece.bottom)
    return first, len(pieces)


def _less(strips: list[tuple[float, float]], piece: Piece) -> list[tuple[float, float]]:
    """What the piece leaves of the strips."""
    left: list[tuple[float, float]] = []
    for low, high in strips:
        for part in ((low, min(high, piece.left)), (max(low, piece.right), high)):
            if part[1] - part[0] >= WIDE_GAP * piece.size:
                left.append(part)
    return left


def _are_columns(first: list[Piece], second: list[Piece], *, least: int) -> bool:
    if min(len(first), len(second)) < least:
        return False
    for side in (first, second):  # lines, as the words of a widely set line can be a piece each
        if median(len(row.text) for row, _, _ in rows_of(side)) < MIN_COLUMN_CHARS:
            return False
    shared = min(first[0].top, second[0].top) - max(first[-1].bottom, second[-1].bottom)
    return shared > 0  # side by side, not the one below the other


def lines_of(columns: list[list[Column]]) -> list[list[Line]]:
    """The lines of all pages, given the columns of each; edges are those of the like columns of all pages."""
    edges = [
        (column.is_split, min(piece.left for piece in column.pieces), max(piece.right for piece in column.pieces))
        for page in columns
        for column in page
    ]
    pages: list[list[Line]] = []
    number = 0
    for page in columns:
        lines: list[Line] = []
        for column in page:
            is_split, left, right = edges[number]
            alike = [edge for edge in edges if edge[0] == is_split and (not is_split or abs(edge[1] - left) < 9)]
            if not is_split:
                left = min(edge[1] for edge in alike)
            right = max(edge[2] for edge in alike)
            lines += [
                Line(piece, left, right, floor, number, has_cells) for piece, floor, has_cells in rows_of(column.pieces)
            ]
            number += 1
        pages.append(lines)
    return pages
