"""The models load in the background; what goes wrong there is kept for the sidebar."""

import logging
import time
from collections.abc import Callable
from threading import Event as Flag

import pytest

from corpus import Corpus
from qa import ModelNotAvailable, ScoredPassage
from tests.ui.conftest import App
from tests.ui.fakes import QuotingAnswerer
from ui import resources
from ui.resources import Step, Warming


def finished(warming: Warming) -> Warming:
    assert warming._done.wait(5)
    return warming


def test_warming_does_not_wait_for_the_models(corpus: Corpus) -> None:
    go_on = Flag()

    class Slow(QuotingAnswerer):
        def warm(self) -> None:
            go_on.wait(5)

    warming = Warming(Slow(corpus))
    assert not warming.is_done
    go_on.set()
    assert finished(warming).is_done


def test_search_is_made_ready_before_the_model_and_each_step_is_told(corpus: Corpus) -> None:
    came: list[tuple[str, Step]] = []
    go_on = Flag()

    class Noting(QuotingAnswerer):
        def search(self, question: str, k: int) -> list[ScoredPassage]:
            go_on.wait(5)
            came.append(("search", warming.step))
            return []

        def warm(self) -> None:
            came.append(("warm", warming.step))

    warming = Warming(Noting(corpus))
    go_on.set()
    assert finished(warming).step is Step.DONE
    assert came == [("search", Step.SEARCH), ("warm", Step.MODEL)]


def test_sidebar_says_what_is_made_ready_until_it_is(
    open_app: Callable[[], App], filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Flag()
    monkeypatch.setattr(QuotingAnswerer, "warm", lambda self: go_on.wait(20))
    app = open_app()
    while resources.warming().step is Step.SEARCH:
        time.sleep(0.01)
    app.test.run()
    assert "Loading the language model… You can ask already." in app.texts
    go_on.set()
    finished(resources.warming())
    app.test.run()
    assert "Loading" not in app.texts


def test_question_asked_while_the_model_loads_is_answered(
    open_app: Callable[[], App], filled: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Flag()
    monkeypatch.setattr(QuotingAnswerer, "warm", lambda self: go_on.wait(20))
    app = open_app()
    app.ask("Who was fined 2.4 million florins?")
    assert app.components("exchange")[-1]["sentences"]
    assert not resources.warming().is_done
    go_on.set()


def test_expected_problem_is_kept_as_its_message(corpus: Corpus) -> None:
    class Missing(QuotingAnswerer):
        def warm(self) -> None:
            raise ModelNotAvailable("no model file; run `make setup`")

    assert finished(Warming(Missing(corpus))).problem == "no model file; run `make setup`"


def test_unexpected_problem_is_logged(corpus: Corpus, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(QuotingAnswerer):
        def warm(self) -> None:
            raise RuntimeError("secret")

    with caplog.at_level(logging.ERROR):
        assert finished(Warming(Broken(corpus))).problem == ""
    assert "RuntimeError: secret" in caplog.text
