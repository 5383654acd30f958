"""The command line and the web: hosts that are allowed, feeds that are followed, passwords, looking again."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus
from corpus.__main__ import main
from tests.corpus.newspaper import Newspaper, paragraphs
from tests.corpus.website import Website
from tests.fakes import HashEmbedder

Run = Callable[..., tuple[int, str, str]]
LOCKED = Path(__file__).parent / "files" / "archive" / "locked.zip"  # its password is "quay"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process, over the hashing embedder; (exit code, stdout, stderr)."""
    monkeypatch.setenv("FOOTNOTE_FETCH_DELAY", "0")
    monkeypatch.setattr("corpus.__main__.open_corpus", lambda settings: Corpus(settings, embedder=HashEmbedder()))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def site() -> Iterator[Website]:
    with Website() as opened:
        yield opened


@pytest.fixture
def newspaper(site: Website) -> Newspaper:
    return Newspaper(site)


def json_of(result: tuple[int, str, str]) -> Any:
    code, out, err = result
    assert (code, err) == (0, "")
    return json.loads(out)


def test_host_of_ones_own_network_is_fetched_from_only_where_it_is_named(
    command: Run, site: Website, newspaper: Newspaper
) -> None:
    address = newspaper.publish(1)
    code, out, err = command("add", address, "--json")
    assert (code, json.loads(out)["added"]) == (1, 0)
    assert f"name it with --allow-host {site.host} if it is yours" in err
    assert site.connections == 0
    assert json_of(command("add", address, "--allow-host", site.host, "--json"))["added"] == 1


def test_feed_is_followed_listed_refreshed_and_forgotten(command: Run, site: Website, newspaper: Newspaper) -> None:
    allowed = ("--allow-host", site.host, "--json")
    newspaper.publish(1)
    assert json_of(command("add", newspaper.feed, *allowed))["added"] == 1
    (feed,) = json_of(command("feeds", "--json"))
    assert (feed["address"], feed["title"], feed["articles"]) == (newspaper.feed, "The Loopback Post", 1)
    assert command("feeds")[1].startswith("The Loopback Post: 1 articles, checked 20")

    newspaper.publish(2)
    newspaper.publish(1, text=[*paragraphs(1), "This report was corrected on Monday."])
    report = json_of(command("refresh", *allowed))
    assert (report["added"], report["replaced"], report["not_modified"]) == (1, 1, 0)
    report = json_of(command("refresh", "--all", *allowed))
    assert (report["loaded"], report["not_modified"]) == (0, 3)

    spelled_otherwise = newspaper.feed.replace("http", "HTTP") + "#top"
    assert json_of(command("feeds", "--remove", spelled_otherwise, "--json")) == []
    assert len(json_of(command("list", "--json"))) == 2
    code, out, err = command("feeds", "--remove", newspaper.feed)
    assert (code, out) == (1, "")
    assert err.startswith(f"error: no feed has the address '{newspaper.feed}'; `python -m corpus feeds` shows them")


def test_no_feeds_are_an_empty_array_or_a_hint(command: Run) -> None:
    assert json_of(command("feeds", "--json")) == []
    assert command("feeds")[2] == "no feeds yet; add one with `python -m corpus add https://...`\n"


def test_refresh_that_is_only_tried_stores_nothing(command: Run, site: Website, newspaper: Newspaper) -> None:
    allowed = ("--allow-host", site.host)
    newspaper.publish(1)
    command("add", newspaper.feed, *allowed)
    address = newspaper.publish(2)
    code, out, err = command("refresh", "--dry-run", *allowed)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"added      {address}  Report number 2 from Calder"
    assert len(json_of(command("list", "--json"))) == 1


def test_page_that_names_a_feed_offers_it_on_stderr(command: Run, site: Website) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(5))
    link = "<link rel=alternate type='application/rss+xml' title='All news' href='/feed.xml'>"
    site.put("/story", f"<html><head>{link}</head><body><article><h1>A story</h1>{body}</article></body></html>")
    code, _, err = command("add", site.address("/story"), "--allow-host", site.host)
    assert code == 0
    assert err == f"note: All news can be followed: python -m corpus add '{site.address('/feed.xml')}'\n"


def test_password_opens_what_is_encrypted(command: Run) -> None:
    code, out, err = command("add", str(LOCKED), "--json")
    assert (code, json.loads(out)["added"]) == (1, 0)
    assert err == f"rejected '{LOCKED}': the archive needs a password; give it with --password\n"
    assert json_of(command("add", str(LOCKED), "--password", "quay", "--json"))["added"] == 1
    assert [listed["source"] for listed in json_of(command("list", "--json"))] == [f"{LOCKED}!rain.txt"]
