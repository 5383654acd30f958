"""From a checked address to an open connection: name to numbers, numbers checked, connected in time.

A name is looked up once for each request; every number it stands for must be public, and the
connection is made to one of exactly those. A name that leads elsewhere a moment later leads nowhere.
`Network` is all that touches the system, so a test can give a network of its own.

Knows nothing about HTTP.
"""

import queue
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from corpus.addressing import Target, is_public, not_public
from corpus.errors import SourceRejected

# Of a name with more numbers the rest are further doors to the same house.
MAX_NUMBERS = 6


class OutOfTime(SourceRejected):
    """The time for one source is up."""


class Deadline:
    """One stretch of time for everything that fetching one source takes."""

    def __init__(self, seconds: float, *, whole: "Deadline | None" = None) -> None:
        self._seconds = seconds
        self._whole = whole
        self._ends = time.monotonic() + seconds

    def part(self, seconds: float) -> "Deadline":
        """A shorter stretch inside this one."""
        return Deadline(min(seconds, self.left()), whole=self)

    def left(self) -> float:
        """The seconds that are left, more than 0. OutOfTime where none are."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def postpone(self, seconds: float) -> None:
        """Time in which nothing could be done, such as that of waiting for one's turn, does not count."""
        self._ends += seconds
        if self._whole is not None:
            self._whole.postpone(seconds)

    def passed(self) -> OutOfTime:
        return OutOfTime("", f"it did not finish within {self._seconds:g} seconds")


class Network(Protocol):
    """What the system has to do; `SystemNetwork` is the real one. Used by several threads at once."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The numeric addresses of a name; OSError where it has none. May take long."""

    def connect(self, ip: str, port: int, *, timeout: float) -> socket.socket:
        """A connection to a numeric address; OSError where there is none."""

    def tls(self) -> ssl.SSLContext:
        """Which certificates are believed."""


class SystemNetwork:
    """The real network. Neither proxies nor passwords are taken from the environment."""

    def resolve(self, host: str, port: int) -> list[str]:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [str(address[0]) for *_, address in found]

    def connect(self, ip: str, port: int, *, timeout: float) -> socket.socket:
        connection = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM)
        try:
            connection.settimeout(timeout)
            connection.connect((ip, port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            connection.close()
            raise
        return connection

    def tls(self) -> ssl.SSLContext:
        """Those the system believes, and those of `certifi` for a system that has no list."""
        return self._tls

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        import certifi

        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())
        return context


@dataclass(frozen=True, slots=True)
class Route:
    """A target, the numbers of its host, which were checked, and the network that leads there."""

    target: Target
    numbers: tuple[str, ...]
    network: Network

    @property
    def is_own(self) -> bool:
        """Whether this leads into the reader's own network, as only a host that the reader named may."""
        return not all(is_public(number) for number in self.numbers)

    def connect(self, deadline: Deadline) -> socket.socket:
        """A connection to the first of the numbers that answers, secured for https.

        Raises: SourceRejected where none answers, or its certificate is not one for the host.
        """
        connection = self._connected(deadline)
        return self._secured(connection, deadline) if self.target.scheme == "https" else connection

    def _connected(self, deadline: Deadline) -> socket.socket:
        reason = "the server cannot be reached"
        for position, number in enumerate(self.numbers):
            # One dead door must not use up the time for the others.
            patience = deadline.left() / (len(self.numbers) - position)
            try:
                return self.network.connect(number, self.target.port, timeout=patience)
            except ConnectionRefusedError:
                reason = "the server refused the connection"
            except OSError:
                continue
        deadline.left()
        raise SourceRejected(self.target.address, reason)

    def _secured(self, connection: socket.socket, deadline: Deadline) -> socket.socket:
        reason = "its host offers no secure connection"
        try:
            connection.settimeout(deadline.left())
            return self.network.tls().wrap_socket(connection, server_hostname=self.target.host)
        except TimeoutError:
            raise deadline.passed() from None
        except ssl.SSLCertVerificationError as error:
            reason = f"the certificate of its host is not valid ({error.verify_message})"
            raise SourceRejected(self.target.address, reason) from error
        except OSError as error:
            raise SourceRejected(self.target.address, reason) from error
        finally:
            # Where it was secured, this connection has been handed over and has nothing left to close.
            connection.close()


def route_to(target: Target, network: Network, deadline: Deadline) -> Route:
    """The way to a target whose every number is public, or whose host the reader named.

    Raises: SourceRejected where the name is unknown or leads to any number that is not public.
    """
    numbers = _number(target.host) or _looked_up(target, network, deadline)
    if not target.is_allowed:
        for number in numbers:
            if not is_public(number):
                raise SourceRejected(target.address, not_public(number, target))
    return Route(target, numbers[:MAX_NUMBERS], network)


def _number(host: str) -> tuple[str, ...]:
    is_number = ":" in host or host.rpartition(".")[2].isdigit()  # `check_address` lets no other spelling pass
    return (host,) if is_number else ()


def _looked_up(target: Target, network: Network, deadline: Deadline) -> tuple[str, ...]:
    """The numbers of a name, each once. The system gives no way to stop looking up, so a thread is left to it."""
    found: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found.put(network.resolve(target.host, target.port))
        except OSError as error:
            found.put(error)
        except UnicodeError:  # of a name that the system finds too long
            found.put([])

    threading.Thread(target=look_up, daemon=True, name=f"looking up {target.host}").start()
    try:
        numbers = found.get(timeout=deadline.left())
    except queue.Empty:
        raise deadline.passed() from None
    if isinstance(numbers, OSError) or not numbers:
        raise SourceRejected(
            target.address, f"its host {target.host!r} is not known; check the spelling and the connection"
        )
    return tuple(dict.fromkeys(numbers))
