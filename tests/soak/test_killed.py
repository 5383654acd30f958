"""A process is killed at any moment: what it said was stored is there, whole and once, and is found soon."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.catalog import Catalogue
from tests.corpus.making import article, unit, whole
from tests.soak.aiming import AIMS, Aim, Expected
from tests.soak.amounts import IS_FULL, SEED, amount, seeded
from tests.soak.reports import Wide
from tests.soak.starting import started
from tests.soak.verifying import verify
from tests.soak.working import opened, work

ROOT = Path(__file__).resolve().parents[2]
POINTS = amount(6, 100)
FRESH_EVERY = 5  # one in so many is killed over a folder of its own
NUMBERS = 1_000  # a worker has so many for itself; none adds as many in its short life
SHALLOW = 2 if IS_FULL else 3  # one in so many is not looked at deeply, and is left to the next as it is
PASSAGES = 10_000
BIG_POINTS = 10
MOST_SECONDS = 10.0
AIM_SECONDS = 4.0  # a sealed index is never looked at, and its worker never says so


@dataclass
class Tally:
    """What all points came to."""

    faults: list[str] = field(default_factory=list)
    moments: Counter[str] = field(default_factory=Counter)
    done: int = 0
    unsure: int = 0
    first_answers: list[float] = field(default_factory=list)
    readies: list[float] = field(default_factory=list)
    rebuilt: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{sum(self.moments.values())} kills, {self.done} acknowledged, {self.unsure} in the middle; "
            f"first answer at most {max(self.first_answers):.2f} s, ready at most {max(self.readies):.2f} s; "
            f"moments {dict(self.moments)}; made anew for {dict(self.rebuilt)}; {len(self.faults)} faults"
        )


def killed(home: Path, aim: Aim, chance: random.Random, first: int) -> list[Any]:
    """What a worker said before it was killed."""
    with started(work, home, aim.way, chance.randrange(1_000_000), first) as worker:
        worker.listen(lambda said: said == aim.heard, seconds=AIM_SECONDS)
        worker.listen(lambda _: False, seconds=chance.uniform(0, aim.seconds))
        said = worker.kill()
    assert worker.is_killed, f"the worker ended by itself; the last it said was {said[-3:]}"
    return said


def moment_of(said: list[Any]) -> str:
    """What a worker was about when it was killed: the last state of the index, or closing."""
    states = [what[1] for what in said if what[0] == "state" or what[1] in ("closing", "rebuilding")]
    return states[-1] if states else "starting"


def kill_and_look(home: Path, expected: Expected, chance: random.Random, point: int, tally: Tally) -> None:
    aim = AIMS[(point + SEED) % len(AIMS)]
    said = killed(home, aim, chance, point * NUMBERS)
    tally.moments[moment_of(said)] += 1
    tally.done += expected.hear(said)
    tally.unsure += bool(expected.unsure)
    is_deep = point % SHALLOW == 0 or point == POINTS - 1 or home.name != "growing"
    with started(verify, home, is_deep, chance.random() < 0.5) as verifier:
        found = verifier.result()
    tally.faults += [f"point {point}, {aim}: {each}" for each in found["faults"] + expected.faults(found["present"])]
    tally.first_answers.append(found["first_answer"])
    tally.readies.append(found["ready"])
    tally.rebuilt.update(found["problems"])


@pytest.mark.slow
def test_nothing_is_lost_doubled_or_halved_by_kills_at_random_moments(tmp_path: Path) -> None:
    chance, tally, growing = seeded("killed"), Tally(), Expected()
    for point in range(POINTS):
        is_fresh = point % FRESH_EVERY == FRESH_EVERY - 1
        home = tmp_path / (f"fresh-{point}" if is_fresh else "growing")
        kill_and_look(home, Expected() if is_fresh else growing, chance, point, tally)
    print(tally)
    assert tally.faults == []
    assert tally.done > POINTS
    assert max(tally.first_answers) < MOST_SECONDS


def fill(home: Path, passages: int) -> None:
    """A folder with so many articles of one passage each, with vectors that point anywhere."""
    chance = np.random.default_rng(SEED)
    catalogue = Catalogue(home / "catalogue.sqlite3")
    catalogue.set_fact("embedder", Wide().name)
    for number in range(passages):
        stored = article(f"Ledger entry {number} of the counting house.", source=f"/ledger/{number}.txt")
        vector = unit(*chance.standard_normal(384))
        passage = whole(stored)
        catalogue.put(stored, [passage], vector[np.newaxis], [[(passage.span, vector)]])
    catalogue.close()
    with opened(home) as corpus:
        assert corpus.catch_up()


@pytest.mark.slow
@pytest.mark.skipif(not IS_FULL, reason="takes minutes; FOOTNOTE_SOAK=full")
def test_ten_thousand_passages_are_searched_again_within_ten_seconds_of_a_kill(tmp_path: Path) -> None:
    chance, home, expected = seeded("killed big"), tmp_path / "big", Expected()
    fill(home, PASSAGES)
    faults, seconds = [], []
    for point in range(BIG_POINTS):
        aim = AIMS[point % len(AIMS)]
        said = killed(home, aim, chance, point * NUMBERS)
        expected.hear(said)
        command = [sys.executable, "-m", "tests.soak.verifying", str(home), str(time.time())]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
        found = json.loads(done.stdout)
        faults += [f"point {point}: {each}" for each in found["faults"] + expected.faults(found["present"])]
        seconds.append((round(found["first_answer"], 2), round(found["ready"], 2)))
        print(point, moment_of(said), seconds[-1], found["problems"], flush=True)
    assert faults == []
    assert max(first for first, _ in seconds) < MOST_SECONDS
