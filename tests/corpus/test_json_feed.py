"""JSON Feeds: read by the rules, and by nothing that looks like one."""

import json
from typing import Any

import pytest

from corpus.extracting.extracted import Feed, FeedItem
from corpus.extracting.feed import read_feed
from tests.corpus.feeds import EVENING, MORNING, read

VERSION = "https://jsonfeed.org/version/1.1"


def feed_of(*items: Any, said: dict[str, Any] | None = None) -> Feed:
    return read(
        json.dumps({"version": VERSION, "title": "Harbour Post", **(said or {}), "items": list(items)}).encode()
    )


def test_an_item_tells_all_that_version_1_1_has() -> None:
    said = {
        "id": "7", "url": "https://news.example/quay", "title": "Quay &amp; market", "language": "en-GB",
        "content_html": "<p>Rain fell.</p><script>x()</script><p>Much.</p>", "summary": "Rain.",
        "date_published": "2026-10-14T05:52:00+02:00", "date_modified": "2026-10-14T18:30:00Z",
        "authors": [{"name": "Mara Lind"}, {"name": "Ann Tern"}, {"url": "https://x.example"}],
    }  # fmt: skip
    assert feed_of(said) == Feed(
        title="Harbour Post",
        items=(
            FeedItem(
                address="https://news.example/quay", title="Quay & market", published=MORNING, updated=EVENING,
                authors=("Mara Lind", "Ann Tern"), publisher="Harbour Post", language="en", text="Rain fell.\nMuch.",
            ),
        ),
    )  # fmt: skip


def test_version_1_0_names_one_author_and_the_feed_stands_in_for_the_item() -> None:
    (found,) = feed_of(
        {"url": "/a", "content_text": "Rain <fell>."}, said={"author": {"name": "Desk"}, "language": "de"}
    ).items
    assert (found.authors, found.language, found.text) == (("Desk",), "de", "Rain <fell>.")


def test_an_address_is_the_url_or_an_id_that_is_one_or_the_external_one() -> None:
    items = (
        {"id": "https://a.example/1"},
        {"id": "7", "external_url": "https://b.example/2"},
        {"id": "7"},
        {"url": "javascript:x"},
    )
    assert [found.address for found in feed_of(*items).items] == ["https://a.example/1", "https://b.example/2"]


def test_values_of_the_wrong_kind_are_as_if_not_there() -> None:
    odd = {"url": "/a", "title": 7, "date_published": [], "authors": "Ann", "content_html": {}, "language": 1}
    assert feed_of(odd, None, 7, "x").items == (FeedItem(address="https://news.example/a", publisher="Harbour Post"),)
    assert read_feed(b'{"version": "https://jsonfeed.org/version/1", "items": {}}') == Feed()


@pytest.mark.parametrize(
    "data",
    [
        b'{"version": "1.0", "items": []}', b'{"items": "jsonfeed.org/version/1"}',
        b'{"version": "https://jsonfeed.org/version/1", ',
        b'{"version":"https://jsonfeed.org/version/1","a":' + b"[" * 100_000,
    ],
)  # fmt: skip
def test_other_or_broken_json_is_none(data: bytes) -> None:
    assert read_feed(data) is None


def test_the_first_five_thousand_items_are_read() -> None:
    assert len(feed_of(*({"url": f"/{number}"} for number in range(5_001))).items) == 5_000
