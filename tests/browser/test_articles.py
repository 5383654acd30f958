"""The list of articles: opening one, correcting and removing some, and the address that one has."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import HOSTILE_TAG, narrow, open_articles, payload, upload

HARBOUR = b"""Harbour lamp of Brackwater lit again
Keldmar Tribune
4 June 2026

The harbour lamp of Brackwater was lit again on Thursday after eleven dark years. Keeper Hanna Moor climbed the stairs.
"""


def test_uploaded_article_is_listed_opened_and_removed(page: Page) -> None:
    open_articles(page)
    upload(page, payload("lamp.txt", HARBOUR))
    expect(page.locator(".st-key-run")).to_contain_text("1 added")
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
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".articles li").first.locator(".title")).to_have_text(title)


def test_several_are_selected_and_removed_at_once(page: Page) -> None:
    open_articles(page)
    names = ("Mossgate bakery", "Mossgate mill", "Mossgate forge")
    texts = [
        f"{name} opens\nKeldmar Tribune\n{day} June 2026\n\nThe {name} opened on day {day} with {day * 7} guests."
        for day, name in enumerate(names, start=1)
    ]
    upload(page, *(payload(f"{day}.txt", text.encode()) for day, text in enumerate(texts)))
    page.get_by_label("Find an article").fill("mossgate")
    page.get_by_label("Find an article").press("Enter")
    rows = page.locator(".articles li").filter(has_text="opens")
    expect(rows).to_have_count(3)
    expect(page.locator(".remove-selected")).to_be_hidden()
    for name in names[:2]:
        rows.filter(has_text=name).locator(".select").check()
    page.get_by_role("button", name="Remove the selected (2)").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Remove 2 articles?")
    dialog.get_by_role("button", name="Remove", exact=True).click()
    expect(rows).to_have_count(1)
    expect(rows.locator(".title")).to_have_text("Mossgate forge opens")


def test_date_is_corrected_by_hand(page: Page) -> None:
    open_articles(page)
    page.locator(".articles .open").filter(has_text="Tolm Bridge opens").click()
    page.get_by_role("button", name="Correct").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Published").fill("last spring")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("is no date")
    dialog.get_by_label("Published").fill("16 May 2026")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".article dl")).to_contain_text("16\u00a0May\u00a02026, set by you")
    row = page.locator(".articles .open").filter(has_text="Tolm Bridge opens")
    expect(row.locator(".byline")).to_contain_text("16\u00a0May\u00a02026")


def test_article_has_an_address_and_the_back_button_leaves_it(page: Page) -> None:
    open_articles(page)
    page.locator(".articles .open").first.click()
    title = page.locator(".article .title").inner_text()
    page.wait_for_url("**/articles?article=*")
    page.reload()
    expect(page.locator(".article .title")).to_have_text(title)
    page.go_back()
    expect(page.locator(".article")).to_have_count(0)


@narrow
def test_page_of_articles_fits_a_narrow_screen(page: Page) -> None:
    page.goto(page.url.rstrip("/") + "/articles")
    page.locator(".articles li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollWidth <= main.clientWidth")


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
