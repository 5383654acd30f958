"""Politeness: pauses between requests to one host, one at a time. Where nothing is sent, time is a made-up clock."""

import signal
import threading
import time
from contextlib import ExitStack

import pytest

from corpus import CorpusSettings
from corpus.addressing import Target, check_address
from corpus.fetching import Fetcher
from corpus.politeness import Politeness
from tests.corpus.clock import Clock
from tests.corpus.website import Website, Wire


@pytest.fixture
def site(weather: Website) -> Website:
    return weather


def never(wire: Wire) -> None:
    wire.wait(60)


def take_turn(politeness: Politeness, address: str, *, seconds: float = 0.0, clock: Clock | None = None) -> float:
    with politeness.turn(target(address)) as waited:
        if clock:
            clock.now += seconds
    return waited


def target(address: str) -> Target:
    return check_address(address)


def test_pause_is_counted_from_the_end_of_the_last_request(politeness: Politeness, clock: Clock) -> None:
    assert take_turn(politeness, "http://a.example/1", seconds=7, clock=clock) == 0
    clock.now += 0.25
    assert take_turn(politeness, "http://a.example/2") == 0.75
    clock.now += 60
    assert take_turn(politeness, "http://a.example/3") == 0
    assert clock.slept == [0.75]


def test_other_hosts_need_no_pause(politeness: Politeness, clock: Clock) -> None:
    for address in ("http://a.example/", "http://b.example/", "http://a.example:8080/", "http://www.a.example/"):
        take_turn(politeness, address)
    assert clock.slept == []


def test_http_and_https_are_one_host(politeness: Politeness, clock: Clock) -> None:
    take_turn(politeness, "http://a.example/")
    take_turn(politeness, "https://a.example/")
    assert clock.slept == [1.0]


def test_one_host_is_asked_by_one_at_a_time() -> None:
    politeness, inside, most = Politeness(0), [0], [0]

    def ask() -> None:
        with politeness.turn(target("http://a.example/")):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.01)
            inside[0] -= 1

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_turn_ends_also_when_it_is_interrupted(politeness: Politeness) -> None:
    with pytest.raises(KeyboardInterrupt), politeness.turn(target("http://a.example/")):
        raise KeyboardInterrupt
    assert take_turn(politeness, "http://a.example/") == 1.0


@pytest.mark.parametrize("place", ["in the pause", "behind another", "for the server"])
def test_waiting_can_be_interrupted(place: str, site: Website) -> None:
    politeness = Politeness(30)
    fetcher = Fetcher(CorpusSettings(allowed_hosts=(site.host,), fetch_seconds=30), politeness=politeness)
    site.handle("/never", never)
    if place == "in the pause":
        fetcher.fetch(site.address("/rain"))
    main = threading.main_thread().ident or 0
    threading.Timer(0.3, signal.pthread_kill, (main, signal.SIGINT)).start()
    began = time.monotonic()
    with ExitStack() as other:
        if place == "behind another":
            other.enter_context(politeness.turn(check_address(site.address(), (site.host,))))
        with pytest.raises(KeyboardInterrupt):
            fetcher.fetch(site.address("/never" if place == "for the server" else "/rain"))
    assert time.monotonic() - began < 3


def test_pages_of_one_host_are_fetched_with_the_pause_of_the_settings(site: Website) -> None:
    fetcher = Fetcher(CorpusSettings(allowed_hosts=(site.host,), fetch_delay=0.3))
    fetcher.fetch(site.address("/rain"))
    fetcher.fetch(site.address("/snow"))
    _, rain, snow = site.requests
    assert 0.29 < snow.time - rain.time < 5


def test_waiting_for_ones_turn_does_not_use_up_the_time(site: Website) -> None:
    fetcher = Fetcher(CorpusSettings(allowed_hosts=(site.host,), fetch_delay=0.8, fetch_seconds=0.5))
    fetcher.fetch(site.address("/rain"))
    assert fetcher.fetch(site.address("/snow")).data == b"Snow fell."
