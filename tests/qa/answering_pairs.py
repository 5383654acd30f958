"""Deterministic stand-ins for a cross-encoder, which say at once what a test can foretell; and passages for them."""

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import ScoredPassage
from tests.corpus.clock import Clock
from tests.qa.making import scored


class SayingLength:
    """A model for which the longest text answers best; each pair takes it `seconds` of the clock's time."""

    def __init__(self, clock: Clock | None = None, seconds: float = 0.0) -> None:
        self._clock, self._seconds = clock or Clock(), seconds
        self.batches: list[int] = []
        self.pairs: list[tuple[str, str]] = []

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.batches.append(len(pairs))
        self.pairs += pairs
        self._clock.sleep(self._seconds * len(pairs))
        return [float(len(text)) for _, text in pairs]


class Saying:
    """A model that gives what it was told to give."""

    def __init__(self, *scores: float) -> None:
        self._scores = scores

    def scores(self, pairs: Sequence[tuple[str, str]]) -> tuple[float, ...]:
        return self._scores


class Failing:
    """A model that computes one batch and fails, as often as it is asked, at the second."""

    def __init__(self, error: BaseException) -> None:
        self._error, self._asked = error, 0

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self._asked += 1
        if self._asked % 2 == 0:
            raise self._error
        return [1.0] * len(pairs)


def passages(count: int) -> list[ScoredPassage]:
    """As many, each a letter longer than the one before, the first with the score 1.0 and each 1/64 less."""
    return [
        replace(scored("x" * rank, rank=rank, article_id=f"a{rank}"), score=1 - (rank - 1) / 64)
        for rank in range(1, count + 1)
    ]


def lengths(ranking: Sequence[ScoredPassage]) -> list[int]:
    return [len(item.passage.text) for item in ranking]
