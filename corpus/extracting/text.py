"""Bytes to text in whatever encoding they are, and plain text to `Extracted`.

    1  a byte order mark            says it, unless the bytes break it
    2  UTF-16 without a mark        told by its bytes of zero
    3  UTF-8                        when every byte fits, or nearly every one
    4  a label                      from the server or mail, or in the page or XML itself
    5  the letters                  `corpus.extracting.guessing`

The label comes this late because it is often wrong and UTF-8 never fits by accident; it
is handed to the guess as evidence. What decodes but is not readable (too many control
and unassigned characters) is no text; random bytes always decode as something.
"""

import codecs
import re
import unicodedata

from corpus.extracting.extracted import Extracted
from corpus.extracting.guessing import guess, named

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Random bytes read as an 8-bit encoding hold about 12 % control characters (27 of 256, less the
# line breaks and tabs); text holds none, or a few stray ones where an export went wrong.
MAX_UNREADABLE_SHARE = 0.03
SAMPLE_CHARS = 20_000
MIN_ZERO_SHARE = 0.03  # a text has a space at least every 16 characters or so
# One damaged letter in twenty: a page in UTF-8 with a quotation pasted in from elsewhere. Of text in
# another encoding at most one letter in a hundred happened to be valid UTF-8.
MAX_BROKEN_SHARE = 0.05
PRESCAN_BYTES = 4_096
DECLARED = re.compile(
    rb"<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})|<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
# What no XML may hold, as it is or by its number: one of them in a page costs libxml2's readers the whole page.
NOT_IN_MARKUP = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef]))(?![0-9a-f]);?",
    re.IGNORECASE,
)
JAPANESE_ESCAPES = (b"\x1b$B", b"\x1b$@")


def decode(data: bytes, *, charset: str | None = None) -> str | None:
    """The text that `data` encodes, or None where it is no text. `charset` is what the server or mail said."""
    text = _decoded(data, charset)
    return text if text is not None and _is_readable(text) else None


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page or XML names in its first bytes."""
    found = DECLARED.search(data[:PRESCAN_BYTES])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def fit_for_markup(page: str) -> str:
    """The page without the characters that a reader of markup fails on."""
    return NOT_IN_MARKUP.sub("", page)


def extract_text(text: str) -> Extracted:
    """Plain text says nothing of itself; its head is read after cleaning."""
    return Extracted(text=text)


def _decoded(data: bytes, charset: str | None) -> str | None:
    for mark, marked in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(marked, errors="replace")
    if encoding := _utf16_by_zeros(data[:SAMPLE_CHARS]):
        return data.decode(encoding, errors="replace")
    if (text := _as_utf8(data)) is not None:
        return text
    labels = [name for name in (named(charset), named(declared_charset(data))) if name]
    chosen = guess(data, labels=labels)
    return data.decode(chosen, errors="replace") if chosen else None


def _as_utf8(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        sample = data[: 10 * SAMPLE_CHARS].decode("utf-8", errors="replace")
        broken, beyond = sample.count("\ufffd"), sum(char > "\x7f" for char in sample)
        if broken == 1 < beyond and sample.endswith("\ufffd"):  # only the last letter is cut in two
            broken = 0
        if broken > MAX_BROKEN_SHARE * beyond:
            return None
        return data.decode("utf-8", errors="replace")
    if any(escape in data for escape in JAPANESE_ESCAPES):  # an encoding that has no byte beyond ASCII
        return data.decode("iso2022_jp", errors="replace")
    return text


def _utf16_by_zeros(data: bytes) -> str | None:
    """UTF-16 by its bytes of zero: spaces and Latin letters have one, always on the same side."""
    first, second = data[::2].count(0), data[1::2].count(0)
    if first + second < MIN_ZERO_SHARE * len(data) or min(first, second) > max(first, second) / 100:
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _is_readable(text: str) -> bool:
    sample = text[:SAMPLE_CHARS]
    unreadable = sum(
        unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and char not in "\n\r\t\f\v" for char in sample
    )
    return unreadable <= MAX_UNREADABLE_SHARE * len(sample) and any(char.isalnum() for char in sample)
