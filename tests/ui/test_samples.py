"""Samples are called samples for as long as there are any, and one click removes them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Corpus, RawDocument, ingest
from tests.ui.conftest import BRIDGE, FERRY, App
from tests.ui.test_articles import articles_page
from ui import resources, wording


@pytest.fixture
def sample_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / "ferry.txt").write_bytes(FERRY)
    monkeypatch.setattr(resources, "SAMPLE_FOLDER", folder)
    return folder


def test_samples_alone_are_announced_as_samples(
    open_app: Callable[..., App], corpus: Corpus, sample_folder: Path
) -> None:
    ingest(corpus, [str(sample_folder)])
    assert wording.SAMPLE_NOTICE in open_app().texts
    assert wording.SAMPLE_NOTICE in open_app(articles_page).texts


def test_samples_among_own_articles_are_counted(
    open_app: Callable[..., App], corpus: Corpus, sample_folder: Path
) -> None:
    ingest(corpus, [str(sample_folder), RawDocument("bridge.txt", BRIDGE)])
    assert "1 of the articles" in open_app().texts


def test_own_articles_need_no_notice(open_app: Callable[..., App], filled: Corpus) -> None:
    assert "samples" not in open_app().texts


def test_removing_the_samples_keeps_own_articles(
    open_app: Callable[..., App], corpus: Corpus, sample_folder: Path
) -> None:
    ingest(corpus, [str(sample_folder), RawDocument("bridge.txt", BRIDGE)])
    app = open_app(articles_page)
    app.test.button(key="remove-samples").click().run()
    assert [article.source for article in corpus.catalogue.articles()] == ["bridge.txt"]
    assert "samples" not in app.texts


def test_empty_corpus_offers_the_samples(open_app: Callable[..., App], corpus: Corpus, sample_folder: Path) -> None:
    app = open_app()
    app.test.button(key="add-samples").click().run()
    app.finish()
    assert corpus.catalogue.counts()[0] == 1
    assert wording.EXAMPLE_QUESTIONS[0] in app.texts


def test_example_question_is_asked_by_a_click(
    open_app: Callable[..., App], corpus: Corpus, sample_folder: Path
) -> None:
    ingest(corpus, [str(sample_folder)])
    app = open_app()
    next(button for button in app.test.button if button.label == wording.EXAMPLE_QUESTIONS[0]).click().run()
    assert app.components("exchange")[0]["question"] == wording.EXAMPLE_QUESTIONS[0]
