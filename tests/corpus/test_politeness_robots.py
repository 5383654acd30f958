"""robots.txt: when it is asked for, how it is read, and what its absence means."""

import pytest

from corpus import CorpusSettings, SourceRejected, fetching
from corpus.fetching import Fetcher
from corpus.politeness import Politeness
from tests.corpus.clock import Clock
from tests.corpus.website import Website, Wire


@pytest.fixture
def site(weather: Website) -> Website:
    return weather


@pytest.fixture
def fetcher(site: Website, politeness: Politeness) -> Fetcher:
    return Fetcher(CorpusSettings(allowed_hosts=(site.host,), fetch_seconds=5), politeness=politeness)


def reason_for(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(SourceRejected) as caught:
        fetcher.fetch(address)
    assert caught.value.source == address
    return caught.value.reason


def never(wire: Wire) -> None:
    wire.wait(60)


def test_robots_is_asked_for_once_and_before_the_first_page(site: Website, fetcher: Fetcher, clock: Clock) -> None:
    for path in ("/rain", "/snow", "/rain"):
        fetcher.fetch(site.address(path))
    assert [asked.path for asked in site.requests] == ["/robots.txt", "/rain", "/snow", "/rain"]
    assert clock.slept == [1.0, 1.0]  # robots.txt needs no pause


def test_page_that_robots_forbids_is_not_asked_for(site: Website, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /snow", content_type="text/plain")
    assert fetcher.fetch(site.address("/rain")).data == b"Rain fell."
    assert reason_for(fetcher, site.address("/snow")) == f"robots.txt of {site.host} does not allow it"
    assert site.paths() == ["/rain"]


def test_redirect_to_a_page_that_robots_forbids_is_not_followed(site: Website, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /snow")
    site.redirect("/a", "/snow")
    assert reason_for(fetcher, site.address("/a")) == (
        f"it redirects to {site.address('/snow')}, but robots.txt of {site.host} does not allow it"
    )


@pytest.mark.parametrize(
    ("robots", "is_allowed"),
    [
        ("User-agent: Footnote\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: footnote\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /\nAllow: /rain$", True),
        ("User-agent: *\nDisallow: /r*n", False),
        ("User-agent: OtherBot\nDisallow: /", True),
        ("<html>Not found.</html>", True),
        ("", True),
        ("\ufeffUser-agent: *\r\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n" + "# filling\n" * 100_000, False),
        ("# filling\n" * 100_000 + "User-agent: *\nDisallow: /", True),  # beyond what is read
    ],
)
def test_rules_are_read_as_the_standard_has_them(
    robots: str, is_allowed: bool, site: Website, fetcher: Fetcher
) -> None:
    site.put("/robots.txt", robots, content_type="text/plain")
    if is_allowed:
        assert fetcher.fetch(site.address("/rain")).data == b"Rain fell."
    else:
        assert "does not allow it" in reason_for(fetcher, site.address("/rain"))


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_that_is_not_there_allows_everything(status: int, site: Website, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /", status=status)
    assert fetcher.fetch(site.address("/rain")).data == b"Rain fell."


@pytest.mark.parametrize("status", [429, 500, 503])
def test_host_in_trouble_is_not_asked_for_pages(status: int, site: Website, fetcher: Fetcher, clock: Clock) -> None:
    site.put("/robots.txt", "", status=status)
    for path in ("/rain", "/snow"):
        assert reason_for(fetcher, site.address(path)) == (
            f"robots.txt of {site.host} cannot be read (the server answered {status}); try again later"
        )
    assert [asked.path for asked in site.requests] == ["/robots.txt"]
    site.put("/robots.txt", "")
    clock.now += 61  # the trouble is remembered for a minute
    assert fetcher.fetch(site.address("/rain")).data == b"Rain fell."


def test_rules_are_read_anew_the_next_day(site: Website, fetcher: Fetcher, clock: Clock) -> None:
    fetcher.fetch(site.address("/rain"))
    site.put("/robots.txt", "User-agent: *\nDisallow: /")
    fetcher.fetch(site.address("/rain"))
    clock.now += 86_401
    assert "does not allow it" in reason_for(fetcher, site.address("/rain"))


def test_robots_may_be_somewhere_else(site: Website, fetcher: Fetcher) -> None:
    site.redirect("/robots.txt", "/elsewhere.txt")
    site.put("/elsewhere.txt", "User-agent: *\nDisallow: /")
    assert "does not allow it" in reason_for(fetcher, site.address("/rain"))


def test_robots_that_outlasts_the_time_for_a_page_is_asked_for_again(site: Website) -> None:
    site.handle("/robots.txt", never)
    fetcher = Fetcher(CorpusSettings(allowed_hosts=(site.host,), fetch_delay=0, fetch_seconds=0.5))
    assert reason_for(fetcher, site.address("/rain")) == "it did not finish within 0.5 seconds"
    site.put("/robots.txt", "")
    assert fetcher.fetch(site.address("/rain")).data == b"Rain fell."


def test_robots_that_never_comes_is_waited_for_once(
    site: Website, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "ROBOTS_SECONDS", 0.3)
    site.handle("/robots.txt", never)
    for path in ("/rain", "/snow"):
        reason = reason_for(fetcher, site.address(path))
        assert reason == "its robots.txt did not come within 0.3 seconds; try again later"
    assert [asked.path for asked in site.requests] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("asked", "pause"),
    [("5", 5.0), ("0.2", 1.0), ("2.5", 2.5), ("3600", 30.0), ("soon", 1.0), ("-5", 1.0), ("nan", 1.0)],
)
def test_crawl_delay_is_kept_up_to_half_a_minute(
    asked: str, pause: float, site: Website, fetcher: Fetcher, clock: Clock
) -> None:
    site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {asked}")
    fetcher.fetch(site.address("/rain"))
    fetcher.fetch(site.address("/snow"))
    assert clock.slept == [pause]
