"""A folder of made files in the user's cache: there whole or not at all, and never used damaged.

    entry(cache, key).look()                  what is there, read in a few hundredths of a second
    entry(cache, key).made_by(make)           the same, made by `make` where it is not there

What is made is written to a folder beside, brought to the disk and renamed; a process that
is killed in between leaves a folder that the next one removes. Two processes at once: one
makes it, the other waits for that. A record beside the files says what they are, with the
SHA-256 of each, and what is damaged counts as not there.

The reader may delete the cache at any time; everything in it can be made anew. Knows
nothing about what is in the files.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RECORD = "record.json"
FOLDER = "footnote"  # within the user's own cache, which other programs share


def user_cache() -> Path:
    """The folder for what can be made anew: `XDG_CACHE_HOME`, or `~/.cache`, and in it our own."""
    given = Path(os.environ.get("XDG_CACHE_HOME") or "")
    return (given if given.is_absolute() else Path.home() / ".cache") / FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What is there: the folder, and what its maker noted of it."""

    folder: Path
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One folder of the cache, by the key of what it was made from."""

    cache: Path
    key: str

    def look(self) -> Made | None:
        """What is there, every file compared with its checksum; None where nothing is, or something is wrong."""
        folder = self.cache / self.key
        try:
            record = json.loads((folder / RECORD).read_text("utf-8"))
            sums, facts = dict(record["sha256"]), dict(record["facts"])
            if any(_sha256(folder / name) != known for name, known in sums.items()):
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Made(folder=folder, facts=facts)

    def made_by(self, make: Callable[[Path], dict[str, Any]]) -> Made:
        """What is there, and where nothing is, what `make` writes into an empty folder and notes of it.

        Raises: OSError where the cache cannot be written, and whatever `make` raises; the
        cache is then as it was.
        """
        with self._alone():
            if found := self.look():
                return found
            making = self.cache / f"{self.key}.making"
            shutil.rmtree(making, ignore_errors=True)
            try:
                making.mkdir()
                facts = make(making)
                sums = {path.name: _sha256(path) for path in sorted(making.iterdir())}
                (making / RECORD).write_text(json.dumps({"facts": facts, "sha256": sums}, indent=1), "utf-8")
                for path in (*making.iterdir(), making):
                    _settle(path)
                shutil.rmtree(self.cache / self.key, ignore_errors=True)
                making.rename(self.cache / self.key)
            finally:
                shutil.rmtree(making, ignore_errors=True)
            _settle(self.cache)
            return Made(folder=self.cache / self.key, facts=facts)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else make this entry; the kernel frees the lock of a process that dies."""
        self.cache.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.cache / f"{self.key}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _settle(path: Path) -> None:
    """Have a file or a folder on the disk: a rename must not get there before what it renames."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
