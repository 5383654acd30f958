"""What a search asks of every passage, column by column in memory: numbers, lengths, articles, vectors.

SQLite reads a row where it is wanted, and a search that weighs a hundred thousand of them
one by one takes a tenth of a second; a column in memory takes a hundredth of that. Each
column is read when it is first asked for, and brought up to date by what came and went
since: a passage's number is never used twice, and what belongs to a number never changes.

    lengths    words of the passage, as the full-text search counts them
    articles   its article, publisher and time of publication, as numbers
    vectors    its vector as it is stored, float16; 77 MB for 100,000 passages

Knows nothing about words and questions.
"""

import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.database import Database
from corpus.rows import moment_of, unpack_half

Column = NDArray[Any]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
State = tuple[Any, ...]

UNDATED = np.iinfo(np.int64).min
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
BLOCK_ROWS = 8_192
# Vectors stay in memory so long after a search kept to some articles: whoever filters once filters again, and
# reading 100,000 vectors takes 0.2 s.
KEPT_SECONDS = 600.0
STATE = ("SELECT (SELECT count(*) FROM passages), (SELECT max(number) FROM passages), "
         "(SELECT value FROM facts WHERE name = 'vectors')")  # fmt: skip


class Selection(Protocol):
    """Which articles a search is kept to: by any of these publishers, case aside, from the one time to the other."""

    @property
    def publishers(self) -> Collection[str]: ...

    @property
    def earliest(self) -> datetime | None: ...

    @property
    def latest(self) -> datetime | None: ...


Within = Collection[str] | Selection  # ids of articles, or what they have in common


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one state of the catalogue; each has a value for each of `numbers`, which ascend."""

    state: State
    numbers: Numbers
    columns: Mapping[str, Column]


class Columns:
    """The columns of one catalogue, always as new as it is. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._table = Table((), np.zeros(0, dtype=np.int64), {})
        self._articles: dict[str, int] = {}
        self._publishers: dict[str, int] = {}
        self._state: tuple[object, State] = None, ()
        self._filtered = -KEPT_SECONDS

    def state(self) -> State:
        """A value that changes with every vector: how many, the last one's number, and how often all were exchanged."""
        version = self._database.version()  # first: what is committed after this is seen as a change later
        known, state = self._state
        if version is None or version != known:
            state = tuple(self._database.rows(STATE)[0])
            if version is not None:
                self._state = version, state
        return state

    def current(self, *names: str) -> Table:
        """The table of the present state with at least these columns."""
        table = self._table
        if not _has(table, names, self.state()):
            # One state for everything that is read: what is written meanwhile comes with the next search.
            with self._lock, self._database.snapshot() as connection:
                table, state = self._table, self.state()
                if not _has(table, names, state):
                    self._table = table = self._renewed(connection, table, names, state)
        return table

    def holds(self, name: str) -> bool:
        """Whether a column is in memory, perhaps as it was before the last change."""
        return name in self._table.columns

    def let_go(self, name: str) -> None:
        """Give a column's memory back, unless a search that was kept to some articles used it lately."""
        if self.holds(name) and time.monotonic() - self._filtered >= KEPT_SECONDS:
            with self._lock:
                kept = {each: column for each, column in self._table.columns.items() if each != name}
                self._table = Table(self._table.state, self._table.numbers, kept)

    def mask(self, table: Table, within: Within) -> Mask:
        """Which rows of a table with the column `articles` are admitted."""
        self._filtered = time.monotonic()
        articles, publishers, moments = table.columns["articles"].T
        if isinstance(within, Collection):
            return _is_in(articles, (self._articles.get(article_id) for article_id in within))
        admitted = np.ones(len(articles), dtype=np.bool_)
        if within.publishers:
            admitted &= _is_in(publishers, (self._publishers.get(name.casefold()) for name in within.publishers))
        if within.earliest is not None:
            admitted &= moments >= _microseconds(within.earliest)
        if within.latest is not None:
            admitted &= (moments <= _microseconds(within.latest)) & (moments != UNDATED)
        return admitted

    def _renewed(self, connection: sqlite3.Connection, old: Table, names: Iterable[str], state: State) -> Table:
        """The old table with these columns too, and with what came and went since."""
        numbers = old.numbers if old.state == state else _numbers(connection)
        is_exchanged = old.state[2:] != state[2:]  # for another embedder's vectors, under the same numbers
        last = int(old.numbers[-1]) if len(old.numbers) else 0
        columns = {}
        for name in dict.fromkeys((*old.columns, *names)):
            column = old.columns.get(name)
            if column is None or not last or (is_exchanged and name == "vectors"):
                columns[name] = _aligned(*self._read(connection, name, 0), numbers)
            elif old.state == state:
                columns[name] = column
            else:
                added, values = self._read(connection, name, last)
                if len(added):
                    added, values = np.concatenate([old.numbers, added]), np.concatenate([column, values])
                columns[name] = (
                    _aligned(added, values, numbers) if len(added) else _aligned(old.numbers, column, numbers)
                )
        return Table(state, numbers, columns)

    def _read(self, connection: sqlite3.Connection, name: str, after: int) -> tuple[Numbers, Column]:
        """The numbers of the passages behind this one, ascending, and their values row for row."""
        if name == "lengths":
            return _read_lengths(connection, after)
        return _read_vectors(connection, after) if name == "vectors" else self._read_articles(connection, after)

    def _read_articles(self, connection: sqlite3.Connection, after: int) -> tuple[Numbers, Column]:
        # Without `WHERE`, SQLite reads an index by articles that has both, and none of the vectors.
        where, values = (" WHERE number > ?", (after,)) if after else ("", ())
        found = connection.execute(f"SELECT number, article_id FROM passages{where}", values).fetchall()
        several = f" AND article_id IN (SELECT article_id FROM passages{where})" if after else ""
        places: dict[str, int] = {}
        facts = [(-1, -1, UNDATED)]  # of a passage without its article, which only damage can bring about
        for article_id, publisher, published in connection.execute(
            f"SELECT article_id, publisher, published FROM articles WHERE newest IS NULL{several}", values
        ):
            moment = moment_of(published)
            places[article_id] = len(facts)
            facts.append(
                (
                    self._articles.setdefault(article_id, len(self._articles)),
                    self._publishers.setdefault((publisher or "").casefold(), len(self._publishers)),
                    UNDATED if moment is None else _microseconds(moment),
                )
            )
        numbers = np.array([number for number, _ in found], dtype=np.int64)
        order = np.argsort(numbers)
        rows = np.array([places.get(article_id, 0) for _, article_id in found], dtype=np.int64)
        return numbers[order], np.array(facts, dtype=np.int64)[rows[order]]


def _has(table: Table, names: Iterable[str], state: State) -> bool:
    return table.state == state and all(name in table.columns for name in names)


def _is_in(column: Column, codes: Iterable[int | None]) -> Mask:
    return np.isin(column, np.array([code for code in codes if code is not None], dtype=np.int64))


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def _aligned(held: Numbers, values: Column, numbers: Numbers) -> Column:
    """The values of `numbers` in their order; zeros for one that is not held, which only damage can bring about."""
    if np.array_equal(held, numbers):
        return values
    if not len(held):
        return np.zeros((len(numbers), *values.shape[1:]), dtype=values.dtype)
    at = np.minimum(np.searchsorted(held, numbers), len(held) - 1)
    found = values[at]
    found[held[at] != numbers] = 0
    return found


def _numbers(connection: sqlite3.Connection) -> Numbers:
    """The numbers of all passages, in one text: five times as fast as row by row."""
    text = connection.execute("SELECT group_concat(number, ' ') FROM passages").fetchone()[0]
    return np.sort(np.fromstring(text, dtype=np.int64, sep=" ")) if text else np.zeros(0, dtype=np.int64)


def _read_lengths(connection: sqlite3.Connection, after: int) -> tuple[Numbers, Column]:
    """How many words each passage has, its title and publisher among them: three numbers of seven bits a byte."""
    rows = connection.execute("SELECT id, sz FROM passage_words_docsize WHERE id > ? ORDER BY id", (after,)).fetchall()
    packed = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.uint8)
    ends = np.flatnonzero(packed < 0x80)  # the highest bit says that another byte follows
    if len(ends) != 3 * len(rows):
        raise sqlite3.DatabaseError("the lengths of its passages cannot be read")
    starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
    lengths = np.zeros(len(ends), dtype=np.int64)
    for place in range(int((ends - starts).max(initial=-1)) + 1):
        goes_on = starts + place <= ends
        lengths[goes_on] = (lengths[goes_on] << 7) | (packed[(starts + place)[goes_on]] & 0x7F)
    return np.array([row[0] for row in rows], dtype=np.int64), lengths.reshape(-1, 3).sum(axis=1)


def _read_vectors(connection: sqlite3.Connection, after: int) -> tuple[Numbers, Column]:
    """In blocks, so that the vectors of a large corpus are not in memory twice."""
    count = connection.execute("SELECT count(*) FROM passages WHERE number > ?", (after,)).fetchone()[0]
    rows = connection.execute("SELECT number, vector FROM passages WHERE number > ? ORDER BY number", (after,))
    numbers = np.zeros(count, dtype=np.int64)
    vectors = np.zeros((0, 0), dtype=np.float16)
    for first in range(0, count, BLOCK_ROWS):
        block = rows.fetchmany(BLOCK_ROWS)
        values = unpack_half([row[1] for row in block])
        if not first:
            vectors = np.zeros((count, values.shape[1]), dtype=np.float16)
        numbers[first : first + len(block)] = [row[0] for row in block]
        vectors[first : first + len(block)] = values
    return numbers, vectors
