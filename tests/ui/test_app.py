"""The frame: the sidebar, and what is shown where the corpus, the model or a page cannot be used."""

from collections.abc import Callable

import pytest

from corpus import CatalogueError, Corpus
from qa import ModelNotAvailable
from tests.ui.conftest import App
from tests.ui.fakes import MODEL
from ui import conversation, resources


def test_sidebar_names_the_model_and_counts_the_corpus(open_app: Callable[[], App], filled: Corpus) -> None:
    app = open_app()
    texts = [element.value for element in app.test.sidebar.text]
    assert texts == [MODEL, "2 articles, 2 passages"]


def test_corpus_that_cannot_be_opened_becomes_guidance(
    open_app: Callable[[], App], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(settings: object) -> Corpus:
        raise CatalogueError("the catalogue cannot be used; set FOOTNOTE_HOME to another folder")

    monkeypatch.setattr(resources, "Corpus", fail)
    app = open_app()
    assert "set FOOTNOTE\\_HOME to another folder" in app.test.error[0].value
    assert not app.test.exception


def test_setting_that_cannot_be_used_is_named_without_its_value(
    open_app: Callable[[], App], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_PASSAGE_CHARS", "sk-secret")
    app = open_app()
    assert "FOOTNOTE\\_PASSAGE\\_CHARS" in app.test.error[0].value
    assert "sk-secret" not in app.texts.replace("\\", "")


def test_model_that_is_not_available_leaves_the_rest_usable(
    open_app: Callable[[], App], filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(corpus: object, settings: object) -> None:
        raise ModelNotAvailable("no model file; run `make setup`")

    monkeypatch.setattr(resources, "QuestionAnswerer", fail)
    app = open_app()
    assert "No model file" in app.test.sidebar.warning[0].value
    app.ask("Who was fined?")
    assert "No model file" in app.components("exchange")[0]["note"]
    assert not app.test.exception


def test_page_that_fails_shows_an_id_and_no_details(
    open_app: Callable[[], App], filled: Corpus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(number: int, exchange: object) -> None:
        raise RuntimeError("secret path /etc/app")

    app = open_app()
    monkeypatch.setattr(conversation, "_draw_exchange", fail)
    app.ask("Who was fined 2.4 million florins?")
    assert "secret" not in app.texts
    assert not app.test.exception
    assert app.test.error[0].value.split("error ")[1][:8] in caplog.text
