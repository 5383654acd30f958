"""A second look at the first passages: a cross-encoder reads each together with the question.

    reranker = reranker_of(settings, cache)              None where FOOTNOTE_RERANKER is empty
    passages = reranker.rerank(question, passages)       the same passages, ranked anew

A cross-encoder sees question and passage at once, and so tells better than two vectors
whether the one answers the other; but it computes anew for each question, so it reads only
the first candidates, and as many as a budget of time allows. What it did not read stays
below, in its order. What it says is mixed with the score of the first stage.

How much is read depends on how fast the computer is at that moment: with a budget that
cuts, the same question asked twice may be ranked by more candidates or fewer.

A model that fails while a question is asked costs nothing but its say: the passages stay as
they were, and the log tells. One that cannot be loaded is an error, since the reader set it.

Knows nothing about how passages were found, nor how a model computes; that is
`corpus.onnx_embedding` and `corpus.torch_embedding`.
"""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import Protocol

from corpus.logs import event
from corpus.storing import embedded_text
from qa.answer import ScoredPassage
from qa.errors import ModelNotAvailable
from qa.settings import DEFAULT_RERANK_SECONDS, DEFAULT_RERANK_WEIGHT, QASettings

MAX_READ = 50  # the first stage scores no more candidates by everything it knows
# Pairs at once. A model as large as MiniLM with 6 layers, in eight bits on two busy cores, took as long a pair in
# batches of 4 (68 ms) as of 8 (77), 16 (74) and 50 (66): small ones cost nothing, and the budget is kept closely.
BATCH = 4
# For so long a model that could not be loaded is not tried again, and each question gets the same error at once: a
# hub's name that cannot be reached took 56 s to fail.
RETRY_SECONDS = 60.0
TRIAL = ("When was the bridge opened?", "The bridge was opened in May.")
STAGE = "reranked"


class Reranker(Protocol):
    """Anything that ranks passages anew by reading them with the question."""

    def rerank(self, question: str, passages: list[ScoredPassage]) -> list[ScoredPassage]:
        """The same passages, best first; their scores are comparable with each other only."""
        ...


class Pairs(Protocol):
    """A cross-encoder: for each pair of question and text one number, higher where the text answers."""

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Iterable[float]: ...


class CrossEncoderReranker:
    """Any cross-encoder of sentence-transformers, by its folder or name; loads on first use, safe to share.

    Loading does not count as part of `seconds`, waiting for another question's batch does.
    `weight` is what the model's say counts: 0 leaves the order as it was, 1 forgets the first stage.
    """

    def __init__(
        self,
        name: str,
        *,
        cache: Path | None = None,
        seconds: float = DEFAULT_RERANK_SECONDS,
        weight: float = DEFAULT_RERANK_WEIGHT,
        load: Callable[[str, Path | None], Pairs] | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._name, self._cache = name, cache
        self._seconds, self._weight = seconds, weight
        self._load, self._clock = load or load_pairs, clock
        self._pairs: Pairs | None = None
        self._problem, self._again_at = "", -math.inf
        self._loading = Lock()
        self._turn = Lock()  # PyTorch's tokenizers fail when shared, and two at once would make each seem slow

    def rerank(self, question: str, passages: list[ScoredPassage]) -> list[ScoredPassage]:
        """The same passages, ranked anew; as they were where the model fails or has no time.

        Raises: ModelNotAvailable where the model cannot be loaded.
        """
        if len(passages) < 2:
            return passages
        pairs = self._loaded()
        try:
            scores = self._scores(pairs, [(question, embedded_text(item.passage)) for item in passages[:MAX_READ]])
        except Exception as error:  # PyTorch and ONNX Runtime have errors of their own, and memory may run out
            event("rerank.failed", {"error": type(error).__name__, "passages": len(passages)}, level="warning")
            return passages
        event("rerank.done", {"passages": len(passages), "read": len(scores)}, level="debug")
        return mixed(passages, scores, self._weight)

    def warm(self) -> None:
        """Load the model now, so that the first question does not wait for it; ModelNotAvailable where it cannot."""
        self._loaded()

    def _loaded(self) -> Pairs:
        with self._loading:
            if self._pairs is None:
                if self._clock() < self._again_at:
                    raise ModelNotAvailable(self._problem)
                try:
                    self._pairs = self._load(self._name, self._cache)
                except ModelNotAvailable as error:
                    self._problem, self._again_at = str(error), self._clock() + RETRY_SECONDS
                    raise
            return self._pairs

    def _scores(self, model: Pairs, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """One score for each of the first pairs, as many as there is time for; the first batch is always read.

        No batch is larger than all before it together, by whose speed its own is foretold.
        """
        end = self._clock() + self._seconds
        scores: list[float] = []
        spent, size = 0.0, BATCH
        while size and self._turn.acquire(timeout=max(0.0, end - self._clock())):
            try:
                began = self._clock()
                scores += _checked(model, pairs[len(scores) : len(scores) + size])
                now = self._clock()
            finally:
                self._turn.release()
            spent += now - began
            size, left = min(len(pairs) - len(scores), len(scores)), max(0.0, end - now)
            if spent * size > left * len(scores):  # too many at the pace so far: as many batches as fit
                size = int(left * len(scores) / spent) // BATCH * BATCH
        return scores


def mixed(passages: list[ScoredPassage], scores: Sequence[float], weight: float) -> list[ScoredPassage]:
    """The passages with the model's `scores`, which the first of them have, mixed in; the others below, as they were.

    Both scores are stretched to reach from 0 to 1 over the passages that were read. The
    mixture takes up the range that their first scores had, so that it stays above those that
    were not read, and so that what reads scores later finds them in the size it knows. Equal
    ones keep their order.
    """
    if len(scores) < 2:
        return passages
    read = passages[: len(scores)]
    first = [item.score for item in read]
    low, high = min(first), max(first)
    shares = zip(_stretched(first), _stretched(scores), strict=True)
    mixture = [(1 - weight) * found + weight * said for found, said in shares]
    order = sorted(range(len(read)), key=lambda row: -mixture[row])
    ranked = [replace(read[row], score=low + mixture[row] * (high - low)) for row in order] + passages[len(read) :]
    return [replace(item, rank=rank, stage=STAGE) for rank, item in enumerate(ranked, start=1)]


def reranker_of(settings: QASettings, cache: Path | None = None) -> CrossEncoderReranker | None:
    """The reranker that the settings name, not loaded yet; None where they name none."""
    if not settings.reranker:
        return None
    return CrossEncoderReranker(
        settings.reranker, cache=cache, seconds=settings.rerank_seconds, weight=settings.rerank_weight
    )


def load_pairs(name: str, cache: Path | None = None) -> Pairs:
    """The cross-encoder of a folder, by ONNX Runtime where that is faster and as good, or of a hub's name.

    Raises: ModelNotAvailable where there is none, it is damaged, or no cross-encoder.
    """
    folder = Path(name).expanduser()
    if not folder.is_dir() and (folder.is_absolute() or name.startswith((".", "~"))):
        raise ModelNotAvailable(f"there is no folder {name!r} with a reranker; {_WAYS_ON}")
    try:
        is_unfit = folder.is_dir() and not _is_cross_encoder(folder)
        pairs = None if is_unfit else _by_onnx(folder, cache) or _by_torch(folder)
    except Exception as error:  # the libraries raise whatever their parts raise
        raise ModelNotAvailable(f"the reranker {name!r} cannot be loaded ({error}); {_WAYS_ON}") from error
    if pairs is None:
        raise ModelNotAvailable(f"the model {name!r} gives no score to a question and a text; {_WAYS_ON}")
    return pairs


_WAYS_ON = (
    "set FOOTNOTE_RERANKER to a cross-encoder's folder or to a name that can be reached, or remove it to do without"
)


def _by_onnx(folder: Path, cache: Path | None) -> Pairs | None:
    """None for a hub's name, and where PyTorch is to be used."""
    from corpus.onnx_embedding import OnnxPairs
    from corpus.quantizing import exported

    file = exported(folder, kind="cross-encoder", cache=cache) if folder.is_dir() else None
    try:
        return _tried(OnnxPairs(file, folder)) if file else None
    except Exception as error:  # ONNX Runtime has errors of its own; PyTorch does the same more slowly
        event("engine.not_loaded", {"error": type(error).__name__}, level="warning")
        return None


def _by_torch(folder: Path) -> Pairs:
    from corpus.torch_embedding import TorchPairs

    return _tried(TorchPairs(folder))


def _tried(model: Pairs) -> Pairs:
    """The model, which has shown that it computes; its first pair takes longer than others, and no budget pays it."""
    _checked(model, [TRIAL])
    return model


def _checked(model: Pairs, pairs: Sequence[tuple[str, str]]) -> list[float]:
    scores = [float(score) for score in model.scores(pairs)]
    if len(scores) != len(pairs) or not all(map(math.isfinite, scores)):
        raise ValueError(f"the reranker gave {len(scores)} scores for {len(pairs)} pairs, or some are no numbers")
    return scores


def _stretched(scores: Sequence[float]) -> list[float]:
    low, high = min(scores), max(scores)
    return [(score - low) / (high - low) if high > low else 0.0 for score in scores]


def _is_cross_encoder(folder: Path) -> bool:
    """Whether the model in the folder was made to give a pair one score.

    Without this an embedder would be given an output layer of random numbers, and rank by it.
    """
    own = folder / "config_sentence_transformers.json"
    if own.is_file() and "model_type" in (written := json.loads(own.read_text("utf-8"))):
        return bool(written["model_type"] == "CrossEncoder")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    kind = str((config.get("architectures") or [""])[0])
    # A configuration that names no labels means two.
    labels = config.get("num_labels") or len(config.get("id2label") or "ab")
    return kind.endswith("ForCausalLM") or (kind.endswith("ForSequenceClassification") and labels == 1)
