"""What is never fetched: spellings of this machine and its network, and ways that lead there after all.

"Never" is counted twice: by a website on the loopback that nobody may reach, and by Python's own
report of every connection made and every name looked up.
"""

from collections.abc import Iterator

import pytest

from corpus import CorpusSettings, SourceRejected
from corpus.fetching import Fetcher
from tests.corpus.internet import Internet, sockets_used
from tests.corpus.spellings import HOSTILE
from tests.corpus.website import Website

SENDABLE = [spelling for spelling in HOSTILE if "\ud800" not in spelling]  # no server can send half of a character


@pytest.fixture(scope="module")
def secret() -> Iterator[Website]:
    """A website that no fetcher is told of; one for all tests, since it stays untouched."""
    with Website() as site:
        site.put("/", "A secret of this machine.")
        yield site


@pytest.fixture
def public() -> Iterator[Website]:
    with Website() as site:
        yield site


@pytest.fixture
def internet(public: Website) -> Internet:
    internet = Internet()
    internet.add("news.example", public)
    return internet


@pytest.fixture
def fetcher(internet: Internet) -> Fetcher:
    return Fetcher(CorpusSettings(fetch_delay=0, fetch_seconds=5), network=internet)


def reason_for(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(SourceRejected) as caught:
        fetcher.fetch(address)
    assert caught.value.source == address
    return caught.value.reason


def test_there_are_more_than_a_hundred_hostile_spellings() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) > 100


@pytest.mark.parametrize("spelling", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_spelling_is_refused_before_any_socket(spelling: str, secret: Website) -> None:
    fetcher = Fetcher(CorpusSettings(fetch_delay=0, fetch_seconds=5))  # over the real network
    with sockets_used() as used:
        reason_for(fetcher, spelling.replace("{port}", str(secret.port)))
    assert used == []
    assert secret.connections == 0


@pytest.mark.parametrize("spelling", SENDABLE, ids=range(len(SENDABLE)))
def test_redirect_to_a_hostile_spelling_is_refused(
    spelling: str, secret: Website, public: Website, fetcher: Fetcher
) -> None:
    location = spelling.replace("{port}", str(secret.port))
    public.handle("/a", lambda wire: wire.send(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n".encode()))
    with sockets_used() as used:
        reason_for(fetcher, "http://news.example/a")
    assert secret.connections == 0
    assert {line for line in used if "connect" in line} == {f"socket.connect (('127.0.0.1', {public.port}),)"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_to_this_machine_is_refused(
    status: int, secret: Website, public: Website, fetcher: Fetcher
) -> None:
    public.redirect("/a", secret.address("/"), status=status)
    assert reason_for(fetcher, "http://news.example/a") == (
        f"it redirects to {secret.address('/')}, but its host's address 127.0.0.1 is not public; "
        f"name it with --allow-host 127.0.0.1:{secret.port} if it is yours"
    )
    assert secret.connections == 0


def test_last_of_several_redirects_to_this_machine_is_refused(
    secret: Website, public: Website, fetcher: Fetcher
) -> None:
    for hop in range(4):
        public.redirect(f"/{hop}", f"/{hop + 1}")
    public.redirect("/4", secret.address("/"))
    assert "127.0.0.1 is not public" in reason_for(fetcher, "http://news.example/0")
    assert public.paths() == ["/0", "/1", "/2", "/3", "/4"]
    assert secret.connections == 0


def test_robots_that_redirects_to_this_machine_is_refused(secret: Website, public: Website, fetcher: Fetcher) -> None:
    public.put("/a", "Rain.")
    public.redirect("/robots.txt", secret.address("/"))
    reason = reason_for(fetcher, "http://news.example/a")
    assert reason.startswith(f"its robots.txt redirects to {secret.address('/')}, but its host's address 127.0.0.1 is")
    assert secret.connections == 0
    assert public.paths() == []


NOT_PUBLIC = (
    "127.0.0.1 10.1.2.3 169.254.169.254 100.64.0.9 ::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 fe80::1%eth0 0.0.0.0".split()
)


@pytest.mark.parametrize("number", NOT_PUBLIC)
def test_public_name_of_a_number_that_is_not_is_refused(number: str, internet: Internet, fetcher: Fetcher) -> None:
    internet.names["trap.example"] = [[number]]
    with sockets_used() as used:
        reason = reason_for(fetcher, "http://trap.example/")
    assert reason == (
        f"its host's address {number} is not public; name it with --allow-host trap.example if it is yours"
    )
    assert (used, internet.connected) == ([], [])


@pytest.mark.parametrize("number", NOT_PUBLIC)
@pytest.mark.parametrize("is_first", [True, False])
def test_name_with_one_number_that_is_not_public_is_refused(
    number: str, is_first: bool, internet: Internet, fetcher: Fetcher
) -> None:
    good = "93.184.215.1"
    internet.names["mixed.example"] = [[number, good] if is_first else [good, number]]
    assert "is not public" in reason_for(fetcher, "http://mixed.example/")
    assert internet.connected == []


def test_name_that_changes_after_the_check_is_not_looked_up_again(
    internet: Internet, public: Website, secret: Website, fetcher: Fetcher
) -> None:
    public.put("/a", "Rain.")
    internet.names["turning.example"] = [["93.184.215.1"], ["93.184.215.1"], ["127.0.0.1"]]
    assert fetcher.fetch("http://turning.example/a").data == b"Rain."
    assert internet.looked_up == ["turning.example"] * 2  # once for the page, once for robots.txt
    assert "127.0.0.1 is not public" in reason_for(fetcher, "http://turning.example/a")
    assert internet.connected == ["93.184.215.1:80"] * 2
    assert secret.connections == 0


def test_name_that_changes_before_robots_is_refused_there(internet: Internet, fetcher: Fetcher) -> None:
    internet.names["turning.example"] = [["93.184.215.1"], ["127.0.0.1"]]
    assert "127.0.0.1 is not public" in reason_for(fetcher, "http://turning.example/a")
    assert internet.connected == []


def test_name_that_changes_between_redirects_is_refused_there(
    internet: Internet, public: Website, fetcher: Fetcher
) -> None:
    public.redirect("/a", "/b")
    internet.names["turning.example"] = [["93.184.215.1"], ["93.184.215.1"], ["10.0.0.1"]]
    assert "10.0.0.1 is not public" in reason_for(fetcher, "http://turning.example/a")
    assert public.paths() == ["/a"]


def test_redirect_from_one_name_to_another_that_is_this_machine_is_refused(
    internet: Internet, public: Website, fetcher: Fetcher
) -> None:
    internet.names["local.example"] = [["127.0.0.1"]]
    public.redirect("/a", "https://local.example/")
    assert "127.0.0.1 is not public" in reason_for(fetcher, "http://news.example/a")
    assert internet.connected == ["93.184.215.1:80"] * 2


def test_allowed_host_does_not_allow_its_neighbours(secret: Website, public: Website) -> None:
    fetcher = Fetcher(CorpusSettings(fetch_delay=0, allowed_hosts=(public.host,)))
    public.redirect("/a", secret.address("/"))
    assert "is not public" in reason_for(fetcher, public.address("/a"))
    assert secret.connections == 0


def test_public_page_may_not_lead_to_an_allowed_host(secret: Website, public: Website, internet: Internet) -> None:
    settings = CorpusSettings(fetch_delay=0, allowed_hosts=(secret.host, "wiki", "news.example:8443"))
    fetcher = Fetcher(settings, network=internet)
    internet.names["wiki"] = [["10.0.0.7"]]
    for own in (secret.address("/"), "http://wiki/"):
        public.redirect("/a", own)
        reason = f"it redirects to {own}, but a page of the web may not lead into your own network"
        assert reason_for(fetcher, "http://news.example/a") == reason
    public.redirect("/a", "http://news.example:8443/b")
    public.put("/b", "Rain.")
    assert fetcher.fetch("http://news.example/a").data == b"Rain."
    assert set(internet.connected) == {"93.184.215.1:80", "93.184.215.1:8443"}


def test_allowed_host_may_lead_to_another(public: Website) -> None:
    with Website() as other:
        fetcher = Fetcher(CorpusSettings(fetch_delay=0, allowed_hosts=(public.host, other.host)))
        other.put("/b", "Rain.")
        public.redirect("/a", other.address("/b"))
        assert fetcher.fetch(public.address("/a")).data == b"Rain."


def test_proxies_and_passwords_of_the_environment_do_not_count(
    secret: Website, public: Website, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    public.put("/a", "Rain.")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, secret.address(""))
    assert fetcher.fetch("http://news.example/a").data == b"Rain."
    assert secret.connections == 0
    assert "authorization" not in public.requests[-1].headers
