"""Work done ahead: the same items in the same order, no more of them than asked, and an end whenever one is wanted."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from corpus.ahead import Ahead


def eventually(is_so: Callable[[], bool]) -> bool:
    """Whether it comes true within five seconds."""
    end = time.monotonic() + 5
    while not is_so() and time.monotonic() < end:
        time.sleep(0.005)
    return is_so()


def counting(made: list[int], closed: list[str]) -> Iterator[int]:
    try:
        for number in range(1_000):
            made.append(number)
            yield number
    finally:
        closed.append(threading.current_thread().name)


def test_items_come_in_order_and_once() -> None:
    assert list(Ahead(iter(range(500)), depth=3)) == list(range(500))
    assert list(Ahead(iter(()), depth=1)) == []


def test_no_more_is_made_than_fits_and_one_in_hand() -> None:
    made: list[int] = []
    ahead = Ahead(counting(made, []), depth=4)
    assert eventually(lambda: len(made) == 5)
    time.sleep(0.3)  # three of the thread's own rounds
    assert made == [0, 1, 2, 3, 4]
    assert next(ahead) == 0
    assert eventually(lambda: made == [0, 1, 2, 3, 4, 5])
    ahead.stop()


def test_stopped_work_ends_its_thread_and_closes_what_it_had_open() -> None:
    closed: list[str] = []
    ahead = Ahead(counting([], closed), depth=1)
    next(ahead)
    ahead.stop()
    assert closed == ["ahead"]
    assert not ahead._thread.is_alive()


def test_work_that_hangs_is_left_behind() -> None:
    release = threading.Event()

    def hanging() -> Iterator[int]:
        yield 1
        release.wait(20)

    ahead = Ahead(hanging(), depth=1)
    assert next(ahead) == 1
    started = time.monotonic()
    ahead.stop(0.1)
    assert time.monotonic() - started < 2
    release.set()
    assert eventually(lambda: not ahead._thread.is_alive())


def test_error_is_raised_where_its_item_would_have_come() -> None:
    def failing() -> Iterator[int]:
        yield 1
        yield 2
        raise RuntimeError("the disk is gone")

    ahead = Ahead(failing(), depth=8)
    assert eventually(lambda: not ahead._thread.is_alive())
    assert (next(ahead), next(ahead)) == (1, 2)
    with pytest.raises(RuntimeError, match="the disk is gone"):
        next(ahead)
    with pytest.raises(StopIteration):
        next(ahead)


def test_slow_work_is_waited_for() -> None:
    def slow() -> Iterator[int]:
        for number in range(3):
            time.sleep(0.15)  # longer than the consumer waits at a time
            yield number

    assert list(Ahead(slow(), depth=8)) == [0, 1, 2]
