"""Whether what is stored is sound, said in words for a reader; an empty answer is a clean bill.

    inspect_index       the index against the catalogue, in a process of its own
    inspect_catalogue   the catalogue against itself
    inspect_originals   the kept files against the names they are kept under
    inspect_embedder    the embedder at hand against the one that made the vectors

None of them repairs anything: the index is derived and is made anew (`corpus.opening`), and
the rest is what the reader has a backup of.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus.comparing import BEGIN
from corpus.errors import CatalogueError
from corpus.logs import event
from corpus.running import Progress
from corpus.settings import PROJECT_FOLDER

# Without a word, while a step of 10,000 passages takes 0.3 s; what hangs over a damaged file hangs for ever.
SILENT_SECONDS = 60.0
LOOK_SECONDS = 0.1  # how soon the wish to stop is heard
READ_BYTES = 1 << 16
MAX_BYTES = 1 << 20  # of one line; more is no answer of ours
STOPPED = "looking at it was broken off"


class _Lost(Exception):
    """The process said nothing more; the message is why."""


def inspect_index(
    index_folder: Path,
    catalogue_path: Path,
    *,
    seconds: float = SILENT_SECONDS,
    stopping: Callable[[], bool] = bool,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """What is wrong with the index, one short sentence each; empty where it may be trusted.

    Only for the holder of the data folder's lock. A process that crashes, or is silent for
    `seconds`, is a fault of the index. Where `stopping` says yes the process is ended, and
    the answer is never empty.

    Raises: CatalogueError where it is the catalogue that cannot be read.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus.checking_child"], cwd=PROJECT_FOLDER,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert process.stdin and process.stdout
    request = {"index_folder": str(index_folder.absolute()), "catalogue_path": str(catalogue_path.absolute())}
    step = BEGIN
    try:
        with suppress(OSError):  # gone already; reading from it says so
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            process.stdin.flush()  # and left open: the process ends with this one
        for line in _lines(process.stdout.fileno(), seconds, stopping):
            if "problems" in line:
                return tuple(map(str, line["problems"]))
            if "catalogue" in line:
                raise CatalogueError(
                    f"the catalogue {str(catalogue_path)!r} cannot be read ({line['catalogue']}); copy the data "
                    "folder, then `python -m corpus import` your last export into a new FOOTNOTE_HOME"
                )
            step = str(line["step"])
            if progress is not None:
                progress(int(line["done"]), int(line["total"]), step)
        raise _Lost(_last_words(process))
    except (_Lost, ValueError, KeyError, TypeError) as lost:
        event("index.check.lost", {"reason": str(lost)}, level="warning")
        return (f"{step} {lost}",) if isinstance(lost, _Lost) else (f"{step} gave an answer that is none",)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        with suppress(OSError):  # a request that it never read
            process.stdin.close()


def _lines(answers: int, seconds: float, stopping: Callable[[], bool]) -> Iterator[dict[str, Any]]:
    """What the process says, until it says no more; `_Lost` where it is silent for too long, or is not wanted."""
    unread = b""
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as readable:
        readable.register(answers, selectors.EVENT_READ)
        while True:
            if stopping():
                raise _Lost(f"was not finished: {STOPPED}")
            if time.monotonic() > deadline:
                raise _Lost(f"took longer than {seconds:.0f} seconds")
            if not readable.select(LOOK_SECONDS):
                continue
            data = os.read(answers, READ_BYTES)
            if not data:
                return
            deadline = time.monotonic() + seconds
            *lines, unread = (unread + data).split(b"\n")
            if len(unread) > MAX_BYTES:
                raise _Lost("gave an answer that is none")
            yield from (json.loads(line) for line in lines)


def _last_words(process: subprocess.Popen[bytes]) -> str:
    """How a process ended that closed its mouth."""
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        return "stopped half-way"
    if code < 0:
        return f"crashed ({signal.Signals(-code).name}), as damaged files can make it"
    return f"failed (exit {code})"
