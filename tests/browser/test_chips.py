"""How a question was read, seen above its reply; a phrase taken out with the keyboard, and a slip that is told."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import ask, narrow, settle

DATED = "What did the ferry inquiry hear in articles from March 2026?"
SLIP = "Why did the ferry hit the breakwter?"
WITHOUT = "Ask again without this March 2026:"
WITH = "Ask again with this March 2026:"


def test_phrase_is_told_and_taken_out_by_the_keyboard_and_the_question_asked_again(page: Page) -> None:
    ask(page, DATED)
    first = page.locator(".exchange").first
    expect(first.get_by_role("list", name="How your question was read")).to_contain_text("only March\u00a02026")
    settle(page)
    button = first.get_by_role("button", name=WITHOUT)
    expect(button).to_have_attribute("title", "Ask again without this")
    button.focus()
    page.keyboard.press("Enter")
    second = page.locator(".exchange").nth(1)
    second.locator(".foot, .note").first.wait_for()
    expect(second.locator(".question")).to_have_text(DATED)
    expect(second.get_by_role("button", name=WITH)).to_be_visible()
    expect(second.locator(".chips")).not_to_contain_text("only")
    expect(first.get_by_role("button", name=WITHOUT)).to_be_visible()


def test_slip_is_told_with_what_was_searched_for_besides(page: Page) -> None:
    ask(page, SLIP)
    expect(page.locator(".chips")).to_have_text("searched for breakwater too, for breakwter")
    expect(page.locator(".chips").get_by_role("button")).to_have_count(0)


@narrow
def test_on_a_narrow_screen_chips_stay_inside_it_and_can_be_hit(page: Page) -> None:
    ask(page, "What did the Keldmar Press Bureau write about the ferry inquiry in articles from March 2026?")
    expect(page.locator(".chip")).to_have_count(2)
    assert page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollWidth <= main.clientWidth")
    for button in page.locator(".reread").all():
        box = button.bounding_box()
        assert box and box["x"] + box["width"] <= 390
        assert min(box["width"], box["height"]) >= 24
