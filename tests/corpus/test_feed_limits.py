"""Feeds meant to do harm, or just very large: they end soon, fetch nothing and open nothing.

Time is that of the processor, which does not depend on what else the machine does."""

import time
from pathlib import Path

import pytest

from tests.corpus.feeds import item, read, rss

BOMB = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 11))
BOMB = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{BOMB}]>'


def test_of_sixty_thousand_items_the_first_five_thousand_are_read() -> None:
    data = rss("".join(item(link=f"/{number}") for number in range(60_000)))
    started = time.process_time()
    found = read(data).items
    assert time.process_time() - started < 5  # it takes 2
    assert (len(found), found[0].address, found[-1].address) == (
        5_000, "https://news.example/0", "https://news.example/4999",
    )  # fmt: skip


def test_a_sitemap_of_fifty_thousand_is_read_up_to_five_thousand() -> None:
    places = "".join(f"<url><loc>https://news.example/{number}</loc></url>" for number in range(50_000))
    found = read(f"<urlset>{places}</urlset>".encode()).items
    assert (len(found), found[-1].address) == (5_000, "https://news.example/4999")


def test_entities_that_multiply_stay_small() -> None:
    feed = read(rss(item("<description>&l10;</description>"), channel="<title>&l10;</title>", before=BOMB))
    assert len(feed.title or "") < 100
    assert len(feed.items[0].text) < 100


def test_entities_that_multiply_in_a_sitemap_stay_small() -> None:
    data = f"{BOMB.replace('rss', 'urlset')}<urlset><url><loc>https://news.example/&l10;</loc></url></urlset>"
    assert sum(len(found.address) for found in read(data.encode()).items) < 100


@pytest.mark.parametrize("root", ["rss", "urlset"])
def test_a_file_of_this_machine_does_not_get_into_a_feed(root: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    before = f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    sitemap = f"{before}<urlset><url><loc>https://news.example/a&x;</loc></url></urlset>".encode()
    feed = read(rss(item("<description>A&x;B</description>"), before=before) if root == "rss" else sitemap)
    assert "hunter2" not in repr(feed)
    assert len(feed.items) == 1


def test_a_files_name_is_no_feed_and_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """feedparser opens the file whose name it is given as bytes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "<rss>").write_bytes(rss(item()))
    assert read(b"<rss>").items == ()


@pytest.mark.parametrize(
    "inside",
    [
        "<a>" * 300_000,
        "<a " + " ".join(f"a{number}='>'" for number in range(100_000)) + "/>",
        "<a/>" * 300_000,
        "<![CDATA[" * 100_000,
        "&" * 300_000,
        "<!" * 300_000,
    ],
    ids=["deep", "attributes", "wide", "open sections", "ampersands", "declarations"],
)
def test_a_feed_made_to_take_for_ever_ends_and_its_first_item_is_read(inside: str) -> None:
    started = time.process_time()
    found = read(rss(f"{item()}<item><title>{inside}")).items
    assert time.process_time() - started < 15
    assert found[0].address == "https://news.example/quay"


def test_elements_left_open_in_every_item_do_not_end_the_feed() -> None:
    data = rss("".join(item("<b>", link=f"/{number}") for number in range(1_000)))
    assert len(read(data).items) == 1_000


def test_html_put_into_a_feed_as_it_is_does_not_end_it() -> None:
    data = rss(
        "".join(item(f"<description>a<br>b<img src='x'> {number}", link=f"/{number}") for number in range(1_000))
    )
    assert len(read(data.replace(b"</item>", b"</description></item>")).items) == 1_000
