"""Merge the rankings of several retrievers into one; pure functions.

Scores of different retrievers are not comparable, so each list is divided by its own
best before it is weighed. Reciprocal rank fusion forgets by how much a passage won and
loses first places of the better list with it (OneStopQA, half "tune", passages of this
splitter, hit@1: BM25 0.70, dense 0.55, reciprocal ranks 0.65, weighed scores 0.72).
"""

from collections.abc import Mapping, Sequence

# BM25, passage vector, best sentence's vector. Swept on OneStopQA's half "tune" in steps of
# 0.1: hit@1 moves by less than 0.02 between (0.4, 0.3, 0.3) and (0.6, 0.2, 0.2). On the half
# "report": BM25 0.67, passage vector 0.50, best sentence 0.59, weighed 0.73.
WEIGHTS = {"lexical": 0.5, "dense": 0.25, "sentence": 0.25}


def fuse(scores: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Ids with their weighed scores, best first, at most 1.0; ties in order of id, so that a run repeats.

    `scores` has, for each named ranking, its ids' scores; an id that a ranking lacks gets
    nothing from it, and neither does a score below zero.
    """
    total: dict[str, float] = {}
    for name, ranking in scores.items():
        best = max(ranking.values(), default=0.0)
        for item, score in ranking.items():
            share = max(score, 0.0) / best if best > 0 else 0.0
            total[item] = total.get(item, 0.0) + weights[name] * share
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))


def reciprocal_ranks(rankings: Sequence[Sequence[str]], k: int = 10) -> list[tuple[str, float]]:
    """Ids by the sum of 1 / (k + rank) over all rankings, best first (Cormack, Clarke, Buettcher 2009)."""
    total: dict[str, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            total[item] = total.get(item, 0.0) + 1.0 / (k + rank)
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
