"""A web page to its article: text, title, authors, publisher and date.

Text and most metadata come from trafilatura; the time of publication is read from the
page's JSON-LD or `article:published_time` first, since trafilatura keeps only the day
and drops the time zone. Scripts, hidden elements, navigation and related links stay
outside; what comes out is plain text, never markup.

The only file that imports trafilatura and lxml.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from corpus.dating import is_plausible, parse_date
from corpus.extracting.extracted import Extracted

PUBLISHED_META = (
    "//meta[@property='article:published_time' or @name='article:published_time' or @itemprop='datePublished'"
    " or @name='date' or @name='DC.date.issued' or @name='pubdate' or @name='parsely-pub-date']/@content"
)
# On <body> such a style only keeps a page from flickering while it loads.
STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ', 'abcdefghijklmnopqrstuvwxyz')"  # no letter for the space
HIDING_STYLES = ("display:none", "visibility:hidden", "font-size:0;", "opacity:0;")
UNSHOWN = (
    "//noscript | //template | //nav | //body//*[@hidden or "
    + " or ".join(f"contains(concat({STYLE}, ';'), '{style}')" for style in HIDING_STYLES)
    + "]"
)


def extract_html(page: str) -> Extracted | None:
    """The article in `page`, or None where the page holds none."""
    import trafilatura

    tree = _parsed(page)
    if tree is None:
        return None
    document: Any = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, include_tables=False, include_links=False
    )
    if document is None or not document.text:
        return None
    published, published_from = _published(tree, document.date)
    return Extracted(
        text=_without_title(document.text, document.title).replace("\n", "\n\n"),  # one line is one paragraph
        title=document.title or None,
        publisher=document.sitename or None,
        published=published,
        published_from=published_from,
        authors=tuple(name.strip() for name in (document.author or "").split(";") if name.strip()),
        url=document.url or None,
        language=document.language or None,
    )


def _parsed(page: str) -> Any | None:
    """The page's tree less what a browser does not show; None where it has none."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None
    for element in tree.xpath(UNSHOWN):
        element.drop_tree()
    return tree


def _published(tree: Any, found_by_trafilatura: str | None) -> tuple[datetime | None, str | None]:
    """The publication time and where it stood: "json-ld", "meta", or "page" for the text around."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        for value in _json_ld_dates(script):
            if date := to_utc(value):
                return date, "json-ld"
    for value in tree.xpath(PUBLISHED_META):
        if date := to_utc(value):
            return date, "meta"
    date = parse_date(found_by_trafilatura or "")
    return (date, "page") if date else (None, None)


def _json_ld_dates(script: str) -> Iterator[str]:
    """Every `datePublished` in one JSON-LD block, at any depth, in order."""
    try:
        pending: list[Any] = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while pending:
        node = pending.pop(0)
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            if isinstance(node.get("datePublished"), str):
                yield node["datePublished"]
            pending.extend(value for value in node.values() if isinstance(value, dict | list))


def to_utc(text: str) -> datetime | None:
    """An ISO 8601 time as aware UTC; None where it is not one or cannot be right."""
    try:
        date = datetime.fromisoformat(text.strip())
        date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return date if is_plausible(date) else None


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and rest and first.strip().casefold() == title.strip().casefold() else text
