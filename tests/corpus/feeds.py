"""Feeds to read in tests: some by feedgen, as publishers make them, others by hand for shapes that it does not make."""

from datetime import UTC, datetime

from feedgen.feed import FeedGenerator

from corpus.extracting.extracted import Feed
from corpus.extracting.feed import read_feed

ADDRESS = "https://news.example/feeds/main.xml"
MORNING = datetime(2026, 10, 14, 3, 52, tzinfo=UTC)
EVENING = datetime(2026, 10, 14, 18, 30, tzinfo=UTC)


def generated() -> FeedGenerator:
    """A feed with two articles, the first with all that a publisher may say."""
    feed = FeedGenerator()
    feed.load_extension("dc")
    feed.id("https://news.example/")
    feed.title("Harbour Post")
    feed.link(href="https://news.example/", rel="alternate")
    feed.description("News from the harbour")
    feed.language("en-GB")
    first = feed.add_entry(order="append")
    first.id("https://news.example/2026/quay")
    first.title("Quay & market flooded")
    first.link(href="https://news.example/2026/quay", rel="alternate")
    first.published(MORNING)
    first.updated(EVENING)
    first.author({"name": "Mara Lind", "email": "mara@news.example"})
    first.summary("Rain fell for three days.")
    first.content("<p>Rain fell for three days.</p><p>The river rose &amp; rose.</p>", type="CDATA")
    second = feed.add_entry(order="append")
    second.id("https://news.example/2026/fair")
    second.title("Fair opens")
    second.link(href="https://news.example/2026/fair", rel="alternate")
    second.published(EVENING)
    second.updated(EVENING)
    return feed


def rss(items: str, *, channel: str = "<title>Harbour Post</title>", before: str = "") -> bytes:
    """An RSS feed by hand."""
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    )
    return f'{before}<rss version="2.0" {spaces}><channel>{channel}{items}</channel></rss>'.encode()


def item(inside: str = "", *, link: str = "https://news.example/quay") -> str:
    """One item of an RSS feed."""
    return f"<item><title>Quay flooded</title><link>{link}</link>{inside}</item>"


def read(data: bytes, *, address: str | None = ADDRESS) -> Feed:
    """What is in a feed; fails where it is none."""
    feed = read_feed(data, address=address)
    assert feed is not None
    return feed
