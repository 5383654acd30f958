"""Processes that a soak test starts, listens to and kills: `started`.

They are forked from a process that has imported everything and opened nothing, since importing
takes longer than most of what is tested. What one says comes through a pipe, a value at a time
and whole: what was said before a kill -9 is heard after it. Knows nothing about what they do.
"""

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

PATIENCE = 120.0  # seconds; what takes longer hangs
IMPORTED = ["chromadb", "langchain_chroma", "sentencex", "tests.soak.working", "tests.soak.verifying",
            "tests.soak.asking", "tests.soak.churning"]  # fmt: skip

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(IMPORTED)

Say = Callable[[Any], None]


class Started:
    """One process and what it has said so far."""

    def __init__(self, target: Callable[..., None], arguments: tuple[Any, ...]) -> None:
        self.heard: list[Any] = []
        self._ear, mouth = _context.Pipe()
        self._process = _context.Process(target=_speaking, args=(target, mouth, arguments), daemon=True)
        self._process.start()
        mouth.close()

    def listen(self, until: Callable[[Any], bool], seconds: float = PATIENCE) -> bool:
        """Hear what it says until something wanted; False where it ended or the time did."""
        deadline = time.monotonic() + seconds
        try:
            while self._ear.poll(max(0.0, deadline - time.monotonic())):
                self.heard.append(self._ear.recv())
                if until(self.heard[-1]):
                    return True
        except (EOFError, OSError):
            pass
        return False

    def tell(self, value: Any) -> None:
        self._ear.send(value)

    def result(self, seconds: float = PATIENCE) -> Any:
        """The last thing that it says, once it has ended well."""
        self.listen(lambda _: False, seconds)
        self._process.join(5)
        assert self._process.exitcode == 0, f"exit code {self._process.exitcode}, last heard: {self.heard[-1:]}"
        return self.heard[-1]

    @property
    def is_killed(self) -> bool:
        """Whether it went on until it was killed."""
        return self._process.exitcode == -signal.SIGKILL

    def kill(self) -> list[Any]:
        """End it as kill -9 does; all that it ever said."""
        self._process.kill()
        self._process.join()
        self.listen(lambda _: False)
        self._ear.close()
        return self.heard


@contextmanager
def started(target: Callable[..., None], *arguments: Any) -> Iterator[Started]:
    """A process that runs `target(say, hear, *arguments)`; killed where it still runs at the end."""
    process = Started(target, arguments)
    try:
        yield process
    finally:
        process.kill()


def _speaking(target: Callable[..., None], mouth: Connection, arguments: tuple[Any, ...]) -> None:
    target(mouth.send, mouth.poll, *arguments)
