"""The times of searching as rows of the table: size by size, and how they grow.

Knows nothing about how they were taken; see `tests.bench.searching`.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Measured, exponent, percentile, percentile_row, quiet_cost, ratio_of_percentiles, single
from tests.bench.searching import FILTER_DAYS, KINDS, Timings

MEGABYTE = 1_000_000
SHARES = {"p50": 0.5, "p95": 0.95}
FILTERED = {"any": "", "publisher": ", one publisher", "dates": f", {FILTER_DAYS} days"}
# What the process without a model library is asked.
PARTS = {
    "any": "without embedding the question",
    "publisher": "without embedding the question, one publisher",
    "dates": f"without embedding the question, {FILTER_DAYS} days",
    "dense": "of that the nearest vectors",
    "lexical": "of that the words",
}


def search_rows(measured: Sequence[Timings]) -> list[Measured]:
    """The rows of all sizes, and how the first and the last compare."""
    rows = [row for timings in measured for row in rows_of_size(timings)]
    return [*rows, *growth_rows(measured)] if len(measured) > 1 else rows


def rows_of_size(timings: Timings) -> list[Measured]:
    """The rows of one size: times, memory, disk."""
    size = timings.corpora.size
    rows = []
    for kind in KINDS:
        ours, plain = timings.taken["ours", kind], timings.taken.get(("plain", kind))
        for name, share in SHARES.items():
            rows.append(Measured(
                key=f"searching/{size}/{kind}/{name}", words=f"search in {size:,} passages{FILTERED[kind]}, {name}",
                unit="ms",
                ours=percentile_row(ours, share), other=percentile_row(plain, share) if plain else None,
                ratio=ratio_of_percentiles(ours, plain, share) if plain else None,
cost=_cost(timings, kind) if plain and name == "p50" else None,
            ))  # fmt: skip
    rows += [
        Measured(
            key=f"searching/{size}/given/{kind}/{name}",
            words=f"{PARTS[kind]}, {size:,} passages, {name}", unit="ms",
            ours=percentile_row(timings.taken["given", kind], share),
        )
        for kind in PARTS for name, share in SHARES.items()
    ]  # fmt: skip
    return [*rows, *_room_rows(timings, size)]


def _cost(timings: Timings, kind: str) -> float:
    return quiet_cost(timings.work["ours", kind], timings.work["plain", kind])


def _room_rows(timings: Timings, size: int) -> list[Measured]:
    corpora, memory = timings.corpora, timings.memory
    disk = [bytes_in(folder) / corpora.articles * 1_000 / MEGABYTE for folder in (corpora.ours, corpora.plain)]
    now = {who: its.now / MEGABYTE for who, its in memory.items()}
    torch = "" if not memory["given"].has_torch else " (PyTorch was imported)"
    return [
        Measured(
            key=f"searching/{size}/memory", words=f"memory of a process that searches {size:,} passages", unit="MB",
            ours=single(now["ours"]), other=single(now["plain"]), ratio=single(now["ours"] / now["plain"]),
            cost=now["ours"] / now["plain"],
        ),
        Measured(
            key=f"searching/{size}/given/memory", words=f"the same without the embedder{torch}", unit="MB",
            ours=single(now["given"]),
        ),
        Measured(
            key=f"searching/{size}/disk", words=f"disk for 1,000 articles, of {corpora.articles:,}", unit="MB",
            ours=single(disk[0]), other=single(disk[1]), ratio=single(disk[0] / disk[1]), cost=disk[0] / disk[1],
        ),
    ]  # fmt: skip


def growth_rows(measured: Sequence[Timings]) -> list[Measured]:
    """How often the median of the smallest corpus the largest one takes, and the exponents of both chains."""
    sizes = [measured[row].corpora.size for row in (0, -1)]
    smallest, largest = (f"{size:,} passages" for size in sizes)
    key = f"searching/growth/{sizes[0]}-{sizes[1]}"
    rows = []
    for who, kind in (("ours", "any"), ("ours", "publisher"), ("ours", "dates"), ("given", "any")):
        last, first = measured[-1].taken[who, kind], measured[0].taken[who, kind]
        words = PARTS[kind] if who == "given" else f"search{FILTERED[kind]}"
        rows.append(Measured(
            key=f"{key}/{who}/{kind}", words=f"{words}, {largest}", unit="ms",
            ours=percentile_row(last, 0.5), other=percentile_row(first, 0.5), than=smallest,
            ratio=ratio_of_percentiles(last, first, 0.5),
            cost=quiet_cost(measured[-1].work[who, kind], measured[0].work[who, kind]),
        ))  # fmt: skip
    for kind in KINDS:
        asked = [who for who in ("ours", "plain") if (who, kind) in measured[0].taken]
        slopes = {who: single(_slope(measured, who, kind)) for who in asked}
        rows.append(Measured(
            key=f"searching/exponent/{kind}", words=f"exponent of growth{FILTERED[kind]}", unit="",
            ours=slopes["ours"], other=slopes.get("plain"),
        ))  # fmt: skip
    return rows


def _slope(measured: Sequence[Timings], who: str, kind: str) -> float:
    return exponent([(each.corpora.passages, percentile(each.taken[who, kind], 0.5)) for each in measured])


def bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
