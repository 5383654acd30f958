"""Two processes add at once while a third asks: nothing fails and nothing is lost."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.soak.amounts import amount, seeded
from tests.soak.asking import add_folder, ask
from tests.soak.reports import text_of
from tests.soak.starting import started
from tests.soak.verifying import verify

ROUNDS = amount(2, 20)
ARTICLES = amount(60, 200)  # of each writer


def folder_of(tmp_path: Path, numbers: range) -> Path:
    """Reports as files."""
    folder = tmp_path / f"reports-{numbers.start}"
    if not folder.exists():
        folder.mkdir()
        for number in numbers:
            (folder / f"{number}.txt").write_text(f"Telegram number {number}\n\n{text_of(number)}")
    return folder


def one_round(tmp_path: Path, home: Path, chance: random.Random, *, is_app: bool) -> tuple[dict[str, Any], list[str]]:
    """What the one who asked says, and what went wrong with anybody, among them who looks afterwards."""
    first, second = range(ARTICLES), range(ARTICLES, 2 * ARTICLES)
    everything = range(2 * ARTICLES)
    with (
        started(ask, home, everything, is_app, chance.randrange(1_000_000)) as asker,
        started(add_folder, home, folder_of(tmp_path, first)) as one,
        started(add_folder, home, folder_of(tmp_path, second)) as other,
    ):
        added = [one.result(), other.result()]
        asker.tell("enough")
        asked = asker.result()
    with started(verify, home, True, True) as verifier:
        found = verifier.result()
    problems = [*asked["problems"], *found["faults"], *(each for said in added for each in said["problems"])]
    problems += [f"{said['added']} of {ARTICLES} added" for said in added if said["added"] != ARTICLES]
    lost = set(everything) - set(found["present"])
    return asked, problems + [f"lost {sorted(lost)}"] * bool(lost)


@pytest.mark.slow
def test_two_who_add_at_once_lose_nothing_and_a_third_asks_meanwhile(tmp_path: Path) -> None:
    chance = seeded("two writers")
    faults = []
    for number in range(ROUNDS):
        asked, problems = one_round(tmp_path, tmp_path / f"home-{number}", chance, is_app=number % 2 == 0)
        asked["problems"] = len(problems)
        print(f"round {number}: {asked}", flush=True)
        faults += problems
    assert faults == []
