"""What a web page says of its article in JSON-LD, microdata, meta fields and beside the headline."""

import json
from datetime import UTC, datetime

import pytest

from corpus.dating import Certainty
from corpus.extracting.extracted import Extracted
from corpus.extracting.html import extract_html

SENTENCE = "Rain fell on the harbour town for three days and the river rose above the old stone quay."
PARAGRAPHS = f"<p>{SENTENCE}</p><p>Nobody was hurt, the mayor said on Monday, but the market stayed closed.</p>"
FETCHED = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
ADDRESS = "https://post.example/news/quay"


def read(head: str = "", before: str = "", *, address: str = ADDRESS, lang: str = "en") -> Extracted:
    body = f"<article>{before}{PARAGRAPHS}</article>"
    found = extract_html(
        f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>", address=address, fetched=FETCHED
    )
    assert found is not None
    return found


def json_ld(*nodes: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(list(nodes))}</script>'


def news(headline: str, published: str, **more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": headline, "datePublished": published} | more


def test_article_about_this_page_is_chosen_among_several() -> None:
    head = json_ld(news("Ferry delayed", "2026-01-01T08:00:00Z"), news("Quay flooded", "2026-03-10T08:00:00Z"))
    found = read(head, "<h1>Quay flooded</h1>")
    assert (found.title, found.published) == ("Quay flooded", datetime(2026, 3, 10, 8, tzinfo=UTC))


def test_several_articles_that_are_all_others_date_nothing() -> None:
    head = json_ld(news("Ferry delayed", "2026-01-01T08:00:00Z"), news("Budget passed", "2026-01-02T08:00:00Z"))
    assert read(head, "<h1>Quay flooded</h1>").published is None


def test_author_is_found_by_its_id_in_the_graph_and_keeps_its_initials() -> None:
    article = news("Quay flooded", "2026-03-10", author={"@id": "#em"}, publisher={"name": "Harbour Post"})
    found = read(json_ld({"@graph": [article, {"@id": "#em", "@type": "Person", "name": "E. M. Strand"}]}))
    assert (found.authors, found.publisher) == (("E. M. Strand",), "Harbour Post")


def test_change_and_first_publication_are_two_times() -> None:
    found = read(json_ld(news("Quay flooded", "2026-03-10T08:00:00Z", dateModified="2026-03-11T09:00:00+01:00")))
    assert found.published == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert found.updated == datetime(2026, 3, 11, 8, tzinfo=UTC)


def test_change_alone_is_no_publication() -> None:
    found = read('<meta property="article:modified_time" content="2026-03-11T09:00:00Z">')
    assert (found.published, found.updated) == (None, datetime(2026, 3, 11, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("date", "certainty"), [("2026-03-10T08:00:00Z", Certainty.SURE), ("2026-03-10T08:00:00", Certainty.LIKELY)]
)
def test_time_with_its_zone_is_sure_and_without_likely(date: str, certainty: Certainty) -> None:
    found = read(json_ld(news("Quay flooded", date)))
    assert (found.published, found.published_certainty) == (datetime(2026, 3, 10, 8, tzinfo=UTC), certainty)


def test_time_after_the_page_was_fetched_gives_way_to_the_next_source() -> None:
    meta = '<meta name="date" content="2026-03-09">'
    assert read(json_ld(news("Quay flooded", "2026-05-01T08:00:00Z")) + meta).published == datetime(
        2026, 3, 9, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("lang", "byline"),
    [
        ("en", "<p class='byline'>By Mara Lind, 10 March 2026</p>"),
        ("de", "<span class='date'>Veröffentlicht am 10. März 2026</span>"),
        ("fr", "<p>Publié le 10 mars 2026</p>"),
        ("de", "<time>10.03.2026</time>"),
        ("en", "<p><time datetime='2026-03-10'>Tuesday</time></p>"),
        ("en", "<span class='date'>2 days ago</span>"),
    ],
)
def test_date_beside_the_headline_is_likely(lang: str, byline: str) -> None:
    found = read("", f"<h1>Quay flooded again</h1>{byline}", lang=lang)
    assert (found.published, found.published_from) == (datetime(2026, 3, 10, tzinfo=UTC), "byline")
    assert found.published_certainty == Certainty.LIKELY


@pytest.mark.parametrize(
    "text",
    [
        "<p>The flood of 10 March 2025 was worse, said the mayor. Nobody forgot it.</p>",
        "<div class='comment'><time datetime='2026-03-11'>yesterday</time></div>",
        "<aside><h3>Related</h3><time datetime='2026-03-01'>1 March</time></aside>",
        "<footer>Copyright 2026 Harbour Post</footer>",
        "<span class='date'>03/04/2026</span>",
    ],
)
def test_date_of_something_else_is_left_unknown(text: str) -> None:
    assert read("", f"<h1>Quay flooded again</h1>{text}").published is None


def test_date_in_the_address_is_a_guess() -> None:
    found = read(address="https://post.example/2026/03/10/quay")
    assert (found.published, found.published_from) == (datetime(2026, 3, 10, tzinfo=UTC), "url")
    assert found.published_certainty == Certainty.GUESS


def test_name_of_the_site_is_cut_off_the_title() -> None:
    head = '<title>Quay flooded again | Harbour Post</title><meta property="og:site_name" content="Harbour Post">'
    assert read(head).title == "Quay flooded again"


def test_canonical_address_is_made_absolute() -> None:
    assert read('<link rel="canonical" href="/2026/quay">').url == "https://post.example/2026/quay"


def test_canonical_address_of_the_front_page_is_not_the_articles() -> None:
    assert read('<link rel="canonical" href="https://post.example/">').url == ADDRESS


def test_microdata_of_a_related_article_is_not_read() -> None:
    own = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>Quay flooded again</h1>"
        "<meta itemprop='datePublished' content='2026-03-10T08:00:00Z'></div>"
    )
    other = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'>"
        "<meta itemprop='datePublished' content='2026-01-01T08:00:00Z'></div>"
    )
    found = read("", other + own)
    assert (found.published, found.published_from) == (datetime(2026, 3, 10, 8, tzinfo=UTC), "microdata")


def test_company_gives_way_to_the_name_readers_know() -> None:
    head = '<meta property="og:site_name" content="Harbour Post">'
    publisher = {"@type": "Organization", "name": "Harbour Media GmbH"}
    assert read(head + json_ld(news("Quay flooded", "2026-03-10", publisher=publisher))).publisher == "Harbour Post"
