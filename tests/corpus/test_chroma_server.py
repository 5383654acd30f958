"""Whatever becomes of the Chroma server, every call ends in time, nothing is lost, and the index catches up."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from corpus import Corpus, CorpusSettings, IndexUnavailable
from corpus.breaking import Breaker
from corpus.catalog import Catalogue
from corpus.health import State
from corpus.serving import ASK_SECONDS, TELL_SECONDS, ServerIndex
from tests.corpus.chroma_server import (
    ChromaServer,
    Fault,
    FaultyServer,
    drips_its_body,
    drips_its_head,
    floods,
    hangs_up,
    lives_but,
    replies,
    silent,
    speaks_no_http,
)
from tests.corpus.clock import Clock
from tests.corpus.making import RAIN, RIVER, article, held, put, vector, whole
from tests.fakes import HashEmbedder

PAGE = b"<html><body>Welcome to nginx!</body></html>"
FAULTS: dict[str, tuple[Fault, str]] = {
    "silent": (silent, "did not answer within 1 seconds"),
    "drips its head": (drips_its_head, "did not answer within 1 seconds"),
    "drips its body": (drips_its_body, "did not answer within 1 seconds"),
    "floods": (floods, "larger than the limit"),
    "hangs up": (hangs_up, "the connection ended early"),
    "speaks no HTTP": (speaks_no_http, "cannot be used"),
    "is another server": (replies(PAGE, kind="text/html"), "it answers, but not as a Chroma server does"),
    "answers nothing": (replies(b"null"), "it answers, but not as a Chroma server does"),
    "lives but is silent": (lives_but(silent), "did not answer within 1 seconds"),
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    with ChromaServer(tmp_path / "chroma") as started:
        yield started


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls have a second each, so that tests of those that are late are not."""
    monkeypatch.setattr("corpus.serving.ASK_SECONDS", 1.0)
    monkeypatch.setattr("corpus.serving.TELL_SECONDS", 1.0)


@pytest.fixture
def index(server: ChromaServer, tmp_path: Path, clock: Clock, request: pytest.FixtureRequest) -> Iterator[ServerIndex]:
    """Holds one passage; brief only from then on, since loading Chroma takes seconds. Its pauses pass on `clock`."""
    made = ServerIndex(server.url, "footnote-kept", breaker=Breaker(clock=clock))
    tell(made)
    made.verify(catalogue_of_one(tmp_path))
    request.getfixturevalue("brief")
    yield made
    made.close()


def catalogue_of_one(folder: Path) -> Catalogue:
    """A catalogue whose index was told of the rain."""
    with Corpus(CorpusSettings(home=folder / "told"), embedder=HashEmbedder()) as corpus:
        if not corpus.catalogue.counts()[1]:
            put(corpus, RAIN)
            corpus.catalogue.settle(corpus.catalogue.pending(1))
        return corpus.catalogue


def tell(index: ServerIndex, text: str = RAIN) -> None:
    index.upsert([whole(article(text))], vector(text)[np.newaxis])


def failure(call: Callable[[], object]) -> tuple[str, float]:
    """The message that the call fails with, and how long that took."""
    began = time.monotonic()
    with pytest.raises(IndexUnavailable) as caught:
        call()
    return str(caught.value), time.monotonic() - began


def late_threads() -> list[Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "asking Chroma"]


def wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while not is_so() and time.monotonic() < ends:
        time.sleep(0.05)
    return is_so()


# A server that misbehaves from the start


def test_search_that_waits_for_a_late_call_ends_within_ten_seconds_as_well() -> None:
    assert ASK_SECONDS + TELL_SECONDS < 10


@pytest.mark.parametrize("name", FAULTS)
def test_call_to_a_server_that_misbehaves_fails_in_time_and_leaves_no_thread(name: str, brief: None) -> None:
    fault, said = FAULTS[name]
    with FaultyServer(fault) as faulty:
        message, took = failure(ServerIndex(faulty.url, "footnote-kept").count)
        assert said in message
        assert faulty.url in message
        assert took < 2
        assert wait_until(lambda: not late_threads(), 5)


def test_call_to_a_port_where_nothing_listens_fails_soon(server: ChromaServer) -> None:
    server.kill()
    message, took = failure(ServerIndex(server.url, "footnote-kept").count)
    assert "cannot be used (the server refused the connection)" in message
    assert took < 2


def test_server_that_failed_is_left_alone_and_then_tried_once(brief: None, clock: Clock) -> None:
    with FaultyServer(hangs_up) as faulty:
        index = ServerIndex(faulty.url, "footnote-kept", breaker=Breaker(clock=clock))
        failure(index.count)
        asked = faulty.accepted
        message, took = failure(index.count)
        assert ("failed and is asked again in 1 s" in message, faulty.accepted) == (True, asked)
        assert took < 0.1
        clock.now += 1
        failure(index.count)
        assert faulty.accepted > asked
        assert index.seconds_left() == 2


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://127.0.0.1:8000", "http://127.0.0.1:many", "localhost", ""])
def test_setting_that_is_no_web_address_is_said_to_be_none(url: str) -> None:
    message, _ = failure(ServerIndex(url, "footnote-kept").count)
    assert "it is not an address like http://127.0.0.1:8000" in message


def test_password_in_the_address_is_in_no_message(server: ChromaServer, brief: None) -> None:
    with FaultyServer(hangs_up) as faulty:
        index = ServerIndex(faulty.url.replace("//", "//reader:hush-hush@"), "footnote-kept")
        messages = [failure(index.count)[0] for _ in range(2)]
    assert [faulty.url in message for message in messages] == [True, True]
    assert not any("hush-hush" in message or "reader" in message for message in messages)


# A server that fails after it was well


def test_call_to_a_halted_server_fails_in_time_and_leaves_no_thread(server: ChromaServer, index: ServerIndex) -> None:
    server.halt()
    for call in (lambda: index.search(vector(RAIN), 1), index.count):
        message, took = failure(call)
        assert took < 2
    assert "failed and is asked again in" in message
    assert wait_until(lambda: not late_threads(), TELL_SECONDS + 2)


def test_halted_server_that_goes_on_is_used_again(
    server: ChromaServer, index: ServerIndex, clock: Clock, tmp_path: Path
) -> None:
    server.halt()
    message, _ = failure(lambda: tell(index, RIVER))
    assert "did not answer within 1 seconds" in message
    server.go_on()
    clock.now += 1
    assert not index.is_verified
    index.verify(catalogue_of_one(tmp_path))
    assert index.search(vector(RAIN), 1)[0][0] == whole(article(RAIN)).passage_id


def test_killed_server_that_is_started_again_is_used_again_after_a_comparison(
    server: ChromaServer, index: ServerIndex, clock: Clock, tmp_path: Path
) -> None:
    server.kill()
    failure(index.count)
    server.start()
    clock.now += 1
    assert index.count() == 1
    assert "has yet to be compared" in failure(lambda: index.search(vector(RAIN), 1))[0]
    assert index.verify(catalogue_of_one(tmp_path)) == ()
    assert len(index.search(vector(RAIN), 1)) == 1


def test_time_limit_of_chromas_own_client_can_be_set(index: ServerIndex) -> None:
    """It is private to chromadb; where a new version moves it, late threads would stay for ever."""
    session = index._index._client._server._session  # type: ignore[union-attr]
    assert (session.timeout.read, session.timeout.connect, session.is_closed) == (TELL_SECONDS, TELL_SECONDS, False)


# A whole corpus


@pytest.mark.slow
def test_corpus_loses_nothing_while_its_server_is_killed_and_started_again(
    server: ChromaServer, tmp_path: Path
) -> None:
    settings = CorpusSettings(home=tmp_path / "home", chroma_url=server.url, min_free_bytes=0)
    took: list[float] = []
    stored: list[str] = []
    missed: list[str] = []
    is_over = threading.Event()

    def add(corpus: Corpus) -> None:
        while not is_over.is_set():
            text = f"Ferry number {len(stored)} left quay {len(stored) * 7919} with mail."
            began = time.monotonic()
            put(corpus, text)
            took.append(time.monotonic() - began)
            stored.append(text)
            is_over.wait(0.02)

    def ask(corpus: Corpus) -> None:
        while not is_over.wait(0.01):
            for text in stored[-1:]:
                began = time.monotonic()
                found = corpus.search_dense(vector(text), 3)
                took.append(time.monotonic() - began)
                missed.extend([] if found and found[0][1] > 0.99 else [text])

    with Corpus(settings, embedder=HashEmbedder()) as corpus:
        corpus.keep_index()
        threads = [Thread(target=work, args=[corpus]) for work in (add, ask)]
        for thread in threads:
            thread.start()
        for interrupt in (server.kill, server.kill, server.halt):
            assert wait_until(lambda: corpus.health().state is State.READY, 30)
            time.sleep(1)
            interrupt()
            assert wait_until(lambda: corpus.health().state is State.UNREACHABLE, 30)
            server.go_on() if interrupt == server.halt else server.start()
        is_over.set()
        for thread in threads:
            thread.join()
        assert wait_until(lambda: corpus.health().state is State.READY and not corpus.health().pending, 90)
        assert held(corpus) == {whole(article(text)).passage_id for text in stored}
    assert (len(stored) > 50, missed) == (True, [])
    assert max(took) < 10
