"""A sitemap to its items: news sitemaps, plain ones, and the index that names further ones.

Read piece by piece by lxml, which mends broken XML, stops where enough was read, and here
neither expands entities nor fetches anything.
"""

from typing import Any

from corpus.extracting.extracted import Feed, FeedItem
from corpus.extracting.feed_items import MAX_ITEMS, absolute, each_once, moment, plain_line, primary_language

READ_AT_ONCE = 65_536


def read_sitemap(data: bytes, *, address: str | None) -> Feed:
    """The articles or further sitemaps that the first 5,000 entries name."""
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
    )
    items: list[FeedItem] = []
    more: list[str] = []
    read = 0
    for start in range(0, len(data), READ_AT_ONCE):
        try:
            parser.feed(data[start : start + READ_AT_ONCE])
        except etree.XMLSyntaxError:  # even mending has an end; what was read before stays
            break
        for _, element in parser.read_events():
            said = _said(element)
            place = absolute(said.get("loc"), address)
            if place and etree.QName(element).localname == "sitemap":
                more.append(place)
            elif place:
                items.append(_item(place, said))
            element.clear()
            read += 1
            if read == MAX_ITEMS:
                return Feed(items=each_once(items), more=tuple(dict.fromkeys(more)))
    return Feed(items=each_once(items), more=tuple(dict.fromkeys(more)))


def _said(element: Any) -> dict[str, str]:
    """The text of each element below, by its name without the namespace; images and videos have titles too."""
    said: dict[str, str] = {}
    for below in element.iterdescendants("{*}*"):
        namespace, _, name = str(below.tag).rpartition("}")
        if below.text and not namespace.endswith(("image/1.1", "video/1.1")):
            said.setdefault(name, below.text.strip())
    return said


def _item(place: str, said: dict[str, str]) -> FeedItem:
    return FeedItem(
        address=place,
        title=plain_line(said.get("title")),
        published=moment(said.get("publication_date")),
        updated=moment(said.get("lastmod")),
        publisher=plain_line(said.get("name")),
        language=primary_language(said.get("language")),
    )
