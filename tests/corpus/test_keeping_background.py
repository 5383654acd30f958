"""A thread keeps the index: it takes in what others add, ends when it is told to, and nobody waits for it."""

import os
import time
from collections.abc import Callable, Iterator

import pytest

from corpus import Corpus
from corpus.health import State
from tests.corpus.making import RAIN, article, held, pending, put
from tests.corpus.many import fill, opened, random_vectors


def eventually(is_so: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    return is_so()


@pytest.fixture
def kept(corpus: Corpus) -> Iterator[Corpus]:
    """A corpus whose index a thread keeps."""
    corpus.keep_index()
    assert eventually(lambda: corpus.health().state is State.READY)
    yield corpus


def test_thread_takes_in_what_another_process_adds(kept: Corpus) -> None:
    with opened(kept.settings.home) as other:
        (rain,) = put(other, RAIN)
        assert other.catch_up() is False
        assert other.health().state is State.WAITING
        assert f"process {os.getpid()} " in other.health().words
    assert eventually(lambda: pending(kept.catalogue) == ([], []))
    assert held(kept) == {rain}
    assert kept.health().state is State.READY


def test_thread_drops_what_another_process_removes(kept: Corpus) -> None:
    put(kept, RAIN)
    assert kept.catch_up()
    assert eventually(lambda: held(kept) != set())
    with opened(kept.settings.home) as other:
        other.remove(article(RAIN).article_id)
    assert eventually(lambda: held(kept) == set())


def test_thread_takes_the_index_over_when_its_owner_ends(corpus: Corpus) -> None:
    assert corpus.rebuild()
    (rain,) = put(corpus, RAIN)
    with opened(corpus.settings.home) as other:
        other.keep_index()
        assert eventually(lambda: other.health().state is State.WAITING)
        corpus.close()
        assert eventually(lambda: other.health().state is State.READY)
        assert held(other) == {rain}


def test_closing_ends_the_thread_in_the_middle_of_its_work_and_the_next_one_goes_on(corpus: Corpus) -> None:
    vectors = random_vectors(3_000)
    ids = fill(corpus, vectors)
    corpus.keep_index()
    assert eventually(lambda: len(pending(corpus.catalogue, 3_000)[0]) < 3_000)
    started = time.monotonic()
    corpus.close()
    assert time.monotonic() - started < 3
    left = len(pending(corpus.catalogue, 3_000)[0])
    assert 0 < left < 3_000
    with opened(corpus.settings.home) as again:
        assert again.catch_up()
        assert held(again) == set(ids)


def test_search_does_not_wait_while_the_index_is_filled(corpus: Corpus) -> None:
    vectors = random_vectors(3_000)
    ids = fill(corpus, vectors)
    corpus.search_dense(vectors[0], 1)
    corpus.keep_index()
    slowest, row = 0.0, 0
    while corpus.health().state is not State.READY:
        started = time.monotonic()
        assert corpus.search_dense(vectors[row % 3_000], 1)[0][0] == ids[row % 3_000]
        slowest = max(slowest, time.monotonic() - started)
        row += 37
    assert row > 370
    assert slowest < 2  # a busy machine's; alone 0.2
