"""Numbers with their noise: `Spread`, `Measured`, and how a cost grows.

    spread([3.0, 1.0, 2.0])                     2.0, from 1.0 to 3.0
    exponent([(1_000, 4.0), (100_000, 40.0)])   0.5: ten times as slow at a hundred times as much

A ratio is taken round by round, from two numbers measured one after the other, since the
noise of a shared machine comes in waves that are longer than a round.

Knows nothing about what is measured.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

QUIET = 0.25
BLOCKS = 5  # of one run's searches: whether the machine was as fast at its end as at its beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The median of several measurements, the least and the most of them."""

    median: float
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What one measured call took: seconds by the clock, seconds of the processor (all threads), and what it found."""

    seconds: float
    work: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One row of the table: Footnote's figure, what it is held against, and their ratio.

    `than` says what the other one is, `ratio` is Footnote's figure divided by that one's.
    `cost` is Footnote's work or room divided by the other's, whatever the unit of the row:
    the less, the better. A row without it is never a reason to fail.
    """

    key: str
    words: str
    unit: str
    ours: Spread | None = None
    other: Spread | None = None
    ratio: Spread | None = None
    than: str = "the plain chain"
    cost: float | None = None


def spread(values: Sequence[float]) -> Spread:
    """The median of the values, with their range; ValueError where there are none."""
    return Spread(median=_rounded(statistics.median(values)), least=_rounded(min(values)), most=_rounded(max(values)))


def single(value: float) -> Spread:
    """A figure that has no noise, or was taken once."""
    return spread([value])


def paired(ours: Sequence[float], other: Sequence[float]) -> Spread:
    """Ours divided by the other, round by round."""
    return spread([mine / its for mine, its in zip(ours, other, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def quiet_cost(ours: Sequence[float], other: Sequence[float]) -> float:
    """Ours divided by the other, each as it is when the machine has least else to do: at its lower quartile."""
    return _rounded(percentile(ours, QUIET) / percentile(other, QUIET))


def percentile_row(values: Sequence[float], share: float) -> Spread:
    """A percentile of all values, and the range of the same percentile in BLOCKS runs of them, one after another."""
    each = [percentile(block, share) for block in _blocks(values)]
    return Spread(median=_rounded(percentile(values, share)), least=_rounded(min(each)), most=_rounded(max(each)))


def ratio_of_percentiles(ours: Sequence[float], other: Sequence[float], share: float) -> Spread:
    """Our percentile divided by the other one, and the range of that in the same blocks of both."""
    pairs = zip(_blocks(ours), _blocks(other), strict=True)
    each = [percentile(mine, share) / percentile(its, share) for mine, its in pairs]
    whole = percentile(ours, share) / percentile(other, share)
    return Spread(median=_rounded(whole), least=_rounded(min(each)), most=_rounded(max(each)))


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of a line through (size, cost) on logarithmic scales, by least squares.

    ValueError for fewer than two sizes.
    """
    if len({size for size, _ in points}) < 2:
        raise ValueError(f"growth needs two sizes or more, got {[size for size, _ in points]}")
    sizes, costs = [math.log(size) for size, _ in points], [math.log(cost) for _, cost in points]
    return statistics.linear_regression(sizes, costs).slope


def _blocks(values: Sequence[float]) -> list[Sequence[float]]:
    """Equal runs of the values in their order; the first ones where they do not divide."""
    size = max(len(values) // BLOCKS, 1)
    return [values[first : first + size] for first in range(0, min(size * BLOCKS, len(values)), size)]


def _rounded(value: float) -> float:
    """Four digits that count; what a clock says beyond them is noise."""
    return float(f"{value:.4g}")
