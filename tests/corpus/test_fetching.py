"""Fetching: pages, redirects, what the server said about them, and its refusals. The rest of the web is `website`."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from corpus import CorpusSettings, SourceRejected
from corpus.fetching import USER_AGENT, VERSION, Fetched, Fetcher
from tests.corpus.internet import Internet
from tests.corpus.website import Website, Wire

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def site() -> Iterator[Website]:
    with Website() as opened:
        yield opened


@pytest.fixture
def fetcher(site: Website) -> Fetcher:
    return Fetcher(CorpusSettings(allowed_hosts=(site.host,), fetch_delay=0, fetch_seconds=5))


def reason_for(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(SourceRejected) as caught:
        fetcher.fetch(address)
    assert caught.value.source == address
    return caught.value.reason


def test_page_comes_with_what_its_server_says_of_it(site: Website, fetcher: Fetcher) -> None:
    said = {"ETag": 'W/"7"', "Last-Modified": "Mon, 02 Mar 2026 09:01:00 GMT"}
    site.put("/rain", "Rain fell.", content_type="Text/HTML; Charset=UTF-8", headers=said)
    before = datetime.now(UTC)
    page = fetcher.fetch(site.address("/rain"))
    assert before <= page.fetched <= datetime.now(UTC)
    assert page == Fetched(
        asked=site.address("/rain"),
        address=site.address("/rain"),
        data=b"Rain fell.",
        content_type="text/html",
        charset="utf-8",
        etag='W/"7"',
        last_modified="Mon, 02 Mar 2026 09:01:00 GMT",
        fetched=page.fetched,
    )


def test_server_is_told_who_asks(site: Website, fetcher: Fetcher) -> None:
    site.put("/rain", "Rain fell.")
    fetcher.fetch(site.address("/rain"))
    for asked in site.requests:
        assert asked.headers["user-agent"] == USER_AGENT
        assert asked.headers["host"] == site.host
        assert not asked.headers.keys() & {"cookie", "authorization", "referer"}


def test_user_agent_names_footnote_and_its_version() -> None:
    assert USER_AGENT.startswith(f"Footnote/{VERSION} ")
    assert f'version = "{VERSION}"' in (PROJECT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("header", "content_type", "charset"),
    [
        ("text/html", "text/html", None),
        ("application/rss+xml;charset=ISO-8859-1", "application/rss+xml", "iso-8859-1"),
        ('text/html; boundary=x; charset="windows-1251"', "text/html", "windows-1251"),
        ("text/html; charset=", "text/html", None),
        ("text/html; notcharset=utf-8", "text/html", None),
        ("application/pdf", "application/pdf", None),
        ("nonsense", None, None),
        ("", None, None),
        ("text/html, text/plain", None, None),
    ],
)
def test_type_and_encoding_are_taken_from_the_header(
    header: str, content_type: str | None, charset: str | None, site: Website, fetcher: Fetcher
) -> None:
    site.put("/rain", "Rain fell.", content_type=header)
    page = fetcher.fetch(site.address("/rain"))
    assert (page.content_type, page.charset) == (content_type, charset)


def test_packed_page_is_unpacked(site: Website, fetcher: Fetcher) -> None:
    site.put_zipped("/rain", "Rain fell. " * 20_000)
    assert fetcher.fetch(site.address("/rain")).data == b"Rain fell. " * 20_000
    assert site.requests[-1].headers["accept-encoding"] == "gzip"


def test_page_that_did_not_change_is_not_sent_again(site: Website, fetcher: Fetcher) -> None:
    site.put("/rain", "Rain fell.", etag=True)
    first = fetcher.fetch(site.address("/rain"))
    again = fetcher.fetch(site.address("/rain"), etag=first.etag, last_modified=first.last_modified)
    assert (again.not_modified, again.data) == (True, b"")
    assert (again.etag, again.last_modified) == (first.etag, first.last_modified)


def test_page_that_changed_is_sent(site: Website, fetcher: Fetcher) -> None:
    site.put("/rain", "Rain fell.", etag=True)
    first = fetcher.fetch(site.address("/rain"))
    site.put("/rain", "More rain fell.", etag=True)
    again = fetcher.fetch(site.address("/rain"), etag=first.etag, last_modified=first.last_modified)
    assert (again.not_modified, again.data) == (False, b"More rain fell.")
    assert again.etag != first.etag


def test_stored_tag_cannot_add_a_header(site: Website, fetcher: Fetcher) -> None:
    site.put("/rain", "Rain fell.")
    assert fetcher.fetch(site.address("/rain"), etag='"x"\r\nX-Added: yes', last_modified="ä").data == b"Rain fell."
    assert not site.requests[-1].headers.keys() & {"x-added", "if-none-match", "if-modified-since"}


def test_not_modified_without_having_asked_is_refused(site: Website, fetcher: Fetcher) -> None:
    site.put("/rain", "", status=304)
    assert reason_for(fetcher, site.address("/rain")) == "the server answered 304 (not modified)"


def test_address_is_where_the_redirects_end(site: Website, fetcher: Fetcher) -> None:
    site.redirect("/a", "b?x=1", status=301)
    site.redirect("/b?x=1", f"//{site.host}/c d#part", status=307)
    site.redirect("/c%20d", site.address("/e"), status=308)
    site.put("/e", "Rain fell.")
    page = fetcher.fetch(site.address("/a"))
    assert (page.asked, page.address, page.data) == (site.address("/a"), site.address("/e"), b"Rain fell.")


def test_redirect_to_an_address_that_is_not_escaped_is_followed(site: Website, fetcher: Fetcher) -> None:
    site.handle("/a", lambda wire: wire.send("HTTP/1.1 302 Found\r\nLocation: /späti\r\n\r\n".encode()))
    site.put("/sp%C3%A4ti", "Rain fell.")
    assert fetcher.fetch(site.address("/a")).data == b"Rain fell."


def test_five_redirects_are_followed_and_six_are_not(site: Website, fetcher: Fetcher) -> None:
    for hop in range(6):
        site.redirect(f"/{hop}", f"/{hop + 1}")
    site.put("/6", "Rain fell.")
    assert fetcher.fetch(site.address("/1")).data == b"Rain fell."
    assert reason_for(fetcher, site.address("/0")).endswith("but there are more than 5 redirects")


def test_circle_of_redirects_ends_at_once(site: Website, fetcher: Fetcher) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert reason_for(fetcher, site.address("/a")) == "its redirects go round in a circle"
    assert site.paths() == ["/a", "/b"]


def test_redirect_to_nowhere_is_refused(site: Website, fetcher: Fetcher) -> None:
    site.put("/a", "", status=302)
    assert reason_for(fetcher, site.address("/a")) == "the server answered 302 (found) without saying where to"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (204, "the server answered 204 (no content)"),
        (401, "the server answered 401 (unauthorized)"),
        (403, "the server answered 403 (forbidden)"),
        (404, "the server answered 404 (not found)"),
        (410, "the server answered 410 (gone)"),
        (429, "the server answered 429 (too many requests)"),
        (500, "the server answered 500 (internal server error)"),
        (520, "the server answered 520"),
    ],
)
def test_refusal_of_the_server_is_told(status: int, reason: str, site: Website, fetcher: Fetcher) -> None:
    site.put("/rain", "<p>No.</p>" if status != 204 else "", status=status)
    assert reason_for(fetcher, site.address("/rain")) == reason


@pytest.mark.parametrize(("status", "wait"), [(429, "120"), (503, "120"), (429, "in two minutes")])
def test_server_that_asks_for_rest_is_left_alone(status: int, wait: str, site: Website, fetcher: Fetcher) -> None:
    if wait == "in two minutes":
        wait = format_datetime(datetime.now(UTC) + timedelta(minutes=2), usegmt=True)
    site.put("/rain", "", status=status, headers={"Retry-After": wait})
    site.put("/snow", "Snow fell.")
    for path in ("/rain", "/snow"):
        reason = reason_for(fetcher, site.address(path))
        assert re.fullmatch(rf"{status}: the server asks to wait 1(?:1[5-9]|20) seconds; refresh later", reason)
    assert site.paths() == ["/rain"]


@pytest.mark.parametrize(
    "wait", ["soon", "-5", "", "0", "Mon, 02 Mar 2026 09:00:00 GMT", "Mon, 02 Mar 202699999999 09:10:00 GMT"]
)
def test_server_that_asks_for_no_rest_may_be_asked_again(wait: str, site: Website, fetcher: Fetcher) -> None:
    site.put("/rain", "", status=429, headers={"Retry-After": wait})
    assert reason_for(fetcher, site.address("/rain")) == "the server answered 429 (too many requests)"
    site.put("/rain", "Rain fell.")
    assert fetcher.fetch(site.address("/rain")).data == b"Rain fell."


def test_cookies_are_not_kept(site: Website, fetcher: Fetcher) -> None:
    site.put("/a", "", status=302, headers={"Location": "/b", "Set-Cookie": "who=ann"})
    site.put("/b", "Rain fell.")
    fetcher.fetch(site.address("/a"))
    assert [asked.headers.get("cookie") for asked in site.requests] == [None] * 3


def test_two_hosts_are_fetched_from_at_the_same_time() -> None:
    """Each waits for the other to be asked, so that one after the other would never end."""
    both = threading.Barrier(2, timeout=5)

    def together(wire: Wire) -> None:
        both.wait()
        wire.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nRain.")

    with Website() as one, Website() as other:
        fetcher = Fetcher(CorpusSettings(allowed_hosts=(one.host, other.host), fetch_delay=0))
        pages: list[bytes] = []
        threads = [
            threading.Thread(target=lambda site=site: pages.append(fetcher.fetch(site.address("/rain")).data))
            for site in (one, other)
        ]
        for site in (one, other):
            site.handle("/rain", together)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert pages == [b"Rain.", b"Rain."]


def test_host_is_named_as_asked_and_not_by_its_number(site: Website) -> None:
    internet = Internet()
    internet.add("news.example", site)
    site.put("/rain?id=7", "Rain fell.")
    page = Fetcher(CorpusSettings(fetch_delay=0), network=internet).fetch("HTTP://News.example:80/rain?id=7#top")
    assert page.address == "http://news.example/rain?id=7"
    assert site.requests[-1].headers["host"] == "news.example"
