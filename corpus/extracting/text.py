"""Bytes to text in whatever encoding they are, and plain text to `Extracted`.

Decoding tries, in this order, a byte order mark, UTF-8, and charset-normalizer's
guess. What decodes but is not readable (too many control and unassigned characters)
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
# Random bytes read as an 8-bit encoding hold about 12 % control characters; the worst real
# text seen (an old agency feed with field separators) held 0.6 %.
MAX_UNREADABLE_SHARE = 0.03
SAMPLE_CHARS = 20_000


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
        return data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # 30 ms to import, seldom needed

        guess = from_bytes(data).best()
        return str(guess) if guess else None


def _is_readable(text: str) -> bool:
    sample = text[:SAMPLE_CHARS]
    unreadable = sum(
        unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and char not in "\n\r\t\f\v" for char in sample
    )
    return unreadable <= MAX_UNREADABLE_SHARE * len(sample) and any(char.isalnum() for char in sample)
