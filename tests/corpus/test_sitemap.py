"""Sitemaps: what a publisher announces for news, for all pages, and where further lists are."""

from datetime import UTC, datetime

from corpus.extracting.extracted import Feed, FeedItem
from tests.corpus.feeds import MORNING, read

NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc>https://news.example/2026/quay?a=1&amp;b=2</loc>
    <lastmod>2026-10-14T20:30:00+02:00</lastmod>
    <image:image><image:loc>https://news.example/quay.jpg</image:loc><image:title>A wet quay</image:title></image:image>
    <news:news>
      <news:publication><news:name>Harbour Post</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2026-10-14T05:52:00+02:00</news:publication_date>
      <news:title>Quay &amp;amp; market flooded</news:title>
    </news:news>
  </url>
</urlset>"""


def test_a_news_sitemap_tells_title_time_publisher_and_language() -> None:
    assert read(NEWS) == Feed(
        items=(
            FeedItem(
                address="https://news.example/2026/quay?a=1&b=2",
                title="Quay & market flooded",
                published=MORNING,
                updated=datetime(2026, 10, 14, 18, 30, tzinfo=UTC),
                publisher="Harbour Post",
                language="en",
            ),
        )
    )


def test_a_plain_sitemap_tells_when_a_page_was_changed_and_not_when_published() -> None:
    data = b"<urlset><url><loc>\n https://news.example/a </loc><lastmod>2026-10-14</lastmod></url></urlset>"
    (found,) = read(data).items
    assert (found.address, found.published, found.updated) == (
        "https://news.example/a", None, datetime(2026, 10, 14, tzinfo=UTC),
    )  # fmt: skip


def test_an_index_names_further_sitemaps_once_each_and_only_on_the_web() -> None:
    places = ("https://news.example/s1.xml", "/s2.xml", "https://news.example/s1.xml", "file:///etc/passwd")
    data = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
    feed = read(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{data}</sitemapindex>'.encode())
    assert (feed.items, feed.more) == ((), ("https://news.example/s1.xml", "https://news.example/s2.xml"))


def test_a_cut_off_sitemap_gives_what_is_whole() -> None:
    data = b"<urlset><url><loc>https://news.example/a</loc></url><url><loc>https://news.exam"
    assert read(data).items[0] == FeedItem(address="https://news.example/a")


def test_an_empty_sitemap_is_a_feed_without_items() -> None:
    assert read(b"<urlset></urlset>") == Feed()
