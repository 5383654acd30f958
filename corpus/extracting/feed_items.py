"""What every kind of feed has to get right: addresses, dates, plain text, each article once.

Markup is read by lxml, with what a browser does not show left out. Knows nothing about
the kinds of feeds.
"""

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from corpus.cleaning import clean_address
from corpus.dating import read_stamp
from corpus.extracting.extracted import FeedItem

# A newspaper's feed has 10 to 100 items, a news sitemap at most 1,000, other sitemaps up to 50,000.
MAX_ITEMS = 5_000
# Of one item's text. A long report has 30,000; more would be a page's whole source.
MAX_TEXT_CHARS = 200_000

TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
SPACES = re.compile(r"\s+")
BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main ol p pre section table td th tr ul".split()
)
STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ', 'abcdefghijklmnopqrstuvwxyz')"  # no letter for the space
HIDING_STYLES = ("display:none", "visibility:hidden", "font-size:0;", "opacity:0;")
UNREAD = (
    "//comment() | //processing-instruction() | //head | //*[self::script or self::style or self::noscript or "
    "self::template or self::iframe or self::object or self::svg or self::math or self::form or self::select or "
    "self::textarea or @hidden or "
    + " or ".join(f"contains(concat({STYLE}, ';'), '{style}')" for style in HIDING_STYLES)
    + "]"
)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # what a publishing system writes for "no date"


def absolute(address: object, base: str | None) -> str | None:
    """The web address that a feed's link names; None for javascript:, data:, file: and what is none."""
    if not isinstance(address, str) or not address.strip():
        return None
    try:
        found = clean_address(urljoin(base or "", address.strip()))
        return found if found and urlsplit(found).hostname else None
    except ValueError:  # "http://[bad"
        return None


def moment(written: object) -> datetime | None:
    """The aware UTC time that a feed's date names; None where it names none that can be right."""
    stamp = read_stamp(written)
    return stamp.moment if stamp and stamp.moment != NEVER else None


def plain_line(written: object) -> str | None:
    """A title or name as plain text on one line; None where nothing is left."""
    return SPACES.sub(" ", plain_text(written)).strip() or None


def plain_text(written: object) -> str:
    """The text that markup shows, one line a paragraph; plain text stays as it is, less entities."""
    if not isinstance(written, str):
        return ""
    written = written[:MAX_TEXT_CHARS]
    if not TAG.search(written):
        return html.unescape(written).strip()
    return _shown(written)


def primary_language(tag: object) -> str | None:
    """`en` of `en-GB`."""
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", tag.strip()) if isinstance(tag, str) else None
    return found.group().lower() if found else None


def each_once(items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """The items, each address once: the newest of them, where the first stood."""
    newest: dict[str, FeedItem] = {}
    for item in items:
        known = newest.get(item.address)
        if known is None or _age(item) > _age(known):
            newest[item.address] = item
    return tuple(newest.values())


def _age(item: FeedItem) -> datetime:
    return max((date for date in (item.published, item.updated) if date), default=datetime.min.replace(tzinfo=UTC))


def _shown(markup: str) -> str:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):  # a comment and nothing else
        return ""
    for element in _unread()(tree):
        if element.getparent() is not None:
            element.drop_tree()
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in BLOCKS:
            parts.append("\n")
        said = element.text if event == "start" else element.tail
        if said and isinstance(element.tag, str):
            parts.append(SPACES.sub(" ", said))
    lines = (SPACES.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


@cache
def _unread() -> Any:
    from lxml import etree

    return etree.XPath(UNREAD)
