"""Put the lines of a print back together: words cut at line ends, paragraphs, footnotes, page marks.

    "The delay embar-"                 one line
    "rassed the council for thirty-"   one line
    "two days."                        one line
    "The delay embarrassed the council for thirty-two days."

A line begins a paragraph where a gap, an indent, another size or a bullet says so, or
where the line before stopped although the next word had room. Footnotes come after the
text of their page; where a paragraph runs over to the next page, after that paragraph.

Knows nothing about PDF and nothing about what the words mean.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from corpus.extracting.columns import Line
from corpus.extracting.extracted import PAGE_MARK
from corpus.extracting.page_layout import is_right_to_left

SAME_SIZE = 1.08  # small capitals, italics and other faces of one text differ by up to 5 %
PARAGRAPH_GAP = 1.25  # of the usual distance of lines; a gap of half a line is 1.5, uneven setting stays below 1.1
WIDEST_SETTING = 2.4  # of the size, from line to line: typescript with every other line empty
INDENT = 0.8  # of the size; indents are 1 and more, optical margins below 0.3
ROOM = 0.4  # of the size, beyond the next word and a space; hyphenation and kerning leave less
NOTE_SIZE = 0.92  # of the text's; notes are set at 0.9 and below, captions too, but those have no number
HEADING_SIZE = 1.12  # of the text's
SENTENCE_END = re.compile(r"[.!?:;…。！？؟۔][\"'”’»)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
BULLET = re.compile(r"^[•▪◦‣●■➤*]\s?\S")
NOTE_MARK = re.compile(r"^(?:\[?\d{1,2}[\].)]?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[*†‡§])\s?[^\W\d]")
GLUED_NUMBER = re.compile(r"(?<=^\d)(?=[^\W\d])|(?<=^\d\d)(?=[^\W\d])")  # "1The ban", set apart by a tab of no width
CUT = re.compile(r"(?P<before>\S*[^\W\d_])[-\u2010\u00ad\x02]")
CLOSED_UP = re.compile(r"\S+[-—]")  # "1990-" and "95", "A-" and "4"
HYPHENS = re.compile(r"[\x02\u2010]")  # \x02 is how PDFium writes a hyphen at a line's end
WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# First parts that are words of their own and begin hardly any other word, so that "self-" and
# "conscious" on two lines are one word with a hyphen. "Well" and "high" begin some ("wellington").
FIRST_PARTS = frozenset(
    "self well half all high year two three four five six seven eight nine ten twenty thirty forty fifty sixty"
    " seventy eighty ninety vice quasi".split()
)
LINKS = frozenset("a and at by for in of on the to up".split())  # "state-of-the-", "mother-in-"


@dataclass(slots=True)
class Paragraph:
    """Lines joined. `first` and `last` are those it begins and ends with; `text` has a mark where a page begins."""

    text: str
    first: Line
    last: Line
    page: int

    @property
    def size(self) -> float:
        return self.first.piece.size


class Rejoiner:
    """Joins the lines of all pages of one print."""

    def __init__(self, pages: list[list[Line]]) -> None:
        self.pages = pages
        self.size = _usual_size(pages)
        self._distance = self._usual_distance()
        self._words = self._words_seen()

    def paragraphs(self) -> list[Paragraph]:
        """The text, paragraph by paragraph, each page's notes after it."""
        found: list[Paragraph] = []
        current: Paragraph | None = None
        waiting: list[Paragraph] = []
        marked = 0
        for number, lines in enumerate(self.pages, 1):
            body, notes = self._without_notes(lines)
            for line in body:
                marks = PAGE_MARK * (number - marked)  # more than one where pages without text went before
                marked = number
                if current is not None and not self._begins(current.last, line):
                    self._append(current, line, marks)
                    continue
                found += [*([current] if current else []), *waiting]
                waiting = []
                current = Paragraph(marks + HYPHENS.sub("-", line.piece.text), line, line, number)
            waiting += self._joined_notes(notes, number)
        return [*found, *([current] if current else []), *waiting]

    def _joined_notes(self, lines: list[Line], page: int) -> list[Paragraph]:
        notes: list[Paragraph] = []
        for line in lines:
            if notes and not NOTE_MARK.match(line.piece.text):
                self._append(notes[-1], line, "")
            else:
                text = GLUED_NUMBER.sub(" ", HYPHENS.sub("-", line.piece.text))
                notes.append(Paragraph(text, line, line, page))
        return notes

    def _append(self, paragraph: Paragraph, line: Line, mark: str) -> None:
        text = HYPHENS.sub("-", line.piece.text)
        cut = CUT.fullmatch(_last_word(paragraph.text))
        if cut is None:
            paragraph.text += ("" if CLOSED_UP.fullmatch(_last_word(paragraph.text)) else " ") + mark + text
        elif text[:1].islower() and self._is_one_word(cut["before"], text):
            paragraph.text = paragraph.text[:-1] + mark + text
        else:
            paragraph.text += mark + text
        paragraph.last = line

    def _is_one_word(self, before: str, after: str) -> bool:
        """Whether the hyphen between `before` and `after` is there only because the line ended.

        The article itself knows best: the one spelling or the other elsewhere in it decides.
        Else the hyphen goes, unless what stands before it is a word that forms compounds, or
        the word has another hyphen next to a small word or after the cut ("state-of-the-art").
        """
        matched = WORDS.match(after)
        rest = matched.group() if matched else ""
        one, two = f"{before}{rest}".casefold(), f"{before}-{rest}".casefold()
        if self._words[one] != self._words[two]:
            return self._words[one] > self._words[two]
        *others, last = re.split(r"[^\w]", before.casefold())
        return last not in FIRST_PARTS and not (others and last in LINKS) and "-" not in rest

    def _begins(self, before: Line, line: Line) -> bool:
        """Whether `line` begins a paragraph, `before` being the line above or the last of the column before."""
        old, new = before.piece, line.piece
        is_other = max(old.size, new.size) > SAME_SIZE * min(old.size, new.size)
        if is_other or before.has_cells or line.has_cells or BULLET.match(new.text):
            return True
        if before.column != line.column:
            is_indented = new.left - line.left_edge > INDENT * new.size
            return not _is_cut(old.text) and (_ends_sentence(old.text) or is_indented)
        if old.top - new.top > PARAGRAPH_GAP * self._distance * max(1.0, new.size / self.size):
            return True
        if before.floor > 0 and new.bottom > before.floor - 0.5 * new.size:  # beside a drop capital
            return False
        if self._is_centred(before) and self._is_centred(line):
            return False
        if new.left - line.left_edge > INDENT * new.size and new.left - old.left > INDENT * new.size:
            return not is_right_to_left(new.text)
        return self._has_room(before, new.text)

    def _has_room(self, before: Line, text: str) -> bool:
        """Whether the first word of `text` would have stood on the line before, had it belonged there."""
        old = before.piece
        is_rtl = is_right_to_left(old.text)
        room = old.left - before.left_edge if is_rtl else before.right_edge - old.right
        letter = (old.right - old.left) / max(1, len(old.text))
        needed = (len(text.split(" ", 1)[0]) + 1) * letter + ROOM * old.size
        if _is_cut(old.text) or text[:1].islower() or old.size > HEADING_SIZE * self.size:
            return False  # the middle of a sentence, or a headline broken by hand
        if not _ends_sentence(old.text):  # a name or a capital in mid-sentence; only a clearly short line tells
            needed = max(needed, 0.25 * (before.right_edge - before.left_edge))
        return room > needed

    @staticmethod
    def _is_centred(line: Line) -> bool:
        left = line.piece.left - line.left_edge
        right = line.right_edge - line.piece.right
        return left > INDENT * line.piece.size and abs(left - right) < 0.5 * line.piece.size

    def _without_notes(self, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """The lines of a page less its footnotes, and those: small print at the end of a column, from its number on."""
        body: list[Line] = []
        notes: list[Line] = []
        for column in dict.fromkeys(line.column for line in lines):
            own = [line for line in lines if line.column == column]
            first = end = len(own)
            while end and own[end - 1].piece.size < NOTE_SIZE * self.size:
                end -= 1
                first = end if NOTE_MARK.match(own[end].piece.text) else first
            body += own[:first]
            notes += own[first:]
        return (body, notes) if body else (notes, [])

    def _usual_distance(self) -> float:
        """From line to line inside a paragraph: nearer the small end, as the gaps between paragraphs count too."""
        distances = [
            one.piece.top - other.piece.top
            for lines in self.pages
            for one, other in pairwise(lines)
            if one.column == other.column and max(one.piece.size, other.piece.size) < SAME_SIZE * self.size
        ]
        usual = quantiles(distances, n=3)[0] if len(distances) > 1 else 1.3 * self.size
        return min(usual, WIDEST_SETTING * self.size)

    def _words_seen(self) -> Counter[str]:
        """How often each word stands inside a line, where no line end can have cut it."""
        return Counter(
            word.casefold()
            for lines in self.pages
            for line in lines
            for word in WORDS.findall(line.piece.text.partition(" ")[2].rpartition(" ")[0])
        )


def _last_word(text: str) -> str:
    return text.rpartition(" ")[2]


def _ends_sentence(text: str) -> bool:
    return SENTENCE_END.search(_last_word(text)) is not None


def _is_cut(text: str) -> bool:
    return CUT.fullmatch(_last_word(text)) is not None


def _usual_size(pages: Iterable[list[Line]]) -> float:
    """The size most characters have."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.piece.size, 1)] += len(line.piece.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 10.0
