"""The nearest passages by comparing every vector: exact, and always as new as the catalogue.

What a process searches that does not own the index, what every process searches while
the index is being checked or made anew, and what a search kept to some articles uses.
Vectors are held as they are stored, float16 (`corpus.columns`), and are compared block
by block in float32.
"""

from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from corpus.catalog import Catalogue
from corpus.columns import Within
from corpus.embedding import Vectors
from corpus.rows import Halves
from corpus.weighing import best_rows

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]

# 1.5 MB in float32, which stays in the cache: 100,000 rows take 11 ms, with 128 in a block 17, with 2,048 15.
BLOCK_ROWS = 1_024
# A half moved to where a float has its exponent and mantissa is the same number times 2 to the power of -112, exactly.
# numpy's own conversion takes far longer than the comparison: 100,000 vectors 135 ms instead of 11.
HALF_SHIFT = 13
SIGN_AND_REST = np.int32(-0x70002000)  # 0x8FFFE000: sign, five bits of exponent, ten of mantissa
SCALE = np.float32(2.0**112)
# Passages whose vectors are read one by one rather than all kept in memory: 1,900 take 5 ms.
MOST_READ = 1_000


class ExactIndex:
    """Every vector of the catalogue compared; sees each change at once. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def search(self, vector: Vectors, k: int, within: Within | None = None) -> list[tuple[str, float]]:
        """The `k` nearest as (passage id, cosine), nearest first; `within` keeps to some articles."""
        columns = self._catalogue.columns
        if within is None:
            table = columns.current("vectors")
            return self._named(table.numbers, cosines(table.columns["vectors"], vector), k)
        table = columns.current("articles")
        rows = np.flatnonzero(columns.mask(table, within))
        if len(rows) <= MOST_READ and not columns.holds("vectors"):
            return nearest(*self._catalogue.vectors_numbered(table.numbers[rows].tolist()), vector, k)
        table = columns.current("articles", "vectors")
        rows = np.flatnonzero(columns.mask(table, within))
        return self._named(table.numbers[rows], cosines(table.columns["vectors"], vector, rows), k)

    def ids(self) -> set[str]:
        """Every passage that a search can find."""
        return set(self._catalogue.ids_of(self._catalogue.passage_numbers()).values())

    def let_go(self) -> None:
        """Give the memory back; the next search reads the vectors again."""
        self._catalogue.columns.let_go("vectors")

    def _named(self, numbers: Rows, scores: Scores, k: int) -> list[tuple[str, float]]:
        rows = best_rows(scores, k)
        found = numbers[rows].tolist()
        ids = self._catalogue.ids_of(found)
        pairs = zip(found, scores[rows].tolist(), strict=True)
        return [(ids[number], score) for number, score in pairs if number in ids]


def nearest(ids: Sequence[str], matrix: Vectors | Halves, vector: Vectors, k: int) -> list[tuple[str, float]]:
    """The `k` of `ids` whose rows of `matrix` have the largest cosine with `vector`, nearest first."""
    if not ids:
        return []
    scores = cosines(matrix, vector)
    return [(ids[row], float(scores[row])) for row in best_rows(scores, k)]


def cosines(matrix: Vectors | Halves, vector: Vectors, rows: Rows | None = None) -> Scores:
    """The cosine of each row of `matrix`, or of each of `rows`, with `vector`; all are unit vectors."""
    count = len(matrix) if rows is None else len(rows)
    scores = np.zeros(count, dtype=np.float32)
    if matrix.dtype == np.float32:
        return cast(Scores, (matrix if rows is None else matrix[rows]) @ vector) if count else scores
    bits = matrix.view(np.int16)
    scaled = vector.astype(np.float32) * SCALE
    moved = np.empty((min(BLOCK_ROWS, count), matrix.shape[1]), dtype=np.int32)
    for first in range(0, count, BLOCK_ROWS):
        block = bits[first : first + BLOCK_ROWS] if rows is None else bits[rows[first : first + BLOCK_ROWS]]
        part = moved[: len(block)]
        np.copyto(part, block)
        np.left_shift(part, HALF_SHIFT, out=part)
        np.bitwise_and(part, SIGN_AND_REST, out=part)
        np.dot(part.view(np.float32), scaled, out=scores[first : first + len(block)])
    return scores
