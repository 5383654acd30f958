"""Two runs of the same questions side by side: each measure's difference, and whether it is more than chance.

Questions are matched by their words and their place among equal ones; each measure is
compared on those for which both runs have it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from qa.errors import QAError
from qa.evaluating.chance import Difference, paired
from qa.evaluating.runs import ERROR, Result
from qa.evaluating.scoring import GROUPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One measure in both runs, over the questions that have it in both; `difference` is the second less the first."""

    first: float
    second: float
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two runs differ in: questions in both, questions in one of them only, measures by group."""

    shared: int
    only_first: int
    only_second: int
    groups: dict[str, dict[str, Compared]]

    def as_json(self) -> dict[str, Any]:
        measures = {
            group: {
                name: {"first": round(each.first, 4), "second": round(each.second, 4)} | _rounded(each.difference)
                for name, each in some.items()
            }
            for group, some in self.groups.items()
        }
        return {"questions": self.shared, "only_first": self.only_first, "only_second": self.only_second,
                "measures": measures}  # fmt: skip


def compare(first: Sequence[Result], second: Sequence[Result]) -> Comparison:
    """How the second run differs from the first; QAError where they share no question."""
    one, other = _keyed(first), _keyed(second)
    shared = [(one[key], other[key]) for key in one if key in other]
    if not shared:
        raise QAError("the two runs share no question that both answered; compare runs of the same question file")
    groups: dict[str, dict[str, Compared]] = {}
    for group, names in GROUPS.items():
        for name in names:
            pairs = [(a.figures[name], b.figures[name]) for a, b in shared if name in a.figures and name in b.figures]
            if pairs:
                groups.setdefault(group, {})[name] = Compared(
                    first=fmean(a for a, _ in pairs),
                    second=fmean(b for _, b in pairs),
                    difference=paired([b - a for a, b in pairs]),
                )
    return Comparison(
        shared=len(shared), only_first=len(one) - len(shared), only_second=len(other) - len(shared), groups=groups
    )


def _keyed(results: Sequence[Result]) -> dict[tuple[str, int], Result]:
    seen: Counter[str] = Counter()
    keyed = {}
    for result in sorted(results, key=lambda result: result.line):
        seen[result.question] += 1
        if result.kind != ERROR:
            keyed[result.question, seen[result.question]] = result
    return keyed


def _rounded(difference: Difference) -> dict[str, Any]:
    named = asdict(difference)
    named["difference"] = named.pop("value")
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in named.items()}
