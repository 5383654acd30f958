"""A Chroma server on this machine that tests start, halt and kill; and one that never behaves.

    with ChromaServer(folder) as server:
        server.url            # http://127.0.0.1:40117, the same after every start
        server.kill()         # as `kill -9` does
        server.start()

    with FaultyServer(drip) as server:
        server.url            # whoever asks there gets `drip`

The first is the program that `chroma run` is; the second speaks through a plain socket.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Self

START_SECONDS = 60.0  # it takes 1 s on a quiet machine
PROGRAM = "from chromadb.cli.cli import app; app()"  # what the console script `chroma` calls

Fault = Callable[[socket.socket, Event], None]


class ChromaServer:
    """`chroma run` over `folder`, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "run", "--path", str(self._folder), "--host", "127.0.0.1",
             "--port", str(self.port)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        ends = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, f"chroma ended with {self._process.returncode}"
            assert time.monotonic() < ends, "chroma does not start"
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as `kill -9` does, whatever it is doing. Nothing where it does not run."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def halt(self) -> None:
        """Leave it running but doing nothing: connections are accepted and never answered."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False


class FaultyServer:
    """Accepts every connection on its port and leaves it to `fault`, each in a thread of its own."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._closing = Event()
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.accepted = 0

    def __enter__(self) -> Self:
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._socket.shutdown(socket.SHUT_RDWR)  # wakes who waits in `accept`; closing alone does not
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.accepted += 1
            Thread(target=self._leave, args=[connection], daemon=True).start()

    def _leave(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):  # who asked may have left
            self._fault(connection, self._closing)


# What a server may do


def silent(connection: socket.socket, closing: Event) -> None:
    closing.wait()


def drips_its_head(connection: socket.socket, closing: Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Never-Ends: ")
    while not closing.wait(0.1):
        connection.sendall(b"a")


def drips_its_body(connection: socket.socket, closing: Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[")
    while not closing.wait(0.1):
        connection.sendall(b"1,")


def floods(connection: socket.socket, closing: Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while not closing.is_set():
        connection.sendall(b"[" * 65_536)


def hangs_up(connection: socket.socket, closing: Event) -> None:
    connection.recv(65_536)


def speaks_no_http(connection: socket.socket, closing: Event) -> None:
    connection.recv(65_536)
    connection.sendall(b"220 mail.example ESMTP\r\n")


def replies(body: bytes, status: str = "200 OK", kind: str = "application/json") -> Fault:
    """Answers each request with this."""

    def reply(connection: socket.socket, closing: Event) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        while connection.recv(65_536):
            connection.sendall(head + body)

    return reply


def lives_but(fault: Fault) -> Fault:
    """Answers who asks for its heartbeat, as Chroma does; on each later connection there is the fault."""

    def reply(connection: socket.socket, closing: Event) -> None:
        if b"heartbeat" in connection.recv(65_536, socket.MSG_PEEK):
            replies(b'{"nanosecond heartbeat": 1}')(connection, closing)
        else:
            fault(connection, closing)

    return reply
