"""One HTTP request over a route that was checked, and its answer, bounded in size and time.

A page comes unpacked: gzip is asked for and taken apart here, piece by piece, so that a small
answer that unpacks to gigabytes stops at the limit. Nothing is followed, kept or tried again.

The only file that imports httpcore. Knows nothing about redirects and robots.txt.
"""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from socket import socket

import httpcore

from corpus.addressing import Target
from corpus.errors import SourceRejected
from corpus.reaching import Deadline, Route

PIECE = 64 * 1024  # at most this much is unpacked at once
WITH_PAGE = (200, 203)  # 203: a proxy of the network changed the page


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `headers` have lower-case names and the first value of each; `data` is there for a page only."""

    status: int
    headers: Mapping[str, str]
    data: bytes = b""


def request(
    route: Route,
    headers: Mapping[str, str],
    *,
    deadline: Deadline,
    limit: Callable[[Reply], int],
    is_cut: bool = False,
) -> Reply:
    """The answer to a GET of the route's target.

    `limit` says how many bytes a page may have, by what came before it; a larger one is
    refused, or cut off with `is_cut`.

    Raises: SourceRejected where there is no connection, no valid answer, or not in time.
    """
    target = route.target
    origin = httpcore.Origin(target.scheme.encode("ascii"), target.host.encode("ascii"), target.port)
    connection = httpcore.HTTP11Connection(origin, _Stream(route.connect(deadline), deadline))
    try:
        response = connection.handle_request(_asked(target, headers))
        reply = Reply(response.status, _first_of_each(response.headers))
        if reply.status not in WITH_PAGE:
            return reply
        assert isinstance(response.stream, Iterable)
        pieces = _unpacked(target.address, response.headers, response.stream)
        return replace(reply, data=_collected(target.address, pieces, limit=limit(reply), is_cut=is_cut))
    except httpcore.RemoteProtocolError as error:
        reason = "the connection ended early" if "without" in str(error) else "the server's answer is not valid HTTP"
        raise SourceRejected(target.address, reason) from error
    except httpcore.NetworkError as error:
        raise SourceRejected(target.address, "the connection ended early") from error
    finally:
        connection.close()


def _asked(target: Target, headers: Mapping[str, str]) -> httpcore.Request:
    sent = {"Host": target.authority, "Accept-Encoding": "gzip", "Connection": "close", **headers}
    return httpcore.Request(
        "GET",
        httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path),
        headers=[(name.encode("ascii"), value.encode("ascii")) for name, value in sent.items()],
    )


class _Stream(httpcore.NetworkStream):
    """A connection whose every step has the time that is left of the whole, not a time of its own."""

    def __init__(self, connection: socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 (httpcore gives it)
        self._connection.settimeout(self._deadline.left())
        try:
            return self._connection.recv(max_bytes)
        except TimeoutError:
            raise self._deadline.passed() from None
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 (httpcore gives it)
        self._connection.settimeout(self._deadline.left())
        try:
            self._connection.sendall(buffer)
        except TimeoutError:
            raise self._deadline.passed() from None
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._connection.close()

    def get_extra_info(self, info: str) -> None:
        """Nothing more need be known of a connection that serves one request."""


def _first_of_each(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    first: dict[str, str] = {}
    for name, value in headers:
        first.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return first


def _unpacked(
    address: str, headers: Iterable[tuple[bytes, bytes]], pieces: Iterable[bytes]
) -> Iterator[tuple[int, bytes]]:
    """How many bytes came in and what they unpack to, in small pieces."""
    packings = b",".join(value for name, value in headers if name.lower() == b"content-encoding")
    named = [packing.strip().lower() for packing in packings.split(b",")]
    named = [packing for packing in named if packing not in (b"", b"identity")]
    if not named:
        return ((len(piece), piece) for piece in pieces)
    if named not in ([b"gzip"], [b"x-gzip"]):
        shown = b", ".join(named)[:60].decode("ascii", "backslashreplace")
        raise SourceRejected(address, f"the server packed it in a way that cannot be unpacked ({shown})")
    return _gunzipped(address, pieces)


def _gunzipped(address: str, pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    unpacking = zlib.decompressobj(wbits=31)  # 31: gzip, with its header
    has_begun = False
    try:
        for piece in pieces:
            yield len(piece), b""
            while piece:
                if unpacking.eof:
                    if not has_begun or piece[:1] != b"\x1f":  # what follows is no further part; browsers pass it over
                        return
                    unpacking = zlib.decompressobj(wbits=31)
                has_begun = True
                yield 0, unpacking.decompress(piece, PIECE)
                piece = unpacking.unused_data if unpacking.eof else unpacking.unconsumed_tail
        while not unpacking.eof and (rest := unpacking.decompress(unpacking.unconsumed_tail, PIECE)):
            yield 0, rest
    except zlib.error as error:
        raise SourceRejected(address, "what the server sent is damaged (it cannot be unpacked)") from error
    if has_begun and not unpacking.eof:
        raise SourceRejected(address, "the connection ended early")


def _collected(address: str, pieces: Iterable[tuple[int, bytes]], *, limit: int, is_cut: bool) -> bytes:
    """All pieces in one. What came in counts too: packed parts without content could otherwise go on for ever."""
    data = io.BytesIO()  # gives its bytes away without a copy
    came = 0
    for count, piece in pieces:
        came += count
        data.write(piece[: limit + 1 - data.tell()])
        if max(came, data.tell()) > limit:
            if not is_cut:
                raise SourceRejected(address, f"it is larger than the limit of {limit:,} bytes")
            data.truncate(limit)
            break
    return data.getvalue()
