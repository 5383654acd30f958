"""One SQLite file used from many threads: connections, transactions, and errors in plain words.

Each thread has its own connection, since a connection made in one thread may not be
used in another. WAL mode lets all of them read while one writes; a writer waits up to
`BUSY_SECONDS` for another one. Knows nothing about articles.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import CatalogueError

BUSY_SECONDS = 30.0
SQL_VARIABLES = 500  # placeholders in one query; SQLite takes 32,766, an older one 999

Row = tuple[Any, ...]


class Database:
    """A SQLite file, brought to its schema by `migrate` when it is opened."""

    def __init__(self, path: Path, migrate: Callable[[sqlite3.Connection], None]) -> None:
        self.path = path
        self._local = threading.local()
        with self._guarded():
            path.parent.mkdir(parents=True, exist_ok=True)
            migrate(self._connection)

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        with self._guarded():
            return self._connection.execute(query, values).fetchall()

    def rows_in(self, query: str, values: Sequence[str]) -> list[Row]:
        """The rows of `query`, which ends in `IN`, for any number of values."""
        found: list[Row] = []
        for first in range(0, len(values), SQL_VARIABLES):
            batch = values[first : first + SQL_VARIABLES]
            found += self.rows(f"{query} ({','.join('?' * len(batch))})", batch)
        return found

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write that happens whole or not at all."""
        with self._guarded():
            connection = self._connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close this thread's connection; another call opens a new one."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "mmap_size = 268435456"):
                connection.execute(f"PRAGMA {pragma}")
            self._local.connection = connection
        return connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, OSError) as error:
            raise CatalogueError(
                f"the catalogue {str(self.path)!r} cannot be used ({error}); check that the disk has room and the "
                f"folder may be written to, or set FOOTNOTE_HOME to another folder"
            ) from error
