"""The page of articles: what is listed, opened, corrected and removed, and the page's own address."""

from collections.abc import Callable

import pytest

from corpus import Corpus, RawDocument, ingest
from tests.ui.conftest import App
from ui import wording
from ui.listing import ROWS


def articles_page() -> None:
    from ui import articles

    articles.draw()


def rows(app: App) -> list[dict[str, str]]:
    return [row for data in app.components("articles") for row in data["rows"]]


def test_articles_are_listed_newest_first(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    assert [(row["title"], row["byline"]) for row in rows(app)] == [
        ("Ferry company fined 2.4 million florins", "Keldmar Tribune, 2\u00a0July\u00a02026"),
        ("Tolm Bridge opens after seven-month delay", "Keldmar Tribune, 15\u00a0May\u00a02026"),
    ]


def test_list_without_articles_says_so(open_app: Callable[..., App]) -> None:
    assert wording.LIST_EMPTY in open_app(articles_page).texts


def test_charts_are_drawn_from_ten_articles_on(open_app: Callable[..., App], corpus: Corpus) -> None:
    texts = [f"Rain {number}\n{number + 1} May 2026\n\nIt fell on {number} roofs." for number in range(10)]
    ingest(corpus, [RawDocument(f"{number}.txt", text.encode()) for number, text in enumerate(texts[:9])])
    assert not open_app(articles_page).test.get("vega_lite_chart")
    ingest(corpus, [RawDocument("9.txt", texts[9].encode())])
    assert len(open_app(articles_page).test.get("vega_lite_chart")) == 2


def test_filter_keeps_the_titles_that_contain_it(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    app.test.text_input(key="filter").set_value("BRIDGE ").run()
    assert [row["title"] for row in rows(app)] == ["Tolm Bridge opens after seven-month delay"]
    app.test.text_input(key="filter").set_value("volcano").run()
    assert rows(app) == []
    assert wording.FILTER_NO_MATCH in app.texts


def test_long_list_is_shown_page_by_page(open_app: Callable[..., App], corpus: Corpus) -> None:
    texts = [f"Rain fell on {number} roofs of the town again." for number in range(ROWS + 1)]
    ingest(corpus, [RawDocument(f"{number}.txt", text.encode()) for number, text in enumerate(texts)])
    app = open_app(articles_page)
    assert len(rows(app)) == ROWS


def test_opened_article_is_shown_beside_the_list(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    app.click("articles", "chosen", {"action": "open", "article_ids": [rows(app)[1]["article_id"]]})
    assert app.components("article")[0]["title"] == "Tolm Bridge opens after seven-month delay"


def test_article_is_removed_only_after_confirmation(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    remove(app, 1)
    assert filled.catalogue.counts()[0] == 2
    app.test.button(key="confirm-removal").click().run()
    assert [row["title"] for row in rows(app)] == ["Ferry company fined 2.4 million florins"]
    assert filled.catalogue.counts()[0] == 1


def test_several_are_removed_after_one_confirmation(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    remove(app, 0, 1)
    assert {"Ferry company fined 2.4 million florins", "Tolm Bridge opens after seven-month delay"} <= {
        text.value for text in app.test.text
    }
    app.test.button(key="confirm-removal").click().run()
    assert filled.catalogue.counts() == (0, 0)
    assert wording.LIST_EMPTY in app.texts


def test_removed_article_is_closed(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    app.click("articles", "chosen", {"action": "open", "article_ids": [rows(app)[1]["article_id"]]})
    remove(app, 1)
    app.test.button(key="confirm-removal").click().run()
    assert app.components("article") == []


def test_removal_can_be_thought_better_of(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    remove(app, 0)
    app.test.button(key="cancel-removal").click().run()
    assert len(rows(app)) == 2
    assert not app.test.get("dialog")


@pytest.mark.parametrize(
    "value",
    [
        {"action": "remove", "article_ids": ["unknown", 7, None]},
        {"action": "remove", "article_ids": []},
        {"action": "remove", "article_ids": "0"},
        {"action": "open", "article_ids": ["unknown"]},
        {"action": "burn", "article_ids": ["0"]},
        [],
        None,
    ],
)
def test_click_that_no_button_can_make_is_ignored(open_app: Callable[..., App], filled: Corpus, value: object) -> None:
    app = open_app(articles_page)
    app.click("articles", "chosen", value)
    assert not app.test.exception
    assert not app.test.get("dialog")
    assert app.components("article") == []


def remove(app: App, *positions: int) -> None:
    chosen = {"action": "remove", "article_ids": [rows(app)[position]["article_id"] for position in positions]}
    app.click("articles", "chosen", chosen)
