"""The models load in the background; what goes wrong there is kept for the sidebar."""

import logging
from threading import Event as Flag

import pytest

from corpus import Corpus
from qa import ModelNotAvailable
from tests.ui.fakes import QuotingAnswerer
from ui.resources import Warming


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
