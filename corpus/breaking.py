"""Calls that may hang or fail: a time limit for each, and a rest for who fails them.

    within    runs a call in a thread and waits for it no longer than it was given
    Breaker   after a failure refuses calls for a while that doubles, then lets one try

Knows nothing about what is called.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import TypeVar

T = TypeVar("T")

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0


class DeadlinePassed(Exception):
    """A call did not finish in time. It may still be running, and may still have an effect."""


class Paused(Exception):
    """No call is made for some `seconds` yet, because an earlier one failed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"paused for {seconds:.1f} s")
        self.seconds = seconds


def within(seconds: float, work: Callable[[], T], *, name: str) -> T:
    """What `work` returns or raises, if it does so in time.

    Python cannot stop a thread, so one that is late is left behind, and what it brings in
    the end is dropped; the caller has to take away what it waits for. `name` is the thread's.

    Raises: DeadlinePassed.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    Thread(target=run, daemon=True, name=name).start()
    try:
        return outcome.result(max(seconds, 0))
    except TimeoutError:
        if outcome.done():  # it is the work's own, or came in between
            return outcome.result()
        raise DeadlinePassed(f"{name} did not finish within {seconds:.1f} s") from None


class Breaker:
    """Who is worth calling. Safe to share between threads.

    Each call is admitted with a ticket, which says afterwards how the call went:

        ticket = breaker.admit()       Paused while nobody may call
        breaker.failed(ticket)         pauses of 1, 2, 4 … 60 seconds, and one trial call after each
        breaker.succeeded(ticket)      everybody may call again
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._round = 0  # goes up with each failure, so that calls that fail together count as one
        self._pause = 0.0
        self._until = 0.0
        self._is_trying = False

    def admit(self) -> int:
        """The ticket of a call that may be made now; Paused where none may."""
        with self._lock:
            left = self._left()
            if left > 0:
                raise Paused(left)
            self._is_trying = self._pause > 0
            return self._round

    def failed(self, ticket: int) -> None:
        with self._lock:
            if ticket == self._round:
                self._round += 1
                self._pause = min(max(FIRST_PAUSE, 2 * self._pause), LONGEST_PAUSE)
                self._until = self._clock() + self._pause
                self._is_trying = False

    def succeeded(self, ticket: int) -> None:
        with self._lock:
            if ticket == self._round:
                self._pause = 0.0
                self._is_trying = False

    def seconds_left(self) -> float:
        """How long until a call may be made; 0 where it may be made now."""
        with self._lock:
            return self._left()

    def _left(self) -> float:
        if self._pause and self._is_trying:
            return self._pause  # how the trial ends decides; until then nobody else is let in
        return max(0.0, self._until - self._clock()) if self._pause else 0.0
