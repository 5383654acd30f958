"""Tell a format by its content and hand the bytes to its extractor.

A name can lie ("report.txt" that holds a picture) or say nothing; the first bytes and
the shape of the text do not. A name only chooses the words of a refusal: random bytes
called "report.pdf" are "not a valid PDF". Formats that are known but not read are
refused by name, so that the reader learns what the file is.

Each extractor is imported when its format turns up, since some load heavy libraries.
Knows nothing about cleaning or storing.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from corpus.errors import SourceRejected
from corpus.extracting.extracted import Extracted, Feed, Refused, Wanted
from corpus.extracting.naming import extension_of
from corpus.extracting.text import decode, extract_text, fit_for_markup
from corpus.loading import RawDocument

READABLE = "readable are HTML, PDF, DOCX, EML, MHTML, Markdown, plain text, CSV, JSON, feeds, and ZIP archives of these"
HTML_START = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h[1-6]|section|header|meta|title|link|script|style|table)\b",
    re.IGNORECASE | re.DOTALL,
)
XML_STARTS = ("<?xml", "<svg", "<rss", "<feed")
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
MAIL_START = re.compile(
    rb"(?:\xef\xbb\xbf)?[\r\n]*(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:)"
)  # or "Note: ...", so ask further
PDF_START = b"%PDF-"
PDF_START_WITHIN = 1_024  # readers of PDF accept as much before it
OFFICE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
# Formats whose files can be all ASCII, so that decoding would not tell them from text.
ASCII_SIGNATURES = {"{\\rtf": "RTF", "%!PS": "PostScript"}
PROMISED = {
    "pdf": "PDF", "docx": "DOCX", "html": "HTML", "htm": "HTML", "xhtml": "HTML", "txt": "text file", "md": "text file",
    "zip": "ZIP", "eml": "e-mail (EML)", "mht": "saved page (MHTML)", "mhtml": "saved page (MHTML)", "csv": "CSV",
    "json": "JSON", "jsonl": "JSON", "ndjson": "JSON", "xml": "XML", "rss": "feed", "atom": "feed",
}  # fmt: skip
MIN_CONFIDENCE = 0.4  # below it puremagic's signatures are one or two bytes long
SNIFFED_CHARS = 4_000


class Format(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


def extract(document: RawDocument, wanted: Wanted | None = None) -> Iterator[Extracted | Feed | Refused]:
    """What a document holds, one at a time: an article, those of an archive or table, or a feed.

    `wanted` is asked before each member of an archive is read.

    Raises `SourceRejected`, in words a reader understands, where the whole of it cannot be
    read; a bad member among others is a `Refused`.
    """
    data = document.data
    if not data.strip():
        raise SourceRejected(document.source, "the file is empty")
    if data.startswith(ZIP_STARTS):
        yield from _unzipped(document, wanted)
    elif _is_pdf(data):
        from corpus.extracting.pdf import extract_pdf

        yield extract_pdf(document.source, data, password=document.password)
    elif MAIL_START.match(data) and (found := _mail(document)) is not None:
        yield from found
    else:
        yield from _extracted_text(document)


def format_of(text: str) -> Format:
    """How a decoded text that is no table and no feed is written."""
    from corpus.extracting.markdown import is_markdown

    if HTML_START.match(text[:SNIFFED_CHARS]):
        return Format.HTML
    return Format.MARKDOWN if is_markdown(text) else Format.TEXT


def _mail(document: RawDocument) -> Iterator[Extracted | Feed | Refused] | None:
    from corpus.extracting.mail import extract_mail, is_mail

    return extract_mail(document, extract) if is_mail(document.data) else None


def _unzipped(document: RawDocument, wanted: Wanted | None) -> Iterator[Extracted | Feed | Refused]:
    from corpus.extracting.archive import extract_archive, is_docx

    if is_docx(document.data):
        from corpus.extracting.docx import extract_docx

        yield extract_docx(document.source, document.data)
    else:
        yield from extract_archive(document, extract, wanted)


def _is_pdf(data: bytes) -> bool:
    """Whether this is a PDF, also with something before it; a text that mentions its first bytes is not."""
    place = data[:PDF_START_WITHIN].find(PDF_START)
    return place >= 0 and (not data[:place].strip(b"\xef\xbb\xbf \t\r\n") or b"\nendobj" in data or b"%%EOF" in data)


def _extracted_text(document: RawDocument) -> Iterator[Extracted | Feed | Refused]:
    """What bytes that are neither binary nor mail hold."""
    text = decode(document.data, charset=document.charset)
    if text is None:
        raise SourceRejected(document.source, _why_unreadable(document))
    for signature, name in ASCII_SIGNATURES.items():
        if text.startswith(signature):
            raise SourceRejected(document.source, f"{name} files cannot be read yet; {READABLE}")
    start = text[:SNIFFED_CHARS]
    if HTML_START.match(start):
        yield _page(document, text)
        return
    if start.lstrip()[:1] in ("<", "{"):
        feed = _feed(document, text)
        if feed is not None:
            yield feed
            return
    yield from _plain(document, text)


def _plain(document: RawDocument, text: str) -> Iterator[Extracted | Refused]:
    """What a text without a markup of its own holds: the rows of a table, or an article."""
    from corpus.extracting.tables import extract_table, is_table

    if is_table(text):
        yield from extract_table(document.source, text)
    elif format_of(text) is Format.MARKDOWN:
        from corpus.extracting.markdown import extract_markdown

        yield extract_markdown(text)
    else:
        yield extract_text(text)


def _page(document: RawDocument, text: str) -> Extracted:
    from corpus.extracting.html import extract_html

    found = extract_html(fit_for_markup(text), address=document.address, fetched=document.fetched)
    if found is None:
        raise SourceRejected(document.source, "no article text found in this web page")
    return found


def _feed(document: RawDocument, text: str) -> Feed | None:
    """The feed; None where this is none; SourceRejected where it is XML of another kind."""
    from corpus.extracting.feed import is_feed, read_feed

    is_xml = text.lstrip().startswith(XML_STARTS)
    feed = None
    if is_feed(text):
        feed = read_feed(document.data, address=document.address, charset=document.charset)
    if feed is None and is_xml:
        raise SourceRejected(document.source, f"this is no feed, and other XML files cannot be read yet; {READABLE}")
    return feed


def _why_unreadable(document: RawDocument) -> str:
    """Why bytes that are no text cannot be read, with the format's name where it is known."""
    data = document.data
    if data.startswith(OFFICE_START):
        if ENCRYPTED_OFFICE in data:
            return "this Office file needs a password; open it with its program and save it without one"
        return "this is an old Office file (DOC, XLS or PPT), which cannot be read yet; save it as DOCX"
    import puremagic

    try:
        guesses = puremagic.magic_string(data[:100_000])
    except (puremagic.PureError, ValueError, IndexError):
        guesses = []
    best = max(guesses, key=lambda guess: guess.confidence, default=None)
    extension = best.extension.lstrip(".") if best is not None else ""
    if best is not None and best.confidence >= MIN_CONFIDENCE and extension not in PROMISED:
        name = f"{extension.upper()} file ({best.name})"
        return f"this is a {name}, which cannot be read yet; {READABLE}"
    if promised := PROMISED.get(extension_of(document.source)):
        return f"this is not a valid {promised}; it may be damaged or encrypted"
    return f"this is not readable text; {READABLE}"
