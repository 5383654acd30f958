"""A web server on this machine that tests fill with pages: `Website`.

    with Website() as site:
        site.put("/rain", "<html>Rain fell.</html>", etag=True)
        site.address("/rain")  # http://127.0.0.1:40117/rain
        site.requests[0].headers["user-agent"]

Each `Website` has a port of its own, so several of them are several hosts. A path that
nobody put answers 404, `/robots.txt` too. `handle` gives the whole connection to the
test, which may then lie, drip or stay silent. Knows nothing about what fetches from it.
"""

import gzip
import hashlib
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from threading import Event, Lock, Thread
from typing import Any, Self

FIRST_CHANGE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # each `put` is a minute after the one before


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that arrived. `path` has the query; the names of `headers` are in lower case; `time` is monotonic."""

    method: str
    path: str
    headers: Mapping[str, str]
    time: float


@dataclass(frozen=True, slots=True)
class Page:
    """What a path answers with. `etag` and `changed` are sent, and a match answered 304, where they are not empty."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    status: int = 200
    etag: str = ""
    changed: str = ""

    def is_known_to(self, asked: Asked) -> bool:
        """As the standard has it, a tag that was sent outweighs a time that was sent."""
        if "if-none-match" in asked.headers:
            return bool(self.etag) and asked.headers["if-none-match"] == self.etag
        return bool(self.changed) and asked.headers.get("if-modified-since") == self.changed


class Wire:
    """The open connection to one client, for a handler that writes its answer byte by byte."""

    def __init__(self, connection: socket, asked: Asked, closing: Event) -> None:
        self._connection = connection
        self._closing = closing
        self.asked = asked

    def send(self, data: bytes) -> None:
        """Exactly these bytes go out, the status line and headers among them. ConnectionError if the client left."""
        self._connection.sendall(data)

    def wait(self, seconds: float) -> bool:
        """Whether the website is still open after these seconds; at once False when it closes."""
        return not self._closing.wait(seconds)


Handler = Callable[[Wire], None]


class Website:
    """A threaded HTTP/1.1 server on a free port of the loopback; use it in a `with`."""

    def __init__(self, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self._lock = Lock()
        self._pages: dict[str, Page | Handler] = {}
        self._requests: list[Asked] = []
        self._puts = 0
        self._closing = Event()
        self._scheme = "https" if tls else "http"
        self._server = _Server(self, host, tls)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def host(self) -> str:
        """As `allowed_hosts` wants it: `127.0.0.1:40117`."""
        return f"{self._server.server_address[0]!s}:{self.port}"

    def address(self, path: str = "/", *, name: str | None = None) -> str:
        """The address of a path; under another host name than 127.0.0.1 where `name` says so."""
        return f"{self._scheme}://{f'{name}:{self.port}' if name else self.host}{path}"

    @property
    def requests(self) -> list[Asked]:
        """What arrived so far, in order; requests for `/robots.txt` are in it."""
        with self._lock:
            return list(self._requests)

    def paths(self) -> list[str]:
        """The paths asked for so far, in order, without those for `/robots.txt`."""
        return [asked.path for asked in self.requests if asked.path != "/robots.txt"]

    @property
    def connections(self) -> int:
        """How many connections arrived so far, whether or not a request came over them."""
        return self._server.accepted

    def put(
        self,
        path: str,
        body: str | bytes,
        *,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        etag: bool = False,
    ) -> None:
        """From now on `path` answers with this; `etag` adds ETag and Last-Modified and answers 304 to who has it."""
        data = body.encode() if isinstance(body, str) else body
        sent = {"Content-Type": content_type, **(headers or {})}
        with self._lock:
            self._puts += 1
            changed = format_datetime(FIRST_CHANGE + timedelta(minutes=self._puts), usegmt=True)
            tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
            known = {"etag": tag, "changed": changed} if etag else {}
            self._pages[path] = Page(data, tuple(sent.items()), status, **known)

    def put_zipped(self, path: str, body: str | bytes) -> None:
        """From now on `path` answers with this, packed with gzip whether or not the client asked for that."""
        data = body.encode() if isinstance(body, str) else body
        self.put(path, gzip.compress(data, mtime=0), headers={"Content-Encoding": "gzip"})

    def redirect(self, path: str, to: str, *, status: int = 302) -> None:
        """From now on `path` sends the client on to `to`, which may be a path or an address, or nonsense."""
        self.put(path, b"", status=status, headers={"Location": to})

    def handle(self, path: str, handler: Handler) -> None:
        """From now on `handler` answers `path` itself, headers and all; the connection is closed after it."""
        with self._lock:
            self._pages[path] = handler

    def answer(self, asked: Asked) -> tuple[Page | Handler, Event]:
        """What `asked` gets; the server's own threads call this. A path with a query may stand for itself."""
        with self._lock:
            self._requests.append(asked)
            page = self._pages.get(asked.path) or self._pages.get(asked.path.partition("?")[0])
        return page or Page(b"Not here.", (("Content-Type", "text/plain"),), 404), self._closing


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a handler that never answers must not hold up the end of a test

    def __init__(self, site: Website, host: str, tls: ssl.SSLContext | None) -> None:
        super().__init__((host, 0), _Answering)
        self.site = site
        self.tls = tls
        self.accepted = 0
        self._open: set[socket] = set()

    def server_bind(self) -> None:
        # The inherited method also looks up this machine's name, which can take seconds and is not needed.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def get_request(self) -> tuple[socket, Any]:
        connection, client = super().get_request()
        self.accepted += 1
        self._open.add(connection)
        return connection, client

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:  # TLS is agreed on in the connection's own thread, so that a slow client holds up nobody
            secured = self.tls.wrap_socket(request, server_side=True) if self.tls else request
        except OSError:
            request.close()
            return
        self._open.add(secured)
        super().process_request_thread(secured, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves early is what many tests are about; nothing is printed."""


class _Answering(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet; without it each kept-alive answer waits for an acknowledgement

    def do_GET(self) -> None:
        named = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, named, time.monotonic())
        page, closing = self.server.site.answer(asked)
        if isinstance(page, Page):
            self._send(page, asked)
        else:
            self.close_connection = True
            page(Wire(self.connection, asked, closing))

    do_HEAD = do_GET  # noqa: N815

    def _send(self, page: Page, asked: Asked) -> None:
        is_known = page.is_known_to(asked)
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else page.status)
        for name, value in (*page.headers, ("ETag", page.etag), ("Last-Modified", page.changed)):
            if value:
                self.send_header(name, value)
        if not is_known:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if not is_known and asked.method != "HEAD":
            self.wfile.write(page.body)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """The tests read `Website.requests`; the terminal stays quiet."""
