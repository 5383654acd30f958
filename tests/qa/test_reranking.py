"""Reranking: how a model's say is mixed in, how much is read in the time there is, and what a failing model costs."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.log_lines import EVENTS
from qa.answer import Imprint, ScoredPassage
from qa.errors import ModelNotAvailable, QAError
from qa.reranking import CrossEncoderReranker, mixed, reranker_of
from qa.settings import QASettings
from tests.corpus.clock import Clock
from tests.qa.answering_pairs import Failing, Saying, SayingLength, lengths, passages
from tests.qa.making import scored

QUESTION = "When was the bridge opened?"


def reranker(model: object, clock: Clock | None = None, *, seconds: float = 1.0) -> CrossEncoderReranker:
    return CrossEncoderReranker("any", seconds=seconds, load=lambda name, cache: model, clock=clock or Clock())


@pytest.fixture
def events(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What is logged at the level `warning`, which otherwise goes to the log's file and nowhere else."""
    logging.getLogger(EVENTS).addHandler(caplog.handler)
    yield caplog
    logging.getLogger(EVENTS).removeHandler(caplog.handler)


# Mixing


@pytest.mark.parametrize(
    ("weight", "order", "scores"),
    [
        (0.0, ["first", "second", "third"], [0.9, 0.7, 0.5]),
        (0.5, ["second", "first", "third"], [0.8, 0.7, 0.6]),
        (1.0, ["second", "third", "first"], [0.9, 0.7, 0.5]),
    ],
)
def test_models_say_counts_by_its_weight(weight: float, order: list[str], scores: list[float]) -> None:
    found = [replace(scored(text), score=score) for text, score in (("first", 0.9), ("second", 0.7), ("third", 0.5))]
    ranking = mixed(found, [-4.0, 6.0, 1.0], weight)
    assert [item.passage.text for item in ranking] == order
    assert [item.score for item in ranking] == pytest.approx(scores)


def test_ranking_counts_anew_from_one_and_loses_nothing() -> None:
    found = [replace(item, imprint=Imprint(pages=(0, 40))) for item in passages(3)]
    ranking = mixed(found, [1.0, 2.0, 3.0], 1.0)
    assert [(item.rank, item.stage) for item in ranking] == [(1, "reranked"), (2, "reranked"), (3, "reranked")]
    assert [item.passage for item in ranking] == [item.passage for item in reversed(found)]
    assert {item.imprint.pages for item in ranking} == {(0, 40)}
    assert lengths(found) == [1, 2, 3]


def test_passages_that_were_not_read_keep_order_and_score_below_the_others() -> None:
    ranking = mixed(passages(5), [1.0, 2.0, 3.0], 1.0)
    assert lengths(ranking) == [3, 2, 1, 4, 5]
    assert [64 * item.score for item in ranking] == [64, 63, 62, 61, 60]
    assert [item.rank for item in ranking] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("weight", [0.5, 1.0])
def test_model_that_finds_all_alike_changes_no_order(weight: float) -> None:
    assert lengths(mixed(passages(4), [7.0] * 4, weight)) == [1, 2, 3, 4]


def test_model_decides_among_passages_that_the_first_stage_found_alike() -> None:
    alike = [replace(item, score=1.0) for item in passages(4)]
    assert lengths(mixed(alike, [1.0, 4.0, 2.0, 3.0], 0.5)) == [2, 4, 3, 1]


# What is read


def test_model_reads_the_question_with_each_passage_below_its_title() -> None:
    model = SayingLength()
    reranker(model).rerank(QUESTION, [scored("It opened in May.", title="A bridge"), scored("Cod.", title=None)])
    assert model.pairs == [(QUESTION, "A bridge\nIt opened in May."), (QUESTION, "Cod.")]


@pytest.mark.parametrize("found", [[], passages(1)])
def test_no_model_is_loaded_where_there_is_nothing_to_order(found: list[ScoredPassage]) -> None:
    assert CrossEncoderReranker("/nowhere").rerank(QUESTION, found) == found


@pytest.mark.parametrize(
    ("pair_seconds", "batches"),
    [
        (0.0, [4, 4, 8, 16, 18]),  # no time at all: fifty of the sixty
        (0.0625, [4, 4, 8]),  # sixteen fill the second exactly
        (0.075, [4, 4, 4]),  # after eight 0.4 s are left, for five pairs: one batch of four
        (0.2, [4]),  # after four 0.2 s are left, for one pair: no batch
        (9.0, [4]),  # the first batch alone is more than there is time for
    ],
)
def test_model_reads_as_many_whole_batches_as_there_is_time_for(pair_seconds: float, batches: list[int]) -> None:
    clock = Clock()
    model = SayingLength(clock, pair_seconds)
    ranking = reranker(model, clock).rerank(QUESTION, passages(60))
    assert model.batches == batches
    read = sum(batches)
    assert lengths(ranking)[read:] == list(range(read + 1, 61))
    assert sorted(lengths(ranking)[:read]) == list(range(1, read + 1))


def test_few_passages_are_read_in_full() -> None:
    model = SayingLength()
    reranker(model).rerank(QUESTION, passages(7))
    assert model.batches == [4, 3]


def test_loading_takes_nothing_from_the_time_to_read() -> None:
    clock, model = Clock(), SayingLength()

    def slowly(name: str, cache: Path | None) -> SayingLength:
        clock.sleep(30)
        return model

    CrossEncoderReranker("any", load=slowly, clock=clock).rerank(QUESTION, passages(8))
    assert model.batches == [4, 4]


# Failures


@pytest.mark.parametrize(
    "model",
    [Failing(RuntimeError("out of memory")), Failing(MemoryError()), Saying(1.0), Saying(1.0, 2.0, float("nan"), 4.0)],
)
def test_failing_model_leaves_the_passages_as_they_were(model: object, events: pytest.LogCaptureFixture) -> None:
    found = passages(8)
    assert reranker(model).rerank(QUESTION, found) == found
    assert events.messages == ["rerank.failed"]


def test_interrupt_goes_through_and_the_next_question_is_reranked() -> None:
    asked = reranker(Failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        asked.rerank(QUESTION, passages(8))
    assert {item.stage for item in asked.rerank(QUESTION, passages(4))} == {"reranked"}


def test_model_that_cannot_be_loaded_is_an_error_and_is_tried_again_after_a_minute() -> None:
    clock = Clock()
    tries: list[str] = []

    def at_last(name: str, cache: Path | None) -> SayingLength:
        tries.append(name)
        if len(tries) == 1:
            raise ModelNotAvailable("not yet")
        return SayingLength()

    asked = CrossEncoderReranker("mine", load=at_last, clock=clock)
    for _ in range(2):
        with pytest.raises(QAError, match="not yet"):
            asked.rerank(QUESTION, passages(2))
        clock.sleep(59)
    assert tries == ["mine"]
    clock.sleep(1)
    asked.warm()
    asked.rerank(QUESTION, passages(2))
    assert tries == ["mine", "mine"]


# Threads


def test_threads_load_once_and_compute_one_after_the_other() -> None:
    loaded: list[str] = []
    alone = threading.Lock()

    class Unshared(SayingLength):
        def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
            assert alone.acquire(blocking=False)
            try:
                return super().scores(pairs)
            finally:
                alone.release()

    model = Unshared()

    def slowly(name: str, cache: Path | None) -> Unshared:
        loaded.append(name)
        time.sleep(0.05)  # in which the other threads come as well
        return model

    shared = CrossEncoderReranker("any", seconds=30, weight=1, load=slowly)
    with ThreadPoolExecutor(8) as pool:
        rankings = list(pool.map(lambda _: shared.rerank(QUESTION, passages(9)), range(40)))
    assert [lengths(ranking) for ranking in rankings] == [[9, 8, 7, 6, 5, 4, 3, 2, 1]] * 40
    assert (loaded, len(model.pairs)) == (["any"], 360)


def test_question_that_waits_longer_than_its_time_goes_on_as_it_was() -> None:
    begun, goes_on = threading.Event(), threading.Event()

    class Waiting(SayingLength):
        def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
            begun.set()
            assert goes_on.wait(30)
            return super().scores(pairs)

    shared = CrossEncoderReranker("any", seconds=0.02, weight=1, load=lambda name, cache: Waiting())
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(shared.rerank, QUESTION, passages(4))
        assert begun.wait(30)
        assert shared.rerank(QUESTION, passages(4)) == passages(4)
        goes_on.set()
        assert lengths(first.result(30)) == [4, 3, 2, 1]


def test_there_is_no_reranker_unless_one_is_named(tmp_path: Path) -> None:
    assert reranker_of(QASettings()) is None
    named = reranker_of(QASettings(reranker=str(tmp_path / "gone")))
    assert named is not None
    with pytest.raises(ModelNotAvailable, match="FOOTNOTE_RERANKER"):
        named.warm()
