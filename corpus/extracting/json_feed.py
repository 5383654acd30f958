"""A JSON Feed (versions 1.0 and 1.1) to its items. Knows nothing about XML."""

import json
from collections.abc import Iterator
from typing import Any

from corpus.extracting.extracted import Feed, FeedItem
from corpus.extracting.feed_items import (
    MAX_ITEMS,
    absolute,
    each_once,
    moment,
    plain_line,
    plain_text,
    primary_language,
)

VERSION = "jsonfeed.org/version/1"


def read_json_feed(text: str, *, address: str | None) -> Feed | None:
    """The feed, or None where the JSON is none or is broken."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or VERSION not in str(said.get("version")):
        return None
    items = said.get("items")
    read = (_item(item, said, address) for item in (items if isinstance(items, list) else [])[:MAX_ITEMS])
    return Feed(title=plain_line(said.get("title")), items=each_once(item for item in read if item))


def _item(item: Any, feed: dict[str, Any], base: str | None) -> FeedItem | None:
    if not isinstance(item, dict):
        return None
    base = base or absolute(feed.get("feed_url"), None) or absolute(feed.get("home_page_url"), None)
    # An `id` may be the permanent address; where it is just a number, it must not be joined to the base.
    address = (
        absolute(item.get("url"), base) or absolute(item.get("id"), None) or absolute(item.get("external_url"), base)
    )
    if address is None:
        return None
    texts = (plain_text(item.get("content_html")), _string(item.get("content_text")), _string(item.get("summary")))
    return FeedItem(
        address=address,
        title=plain_line(item.get("title")),
        published=moment(item.get("date_published")),
        updated=moment(item.get("date_modified")),
        authors=tuple(dict.fromkeys(_authors(item))) or tuple(dict.fromkeys(_authors(feed))),
        publisher=plain_line(feed.get("title")),
        language=primary_language(item.get("language")) or primary_language(feed.get("language")),
        text=next((text for text in texts if text), ""),
    )


def _authors(said: dict[str, Any]) -> Iterator[str]:
    authors = said.get("authors")
    for author in authors if isinstance(authors, list) else [said.get("author")]:
        if isinstance(author, dict) and (name := plain_line(author.get("name"))):
            yield name


def _string(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
