"""Work done ahead of whoever needs it: an iterator that runs in a thread of its own.

Fetching and parsing wait for the network and for another process, embedding keeps this
one busy; side by side they take as long as the slower of the two.
"""

import time
from collections.abc import Callable, Generator, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")

WAIT = 0.1  # seconds between two looks at whether the consumer is still there


class Ahead(Iterator[T]):
    """Hands on what `items` yields, up to `depth` of them before they are asked for; `stop` ends it early.

    `items` runs in one thread from its first item to its last. Its exception is raised
    where the item would have come. While one is waited for, `stopping` is asked whether to
    go on; KeyboardInterrupt where it says no.
    """

    def __init__(self, items: Iterator[T], *, depth: int, stopping: Callable[[], bool] = bool) -> None:
        self._items = items
        self._stopping = stopping
        self._queue: Queue[T] = Queue(maxsize=depth)
        self._stopped, self._finished = Event(), Event()
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="ahead", daemon=True)
        self._thread.start()

    def __next__(self) -> T:
        while True:
            done = self._finished.is_set()  # before the queue is looked at: nothing is put in after it
            try:
                return self._queue.get(timeout=0 if done else WAIT)
            except Empty:
                if done:
                    break
                self._check()
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        raise StopIteration

    def is_idle(self, seconds: float) -> bool:
        """Whether nothing comes for so long, though more may come later."""
        deadline = time.monotonic() + seconds
        while self._queue.empty() and not self._finished.is_set():
            self._check()
            if time.monotonic() >= deadline:
                return True
            time.sleep(WAIT / 2)
        return False

    def _check(self) -> None:
        if self._stopping():
            raise KeyboardInterrupt

    def stop(self, seconds: float = 2.0) -> None:
        """Ask the thread to end and wait a little for it; a fetch that is under way is left behind."""
        self._stopped.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            for item in self._items:
                if not self._put(item):
                    break
        except BaseException as error:
            self._error = error
        finally:
            if isinstance(self._items, Generator):  # in the thread that ran it: what it holds open is let go
                self._items.close()
            self._finished.set()

    def _put(self, item: T) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(item, timeout=WAIT)
                return True
            except Full:
                continue
        return False
