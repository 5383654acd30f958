"""A Word file to its article: paragraphs, headings, lists and tables in the order of the body.

What the author last meant to print is taken: insertions still marked as changes are, deletions
and hidden text are not, nor headers, footers and comments. A table's rows are lines, its
cells divided by " | "; text boxes follow the paragraph they hang on, footnotes come last.

The only file that imports python-docx. Nothing is fetched and no entity is resolved.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from corpus.errors import SourceRejected
from corpus.extracting.extracted import Extracted
from corpus.extracting.unpacking import zip_excess
from corpus.extracting.vetting import PRIVATE_USE, authors_or_none, title_or_none
from corpus.settings import DEFAULT_MAX_ARTICLE_CHARS

NOT_VALID = "it is not a valid Word file"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
BODY = "application/vnd.openxmlformats-officedocument.wordprocessingml."
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = f"{W}txbxContent"
# Taken out in a tracked change, said twice (a drawing for older programs), or the reading aid over a sign.
UNTAKEN = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}pPr", f"{W}rPr", f"{W}sectPr", FALLBACK})
SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
MAX_DEPTH = 300  # of elements in elements; a table in a table in a table has 30
MIN_HALF_POINTS = 2  # smaller than a point is not for readers
LEAD_CHARS = 200  # a first heading counts as the title while nothing longer stands before it


def extract_docx(source: str, data: bytes, *, max_chars: int = DEFAULT_MAX_ARTICLE_CHARS) -> Extracted:
    """The article in a Word file; SourceRejected, in words a reader understands, where there is none."""
    reason = _objection(data)
    if reason is not None:
        raise SourceRejected(source, reason)
    import docx

    try:
        document: Any = docx.Document(io.BytesIO(data))
        reader = _Reader(document, max_chars)
        blocks = reader.blocks()
        properties = document.core_properties
        title, authors = title_or_none(properties.title), authors_or_none(properties.author)
    except MemoryError:
        raise
    except _TooLongError:
        raise SourceRejected(source, f"its text is longer than {max_chars:,} characters") from None
    except Exception as error:  # missing parts, bad XML and wrong numbers have a kind of error each; for callers one
        raise SourceRejected(source, NOT_VALID) from error
    title = reader.heading_of("title", blocks) or title or reader.heading_of("heading 1", blocks)
    lines = [text for _, text in blocks]
    plain = [" ".join(line.split()) for line in lines]
    if title in plain[:8] and len(lines) > 1:
        del lines[plain.index(title)]
    if not lines:
        raise SourceRejected(source, "no text")
    return Extracted(text="\n\n".join(lines), title=title, authors=authors)


def _objection(data: bytes) -> str | None:
    """Why the file is not opened, told from its outer form; None where it may be."""
    if data.startswith(OLE_START):
        if ENCRYPTED in data:
            return "it is encrypted and needs a password; save a copy without one in Word and add that"
        return "Word files of the old kind (.doc) are not read; save it as .docx"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if excess := zip_excess(archive):
                return excess
            types = archive.read("[Content_Types].xml").replace(b"\0", b"")  # a UTF-16 part spells letters with zeros
            if MACROS.search(types):
                return "Word files with macros (.docm) are not read"
            if BODY.encode() not in types:
                return NOT_VALID
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")) and DECLARATION.search(archive.read(name).replace(b"\0", b"")):
                    return f"{NOT_VALID}: it declares entities, which no word processor does"
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return NOT_VALID
    return None


class _TooLongError(Exception):
    """The text has more characters than an article may have."""


class _Reader:
    """Walks the body once; a block is a style's name, in small letters, and a text."""

    def __init__(self, document: Any, max_chars: int) -> None:
        self._document = document
        self._left = max_chars
        self._names: dict[str, str] = {}
        self._hidden: set[str] = set()
        for style in document.styles.element.iter(f"{W}style"):
            key, name = style.get(f"{W}styleId", ""), style.find(f"{W}name")
            self._names[key] = "" if name is None else name.get(f"{W}val", "").casefold()
            if _is_hiding(style.find(f"{W}rPr")):
                self._hidden.add(key)

    def blocks(self) -> list[tuple[str, str]]:
        """The body's paragraphs and rows, then the footnotes' and endnotes'."""
        found = list(self._blocks(self._document.element.body, 0))
        for part in _notes(self._document):
            for note in part:
                if note.get(f"{W}type") is None:  # the others are the lines that divide notes from text
                    found += self._blocks(note, 0)
        return found

    @staticmethod
    def heading_of(style: str, blocks: list[tuple[str, str]]) -> str | None:
        """The first paragraph in that style before the text begins."""
        for name, text in blocks:
            if name == style:
                return " ".join(text.split())
            if len(text) > LEAD_CHARS:
                return None
        return None

    def _blocks(self, parent: Any, depth: int) -> Iterator[tuple[str, str]]:
        pending = ""  # of a paragraph whose end a tracked change took out: it runs on into the next
        for child in parent:
            if child.tag == f"{W}p":
                text = pending + self._text(child, depth + 1)
                pending = ""
                if child.find(f"{W}pPr/{W}rPr/{W}del") is not None:
                    pending = text
                elif block := self._counted(text):
                    yield self._style(child), block
                for box in _boxes(child):
                    yield from self._blocks(box, depth + 1)
            elif child.tag == f"{W}tbl":
                yield from self._rows(child, depth + 1)
            elif child.tag not in UNTAKEN and isinstance(child.tag, str):
                yield from self._blocks(child, _deeper(depth))
        if block := self._counted(pending):
            yield "", block

    def _rows(self, table: Any, depth: int) -> Iterator[tuple[str, str]]:
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
            blocks = [list(self._blocks(cell, _deeper(depth))) for cell in cells]
            if len(cells) == 1:  # a frame around text
                yield from blocks[0]
                continue
            texts = [" ".join(text.replace("\n", " ") for _, text in cell) for cell in blocks]
            if any(texts):
                yield "", " | ".join(texts)

    def _text(self, parent: Any, depth: int) -> str:
        parts: list[str] = []
        for child in parent:
            if child.tag in (f"{W}t", MATH_TEXT):
                parts.append(child.text or "")
            elif child.tag in SIGNS:
                parts.append(SIGNS[child.tag])
            elif child.tag == f"{W}r" and self._is_unseen(child):
                continue
            elif child.tag not in UNTAKEN and child.tag != BOX and isinstance(child.tag, str):
                parts.append(self._text(child, _deeper(depth)))
        return "".join(parts)

    def _counted(self, text: str) -> str:
        text = "\n".join(" ".join(line.split()) for line in text.translate(PRIVATE_USE).split("\n")).strip()
        self._left -= len(text)
        if self._left < 0:
            raise _TooLongError
        return text

    def _style(self, paragraph: Any) -> str:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if style is None else self._names.get(style.get(f"{W}val", ""), "")

    def _is_unseen(self, run: Any) -> bool:
        look = run.find(f"{W}rPr")
        if look is None:
            return False
        style = look.find(f"{W}rStyle")
        if style is not None and style.get(f"{W}val") in self._hidden and look.find(f"{W}vanish") is None:
            return True
        return _is_hiding(look) or (_is_white(look) and not _has_backdrop(run))


def _is_hiding(look: Any) -> bool:
    if look is None:
        return False
    vanish, size = look.find(f"{W}vanish"), look.find(f"{W}sz")
    if vanish is not None and vanish.get(f"{W}val", "true") not in ("0", "false", "off"):
        return True
    value = "" if size is None else size.get(f"{W}val", "")
    return value.isdecimal() and int(value) < MIN_HALF_POINTS


def _is_white(look: Any) -> bool:
    colour = look.find(f"{W}color")
    return colour is not None and colour.get(f"{W}val", "").upper() == "FFFFFF"


def _has_backdrop(run: Any) -> bool:
    """Whether the run, its paragraph, its cell or the drawing around it has a colour of its own."""
    for element in (run, *run.iterancestors()):
        if element.tag == BOX:
            return True
        for look in element.iterchildren(f"{W}rPr", f"{W}pPr", f"{W}tcPr", f"{W}tblPr"):
            shade = look.find(f"{W}shd")
            if look.find(f"{W}highlight") is not None or (
                shade is not None and shade.get(f"{W}fill", "auto").upper() not in ("AUTO", "FFFFFF")
            ):
                return True
    return False


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes that hang on the paragraph itself, each once."""
    for box in paragraph.iter(BOX):
        around = list(box.iterancestors())
        inside = around[: around.index(paragraph)]
        if not any(element.tag in UNTAKEN or element.tag == BOX for element in inside):
            yield box


def _notes(document: Any) -> Iterator[Any]:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.parser import parse_xml

    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        for relation in document.part.rels.values():
            if relation.reltype == kind and not relation.is_external:
                yield parse_xml(relation.target_part.blob)


def _deeper(depth: int) -> int:
    if depth > MAX_DEPTH:
        raise ValueError("elements inside elements without end")
    return depth + 1
