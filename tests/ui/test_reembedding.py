"""Where another embedder made the vectors, the app offers to make them anew, shows how far it is, and goes on."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event as Flag

import pytest
import streamlit as st

from corpus import Corpus, CorpusSettings, EmbedderError, NoSpace, RawDocument, ingest
from corpus import reembedding as running
from corpus.embedding import Vectors
from tests.ui.conftest import FERRY, App
from tests.ui.fakes import HashEmbedder
from ui import reembedding, reembedding_wording, resources


class Other(HashEmbedder):
    """Another embedder, which embeds no group before it may."""

    name = "fake:other"

    def __init__(self) -> None:
        self.may = Flag()
        self.reached = Flag()

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.reached.set()
        assert self.may.wait(20)
        return super().embed(texts)


@pytest.fixture
def other(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[Other]:
    """The embedder of the app, over two articles that were embedded by the one before; a group is one passage."""
    embedder = Other()
    filled.close()
    monkeypatch.setattr(resources, "Corpus", lambda settings: Corpus(settings, embedder=embedder))
    monkeypatch.setattr(running, "GROUP_TEXTS", 1)
    st.cache_resource.clear()
    yield embedder
    embedder.may.set()
    if run := reembedding.current():
        run.wait(20)


def ended(app: App) -> App:
    run = reembedding.current()
    assert run and run.wait(20)
    app.test.run()
    return app


def labels(app: App) -> list[str]:
    return [button.label for button in app.test.button]


def test_app_with_the_embedder_that_made_the_vectors_offers_nothing(
    open_app: Callable[[], App], filled: Corpus
) -> None:
    assert reembedding_wording.TITLE not in open_app().texts


def test_other_embedder_is_named_and_the_pages_give_way_to_the_offer(open_app: Callable[[], App], other: Other) -> None:
    app = open_app()
    assert reembedding_wording.TITLE in app.texts
    assert "embedded by 'fake:hash', not by 'fake:other'" in app.texts.replace("\\", "").replace("\u2060", "")
    assert "Embedding 2 articles anew takes roughly 5 seconds" in app.texts
    assert (labels(app), list(app.test.chat_input)) == ([reembedding_wording.START], [])
    assert not other.reached.is_set()


def test_run_shows_how_far_it_is_and_then_the_app_answers_without_a_restart(
    open_app: Callable[[], App], other: Other
) -> None:
    app = open_app()
    app.test.button(key="reembed").click().run()
    assert other.reached.wait(20)
    app.test.run()
    bar = app.test.get("progress")[0].proto
    assert (bar.value, "0 of 2 articles" in bar.text) == (0, True)
    assert bar.text.startswith("Embedding Ferry company fined")
    other.may.set()
    ended(app)
    assert reembedding_wording.TITLE not in app.texts
    app.ask("Who was fined 2.4 million florins on Thursday?")
    assert app.components("exchange")[-1]["sentences"]
    with Corpus(CorpusSettings(), embedder=other) as corpus:
        assert len(corpus.search_dense(other.embed_query("ferry"), 5)) == 2


def test_run_that_goes_on_is_seen_in_another_tab(open_app: Callable[[], App], other: Other) -> None:
    open_app().test.button(key="reembed").click().run()
    assert "Stop" in labels(open_app())


def test_stopped_run_is_gone_on_with(open_app: Callable[[], App], other: Other) -> None:
    app = open_app()
    app.test.button(key="reembed").click().run()
    assert other.reached.wait(20)
    app.test.run()
    app.test.button(key="stop-reembedding").click().run()
    assert reembedding_wording.STOPPING in app.texts
    other.may.set()
    assert "Stopped at 1 of 2 articles" in ended(app).texts
    assert labels(app) == [reembedding_wording.GO_ON]
    app.test.button(key="reembed").click().run()
    assert reembedding_wording.TITLE not in ended(app).texts


@pytest.mark.parametrize(
    ("error", "text"),
    [(NoSpace("the disk is full; free some space"), "The disk is full"), (RuntimeError("secret"), "Something went")],
)
def test_run_that_failed_says_why_and_can_be_tried_again(
    open_app: Callable[[], App], other: Other, monkeypatch: pytest.MonkeyPatch, error: Exception, text: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    app = open_app()
    with monkeypatch.context() as patched:
        patched.setattr(reembedding, "reembed", fail)
        app.test.button(key="reembed").click().run()
        ended(app)
    assert text in app.test.error[0].value
    assert "secret" not in app.texts
    other.may.set()
    app.test.button(key="reembed").click().run()
    assert reembedding_wording.TITLE not in ended(app).texts


class Nameless(HashEmbedder):
    """An embedder of unknown weights, whose vectors may be other ones than they were."""

    weights = ""

    def __init__(self, *, sign: int = 1) -> None:
        self._sign = sign

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._sign * super().embed(texts)


def test_embedder_that_only_its_vectors_give_away_is_noticed_by_the_first_question(
    open_app: Callable[[], App], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.embedder = Nameless()
    ingest(corpus, [RawDocument("ferry.txt", FERRY)])
    corpus.close()
    turned = Nameless(sign=-1)
    monkeypatch.setattr(resources, "Corpus", lambda settings: Corpus(settings, embedder=turned))
    st.cache_resource.clear()
    app = open_app()
    assert reembedding_wording.TITLE not in app.texts
    with pytest.raises(EmbedderError, match="gives the same text another vector now"):
        resources.corpus().search_dense(turned.embed_query("ferry"), 5)
    app.test.run()
    assert reembedding_wording.TITLE in app.texts
    app.test.button(key="reembed").click().run()
    assert reembedding_wording.TITLE not in ended(app).texts


def test_every_text_about_it_is_used() -> None:
    names = re.findall(r"^([A-Z_]+) = ", Path(reembedding_wording.__file__).read_text("utf-8"), re.MULTILINE)
    code = Path(reembedding.__file__).read_text("utf-8")
    assert [name for name in names if f"reembedding_wording.{name}" not in code] == []
