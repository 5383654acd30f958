"""Adding from the web and from files, watching it, stopping it."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    ANSWER_MILLISECONDS,
    ask,
    leave_run,
    narrow,
    open_articles,
    payload,
    settle,
    upload,
    visit,
)
from tests.corpus.newspaper import Newspaper, paragraphs
from tests.corpus.website import Website, Wire

FILES = Path(__file__).parent.parent / "corpus" / "files"
TIDE = """<html lang="en"><head><title>Tide mill of Sundvarn turns again</title>
<meta property="og:site_name" content="Sundvarn Echo"><meta property="article:published_time" content="{published}">
<link rel="alternate" type="application/atom+xml" title="Sundvarn Echo: all news" href="/feed.xml"></head><body>
<article><h1>Tide mill of Sundvarn turns again</h1>
<p>The tide mill of Sundvarn ground its first rye in ninety years on Tuesday,
and miller Petra Lund gave the flour away at the gate.</p><p>{second}</p></article></body></html>"""
PUBLISHED = "2026-03-12T08:30:00Z"
SECOND = "It will grind twice a day from April on, whenever the water is high enough to drive the wheel."


def test_page_is_added_by_its_address_and_its_facts_are_told(page: Page, site: Website) -> None:
    site.put("/tide", TIDE.format(published=PUBLISHED, second=SECOND))
    open_articles(page)
    visit(page, site.address("/tide"))
    run = page.locator(".st-key-run")
    expect(run).to_contain_text("1 added")
    expect(page.get_by_label("Addresses of articles")).to_have_value("")
    run.locator("button.title").click()
    expect(page.locator(".article dl")).to_contain_text(
        "12\u00a0March\u00a02026, 08:30 UTC, from the page's metadata, sure"
    )
    expect(page.locator(".article dl a")).to_have_attribute("href", site.address("/tide"))


def test_same_page_again_is_already_there_and_a_changed_one_a_new_version(page: Page, site: Website) -> None:
    run = page.locator(".st-key-run")
    wheel = TIDE.replace("Tide mill", "Water wheel").replace("tide mill of Sundvarn", "water wheel at the upper lock")
    later = SECOND + " The council paid for the new wheel, which cost 41,000 florins."
    for second, fate in ((SECOND, "1 added"), (SECOND, "1 already there"), (later, "1 new version")):
        site.put("/wheel", wheel.format(published=PUBLISHED, second=second))
        open_articles(page)
        visit(page, site.address("/wheel"))
        expect(run).to_contain_text(fate)
    run.locator("button.title").click()
    page.locator(".article .opener", has_text="Version 1").click()
    expect(page.locator(".article .notice")).to_contain_text("earlier version")
    expect(page.locator(".article")).not_to_contain_text("41,000 florins")
    page.get_by_role("button", name="Open the newest version").click()
    expect(page.locator(".article")).to_contain_text("41,000 florins")


def test_feed_that_a_page_names_is_followed_and_refreshed(page: Page, site: Website) -> None:
    newspaper = Newspaper(site)
    for number in range(3):
        newspaper.publish(number)
    site.put("/offer", TIDE.replace("Tide mill", "Windmill").format(published=PUBLISHED, second=SECOND))
    open_articles(page)
    visit(page, site.address("/offer"))
    page.get_by_role("button", name="Follow Sundvarn Echo").click()
    expect(page.locator(".st-key-run")).to_contain_text("3 added")
    newspaper.publish(3)
    page.get_by_text("Followed feeds (1)").click()
    page.get_by_role("button", name="Refresh all").click()
    expect(page.locator(".outcomes li").filter(has_text="Report number 3 from Dravno")).to_have_count(1)
    page.get_by_role("button", name="Stop following").click()
    expect(page.get_by_text("Followed feeds")).to_have_count(0)


def test_pdf_is_added_and_shows_its_pages(page: Page) -> None:
    open_articles(page)
    upload(page, payload("herring.pdf", (FILES / "herring-writer.pdf").read_bytes()))
    expect(page.locator(".st-key-run")).to_contain_text("1 added")
    page.locator(".st-key-run button.title").click()
    expect(page.locator(".article .page").first).to_have_text("page 1")


def test_rejected_file_is_named_with_its_reason_and_as_text(page: Page) -> None:
    name = "<img src=http://evil.example/h.png>![](http:evil.example).pdf"
    open_articles(page)
    upload(page, payload(name, b"%PDF-1.7 broken"))
    row = page.locator(".outcomes li.rejected")
    expect(row.locator(".title")).to_have_text(name)
    expect(row.locator(".detail")).not_to_be_empty()
    assert page.locator(".outcomes img").count() == 0


def slowly(site: Website, number: int) -> str:
    """The address of a page that takes two seconds to come."""
    body = TIDE.replace("Tide mill", f"Mill {number}").format(published=PUBLISHED, second=" ".join(paragraphs(number)))

    def answer(wire: Wire) -> None:
        wire.wait(2.0)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        wire.send((head + body).encode())

    site.handle(f"/slow/{number}", answer)
    return site.address(f"/slow/{number}")


def test_stopped_run_says_so_and_keeps_what_was_added(page: Page, site: Website) -> None:
    first = Newspaper(site).publish(900, path="/nine-hundred")
    run = page.locator(".st-key-run")
    open_articles(page)
    visit(page, first)
    expect(run).to_contain_text("1 added")
    leave_run(page)
    visit(page, first, *(slowly(site, number) for number in range(15)))
    page.locator(".outcomes li.unchanged").wait_for()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(run).to_contain_text("Stopped.")
    expect(page.locator(".articles li").filter(has_text="Report number 900")).to_have_count(1)
    expect(page.locator(".articles li").filter(has_text="Mill 14 of Sundvarn")).to_have_count(0)


def test_run_goes_on_while_questions_are_asked_and_after_the_window_is_closed(
    page: Page, chromium: Browser, address: str, site: Website
) -> None:
    other = chromium.new_page()
    other.goto(address)
    open_articles(other)
    visit(other, *(slowly(site, number) for number in range(20, 24)))
    other.get_by_role("button", name="Stop", exact=True).wait_for()
    other.close()
    ask(page, "How much was the ferry company fined?")
    expect(page.locator(".marker").first).to_be_visible()
    page.get_by_role("link", name="Articles").click()
    expect(page.locator(".st-key-run")).to_contain_text("4 added", timeout=ANSWER_MILLISECONDS)


@narrow
def test_on_a_narrow_screen_a_run_fits(page: Page, site: Website) -> None:
    site.put("/narrow", TIDE.replace("Tide mill", "Sawmill").format(published=PUBLISHED, second=SECOND))
    page.goto(page.url.rstrip("/") + "/articles")
    page.get_by_role("heading", name="Your articles").wait_for()
    settle(page)
    leave_run(page)
    visit(page, site.address("/narrow"))
    page.get_by_role("button", name="Close this list").wait_for()
    assert page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollWidth <= main.clientWidth")
