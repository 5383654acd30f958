"""The publisher's name where no field of a web page tells it: what the page shows as its own, told in two places."""

import pytest
from lxml import html

from corpus.extracting.page_sites import hanging, site_of

HEADLINE = "Ferry stops for the winter"


def site(head: str = "", body: str = "", *, authors: tuple[str, ...] = ()) -> str | None:
    page = f"<html><head>{head}</head><body>{body}<h1>{HEADLINE}</h1><p>The last boat left at noon.</p></body></html>"
    return site_of(html.document_fromstring(page), authors=authors)


@pytest.mark.parametrize(
    "told",
    [
        "<a href='/'>Harbour Post</a>",
        "<a href='/' aria-label='Harbour Post - Home'><svg></svg></a>",
        "<header><img src='x.svg' alt='Harbour Post Logo'></header>",
        "<p class='site-title'>Harbour Post</p>",
        "<footer><p>© 2019-2026 Harbour Post Ltd. All rights reserved.</p></footer>",
        "<div id='foot'>Copyright 2026 The Harbour Post</div><a href='/'>Harbour Post</a>",
        '<script type="application/ld+json">{"@type": "WebSite", "name": "Harbour Post"}</script>',
        "<p typeof='schema:NewsMediaOrganization'><a property='schema:name'>Harbour Post</a></p>",
    ],
)
@pytest.mark.parametrize("title", [f"{HEADLINE} | Harbour Post", f"Harbour Post: {HEADLINE}"])
def test_name_at_an_end_of_the_title_that_the_page_shows_too_is_the_sites(told: str, title: str) -> None:
    assert site(f"<title>{title}</title>", told) == "Harbour Post"


def test_feed_and_address_confirm_a_name_in_the_title_too() -> None:
    title = f"<title>{HEADLINE} – Harbour Post</title>"
    feed = "<link rel='alternate' type='application/rss+xml' title='Harbour Post » Feed' href='/feed'>"
    address = "<link rel='canonical' href='https://www.harbour-post.example/ferry'>"
    assert (site(title + feed), site(title + address), site(title)) == ("Harbour Post", "Harbour Post", None)


def test_name_in_two_places_needs_no_title() -> None:
    banner, foot = "<div id='banner'><img src='b.gif' alt='Harbour Post'></div>", "<p>© 2026 Harbour Post</p>"
    assert (site(body=banner + foot), site(body=banner), site(body=foot)) == ("Harbour Post", None, None)


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/'>Home</a><footer>© 2026</footer>",
        "<a href='/sport'>Sport</a>",
        "<a href='https://twitter.example/'>Sport</a>",
        "<figure><figcaption>© 2026 Sport</figcaption></figure>",
    ],
)
def test_what_is_no_name_of_a_site_is_none(body: str) -> None:
    assert site(f"<title>{HEADLINE} | Sport</title>", body) is None


def test_author_is_no_publisher() -> None:
    foot = "<footer>© 2026 Mara Lind</footer><header><img class='logo' alt='Mara Lind'></header>"
    assert (site(body=foot, authors=("Mara Lind",)), site(body=foot)) == (None, "Mara Lind")


def test_hanging_name_is_spelled_as_in_the_title() -> None:
    assert hanging("HARBOUR POST", f"{HEADLINE} - Harbour Post") == "Harbour Post"
    assert hanging("临江网", "老渡口停航-临江网") == "临江网"
    assert hanging("Post", f"{HEADLINE} - Harbour Post") is None
    assert hanging("winter", HEADLINE) is None
