"""An answer is stopped in its middle, and asked again."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import ask, wait_until_warm

# The reader finds no few words that answer it, so that the model writes, for some seconds.
LONG = "What do the reports say about the bridge, the ferry and the trams?"
SHORT = "How much was the ferry company fined?"


def test_an_answer_stops_and_the_next_question_is_answered(page: Page) -> None:
    wait_until_warm(page)
    page.get_by_test_id("stChatInputTextArea").fill(LONG)
    page.get_by_test_id("stChatInputTextArea").press("Enter")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".exchange")).to_contain_text(re.compile("You stopped this answer"))
    expect(page.locator(".exchange .status")).to_have_count(0)
    expect(page.get_by_role("button", name="Ask again")).to_be_visible()
    ask(page, SHORT)
    expect(page.locator(".exchange").nth(1).locator(".answer")).to_contain_text("2.4 million florins")
    expect(page.get_by_role("button", name="Ask again")).to_have_count(0)


def test_a_stopped_question_is_asked_again_in_its_place(page: Page) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(LONG)
    page.get_by_test_id("stChatInputTextArea").press("Enter")
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".question")).to_have_text(LONG)
    expect(page.locator(".exchange .foot, .exchange .note").first).to_be_visible()
    expect(page.locator(".exchange")).not_to_contain_text("You stopped this answer")
