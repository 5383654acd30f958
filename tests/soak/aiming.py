"""When to kill, and what may be there afterwards: `AIMS` and `Expected`.

Knows nothing about processes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Aim:
    """A way of working, what has to be heard before a kill, and the most seconds that it comes later."""

    way: str
    heard: tuple[str, str]
    seconds: float


# The seconds are what each step takes with some hundred passages on two busy cores, and a little more.
AIMS = (
    Aim("app", ("phase", "begun"), 1.5),  # opening, or looking at what the last kill left
    Aim("app", ("state", "checking"), 2.0),
    Aim("app", ("state", "ready"), 0.7),  # adding while the index is told
    Aim("commands", ("phase", "begun"), 2.0),
    Aim("commands", ("phase", "closing"), 0.06),  # closing and sealing
    Aim("commands", ("phase", "closed"), 0.15),  # opening what is sealed
    Aim("rebuilds", ("phase", "rebuilding"), 0.05),  # dropping the files
    Aim("rebuilds", ("phase", "rebuilding"), 0.8),  # filling
    Aim("runs", ("phase", "begun"), 1.5),
)


@dataclass(slots=True)
class Expected:
    """What is known of one data folder by what its workers said."""

    there: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)
    swaps: list[tuple[int, int]] = field(default_factory=list)  # begun and not ended: one of both is there

    def hear(self, said: Iterable[Any]) -> int:
        """Take in what a worker said; how many adds and removals it said were done."""
        done = 0
        for what in said:
            if what[0] not in ("try", "did"):
                continue
            kind, numbers = what[1], what[2]
            if what[0] == "try":
                self._open(kind, numbers)
            else:
                self._close(kind, numbers)
                done += 1
        return done

    def faults(self, present: Iterable[int]) -> list[str]:
        """What is lost, or there again, or half replaced; what was unsure is certain afterwards."""
        found = set(present)
        faults = [f"report {number} was stored and is lost" for number in sorted(self.there - found)]
        faults += [f"report {number} was removed and is there" for number in sorted(self.gone & found)]
        faults += [f"report {number} was never added" for number in sorted(found - self.there - self.unsure)]
        faults += [f"{old} was half replaced by {new}" for old, new in self.swaps if (old in found) == (new in found)]
        self.there, self.gone = found, self.gone | self.there | self.unsure
        self.gone -= found
        self.unsure, self.swaps = set(), []
        return faults

    def _open(self, kind: str, numbers: tuple[int, ...]) -> None:
        self.there.difference_update(numbers)
        self.gone.difference_update(numbers)
        self.unsure.update(numbers)
        if kind == "replace":
            self.swaps.append((numbers[0], numbers[1]))

    def _close(self, kind: str, numbers: tuple[int, ...]) -> None:
        self.unsure.difference_update(numbers)
        if kind == "replace":
            self.swaps.remove((numbers[0], numbers[1]))
            self.gone.add(numbers[0])
        (self.gone if kind == "remove" else self.there).add(numbers[-1])
