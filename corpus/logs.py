"""What happened, one line an event, in a file that several processes share.

    time=2026-03-12T08:30:00.412Z level=info program=ui pid=4711 event=index.filled passages=1200 seconds=3.1

Pairs and not JSON, because a line is read by eye and by `grep` more often than by a
program, and a program reads it as easily: a value that is not plain is a JSON string.

An event has ids, counts, seconds, the names of errors, and our own messages, which may
name a path or an address. It never has the text of an article, a question, an answer or
a key: what other libraries say is kept to their own words, without the values they put
in, an unexpected error is told by its class and place, and credentials are masked.

How a line is made is in `corpus.log_lines`.

Each line is one append, so that lines of two processes never mix. Whoever finds the file
too large moves it aside under a lock; the others notice at their next line that theirs
is no longer the one. A line that cannot be written is lost, and the program goes on.

Knows nothing about what the events mean.
"""

import fcntl
import logging
import os
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Literal

from corpus.concealing import hide_environment
from corpus.log_lines import EVENTS, FIELDS, line_of
from corpus.settings import CorpusSettings

Level = Literal["debug", "info", "warning", "error"]

MAX_BYTES = 5_000_000  # some 30,000 events; two such files are kept

_events = logging.getLogger(EVENTS)
_events.propagate = False  # to the file and nowhere else: stdout and stderr belong to the commands
_events.addHandler(logging.NullHandler())
_configuring = threading.Lock()
_installed: list["_LogFile"] = []


def event(name: str, fields: Mapping[str, object] | None = None, *, level: Level = "info") -> None:
    """Write one line about what happened, `event("index.rebuilt", {"passages": 1200})`; nothing before `configure`.

    Safe in every thread, and never fails. The caller answers for what the fields hold.
    """
    number = logging.getLevelNamesMapping()[level.upper()]
    if _events.isEnabledFor(number):
        _events.log(number, name, extra={FIELDS: dict(fields or {})})


def configure(settings: CorpusSettings, program: str) -> None:
    """From now on this process writes to `settings.log_path`; again with other settings, and it writes there instead.

    Warnings and errors of other libraries, and exceptions that nobody caught, go there too;
    what they print on stderr they still print.
    """
    hide_environment()
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    with _configuring:
        root = logging.getLogger()
        if not _installed and not root.handlers and logging.lastResort:
            root.addHandler(logging.lastResort)  # stands aside where there is any handler, and stderr would go silent
        for old in _installed:
            for logger in _loggers():
                logger.removeHandler(old)
            old.close()
        if not _installed:
            _hook_uncaught()
        _installed[:] = [_LogFile(settings.log_path, program, least=level)]
        _events.setLevel(level)
        for logger in _loggers():
            if not logger.propagate or logger is root:  # Streamlit's keep to themselves
                logger.addHandler(_installed[0])


class _LogFile(logging.Handler):
    """The file, opened at the first line."""

    def __init__(self, path: Path, program: str, *, least: int) -> None:
        super().__init__(least)
        self._path = path
        self._program = program
        self._file: FileIO | None = None
        self._is_torn = False  # the disk was full in the middle of a line

    def filter(self, record: logging.LogRecord) -> bool:
        """Ours as the level says; of others, which tell of every request at `info`, what went wrong."""
        return record.name == EVENTS or record.levelno >= logging.WARNING

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(Exception):  # full disk, folder gone or read-only, a value that cannot be shown
            line = line_of(record, self._program).encode("utf-8", "backslashreplace") + b"\n"
            data = b"\n" + line if self._is_torn else line
            written = self._current().write(data)  # of what does not fit, a part may be written
            if written:
                self._is_torn = written < len(data)

    def close(self) -> None:
        with suppress(OSError):
            if self._file:
                self._file.close()
        super().close()

    def _current(self) -> FileIO:
        """The file under the log's name, which another process may have moved aside."""
        if self._file is None or not self._is_in_place(self._file):
            self._reopen()
        assert self._file
        if os.fstat(self._file.fileno()).st_size > MAX_BYTES:
            with suppress(OSError):  # held by another process, which is moving it, or a disk without locks
                fcntl.flock(self._file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self._is_in_place(self._file):  # and not moved by the one that held the lock before
                    self._path.replace(self._path.with_name(f"{self._path.name}.1"))
            self._reopen()
        return self._file

    def _is_in_place(self, file: FileIO) -> bool:
        try:
            return os.path.samestat(self._path.stat(), os.fstat(file.fileno()))
        except OSError:
            return False

    def _reopen(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = FileIO(
            str(self._path), "a"
        )  # unbuffered: a line is one write, at the end wherever that is by then


def _loggers() -> list[logging.Logger]:
    """The root and every logger that has been asked for so far."""
    made = logging.root.manager.loggerDict.values()
    return [logging.getLogger(), *(each for each in list(made) if isinstance(each, logging.Logger))]


def _hook_uncaught() -> None:
    """Write down what ends the program or a thread, and then let it be shown as before."""
    before, before_in_threads = sys.excepthook, threading.excepthook

    def uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if isinstance(error, Exception):
            _uncaught("the program ended", error)
        before(kind, error, traceback)

    def uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if isinstance(arguments.exc_value, Exception):
            _uncaught("a thread ended", arguments.exc_value)
        before_in_threads(arguments)

    sys.excepthook, threading.excepthook = uncaught, uncaught_in_thread


def _uncaught(what: str, error: Exception) -> None:
    """To the file only: Python prints it."""
    for file in _installed:
        record = logging.LogRecord(
            __name__, logging.ERROR, "", 0, what, None, (type(error), error, error.__traceback__)
        )
        file.handle(record)
