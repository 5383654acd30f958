"""The app over a temporary corpus and the fakes, run by AppTest."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from corpus import Article, Corpus, CorpusSettings, RawDocument, ingest
from tests.ui.fakes import HashEmbedder, QuotingAnswerer
from ui import adding, resources

FERRY = b"""Ferry company fined 2.4 million florins
By Rurik Sandal
Keldmar Tribune
2 July 2026

Reach Line was fined 2.4 million florins on Thursday for endangering passengers. Captain Tomas Herlev was acquitted.

Nine passengers were injured when the ship ran into the breakwater.
"""
BRIDGE = b"""Tolm Bridge opens after seven-month delay
Keldmar Tribune
15 May 2026

The first cars crossed the new Tolm Bridge on Friday. The bridge cost 318 million florins.
"""


@dataclass
class App:
    """An AppTest with a corpus to look into, and clicks on the app's own components."""

    test: AppTest
    corpus: Corpus

    def components(self, name: str) -> list[dict[str, Any]]:
        """The data of each mounted `footnote_<name>`, in order."""
        return [json.loads(element.proto.json) for element in self._mounted(name)]

    def click(self, name: str, event: str, value: object, *, position: int = -1) -> None:
        """Report `value` as the browser does when something in the component is clicked."""
        proto = self._mounted(name)[position].proto
        states = self.test._tree.get_widget_states()
        payload = json.dumps([{"event": event, "value": value}])
        states.widgets.append(
            WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events", json_trigger_value=payload)
        )
        self.test._run(states)

    def finish(self) -> None:
        """Wait for the run of adding that goes on, and draw the page as it is afterwards."""
        run = adding.current()
        assert run and run.wait(20)
        self.test.run()

    def ask(self, question: str) -> None:
        self.test.chat_input[0].set_value(question).run()

    @property
    def texts(self) -> str:
        """All that Streamlit's own elements say."""
        kinds = ("markdown", "caption", "text", "error", "warning", "success", "info", "title", "subheader", "button")
        return "\n".join(
            str(getattr(element, "label", None) or element.value) for kind in kinds for element in self.test.get(kind)
        )

    def _mounted(self, name: str) -> list[Any]:
        elements = self.test.get("bidi_component")
        return [element for element in elements if element.proto.component_name == f"footnote_{name}"]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    """An empty corpus, which is also the one the app opens."""
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(resources, "Corpus", lambda settings: Corpus(settings, embedder=HashEmbedder()))
    monkeypatch.setattr(resources, "QuestionAnswerer", QuotingAnswerer)
    st.cache_resource.clear()
    with Corpus(CorpusSettings(), embedder=HashEmbedder()) as opened:
        yield opened
    st.cache_resource.clear()


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    """The corpus with two articles."""
    ingest(corpus, [RawDocument("ferry.txt", FERRY), RawDocument("bridge.txt", BRIDGE)])
    return corpus


def revised(corpus: Corpus) -> tuple[Article, Article]:
    """The two versions of an article whose file was changed between two runs, the old and the new."""
    later = FERRY + b"\nOn Friday the company appealed.\n"
    for data in (FERRY, later):
        ingest(corpus, [RawDocument("/news/ferry.txt", data, is_place=True)])
    (new,) = corpus.catalogue.articles()
    old = corpus.catalogue.stories.versions(new.article_id)[0].article_id
    return corpus.catalogue.article(old), new


@pytest.fixture
def open_app(corpus: Corpus) -> Callable[..., App]:
    """Opens the app on its first page, or on the page that the given function draws."""

    def open_page(page: Callable[[], None] | None = None) -> App:
        if page is None:
            test = AppTest.from_file(str(Path(resources.__file__).with_name("app.py")), default_timeout=20)
        else:
            test = AppTest.from_function(page, default_timeout=20)
        return App(test.run(), corpus)

    return open_page
