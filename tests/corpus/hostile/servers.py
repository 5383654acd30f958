"""What a hostile or broken web server sends (rows 8-10): silence, drops, bombs, lies, endless bodies.

Each is a handler of `Website.handle`. Knows nothing about what fetches.
"""

import gzip
import zlib
from collections.abc import Callable

from tests.corpus.hostile.case import prose
from tests.corpus.website import Handler, Wire

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MB = 1_000_000


def silence(wire: Wire) -> None:
    """Takes the request and never answers."""
    while wire.wait(0.1):
        pass


def drops(wire: Wire) -> None:
    """One byte of the body each half second, always just in time."""
    wire.send(HTML + b"Content-Length: 100000\r\n\r\n")
    while wire.wait(0.5):
        wire.send(b"a")


def dropping_head(wire: Wire) -> None:
    """One byte of the head at a time."""
    while wire.wait(0.2):
        wire.send(b"H")


def endless_head(wire: Wire) -> None:
    wire.send(HTML)
    while wire.wait(0):
        wire.send(b"X-A: " + b"a" * 4_000 + b"\r\n")


def endless_chunks(wire: Wire) -> None:
    """A body without an end."""
    wire.send(HTML + b"Transfer-Encoding: chunked\r\n\r\n")
    while wire.wait(0):
        wire.send(b"10000\r\n" + b"a" * 65_536 + b"\r\n")


def endless_chunk_head(wire: Wire) -> None:
    wire.send(HTML + b"Transfer-Encoding: chunked\r\n\r\n")
    while wire.wait(0):
        wire.send(b"0" * 65_536)


def huge_chunk(wire: Wire) -> None:
    wire.send(HTML + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n" + b"a" * 1_000)


def negative_chunk(wire: Wire) -> None:
    wire.send(HTML + b"Transfer-Encoding: chunked\r\n\r\n-5\r\naaaaa\r\n0\r\n\r\n")


def endless_body(wire: Wire) -> None:
    """Neither a length nor chunks: it ends when the connection does, which is never."""
    wire.send(HTML + b"\r\n")
    while wire.wait(0):
        wire.send(b"a" * 65_536)


def more_than_said(wire: Wire) -> None:
    wire.send(HTML + b"Content-Length: 10\r\n\r\n" + b"a" * 30 * MB)


def less_than_said(wire: Wire) -> None:
    wire.send(HTML + b"Content-Length: 9999\r\n\r\n<p>" + prose(80).encode()[:500])


def says_too_much(wire: Wire) -> None:
    wire.send(HTML + b"Content-Length: 99999999999\r\n\r\n" + b"a" * 1_000)


def says_nonsense(wire: Wire) -> None:
    wire.send(HTML + b"Content-Length: -1\r\n\r\n" + b"a" * 1_000)


def says_two_lengths(wire: Wire) -> None:
    wire.send(HTML + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\naaaaaaa")


def hangs_up(wire: Wire) -> None:
    """Ends the connection without a word."""


def no_http(wire: Wire) -> None:
    wire.send(b"220 mail.example ready\r\n")


def unpacking(data: bytes, coding: bytes) -> Handler:
    """Answers with packed bytes."""
    head = HTML + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (coding, len(data))

    def answer(wire: Wire) -> None:
        wire.send(head + data)

    return answer


def packed(megabytes: int, *, wbits: int) -> bytes:
    """That many megabytes, packed without ever being whole in memory; with 31 bits as gzip, with 15 as deflate."""
    packer = zlib.compressobj(9, wbits=wbits)
    return b"".join(packer.compress(b"rain fell " * 100_000) for _ in range(megabytes)) + packer.flush()


GZIP, DEFLATE = 31, 15
# Bodies of up to a megabyte that unpack to 300, in every coding a server may choose, and broken ones.
BOMBS: dict[str, Callable[[], Handler]] = {
    "gzip": lambda: unpacking(packed(300, wbits=GZIP), b"gzip"),
    "gzip-many": lambda: unpacking(packed(1, wbits=GZIP) * 300, b"gzip"),
    "gzip-twice": lambda: unpacking(gzip.compress(packed(300, wbits=GZIP)), b"gzip, gzip"),
    "deflate": lambda: unpacking(packed(300, wbits=DEFLATE), b"deflate"),
    "brotli-said": lambda: unpacking(packed(300, wbits=DEFLATE), b"br"),
    "zstd-said": lambda: unpacking(packed(300, wbits=DEFLATE), b"zstd"),
    "gzip-broken": lambda: unpacking(packed(1, wbits=GZIP)[:500], b"gzip"),
    "gzip-noise": lambda: unpacking(b"\x1f\x8b" + bytes(range(256)) * 9, b"gzip"),
    "unknown": lambda: unpacking(b"a" * 500, b"rot13"),
}
REFUSED: dict[str, Handler] = {
    "silence": silence, "drops": drops, "dropping-head": dropping_head, "endless-head": endless_head,
    "endless-chunks": endless_chunks, "endless-chunk-head": endless_chunk_head, "huge-chunk": huge_chunk,
    "negative-chunk": negative_chunk, "endless-body": endless_body, "more-than-said": more_than_said,
    "less-than-said": less_than_said, "says-too-much": says_too_much, "says-nonsense": says_nonsense,
    "says-two-lengths": says_two_lengths, "hangs-up": hangs_up, "no-http": no_http,
}  # fmt: skip
