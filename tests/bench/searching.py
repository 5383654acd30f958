"""How fast passages are found as a corpus grows, and how much room it takes.

At each size the same questions go to Footnote and to the plain chain in turns, question by
question, each in a process of its own with its embedder; no question is put twice, since
the vectors of questions are remembered. A third process searches with given vectors and
without any model library: it tells what the search itself takes, in time and in memory.

Knows nothing about how the corpora are made (`tests.bench.filling`) and how the times are
told (`tests.bench.telling`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.bench.figures import Took, percentile
from tests.bench.filling import Corpora, Shelf
from tests.bench.making import Base, ask, make
from tests.bench.working import Memory, Pair, Worker

Say = Callable[[str], None]
WARM_QUESTIONS = 5  # put to both first, and not counted
FILTER_DAYS = 90  # a range of dates admits a twentieth of five years
MILLISECONDS = 1_000.0
KINDS = ("any", "publisher", "dates")
OPENINGS = {"warm": "So what about", "any": "What about", "publisher": "And what about", "dates": "Then what about"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, with the publisher and the dates of the article that it is about."""

    text: str
    publisher: str
    dates: tuple[datetime, datetime]


@dataclass(slots=True, kw_only=True)
class Timings:
    """One size: what each question took, in milliseconds and in work, by what was asked of whom."""

    corpora: Corpora
    taken: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    work: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    memory: dict[str, Memory] = field(default_factory=dict)

    def note(self, who: str, what: str, took: Took) -> None:
        self.taken.setdefault((who, what), []).append(took.seconds * MILLISECONDS)
        self.work.setdefault((who, what), []).append(took.work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked, how often, and of whom; `folder` is for files that are not kept."""

    base: Base
    questions: int
    folder: Path
    pair: Pair
    say: Say


def time_sizes(shelf: Shelf, sizes: Sequence[int], plan: Plan) -> list[Timings]:
    """Each size, the smallest first, made where it is not there."""
    measured = []
    for size in sorted(sizes):
        plan.say(f"the corpus with {size:,} passages")
        measured.append(time_size(shelf.prepared(size), plan))
    return measured


def time_size(corpora: Corpora, plan: Plan) -> Timings:
    """All questions put to one size."""
    timings = Timings(corpora=corpora)
    vectors = plan.folder / f"questions-{corpora.size}.npz"
    asked = {kind: questions_for(corpora, plan.base, kind, plan.questions) for kind in KINDS}
    warm = questions_for(corpora, plan.base, "warm", WARM_QUESTIONS)
    with plan.pair() as (ours, plain):
        ours.open(corpora.ours)
        plain.open(corpora.plain)
        for each in warm:
            ours.search(each.text)
            plain.search(each.text)
        for kind in KINDS:
            _ask_both(ours, plain, kind, asked[kind], timings)
            plan.say(f"{kind}: Footnote {percentile(timings.taken['ours', kind], 0.5):.1f} ms")
        timings.memory = {"ours": ours.memory(), "plain": plain.memory()}
        ours.write_asked(vectors)
        ours.close()
        plain.close()
    with Worker("given", vectors) as given:
        given.open(corpora.ours)
        for each in warm:
            given.search(each.text)
        for kind in KINDS:
            _ask_without_model(given, kind, asked[kind], timings)
        timings.memory["given"] = given.memory()
    return timings


def _ask_both(ours: Worker, plain: Worker, kind: str, asked: Sequence[Asked], timings: Timings) -> None:
    for each in asked:
        timings.note("ours", kind, _search(ours, kind, each))
        if kind != "dates":  # the plain chain keeps a date as text, which Chroma cannot compare
            timings.note("plain", kind, _search(plain, kind, each))


def _ask_without_model(given: Worker, kind: str, asked: Sequence[Asked], timings: Timings) -> None:
    for each in asked:
        timings.note("given", kind, _search(given, kind, each))
        if kind == "any":
            timings.note("given", "dense", given.search_dense(each.text))
            timings.note("given", "lexical", given.search_lexical(each.text))


def questions_for(corpora: Corpora, base: Base, kind: str, count: int) -> list[Asked]:
    """The questions of one kind: the same in each run, others for each kind, none twice."""
    chance = Random(f"{kind} questions")
    asked: dict[str, Asked] = {}
    turn = 0
    while len(asked) < count:
        turn += 1
        number = chance.randrange(corpora.articles)
        article = make(number, base).article
        assert article.publisher is not None and article.published is not None
        first = article.published - timedelta(days=chance.randrange(FILTER_DAYS))
        dates = (first, first + timedelta(days=FILTER_DAYS))
        text = ask(number, base, turn, opening=OPENINGS[kind])
        asked.setdefault(text, Asked(text=text, publisher=article.publisher, dates=dates))
    return list(asked.values())


def _search(worker: Worker, kind: str, asked: Asked) -> Took:
    publisher = asked.publisher if kind == "publisher" else None
    return worker.search(asked.text, publisher, asked.dates if kind == "dates" else None)
