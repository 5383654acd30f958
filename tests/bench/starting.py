"""How long a command takes from nothing, and how soon a question has its evidence.

Each command runs in a new process with its files in the system's cache: the first run of
all is not counted. They take turns, so that each stands beside the ones it is compared
with. What a process cannot do without is measured alone as well: the import of a library.
"""

import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.bench.figures import Measured, Took, paired, percentile_row, quiet_cost, spread
from tests.bench.filling import Corpora
from tests.bench.making import Base, ask, make, sample_articles
from tests.bench.working import PROJECT, Worker, environment
from tests.quality.sets import OWN_QUESTIONS

Say = Callable[[str], None]
NOTHING = ("-c", "import numpy")  # what even `--help` imports; the interpreter starts with it
LIBRARIES = ("sentence_transformers", "onnxruntime")
EVIDENCE_QUESTIONS = 60
WARM_QUESTIONS = 5
MILLISECONDS = 1_000.0


def measure_commands(home: Path, articles: int, base: Base, rounds: int, say: Say) -> list[Measured]:
    """`--help`, `list` and `show` on a catalogue with so many articles, beside an interpreter with numpy."""
    article_id = make(0, base).article.article_id
    commands = {
        "nothing": NOTHING,
        "help": ("-m", "corpus", "--help"),
        "list": ("-m", "corpus", "list"),
        "show": ("-m", "corpus", "show", article_id),
    }
    took = in_turns(commands, rounds, {"FOOTNOTE_HOME": str(home)}, say)
    of = f", {articles:,} articles"
    return [
        _row("starting/help", "`python -m corpus --help`", took["help"], took["nothing"], "`import numpy`"),
        _row(f"starting/list/{articles}", f"`python -m corpus list`{of}", took["list"], took["nothing"],
             "`import numpy`"),
        _row(f"starting/show/{articles}", f"`python -m corpus show ID`{of}", took["show"], took["nothing"],
             "`import numpy`"),
    ]  # fmt: skip


def measure_first_search(corpora: Corpora, base: Base, rounds: int, say: Say) -> list[Measured]:
    """`python -m qa search` beside a script of the plain chain's, and what the imports take alone."""
    libraries = [name for name in LIBRARIES if importlib.util.find_spec(name)]
    commands: dict[str, Sequence[str]] = {
        "search": ("-m", "qa", "search", ask(0, base)),
        "plain": ("-m", "tests.bench.plain", str(corpora.plain), ask(0, base)),
        **{name: ("-c", f"import {name}") for name in libraries},
    }
    took = in_turns(commands, rounds, {"FOOTNOTE_HOME": str(corpora.ours)}, say)
    alone = [
        Measured(key=f"starting/{name}", words=f"`import {name}` alone", unit="s", than="it",
                 other=spread([each.seconds for each in took[name]]))
        for name in libraries
    ]  # fmt: skip
    return [_first_search(corpora, took["search"], took["plain"], "the plain chain"), *alone]


def measure_quick_first_search(corpora: Corpora, base: Base, rounds: int, say: Say) -> list[Measured]:
    """The same beside an interpreter with numpy, since the plain chain's start alone takes eight seconds."""
    commands = {"search": ("-m", "qa", "search", ask(0, base)), "nothing": NOTHING}
    took = in_turns(commands, rounds, {"FOOTNOTE_HOME": str(corpora.ours)}, say)
    return [_first_search(corpora, took["search"], took["nothing"], "`import numpy`")]


def _first_search(corpora: Corpora, ours: Sequence[Took], other: Sequence[Took], than: str) -> Measured:
    words = f"`python -m qa search`, {corpora.size:,} passages"
    return _row(f"starting/search/{corpora.size}", words, ours, other, than)


def _row(key: str, words: str, ours: Sequence[Took], other: Sequence[Took], than: str) -> Measured:
    seconds, its_seconds = [took.seconds for took in ours], [took.seconds for took in other]
    return Measured(
        key=key, words=words, unit="s", ours=spread(seconds), other=spread(its_seconds), than=than,
        ratio=paired(seconds, its_seconds),
        cost=quiet_cost([took.work for took in ours], [took.work for took in other]),
    )  # fmt: skip


def measure_evidence(folder: Path, questions: int, say: Say) -> list[Measured]:
    """From a question over the samples to its evidence, with everything loaded."""
    lines = [json.loads(line) for line in OWN_QUESTIONS.read_text("utf-8").splitlines() if line.strip()]
    texts = [line["question"] for line in lines if line["answerable"]][: questions + WARM_QUESTIONS]
    with Worker("ours") as worker:
        worker.open(folder / "evidence")
        worker.add(sample_articles())
        say("the samples are added")
        took = [worker.find_evidence(text) for text in texts][WARM_QUESTIONS:]
    seconds = [each.seconds * MILLISECONDS for each in took if each.count]
    return [
        Measured(
            key=f"evidence/{name}", words=f"from a question to its evidence, samples, {name}", unit="ms",
            ours=percentile_row(seconds, share),
        )
        for name, share in (("p50", 0.5), ("p95", 0.95))
    ]  # fmt: skip


def in_turns(
    commands: Mapping[str, Sequence[str]], rounds: int, settings: dict[str, str], say: Say
) -> dict[str, list[Took]]:
    """What each command took in each round; RuntimeError where one fails. A round before them is not counted."""
    took: dict[str, list[Took]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, arguments in commands.items():
            each = _run(arguments, settings)
            if turn:
                took[name].append(each)
        say(f"start {turn} of {rounds}")
    return took


def _run(arguments: Sequence[str], settings: dict[str, str]) -> Took:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT, env=environment() | settings, capture_output=True, text=True
    )
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)!r} failed: {done.stderr[-2_000:]}")
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(seconds=seconds, work=work, count=1)
