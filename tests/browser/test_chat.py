"""Asking, reading a quote at its place, and not getting an answer."""

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import ANSWER_MILLISECONDS, HOSTILE_SCRIPT, HOSTILE_TAG, ask, narrow

QUESTION = "How much was the ferry company fined?"
UNANSWERABLE = "Who won the football World Cup in 1998?"
HOSTILE_QUESTION = "Where did the zeppelin Quillfeather land?"


def is_in_view(element: Locator) -> bool:
    """Whether the middle of an element lies inside the window and nothing covers it."""
    return bool(
        element.evaluate(
            """(element) => {
              const box = element.getClientRects()[0];
              const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
              return element.getRootNode().elementFromPoint(x, y) === element;
            }"""
        )
    )


def test_clicked_marker_shows_its_quote_highlighted_in_view(page: Page) -> None:
    ask(page, QUESTION)
    quote = page.locator(".quotes .text").first.inner_text()
    page.locator(".marker").first.click()
    mark = page.locator(".article mark").first
    mark.wait_for()
    page.wait_for_timeout(300)
    assert "".join(page.locator(".article mark").all_inner_texts()) == quote
    assert is_in_view(mark)


def test_the_words_that_answer_come_first_and_are_marked_in_their_quote(page: Page) -> None:
    ask(page, QUESTION)
    words = page.locator(".quotes .text strong").first.inner_text()
    assert "2.4 million florins" in words
    assert page.locator(".answer .sentence").first.inner_text().lower().startswith(words.lower())
    assert words in page.locator(".quotes .text").first.inner_text()


def test_article_scrolls_to_each_quote_that_is_opened(page: Page) -> None:
    ask(page, QUESTION)
    for entry in page.locator(".quotes .entry").all():
        entry.click()
        quote = entry.locator(".text").inner_text()
        expect(page.locator(".article mark").first).to_have_text(quote)
        page.wait_for_timeout(300)
        assert is_in_view(page.locator(".article mark").first)


def test_marker_is_a_button_that_the_keyboard_reaches(page: Page) -> None:
    ask(page, QUESTION)
    marker = page.get_by_role("button", name="Open citation 1:").first
    marker.focus()
    page.keyboard.press("Enter")
    page.locator(".article mark").first.wait_for()
    expect(marker).to_be_focused()
    page.get_by_role("button", name="Close the article").press("Enter")
    expect(page.locator(".article")).to_have_count(0)


def test_conversation_is_still_there_after_a_visit_to_the_articles(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("link", name="Articles").click()
    page.get_by_role("heading", name="Your articles").wait_for()
    page.get_by_role("link", name="Ask").click()
    expect(page.locator(".question")).to_have_text(QUESTION)
    expect(page.locator(".marker").first).to_be_visible()


def test_answer_that_is_written_meanwhile_is_not_lost_by_leaving_the_page(page: Page) -> None:
    page.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    page.get_by_test_id("stChatInputTextArea").press("Enter")
    page.locator(".question").wait_for()
    page.get_by_role("link", name="Articles").click()
    page.get_by_role("heading", name="Your articles").wait_for()
    page.get_by_role("link", name="Ask").click()
    page.locator(".foot").wait_for()
    expect(page.locator(".question")).to_have_text(QUESTION)


def test_two_readers_who_ask_at_once_both_get_their_answer(page: Page, chromium: Browser, address: str) -> None:
    other = chromium.new_page()
    other.goto(address)
    for window, question in ((page, QUESTION), (other, HOSTILE_QUESTION)):
        window.get_by_test_id("stChatInputTextArea").fill(question)
        window.get_by_test_id("stChatInputTextArea").press("Enter")
    for window, question in ((page, QUESTION), (other, HOSTILE_QUESTION)):
        window.locator(".foot").wait_for(timeout=ANSWER_MILLISECONDS)
        expect(window.locator(".question")).to_have_text(question)
    other.close()


def test_unanswerable_question_gets_a_reason_and_no_sentence(page: Page) -> None:
    ask(page, UNANSWERABLE)
    expect(page.locator(".note")).to_be_visible()
    expect(page.locator(".sentence")).to_have_count(0)


def test_question_that_cannot_be_asked_says_why_and_offers_another_try(page: Page) -> None:
    ask(page, "???")
    expect(page.locator(".note")).to_contain_text("has no words")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".exchange")).to_have_count(1)
    expect(page.locator(".note")).to_be_in_viewport()


def test_model_is_named_beside_the_conversation(page: Page) -> None:
    expect(page.get_by_test_id("stSidebar").get_by_text("embedded:")).to_be_visible()


def test_hostile_article_is_shown_as_the_text_it_is(page: Page) -> None:
    ask(page, HOSTILE_QUESTION)
    page.locator(".quotes .entry").first.click()
    article = page.locator(".article")
    expect(article.locator(".title")).to_contain_text(HOSTILE_TAG)
    expect(article).to_contain_text(HOSTILE_SCRIPT)
    assert article.locator("img, script, a").count() == 0
    assert page.locator(".exchange").locator("img, script, a").count() == 0


def test_hostile_question_is_shown_as_the_text_it_is(page: Page) -> None:
    hostile = "zeppelin ![](http://evil.example/f.png) <img src=http://evil.example/g.png>"
    ask(page, hostile)
    expect(page.locator(".question")).to_have_text(hostile)


@narrow
def test_on_a_narrow_screen_the_article_covers_the_page_until_it_is_closed(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".marker").first.click()
    page.locator(".article mark").first.wait_for()
    box = page.locator(".article").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.get_by_role("button", name="Close the article").click()
    expect(page.locator(".marker").first).to_be_visible()


@narrow
def test_on_a_narrow_screen_nothing_reaches_past_its_edge(page: Page) -> None:
    ask(page, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollWidth <= main.clientWidth")
    expect(page.locator(".st-key-model-line")).to_contain_text("embedded:")
