"""Who may touch the index: one process at a time, by a lock that the kernel frees when its holder dies.

Two processes on one Chroma folder damage it without an error. The lock is on a file of
the data folder, not in it by its existence: a file left behind by a kill -9 locks nothing.

The only file that imports filelock.
"""

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from corpus.catalog import Catalogue
from corpus.errors import CorpusError, IndexUnavailable
from corpus.logs import event

OWNER_FACT = "owner"


class Ownership:
    """The right to open the index of one data folder for writing."""

    def __init__(self, home: Path, catalogue: Catalogue) -> None:
        self._path = home / "index.lock"
        self._lock = FileLock(self._path, timeout=0, thread_local=False)
        self._one_at_a_time = Lock()
        self._catalogue = catalogue

    def take(self) -> bool:
        """Whether this process owns the index now; it stays so until `release` or its end."""
        with self._one_at_a_time:
            if self._lock.is_locked:
                return True
            if not self._is_acquired():
                return False
        self._sign()
        return True

    def is_free(self) -> bool:
        """Whether nobody owns it at this moment, this process neither."""
        with self._one_at_a_time, suppress(IndexUnavailable):
            if not self._lock.is_locked and self._is_acquired():
                self._lock.release()
                return True
        return False

    def release(self) -> None:
        """Let another process have it."""
        self._lock.release()

    def owner(self) -> str:
        """Who owns it, `process 4711 (python -m ui)`; asked where `take` said no."""
        try:
            signed = json.loads(self._catalogue.fact(OWNER_FACT) or "{}")
            return f"process {signed['pid']} ({signed['program']})"
        except (ValueError, KeyError, TypeError):
            return "another process"

    def _is_acquired(self) -> bool:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError as error:
            raise IndexUnavailable(
                f"the lock {str(self._path)!r} cannot be taken ({error.strerror or error}); check that the data folder "
                f"is on a disk of this computer and may be written to"
            ) from error
        return True

    def _sign(self) -> None:
        signed = {"pid": os.getpid(), "program": _program(), "since": datetime.now(UTC).isoformat()}
        try:
            self._catalogue.set_fact(OWNER_FACT, json.dumps(signed))
        except CorpusError as error:  # on a full disk the lock holds all the same
            event("index.owner.unsigned", {"error": str(error)}, level="warning")


def _program() -> str:
    """How this process was started, without its arguments, which may hold what is nobody's business."""
    started = sys.orig_argv
    if "-m" in started[:-1]:  # `__main__` is of no use: Streamlit puts its script there
        return f"python -m {started[started.index('-m') + 1]}"
    return Path(sys.argv[0] or "python").name
