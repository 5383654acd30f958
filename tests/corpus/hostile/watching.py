"""How much memory this process and those that parse for it use meanwhile: `Watch`, by asking the kernel.

Knows nothing about what they do. Linux only, as `/proc` is.
"""

import os
from pathlib import Path
from threading import Event, Thread
from typing import Self

EVERY_SECONDS = 0.02
PROC = Path("/proc")
CHILD = b"corpus.parsing_child"


class Watch:
    """In a `with`: `child_mb` is the most any parsing process held, `growth_mb` how much this one grew."""

    def __init__(self) -> None:
        self.child_mb = 0
        self.growth_mb = 0
        self._ended = Event()
        self._children: set[int] = set()
        self._before = _memory(os.getpid(), "VmRSS")
        self._thread = Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._look(with_children=True)

    def _look_on(self) -> None:
        rounds = 0
        while not self._ended.wait(EVERY_SECONDS):
            self._look(with_children=rounds % 5 == 0)
            rounds += 1

    def _look(self, *, with_children: bool) -> None:
        if with_children:
            self._children = set(parsing_children())
        now = _memory(os.getpid(), "VmRSS")
        self.growth_mb = max(self.growth_mb, now - self._before)
        for child in self._children:
            self.child_mb = max(self.child_mb, _memory(child, "VmRSS"))


def parsing_children() -> list[int]:
    """The numbers of the processes that parse for this one."""
    found = []
    for folder in PROC.iterdir():
        try:
            if folder.name.isdigit() and CHILD in (folder / "cmdline").read_bytes():
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                if int(parent) == os.getpid():
                    found.append(int(folder.name))
        except OSError:  # it ended between two looks
            continue
    return found


def limits_of(process: int) -> dict[str, str]:
    """The limits the kernel holds a process to, by their names in `/proc`: the hard ones."""
    lines = (PROC / str(process) / "limits").read_text().splitlines()[1:]
    return {line[:25].strip(): line[47:68].strip() for line in lines}


def _memory(process: int, field: str) -> int:
    """In MB; 0 for a process that is gone."""
    try:
        lines = (PROC / str(process) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1_024 for line in lines if line.startswith(f"{field}:")), 0)
