"""Merge the rankings of several retrievers into one; pure functions.

Scores of different retrievers are not comparable, so each list is divided by its own
best before it is weighed. Reciprocal rank fusion forgets by how much a passage won, and
loses first places of the better list with it: on OneStopQA's half "tune" the right
passage is first for 0.74 with BM25, 0.58 with vectors, 0.67 with reciprocal ranks and
0.81 with weighed scores. `python -m tests.quality.ranking FOLDER` repeats it.
"""

from collections.abc import Mapping, Sequence

# Lexical and dense say which candidates are read; reading gives each its best sentence, by nearness
# and by the share of the question that it holds with the sentence before it, or under its title. Of
# 432 settings on the halves "tune" of four sets this is the best by hit@1 and MRR, OneStopQA weighing
# twice; on none of them does it lose to lexical or dense alone. hit@1, hit@5, MRR on the halves "report":
#     OneStopQA   lexical 0.74 0.96 0.84   dense 0.58 0.88 0.70   fused 0.81 0.99 0.89
#     ClapNQ              0.85 0.95 0.90         0.87 1.00 0.93         0.87 1.00 0.93
#     samples             0.55 0.88 0.69         0.48 0.93 0.67         0.73 1.00 0.85
FIRST_WEIGHTS = {"lexical": 0.5, "dense": 0.5}
WEIGHTS = {"lexical": 0.2, "dense": 0.27, "joint": 0.53}
JOINT_COVERAGE = 0.8  # what a sentence's share of the question counts beside its nearness
UNDER_TITLE = 0.3  # of that share: what it holds under its title, not with the sentence before
PART_WEIGHTS = {"whole": 0.6, "part": 0.4}  # of a question taken apart


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
