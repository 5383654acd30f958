"""Figures of runs as plain text tables: one measure a line, with n and where its true value lies."""

from collections.abc import Sequence

from corpus.terminal import plain
from qa.evaluating.comparing import Comparison
from qa.evaluating.runs import Run
from qa.evaluating.summing import Summary

NAME_WIDTH = 29
IN_SECONDS, IN_TOKENS = "seconds", "tokens"
CHANCE_NOTE = (
    "“beyond chance”: zero lies outside the 95 % interval of a paired bootstrap, and six pairs or more differ.\n"
    "One measure in twenty gets there by chance alone."
)


def summary_in_words(run: Run, summary: Summary) -> str:
    """What `qa eval` prints without --json."""
    counts = summary.counts
    told = f"{counts['answerable']:g} answerable, {counts['unanswerable']:g} not"
    failed = f", {counts['failed']:g} failed" if counts["failed"] else ""
    lines = [
        f"{counts['questions']:g} questions ({told}{failed}), {run.articles} articles, {plain(run.model)}",
        "",
        f"{'':{NAME_WIDTH}} {'value':>8}   {'95 % interval':16} {'n':>6}",
    ]
    for group, measures in summary.groups.items():
        lines.append(group)
        for name, each in measures.items():
            between = f"{_shown(name, each.low)} to {_shown(name, each.high)}"
            lines.append(f"  {name:{NAME_WIDTH - 2}} {_shown(name, each.value):>8}   {between:16} {each.n:>6}")
    uncovered = f"{counts['sentences_uncovered']:g} letters of answers that no quote covers"
    lines += ["", f"{counts['citations_exact']:g} of {counts['citations']:g} quotes verbatim, {uncovered}"]
    return "\n".join(lines)


def comparison_in_words(names: Sequence[str], comparison: Comparison) -> str:
    """What `qa eval --compare A B` prints without --json."""
    left_out = comparison.only_first + comparison.only_second
    lines = [
        f"first: {plain(names[0])}\nsecond: {plain(names[1])}",
        f"{comparison.shared} questions in both" + (f", {left_out} in one only and left out" if left_out else ""),
        "",
        f"{'':{NAME_WIDTH}} {'first':>8} {'second':>8} {'change':>8}   {'95 % interval':18} {'n':>6}",
    ]
    for group, measures in comparison.groups.items():
        lines.append(group)
        for name, each in measures.items():
            change = each.difference
            between = f"{_shown(name, change.low, '+')} to {_shown(name, change.high, '+')}"
            lines.append(
                f"  {name:{NAME_WIDTH - 2}} {_shown(name, each.first):>8} {_shown(name, each.second):>8} "
                f"{_shown(name, change.value, '+'):>8}   {between:18} {change.n:>6}"
                + ("  beyond chance" if change.beyond_chance else "")
            )
    return "\n".join([*lines, "", CHANCE_NOTE])


def _shown(name: str, value: float, sign: str = "") -> str:
    if name.startswith(IN_TOKENS):
        return f"{value:{sign}.0f}"
    return f"{value:{sign}.2f} s" if name == IN_SECONDS else f"{value:{sign}.3f}"
