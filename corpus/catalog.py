"""The catalogue: SQLite, and the truth about articles, passages and vectors.

One file in WAL mode: readers never wait for a writer, and a writer's transaction is
whole or absent after a crash. An article comes and goes with its passages, sentences,
vectors and words in one transaction; what the derived index has yet to learn is
written down in the same one (`pending`, `settle`).

Vectors are stored as float16 (a cosine keeps three decimals) and handed out as float32.
Knows nothing about Chroma or models.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

from corpus.article import Article, Passage, Span
from corpus.database import Database, Row
from corpus.embedding import Vectors
from corpus.errors import ArticleNotFound
from corpus.migrations import migrate
from corpus.rows import ARTICLE_COLUMNS, PASSAGE_COLUMNS, article_of, pack, passage_of, unpack

# Text, title, publisher. BM25's hit@1 on the halves "tune" of the samples and of OneStopQA: text alone
# 0.68 and 0.69, (1, 0.5, 0.2) 0.70 and 0.69, (1, 1, 0.5) 0.68 and 0.70, (1, 2, 1) 0.73 and 0.71.
WORD_WEIGHTS = (1.0, 2.0, 1.0)


class Catalogue:
    """The articles of one data folder; CatalogueError where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, migrate)

    # Writing

    def put(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: Vectors,
        sentences: Sequence[Sequence[tuple[Span, Vectors]]],
        *,
        replacing: Sequence[str] = (),
    ) -> None:
        """Store one article whole, in one transaction; `replacing` names articles that leave in the same one.

        An article that another process has stored in the meantime stays as it is.
        """
        with self._database.transaction() as connection:
            for article_id in replacing:
                _delete(connection, article_id)
            inserted = connection.execute(
                f"INSERT OR IGNORE INTO articles ({ARTICLE_COLUMNS}, added) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (article.article_id, article.version, article.source, article.url, article.title, article.publisher,
                 article.published.isoformat() if article.published else None, article.published_from,
                 json.dumps(article.authors), article.language, article.text, datetime.now(UTC).isoformat()),
            ).rowcount  # fmt: skip
            if not inserted:
                return
            for passage, vector, parts in zip(passages, vectors, sentences, strict=True):
                number = connection.execute(
                    'INSERT INTO passages (passage_id, article_id, ordinal, start, "end", vector) VALUES (?,?,?,?,?,?)',
                    (passage.passage_id, passage.article_id, passage.ordinal, passage.span.start, passage.span.end,
                     pack(vector)),
                ).lastrowid  # fmt: skip
                connection.executemany(
                    "INSERT INTO sentences VALUES (?,?,?,?)",
                    [(number, span.start, span.end, pack(part)) for span, part in parts],
                )
                connection.execute(
                    "INSERT INTO passage_words (rowid, text, title, publisher) VALUES (?,?,?,?)",
                    (number, passage.text, passage.title or "", passage.publisher or ""),
                )
                connection.execute("DELETE FROM removals WHERE passage_id = ?", (passage.passage_id,))

    def remove(self, article_id: str) -> None:
        """Take an article out; ArticleNotFound where there is none."""
        with self._database.transaction() as connection:
            if not _delete(connection, article_id):
                raise ArticleNotFound(f"no article has the id {article_id!r}; `python -m corpus list` shows the ids")

    def settle(self, *, indexed: Sequence[str] = (), removed: Sequence[str] = ()) -> None:
        """Note that the index now holds `indexed` and no longer holds `removed` (passage ids)."""
        with self._database.transaction() as connection:
            connection.executemany("UPDATE passages SET indexed = 1 WHERE passage_id = ?", [(i,) for i in indexed])
            connection.executemany("DELETE FROM removals WHERE passage_id = ?", [(i,) for i in removed])

    def unsettle(self, held: set[str]) -> None:
        """Note that the index holds exactly the passages `held`, whatever was known of it before."""
        with self._database.transaction() as connection:
            stored = {row[0] for row in connection.execute("SELECT passage_id FROM passages")}
            connection.execute("UPDATE passages SET indexed = 0")
            connection.executemany(
                "UPDATE passages SET indexed = 1 WHERE passage_id = ?", [(i,) for i in stored & held]
            )
            connection.execute("DELETE FROM removals")
            connection.executemany("INSERT INTO removals VALUES (?)", [(i,) for i in held - stored])

    def indexed_count(self) -> int:
        """How many passages the index holds by what it was told."""
        row = self._database.rows(
            "SELECT (SELECT count(*) FROM passages WHERE indexed = 1) + (SELECT count(*) FROM removals)"
        )
        return int(row[0][0])

    def record_run(self, report: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO runs (finished, report) VALUES (?,?)", (datetime.now(UTC).isoformat(), report)
            )

    def set_fact(self, name: str, value: str) -> None:
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?,?)", (name, value))

    # Reading

    def fact(self, name: str) -> str | None:
        rows = self._database.rows("SELECT value FROM facts WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def has(self, article_id: str) -> bool:
        return bool(self._database.rows("SELECT 1 FROM articles WHERE article_id = ?", (article_id,)))

    def ids_from(self, source: str) -> list[str]:
        """The articles that came from this source."""
        return [row[0] for row in self._database.rows("SELECT article_id FROM articles WHERE source = ?", (source,))]

    def article(self, article_id: str) -> Article:
        rows = self._database.rows(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE article_id = ?", (article_id,))
        if not rows:
            raise ArticleNotFound(f"no article has the id {article_id!r}; `python -m corpus list` shows the ids")
        return article_of(rows[0])

    def articles(self) -> list[Article]:
        """All articles, newest first, those without a date last."""
        order = "published IS NULL, published DESC, title, article_id"
        rows = self._database.rows(f"SELECT {ARTICLE_COLUMNS} FROM articles ORDER BY {order}")
        return [article_of(row) for row in rows]

    def counts(self) -> tuple[int, int]:
        """How many articles and passages there are."""
        row = self._database.rows("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)")[0]
        return row[0], row[1]

    def state(self) -> tuple[int, int]:
        """A value that changes with every passage that comes or goes."""
        row = self._database.rows("SELECT count(*), coalesce(max(number), 0) FROM passages")[0]
        return row[0], row[1]

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids; an id that is no longer stored is left out."""
        rows = self._database.rows_in(
            f"SELECT {PASSAGE_COLUMNS} FROM passages p JOIN articles a USING (article_id) WHERE p.passage_id IN",
            passage_ids,
        )
        return {row[0]: passage_of(row) for row in rows}

    def passages_of(self, article_id: str) -> list[Passage]:
        """An article's passages in order."""
        return [passage_of(row) for row in self._database.rows(
            f"SELECT {PASSAGE_COLUMNS} FROM passages p JOIN articles a USING (article_id) "
            "WHERE p.article_id = ? ORDER BY p.ordinal", (article_id,))]  # fmt: skip

    def vectors(self, passage_ids: Sequence[str] | None = None) -> tuple[list[str], Vectors]:
        """Passage ids and their vectors, row for row; all of them where no ids are given."""
        if passage_ids is None:
            rows = self._database.rows("SELECT passage_id, vector FROM passages ORDER BY number")
        else:
            rows = self._database.rows_in("SELECT passage_id, vector FROM passages WHERE passage_id IN", passage_ids)
        return [row[0] for row in rows], unpack([row[1] for row in rows])

    def indexed_sample(self, limit: int) -> tuple[list[str], Vectors]:
        """Ids and vectors of passages the index was told of, drawn at random."""
        rows = self._database.rows(
            "SELECT passage_id, vector FROM passages WHERE number IN "
            "(SELECT number FROM passages WHERE indexed = 1 ORDER BY random() LIMIT ?)", (limit,))  # fmt: skip
        return [row[0] for row in rows], unpack([row[1] for row in rows])

    def vectors_within(self, article_ids: Collection[str]) -> tuple[list[str], Vectors]:
        """Ids and vectors of the passages of these articles."""
        rows = self._database.rows_in("SELECT passage_id, vector FROM passages WHERE article_id IN", list(article_ids))
        return [row[0] for row in rows], unpack([row[1] for row in rows])

    def sentences(self, passage_ids: Sequence[str]) -> dict[str, tuple[list[Span], Vectors]]:
        """For each passage its sentences' spans in the article and their vectors, row for row."""
        rows = self._database.rows_in(
            'SELECT p.passage_id, s.start, s."end", s.vector FROM sentences s JOIN passages p ON p.number = s.passage '
            "WHERE p.passage_id IN", passage_ids)  # fmt: skip
        grouped: dict[str, list[Row]] = {}
        for row in rows:
            grouped.setdefault(row[0], []).append(row)
        return {
            passage_id: ([Span(start=row[1], end=row[2]) for row in group], unpack([row[3] for row in group]))
            for passage_id, group in grouped.items()
        }

    def search_words(
        self, words: Sequence[str], k: int, within: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The best `k` passages holding any of `words`, by BM25; (passage id, score), best first.

        Words are matched as they are, stemmed: whatever they hold, none is read as an operator.
        `within` keeps to these articles.
        """
        match = " OR ".join('"' + word.replace('"', '""') + '"' for word in words if word.strip("\0 "))
        if not match:
            return []
        weights = ", ".join(map(str, WORD_WEIGHTS))
        rows = self._database.rows(
            f"SELECT p.passage_id, -bm25(passage_words, {weights}) AS score "
            "FROM passage_words JOIN passages p ON p.number = passage_words.rowid WHERE passage_words MATCH ? "
            "AND (? IS NULL OR p.article_id IN (SELECT value FROM json_each(?))) ORDER BY score DESC LIMIT ?",
            (match.replace("\0", ""), *(2 * [None if within is None else json.dumps(list(within))]), k),
        )
        return [(row[0], row[1]) for row in rows]

    def count_word(self, word: str) -> int:
        """In how many passages the word stands, stemmed."""
        match = '"' + word.replace('"', '""').replace("\0", "") + '"'
        return int(
            self._database.rows("SELECT count(*) FROM passage_words WHERE passage_words MATCH ?", (match,))[0][0]
        )

    def pending(self, limit: int) -> tuple[list[str], list[str]]:
        """Passage ids the index has yet to take in, and those it has yet to drop, at most `limit` of each."""
        added = self._database.rows(
            "SELECT passage_id FROM passages WHERE indexed = 0 ORDER BY number LIMIT ?", (limit,)
        )
        removed = self._database.rows("SELECT passage_id FROM removals LIMIT ?", (limit,))
        return [row[0] for row in added], [row[0] for row in removed]

    def close(self) -> None:
        """Close this thread's connection."""
        self._database.close()


def _delete(connection: sqlite3.Connection, article_id: str) -> bool:
    passages = connection.execute(
        "SELECT number, passage_id FROM passages WHERE article_id = ?", (article_id,)
    ).fetchall()
    connection.executemany("DELETE FROM passage_words WHERE rowid = ?", [(number,) for number, _ in passages])
    connection.executemany("INSERT OR IGNORE INTO removals VALUES (?)", [(passage_id,) for _, passage_id in passages])
    return connection.execute("DELETE FROM articles WHERE article_id = ?", (article_id,)).rowcount > 0
