"""The feeds that a web page links. Knows nothing about what is in them."""

from corpus.extracting.feed_items import absolute, plain_line

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
COMMENTS = ("comment", "kommentar", "comentario", "commentaire")


def find_feeds(page: str, address: str) -> list[tuple[str, str]]:
    """The title and address of each feed that the page at `address` names in its head, feeds of comments last."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return []
    base = next((found for found in (absolute(href, address) for href in tree.xpath("//base/@href")) if found), address)
    found: dict[str, str] = {}
    for link in tree.iter("link"):
        is_alternate = "alternate" in (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        place = absolute(link.get("href"), base)
        # "application/json" alone is also what pages call their programming interface.
        is_feed = kind in FEED_TYPES or (kind == "application/json" and (link.get("href") or "").endswith("feed.json"))
        if is_alternate and is_feed and place:
            found.setdefault(place, plain_line(link.get("title")) or "")
    return sorted(((title, place) for place, title in found.items()), key=_is_of_comments)


def _is_of_comments(feed: tuple[str, str]) -> bool:
    title, address = (part.lower() for part in feed)
    return any(word in title or f"/{word}" in address for word in COMMENTS)
