"""A PDF to its article: what a reader sees on the pages, in the order of reading.

PDFium names every character with its place; the other modules make columns
(`columns`), take off running heads (`running_heads`) and join lines (`rejoining`).
Text that no reader sees is left out: invisible, white on white, smaller than a point,
off the page. Over a scanned page invisible text is what the scanner recognised, and is
the text. When it was printed is not when it was published, so no date comes from here.

The only file that imports pypdfium2, which is not safe to use in two threads at once.
A malformed file can end the whole process: run `extract_pdf` in one of its own.
"""

from typing import Any

from corpus.errors import SourceRejected
from corpus.extracting.columns import Column, columns_of, lines_of
from corpus.extracting.extracted import Extracted
from corpus.extracting.headline import take_headline
from corpus.extracting.pdf_page import PageReader
from corpus.extracting.rejoining import Rejoiner
from corpus.extracting.running_heads import Sheet, without_running_heads
from corpus.extracting.unpacking import MAX_STREAM_BYTES, has_huge_stream
from corpus.extracting.vetting import authors_or_none, title_or_none
from corpus.settings import DEFAULT_MAX_ARTICLE_CHARS

MAX_PAGES = 2_000  # an article of the greatest length accepted, printed 300 characters a page
HEADER_WITHIN = 1_024  # bytes; mail programs put lines before it, and viewers look as far
END_WITHIN = 4_096  # bytes; a download cut off has no end, and half an article is worse than none
# Of the characters; fonts without a table say no letters. Real prints had up to 0.05, in formulas.
MAX_UNREADABLE = 0.5
# On one page. Browsers make one of every character, 10,000 on a page of small print; PDFium compares
# each with those before it and takes 8 s for 20,000 on top of each other.
MAX_TEXT_OBJECTS = 20_000
ALLOWANCE = 1.5  # running heads, line ends and hidden text count in a PDF and not in the article
NOT_VALID = "it is not a valid PDF"


def extract_pdf(
    source: str, data: bytes, *, password: str | None = None, max_chars: int = DEFAULT_MAX_ARTICLE_CHARS
) -> Extracted:
    """The article in a PDF; SourceRejected, in words a reader understands, where there is none."""
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise SourceRejected(source, NOT_VALID)
    if b"startxref" not in data[-END_WITHIN:] and b"%%EOF" not in data[-END_WITHIN:]:
        raise SourceRejected(source, f"{NOT_VALID}: its end is missing, so download or save it again")
    if has_huge_stream(data):
        raise SourceRejected(source, f"one of its pages unpacks to more than {MAX_STREAM_BYTES // 1_000_000} MB")
    try:
        sheets, about = _read(source, data, password, max_chars)
        return _article(source, sheets, about)
    except (SourceRejected, MemoryError):
        raise
    except Exception as error:  # PDFium's own errors and what damaged numbers make of arithmetic: one kind for callers
        raise SourceRejected(source, NOT_VALID) from error


def _read(source: str, data: bytes, password: str | None, max_chars: int) -> tuple[list[Sheet], dict[str, str]]:
    """Every page's pieces, and the file's properties."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code != pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise SourceRejected(source, NOT_VALID) from error
        if password:
            raise SourceRejected(source, "the password given does not open it") from error
        raise SourceRejected(source, "it is encrypted and needs a password; give it with --password") from error
    with document:
        pages = len(document)
        if pages > MAX_PAGES:
            raise SourceRejected(source, f"it has {pages:,} pages, more than the limit of {MAX_PAGES:,}")
        sheets: list[Sheet] = []
        chars = unreadable = 0
        for number in range(pages):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:  # a damaged page among sound ones is an empty page, as viewers show it
                sheets.append(Sheet([], 0, 1))
                continue
            if _text_objects(pypdfium2.raw, page) > MAX_TEXT_OBJECTS:
                raise SourceRejected(
                    source, f"page {number + 1} is made of more than {MAX_TEXT_OBJECTS:,} pieces of text"
                )
            text = page.get_textpage()
            reader = PageReader(pypdfium2.raw, page, text)
            chars += reader.count
            if chars > ALLOWANCE * max_chars:
                raise SourceRejected(source, f"its text is longer than {max_chars:,} characters")
            sheets.append(reader.sheet())
            unreadable += reader.unreadable
            text.close()
            page.close()
        if chars and unreadable > MAX_UNREADABLE * chars:
            raise SourceRejected(source, "its fonts do not tell which letters they show; print it again as PDF")
        return sheets, document.get_metadata_dict()


def _text_objects(raw: Any, page: Any) -> int:
    """How many pieces of text the page draws; 0 without counting where it draws little."""
    count: int = raw.FPDFPage_CountObjects(page)
    if count <= MAX_TEXT_OBJECTS:
        return 0
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) for index in range(count))
    return sum(kind == raw.FPDF_PAGEOBJ_TEXT for kind in kinds)


def _article(source: str, sheets: list[Sheet], about: dict[str, str]) -> Extracted:
    gutters: set[int] = set()
    columns = [columns_of(pieces, gutters) if pieces else list[Column]() for pieces in without_running_heads(sheets)]
    rejoiner = Rejoiner(lines_of(columns))
    paragraphs = rejoiner.paragraphs()
    if not paragraphs:
        raise SourceRejected(source, "no text (scanned?)")
    title = take_headline(paragraphs, named=title_or_none(about.get("Title")), size=rejoiner.size)
    return Extracted(
        text="\n\n".join(paragraph.text for paragraph in paragraphs),
        title=title,
        authors=authors_or_none(about.get("Author")),
    )
