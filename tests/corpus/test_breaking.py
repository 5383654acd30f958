"""A late call is left behind in time; who fails is left alone for a while that doubles, and tried once after it."""

import threading
import time

import pytest

from corpus.breaking import Breaker, DeadlinePassed, Paused, within
from tests.corpus.clock import Clock


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock=clock)


def fail(breaker: Breaker) -> None:
    breaker.failed(breaker.admit())


# Breaker


def test_who_never_failed_is_always_called(breaker: Breaker) -> None:
    for _ in range(3):
        breaker.succeeded(breaker.admit())
    assert breaker.seconds_left() == 0


def test_after_a_failure_nobody_calls_for_a_second(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.now += 0.9
    with pytest.raises(Paused) as caught:
        breaker.admit()
    assert caught.value.seconds == pytest.approx(0.1)
    clock.now += 0.1
    breaker.admit()


def test_pause_doubles_with_each_failed_trial_up_to_a_minute(breaker: Breaker, clock: Clock) -> None:
    pauses = []
    for _ in range(9):
        fail(breaker)
        pauses.append(breaker.seconds_left())
        clock.now += pauses[-1]
    assert pauses == pytest.approx([1, 2, 4, 8, 16, 32, 60, 60, 60])


def test_after_a_pause_one_alone_tries(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    clock.now += 1
    trial = breaker.admit()
    with pytest.raises(Paused):
        breaker.admit()
    breaker.succeeded(trial)
    breaker.admit()
    breaker.admit()


def test_trial_that_succeeds_ends_the_pauses(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        fail(breaker)
        clock.now += breaker.seconds_left()
    breaker.succeeded(breaker.admit())
    fail(breaker)
    assert breaker.seconds_left() == pytest.approx(1)


def test_calls_that_fail_together_count_as_one_failure(breaker: Breaker) -> None:
    for ticket in [breaker.admit() for _ in range(5)]:
        breaker.failed(ticket)
    assert breaker.seconds_left() == pytest.approx(1)


def test_success_of_a_call_from_before_the_failure_does_not_end_the_pause(breaker: Breaker) -> None:
    early = breaker.admit()
    fail(breaker)
    breaker.succeeded(early)
    with pytest.raises(Paused):
        breaker.admit()


# within


def test_what_is_done_in_time_is_returned() -> None:
    assert within(5, lambda: 6 * 7, name="counting") == 42


def test_what_is_raised_in_time_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0, name="dividing")


def test_timeout_of_the_work_itself_is_not_taken_for_the_deadline() -> None:
    def work() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        within(5, work, name="timing out")


def test_late_work_is_left_behind_in_time() -> None:
    goes_on = threading.Event()
    began = time.monotonic()
    with pytest.raises(DeadlinePassed, match=r"waiting did not finish within 0\.2 s"):
        within(0.2, lambda: goes_on.wait(30), name="waiting")
    assert 0.2 <= time.monotonic() - began < 2
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "waiting"] == [True]
    goes_on.set()


def test_no_time_left_is_late_at_once() -> None:
    goes_on = threading.Event()
    with pytest.raises(DeadlinePassed):
        within(-1, lambda: goes_on.wait(30), name="waiting")
    goes_on.set()
