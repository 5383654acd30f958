"""The results of a run as its figures: each measure's mean with n and a 95 % interval, and the curves.

A curve ranks the questions by `answerability`, the probability that the reply carries. A
refused question has no answer that could be right or wrong; it comes after all that were
answered and counts as wrong, which is the worst that can be, and its points say so.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, median
from typing import Any

from qa.evaluating.chance import bootstrap, interval
from qa.evaluating.measures import RiskPoint, area, auroc, risk_coverage
from qa.evaluating.runs import ABSTENTION, ANSWER, ERROR, Result
from qa.evaluating.scoring import CONTAINS, GROUPS, HAS_EVIDENCE, QUOTES_GOLD, VERBATIM

TELLS_ANSWERABLE = "AUROC, answerable"
CURVES = {"no known answer in it": CONTAINS, "no evidence quoted": QUOTES_GOLD}
BY = {CONTAINS: "answer", QUOTES_GOLD: "evidence"}
APPLIES = {CONTAINS: CONTAINS, QUOTES_GOLD: HAS_EVIDENCE}  # the figure that tells where a measure can be had


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with the 95 % interval it is in, from n questions."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Risk over coverage: what was answered, then at worst what was refused. `reached` is the share answered."""

    points: tuple[RiskPoint, ...]
    at_worst: tuple[RiskPoint, ...]
    reached: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All figures of a run."""

    counts: dict[str, float]
    groups: dict[str, dict[str, Estimate]]
    curves: dict[str, Curve]

    def as_json(self) -> dict[str, Any]:
        """The counts, `measures` by group and name, and `curves`."""
        measures = {
            group: {name: _rounded(asdict(each)) for name, each in some.items()} for group, some in self.groups.items()
        }
        curves = {
            name: {
                "reached": round(curve.reached, 4),
                "points": [_rounded(asdict(point)) for point in curve.points],
                "at_worst": [_rounded(asdict(point)) for point in curve.at_worst],
            }
            for name, curve in self.curves.items()
        }
        return {**self.counts, "measures": measures, "curves": curves}


def summary_of(results: Sequence[Result]) -> Summary:
    """The figures of these results; questions that failed count only as failed."""
    given = [result for result in results if result.kind != ERROR]
    groups = {}
    for group, names in GROUPS.items():
        found = {name: values for name in names if (values := figures_named(given, name))}
        groups[group] = {name: Estimate(value=fmean(v), n=len(v), **_range(interval(v))) for name, v in found.items()}
    groups["abstention"] |= _sureness(given)
    curves = {name: curve for name, measure in CURVES.items() if (curve := curve_of(given, measure))}
    return Summary(
        counts=counts_of(results), groups={name: some for name, some in groups.items() if some}, curves=curves
    )


def counts_of(results: Sequence[Result]) -> dict[str, float]:
    """How many of what there are, and the median seconds a question took."""
    given = [result for result in results if result.kind != ERROR]
    able = [result for result in given if result.answerable]
    unable = [result for result in given if result.answerable is False]
    exact = sum(round(result.figures.get(VERBATIM, 0.0) * result.citations) for result in given)
    seconds = figures_named(given, "seconds")
    return {
        "questions": len(results),
        "failed": len(results) - len(given),
        "answerable": len(able),
        "right": int(sum(figures_named(able, CONTAINS))),
        "right_in_text": int(sum(figures_named(able, "holds it in its text"))),
        "refused_in_vain": sum(result.kind == ABSTENTION for result in able),
        "unanswerable": len(unable),
        "abstained": sum(result.kind == ABSTENTION for result in unable),
        "citations": sum(result.citations for result in given),
        "citations_exact": exact,
        "sentences_uncovered": sum(result.uncovered for result in given),
        "seconds": round(median(seconds), 4) if seconds else 0.0,
    }


def figures_named(results: Sequence[Result], name: str) -> list[float]:
    """One measure of the results that have it."""
    return [result.figures[name] for result in results if name in result.figures]


def curve_of(results: Sequence[Result], measure: str) -> Curve | None:
    """The curve where an answer without `measure` is wrong; None where nothing answered can be told right or wrong.

    To answer what cannot be answered is wrong by any measure.
    """
    rated = [(result, wrong) for result in results if (wrong := _wrong(result, measure)) is not None]
    answered = [(result.answerability or 0.0, wrong) for result, wrong in rated if result.kind == ANSWER]
    refused = [(result.answerability or 0.0, True) for result, _ in rated if result.kind == ABSTENTION]
    if not any(measure in result.figures for result, _ in rated) or not answered:
        return None
    points = risk_coverage(answered, of=len(rated))
    wrong_so_far = sum(wrong for _, wrong in answered)
    behind = []
    for point in risk_coverage(refused):
        more = round(point.coverage * len(refused))
        done = len(answered) + more
        behind.append(
            RiskPoint(threshold=point.threshold, coverage=done / len(rated), risk=(wrong_so_far + more) / done)
        )
    return Curve(points=tuple(points), at_worst=tuple(behind), reached=len(answered) / len(rated))


def _wrong(result: Result, measure: str) -> bool | None:
    """Whether a result is wrong by a measure; None where nobody can say."""
    if result.answerability is None or result.answerable is None:
        return None
    if not result.answerable:
        return True
    if APPLIES[measure] not in result.figures:
        return None
    return not result.figures.get(measure, 0.0)


def _sureness(results: Sequence[Result]) -> dict[str, Estimate]:
    """Does the stated probability tell what can be answered, and among answers what is right?"""
    stated = [result for result in results if result.answerability is not None and result.answerable is not None]
    found = {
        TELLS_ANSWERABLE: _estimate(
            auroc, [(result.answerability or 0.0, bool(result.answerable)) for result in stated]
        )
    }
    answered = [result for result in stated if result.kind == ANSWER]
    for measure, by in BY.items():
        if any(measure in result.figures for result in answered):
            judged = [(result.answerability or 0.0, _wrong(result, measure)) for result in answered]
            right = [(score, not wrong) for score, wrong in judged if wrong is not None]
            found[f"AUROC, right by {by}"] = _estimate(auroc, right)
            found[f"mean risk by {by}"] = _estimate(_mean_risk, right)
    return {name: estimate for name, estimate in found.items() if estimate is not None}


def _estimate(
    statistic: Callable[[Sequence[tuple[float, bool]]], float], items: Sequence[tuple[float, bool]]
) -> Estimate | None:
    """A statistic of all items with its interval; None where it is not a number."""
    value = statistic(items) if items else math.nan
    return None if math.isnan(value) else Estimate(value=value, n=len(items), **_range(bootstrap(statistic, items)))


def _mean_risk(right: Sequence[tuple[float, bool]]) -> float:
    return area(risk_coverage([(score, not is_right) for score, is_right in right]))


def _range(bounds: tuple[float, float]) -> dict[str, float]:
    return {"low": bounds[0], "high": bounds[1]}


def _rounded(record: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in record.items()}
