"""From a raw document to what it holds, read in a process of its own.

Files and pages come from strangers, and the libraries that read them can be made to
eat all memory, to never return, or to crash. Here that costs one document: the process
has 1 GB and 30 seconds an item, it is ended where it needs more, and the next document
gets a new one. Processes are kept between documents, since starting one takes about
half a second.

Knows nothing about formats (`corpus.extracting`) nor about what is stored.
"""

import atexit
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from threading import Lock

from corpus.framing import LENGTH_BYTES, Begun, Item, frame, pack_document, unpack_begun, unpack_item
from corpus.loading import RawDocument
from corpus.logs import event
from corpus.parsing_child import MEMORY_BYTES, OUT_OF_MEMORY
from corpus.report import Rejection
from corpus.settings import PROJECT_FOLDER, CorpusSettings

ITEM_SECONDS = 30.0
START_SECONDS = 30.0  # for a process to be there: half a second, or several on a machine that swaps
MAX_LOSSES = 3  # in one document; an archive made of traps must not cost 30 seconds a member
KEPT_IDLE = 2
READ_BYTES = 1 << 20
MAX_FRAME_BYTES = 64_000_000  # a feed of 3 million characters as JSON, each written as \u1234, is a third of that
# One thread for arithmetic and one arena for memory: both would reserve address space by the core.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


class _Lost(Exception):
    """The process ended, or had to be ended; the message is the reason in words."""


class _NotAsked(_Lost):
    """The process was gone before it could be asked: nothing is known against the document."""


class _Worker:
    """One process that parses."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "corpus.parsing_child"], cwd=PROJECT_FOLDER, env={**os.environ, **ENVIRONMENT},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert self._process.stdin and self._process.stdout
        self._requests, self._answers = self._process.stdin, self._process.stdout
        os.set_blocking(self._requests.fileno(), False)  # a process that stopped reading must not stop this one
        self._buffer = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._answers, selectors.EVENT_READ)
        self._is_ready = False
        self.begun: Begun | None = None  # the archive's member that is being read

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def items(self, document: RawDocument, *, max_chars: int, skip: int, seconds: float) -> Iterator[Item]:
        """What the document holds, from the archive's member after `skip` on; `_Lost` where the process is."""
        request = {"document": pack_document(document), "max_chars": max_chars, "skip": skip, "seconds": seconds + 5}
        self.begun = None
        if not self._is_ready:
            self._next_frame(START_SECONDS)
            self._is_ready = True
        self._ask(frame(json.dumps(request).encode("ascii")) + frame(document.data), seconds)
        while payload := self._next_frame(seconds):
            try:
                begun = unpack_begun(payload)
                item = None if begun else unpack_item(payload)
            except (ValueError, KeyError, TypeError, RecursionError):
                raise _Lost("its reader answered with something that is no article") from None
            if begun:
                self.begun = begun
            if item:
                yield item

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._selector.close()
        for stream in (self._requests, self._answers):
            with suppress(OSError):  # bytes that it never read were still waiting
                stream.close()
        self._process.wait()

    def _ask(self, request: bytes, seconds: float) -> None:
        """Hand over a request; a process that does not take it in is as good as gone."""
        deadline = time.monotonic() + seconds
        left = memoryview(request)
        with selectors.DefaultSelector() as writable:
            writable.register(self._requests, selectors.EVENT_WRITE)
            while left:
                if not writable.select(max(0.0, deadline - time.monotonic())):
                    raise _NotAsked("its reader stopped answering")
                try:
                    left = left[os.write(self._requests.fileno(), left) :]
                except OSError:
                    raise _NotAsked(self._last_words(seconds)) from None

    def _next_frame(self, seconds: float) -> bytes:
        deadline = time.monotonic() + seconds
        self._fill(LENGTH_BYTES, deadline, seconds)
        length = int.from_bytes(self._buffer[:LENGTH_BYTES], "big")
        if length > MAX_FRAME_BYTES:
            raise _Lost("its reader answered with more than any article has")
        self._fill(LENGTH_BYTES + length, deadline, seconds)
        payload = bytes(self._buffer[LENGTH_BYTES : LENGTH_BYTES + length])
        del self._buffer[: LENGTH_BYTES + length]
        return payload

    def _fill(self, wanted: int, deadline: float, seconds: float) -> None:
        while len(self._buffer) < wanted:
            if not self._selector.select(max(0.0, deadline - time.monotonic())):
                raise _Lost(f"reading it took longer than {seconds:.0f} seconds")
            data = os.read(self._answers.fileno(), READ_BYTES)
            if not data:
                raise _Lost(self._last_words(seconds))
            self._buffer += data

    def _last_words(self, seconds: float) -> str:
        """Why a process that is gone went."""
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return "its reader stopped answering"
        if code == -signal.SIGALRM:
            return f"reading it took longer than {seconds:.0f} seconds"
        if code == OUT_OF_MEMORY:
            return f"reading it needs more than {MEMORY_BYTES >> 30} GB of memory"
        if code == -signal.SIGABRT:  # how a C++ library ends that is given no more memory
            return "its reader gave up; it needs too much memory, or is damaged or hostile"
        return f"its reader crashed (exit {code}), as damaged or hostile files can make it"


_idle: list[_Worker] = []
_lock = Lock()


def parse(document: RawDocument, settings: CorpusSettings, *, seconds: float = ITEM_SECONDS) -> Iterator[Item]:
    """What a document holds: articles, or a feed, or rejections in words; never an exception for what it is.

    The next item is read when it is asked for. An item whose reading has to be ended is a
    rejection, and the members behind it in an archive are read by a new process.
    """
    skip = 0
    for attempt in range(1, MAX_LOSSES + 1):
        worker = _taken()
        is_whole = False
        try:
            yield from worker.items(document, max_chars=settings.max_article_chars, skip=skip, seconds=seconds)
            is_whole = True
        except _NotAsked as lost:
            if attempt == MAX_LOSSES:
                yield Rejection(document.source, str(lost))
            continue
        except _Lost as lost:
            event("reader.lost", {"source": document.source, "reason": lost}, level="warning")
            source = f"{document.source}!{worker.begun.member}" if worker.begun else document.source
            yield Rejection(source, str(lost))
        finally:
            _give_back(worker) if is_whole else worker.end()
        if is_whole or worker.begun is None:
            return
        skip = worker.begun.number
        if attempt == MAX_LOSSES:
            yield Rejection(document.source, f"reading it was given up after {MAX_LOSSES} of its files failed so")


def end_idle() -> None:
    """End the processes that wait for a document."""
    with _lock:
        waiting, _idle[:] = list(_idle), []
    for worker in waiting:
        worker.end()


def _taken() -> _Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.is_alive:
                return worker
            worker.end()
    return _Worker()


def _give_back(worker: _Worker) -> None:
    with _lock:
        if len(_idle) < KEPT_IDLE:
            _idle.append(worker)
            return
    worker.end()


atexit.register(end_idle)
