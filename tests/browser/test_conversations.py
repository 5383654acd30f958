"""Conversations are there again: after a reload, by address in another window, in the sidebar."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ask, narrow, settle

FERRY = "How much was the ferry company fined?"
FOLLOW_UP = "And how many passengers were injured?"
HOSTILE = "Where did the ![zeppelin](http://evil.example/z.png) Quillfeather <img src=http://evil.example/y.png> land?"


def said(page: Page) -> list[str]:
    return page.locator(".exchange .answer, .exchange .note").all_inner_texts()


def test_reload_and_a_shared_address_keep_the_conversation_and_the_open_quote(page: Page, chromium: Browser) -> None:
    ask(page, FERRY)
    ask(page, FOLLOW_UP)
    page.locator(".exchange").first.locator(".marker").first.click()
    marked = page.locator("mark").first
    marked.wait_for()
    before, quote = said(page), page.locator("mark").all_inner_texts()
    expect(page).to_have_url(re.compile(r"c=[0-9a-f]{16}.*article=[0-9a-f]{16}.*quote=\d+-\d+"))
    settle(page)
    page.reload()
    expect(page.locator(".exchange")).to_have_count(2)
    marked.wait_for()
    assert (said(page), page.locator("mark").all_inner_texts()) == (before, quote)
    other = chromium.new_context()
    try:
        shared = other.new_page()
        shared.goto(page.url)
        expect(shared.locator(".exchange")).to_have_count(2)
        assert said(shared) == before
    finally:
        other.close()


def test_conversations_in_the_sidebar_are_opened_renamed_and_deleted(page: Page) -> None:
    ask(page, FERRY)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".exchange")).to_have_count(0)
    ask(page, HOSTILE)
    kept = page.locator(".st-key-conversations")
    first = kept.get_by_role("button").first
    expect(first).to_contain_text("Where did the ![zeppelin](http:")
    settle(page)
    kept.get_by_role("button", name=FERRY).first.click()
    expect(page.locator(".exchange .question")).to_have_text(FERRY)
    settle(page)
    page.get_by_role("button", name="Rename or delete").click()
    page.get_by_role("textbox", name="Name").fill("The fine")
    page.get_by_role("textbox", name="Name").press("Enter")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(kept.get_by_role("button", name="The fine")).to_have_count(1)
    settle(page)
    if not page.locator(".st-key-delete-conversation").is_visible():
        page.get_by_role("button", name="Rename or delete").click()
    page.locator(".st-key-delete-conversation button").click()
    page.locator(".st-key-confirm-deletion button").wait_for()
    page.locator(".st-key-confirm-deletion button").click()
    expect(kept.get_by_role("button", name="The fine")).to_have_count(0)
    expect(page.locator(".exchange")).to_have_count(0)


@narrow
def test_conversation_is_opened_from_the_sidebar_of_a_narrow_window(page: Page) -> None:
    ask(page, FERRY)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".exchange")).to_have_count(0)
