"""python -m tests.bench: measure, print the README's table, store the figures, compare with the stored ones.

    python -m tests.bench --store                   all of it, hours at most; results.json is written anew
    python -m tests.bench --only searching          one part
    python -m tests.bench --quick --check           under a minute: is any ratio worse than it was?

The table goes to stdout, progress to stderr. `--folder` keeps the made corpora for the next
run, and a run that was interrupted goes on with them. Exit 0 when done, 1 when a ratio is
worse than allowed, 130 when interrupted.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.bench import results
from tests.bench.adding import measure_adding
from tests.bench.figures import Measured
from tests.bench.filling import Shelf
from tests.bench.making import Base, public_articles, sample_articles
from tests.bench.searching import Plan, time_sizes
from tests.bench.starting import (
    measure_commands,
    measure_evidence,
    measure_first_search,
    measure_quick_first_search,
)
from tests.bench.table import as_markdown
from tests.bench.telling import search_rows
from tests.bench.working import Worker, new_pair

FULL_SIZES = (1_000, 10_000, 100_000, 300_000)
MORE_TRIES = 2  # of a part that was worse, for busy machines
COLD_SEARCH_SIZE = 10_000  # or the largest below it
PACKAGES = (
    "torch", "sentence-transformers", "onnxruntime", "numpy", "chromadb", "langchain-chroma", "langchain-core",
    "langchain-huggingface", "langchain-text-splitters",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How much a run measures; two runs of the same kind can be compared."""

    kind: str
    sizes: tuple[int, ...]
    rounds: int
    articles: int | None
    questions: int
    starts: int
    catalogue: int


FULL = Amounts(kind="full", sizes=FULL_SIZES, rounds=5, articles=None, questions=100, starts=5, catalogue=10_000)
# As little as tells a ratio within the noise: see MOST_WORSE in results.py.
QUICK = Amounts(kind="quick", sizes=(1_000,), rounds=4, articles=4, questions=30, starts=4, catalogue=0)


class Bench:
    """One run: its amounts, its folder, and the parts that it can measure."""

    def __init__(self, amounts: Amounts, folder: Path, stack: ExitStack) -> None:
        self.amounts = amounts
        self._stack = stack
        self._pair: tuple[Worker, Worker] | None = None
        self._folder = folder
        self._started = time.monotonic()

    def measure(self, part: str) -> list[Measured]:
        """The rows of one part."""
        with tempfile.TemporaryDirectory(dir=self._folder, prefix="run-") as scratch:
            return PARTS[part](self, Path(scratch))

    def say(self, words: str) -> None:
        print(f"{time.monotonic() - self._started:7.1f} s  {words}", file=sys.stderr, flush=True)

    def adding(self, scratch: Path) -> list[Measured]:
        articles = sample_articles() + ([] if self.amounts.articles else public_articles())
        return measure_adding(articles[: self.amounts.articles], self.amounts.rounds, scratch, self.pair, self.say)

    def searching(self, scratch: Path) -> list[Measured]:
        amounts = self.amounts
        plan = Plan(base=self.base, questions=amounts.questions, folder=scratch, pair=self.pair, say=self.say)
        return search_rows(time_sizes(self.shelf, amounts.sizes, plan))

    def starting(self, _: Path) -> list[Measured]:
        fitting = [size for size in self.amounts.sizes if size <= COLD_SEARCH_SIZE]
        corpora = self.shelf.prepared(max(fitting, default=min(self.amounts.sizes)))
        if self.amounts.catalogue:
            home, articles = self.shelf.catalogue_of(self.amounts.catalogue), self.amounts.catalogue
        else:
            home, articles = corpora.ours, corpora.articles
        rows = measure_commands(home, articles, self.base, self.amounts.starts, self.say)
        measure = measure_quick_first_search if self.amounts.kind == "quick" else measure_first_search
        return rows + measure(corpora, self.base, self.amounts.starts, self.say)

    def evidence(self, scratch: Path) -> list[Measured]:
        return measure_evidence(scratch, self.amounts.questions, self.say)

    @contextmanager
    def pair(self) -> Iterator[tuple[Worker, Worker]]:
        """New processes for each part and size, so that memory is told apart; in a quick run the same for all."""
        if self.amounts.kind == "full":
            with new_pair() as workers:
                yield workers
        else:
            if self._pair is None:
                self._pair = self._stack.enter_context(new_pair(is_single=True))
            yield self._pair

    @cached_property
    def base(self) -> Base:
        return Base.read(is_small=self.amounts.kind == "quick")

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf(self._folder, self.base, self.say)


Part = Callable[[Bench, Path], list[Measured]]
PARTS: dict[str, Part] = {
    "adding": Bench.adding,
    "searching": Bench.searching,
    "starting": Bench.starting,
    "evidence": Bench.evidence,
}
QUICK_PARTS = ("adding", "searching", "starting")  # `evidence` has nothing beside it to be compared with


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; the exit code."""
    options = _parser().parse_args(arguments)
    amounts = QUICK if options.quick else FULL
    if options.sizes:
        amounts = replace(amounts, sizes=tuple(sorted(options.sizes)))
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(amounts, folder, stack)
        parts = options.only or (QUICK_PARTS if options.quick else tuple(PARTS))
        rows = [row for part in parts for row in bench.measure(part)]
        print(as_markdown(rows))
        code = check(bench, rows, options.results) if options.check else 0
    if options.store and not code:
        results.store(results.kind_here(amounts.kind), rows, about(), options.results)
    return code


def check(bench: Bench, rows: Sequence[Measured], path: Path) -> int:
    """1, with a line for each, where ratios are worse than the stored ones; two more measurements may clear them."""
    kind = results.kind_here(bench.amounts.kind)
    stored = results.rows_of(kind, path) or results.rows_of(bench.amounts.kind, path)  # of other computers, else
    before = {row.key: row for row in stored}
    if not before:
        bench.say(f"nothing is stored for a {kind} run; run it with --store first")
        return 1
    for key in results.unmeasured(rows, before):
        bench.say(f"{key} has no stored ratio; run it with --store to guard it")
    for row in rows:
        if factor := results.worse(row, before):
            bench.say(f"{row.key}: costs {row.cost:.3g} times {row.than}, {factor:.2f} of what is stored")
    failed = results.failures(rows, before, bench.amounts.kind)
    for _ in range(MORE_TRIES):
        if not failed:
            break
        for line in failed:
            bench.say(f"measured again, since {line}")
        parts = dict.fromkeys(line.partition("/")[0] for line in failed)
        rows = results.better(rows, [row for part in parts for row in bench.measure(part)])
        failed = results.failures(rows, before, bench.amounts.kind)
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


def about() -> dict[str, object]:
    """What the figures were measured on."""
    found = {}
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": found,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="How fast, beside the plain chain.")
    parser.add_argument("--sizes", type=_sizes, metavar="N,N", help="passages, e.g. 1000,10000,100000,300000")
    parser.add_argument("--only", type=_parts, metavar="PART,PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="little of everything that has a ratio, in a minute")
    parser.add_argument("--check", action="store_true", help="fail where a ratio is worse than the stored one")
    parser.add_argument("--store", action="store_true", help="write the figures to results.json")
    parser.add_argument("--results", type=Path, default=results.STORED, help="the file of stored figures")
    parser.add_argument("--folder", type=Path, help="keeps the made corpora; without it they are deleted")
    return parser


def _sizes(text: str) -> list[int]:
    sizes = [int(size) for size in text.replace("_", "").split(",")]
    if min(sizes) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} has a size below 1")
    return sizes


def _parts(text: str) -> list[str]:
    parts = text.split(",")
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    return parts


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("interrupted; with --folder the made corpora are kept, and the next run goes on", file=sys.stderr)
        sys.exit(130)
