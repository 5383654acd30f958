"""The catalogue against itself, the originals against their names, the embedder against the vectors.

SQLite notices a page that is no page of its own; that a text, a vector or a list of words
was changed inside its page is noticed here, since nearly all of them can be worked out from
one another: an article's id is a hash of its text. Reads only; knows nothing about the index.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from corpus.article import article_id_of
from corpus.catalog import Catalogue
from corpus.embedding import Embedder
from corpus.loading import kept
from corpus.matching import problem_of
from corpus.rows import unpack

MOST_NAMED = 3  # of SQLite's own complaints
BATCH = 1_000
UNIT = 0.01  # by which a vector's squared length may miss 1; as float16 the packaged embedder's miss it by 0.0005

Check = Callable[[sqlite3.Connection], Iterator[str]]

# What must never be there, as a query that counts it.
NEVER = {
    "passages do not lie inside their article's text": (
        'SELECT count(*) FROM passages p JOIN (SELECT article_id, length(text) AS size FROM articles) a '
        'USING (article_id) WHERE p.start < 0 OR p.start >= p."end" OR p."end" > a.size'
    ),
    "passages have an id that is not their place": (
        "SELECT count(*) FROM passages "
        "WHERE passage_id <> article_id || ':' || start || '-' || \"end\""
    ),
    "sentences do not lie inside their passage": (
        'SELECT count(*) FROM sentences s JOIN passages p ON p.number = s.passage '
        'WHERE s.start < p.start OR s.start >= s."end" OR s."end" > p."end"'
    ),
    "passages belong to an earlier version of an article": (
        "SELECT count(*) FROM passages JOIN articles USING (article_id) WHERE newest IS NOT NULL"
    ),
    "articles have no passages and are never found": (
        "SELECT count(*) FROM articles a WHERE newest IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM passages p WHERE p.article_id = a.article_id)"
    ),
    "passages are to be taken out of the index and are stored": (
        "SELECT count(*) FROM passages JOIN removals USING (passage_id)"
    ),
    "passages have no list of words": (
        "SELECT count(*) FROM passages WHERE number NOT IN (SELECT id FROM passage_words_docsize)"
    ),
    "lists of words belong to no passage": (
        "SELECT count(*) FROM passage_words_docsize WHERE id NOT IN (SELECT number FROM passages)"
    ),
    "passages have a vector of another length than most": (
        "SELECT sum(number) - max(number) FROM (SELECT count(*) AS number FROM passages GROUP BY length(vector))"
    ),
    "sentences have a vector of another length than their passage": (
        "SELECT count(*) FROM sentences s JOIN passages p ON p.number = s.passage "
        "WHERE length(s.vector) <> length(p.vector)"
    ),
}  # fmt: skip


def inspect_catalogue(catalogue_path: Path) -> tuple[str, ...]:
    """What is wrong with the catalogue, one short sentence each; beside readers and writers, as of one moment."""
    if not catalogue_path.exists():
        return ("the catalogue is missing",)
    problems: list[str] = []
    with closing(sqlite3.connect(f"{catalogue_path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.isolation_level = None
        for check in CHECKS:
            try:
                problems += check(connection)
            except sqlite3.DatabaseError as error:
                problems.append(f"the catalogue cannot be read ({error})")
                break
    return tuple(problems)


def inspect_originals(originals_folder: Path, catalogue_path: Path) -> tuple[str, ...]:
    """How many of the kept originals are gone, or are no more what they were."""
    with closing(sqlite3.connect(f"{catalogue_path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        digests = [row[0] for row in connection.execute("SELECT DISTINCT raw FROM articles WHERE raw IS NOT NULL")]
    lost = sum(kept(originals_folder, digest) is None for digest in digests)
    return (f"{lost:,} of {len(digests):,} kept originals are missing or damaged",) if lost else ()


def inspect_embedder(catalogue: Catalogue, embedder: Embedder) -> tuple[str, ...]:
    """Whether the embedder at hand is the one that made the stored vectors, as far as is known without loading it."""
    problem = problem_of(catalogue, embedder)
    return (problem,) if problem else ()


def _pages(connection: sqlite3.Connection) -> Iterator[str]:
    for (said,) in connection.execute(f"PRAGMA quick_check({MOST_NAMED})"):
        if said != "ok":
            yield f"the catalogue's file is damaged ({' '.join(said.split())})"


def _relations(connection: sqlite3.Connection) -> Iterator[str]:
    orphans: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        orphans[table, parent] = orphans.get((table, parent), 0) + 1
    yield from (f"{number:,} {table} belong to no {parent[:-1]}" for (table, parent), number in orphans.items())


def _counted(connection: sqlite3.Connection) -> Iterator[str]:
    for what, query in NEVER.items():
        number = connection.execute(query).fetchone()[0]
        if number:
            yield f"{number:,} {what}"


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute("SELECT article_id, text FROM articles")
    changed = sum(article_id_of(text) != article_id for article_id, text in rows)
    if changed:
        yield f"{changed:,} articles have another text than the one they were stored with"


def _vectors(connection: sqlite3.Connection) -> Iterator[str]:
    for table in ("passages", "sentences"):
        off = 0
        for length in connection.execute(f"SELECT DISTINCT length(vector) FROM {table}").fetchall():
            rows = connection.execute(f"SELECT vector FROM {table} WHERE length(vector) = ?", length)
            while blobs := [row[0] for row in rows.fetchmany(BATCH)]:
                if length[0] % 2 or not length[0]:
                    off += len(blobs)
                    continue
                vectors = unpack(blobs)
                off += int((~(abs((vectors * vectors).sum(axis=1) - 1) < UNIT)).sum())
        if off:
            yield f"{off:,} {table} have a vector that no embedder made"


def _words(connection: sqlite3.Connection) -> Iterator[str]:
    """The index of words against the lengths of the texts it was made from.

    SQLite's own check of it is a write, and no writer should have to wait for this.
    """
    connection.execute("CREATE VIRTUAL TABLE temp.listed USING fts5vocab(main, passage_words, row)")
    listed = connection.execute("SELECT coalesce(sum(cnt), 0) FROM temp.listed").fetchone()[0]
    counted = sum(_numbers(row[0]) for row in connection.execute("SELECT sz FROM passage_words_docsize"))
    if listed != counted:
        yield f"the index of words lists {listed:,} words of {counted:,}"


def _numbers(packed: bytes) -> int:
    """The sum of the numbers in SQLite's packed form: seven bits a byte, the eighth says that more follow."""
    total = value = 0
    for byte in packed:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            total, value = total + value, 0
    return total


CHECKS: tuple[Check, ...] = (_pages, _relations, _counted, _texts, _vectors, _words)
