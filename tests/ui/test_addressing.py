"""An article has an address of its own, which opens it and follows what is opened."""

from collections.abc import Callable

import pytest

from corpus import Corpus
from tests.ui.conftest import App
from tests.ui.test_articles import articles_page, rows
from ui import addressing, wording

FERRY_TITLE = "Ferry company fined 2.4 million florins"


def at_address(app: App, value: str) -> App:
    """The app as the browser opens it at another address of the same page."""
    app.test.query_params["article"] = value
    app.test.run()
    return app


def titles(app: App) -> list[str]:
    return [data["title"] for data in app.components("article")]


def test_address_opens_its_article(open_app: Callable[..., App], filled: Corpus) -> None:
    article_id = filled.catalogue.articles()[0].article_id
    assert titles(at_address(open_app(articles_page), article_id)) == [FERRY_TITLE]
    assert titles(at_address(open_app(), article_id)) == [FERRY_TITLE]


def test_opened_article_gives_the_page_its_address_and_closing_takes_it_away(
    open_app: Callable[..., App], filled: Corpus
) -> None:
    app = open_app(articles_page)
    article_id = rows(app)[0]["article_id"]
    app.click("articles", "chosen", {"action": "open", "article_ids": [article_id]})
    assert app.test.query_params["article"] == article_id
    app.click("article", "closed", True)
    assert "article" not in app.test.query_params


def test_going_back_to_the_list_closes_the_article(
    open_app: Callable[..., App], filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addressing, "BROWSER_SECONDS", 0.0)  # a reader goes back later than this test
    app = open_app(articles_page)
    app.click("articles", "chosen", {"action": "open", "article_ids": [rows(app)[0]["article_id"]]})
    del app.test.query_params["article"]
    app.test.run()
    assert titles(app) == []


def test_quick_click_sent_with_the_old_address_does_not_close_the_article(
    open_app: Callable[..., App], filled: Corpus
) -> None:
    app = open_app(articles_page)
    app.click("articles", "chosen", {"action": "open", "article_ids": [rows(app)[0]["article_id"]]})
    del app.test.query_params["article"]  # as the browser sends it that has not heard of the new one
    app.test.run()
    assert titles(app) == [FERRY_TITLE]


def test_article_stays_open_over_a_visit_to_another_page(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    app.click("articles", "chosen", {"action": "open", "article_ids": [rows(app)[0]["article_id"]]})
    app.test.session_state["last-page"] = "chat"
    del app.test.query_params["article"]
    app.test.run()
    assert titles(app) == [FERRY_TITLE]


def test_address_of_an_article_that_is_not_there_says_so(open_app: Callable[..., App], filled: Corpus) -> None:
    app = at_address(open_app(articles_page), "0" * 16)
    assert wording.ARTICLE_GONE in app.texts


@pytest.mark.parametrize("value", ["", "../../etc/passwd", "<img src=x>", "0" * 17])
def test_address_that_names_no_article_opens_nothing(open_app: Callable[..., App], filled: Corpus, value: str) -> None:
    app = at_address(open_app(articles_page), value)
    assert titles(app) == []
    assert wording.ARTICLE_GONE not in app.texts
    assert not app.test.exception
