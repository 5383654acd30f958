"""When another way of computing may take PyTorch's place: as near neighbours, and sooner."""

from pathlib import Path

import numpy as np
import pytest

from corpus import proving
from corpus.embedding import Vectors
from corpus.proving import HEADLINES, SENTENCES, agreement, decide

# Best 0.9, middle of (0.9, 0.85, 0.5, 0.4, 0.1) 0.5: as near is what has at least 0.86
EXACT = np.array([[0.9, 0.85, 0.5, 0.4, 0.1]] * 4)


def choosing(*columns: int) -> Vectors:
    """Scores that are highest in these columns, row by row."""
    return np.eye(5, dtype=np.float32)[list(columns)]


def test_same_neighbours_agree() -> None:
    assert agreement(EXACT, EXACT) == 1
    assert agreement(EXACT, choosing(0, 0, 0, 0)) == 1


def test_neighbour_that_is_further_counts_as_another() -> None:
    assert agreement(EXACT, choosing(0, 0, 1, 4)) == 0.5


def test_neighbour_that_is_nearly_tied_is_as_near() -> None:
    tied = np.array([[0.9, 0.87, 0.5, 0.4, 0.1]] * 4)
    assert agreement(tied, choosing(0, 0, 1, 4)) == 0.75


def test_there_are_sixty_different_sentences_of_fifteen_kinds() -> None:
    assert (len(SENTENCES), len(set(SENTENCES)), len(HEADLINES)) == (60, 60, 15)
    assert set(HEADLINES) < set(SENTENCES)


def test_cross_encoder_is_given_each_headline_with_its_own_kind_first() -> None:
    pairs = list(proving._pairs())
    assert len(pairs) == 15 * 12
    assert pairs[12:15] == [(SENTENCES[4], SENTENCES[5]), (SENTENCES[4], SENTENCES[6]), (SENTENCES[4], SENTENCES[7])]
    assert all(headline != sentence for headline, sentence in pairs)


def decided(
    monkeypatch: pytest.MonkeyPatch, *, scores: dict[str, Vectors], seconds: dict[str, float]
) -> dict[str, object]:
    """The decision between ways of computing with these scores, on a clock that each moves by its seconds."""
    now = [0.0]

    def computing(engine: str) -> proving.Compute:
        def compute() -> Vectors:
            now[0] += seconds[engine]
            return scores[engine]

        return compute

    monkeypatch.setattr(proving.time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(proving, "_by_torch", lambda *_: computing("torch"))
    monkeypatch.setattr(proving, "_by_onnx", lambda _, __, file: computing(file.stem))
    return decide(Path("model"), "embedder", {engine: Path(f"{engine}.onnx") for engine in scores if engine != "torch"})


SAME, OTHER = choosing(0, 0, 0, 0), choosing(4, 4, 4, 4)


def test_fastest_with_the_same_neighbours_is_chosen_and_the_figures_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert decided(
        monkeypatch,
        scores={"torch": EXACT, "onnx-int8": SAME, "onnx-float32": SAME},
        seconds={"torch": 4, "onnx-int8": 1, "onnx-float32": 2},
    ) == {
        "engine": "onnx-int8",
        "same_neighbours": {"torch": 1.0, "onnx-int8": 1.0, "onnx-float32": 1.0},
        "seconds": {"torch": 4, "onnx-int8": 1, "onnx-float32": 2},
    }


def test_one_with_other_neighbours_is_not_chosen_however_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = decided(
        monkeypatch,
        scores={"torch": EXACT, "onnx-int8": OTHER, "onnx-float32": SAME},
        seconds={"torch": 4, "onnx-int8": 1, "onnx-float32": 2},
    )
    assert decision["engine"] == "onnx-float32"


def test_pytorch_is_kept_where_it_is_the_fastest(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = decided(
        monkeypatch,
        scores={"torch": EXACT, "onnx-int8": SAME, "onnx-float32": SAME},
        seconds={"torch": 1, "onnx-int8": 1.5, "onnx-float32": 2},
    )
    assert decision["engine"] == "torch"
