"""One chain in a process of its own, told what to do line by line: `Worker`.

Footnote and the plain chain would share memory, threads and caches in one process. Here
each has its own, waits at its pipe while the other one works, and times itself, so that
what passes through the pipe is not counted.

    with Worker("plain") as plain, Worker("ours") as ours:
        plain.open(folder)
        ours.search("Who ...?")     seconds, passages

Knows nothing about what is compared with what.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus import Article
from corpus.rows import article_of, row_of
from tests.bench.figures import Took

PROJECT = Path(__file__).resolve().parents[2]
KINDS = ("ours", "given", "plain")  # Footnote; Footnote without a model; the plain chain
# The plain chain's libraries ask a hub for news of a local folder unless told not to.
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "ANONYMIZED_TELEMETRY": "False"}
# Two threads of PyTorch's wait for each other at full speed: beside other work a question took the plain chain 2 to 10
# times as many seconds of the processor, from one run to the next. What is compared with a stored figure has one.
SINGLE = {"OMP_NUM_THREADS": "1"}
MODEL_LIBRARY = "torch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Bytes of a process that are in memory now and were at most; `has_torch` where it imported PyTorch."""

    now: int
    most: int
    has_torch: bool


class Worker:
    """The parent's end; each method runs in the child and gives back what it measured."""

    def __init__(self, kind: str, vectors: Path | None = None, *, is_single: bool = False) -> None:
        self._kind = kind
        self._work = 0.0  # seconds of the processor that the last answer took
        command = [sys.executable, "-m", "tests.bench.working", kind, *([str(vectors)] if vectors else [])]
        settings = environment() | (SINGLE if is_single else {})
        self._child = subprocess.Popen(
            command, cwd=PROJECT, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child.stdin is not None and self._child.stdout is not None
        self._child.stdin.close()  # the child ends at the end of its input
        self._child.wait()
        self._child.stdout.close()

    def open(self, folder: Path) -> None:
        self._ask("open", str(folder))

    def close(self) -> None:
        """Let go of the folder, so that another process may have it; the libraries stay loaded."""
        self._ask("close", None)

    def add(self, articles: Sequence[Article]) -> Took:
        return self._timed("add", [row_of(article) for article in articles])

    def search(
        self, question: str, publisher: str | None = None, dates: tuple[datetime, datetime] | None = None
    ) -> Took:
        days = [moment.isoformat() for moment in dates] if dates else None
        return self._timed("search", [question, publisher, days])

    def search_dense(self, question: str) -> Took:
        return self._timed("search_dense", question)

    def search_lexical(self, question: str) -> Took:
        return self._timed("search_lexical", question)

    def find_evidence(self, question: str) -> Took:
        """Of no passages where it abstains."""
        return self._timed("find_evidence", question)

    def embed(self, texts: Sequence[str], path: Path) -> None:
        self._ask("embed", [list(texts), str(path)])

    def write_asked(self, path: Path) -> None:
        self._ask("write_asked", str(path))

    def memory(self) -> Memory:
        return Memory(**self._ask("memory", None))

    def _timed(self, name: str, given: Any) -> Took:
        seconds, count = self._ask(name, given)
        return Took(seconds=seconds, work=self._work, count=count)

    def _ask(self, name: str, given: Any) -> Any:
        assert self._child.stdin is not None and self._child.stdout is not None
        self._child.stdin.write(json.dumps([name, given]) + "\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline()
        if not line:
            raise RuntimeError(f"the process {self._kind!r} ended at {name!r} with {self._child.wait()}")
        answer, self._work = json.loads(line)
        return answer


@contextmanager
def new_pair(*, is_single: bool = False) -> Iterator[tuple[Worker, Worker]]:
    """Footnote and the plain chain, both loading their libraries at the same time."""
    with Worker("ours", is_single=is_single) as ours, Worker("plain", is_single=is_single) as plain:
        yield ours, plain


Pair = Callable[[], AbstractContextManager[tuple[Worker, Worker]]]
"""Where a part has its two processes from: new ones, or in a quick run those of all parts."""


def environment() -> dict[str, str]:
    """This process's, without the settings of whoever runs the bench."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    return kept | OFFLINE


def memory_now() -> Memory:
    """This process's own, from Linux's books; other systems tell only the most it ever had."""
    status = Path("/proc/self/status")
    has_torch = MODEL_LIBRARY in sys.modules
    if not status.exists():
        import resource

        unit = 1 if sys.platform == "darwin" else 1_024
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
        return Memory(now=most, most=most, has_torch=has_torch)
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    now, most = (int(fields[name].split()[0]) * 1_024 for name in ("VmRSS", "VmHWM"))
    return Memory(now=now, most=most, has_torch=has_torch)


def main(kind: str, vectors: str | None = None) -> None:
    """Serve one parent until its pipe ends; stdout is for answers alone."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    commands = _commands_of_plain() if kind == "plain" else _commands_of_ours(Path(vectors) if vectors else None)
    commands["memory"] = lambda _: {name: getattr(memory_now(), name) for name in Memory.__slots__}
    for line in sys.stdin:
        name, given = json.loads(line)
        started = time.process_time()
        answer = commands[name](given)
        answers.write(json.dumps([answer, time.process_time() - started]) + "\n")
        answers.flush()
    commands["close"](None)


def _commands_of_ours(vectors: Path | None) -> dict[str, Callable[[Any], Any]]:
    from tests.bench.ours import Ours

    ours = Ours(vectors)

    def search(given: Any) -> tuple[float, int]:
        question, publisher, days = given
        dates = (datetime.fromisoformat(days[0]), datetime.fromisoformat(days[1])) if days else None
        return ours.search(question, publisher, dates)

    return {
        "open": lambda folder: ours.open(Path(folder)),
        "close": lambda _: ours.close(),
        "add": lambda rows: ours.add([_article(row) for row in rows]),
        "search": search,
        "search_dense": ours.search_dense,
        "search_lexical": ours.search_lexical,
        "find_evidence": ours.find_evidence,
        "embed": lambda given: ours.embed(given[0], Path(given[1])),
        "write_asked": lambda path: ours.write_asked(Path(path)),
    }


def _commands_of_plain() -> dict[str, Callable[[Any], Any]]:
    from tests.bench.plain import Plain

    plain = Plain()
    plain.load()

    def add(rows: Any) -> tuple[float, int]:
        articles = [_article(row) for row in rows]
        return plain.add([article.text for article in articles], [known_of(article) for article in articles])

    return {
        "open": lambda folder: plain.open(Path(folder)),
        "close": lambda _: plain.close(),
        "add": add,
        "search": lambda given: plain.search(given[0], given[1]),
    }


def known_of(article: Article) -> dict[str, str]:
    """An article's metadata as the plain chain keeps it."""
    published = article.published.isoformat() if article.published else None
    known = {"title": article.title, "publisher": article.publisher, "source": article.source, "published": published}
    return {name: value for name, value in known.items() if value is not None}


def _article(row: Any) -> Article:
    return article_of(tuple(row))


if __name__ == "__main__":
    main(*sys.argv[1:])
