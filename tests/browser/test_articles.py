"""Uploading, rejecting and removing articles through the page."""

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import HOSTILE_TAG

HARBOUR = b"""Harbour lamp of Brackwater lit again
Keldmar Tribune
4 June 2026

The harbour lamp of Brackwater was lit again on Thursday after eleven dark years. Keeper Hanna Moor climbed the stairs.
"""


def open_articles(page: Page) -> None:
    page.get_by_role("link", name="Articles").click()
    page.get_by_role("heading", name="Your articles").wait_for()


def upload(page: Page, *files: FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(list(files))
    noun = "file" if len(files) == 1 else "files"
    page.get_by_role("button", name=f"Add {len(files)} {noun}").click()
    page.get_by_text(re.compile(r"\d added|\d unchanged|not added")).first.wait_for()


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def test_uploaded_article_is_listed_opened_and_removed(page: Page) -> None:
    open_articles(page)
    upload(page, payload("lamp.txt", HARBOUR))
    expect(page.locator(".stAlert").first).to_contain_text("1 added")
    row = page.locator(".articles li").filter(has_text="Harbour lamp of Brackwater")
    row.locator(".open").click()
    expect(page.locator(".article .title")).to_have_text("Harbour lamp of Brackwater lit again")
    row.locator(".remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    expect(row).to_have_count(0)
    expect(page.locator(".article")).to_have_count(0)


def test_removal_that_is_not_confirmed_removes_nothing(page: Page) -> None:
    open_articles(page)
    row = page.locator(".articles li").first
    title = row.locator(".title").inner_text()
    row.locator(".remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".articles li").first.locator(".title")).to_have_text(title)


def test_rejected_file_is_named_with_its_reason(page: Page) -> None:
    name = "<img src=http://evil.example/h.png>![](http:evil.example).pdf"
    open_articles(page)
    upload(page, payload(name, b"%PDF-1.7 broken"))
    expect(page.get_by_text("1 file not added")).to_be_visible()
    expect(page.get_by_text(f"{name}: ")).to_be_visible()


def test_hostile_title_is_text_in_the_list_and_in_the_dialog(page: Page) -> None:
    open_articles(page)
    row = page.locator(".articles li").filter(has_text="<img")
    expect(row.locator(".title")).to_contain_text(HOSTILE_TAG)
    row.locator(".remove").click()
    expect(page.get_by_role("dialog")).to_contain_text(HOSTILE_TAG)
    assert page.get_by_role("dialog").locator("img").count() == 0


def test_samples_are_announced_as_samples(page: Page) -> None:
    open_articles(page)
    expect(page.get_by_text("samples written for Footnote").first).to_be_visible()
    expect(page.get_by_role("button", name="Remove the samples")).to_be_visible()
