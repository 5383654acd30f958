"""A process that goes on for long needs no more memory and files than one that has just begun."""

from pathlib import Path

import pytest

from tests.soak.amounts import IS_FULL, amount
from tests.soak.churning import churn
from tests.soak.starting import started

ROUNDS = amount(300, 2_000)
QUARTERS = 4
MOST_GROWTH = 1.10 if IS_FULL else 1.30  # a small run's first quarter is the start alone; it grew by 14 % at most
# Connections are opened when all others are in use, and kept: of Chroma's at most ten, of the catalogue's one a thread
# that uses it at the same time, of which six were seen: one that keeps the index, one that adds, three that search; and
# one that is told of every commit.
MOST_POOLED = {"chroma.sqlite3": 10, "catalogue.sqlite3": 7, "catalogue.sqlite3-wal": 7}


@pytest.mark.slow
def test_memory_and_open_files_stay_flat_over_many_adds_removals_and_searches(tmp_path: Path) -> None:
    with started(churn, tmp_path / "home", ROUNDS, QUARTERS) as process:
        process.result(seconds=900)
        said = process.heard
    for quarter in said:
        print({**quarter, "rss": f"{quarter['rss'] / 1e6:.1f} MB"}, flush=True)
    assert [problem for quarter in said for problem in quarter["problems"]] == []
    assert len(said) == QUARTERS
    assert max(quarter["rss"] for quarter in said) < MOST_GROWTH * said[0]["rss"]
    assert {quarter["state"] for quarter in said} == {"ready"}
    for name, most in MOST_POOLED.items():
        assert max(quarter["files"].pop(name, 0) for quarter in said) <= most, name
    assert max(sum(quarter["files"].values()) for quarter in said) <= sum(said[0]["files"].values())
