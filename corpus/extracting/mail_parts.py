"""The leaves of a MIME message, as raw bytes with what the message says of them.

Mail is often damaged: boundaries that never come, encodings that do not exist, parts
inside parts a thousand deep. So nothing here decodes a part's text; bytes that cannot
even be unpacked are empty. Headers are read by the parser's older rules (`compat32`): the
newer ones fail on some malformed headers and are slow on long ones.

Knows nothing about articles.
"""

import binascii
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32

from corpus.extracting.text import decode

MAX_HEADER_CHARS = 2_000
MAX_PARTS = 1_000
FORWARDED = "message/rfc822"


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a mail."""

    kind: str
    data: bytes
    charset: str | None
    name: str
    is_attached: bool
    location: str | None


def parsed(data: bytes) -> Message:
    """The message; RecursionError where its parts hold parts without end."""
    return message_from_bytes(data, policy=compat32)


def leaves_of(message: Message) -> Iterator[Part]:
    """The parts that hold something, in order; parts inside parts are followed without recursion."""
    pending: list[Message] = [message]
    for _ in range(MAX_PARTS):
        if not pending:
            return
        part = pending.pop(0)
        if part.is_multipart():
            inner = part.get_payload()
            if part.get_content_maintype() == "multipart":
                pending[:0] = [child for child in inner if isinstance(child, Message)]
            elif part.get_content_type() == FORWARDED:
                yield Part(FORWARDED, b"", None, _file_name(part) or "forwarded e-mail", True, None)
            continue
        name = _file_name(part)
        yield Part(
            # A boundary that never comes leaves the parts unparted: a text with some odd lines.
            kind="text/plain" if part.get_content_maintype() == "multipart" else part.get_content_type(),
            data=_payload(part),
            charset=_charset(part),
            name=name,
            is_attached=header_of(part, "Content-Disposition").lower().startswith("attachment") or bool(name),
            location=header_of(part, "Content-Location") or None,
        )


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, binascii.Error):
        return b""
    return data if isinstance(data, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        charset = part.get_param("charset")
    except (ValueError, LookupError, IndexError):
        return None
    return charset if isinstance(charset, str) else None


def _file_name(part: Message) -> str:
    try:
        return _in_words(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        return ""


def header_of(message: Message, name: str) -> str:
    """A header in plain words, on one line; empty where there is none."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return _in_words(str(raw))


def _in_words(written: str) -> str:
    """`=?utf-8?q?...?=` as what it says; as it stands where that is damaged."""
    raw = written[:MAX_HEADER_CHARS]
    if any("\udc80" <= char <= "\udcff" for char in raw):  # bytes that were sent as they are
        raw = decode(raw.encode("utf-8", "surrogateescape")) or ""
    with suppress(MessageError, LookupError, ValueError, binascii.Error):
        raw = str(make_header(decode_header(raw)))
    return " ".join(raw.encode("utf-8", "replace").decode().split())
