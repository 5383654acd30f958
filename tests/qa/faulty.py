"""A loopback server that misbehaves as told, and scripts in the OpenAI streaming protocol for it.

    with FaultyServer([status(429), answer("Rain fell.")]) as server: ...

Each call is served by the next script, the last one over again. A script is a function
that writes to the connection's handler; those of other protocols are in `tests.qa.faults`.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Script = Callable[["Handler"], None]


# What llama.cpp has beside the calls, so that it can stand where the endpoint in this process stands; a word a token.
TOKENIZING: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "/apply-template": lambda asked: {"prompt": "\n".join(message["content"] for message in asked["messages"])},
    "/tokenize": lambda asked: {"tokens": [*range(len(asked["content"].split()))]},
}


class Handler(BaseHTTPRequestHandler):
    """One call; the scripts write with these."""

    server: "FaultyServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path in TOKENIZING:
            self.start(200, "application/json")
            self.write(json.dumps(TOKENIZING[self.path](json.loads(body))).encode())
            return
        self.server.paths.append(self.path)
        key = self.headers.get("Authorization") or self.headers.get("X-Api-Key") or ""
        script = self.server.next_script(json.loads(body), key)
        with suppress(OSError):  # the client has left, which is what some of the tests are about
            script(self)

    def start(self, code: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": kind, "Connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.close_connection = True

    def write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def event(self, data: object) -> None:
        self.write(f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n".encode())

    def piece(self, text: str | None, finish: str | None = None) -> None:
        self.event(
            {
                "id": "x", "object": "chat.completion.chunk", "created": 1, "model": "faulty",
                "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}],
            }
        )  # fmt: skip

    def reset(self) -> None:
        """Drop the connection so that the client sees a reset, not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.shutdown(socket.SHUT_RD)
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the base class would write to stderr."""


class FaultyServer(ThreadingHTTPServer):
    """Serves the scripts in order and keeps what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, scripts: Sequence[Script]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.calls: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.paths: list[str] = []
        self._scripts = list(scripts)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def base_url(self) -> str:
        return f"{self.root}/v1"

    def next_script(self, call: dict[str, Any], key: str) -> Script:
        self.calls.append(call)
        self.keys.append(key)
        return self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]

    def __enter__(self) -> "FaultyServer":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a connection that the script has dropped is no surprise."""


def answer(*pieces: str, finish: str | None = "stop") -> Script:
    def script(handler: Handler) -> None:
        handler.start()
        for piece in pieces:
            handler.piece(piece)
        if finish is not None:
            handler.piece("", finish)
        handler.event("[DONE]")

    return script


def status(code: int, error: object = None, **headers: str) -> Script:
    def script(handler: Handler) -> None:
        handler.start(code, "application/json", **headers)
        handler.wfile.write(json.dumps({"error": error or {"message": f"status {code}"}}).encode())

    return script


def text(body: str, kind: str) -> Script:
    def script(handler: Handler) -> None:
        handler.start(200, kind)
        handler.wfile.write(body.encode())

    return script


def events(*data: object) -> Script:
    def script(handler: Handler) -> None:
        handler.start()
        for item in data:
            handler.event(item)

    return script


def hang(*pieces: str, seconds: float = 6.0) -> Script:
    def script(handler: Handler) -> None:
        handler.start()
        for piece in pieces:
            handler.piece(piece)
        time.sleep(seconds)

    return script


def drip(piece: str, every: float, times: int) -> Script:
    def script(handler: Handler) -> None:
        handler.start()
        for _ in range(times):
            handler.piece(piece)
            time.sleep(every)
        handler.piece("", "stop")

    return script


def reset_after(*pieces: str) -> Script:
    def script(handler: Handler) -> None:
        if pieces:
            handler.start()
        for piece in pieces:
            handler.piece(piece)
        time.sleep(0.2 if pieces else 0)  # what was written must arrive before the reset discards it
        handler.reset()

    return script
