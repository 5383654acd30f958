"""The nearest passages by comparing every vector: exact, and always as new as the catalogue.

What a process searches that does not own the index, and what every process searches
while the index is being checked or made anew. Vectors are held as they are stored,
float16, which takes 77 MB for 100,000 passages, and are compared block by block in float32.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from corpus.catalog import Catalogue
from corpus.embedding import Vectors
from corpus.rows import Halves

Numbers = NDArray[np.int64]

BLOCK_ROWS = 8_192  # 12 MB in float32: stays in the cache's reach, and 100,000 rows take 50 ms


@dataclass(frozen=True, slots=True)
class _Held:
    """The vectors of one state of the catalogue, row for row."""

    state: tuple[object, ...]
    numbers: Numbers
    ids: list[str]
    matrix: Halves


class ExactIndex:
    """Every vector of the catalogue compared; sees each change at once. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._held: _Held | None = None
        self._lock = Lock()

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The `k` nearest as (passage id, cosine), nearest first."""
        held = self._current()
        return nearest(held.ids, held.matrix, vector, k)

    def ids(self) -> set[str]:
        """Every passage that a search can find."""
        return set(self._current().ids)

    def let_go(self) -> None:
        """Give the memory back; the next search reads the vectors again."""
        self._held = None

    def _current(self) -> _Held:
        state = self._catalogue.vectors_state()
        held = self._held
        if held is None or held.state != state:
            with self._lock:
                held = self._held
                if held is None or held.state != state:
                    self._held = held = self._renewed(held, state)
        return held

    def _renewed(self, held: _Held | None, state: tuple[object, ...]) -> _Held:
        """What changed since, where that is known; everything else."""
        is_same_embedder = held is not None and held.state[2:] == state[2:]
        blocks = [] if held is None or not is_same_embedder else [self._without_removed(held)]
        after = int(blocks[0][0][-1]) if blocks and len(blocks[0][0]) else 0
        while True:
            numbers, ids, matrix = self._catalogue.vectors_after(after, BLOCK_ROWS)
            if not ids:
                break
            blocks.append((np.array(numbers, dtype=np.int64), ids, matrix))
            after = numbers[-1]
        filled = [block for block in blocks if block[1]]
        if not filled:
            return _Held(state, np.zeros(0, dtype=np.int64), [], np.zeros((0, 0), dtype=np.float16))
        return _Held(
            state,
            np.concatenate([numbers for numbers, _, _ in filled]),
            [passage_id for _, ids, _ in filled for passage_id in ids],
            np.concatenate([matrix for _, _, matrix in filled]),
        )

    def _without_removed(self, held: _Held) -> tuple[Numbers, list[str], Halves]:
        is_kept = np.isin(held.numbers, np.array(self._catalogue.passage_numbers(), dtype=np.int64))
        if is_kept.all():
            return held.numbers, held.ids, held.matrix
        ids = [passage_id for passage_id, kept in zip(held.ids, is_kept, strict=True) if kept]
        return held.numbers[is_kept], ids, held.matrix[is_kept]


def nearest(ids: Sequence[str], matrix: Vectors | Halves, vector: Vectors, k: int) -> list[tuple[str, float]]:
    """The `k` of `ids` whose rows of `matrix` have the largest cosine with `vector`, nearest first."""
    if not ids:
        return []
    scores = np.empty(len(ids), dtype=np.float32)
    for first in range(0, len(ids), BLOCK_ROWS):
        scores[first : first + BLOCK_ROWS] = matrix[first : first + BLOCK_ROWS].astype(np.float32) @ vector
    k = min(k, len(ids))
    rows = np.argpartition(-scores, k - 1)[:k]
    return sorted(((ids[row], float(scores[row])) for row in rows), key=lambda pair: -pair[1])
