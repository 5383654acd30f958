"""What is known of an article is corrected by hand; what cannot be used is refused and changes nothing."""

from collections.abc import Callable

from corpus import Corpus
from corpus.editing import Edits
from tests.ui.conftest import App
from tests.ui.test_articles import articles_page, rows
from ui.correcting import edits_of, shown


def correct(app: App, field: str, value: str, *, position: int = 0) -> None:
    """Open an article of the list and give one of its fields another value."""
    app.click("articles", "chosen", {"action": "open", "article_ids": [rows(app)[position]["article_id"]]})
    app.click("article", "corrected", True)
    app.test.text_input(key=f"correct-{field}").set_value(value)
    app.test.button(key="correct-save").click().run()


def test_corrected_date_is_shown_everywhere(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    correct(app, "published", "3 July 2026, 08:30 UTC")
    facts = {fact["label"]: fact["text"].replace("\u00a0", " ") for fact in app.components("article")[0]["facts"]}
    assert facts["Published"] == "3 July 2026, 08:30 UTC, set by you"
    assert rows(app)[0]["byline"] == "Keldmar Tribune, 3\u00a0July\u00a02026"
    assert not app.test.get("dialog")


def test_value_that_is_no_date_is_refused_with_the_way_to_write_one(
    open_app: Callable[..., App], filled: Corpus
) -> None:
    app = open_app(articles_page)
    correct(app, "published", "some day")
    assert "'some day' is no date" in app.test.error[0].value.replace("\\", "")
    assert rows(app)[0]["byline"] == "Keldmar Tribune, 2\u00a0July\u00a02026"
    assert app.test.get("dialog")


def test_address_that_is_none_is_refused(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    correct(app, "url", "javascript:alert(1)")
    assert "is no web address" in app.texts.replace("\\", "")
    assert filled.catalogue.articles()[0].url is None


def test_emptied_publisher_is_unknown(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    correct(app, "publisher", "")
    assert filled.catalogue.articles()[0].publisher is None


def test_nothing_changed_is_nothing_stored(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app(articles_page)
    correct(app, "title", "Ferry company fined 2.4 million florins")
    article = filled.catalogue.articles()[0]
    assert filled.catalogue.edited(article.article_id) == frozenset()
    assert not app.test.get("dialog")


def test_only_what_was_changed_is_set() -> None:
    before = {"title": "Rain", "publisher": "", "published": "2026-03-12", "authors": "Ann\nBo", "url": ""}
    assert edits_of(before, dict(before)) is None
    given = {**before, "publisher": " Post ", "published": "", "authors": "Ann\nBo\nCy"}
    assert edits_of(before, given) == Edits(publisher="Post", published="unknown", authors=["Ann", "Bo", "Cy"])
    assert edits_of(before, {**before, "authors": ""}) == Edits(authors=[])


def test_fields_hold_what_can_be_read_back(filled: Corpus) -> None:
    assert shown(filled.catalogue.articles()[0]) == {
        "title": "Ferry company fined 2.4 million florins",
        "publisher": "Keldmar Tribune",
        "published": "2026-07-02",
        "authors": "Rurik Sandal",
        "url": "",
    }
