"""The bench's own logic: figures, what is stored and compared, and the table."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bench import results
from tests.bench.__main__ import QUICK, Bench, check, main
from tests.bench.figures import (
    Measured,
    Spread,
    exponent,
    paired,
    percentile,
    percentile_row,
    quiet_cost,
    ratio_of_percentiles,
    spread,
)
from tests.bench.table import as_markdown


def row(key: str, cost: float | None) -> Measured:
    return Measured(key=key, words="search, p50", unit="ms", ours=spread([8, 9, 7]), other=spread([16]), cost=cost)


class Again(Bench):
    """A run whose second measurement of a part is known."""

    def __init__(self, folder: Path, again: list[Measured]) -> None:
        super().__init__(QUICK, folder, ExitStack())
        self.again = again
        self.measured: list[str] = []

    def measure(self, part: str) -> list[Measured]:
        self.measured.append(part)
        return self.again


# Figures


def test_spread_is_the_median_with_its_range() -> None:
    assert spread([3.0, 1.0, 2.0]) == Spread(median=2.0, least=1.0, most=3.0)


def test_ratio_is_taken_round_by_round() -> None:
    assert paired([2.0, 40.0, 3.0], [4.0, 10.0, 3.0]) == Spread(median=1.0, least=0.5, most=4.0)


@pytest.mark.parametrize(("share", "value"), [(0.25, 1), (0.5, 2), (0.51, 3), (0.95, 4), (1.0, 4)])
def test_percentile_is_a_value_that_was_measured(share: float, value: int) -> None:
    assert percentile([4, 2, 1, 3], share) == value


def test_range_of_a_percentile_is_that_of_five_runs_in_a_row() -> None:
    values = [1, 1, 2, 2, 3, 3, 4, 4, 9, 9]
    assert percentile_row(values, 0.5) == Spread(median=3, least=1, most=9)
    assert ratio_of_percentiles(values, [2] * 10, 0.5) == Spread(median=1.5, least=0.5, most=4.5)


def test_cost_is_compared_at_the_lower_quartile() -> None:
    assert quiet_cost([3, 3, 90, 100], [6, 6, 6, 6]) == 0.5


def test_exponent_of_a_cost_that_grows_tenfold_at_a_hundred_times_the_size_is_a_half() -> None:
    assert exponent([(1_000, 4.0), (10_000, 12.6491), (100_000, 40.0)]) == pytest.approx(0.5, abs=1e-4)


def test_one_size_has_no_growth() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        exponent([(1_000, 4.0), (1_000, 5.0)])


# Stored results


def test_what_is_stored_is_read_back_and_the_other_kind_of_run_stays(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    results.store("full", [row("searching/a", 0.5)], {"cores": 2}, path)
    results.store("quick", [row("searching/b", 0.25)], {"cores": 4}, path)
    results.store("quick", [row("adding/c", None)], {"cores": 4}, path)
    assert results.rows_of("full", path) == [row("searching/a", 0.5)]
    assert results.rows_of("quick", path) == [row("searching/b", 0.25), row("adding/c", None)]
    assert results.load(path)["full"]["about"] == {"cores": 2}


def test_cost_up_to_1_3_times_the_stored_one_passes() -> None:
    before = {"searching/a": row("searching/a", 0.5)}
    assert results.failures([row("searching/a", 0.65)], before, "quick") == []


def test_higher_cost_fails_and_says_which_its_value_and_what_to_do() -> None:
    before = {"searching/a": row("searching/a", 0.5)}
    (line,) = results.failures([row("searching/a", 0.7)], before, "quick")
    assert line.startswith(
        "searching/a: search, p50 costs 0.7 times what the plain chain does, stored is 0.5; that is 1.40 times worse, "
        "allowed is 1.3; find the change"
    )
    assert "`python -m tests.bench --quick --store`" in line


def test_lower_cost_and_rows_without_one_pass() -> None:
    before = {"searching/a": row("searching/a", 0.5), "searching/b": row("searching/b", None)}
    rows = [row("searching/a", 0.1), row("searching/b", 9.0), row("searching/new", 9.0)]
    assert results.failures(rows, before, "full") == []
    assert results.unmeasured(rows, before) == ["searching/new"]


def test_check_fails_where_two_more_measurements_are_worse_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "results.json"
    results.store("quick", [row("searching/a", 0.5), row("adding/b", 0.5)], {}, path)
    bench = Again(tmp_path, again=[row("searching/a", 0.8)])
    assert check(bench, [row("searching/a", 0.9), row("adding/b", 0.5)], path) == 1
    assert bench.measured == ["searching", "searching"]
    assert "searching/a: search, p50 costs 0.8 times" in capsys.readouterr().err.splitlines()[-1]


def test_check_passes_where_the_second_measurement_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    results.store("quick", [row("searching/a", 0.5)], {}, path)
    assert check(Again(tmp_path, again=[row("searching/a", 0.5)]), [row("searching/a", 0.9)], path) == 0


@pytest.mark.parametrize(
    ("flags", "kind"),
    [("fma avx avx2 avx512_vnni", "quick"), ("fma avx avx2", "quick without eight-bit products")],
)
def test_a_processor_without_eight_bit_products_has_results_of_its_own(flags: str, kind: str, tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor : 0\nflags : {flags}\n", "utf-8")
    assert results.kind_here("quick", cpuinfo) == kind


def test_a_computer_is_compared_with_its_own_kind_first(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    results.store("quick", [row("searching/a", 0.5)], {}, path)
    assert check(Again(tmp_path, again=[row("searching/a", 0.9)]), [row("searching/a", 0.9)], path) == 1
    results.store(results.kind_here("quick"), [row("searching/a", 0.9)], {}, path)
    assert check(Again(tmp_path, again=[]), [row("searching/a", 0.9)], path) == 0


def test_check_fails_where_nothing_is_stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(Again(tmp_path, again=[]), [row("searching/a", 0.5)], tmp_path / "results.json") == 1
    assert "--store first" in capsys.readouterr().err


def test_every_stored_cost_of_the_project_is_a_number_above_zero() -> None:
    stored = results.load()
    assert all(fields.get("cost", 1) > 0 for kind in stored.values() for fields in kind["rows"].values())
    assert json.loads(json.dumps(stored)) == stored


@pytest.mark.parametrize("arguments", [["--only", "singing"], ["--sizes", "0"], ["--sizes", "many"]])
def test_unknown_parts_and_sizes_are_misuse(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


# The table


def test_table_has_units_ranges_and_what_stands_beside() -> None:
    rows = [
        Measured(key="a", words="adding", unit="articles/s", ours=spread([3, 2, 4]), other=spread([1]),
                 ratio=spread([3, 2, 4])),
        Measured(key="b", words="`--help`", unit="s", ours=spread([0.1234]), other=spread([0.05]), than="`numpy`"),
        Measured(key="c", words="growth", unit="", ours=spread([1234.5])),
    ]  # fmt: skip
    assert as_markdown(rows).splitlines() == [
        "|  | Footnote | beside it | ratio |",
        "| --- | ---: | ---: | ---: |",
        "| adding | 3 articles/s (2–4) | 1 articles/s | 3 × (2–4) |",
        "| `--help` | 0.123 s | `numpy`: 0.05 s |  |",
        "| growth | 1,234 |  |  |",
    ]
