"""What the derived index has yet to learn of the catalogue: the part of it that the index follows.

Written in the same transaction as the articles (`corpus.writing`), read and settled by the
one process that owns the index (`corpus.draining`). Knows nothing about Chroma.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Passage
from corpus.database import Database
from corpus.embedding import Vectors
from corpus.matching import VECTORS_FACT
from corpus.rows import PASSAGE_COLUMNS, passage_of, unpack

DROPPED_FACT = "index_dropped"
INDEX_VECTORS_FACT = "index_vectors"  # the value of VECTORS_FACT when the index was begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some of what is pending: passages to take in, with their numbers and vectors row for row, and ids to drop."""

    numbers: Sequence[int]
    passages: Sequence[Passage]
    vectors: Vectors
    removed: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.numbers or self.removed)


class Outbox:
    """What is pending in one catalogue."""

    _database: Database

    def pending(self, limit: int) -> Batch:
        """At most `limit` passages that the index has yet to take in, and as many that it has yet to drop."""
        removed = self.removed(limit)  # first: what is removed after this must not be taken in again by this batch
        rows = self._database.rows(
            f"SELECT {PASSAGE_COLUMNS}, p.number, p.vector FROM passages p JOIN articles a USING (article_id) "
            "WHERE p.indexed = 0 ORDER BY p.number LIMIT ?", (limit,))  # fmt: skip
        columns = len(rows[0]) - 2 if rows else 0
        return Batch(
            numbers=[row[-2] for row in rows],
            passages=[passage_of(row[:columns]) for row in rows],
            vectors=unpack([row[-1] for row in rows]),
            removed=removed,
        )

    def settle(self, batch: Batch) -> None:
        """Note that the index has taken in and dropped what the batch names.

        By number: a passage that was written anew meanwhile has its id again and another
        number, and stays pending.
        """
        with self._database.transaction() as connection:
            connection.executemany("UPDATE passages SET indexed = 1 WHERE number = ?", [(n,) for n in batch.numbers])
            connection.executemany("DELETE FROM removals WHERE passage_id = ?", [(i,) for i in batch.removed])
            if batch.removed:
                connection.execute(
                    "INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value",
                    (DROPPED_FACT, str(len(batch.removed))),
                )

    def unsettle(self, held: set[str]) -> None:
        """Note that the index holds exactly the passages `held`, whatever was known of it before."""
        with self._database.transaction() as connection:
            stored = {row[0] for row in connection.execute("SELECT passage_id FROM passages")}
            connection.execute("UPDATE passages SET indexed = 0 WHERE indexed = 1")
            connection.executemany(
                "UPDATE passages SET indexed = 1 WHERE passage_id = ?", [(i,) for i in stored & held]
            )
            connection.execute("DELETE FROM removals")
            if not held:  # whatever is told from now on is of the present vectors, and all of it is kept
                connection.execute("DELETE FROM facts WHERE name = ?", (DROPPED_FACT,))
                connection.execute(
                    "INSERT OR REPLACE INTO facts SELECT ?, value FROM facts WHERE name = ?",
                    (INDEX_VECTORS_FACT, VECTORS_FACT),
                )
            connection.executemany("INSERT INTO removals VALUES (?)", [(i,) for i in held - stored])

    def is_index_outdated(self) -> bool:
        """Whether all vectors were exchanged for another embedder's since the index was begun."""
        rows = self._database.rows(
            "SELECT count(DISTINCT value) + (count(*) = 1) FROM facts WHERE name IN (?, ?)",
            (VECTORS_FACT, INDEX_VECTORS_FACT),
        )
        return bool(rows[0][0] > 1)

    def dropped_count(self) -> int:
        """How many passages the index has dropped since it was made; it keeps their room."""
        rows = self._database.rows("SELECT value FROM facts WHERE name = ?", (DROPPED_FACT,))
        return int(float(rows[0][0])) if rows else 0

    def removed(self, limit: int) -> list[str]:
        """Ids of at most `limit` passages that are gone and that the index still holds."""
        return [row[0] for row in self._database.rows("SELECT passage_id FROM removals LIMIT ?", (limit,))]

    def pending_vectors(self, limit: int) -> tuple[list[str], Vectors]:
        """Ids and vectors of at most `limit` passages that the index has yet to take in."""
        rows = self._database.rows("SELECT passage_id, vector FROM passages WHERE indexed = 0 LIMIT ?", (limit,))
        return [row[0] for row in rows], unpack([row[1] for row in rows])

    def pending_counts(self) -> tuple[int, int]:
        """How many passages the index has yet to take in, and how many to drop."""
        row = self._database.rows(
            "SELECT (SELECT count(*) FROM passages WHERE indexed = 0), (SELECT count(*) FROM removals)"
        )[0]
        return row[0], row[1]

    def indexed_count(self) -> int:
        """How many of the stored passages the index holds by what it was told."""
        return int(self._database.rows("SELECT count(*) FROM passages WHERE indexed = 1")[0][0])

    def indexed_sample(self, limit: int) -> tuple[list[str], Vectors]:
        """Ids and vectors of passages the index was told of, drawn at random."""
        rows = self._database.rows(
            "SELECT passage_id, vector FROM passages WHERE number IN "
            "(SELECT number FROM passages WHERE indexed = 1 ORDER BY random() LIMIT ?)", (limit,))  # fmt: skip
        return [row[0] for row in rows], unpack([row[1] for row in rows])
