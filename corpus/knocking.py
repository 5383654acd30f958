"""Whether a Chroma server answers at an address, found out in time: `knock`.

Chroma's client asks a server questions while it is made, and waits for the answers for ever.
Who knocks first learns within a deadline of a server that is silent, drips or is no Chroma.

Knows nothing about collections; see `corpus.serving`.
"""

from urllib.parse import urlsplit

from corpus.addressing import DEFAULT_PORTS, Target
from corpus.breaking import DeadlinePassed
from corpus.errors import IndexUnavailable, SourceRejected
from corpus.reaching import Deadline, OutOfTime, SystemNetwork, route_to

HEARTBEAT = "/api/v2/heartbeat"
MOST_BYTES = 100_000  # a heartbeat has 40; a page of another server may have more, and is refused as such


def knock(url: str, seconds: float) -> None:
    """Ask for the server's heartbeat before Chroma's client does, which would wait for it for ever.

    Raises: IndexUnavailable where it cannot be reached or is no Chroma; DeadlinePassed.
    """
    from corpus.requesting import request  # with httpcore, which most commands do not need

    deadline = Deadline(seconds)
    try:
        route = route_to(_target(url), SystemNetwork(), deadline)
        reply = request(route, {}, deadline=deadline, limit=lambda _: MOST_BYTES)
    except OutOfTime as error:
        raise DeadlinePassed(error.reason) from None
    except SourceRejected as error:
        raise IndexUnavailable(error.reason) from None
    if reply.status == 200 and b"heartbeat" not in reply.data:
        raise IndexUnavailable("it answers, but not as a Chroma server does")


def _target(url: str) -> Target:
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:  # of a port that is no number
        parts, port = urlsplit(""), 0
    if not parts.hostname or parts.scheme not in DEFAULT_PORTS:
        raise IndexUnavailable("it is not an address like http://127.0.0.1:8000")
    return Target(parts.scheme, parts.hostname, port, parts.path.rstrip("/") + HEARTBEAT, is_allowed=True)


def shown(url: str) -> str:
    """The address without user and password."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
