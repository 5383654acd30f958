"""How often a host is asked, and what its robots.txt allows.

One request at a time for each host, with a pause between two, and none that the host's
robots.txt forbids. A robots.txt that is missing allows everything; one that cannot be had
because the host is in trouble forbids everything for the moment.

The only file that imports protego. Opens no connection: whoever asks brings the reading.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from corpus.addressing import DEFAULT_PORTS, Target
from corpus.errors import SourceRejected
from corpus.reaching import OutOfTime

AGENT = "Footnote"
# RFC 9309 wants at least 500 kibibytes to be read; what stands beyond is left unread.
MAX_ROBOTS_BYTES = 500 * 1024
# More is meant for crawlers that come for thousands of pages; a reader waits for each of a few.
MAX_CRAWL_DELAY = 30.0
# RFC 9309: not longer than a day. What was wrong with a host, or with the reader's own connection, may be over
# after a minute; so long a host that hangs does not hold up each of its pages anew.
ROBOTS_KEPT = 24 * 60 * 60.0
FAILURE_KEPT = 60.0


class Rules(Protocol):
    """What protego makes of a robots.txt."""

    def can_fetch(self, url: str, user_agent: str) -> bool: ...
    def crawl_delay(self, user_agent: str) -> float | None: ...


@dataclass(slots=True)
class _Host:
    """One host: whose turn it is, from when on the next may be, and what the host asked for."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = float("-inf")
    crawl_delay: float = 0.0
    rests_until: float = float("-inf")
    rest_status: int = 0


@dataclass(slots=True)
class _Robots:
    """The robots.txt of one scheme, host and port; where `rules` is a str, it is why nothing may be fetched."""

    reading: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | str | None = None
    stale_at: float = float("-inf")


class Politeness:
    """Turns and rules of all hosts, for all threads. `sleep` and `clock` are there for tests."""

    def __init__(
        self,
        delay: float,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delay = delay
        self._sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, _Robots] = {}

    @contextmanager
    def turn(self, target: Target, *, is_paused: bool = True) -> Iterator[float]:
        """Gives the seconds waited until it is our turn, which ends with the `with`.

        To ask for robots.txt is polite in itself: that needs a turn, but with `is_paused`
        False no pause before or after it, and the host's wish for rest does not hold it up.

        Raises: SourceRejected where the host asked for rest and that is not over.
        """
        host = self._host(target)
        began = self._clock()
        with _interruptible(host.turn):
            if is_paused:
                self._pause(target, host)
            try:
                yield self._clock() - began
            finally:
                if is_paused:
                    host.free_at = self._clock() + max(self._delay, host.crawl_delay)

    def _pause(self, target: Target, host: _Host) -> None:
        resting = host.rests_until - self._clock()
        if resting > 0:
            raise SourceRejected(target.address, resting_reason(host.rest_status, resting))
        pause = host.free_at - self._clock()
        if pause > 0:
            self._sleep(pause)

    def rest(self, target: Target, *, status: int, seconds: float) -> None:
        """The host asked, with this status, to be left alone for so long; turns in that time are refused."""
        host = self._host(target)
        host.rests_until, host.rest_status = self._clock() + seconds, status

    def check(self, target: Target, read: Callable[[str], tuple[int, bytes]]) -> None:
        """Returns where the host's robots.txt allows the target.

        `read` gives status and content of an address. It is called once for each scheme, host and
        port; its SourceRejected is remembered as the answer, save OutOfTime, which tells of the one
        source and not of the host.

        Raises: SourceRejected where the rules forbid the target or cannot be had.
        """
        with self._lock:
            robots = self._robots.setdefault(f"{target.scheme}://{target.authority}", _Robots())
        with _interruptible(robots.reading):
            if robots.stale_at <= self._clock():
                rules = robots.rules = _rules(target, read)
                robots.stale_at = self._clock() + (FAILURE_KEPT if isinstance(rules, str) else ROBOTS_KEPT)
                if rules is not None and not isinstance(rules, str):
                    self._host(target).crawl_delay = min(rules.crawl_delay(AGENT) or 0.0, MAX_CRAWL_DELAY)
            rules = robots.rules
        if isinstance(rules, str):
            raise SourceRejected(target.address, rules)
        if rules is not None and not rules.can_fetch(target.address, AGENT):
            raise SourceRejected(target.address, f"robots.txt of {target.authority} does not allow it")

    def _host(self, target: Target) -> _Host:
        # http and https of one name are one server; other ports are others.
        is_default = target.port in DEFAULT_PORTS.values()
        with self._lock:
            return self._hosts.setdefault(target.host if is_default else target.authority, _Host())


def resting_reason(status: int, seconds: float) -> str:
    return f"{status}: the server asks to wait {max(1, round(seconds)):,} seconds; refresh later"


def _rules(target: Target, read: Callable[[str], tuple[int, bytes]]) -> Rules | str | None:
    """The rules, None where there are none, or the reason why nothing may be fetched."""
    try:
        status, data = read(f"{target.scheme}://{target.authority}/robots.txt")
    except OutOfTime:
        raise
    except SourceRejected as error:
        return error.reason
    if status == 429 or status >= 500:
        return f"robots.txt of {target.authority} cannot be read (the server answered {status}); try again later"
    if not 200 <= status < 300:
        return None
    from protego import Protego

    if len(data) >= MAX_ROBOTS_BYTES:  # half a path would forbid more than the whole
        data = data.rpartition(b"\n")[0]
    return Protego.parse(data.decode("utf-8-sig", "replace"))


@contextmanager
def _interruptible(lock: threading.Lock) -> Iterator[None]:
    """Holds the lock. On Windows only a wait that ends by itself lets Ctrl-C through."""
    while not lock.acquire(timeout=1.0):
        pass
    try:
        yield
    finally:
        lock.release()
