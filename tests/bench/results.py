"""What was measured before, kept beside this file, and whether today is worse.

Seconds depend on the machine and on who else uses it, and are kept to be read. What
`--check` compares is work: seconds of the processor, divided by those of another program
that the same run measured in turns; and room, divided likewise. The full run and
the quick one measure other amounts, so each has results of its own; and so has a processor
without instructions for eight-bit products, on which our embedder is no longer much faster
than PyTorch: with the same code adding costs 0.33 of the plain chain with them, 0.44 to 0.53 without.

Knows nothing about how anything is measured.
"""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench.figures import Measured, Spread

STORED = Path(__file__).with_name("results.json")
# How much worse than its stored value a cost may be. Two quick runs beside a third, on two cores with three to five
# other processes at work: work was 0.84 to 1.24 of what was stored, room 0.97 to 1.01. With two threads of PyTorch's
# the plain chain's work was such that three runs had 0.58 to 4.4 of a fourth, so here it has one.
MOST_WORSE = 1.3
REMEDY = (
    "find the change that made it slower, or, where that is wanted, run "
    "`python -m tests.bench{how} --store` on a quiet machine and commit results.json"
)

# Linux's names of them; elsewhere the processor's family tells.
EIGHT_BIT = ("avx512_vnni", "avx_vnni", "amx_int8", "asimddp")
CPUINFO = Path("/proc/cpuinfo")

Stored = dict[str, Any]


def kind_here(kind: str, cpuinfo: Path = CPUINFO) -> str:
    """The kind of run on this computer: "quick", or "quick without eight-bit products"."""
    known = set(cpuinfo.read_text("utf-8").split()) if cpuinfo.exists() else set()
    has_them = bool(known & set(EIGHT_BIT)) if known else platform.machine() == "arm64"
    return kind if has_them else f"{kind} without eight-bit products"


def load(path: Path = STORED) -> Stored:
    """All that is stored, by kind of run; empty where nothing is."""
    loaded: Stored = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return loaded


def store(kind: str, rows: Sequence[Measured], about: Mapping[str, object], path: Path = STORED) -> None:
    """Write this run down; parts that it did not measure, and the other kind of run, stay as they are."""
    stored = load(path)
    before: dict[str, Any] = stored.get(kind, {}).get("rows", {})
    stored[kind] = {"about": dict(about), "rows": before | {row.key: _as_json(row) for row in rows}}
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", "utf-8")


def rows_of(kind: str, path: Path = STORED) -> list[Measured]:
    """The rows that are stored for this kind of run, in the order they were measured in."""
    return [_from_json(key, fields) for key, fields in load(path).get(kind, {}).get("rows", {}).items()]


def worse(row: Measured, before: Mapping[str, Measured]) -> float | None:
    """By which factor the row's cost is more than the stored one, 1.0 for equal; None where there is none."""
    stored = before.get(row.key)
    if row.cost is None or stored is None or stored.cost is None:
        return None
    return row.cost / stored.cost


def better(rows: Sequence[Measured], again: Sequence[Measured]) -> list[Measured]:
    """Each row once, as it was measured the better of two times."""
    second = {row.key: row for row in again}
    return [_better_of(row, second.get(row.key, row)) for row in rows]


def failures(rows: Sequence[Measured], before: Mapping[str, Measured], kind: str) -> list[str]:
    """A line for each cost that is higher than allowed: which, its value, and what to do."""
    remedy = REMEDY.format(how="" if kind == "full" else f" --{kind}")
    found = []
    for row in rows:
        factor = worse(row, before)
        if factor is not None and factor > MOST_WORSE:
            found.append(
                f"{row.key}: {row.words} costs {row.cost:g} times what {row.than} does, stored is "
                f"{before[row.key].cost:g}; that is {factor:.2f} times worse, allowed is {MOST_WORSE}; {remedy}"
            )
    return found


def unmeasured(rows: Sequence[Measured], before: Mapping[str, Measured]) -> list[str]:
    """The keys of costs that this run has and the stored one lacks: nothing guards them."""
    return [row.key for row in rows if row.cost is not None and row.key not in before]


def _better_of(first: Measured, second: Measured) -> Measured:
    factor = worse(second, {first.key: first})
    return second if factor is not None and factor < 1.0 else first


def _as_json(row: Measured) -> dict[str, Any]:
    return {name: value for name, value in asdict(row).items() if name != "key" and value is not None}


def _from_json(key: str, fields: Mapping[str, Any]) -> Measured:
    spreads = {name: Spread(**fields[name]) for name in ("ours", "other", "ratio") if name in fields}
    return Measured(
        key=key,
        words=fields["words"],
        unit=fields["unit"],
        than=fields["than"],
        cost=fields.get("cost"),
        ours=spreads.get("ours"),
        other=spreads.get("other"),
        ratio=spreads.get("ratio"),
    )
