"""A run that embeds everything anew, killed at any point: nothing is lost or mixed, and the next one goes on."""

import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from corpus import Corpus, reembedding
from corpus.reembedding import reembed
from tests.corpus.making import RAIN
from tests.corpus.reembedded import TEXTS, filled, finds, holds_vectors_of, new_embedder, opened, rows
from tests.fakes import HashEmbedder


@pytest.fixture
def home(corpus: Corpus) -> Path:
    """A data folder with three articles of the old embedder."""
    return filled(corpus)


def killed_at(home: Path, function: str, line: int) -> bool:
    """Run in a process of its own that is killed at its `line`-th line in `function`; False where it ends before."""
    child = os.fork()
    if child == 0:
        sys.settrace(_killing_at(function, line))
        corpus = opened(home)
        corpus.catch_up = lambda *_: True  # type: ignore[method-assign]
        reembed(corpus)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _killing_at(function: str, line: int) -> Callable[[FrameType, str, Any], Any]:
    left = line

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        if frame.f_code.co_filename != reembedding.__file__ or function not in ("", frame.f_code.co_name):
            return None
        left -= event == "line"
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


ANYWHERE = [("", line) for line in sorted(random.Random(4).sample(range(320), 14))]
IN_THE_EXCHANGE = [("_exchange", line) for line in range(14)]


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize(("function", "line"), ANYWHERE + IN_THE_EXCHANGE)
def test_killed_run_leaves_the_vectors_of_one_embedder_and_is_gone_on_with(
    home: Path, function: str, line: int
) -> None:
    assert killed_at(home, function, line)
    [(name,)] = rows(home, "SELECT value FROM facts WHERE name = 'embedder'")
    [(there,)] = rows(home, "SELECT count(*) FROM new_vectors")
    with opened(home, HashEmbedder() if name == "hash-64" else new_embedder()) as corpus:
        assert finds(corpus, RAIN)
        assert holds_vectors_of(corpus, HashEmbedder() if name == "hash-64" else new_embedder())
    embedder = new_embedder()
    with opened(home, embedder) as corpus:
        assert not reembed(corpus).interrupted
        assert len(embedder.texts) == TEXTS - there
        assert holds_vectors_of(corpus, new_embedder())
