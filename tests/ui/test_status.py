"""The line about the index says what it is doing, and the page follows what other processes add."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from corpus import Corpus, RawDocument, ingest
from corpus.health import Health, State
from tests.ui.conftest import BRIDGE, App
from ui import index_wording, resources, status
from ui.status import line_of, problems_line


@pytest.mark.parametrize(
    ("health", "line"),
    [
        (Health(state=State.IDLE, words="the index is not open"), "Opening the index…"),
        (
            Health(state=State.CHECKING, words="the index is compared with the catalogue"),
            "Checking the index… answers come from the catalogue meanwhile",
        ),
        (Health(state=State.REBUILDING, words="the index is made anew"), "Rebuilding the index…"),
        (
            Health(state=State.REBUILDING, words="", done=1200, total=10_000, pending=8_800),
            "Rebuilding the index, 1,200\u00a0of\u00a010,000",
        ),
        (Health(state=State.READY, words="the index is ready"), "Index ready"),
        (Health(state=State.READY, words="the index is ready", pending=1), "1 passage waiting to be indexed"),
        (Health(state=State.READY, words="the index is ready", pending=1200), "1,200 passages waiting to be indexed"),
        (
            Health(state=State.WAITING, words="process 4711 (python -m ui) keeps the index"),
            "Process 4711 (python -m ui) keeps the index.",
        ),
        (
            Health(state=State.UNREACHABLE, words="no answer", pending=3),
            "The Chroma server cannot be used; searching without it. No answer.",
        ),
        (
            Health(state=State.FAILED, words="the disk is full; free some space"),
            "The index cannot be used; searching without it. The disk is full; free some space.",
        ),
    ],
)
def test_line_says_how_the_index_is(health: Health, line: str) -> None:
    assert line_of(health) == line


def test_every_state_has_a_line() -> None:
    assert index_wording.LINES.keys() == set(State)


def test_problems_of_the_last_opening_are_told_and_kept_short() -> None:
    assert problems_line(Health(state=State.READY, words="", problems=())) == ""
    many = ("its files are gone", "x" * 500, "never seen")
    line = problems_line(Health(state=State.READY, words="", problems=many))
    assert line == f"It was made anew, because its files are gone, and {'x' * 119}…."


def with_health(monkeypatch: pytest.MonkeyPatch, health: Health) -> None:
    monkeypatch.setattr(Corpus, "health", lambda self: health)


def test_sidebar_shows_counts_and_the_index(
    open_app: Callable[..., App], filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_health(monkeypatch, Health(state=State.READY, words="", problems=("its files are gone",)))
    texts = open_app().texts
    assert "2 articles, 2 passages" in texts
    assert "Index ready" in texts
    assert "its files are gone" in texts


def test_what_the_index_says_is_shown_as_text(
    open_app: Callable[..., App], filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_health(monkeypatch, Health(state=State.FAILED, words="![](x) broke"))
    assert "\\!\\[\\]\\(x\\) broke" in open_app().texts


def test_page_follows_what_another_process_adds(open_app: Callable[..., App], filled: Corpus) -> None:
    app = open_app()
    assert "2 articles" in app.texts
    ingest(filled, [RawDocument("third.txt", BRIDGE.replace(b"318 million", b"320 million"))])
    app.test.run()
    assert "3 articles" in app.texts


def drawn_when_something_changes() -> None:
    import streamlit as st

    from ui import resources, status

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    catalogue = resources.corpus().catalogue
    if st.session_state["runs"] == 1:  # something is added between the drawing and the next look
        state = catalogue.state
        told = iter([(0, 0)])
        catalogue.state = lambda: next(told, None) or state()  # type: ignore[method-assign]
    status.draw()


def test_page_is_drawn_anew_once_when_the_articles_changed(filled: Corpus) -> None:
    test = AppTest.from_function(drawn_when_something_changes, default_timeout=20).run()
    assert not test.exception
    assert test.session_state["runs"] == 2


def test_page_is_left_alone_while_this_app_adds(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "_is_adding", lambda: True)
    test = AppTest.from_function(drawn_when_something_changes, default_timeout=20).run()
    assert test.session_state["runs"] == 1


def test_app_keeps_the_index_and_closes_it_when_it_is_let_go(
    open_app: Callable[..., App], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(Corpus, "keep_index", lambda self: done.append("kept"))
    monkeypatch.setattr(Corpus, "close", lambda self: done.append("closed"))
    resources._corpus.clear()
    open_app()
    assert done == ["kept"]
    resources._corpus.clear()
    assert done == ["kept", "closed"]
    monkeypatch.undo()
