"""How much there is, where it lies and how the index is: `stats`.

Counted in the catalogue and measured on the disk when asked; loads no model and does not
open the index. The JSON is a contract, documented in the README.
"""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.database import Database
from corpus.health import Health, State
from corpus.migrations import migrate
from corpus.opening import opener_for
from corpus.owning import OWNER_FACT, Ownership
from corpus.store import Corpus
from corpus.terminal import plain

RUNS_SHOWN = 5
VECTOR_BYTES = 2  # of each of a stored vector's numbers, which are float16
COUNTS = (
    "SELECT (SELECT count(*) FROM articles WHERE newest IS NULL), (SELECT count(*) FROM articles), "
    "(SELECT count(*) FROM passages), (SELECT count(*) FROM sentences), "
    "(SELECT count(*) FROM passages WHERE indexed = 0), (SELECT count(*) FROM removals), "
    "(SELECT count(*) FROM feeds), (SELECT count(*) FROM sources WHERE article_id IS NOT NULL)"
)
RUN_COUNTS = ("added", "replaced", "unchanged", "revised", "not_modified", "passages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The process that owned the index last, and whether there still is one of that number."""

    pid: int
    program: str
    since: str
    is_running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of adding did, by its report."""

    finished: str
    seconds: float
    rejected: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """One corpus in numbers; `bytes_used` has those of "catalogue", "index", "originals" and "log"."""

    home: str
    articles: int
    versions: int  # texts kept, earlier versions among them
    passages: int
    sentences: int
    to_index: int  # passages that the index has yet to take in
    to_drop: int  # and yet to forget
    feeds: int
    sources: int
    bytes_used: dict[str, int]
    bytes_free: int
    schema: int
    embedder: str | None
    dimension: int | None
    index_state: str
    index_words: str
    index_problems: tuple[str, ...]
    owner: Owner | None
    runs: tuple[Run, ...]


def stats(corpus: Corpus) -> Stats:
    """The corpus in numbers, as they are now; CatalogueError where the catalogue cannot be read."""
    settings = corpus.settings
    database = Database(settings.catalogue_path, migrate)
    try:
        counts = database.rows(COUNTS)[0]
        schema = database.rows("PRAGMA user_version")[0][0]
        dimension = database.rows("SELECT length(vector) / ? FROM passages LIMIT 1", (VECTOR_BYTES,))
        facts: dict[str, str] = dict(database.rows("SELECT name, value FROM facts"))
        runs = database.rows("SELECT finished, report FROM runs ORDER BY number DESC LIMIT ?", (RUNS_SHOWN,))
    finally:
        database.close()
    health = corpus.health()
    return Stats(
        home=str(settings.home), articles=counts[0], versions=counts[1], passages=counts[2], sentences=counts[3],
        to_index=counts[4], to_drop=counts[5], feeds=counts[6], sources=counts[7],
        bytes_used={
            "catalogue": _size(settings.catalogue_path), "index": _size_below(settings.index_folder),
            "originals": _size_below(settings.originals_folder), "log": _size(settings.log_path),
        },
        bytes_free=shutil.disk_usage(settings.home).free,
        schema=schema, embedder=facts.get("embedder"), dimension=dimension[0][0] if dimension else None,
        index_state=health.state.value, index_words=_index_in_words(corpus, health), index_problems=health.problems,
        owner=_owner(facts.get(OWNER_FACT)), runs=tuple(_run(*row) for row in runs),
    )  # fmt: skip


def stats_as_json(stats: Stats) -> dict[str, Any]:
    """The object that `stats --json` prints."""
    return asdict(stats)


def stats_in_words(stats: Stats) -> str:
    """The lines that `stats` prints."""
    earlier = stats.versions - stats.articles
    lines = [
        ("folder", plain(stats.home)),
        ("articles", f"{stats.articles:,}" + (f", and {earlier:,} earlier versions" if earlier else "")),
        ("passages", f"{stats.passages:,}, in {stats.sentences:,} sentences"),
        ("sources", f"{stats.sources:,} addresses and files, {stats.feeds:,} feeds"),
        ("index", stats.index_words),
        *(("", f"found: {plain(problem)}") for problem in stats.index_problems),
        ("pending", f"{stats.to_index:,} passages to take in, {stats.to_drop:,} to drop"),
        ("owner", _owner_in_words(stats.owner)),
        ("embedder", f"{stats.embedder}, {stats.dimension} numbers a vector" if stats.embedder else "none yet"),
        ("disk", ", ".join(f"{name} {_megabytes(size)}" for name, size in stats.bytes_used.items())),
        ("", f"{_megabytes(stats.bytes_free)} free"),
        ("schema", str(stats.schema)),
        *(("runs" if number == 0 else "", _run_in_words(run)) for number, run in enumerate(stats.runs)),
    ]
    return "\n".join(f"{name:<10}{value}" for name, value in lines)


def print_stats(stats: Stats) -> None:
    print(stats_in_words(stats))  # noqa: T201


def _index_in_words(corpus: Corpus, health: Health) -> str:
    """How the index is, also where this process has not opened it."""
    if health.state is not State.IDLE:
        return health.words
    settings, catalogue = corpus.settings, corpus.catalogue
    ownership = Ownership(settings.home, catalogue)
    if not ownership.is_free():
        return f"{ownership.owner()} keeps it"
    return opener_for(settings, catalogue, say=lambda _: None, stopping=bool).glance()


def _owner(fact: str | None) -> Owner | None:
    """Who signed as the index's owner; None where nobody did, or not legibly."""
    try:
        signed = json.loads(fact or "{}")
        pid = int(signed["pid"])
        return Owner(pid=pid, program=str(signed["program"]), since=str(signed["since"]), is_running=_is_running(pid))
    except (ValueError, KeyError, TypeError):
        return None


def _is_running(pid: int) -> bool:
    if pid <= 0:  # which would mean a group of processes
        return False
    try:
        os.kill(pid, 0)  # asks, and does nothing to it
    except PermissionError:  # it is another user's
        return True
    except (OSError, OverflowError):
        return False
    return True


def _run(finished: str, report: str) -> Run:
    told = json.loads(report)
    return Run(
        finished=finished, seconds=told.get("seconds", 0.0), rejected=len(told.get("rejected", [])),
        counts={name: told.get(name, 0) for name in RUN_COUNTS},
    )  # fmt: skip


def _size(path: Path) -> int:
    """Bytes of a file with what is kept beside it: SQLite's journal, the log that was moved aside."""
    return sum(_bytes_of(beside) for beside in path.parent.glob(f"{path.name}*"))


def _size_below(folder: Path) -> int:
    return sum(map(_bytes_of, _files_below(folder)))


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)


def _bytes_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone in this moment, as journals and unfinished files go
        return 0


def _owner_in_words(owner: Owner | None) -> str:
    if owner is None:
        return "none yet"
    since = owner.since[:16].replace("T", " ")
    return (
        f"process {owner.pid} ({plain(owner.program)}), {'since' if owner.is_running else 'gone; it took it'} {since}"
    )


def _run_in_words(run: Run) -> str:
    counts = [f"{name.replace('_', ' ')} {count:,}" for name, count in run.counts.items() if count]
    counts += [f"rejected {run.rejected:,}"] * (run.rejected > 0)
    return f"{run.finished[:16].replace('T', ' ')} UTC: {', '.join(counts) or 'nothing new'} ({run.seconds:.1f} s)"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
