"""A feed to its items: RSS and Atom by feedparser, sitemaps and JSON Feeds by their own files.

feedparser is given bytes as a stream, and a base address in words: it can open files and
fetch addresses, and must never be asked to. The only file that imports it.

What is no feed is None, whatever it is. Knows nothing about how feeds are fetched or which
items are new.
"""

import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from corpus.dating import is_plausible
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
from corpus.extracting.json_feed import VERSION, read_json_feed
from corpus.extracting.sitemap import read_sitemap
from corpus.extracting.text import decode

# feedparser takes two seconds for 5,000 items or for 10 million characters of text, but 35 for a million empty
# elements, seven for 300,000 opened inside each other, 120 for one tag with 100,000 attributes, and 8 for 5 million
# ampersands. Within these limits none of 40 hostile feeds took more than 5 seconds of the processor.
MAX_CHARS = 3_000_000
MAX_TAGS = 150_000
MAX_TAGS_OF_ITEM = 5_000
MAX_DEPTH = 500
MAX_TAG_CHARS = 10_000
MAX_JSON_CHARS = 20_000_000
SNIFFED_CHARS = 10_000
ROOT = re.compile(r"<((?:[\w.-]+:)?(rss|rdf|feed|urlset|sitemapindex))(?=[\s>/])", re.IGNORECASE)
BEFORE_ROOT = (("<?", "?>"), ("<!--", "-->"))
SITEMAPS = ("urlset", "sitemapindex")
MARKUP = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>\w[\w.:-]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+",
    re.DOTALL,
)
ITEMS = ("item", "entry")
MAIL = re.compile(r"[\w.+-]{1,100}@[\w.-]{1,100}")
NEVER_CLOSED = frozenset("br hr img li p".split())  # HTML that was put into a feed as it is
DECLARATION = re.compile(r"\A<\?xml[^>]{0,200}>")


def is_feed(text_start: str) -> bool:
    """Whether a text that begins like this is a feed, told by its first element or its JSON version."""
    return _root(text_start) is not None or _is_json_feed(text_start)


def read_feed(data: bytes, *, address: str | None = None, charset: str | None = None) -> Feed | None:
    """The feed in `data`, its first 5,000 items; None where the bytes are no feed.

    `address` is where it was fetched, for links that leave that out, and `charset` the
    encoding the server named.
    """
    text = (decode(data, charset=charset) or "").lstrip("\ufeff \t\r\n")
    root = _root(text)
    if root is None:
        return read_json_feed(text, address=address) if _is_json_feed(text) and len(text) <= MAX_JSON_CHARS else None
    # Decoded already; a declaration would say otherwise.
    text = DECLARATION.sub("", text)
    if root[2].lower() in SITEMAPS:
        return read_sitemap(text.encode("utf-8", "replace"), address=address)
    return _read_with_feedparser(_cut(text, root).encode("utf-8", "replace"), address)


def _root(start: str) -> re.Match[str] | None:
    """A feed's first element, past declarations and comments; None where the first element is another."""
    start = start[:SNIFFED_CHARS]
    place = len(start) - len(start.lstrip("\ufeff \t\r\n"))
    while start.startswith(("<?", "<!"), place):
        opening, end = next((pair for pair in BEFORE_ROOT if start.startswith(pair[0], place)), ("<!", ">"))
        if opening == "<!" and "[" in start[place : start.find(">", place)]:
            end = "]>"  # a document type with declarations inside; `]  >` is not seen in the wild
        place = start.find(end, place)
        if place < 0:
            return None
        place += len(end)
        place += len(start[place:]) - len(start[place:].lstrip())
    return ROOT.match(start, place)


def _is_json_feed(start: str) -> bool:
    return start.lstrip("\ufeff \t\r\n").startswith("{") and VERSION in start[:SNIFFED_CHARS].replace("\\/", "/")


def _cut(text: str, root: re.Match[str]) -> str:
    """The feed as far as it can be parsed in good time, closed again so that it stays well-formed."""
    end = _end_of_readable(text)
    if end == len(text):
        return text
    ends = f"</channel></{root[1]}>" if root[2].lower() == "rss" else f"</{root[1]}>"
    return text[:end] + ends


def _end_of_readable(text: str) -> int:
    """Where the first tag begins that is one item too many, too long or too deep inside others."""
    items = depth = tags = 0
    for number, found in enumerate(MARKUP.finditer(text, 0, MAX_CHARS)):
        if found["name"] is None:
            continue
        name, is_start = found["name"].rpartition(":")[2].lower(), not found["end"]
        if not found.group().endswith("/") and name not in NEVER_CLOSED:
            depth += 1 if is_start else -1
        is_item = is_start and name in ITEMS
        if is_item:
            items, tags, depth = items + 1, 0, 1
        tags += 1
        if items > MAX_ITEMS or depth > MAX_DEPTH or len(found.group()) > MAX_TAG_CHARS:
            return found.start()
        if tags > MAX_TAGS_OF_ITEM or number > MAX_TAGS:
            return found.start()
    return min(len(text), MAX_CHARS)


def _read_with_feedparser(data: bytes, address: str | None) -> Feed | None:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address or ""}
    try:
        parsed = feedparser.parse(
            BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    # A feed may be broken in ways that feedparser did not foresee; that is no reason to stop.
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError):
        return None
    title = plain_line(parsed.feed.get("title"))
    is_rss = not (parsed.version or "").startswith("atom")
    read = (_item(entry, parsed.feed, address, is_rss) for entry in parsed.entries[:MAX_ITEMS])
    return Feed(title=title, items=each_once(item for item in read if item))


def _item(entry: Any, feed: Any, base: str | None, is_rss: bool) -> FeedItem | None:
    address = _address(entry, base)
    if address is None:
        return None
    # `get` falls back to the other of the two dates and warns; only what was said counts.
    published, updated = (_moment(entry, name) if name in entry else None for name in ("published", "updated"))
    if published is None and is_rss:  # feedparser files dc:date, all that RSS 1.0 has, under this name
        published, updated = updated, None
    contents = [content for content in entry.get("content") or [] if isinstance(content, dict)]
    texts = (plain_text(said) for said in (*(content.get("value") for content in contents), entry.get("summary")))
    details = (*contents, entry.get("title_detail") or {}, entry.get("summary_detail") or {}, feed)
    languages = (primary_language(detail.get("language")) for detail in details)
    return FeedItem(
        address=address,
        title=plain_line(entry.get("title")),
        published=published,
        updated=updated,
        authors=tuple(dict.fromkeys(_authors(entry))),
        publisher=plain_line((entry.get("source") or {}).get("title")) or plain_line(feed.get("title")),
        language=next((language for language in languages if language), None),
        text=max(texts, key=len, default=""),
    )


def _address(entry: Any, base: str | None) -> str | None:
    """The article's own address: before FeedBurner's counter, then the page among the links, then the permanent id."""
    links = [link for link in entry.get("links") or [] if link.get("rel") == "alternate"]
    links.sort(key=lambda link: "html" not in (link.get("type") or "text/html"))
    # feedparser puts a permanent id under "link" where there is no link; so does it for RSS only.
    named = (entry.get("feedburner_origlink"), *(link.get("href") for link in links), entry.get("link"))
    return next((address for address in (absolute(link, base) for link in named) if address), None)


def _moment(entry: Any, name: str) -> datetime | None:
    if date := moment(entry.get(name)):
        return date
    parsed = entry.get(f"{name}_parsed")  # feedparser knows dates in Greek, Korean and a dozen other forms
    try:
        date = datetime.fromtimestamp(timegm(parsed), UTC) if parsed and timegm(parsed) else None
    except (ValueError, OverflowError, OSError):
        return None
    return date if date and is_plausible(date) else None


def _authors(entry: Any) -> Iterator[str]:
    """Names; an address of e-mail or a page is none."""
    written = entry.get("author") or ""
    for author in entry.get("authors") or []:
        name = plain_line(author.get("name"))
        # feedparser ends an address after four letters of its last part, and "desk@news.agency" is then by "cy".
        if re.search(re.escape(author.get("email") or "@") + r"\w", written):
            name = plain_line(MAIL.sub(" ", written).strip(" ()<>,;"))
        if name and "@" not in name and "://" not in name:
            yield name
