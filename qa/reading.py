"""The reader: a small network that finds the words of a window that answer a question, and says where there are none.

    reader = Reader()                                   the packaged weights, in half a second
    reader.read("Who opened it?", [Window(text="The mayor, Ana Pires, opened it.")])
        -> [Reading(span=11-20, support=6.1, answerable=0.97)]

Trained by `qa.training` from the packaged embedder's weights; `qa/reader/README.md` is its
model card. It runs on ONNX Runtime in eight bits, without PyTorch. Where its file is
missing or damaged, `packaged_reader` gives None, says so in the log, and questions are
answered without it.

Knows nothing about articles or how windows were found. What it says is a hint for ranking
and abstaining; that a quote is in the article is checked elsewhere.
"""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import Span
from corpus.languages import language_of
from corpus.logs import event
from qa.periods import written_day

FOLDER = Path(__file__).parent / "reader"
NAME = "footnote-reader"  # in place of a model's, where the answer is the reader's
MODEL, TOKENIZER, RECORD = "model.onnx", "tokenizer.json", "reader.json"
MAX_TOKENS = 320  # of question, header and window: a passage of 1,000 characters has 220 on average
MAX_ANSWER_TOKENS = 40
KEPT = 256  # windows; as many as a few questions read, since ranking and choosing look into the same ones

Scores = NDArray[np.float32]


class ReaderNotAvailable(Exception):
    """The reader's files are missing, damaged, or cannot be loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Some sentences of an article under its header; the answer is looked for within `focus`, or in them all."""

    text: str
    header: str = ""
    focus: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The likeliest answer in a window, `span` in its text, None where the focus holds no word.

    `support` is by how much these words are likelier than none (a logit, for ranking), and
    `answerable` the probability that the window answers at all. Where a claim was given for a
    question, `supported` is the probability that the window supports it, and the others mean nothing.
    """

    span: Span | None
    support: float
    answerable: float
    supported: float = 0.0


@dataclass(frozen=True, slots=True)
class Encoded:
    """Question and window as tokens; `offsets` count in the window's text, `window` are the tokens that stand in it."""

    ids: list[int]
    types: list[int]
    offsets: list[tuple[int, int]]
    window: list[int]


@dataclass(frozen=True, slots=True)
class _Scored:
    """What the network says of one window: of each token as a start and an end, of the window as a whole."""

    found: Encoded
    starts: Scores
    ends: Scores
    answers: float
    supports: float


class Reader:
    """Reads windows for a question; safe to share between threads, which compute side by side."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Raises: ReaderNotAvailable."""
        from corpus.onnx_embedding import opened, tokenizer_of

        record = _checked(folder)
        try:
            self._session = opened(folder / MODEL)
            self._tokenizer = tokenizer_of(folder, MAX_TOKENS)
        except Exception as error:  # ONNX Runtime and tokenizers have errors of their own
            raise ReaderNotAvailable(f"the reader in {str(folder)!r} cannot be loaded ({error})") from error
        self._scale, self._shift = float(record["scale"]), float(record["shift"])
        self._claim_scale, self._claim_shift = float(record["claim_scale"]), float(record["claim_shift"])
        self._scored = lru_cache(maxsize=KEPT)(self._score)

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """What each window says to the question, in their order; what was read last is not computed again."""
        from corpus.onnx_embedding import side_by_side

        texts = list(dict.fromkeys((window.header, window.text) for window in windows))
        scored = dict(zip(texts, side_by_side(lambda text: self._scored(question, *text), texts), strict=True))
        return [self._reading(window, scored[window.header, window.text]) for window in windows]

    def _score(self, question: str, header: str, text: str) -> "_Scored":
        found = encode(self._tokenizer, question, header, text)
        inside = np.zeros((1, len(found.ids)), dtype=np.float32)
        inside[0, [0, *found.window]] = 1.0
        feed = {"ids": np.array([found.ids]), "types": np.array([found.types]), "inside": inside}
        starts, ends, answers, supports = self._session.run(None, feed)
        return _Scored(found, starts[0], ends[0], float(answers[0]), float(supports[0]))

    def _reading(self, window: Window, scored: "_Scored") -> Reading:
        best = best_span(scored.found, scored.starts, scored.ends, window.focus)
        answerable = sigmoid(self._scale * scored.answers + self._shift)
        supported = sigmoid(self._claim_scale * scored.supports + self._claim_shift)
        if best is None:
            return Reading(span=None, support=-math.inf, answerable=answerable, supported=supported)
        first, last = best
        span = Span(start=scored.found.offsets[first][0], end=scored.found.offsets[last][1])
        support = float(scored.starts[first] + scored.ends[last] - scored.starts[0] - scored.ends[0])
        return Reading(span=span, support=support, answerable=answerable, supported=supported)


def packaged_reader() -> Reader | None:
    """The reader of the project, loaded once a process; None where its files will not do, which the log says."""
    return _packaged()[0]


def reader_problem() -> str:
    """Why there is no packaged reader, in words; empty where there is one."""
    return _packaged()[1]


@cache
def _packaged() -> tuple[Reader | None, str]:
    try:
        return Reader(FOLDER), ""
    except ReaderNotAvailable as error:
        event("reader.not_loaded", {"reason": str(error)}, level="warning")
        return None, str(error)


def no_reader() -> None:
    """For who goes without."""


def knows(*texts: str) -> bool:
    """Whether the reader can make something of texts: none is in another language than English."""
    return all(language_of(text) in ("en", None) for text in texts)


def sigmoid(log_odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-log_odds))


def logit(probability: float) -> float:
    """The log-odds of a probability, without infinities."""
    bounded = min(max(probability, 1e-7), 1 - 1e-7)
    return math.log(bounded / (1 - bounded))


def header_of(title: str | None, published: datetime | None) -> str:
    """What stands before a window: the article's title and day, as far as there are any."""
    day = written_day(published) if published else ""
    return " | ".join(filter(None, [title, day]))


def encode(tokenizer: Any, question: str, header: str, text: str) -> Encoded:
    """The tokens of a question and a headed window, as the reader was trained on them."""
    head = f"{header}\n" if header else ""
    made = tokenizer.encode(question, head + text)
    offsets = [(start - len(head), end - len(head)) for start, end in made.offsets]
    window = [
        at
        for at, (kind, (start, end)) in enumerate(zip(made.type_ids, offsets, strict=True))
        if kind == 1 and start >= 0 and end > start and not made.special_tokens_mask[at]
    ]
    return Encoded(list(made.ids), list(made.type_ids), offsets, window)


def best_span(found: Encoded, starts: Scores, ends: Scores, focus: Span | None) -> tuple[int, int] | None:
    """The first and last token of the likeliest answer within the focus; None where it has no token."""
    allowed = [
        at
        for at in found.window
        if focus is None or (focus.start <= found.offsets[at][0] and found.offsets[at][1] <= focus.end)
    ]
    if not allowed:
        return None
    low, high = allowed[0], allowed[-1] + 1  # the tokens of a focus follow each other
    sums = starts[low:high, None] + ends[None, low:high]
    apart = np.arange(high - low)[None, :] - np.arange(high - low)[:, None]
    sums = np.where((apart >= 0) & (apart < MAX_ANSWER_TOKENS), sums, -np.inf)
    first, last = np.unravel_index(int(np.argmax(sums)), sums.shape)
    return low + int(first), low + int(last)


def _checked(folder: Path) -> dict[str, Any]:
    """The record beside the files, whose digests they have."""
    try:
        record: dict[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))
        for name, known in record["sha256"].items():
            with (folder / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != known:
                    raise ReaderNotAvailable(
                        f"{name!r} in {str(folder)!r} is not the file that was made; fetch it anew"
                    )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReaderNotAvailable(f"there is no reader in {str(folder)!r} ({error})") from error
    return record
