"""The process that looks at an index: one request as JSON on stdin, JSON lines on stdout, the faults in the last one.

    in    {"index_folder": "…", "catalogue_path": "…"}
    out   {"step": "reading its passages", "done": 1000, "total": 3000}
          {"problems": ["57 of 3,000 passages are missing"]}

Damaged files can make Chroma end the process that opens them, never return, or ask for all
memory there is. Here that costs this process. It ends when its stdin does, so that it never
outlives whoever holds the lock of the data folder. Run by `corpus.checking` alone.
"""

import json
import os
import resource
import signal
import sqlite3
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from corpus.comparing import compare

NICENESS = 10  # whoever asks meanwhile comes first
# Address space, of which Chroma's threads reserve 0.8 to 1 GB with 900 as with 10,000 passages; and what it reads.
MEMORY_BYTES = 4 << 30
MEMORY_A_BYTE = 4


def main() -> None:
    """Compare what the request names and say what is wrong."""
    answers, requests = os.fdopen(os.dup(1), "wb"), sys.stdin.buffer
    os.dup2(2, 1)  # a library that prints must not break a line
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    request = json.loads(requests.readline())
    threading.Thread(target=_end_with, args=(requests,), daemon=True).start()
    folder = Path(request["index_folder"])
    _limit(MEMORY_BYTES + MEMORY_A_BYTE * sum(path.stat().st_size for path in folder.rglob("*")))

    def step(words: str, done: int, total: int) -> None:
        _say(answers, {"step": words, "done": done, "total": total})

    try:
        problems = compare(folder, Path(request["catalogue_path"]), step)
    except sqlite3.DatabaseError as error:  # `compare` minds those of the index itself
        _say(answers, {"catalogue": str(error)})
        os._exit(0)
    except BaseException:
        os._exit(1)  # to leave in order would wait for the thread that listens, and abort
    _say(answers, {"problems": problems})
    os._exit(0)  # nothing is to be written any more, and Chroma's threads may hang over a damaged file


def _say(answers: BinaryIO, line: dict[str, object]) -> None:
    answers.write(json.dumps(line).encode("ascii") + b"\n")
    answers.flush()


def _limit(memory: int) -> None:
    for which, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(which, (limit, limit))


def _end_with(requests: BinaryIO) -> None:
    """End this process when the one that asked is gone."""
    while requests.read(1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
