"""The process that is killed: it adds, replaces and removes reports and says so before and after each.

    ("try", "add", (7,))    ("did", "add", (7,))    ("state", "checking")    ("phase", "closing")

In one of four ways: as the app does, with a thread that keeps the index; as one command after
another; making the index anew again and again; adding through a run of `ingest`.
Knows nothing about when it is killed.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread

from corpus import Corpus, CorpusSettings, Outcome, ingest
from corpus.report import Status
from corpus.storing import commit, prepare
from corpus.writing import Origin
from tests.soak.reports import MARK, Wide, number_of, report
from tests.soak.starting import Say

LOOK_SECONDS = 0.003
FEW, MANY = 5, 60  # articles, of four passages each; with more a look at the index takes longer than what is tested


def opened(home: Path) -> Corpus:
    """The corpus of a soak test, whatever room the disk has."""
    return Corpus(CorpusSettings(home=home, min_free_bytes=0), embedder=Wide())


def work(say: Say, hear: Callable[[], bool], home: Path, way: str, seed: int, first: int) -> None:
    """Go on for ever; new reports have the numbers from `first` on."""
    worker = Worker(say, home, random.Random(seed), first)
    WAYS[way](worker)


class Worker:
    """Adds and removes at random."""

    def __init__(self, say: Say, home: Path, chance: random.Random, first: int) -> None:
        self._lock = Lock()
        self._say = say
        self.home = home
        self.chance = chance
        self._next = first
        self.corpus = opened(home)
        self._present = {
            number_of(article.text) for article in self.corpus.catalogue.articles() if MARK.search(article.text)
        }
        self._gone = set(range(max(0, first - 40), first)) - self._present
        Thread(target=self._tell_states, daemon=True).start()
        self.say(("phase", "begun"))

    def say(self, what: tuple[object, ...]) -> None:
        with self._lock:  # two threads must not mix their words
            self._say(what)

    def act(self) -> None:
        """One add, replacement or removal."""
        throw = self.chance.random()
        if len(self._present) < FEW or (throw < 0.5 and len(self._present) < MANY):
            self._add(self.new())
        elif throw < 0.65 and self._gone:
            self._add(self.chance.choice(sorted(self._gone)))
        elif throw < 0.8:
            self._replace(self.chance.choice(sorted(self._present)), self.new())
        else:
            self._remove(self.chance.choice(sorted(self._present)))

    def new(self) -> int:
        self._next += 1
        return self._next - 1

    def run_of(self, count: int) -> None:
        """Add several by one run of `ingest`, which says of each that it is stored."""
        numbers = [self.new() for _ in range(count)]

        def outcome(what: Outcome) -> None:
            if what.status in (Status.ADDED, Status.VARIANT) and what.article_id:
                number = number_of(self.corpus.catalogue.article(what.article_id).text)
                self._present.add(number)
                self.say(("did", "add", (number,)))

        for number in numbers:
            self.say(("try", "add", (number,)))
        ingest(self.corpus, [report(number) for number in numbers], outcome=outcome)

    def _add(self, number: int) -> None:
        self.say(("try", "add", (number,)))
        self._store(number)
        self.say(("did", "add", (number,)))

    def _replace(self, old: int, new: int) -> None:
        self.say(("try", "replace", (old, new)))
        self._store(new, replacing=(report(old).article_id,))
        self.say(("did", "replace", (old, new)))
        self._present.remove(old)

    def _remove(self, number: int) -> None:
        self.say(("try", "remove", (number,)))
        self.corpus.remove(report(number).article_id)
        self.say(("did", "remove", (number,)))
        self._present.remove(number)
        self._gone.add(number)

    def _store(self, number: int, replacing: tuple[str, ...] = ()) -> None:
        prepared = prepare(report(number), self.corpus, Origin(replacing=replacing))
        commit(self.corpus, prepared, self.corpus.embedder.embed(prepared.texts))
        self._present.add(number)
        self._gone.discard(number)

    def _tell_states(self) -> None:
        """Say each state of the index, so that a kill can be aimed at it."""
        last = ""
        while True:
            state = self.corpus._keeper._health.state.value
            if state != last:
                self.say(("state", state))
                last = state
            time.sleep(LOOK_SECONDS)


def as_the_app(worker: Worker) -> None:
    worker.corpus.keep_index()
    while True:
        worker.act()
        worker.corpus.catch_up()
        time.sleep(worker.chance.uniform(0, 0.004))


def as_commands(worker: Worker) -> None:
    while True:
        for _ in range(worker.chance.randrange(1, 4)):
            worker.act()
        worker.corpus.catch_up()
        worker.say(("phase", "closing"))
        worker.corpus.close()
        worker.say(("phase", "closed"))


def making_anew(worker: Worker) -> None:
    while True:
        worker.act()
        worker.say(("phase", "rebuilding"))
        worker.corpus.rebuild()
        worker.say(("phase", "rebuilt"))


def by_runs(worker: Worker) -> None:
    while True:
        worker.run_of(worker.chance.randrange(3, 12))


WAYS = {"app": as_the_app, "commands": as_commands, "rebuilds": making_anew, "runs": by_runs}
