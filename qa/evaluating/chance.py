"""How far a figure may be off by the chance of which questions were asked.

    interval([1, 1, 0, 1])        95 % interval of a mean
    paired([0.2, 0.0, ...])       is the mean of differences beyond chance?

Shares get Wilson's interval (1927), which is honest for 40 of 40; other means the
percentile bootstrap (Efron and Tibshirani, 1993), seeded, so that a run can be repeated.
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeVar

RESAMPLES = 2_000
SEED = 20_161_105
Z = 1.959964
# Were the sign of each difference a coin's, five equal ones would still come in one of sixteen tries (0.06), six in one
# of 32 (0.03): with fewer pairs that differ nothing can be told from chance at 95 %, whatever a bootstrap of them says.
MIN_DIFFERING = 6

Item = TypeVar("Item")
Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The mean of paired differences with its interval, and whether it is more than chance."""

    value: float
    low: float
    high: float
    n: int
    beyond_chance: bool


def interval(values: Sequence[float]) -> Range:
    """The 95 % interval of the values' mean; there must be one value."""
    if all(value in (0.0, 1.0) for value in values):
        return wilson(sum(map(int, values)), len(values))
    return bootstrap(fmean, values)


def wilson(count: int, n: int) -> Range:
    """The 95 % interval of a share, by Wilson's score."""
    share, spread = count / n, Z * Z / n
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(statistic: Callable[[Sequence[Item]], float], items: Sequence[Item]) -> Range:
    """The 95 % percentile interval of a statistic of the items; draws on which it is not a number are left out."""
    chance = random.Random(SEED)
    drawn = sorted(
        value
        for value in (statistic(chance.choices(items, k=len(items))) for _ in range(RESAMPLES))
        if not math.isnan(value)
    )
    if not drawn:
        return math.nan, math.nan
    return drawn[int(0.025 * len(drawn))], drawn[min(int(0.975 * len(drawn)), len(drawn) - 1)]


def paired(differences: Sequence[float]) -> Difference:
    """The mean of differences, one for each question that both runs have, by paired bootstrap (Koehn, 2004)."""
    low, high = bootstrap(fmean, differences)
    differing = sum(difference != 0 for difference in differences)
    return Difference(
        value=fmean(differences),
        low=low,
        high=high,
        n=len(differences),
        beyond_chance=differing >= MIN_DIFFERING and not low <= 0 <= high,
    )
