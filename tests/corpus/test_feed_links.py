"""The feeds a web page links, those of its articles before those of its comments."""

from corpus.extracting.feed_links import find_feeds

PAGE = """<!doctype html><html><head><title>Harbour Post</title>
<link rel="stylesheet" href="/s.css"><link rel="alternate" hreflang="de" href="/de/">
<link rel="alternate" type="application/rss+xml" title="Harbour Post &raquo; Comments Feed" href="/comments/feed/">
<link rel="ALTERNATE nofollow" type="application/rss+xml; charset=utf-8" title="Harbour &amp; Hill" href="/feed/">
<link rel="alternate" type="application/atom+xml" href="https://b.example/atom">
<link rel="alternate" type="application/feed+json" title="JSON" href="feed.json">
<link rel="alternate" type="application/rss+xml" title="Again" href="/feed/">
<link rel="alternate" type="application/rss+xml" title="Bad" href="javascript:alert(1)">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">
</head><body><p>Rain</p></body></html>"""


def test_feeds_are_named_once_with_title_and_whole_address_comments_last() -> None:
    assert find_feeds(PAGE, "https://news.example/local/") == [
        ("Harbour & Hill", "https://news.example/feed/"),
        ("", "https://b.example/atom"),
        ("JSON", "https://news.example/local/feed.json"),
        ("Harbour Post » Comments Feed", "https://news.example/comments/feed/"),
    ]


def test_the_pages_base_counts() -> None:
    page = '<head><base href="/x/"><link rel="alternate" type="application/rss+xml" href="f.xml"></head>'
    assert find_feeds(page, "https://news.example/local/") == [("", "https://news.example/x/f.xml")]


def test_a_page_without_feeds_or_without_anything_has_none() -> None:
    assert find_feeds("<html><body><p>Rain</p></body></html>", "https://news.example/") == []
    assert find_feeds("", "https://news.example/") == []
