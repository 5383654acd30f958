"""Tell a format by its content and hand the bytes to its extractor.

A name can lie ("report.txt" that holds a picture) or say nothing; the first bytes and
the shape of the text do not. Formats that are known but not read yet are refused by
name, so that the reader learns what the file is.
"""

import re
from enum import StrEnum

from corpus.errors import SourceRejected
from corpus.extracting.extracted import Extracted
from corpus.extracting.html import extract_html
from corpus.extracting.markdown import extract_markdown, is_markdown
from corpus.extracting.text import decode, extract_text

READABLE = "readable are plain text, Markdown and HTML"
HTML_START = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|section)\b",
    re.IGNORECASE | re.DOTALL,
)
# Formats whose files can be all ASCII, so that decoding would not tell them from text.
ASCII_SIGNATURES = {"%PDF-": "PDF", "{\\rtf": "RTF", "%!PS": "PostScript"}
XML_STARTS = ("<?xml", "<rss", "<feed", "<svg")
ZIP_START = b"PK\x03\x04"
MIN_CONFIDENCE = 0.4  # below it puremagic's signatures are one or two bytes long
SNIFFED_CHARS = 4_000


class Format(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


def extract(source: str, data: bytes) -> Extracted:
    """The article in `data`; SourceRejected, in words a reader understands, where there is none."""
    if not data.strip():
        raise SourceRejected(source, "the file is empty")
    text = None if data.startswith(ZIP_START) else decode(data)
    if text is None:
        raise SourceRejected(source, _name_of(data))
    for signature, name in ASCII_SIGNATURES.items():
        if text.startswith(signature):
            raise SourceRejected(source, f"{name} files cannot be read yet; {READABLE}")
    kind = format_of(text)
    if kind is not Format.HTML and text.lstrip().startswith(XML_STARTS):
        raise SourceRejected(source, f"XML files and feeds cannot be read yet; {READABLE}")
    if kind is Format.HTML:
        found = extract_html(text)
        if found is None:
            raise SourceRejected(source, "no article text found in this web page")
        return found
    return extract_markdown(text) if kind is Format.MARKDOWN else extract_text(text)


def format_of(text: str) -> Format:
    """How a decoded text is written."""
    if HTML_START.match(text[:SNIFFED_CHARS]):
        return Format.HTML
    return Format.MARKDOWN if is_markdown(text) else Format.TEXT


def _name_of(data: bytes) -> str:
    """Why bytes that are no text cannot be read, with the format's name where it is known."""
    import puremagic

    try:
        guesses = puremagic.magic_string(data[:100_000])
    except (puremagic.PureError, ValueError, IndexError):
        guesses = []
    best = max(guesses, key=lambda guess: guess.confidence, default=None)
    if best is None or best.confidence < MIN_CONFIDENCE:
        return f"this is not readable text; {READABLE}"
    return f"this is a {best.extension.lstrip('.').upper()} file ({best.name}), which cannot be read yet; {READABLE}"
