"""One open page of a PDF to the pieces of text that a reader sees on it.

Takes PDFium's own functions as `raw` and a page it has open, asks for the place and the
look of every character, and leaves out what nobody sees. Knows nothing about files.
"""

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from corpus.extracting.page_layout import Piece, pieces_of
from corpus.extracting.running_heads import Sheet
from corpus.extracting.vetting import PRIVATE_USE

MIN_SIZE = 1.0  # points
# Of 255, by which each of red, green and blue falls short of white. Below it the contrast is under
# 1.1 : 1, which a reader does not see; the palest grey found in prints was #e0e0e0, 31 short.
PALE = 10
FAINT = 13  # of 255, how opaque; below a 20th the same contrast results
MAX_OBJECTS = 5_000  # looked through, a page, for what lies behind white text; only drawings have more
MAX_NESTING = 8  # of a page's parts in parts; programs were seen to use 3
SCANNED_SHARE = 0.6  # of the page under pictures; scans cover all of it, less a margin that some scanners cut off
INVISIBLE_MODES = (3, 7)  # neither filled nor stroked; a clipping path only
FILLED_MODES = (0, 4)
# Letters made for typesetting: fi in one character, Arabic letters in the shape they have in a word.
LIGATURES = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFB00, 0xFDFB), *range(0xFE70, 0xFEFD))
}
UNREADABLE = "\x00\ufffd\ufffe\uffff"
Box = tuple[float, float, float, float]  # left, bottom, right, top


class Backdrop(NamedTuple):
    """Something painted that is no text: a picture or a coloured area."""

    box: Box
    is_picture: bool


class PageReader:
    """Reads one page while PDFium has it open; `count` is that of all characters, seen or not."""

    def __init__(self, raw: Any, page: Any, text: Any) -> None:
        self._raw = raw
        self._page = page
        self._text = text
        self._box: Box = page.get_bbox()
        self._painted: list[Backdrop] | None = None
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self.count: int = raw.FPDFText_CountChars(text)
        self.unreadable = 0

    def sheet(self) -> Sheet:
        """The pieces a reader sees, turned so that most of the text runs from left to right."""
        turned: dict[int, list[Piece]] = {}
        for char, turn in self._chars():
            turned.setdefault(turn, []).append(char)
        # What runs upwards along the edge is a photographer's name or a printer's stamp.
        usual = max(turned, key=lambda turn: len(turned[turn]), default=0)
        _, bottom, _, top = _turned(self._box, usual)
        return Sheet(pieces_of(turned.get(usual, [])), bottom, top)

    def _chars(self) -> Iterator[tuple[Piece, int]]:
        """Every visible character with its box, and by how many quarters it is turned."""
        raw, text_page, rectangle = self._raw, self._text, self._raw.FS_RECTF()
        seen: dict[int | None, tuple[float, int] | None] = {}
        look: tuple[float, int] | None = None
        for index in range(self.count):
            text = chr(raw.FPDFText_GetUnicode(text_page, index))
            if text in "\r\n ":  # a line's end is told from the places of characters
                if text == " " and look is not None:
                    yield Piece(" ", 0, 0, 0, 0, look[0]), look[1]
                continue
            raw.FPDFText_GetLooseCharBox(text_page, index, rectangle)
            box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            pointer = raw.FPDFText_GetTextObject(text_page, index)
            key = ctypes.cast(pointer, ctypes.c_void_p).value
            if key not in seen:
                seen[key] = self._look(index, pointer, box)
            look = seen[key]
            if look is None or not _holds(self._box, box):
                continue
            text = text.translate(LIGATURES).translate(PRIVATE_USE).strip(UNREADABLE)
            if text:
                yield Piece(text, *_turned(box, look[1]), look[0]), look[1]
            else:
                self.unreadable += 1

    def _look(self, index: int, pointer: Any, box: Box) -> tuple[float, int] | None:
        """The size and the quarter turns of one text object; None where a reader cannot see it."""
        raw, matrix = self._raw, self._raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        size = raw.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        if not MIN_SIZE <= size < math.inf:
            return None
        mode = raw.FPDFTextObj_GetTextRenderMode(pointer) if pointer else 0
        if mode in INVISIBLE_MODES and not self._is_scanned():
            return None
        if mode in FILLED_MODES and pointer and self._is_unseen(pointer, box):
            return None
        return size, round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4

    def _is_unseen(self, pointer: Any, box: Box) -> bool:
        """Whether the text is see-through, or white with nothing behind it."""
        colour = self._colour(pointer)
        if colour is None:
            return False
        if colour[3] < FAINT:
            return not self._is_scanned()
        return min(colour[:3]) >= 255 - PALE and not any(_holds(back.box, box) for back in self._backdrops())

    def _colour(self, pointer: Any) -> tuple[int, ...] | None:
        """Red, green, blue and how opaque; None for a pattern."""
        if not self._raw.FPDFPageObj_GetFillColor(pointer, *self._parts):
            return None
        return tuple(part.value for part in self._parts)

    def _is_scanned(self) -> bool:
        left, bottom, right, top = self._box
        pictures = (_shared(back.box, self._box) for back in self._backdrops() if back.is_picture)
        return sum(pictures) >= SCANNED_SHARE * (right - left) * (top - bottom)

    def _backdrops(self) -> list[Backdrop]:
        if self._painted is None:
            raw, page = self._raw, self._page
            self._painted = []
            self._paint(raw.FPDFPage_CountObjects(page), partial(raw.FPDFPage_GetObject, page), [])
        return self._painted

    def _paint(self, count: int, item_at: Callable[[int], Any], around: list[Any]) -> None:
        """Add what is no text among a page's or a part's objects; `around` are the parts it is in, outermost first."""
        raw, painted = self._raw, self._backdrops()
        for index in range(count):
            item = item_at(index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_FORM and len(around) < MAX_NESTING:
                self._paint(
                    raw.FPDFFormObj_CountObjects(item),
                    partial(raw.FPDFFormObj_GetObject, item),
                    [*around, item],
                )
            elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
                if len(painted) >= MAX_OBJECTS:
                    return
                if kind != raw.FPDF_PAGEOBJ_PATH or self._is_filled(item):
                    painted.append(Backdrop(self._place(item, around), kind == raw.FPDF_PAGEOBJ_IMAGE))

    def _is_filled(self, path: Any) -> bool:
        """Whether an area has a colour that white can be told from."""
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        self._raw.FPDFPath_GetDrawMode(path, mode, stroke)
        colour = self._colour(path)
        return bool(mode.value) and (colour is None or (min(colour[:3]) < 255 - PALE and colour[3] >= FAINT))

    def _place(self, item: Any, around: list[Any]) -> Box:
        """The box of an object on the page; a part of a part tells it in that part's own measure."""
        edges = [ctypes.c_float() for _ in range(4)]
        self._raw.FPDFPageObj_GetBounds(item, *edges)
        box: Box = (edges[0].value, edges[1].value, edges[2].value, edges[3].value)
        for part in reversed(around):
            matrix = self._raw.FS_MATRIX()
            self._raw.FPDFPageObj_GetMatrix(part, matrix)
            box = _moved(box, matrix)
        return box


def _holds(outer: Box, box: Box) -> bool:
    """Whether the middle of `box` lies in `outer`."""
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= across <= outer[2] and outer[1] <= up <= outer[3]


def _shared(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)


def _moved(box: Box, matrix: Any) -> Box:
    corners = [(across, up) for across in (box[0], box[2]) for up in (box[1], box[3])]
    across = [matrix.a * x + matrix.c * y + matrix.e for x, y in corners]
    up = [matrix.b * x + matrix.d * y + matrix.f for x, y in corners]
    return min(across), min(up), max(across), max(up)


def _turned(box: Box, quarters: int) -> Box:
    """The box on a page turned back, so that its text runs from left to right."""
    left, bottom, right, top = box
    if quarters == 1:
        return bottom, -right, top, -left
    if quarters == 2:
        return -right, -top, -left, -bottom
    return (-top, left, -bottom, right) if quarters == 3 else box
