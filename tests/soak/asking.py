"""The processes of two that write while a third asks.

    add_folder   adds the files of a folder, as `python -m corpus add FOLDER` does
    ask          asks in three ways until told to stop, and says what was wrong and how long it took

Knows nothing about how many there are.
"""

import random
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from corpus import Corpus, ingest
from corpus.splitting import split
from corpus.storing import embedded_text
from qa.query import Query
from qa.retrieving import HybridRetriever
from tests.soak.reports import mark_of, number_of, report
from tests.soak.starting import Say
from tests.soak.working import opened


def add_folder(say: Say, hear: Callable[[], bool], home: Path, folder: Path) -> None:
    """Add and catch up once; say how many were added and what went wrong."""
    try:
        with opened(home) as corpus:
            run = ingest(corpus, [str(folder)])
            corpus.catch_up()
        say({"added": run.added + run.variants, "problems": [rejected.reason for rejected in run.rejected]})
    except Exception:
        say({"added": 0, "problems": [traceback.format_exc()]})


def ask(say: Say, hear: Callable[[], bool], home: Path, numbers: range, is_app: bool, seed: int) -> None:
    """Ask for any of the reports in `numbers`, stored yet or not, until something is heard."""
    chance = random.Random(seed)
    with opened(home) as corpus:
        asker = _Asker(corpus)
        if is_app:
            corpus.keep_index()
        while not hear():
            asker.ask_for(chance.choice(numbers))
    asker.seconds.sort()
    say({"asked": len(asker.seconds), "found": asker.found, "problems": asker.problems,
         "p95": asker.seconds[len(asker.seconds) * 95 // 100], "longest": asker.seconds[-1]})  # fmt: skip


class _Asker:
    """Asks and remembers what it once found: that must be found again."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._hybrid = HybridRetriever(corpus)
        self._known: set[int] = set()
        self.found = 0
        self.seconds: list[float] = []
        self.problems: list[str] = []

    def ask_for(self, number: int) -> None:
        started = time.perf_counter()
        try:
            answers = self._answers(number)
        except Exception:
            self.problems.append(traceback.format_exc())
            return
        self.seconds.append(time.perf_counter() - started)
        self.found += sum(answers)
        if number in self._known and not all(answers):
            self.problems.append(f"report {number} was found before and now {answers}, {self._corpus.health()}")
        if all(answers):
            self._known.add(number)

    def _answers(self, number: int) -> tuple[bool, bool, bool]:
        """Whether vectors, words and both together find the report first."""
        first = split(report(number), max_chars=self._corpus.settings.passage_chars)[0]
        text = embedded_text(first)
        dense = self._corpus.search_dense(self._corpus.embedder.embed_query(text), 5)
        words = self._corpus.search_lexical([mark_of(number)], 5)
        both = self._hybrid.retrieve(Query.of(text), 5)
        return (
            dense[:1] != [] and dense[0][0] == first.passage_id,
            words[:1] != [] and words[0][0] == first.passage_id,
            both != [] and number_of(self._corpus.catalogue.article(both[0].passage.article_id).text) == number,
        )
