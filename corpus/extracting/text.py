"""Bytes to text in whatever encoding they are, and plain text to `Extracted`.

Decoding tries, in this order, a byte order mark, UTF-16 without one, UTF-8, and
charset-normalizer's guess. What decodes but is not readable (too many control and unassigned characters)
is not text; random bytes always decode as something.
"""

import codecs
import unicodedata

from corpus.extracting.extracted import Extracted

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


def decode(data: bytes) -> str | None:
    """The text that `data` encodes, or None where it is no text."""
    text = _decoded(data)
    return text if text is not None and _is_readable(text) else None


def extract_text(text: str) -> Extracted:
    """Plain text says nothing of itself; its head is read after cleaning."""
    return Extracted(text=text)


def _decoded(data: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode(_utf16_by_zeros(data[:SAMPLE_CHARS]) or "utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # 30 ms to import, seldom needed

        guess = from_bytes(data).best()
        return str(guess) if guess else None


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
