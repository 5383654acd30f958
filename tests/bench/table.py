"""The measured rows as the README's table, in Markdown.

Each figure stands with its unit and, in brackets, with the least and the most of its rounds.
"""

from collections.abc import Sequence

from tests.bench.figures import Measured, Spread

HEAD = ("", "Footnote", "beside it", "ratio")


def as_markdown(rows: Sequence[Measured]) -> str:
    """The table of all rows, one a line."""
    lines = [HEAD, ("---", "---:", "---:", "---:"), *(_cells(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(row: Measured) -> tuple[str, str, str, str]:
    other = _with_unit(row.other, row.unit)
    if row.other is not None and row.than != "the plain chain":
        other = f"{row.than}: {other}"
    return row.words, _with_unit(row.ours, row.unit), other, _with_unit(row.ratio, "×")


def _with_unit(figure: Spread | None, unit: str) -> str:
    if figure is None:
        return ""
    middle = f"{_number(figure.median)} {unit}".strip()
    if figure.least == figure.most:
        return middle
    return f"{middle} ({_number(figure.least)}–{_number(figure.most)})"


def _number(value: float) -> str:
    """Three digits that count, and no decimals from a hundred on."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
