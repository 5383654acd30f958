"""BM25 over the passages' words: the same scores as the full-text search's own, several times as fast.

For each question FTS5 weighs every passage that holds any of its words anew, and looks up
every one's length on the way: at 100,000 passages 18 ms in the middle and 60 for common
words. What a word gives each passage is the same in every question, so it is kept, in
memory, for as long as the corpus does not change. A question is then a sum over a handful
of arrays.

    words of a question -> stems -> for each: passages, and what it gives them -> the best

Knows nothing about what the words are searched for.
"""

import math
import sqlite3
import weakref
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from corpus.columns import Columns, Numbers, Table, Within
from corpus.database import Database
from corpus.unspaced import spaced

# Text, title, publisher. The passage with the answer is first in the whole search, on OneStopQA's half "tune", for 0.81
# of questions with (1, 2, 1) and (1, 1, 1), 0.82 with these and with the text alone; on "report" 0.80 with all. With
# BM25 alone the samples' half "report" has 0.43, 0.48, 0.55 and, without title, 0.53.
WORD_WEIGHTS = (1.0, 0.5, 0.2)
K1, B = 1.2, 0.75  # FTS5's
LEAST_RARITY = 1e-6  # of a word in more than half of the passages; FTS5's too
TOKENIZER = "porter unicode61 remove_diacritics 2"  # that of `passage_words`
# Pairs of word and passage that are kept, for each passage; of 8 bytes. The words of 200 questions about articles of
# one kind needed 28.
KEPT_A_PASSAGE = 40
MOST_STEMS = 10_000
# FTS5 hands out a word's places one by one; as one text they come five times as fast. A number has 20 bits for the
# place in the passage, 2 for the column, and the rest for the passage.
PLACE_BITS, COLUMN_BITS = 20, 2
PLACES = (
    f"SELECT group_concat((doc << {PLACE_BITS + COLUMN_BITS}) | (CASE col WHEN 'text' THEN 0 WHEN 'title' THEN 1 "
    f"ELSE 2 END << {PLACE_BITS}) | offset, ' ') FROM temp.word_places WHERE term = ?"
)

Word = str | Sequence[str]  # a word, or several that name one thing, of which the best counts


@dataclass(frozen=True, slots=True)
class _Gift:
    """What one word gives: rows of the table, and the score that each gets for it."""

    rows: NDArray[np.int32]
    scores: NDArray[np.float32]


class Weigher:
    """BM25 for one catalogue. Safe to share between threads."""

    def __init__(self, database: Database, columns: Columns) -> None:
        self._database = database
        self._columns = columns
        self._stems = _Stems()
        self._lock = Lock()
        self._state: tuple[object, ...] = ()
        self._gifts: OrderedDict[str, _Gift] = OrderedDict()
        self._kept = 0

    def search(self, words: Sequence[Word], k: int, within: Within | None = None) -> list[tuple[int, float]]:
        """The best `k` passages holding any of `words`, as (number, score), best first; of equals the first stored."""
        table = self._columns.current("lengths", *(["articles"] if within is not None else []))
        groups = [(word,) if isinstance(word, str) else tuple(word) for word in words]
        gifts = self._gifts_of(table, [form for group in groups for form in group])
        scores = np.zeros(len(table.numbers), dtype=np.float32)
        for group in groups:
            if len(group) == 1:
                scores[gifts[group[0]].rows] += gifts[group[0]].scores
            elif group:
                scores += _best_of([gifts[form] for form in group], len(scores))
        if within is not None:
            scores[~self._columns.mask(table, within)] = 0.0
        rows = best_rows(scores, k, above=0.0)
        return list(zip(table.numbers[rows].tolist(), scores[rows].tolist(), strict=True))

    def count(self, word: str) -> int:
        """In how many passages the word stands, stemmed."""
        return len(self._gifts_of(self._columns.current("lengths"), [word])[word].rows)

    def _gifts_of(self, table: Table, words: Sequence[str]) -> dict[str, _Gift]:
        with self._lock:
            if self._state != table.state:
                self._state, self._kept = table.state, 0
                self._gifts.clear()
            known = {word: self._gifts[word] for word in words if word in self._gifts}
            for word in known:
                self._gifts.move_to_end(word)
        missing = [word for word in words if word not in known]
        if missing:
            read = self._read(table, missing)
            self._keep(table, read)
            known |= read
        return known

    def _keep(self, table: Table, read: dict[str, _Gift]) -> None:
        with self._lock:
            if self._state != table.state:  # another thread has seen a newer one
                return
            for word, gift in read.items():
                if word not in self._gifts:
                    self._gifts[word] = gift
                    self._kept += len(gift.rows)
            while self._kept > KEPT_A_PASSAGE * len(table.numbers):
                _, dropped = self._gifts.popitem(last=False)
                self._kept -= len(dropped.rows)

    def _read(self, table: Table, words: Sequence[str]) -> dict[str, _Gift]:
        stems = self._stems.of(words)
        with self._database.connection() as connection:
            connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_places USING fts5vocab(main, passage_words, instance)"
            )
            return {word: _weighed(table, *_found(connection, stems[word])) for word in words}


class _Stems:
    """Words to what the full-text search makes of them, by a full-text search of its own, in memory."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, tuple[str, ...]] = {}
        self._connection: sqlite3.Connection | None = None

    def of(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For each word its stems in order: none for a sign, several for what is written with a dash."""
        with self._lock:
            wanted = list(dict.fromkeys(words))
            missing = [word for word in wanted if word not in self._known]
            if len(self._known) + len(missing) > MOST_STEMS:
                self._known.clear()
                missing = wanted
            if missing:
                self._known |= self._made(missing)
            return {word: self._known[word] for word in wanted}

    def _made(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        if self._connection is None:
            self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            weakref.finalize(self, self._connection.close)
            self._connection.execute(f"CREATE VIRTUAL TABLE words USING fts5(word, tokenize = '{TOKENIZER}')")
            self._connection.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(words, instance)")
        self._connection.execute("BEGIN")
        try:
            self._connection.executemany(
                "INSERT INTO words (rowid, word) VALUES (?,?)",
                [(row, spaced(word.replace("\0", ""))) for row, word in enumerate(words)],
            )
            found = self._connection.execute("SELECT doc, term FROM stems ORDER BY doc, offset").fetchall()
        finally:
            self._connection.execute("ROLLBACK")
        stems = {words[row]: tuple(term for _, term in group) for row, group in groupby(found, lambda pair: pair[0])}
        return {word: stems.get(word, ()) for word in words}


def best_rows(scores: NDArray[np.float32], k: int, *, above: float = -math.inf) -> NDArray[np.int64]:
    """The rows of the `k` largest scores above this one, largest first, of equals the first."""
    rows = np.flatnonzero(scores > above)
    if 0 < k < len(rows):
        left = scores[rows]  # without the many that are equal: with them, numpy takes 16 ms for 100,000 and not 1
        rows = rows[left >= np.partition(left, len(left) - k)[len(left) - k]]
    return rows[np.lexsort((rows, -scores[rows]))][: max(k, 0)]


def _best_of(gifts: Sequence[_Gift], count: int) -> NDArray[np.float32]:
    """What each of the table's rows gets for a thing with several names: as much as for the best of them."""
    best = np.zeros(count, dtype=np.float32)
    for gift in gifts:
        best[gift.rows] = np.maximum(best[gift.rows], gift.scores)
    return best


def _found(connection: sqlite3.Connection, stems: tuple[str, ...]) -> tuple[Numbers, NDArray[np.float64]]:
    """The passages that hold these stems one after the other, ascending, and how often, by the columns' weights."""
    places = np.zeros(0, dtype=np.int64)
    for distance, stem in enumerate(stems):
        text = connection.execute(PLACES, (stem,)).fetchone()[0]
        its_places = np.fromstring(text, dtype=np.int64, sep=" ") - distance if text else np.zeros(0, dtype=np.int64)
        places = np.intersect1d(places, its_places, assume_unique=True) if distance else its_places
        if not len(places):
            return places, np.zeros(0)
    weights = np.array(WORD_WEIGHTS)[(places >> PLACE_BITS) & ((1 << COLUMN_BITS) - 1)]
    numbers, firsts = np.unique(places >> (PLACE_BITS + COLUMN_BITS), return_index=True)
    return numbers, np.add.reduceat(weights, firsts) if len(firsts) else weights


def _weighed(table: Table, numbers: Numbers, frequencies: NDArray[np.float64]) -> _Gift:
    rows = np.searchsorted(table.numbers, numbers)
    is_there = rows < len(table.numbers)
    is_there[is_there] = table.numbers[rows[is_there]] == numbers[is_there]  # not removed since the table was read
    rows, frequencies = rows[is_there], frequencies[is_there]
    lengths = table.columns["lengths"]
    rarity = max(math.log((len(lengths) - len(rows) + 0.5) / (len(rows) + 0.5)), LEAST_RARITY)
    damping = K1 * (1 - B + B * lengths[rows] / max(float(lengths.mean()), 1.0)) if len(rows) else np.zeros(0)
    scores = rarity * frequencies * (K1 + 1) / (frequencies + damping)
    return _Gift(rows.astype(np.int32), scores.astype(np.float32))
