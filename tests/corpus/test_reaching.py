"""Reaching a host: names that are slow or unknown, numbers that are dead, certificates of others."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator

import pytest
import trustme

from corpus import CorpusSettings, SourceRejected
from corpus.addressing import Target
from corpus.fetching import Fetcher
from corpus.reaching import Deadline, OutOfTime, SystemNetwork, route_to
from tests.corpus.internet import Internet
from tests.corpus.website import Website


@pytest.fixture
def site() -> Iterator[Website]:
    with Website() as opened:
        opened.put("/rain", "Rain fell.")
        yield opened


@pytest.fixture
def internet(site: Website) -> Internet:
    internet = Internet()
    internet.add("news.example", site)
    return internet


def fetcher(internet: Internet, *, seconds: float = 5) -> Fetcher:
    return Fetcher(CorpusSettings(fetch_delay=0, fetch_seconds=seconds), network=internet)


def reason_for(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(SourceRejected) as caught:
        fetcher.fetch(address)
    return caught.value.reason


def test_unknown_name_is_told(internet: Internet) -> None:
    assert reason_for(fetcher(internet), "http://nowhere.example/") == (
        "its host 'nowhere.example' is not known; check the spelling and the connection"
    )


def test_name_without_numbers_is_unknown(internet: Internet) -> None:
    internet.names["empty.example"] = [[]]
    assert "'empty.example' is not known" in reason_for(fetcher(internet), "http://empty.example/")


def test_name_that_is_never_answered_ends_with_the_time() -> None:
    ended = threading.Event()

    class Silent(Internet):
        def resolve(self, host: str, port: int) -> list[str]:
            ended.wait(10)
            return []

    began = time.monotonic()
    reason = reason_for(fetcher(Silent(), seconds=0.5), "http://slow.example/")
    ended.set()
    assert reason == "it did not finish within 0.5 seconds"
    assert time.monotonic() - began < 1.5


def test_number_that_refuses_is_passed_over_for_the_next(internet: Internet) -> None:
    internet.names["news.example"] = [["93.184.215.99", "2606:4700::99", "93.184.215.1"]]
    assert fetcher(internet).fetch("http://news.example/rain").data == b"Rain fell."
    assert internet.connected[:3] == ["93.184.215.99:80", "2606:4700::99:80", "93.184.215.1:80"]


def test_number_that_is_silent_leaves_time_for_the_next(site: Website) -> None:
    class HalfDead(Internet):
        def connect(self, ip: str, port: int, *, timeout: float) -> socket.socket:
            if ip == "93.184.215.99":
                time.sleep(timeout)
                raise TimeoutError
            return super().connect(ip, port, timeout=timeout)

    internet = HalfDead()
    number = internet.add("news.example", site)
    internet.names["news.example"] = [["93.184.215.99", number]]
    assert fetcher(internet, seconds=1.2).fetch("http://news.example/rain").data == b"Rain fell."


def test_host_whose_every_number_refuses_is_told_once(internet: Internet) -> None:
    internet.names["dead.example"] = [[f"93.184.216.{last}" for last in range(20)]]
    assert reason_for(fetcher(internet), "http://dead.example/") == "the server refused the connection"
    assert len(internet.connected) == 6


def test_numeric_host_is_not_looked_up(internet: Internet) -> None:
    assert fetcher(internet).fetch("http://93.184.215.1/rain").data == b"Rain fell."
    assert internet.looked_up == []


def test_system_finds_this_machine_and_connects_to_it(site: Website) -> None:
    network = SystemNetwork()
    assert network.resolve("127.0.0.1", 80) == ["127.0.0.1"]
    with network.connect("127.0.0.1", site.port, timeout=2) as connection:
        assert connection.getpeername() == ("127.0.0.1", site.port)
    assert network.tls().verify_mode is ssl.CERT_REQUIRED
    assert network.tls().check_hostname
    assert network.tls() is network.tls()


def test_named_host_may_have_any_number(internet: Internet) -> None:
    internet.names["wiki"] = [["10.0.0.7"]]
    route = route_to(Target("http", "wiki", 80, "/", is_allowed=True), internet, Deadline(1))
    assert route.numbers == ("10.0.0.7",)


def test_time_given_back_counts_for_the_part_and_the_whole() -> None:
    whole = Deadline(0.05)
    part = whole.part(10)
    time.sleep(0.06)
    with pytest.raises(OutOfTime, match=r"within 0\.05 seconds"):
        whole.left()
    part.postpone(5)
    assert 4.9 < part.left() < 5
    assert 4.9 < whole.left() < 5


AUTHORITY = trustme.CA()
OTHER_AUTHORITY = trustme.CA()


def believing(authority: trustme.CA) -> Internet:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return Internet(believes=context)


@pytest.fixture
def secured() -> Iterator[Website]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("news.example", "93.184.215.1").configure_cert(context)
    with Website(tls=context) as opened:
        opened.put("/rain", "Rain fell.")
        yield opened


@pytest.mark.parametrize("host", ["news.example", "93.184.215.1"])
def test_secured_page_is_fetched_from_the_checked_number_under_its_name(host: str, secured: Website) -> None:
    internet = believing(AUTHORITY)
    internet.add("news.example", secured)
    assert fetcher(internet).fetch(f"https://{host}/rain").data == b"Rain fell."
    assert secured.requests[-1].headers["host"] == host


def test_certificate_of_another_name_is_refused(secured: Website) -> None:
    internet = believing(AUTHORITY)
    internet.add("bank.example", secured)
    assert reason_for(fetcher(internet), "https://bank.example/rain") == (
        "the certificate of its host is not valid (Hostname mismatch, certificate is not valid for 'bank.example'.)"
    )
    assert secured.requests == []


def test_certificate_of_an_unknown_authority_is_refused(secured: Website) -> None:
    internet = believing(OTHER_AUTHORITY)
    internet.add("news.example", secured)
    reason = reason_for(fetcher(internet), "https://news.example/rain")
    assert reason.startswith("the certificate of its host is not valid (")
    assert secured.requests == []


def test_server_that_speaks_no_tls_is_told(internet: Internet) -> None:
    assert reason_for(fetcher(internet), "https://news.example/rain") == "its host offers no secure connection"


def test_server_that_never_ends_its_greeting_ends_with_the_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings = CorpusSettings(allowed_hosts=(f"127.0.0.1:{port}",), fetch_delay=0, fetch_seconds=0.5)
        assert reason_for(Fetcher(settings), f"https://127.0.0.1:{port}/") == "it did not finish within 0.5 seconds"
