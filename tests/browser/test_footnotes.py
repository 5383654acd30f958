"""From a sentence to its quote without a click, and away with both."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import HOSTILE_TAG, ask, narrow

QUESTION = "How much was the ferry company fined?"
HOSTILE_QUESTION = "Where did the zeppelin Quillfeather land?"


def saved(page: Page, label: str, folder: Path) -> Path:
    """The conversation as a file of this kind."""
    page.get_by_role("button", name="Save conversation").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    page.keyboard.press("Escape")
    return path


def test_quote_is_shown_while_the_pointer_is_on_its_marker(page: Page) -> None:
    ask(page, QUESTION)
    quote = page.locator(".quotes .entry .body").first.inner_text()
    expect(page.locator(".card")).to_have_count(0)
    page.locator(".marker").first.hover()
    expect(page.locator(".card")).to_have_text(quote.replace("\n", ""), use_inner_text=False)
    box = page.locator(".card").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]  # type: ignore[index]
    page.mouse.move(5, 5)
    expect(page.locator(".card")).to_have_count(0)


@narrow
def test_quote_beside_its_marker_stays_in_a_narrow_window(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".marker").first.hover()
    box = page.locator(".card").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_quote_is_shown_to_the_keyboard_too_until_escape(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".marker").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)


def test_answer_is_copied_with_its_footnotes(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.get_by_role("button", name="Copy with footnotes").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(f"{QUESTION}\n\n")
    for number, quote in enumerate(page.locator(".quotes .entry .text").all_inner_texts(), start=1):
        assert f"\n[{number}] “{quote}”\n" in text
    expect(page.get_by_role("button", name="Copy with footnotes")).to_be_visible()


def test_answer_is_copied_where_the_browser_has_no_clipboard_for_pages(page: Page) -> None:
    """As on a page that is not served from this computer and has no certificate."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    page.get_by_role("button", name="Copy with footnotes").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.evaluate("delete navigator.clipboard")
    assert page.evaluate("navigator.clipboard.readText()").startswith(QUESTION)


@pytest.mark.parametrize("question", [QUESTION, HOSTILE_QUESTION])
def test_kept_page_has_the_same_citations_and_asks_nobody_for_anything(
    page: Page, chromium: Browser, tmp_path: Path, question: str
) -> None:
    ask(page, question)
    quotes = page.locator(".quotes .entry .text").all_inner_texts()
    path = saved(page, "Web page", tmp_path)
    asked: list[str] = []
    kept = chromium.new_page()
    kept.on("request", lambda request: asked.append(request.url))
    kept.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert [each.split("\n")[0] for each in kept.locator(".sources li").all_inner_texts()] == [f"“{q}”" for q in quotes]
    assert kept.locator("script, img, iframe").count() == 0
    marker = kept.locator("sup a").first
    marker.click()
    expect(kept.locator(".sources li:target")).to_have_count(1)
    if question == HOSTILE_QUESTION:
        assert HOSTILE_TAG in kept.inner_text("body")
    kept.close()


def test_conversation_is_kept_as_markdown_and_json_too(page: Page, tmp_path: Path) -> None:
    ask(page, QUESTION)
    assert "[^1-1]: “" in saved(page, "Markdown", tmp_path).read_text("utf-8")
    (reply,) = json.loads(saved(page, "JSON", tmp_path).read_text("utf-8"))
    assert reply["question"] == QUESTION and reply["citations"]
