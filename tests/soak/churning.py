"""The process that adds, removes and searches for long, and says how much memory and how many files it has.

Knows nothing about how much is too much.
"""

import gc
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

from corpus import Corpus
from corpus.health import State
from corpus.splitting import split
from corpus.storing import commit, embedded_text, prepare
from corpus.tidying import keep_to_two_arenas
from corpus.writing import Origin
from tests.soak.reports import mark_of, report
from tests.soak.starting import Say
from tests.soak.working import opened

STORED = 200  # articles that are there from the beginning on; each one added pushes out the oldest
SEARCHERS = 3
SETTLE_SECONDS = 60.0
MEMORY = {"rss": "VmRSS", "anonymous": "RssAnon", "mapped": "RssFile"}


def churn(say: Say, hear: Callable[[], bool], home: Path, rounds: int, quarters: int) -> None:
    """`rounds` times an article more, one less and a search; how the process is after each quarter."""
    keep_to_two_arenas()  # as the app does
    with opened(home) as corpus:
        corpus.keep_index()
        for number in range(STORED):
            _add(corpus, number)
        for quarter in range(quarters):
            first, last = (number * rounds // quarters for number in (quarter, quarter + 1))
            problems = _rounds(corpus, first, last)
            _settle(corpus)
            gc.collect()
            say({**used(), "state": corpus.health().state.value, "problems": problems})


def used() -> dict[str, object]:
    """Memory in bytes, its own and that of mapped files; threads; and open files by name of this process."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    size = {name: int(status[key].split()[0]) * 1024 for name, key in MEMORY.items()}
    names = Counter(name.rpartition("/")[2] for name in _open_files())
    return {**size, "threads": int(status["Threads"]), "files": dict(names)}


def _open_files() -> Iterator[str]:
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one that lists them
            yield str(descriptor.readlink())


def _rounds(corpus: Corpus, first: int, last: int) -> list[str]:
    """Add and remove in this thread while others search; what went wrong with any of them."""
    searching = _Searching(corpus, range(first, last))
    for number in range(first, last):
        _add(corpus, STORED + number)
        corpus.remove(report(number).article_id)
        corpus.catch_up()
        searching.oldest = number + 1
    searching.finish()
    return searching.problems


def _settle(corpus: Corpus) -> None:
    """Wait until the index has been told all: one that is being made anew has other files open."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline and (corpus.health().state is not State.READY or corpus.health().pending):
        time.sleep(0.1)


def _add(corpus: Corpus, number: int) -> None:
    prepared = prepare(report(number), corpus, Origin())
    commit(corpus, prepared, corpus.embedder.embed(prepared.texts))


class _Searching:
    """As many searches as there are numbers, from several threads, each for a report that is there."""

    def __init__(self, corpus: Corpus, numbers: range) -> None:
        self._corpus = corpus
        self._left = list(numbers)
        self._lock = Lock()
        self.oldest = numbers.start
        self.problems: list[str] = []
        self._threads = [Thread(target=self._search) for _ in range(SEARCHERS)]
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        for thread in self._threads:
            thread.join()

    def _search(self) -> None:
        try:
            while number := self._next():
                self._search_for(number)
        except Exception as error:
            self.problems.append(repr(error))

    def _next(self) -> int:
        with self._lock:
            return self._left.pop() + STORED // 2 if self._left else 0

    def _search_for(self, number: int) -> None:
        chance = random.Random(number)
        number = self.oldest + chance.randrange(STORED // 2, STORED - 20)
        passage = split(report(number), max_chars=self._corpus.settings.passage_chars)[0]
        vector = self._corpus.embedder.embed_query(embedded_text(passage))
        found = [self._corpus.search_dense(vector, 5), self._corpus.search_lexical([mark_of(number)], 5)]
        if [hits[0][0] if hits else "" for hits in found] != [passage.passage_id] * 2:
            self.problems.append(f"report {number} is found at {found}, {self._corpus.health()}")
