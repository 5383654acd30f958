"""The measures, as pure functions; each names where it comes from.

hit_at(rank, 5), reciprocal_rank(rank, 10)      of the first good thing in a ranking
token_f1(said, gold), contains(text, answer)    of an answer's words
precision_recall(quotes, gold)                  of quotes against spans
auroc(scored), risk_coverage(scored)            of what is said to be sure
"""

import math
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import Span

ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def rank_of_first(good: Iterable[bool]) -> int | None:
    """The rank, from 1, of the first good thing of a ranking; None where none is."""
    return next((rank for rank, is_good in enumerate(good, start=1) if is_good), None)


def hit_at(rank: int | None, k: int) -> float:
    """1 where the first good thing is among the first `k`, else 0 (success at k; Craswell, 2009)."""
    return float(rank is not None and rank <= k)


def reciprocal_rank(rank: int | None, k: int) -> float:
    """1 / rank of the first good thing, 0 behind the `k`-th; its mean is MRR@k (Voorhees, TREC-8, 1999)."""
    return 1 / rank if rank is not None and rank <= k else 0.0


def all_among(wanted: frozenset[str], ranking: Sequence[str], k: int) -> float:
    """1 where all that is wanted is among the first `k`, else 0; questions over several articles need it.

    After MultiHop-RAG (Tang and Yang, 2024), which reports single hits; all of them is stricter.
    """
    return float(wanted <= set(ranking[:k]))


def plain_words(text: str) -> str:
    """The words of a text with case, accents and marks aside, one space between two."""
    composed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(char for char in composed if not unicodedata.combining(char))))


def contains(text: str, answer: str) -> bool:
    """Whether the answer's words stand in the text one after the other, whole, case and marks aside.

    "Answer string match" of open-domain question answering (Chen et al., 2017).
    """
    return bool(plain_words(answer)) and f" {plain_words(answer)} " in f" {plain_words(text)} "


def normalised(text: str) -> str:
    """As SQuAD compares answers: small letters, no punctuation, no articles (Rajpurkar et al., 2016)."""
    bare = "".join(sign for sign in text.lower() if sign not in string.punctuation)
    return " ".join(ARTICLES.sub(" ", bare).split())


def token_f1(said: str, gold: str) -> float:
    """Harmonic mean of precision and recall of the words, as a bag (Rajpurkar et al., 2016); two empty texts agree."""
    left, right = normalised(said).split(), normalised(gold).split()
    if not left or not right:
        return float(left == right)
    return 2 * sum((Counter(left) & Counter(right)).values()) / (len(left) + len(right))


def precision_recall(quotes: Sequence[tuple[str, Span]], gold: Sequence[tuple[str, Span]]) -> tuple[float, float]:
    """The share of quotes that meet a gold span, and of gold spans that a quote meets; both are (article, span).

    Precision and recall of citations in the sense of ALCE (Gao et al., 2023), with spans that
    people marked in the place of a model's judgement. Both lists must hold something.
    """
    right = sum(any(_meet(quote, span) for span in gold) for quote in quotes)
    found = sum(any(_meet(quote, span) for quote in quotes) for span in gold)
    return right / len(quotes), found / len(gold)


def _meet(one: tuple[str, Span], other: tuple[str, Span]) -> bool:
    return one[0] == other[0] and one[1].overlaps(other[1])


def auroc(scored: Sequence[tuple[float, bool]]) -> float:
    """The probability that what is true scores above what is not, ties counting half (Hanley and McNeil, 1982).

    Not a number where all are of one kind.
    """
    ranked = sorted(scored)
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += (at + 1 + end) / 2 * sum(is_true for _, is_true in ranked[at:end])
        at = end
    positive = sum(is_true for _, is_true in ranked)
    negative = len(ranked) - positive
    return (total - positive * (positive + 1) / 2) / (positive * negative) if positive and negative else math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPoint:
    """Were only what scores at least `threshold` answered: how much of all that is, and how much of it wrong."""

    threshold: float
    coverage: float
    risk: float


def risk_coverage(scored: Sequence[tuple[float, bool]], of: int | None = None) -> list[RiskPoint]:
    """The risk-coverage curve (Geifman and El-Yaniv, 2017) of (score, is wrong), the surest first.

    Equal scores are one point, as no threshold parts them. `of` is how many there are in all,
    where some are not in the list.
    """
    ranked = sorted(scored, reverse=True)
    points, wrong = [], 0
    for number, (score, is_wrong) in enumerate(ranked, start=1):
        wrong += is_wrong
        if number == len(ranked) or ranked[number][0] != score:
            points.append(RiskPoint(threshold=score, coverage=number / (of or len(ranked)), risk=wrong / number))
    return points


def area(points: Sequence[RiskPoint]) -> float:
    """The mean risk over the coverage that the curve reaches (AURC; Geifman et al., 2019); lower is better."""
    total = reached = 0.0
    for point in points:
        total += (point.coverage - reached) * point.risk
        reached = point.coverage
    return total / reached if reached else math.nan
