"""Going to web addresses: what is stored where, what is asked again, and what stands in where nothing can be had."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Article, Corpus, CorpusSettings, IngestOptions, Rejection, ingest
from corpus.refreshing import refresh
from tests.corpus.making import counts
from tests.corpus.newspaper import Newspaper, paragraphs
from tests.corpus.website import Website
from tests.fakes import HashEmbedder

URLS = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


@pytest.fixture
def site() -> Iterator[Website]:
    with Website() as opened:
        yield opened


@pytest.fixture
def online(own_home: Path, site: Website) -> Iterator[Corpus]:
    settings = CorpusSettings(home=own_home, allowed_hosts=(site.host,), fetch_delay=0, fetch_seconds=5)
    with Corpus(settings, embedder=HashEmbedder()) as opened:
        yield opened


def page(number: int, *more: str, head: str = "", title: str | None = None) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in [*paragraphs(number), *more])
    title = title or f"Report number {number}"
    return (
        f"<html lang=en><head><title>{title}</title>{head}</head>"
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def rss(*links: str, text: str = "") -> str:
    items = "".join(
        f"<item><title>Told {number}</title><link>{link}</link><description>{text}</description></item>"
        for number, link in enumerate(links)
    )
    return f"<rss version='2.0'><channel><title>The Post</title>{items}</channel></rss>"


def put_feed(site: Website, *links: str, text: str = "") -> str:
    site.put("/feed", rss(*links, text=text), content_type="application/rss+xml", etag=True)
    return site.address("/feed")


def only(corpus: Corpus) -> Article:
    (article,) = corpus.catalogue.articles()
    return article


def places(corpus: Corpus, site: Website) -> dict[str, bool]:
    """The places of the only article, by path, and whether each is an alias."""
    found = corpus.catalogue.ledger.places_of(only(corpus).article_id)
    return {place.source.removeprefix(site.address("")): place.is_alias for place in found}


# Pages


def test_page_is_stored_with_its_address_its_original_and_what_its_server_said(online: Corpus, site: Website) -> None:
    site.put("/news/1", page(1), etag=True)
    assert counts(ingest(online, [f"  {site.address('/news/1')} "])) == (1, 0, 0, 0)
    article = only(online)
    assert (article.source, article.url, article.title) == (
        site.address("/news/1"), site.address("/news/1"), "Report number 1",
    )  # fmt: skip
    assert article.text == "\n\n".join(paragraphs(1))
    assert article.raw is not None
    assert article.fetched is not None
    place = online.catalogue.ledger.place(article.source)
    assert place is not None
    assert place.etag
    assert place.last_modified == "Mon, 02 Mar 2026 09:01:00 GMT"


def test_page_that_has_not_changed_costs_a_header(online: Corpus, site: Website) -> None:
    site.put("/news/1", page(1), etag=True)
    address = site.address("/news/1")
    ingest(online, [address])
    report = ingest(online, [address])
    assert (report.loaded, report.not_modified, counts(report)) == (0, 1, (0, 0, 0, 0))
    assert "if-none-match" in site.requests[-1].headers


def test_page_named_twice_in_one_run_is_visited_once(online: Corpus, site: Website) -> None:
    site.put("/news/1", page(1))
    address = site.address("/news/1")
    ingest(online, [address, f"{address}#top", f"{address}?utm_source=mail", address.replace("http", "HTTP")])
    assert site.paths() == ["/news/1"]


def test_redirect_leads_to_the_article_and_its_end_is_another_name_of_the_place(online: Corpus, site: Website) -> None:
    site.redirect("/go", "/news/1")
    site.put("/news/1", page(1))
    ingest(online, [site.address("/go")])
    assert only(online).url == site.address("/news/1")
    assert places(online, site) == {"/go": False, "/news/1": True}


def test_page_that_leads_elsewhere_now_keeps_its_article(online: Corpus, site: Website) -> None:
    site.put("/news/1", page(1))
    site.put("/news", page(99, title="All the news"))
    ingest(online, [site.address("/news/1")])
    site.redirect("/news/1", "/news")
    report = refresh(online)
    assert counts(report) == (0, 0, 0, 1)
    assert report.rejected[0].reason.startswith("it leads to another text at")
    assert only(online).title == "Report number 1"
    assert places(online, site) == {"/news/1": False}


def test_correction_found_under_another_name_of_a_page_is_its_next_version(online: Corpus, site: Website) -> None:
    head = "<link rel=canonical href='/news/1'>"
    site.put("/news/1", page(1, head=head))
    site.put("/news/1?mail=1", page(1, "Corrected on Monday.", head=head))
    ingest(online, [site.address("/news/1")])
    assert counts(ingest(online, [site.address("/news/1?mail=1")])) == (0, 0, 1, 0)
    assert (only(online).version, places(online, site)) == (2, {"/news/1": False, "/news/1?mail=1": False})


def test_lying_canonical_address_joins_nothing(online: Corpus, site: Website) -> None:
    for number in (1, 2, 3):
        head = "<link rel=canonical href='/'>" if number < 3 else "<link rel=canonical href='/news'>"
        site.put(f"/news/{number}", page(number, head=head))
    site.put("/news/4", page(4, head="<link rel=canonical href='/news'>"))
    report = ingest(online, [site.address(f"/news/{number}") for number in (1, 2, 3, 4)])
    assert (counts(report), report.variants) == ((4, 0, 0, 0), 0)
    assert counts(ingest(online, [site.address(f"/news/{number}") for number in (4, 3, 2, 1)])) == (0, 4, 0, 0)


def test_refreshing_two_editions_of_one_page_settles(online: Corpus, site: Website) -> None:
    site.put("/news/1", page(1))
    site.put("/amp/1", page(1, "Read on in our app.", head="<link rel=canonical href='/news/1'>"))
    ingest(online, [site.address("/news/1"), site.address("/amp/1")])
    refresh(online)
    assert [counts(refresh(online)) for _ in range(2)] == [(0, 2, 0, 0)] * 2


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1/x", "http://localhost/x", "file:///etc/passwd", "https://a:b@post.example/"]
)
def test_address_that_may_not_be_fetched_is_a_line_in_the_report(online: Corpus, address: str) -> None:
    report = ingest(online, [address])
    assert [rejection.source for rejection in report.rejected] == [address]
    assert report.loaded == 0


def test_host_that_was_not_allowed_is_not_asked(own_home: Path, site: Website) -> None:
    with Corpus(CorpusSettings(home=own_home, fetch_delay=0), embedder=HashEmbedder()) as corpus:
        (rejection,) = ingest(corpus, [site.address("/news/1")]).rejected
    assert f"name it with --allow-host {site.host} if it is yours" in rejection.reason
    assert site.connections == 0


# Feeds


def test_tracked_link_of_a_feed_is_the_article_at_the_plain_address(online: Corpus, site: Website) -> None:
    site.put("/news/1", page(1))
    feed = put_feed(site, site.address("/news/1?utm_source=rss&amp;utm_medium=feed"))
    ingest(online, [site.address("/news/1")])
    report = ingest(online, [feed])
    assert (report.added, site.paths().count("/news/1")) == (0, 1)
    assert places(online, site) == {"/news/1": False}


def test_feed_that_names_a_feed_as_an_article_does_not_follow_it(online: Corpus, site: Website) -> None:
    site.put("/other", rss(site.address("/news/9")), content_type="application/rss+xml")
    report = ingest(online, [put_feed(site, site.address("/other"))])
    assert report.rejected == [
        Rejection(site.address("/other"), "a feed names it as an article, but it is a feed itself")
    ]
    assert [feed.address for feed in online.catalogue.ledger.subscriptions()] == [site.address("/feed")]
    assert "/news/9" not in site.paths()


def test_index_of_sitemaps_leads_to_their_articles_and_is_the_only_feed(online: Corpus, site: Website) -> None:
    for number in (1, 2):
        site.put(f"/news/{number}", page(number))
        location = f"<url><loc>{site.address(f'/news/{number}')}</loc></url>"
        site.put(f"/map{number}.xml", URLS.format(location), content_type="application/xml")
    maps = "".join(f"<sitemap><loc>{site.address(f'/map{number}.xml')}</loc></sitemap>" for number in (1, 2, 3))
    site.put("/sitemap.xml", INDEX.format(maps), content_type="application/xml", etag=True)
    report = ingest(online, [site.address("/sitemap.xml")])
    assert (report.added, [rejection.source for rejection in report.rejected]) == (2, [site.address("/map3.xml")])
    (feed,) = online.catalogue.ledger.subscriptions()
    assert (feed.address, feed.articles) == (site.address("/sitemap.xml"), 2)


def test_feed_whose_article_could_not_be_had_is_read_in_full_the_next_time(online: Corpus, site: Website) -> None:
    feed = put_feed(site, site.address("/news/1"), site.address("/news/2"))
    site.put("/news/2", page(2))
    first = ingest(online, [feed])
    assert (first.added, len(first.rejected)) == (1, 1)
    site.put("/news/1", page(1))
    assert refresh(online).added == 1
    assert refresh(online).added == 0
    assert "if-none-match" in [asked for asked in site.requests if asked.path == "/feed"][-1].headers


def test_teaser_stands_in_only_where_it_has_words_and_no_article_is_known(online: Corpus, site: Website) -> None:
    feed = put_feed(site, site.address("/gone"), text="The mayor said on Monday that the quay will be raised.")
    assert counts(ingest(online, [feed])) == (1, 0, 0, 0)
    assert (only(online).is_teaser, only(online).title, only(online).source) == (True, "Told 0", site.address("/gone"))
    assert places(online, site) == {"/gone": False}
    other = put_feed(site, site.address("/away"), text="Too short.")
    assert counts(ingest(online, [other])) == (0, 0, 0, 1)


def test_what_only_the_feed_says_survives_a_later_look_at_the_page(online: Corpus, site: Website) -> None:
    newspaper = Newspaper(site)
    address = newspaper.publish(1)
    site.put("/news/1", page(1).replace("<title>Report number 1</title>", ""))
    ingest(online, [newspaper.feed])
    told = only(online)
    assert (told.published_from, told.published_certainty) == ("feed", "sure")
    refresh(online)
    assert only(online) == told
    site.put("/news/1", page(1, "Corrected on Monday.").replace("<title>Report number 1</title>", ""))
    refresh(online)
    corrected = only(online)
    assert (corrected.version, corrected.published, corrected.published_from) == (2, told.published, "feed")
    assert online.catalogue.ledger.place(address) is not None


def test_dry_run_writes_nothing_down_of_what_has_not_changed(online: Corpus, site: Website) -> None:
    site.put("/news/1", page(1), etag=True)
    ingest(online, [site.address("/news/1")])
    before = online.catalogue.ledger.place(site.address("/news/1"))
    assert refresh(online, options=IngestOptions(dry_run=True)).not_modified == 1
    assert online.catalogue.ledger.place(site.address("/news/1")) == before
