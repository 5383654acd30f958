"""One SQLite file used from many threads: connections, transactions, and errors in plain words.

A connection is lent to one thread for as long as it reads or writes, and waits for the
next one in between, so that a thousand short-lived threads open a handful of files. WAL
mode lets all of them read while one writes; a writer waits up to `BUSY_SECONDS` for
another one. Knows nothing about articles.
"""

import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import CatalogueError
from corpus.spacing import is_full, no_space

BUSY_SECONDS = 30.0
SQL_VARIABLES = 500  # placeholders in one query; SQLite takes 32,766, an older one 999
MOST_IDLE = 8  # connections that wait; each has an open log and up to 2 MB of pages
BUSY_PAUSE = 0.01
PRAGMAS = (
    "synchronous = FULL",  # what was acknowledged outlives a power cut; 0.26 ms a commit for 0.09 with NORMAL
    "foreign_keys = ON",
    # A mapped page counts as memory of the process, 16 at a time: searching 100,000 passages took 419 MB with 256 MB of
    # the file mapped, 165 without, and no longer.
    "mmap_size = 0",
    "temp_store = MEMORY",  # a list is sorted on a full disk too
    # A long reader, or VACUUM, makes the log as large as what is written meanwhile; SQLite never makes it smaller.
    # Adding alone leaves it at 5 MB, after which it is written from its start again.
    "journal_size_limit = 16777216",
)

Row = tuple[Any, ...]


class Database:
    """A SQLite file, brought to its schema by `migrate` when it is opened."""

    def __init__(self, path: Path, migrate: Callable[[sqlite3.Connection], None]) -> None:
        self.path = path
        self._pool = _Pool(path)
        weakref.finalize(self, self._pool.close)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._failed(error) from error
        with self._guarded(), self._pool.lent() as connection:
            migrate(connection)

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        with self._guarded(), self._pool.lent() as connection:
            return connection.execute(query, values).fetchall()

    def rows_in(self, query: str, values: Sequence[str] | Sequence[int]) -> list[Row]:
        """The rows of `query`, which ends in `IN`, for any number of values."""
        found: list[Row] = []
        for first in range(0, len(values), SQL_VARIABLES):
            batch = values[first : first + SQL_VARIABLES]
            found += self.rows(f"{query} ({','.join('?' * len(batch))})", batch)
        return found

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write that happens whole or not at all; `rows` of the same thread sees what it has written."""
        with self._guarded(), self._pool.lent() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """One state of the file for as many reads as there are, `rows` of this thread among them.

        Others write meanwhile and are not seen. The thread itself writes nothing until it is over.
        """
        with self._guarded(), self._pool.lent() as connection:
            connection.execute("BEGIN")
            try:
                connection.execute("SELECT 1 FROM sqlite_schema").fetchone()  # the first read fixes the state
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection outside any transaction, for what can stand in none, such as VACUUM."""
        with self._guarded(), self._pool.lent() as connection:
            yield connection

    def version(self) -> object:
        """A value that changes with every commit, whoever makes it; None inside a transaction or snapshot.

        For who remembers what was read: reading a table's state takes as long as the table is large.
        """
        with self._guarded():
            return self._pool.version()

    def close(self) -> None:
        """Close all connections, those in use as soon as they are free; another call opens a new one."""
        self._pool.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> Exception:
        if is_full(error):
            return no_space(self.path.parent, error)
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return CatalogueError(
                f"the catalogue {str(self.path)!r} is damaged ({error}); copy the data folder, then `python -m corpus "
                "import` your last export into a new FOOTNOTE_HOME"
            )
        if _is_busy(error):
            return CatalogueError(
                f"the catalogue {str(self.path)!r} cannot be used, since another process has been writing to it for "
                f"{BUSY_SECONDS:.0f} seconds; try again when that has ended"
            )
        return CatalogueError(
            f"the catalogue {str(self.path)!r} cannot be used ({error}); check that the disk has room and the "
            f"folder may be written to, or set FOOTNOTE_HOME to another folder"
        )


class _Pool:
    """Connections to one file, each lent to one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []  # the last one used is the next one lent: its pages are warm
        self._closings = 0
        self._local = threading.local()
        self._watching: sqlite3.Connection | None = None  # writes nothing, and so is told of every commit
        self._watch = threading.Lock()

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """A connection that no other thread uses; inside, this thread is lent the same one again."""
        held: sqlite3.Connection | None = getattr(self._local, "held", None)
        if held is not None:
            yield held
            return
        with self._lock:
            closings = self._closings
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._opened()
        self._local.held = connection
        try:
            yield connection
        finally:
            self._local.held = None
            self._take_back(connection, closings)

    def version(self) -> object:
        """A value that changes with every commit; None for a thread that is lent a connection."""
        if getattr(self._local, "held", None) is not None:
            return None
        with self._watch:
            if self._watching is None:
                self._watching = self._opened()
            return self._closings, self._watching.execute("PRAGMA data_version").fetchone()[0]

    def close(self) -> None:
        with self._lock:
            self._closings += 1
            idle, self._idle = self._idle, []
        with self._watch:
            if self._watching is not None:
                idle.append(self._watching)
                self._watching = None
        for connection in idle:
            connection.close()

    def _take_back(self, connection: sqlite3.Connection, closings: int) -> None:
        with self._lock:
            is_wanted = closings == self._closings and len(self._idle) < MOST_IDLE and not connection.in_transaction
            if is_wanted:
                self._idle.append(connection)
        if not is_wanted:
            connection.close()

    def _opened(self) -> sqlite3.Connection:
        # Any thread may use it, one after another; the pool sees to that.
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            _write_ahead(connection)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Put the file in WAL mode. SQLite's own timeout does not wait here for others who do so to the same new file."""
    latest = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > latest:
                raise
        time.sleep(BUSY_PAUSE)


def _is_busy(error: Exception) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
