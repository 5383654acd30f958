"""An internet on this machine: `Internet` has names and public numbers that lead to `Website`s, or anywhere.

    internet = Internet()
    internet.add("news.example", site)  # http://news.example/ now is that website
    internet.names["trap.example"] = [["93.184.215.14"], ["127.0.0.1"]]  # another answer each time it is asked
    Fetcher(settings, network=internet)

`sockets_used` listens to Python itself, so it also sees what goes around every seam.
"""

import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.reaching import SystemNetwork
from tests.corpus.website import Website

EVENTS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
_listening: list[list[str]] = []


class Internet(SystemNetwork):
    """A `Network` whose every connection ends at a website of the test or is refused."""

    def __init__(self, *, believes: ssl.SSLContext | None = None) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.sites: dict[str, Website] = {}  # by number
        self.looked_up: list[str] = []
        self.connected: list[str] = []
        self._believes = believes

    def add(self, name: str, site: Website) -> str:
        """From now on `name` leads to `site`, whatever the port; gives the number that was made up for it."""
        number = f"93.184.215.{len(self.sites) + 1}"
        self.names[name] = [[number]]
        self.sites[number] = site
        return number

    def resolve(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        answers = self.names.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, ip: str, port: int, *, timeout: float) -> socket.socket:
        self.connected.append(f"{ip}:{port}")
        if ip not in self.sites:
            raise ConnectionRefusedError
        return super().connect("127.0.0.1", self.sites[ip].port, timeout=timeout)

    def tls(self) -> ssl.SSLContext:
        return self._believes or super().tls()


@contextmanager
def sockets_used() -> Iterator[list[str]]:
    """What is looked up and connected to inside the `with`, by anything in this process."""
    used: list[str] = []
    _listening.append(used)
    try:
        yield used
    finally:
        _listening.remove(used)


def _listen(event: str, details: tuple[object, ...]) -> None:
    if _listening and event in EVENTS:
        for used in _listening:
            used.append(f"{event} {details[1:] if event == 'socket.connect' else details[:2]}")


sys.addaudithook(_listen)
