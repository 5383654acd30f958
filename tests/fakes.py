"""Deterministic stand-ins for the models: `HashEmbedder` and `ScriptedGenerator`.

Both have the real interface (`corpus.Embedder`, `qa.generating.Generator`) and need no
weights, so that a test of ours never depends on what a model happens to say.
"""

import re
import zlib
from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.embedding import Vectors
from qa.allowance import Allowance
from qa.generating import Signal
from qa.prompting import Message, Style

DIMENSION = 64
STEM_LENGTH = 6  # "harbour" and "harbours" share their first six letters
WORD = re.compile(r"\w+")
CITED = re.compile(r"\{([^{}]+)\}")
SHOWN = re.compile(r"^\[([a-z]\d+)\] (.*)$", re.MULTILINE)
PIECE = re.compile(r"\S+\s*|\s+")


class HashEmbedder:
    """A text to the unit vector of its words' checksums: texts that share words are near.

    Counts what it is asked, so that a test can say what was not embedded again. Weights of
    its stems differ a little, so that two texts with equally many shared words do not tie.
    """

    def __init__(
        self,
        name: str = "hash-64",
        *,
        interrupt_at_call: int | None = None,
        weights: str = "hash",
        dimension: int = DIMENSION,
    ) -> None:
        self.name = name
        self.weights = weights
        self.dimension = dimension
        self.interrupt_at_call = interrupt_at_call
        self.calls = 0
        self.texts: list[str] = []
        self.queries: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        if self.calls == self.interrupt_at_call:
            raise KeyboardInterrupt
        self.texts += texts
        vectors = [_vector(text, self.dimension) for text in texts]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dimension)

    def embed_query(self, text: str) -> Vectors:
        self.queries.append(text)
        return _vector(text, self.dimension)


class ScriptedGenerator:
    """Streams the drafts it was given, one a call, word by word, and keeps the prompts it was shown.

    "{2.4 million florins}" in a draft becomes the id of the first sentence shown with these words.

    With `error` it fails with that once its drafts are used up; otherwise being asked more
    often than scripted fails the test.
    """

    def __init__(self, *drafts: str, style: Style = Style.FULL, error: Exception | None = None) -> None:
        self.name = "scripted"
        self.style = style
        self.prompts: list[list[Message]] = []
        self.allowances: list[Allowance | None] = []
        self._drafts = deque(drafts)
        self._error = error

    def stream(self, prompt: Sequence[Message], allowance: Allowance | None = None) -> Iterator[str | Signal]:
        self.prompts.append(list(prompt))
        self.allowances.append(allowance)
        if self._drafts:
            yield from PIECE.findall(cited(self._drafts.popleft(), prompt[-1].text if prompt else ""))
        elif self._error is not None:
            raise self._error
        else:
            raise AssertionError(f"asked {len(self.prompts)} times, more often than scripted")


def cited(draft: str, prompt: str) -> str:
    """The draft with the prompt's ids in the place of words in braces."""

    def id_of(match: re.Match[str]) -> str:
        words = match.group(1)
        return next((shown for shown, text in SHOWN.findall(prompt) if words in text), f"no sentence with {words}")

    return CITED.sub(id_of, draft)


def _vector(text: str, dimension: int) -> Vectors:
    vector = np.zeros(dimension, dtype=np.float32)
    for word in WORD.findall(text.casefold()):
        checksum = zlib.crc32(word[:STEM_LENGTH].encode())
        vector[checksum % dimension] += 1 + checksum % 7 / 100
    if not vector.any():
        vector[0] = 1
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
