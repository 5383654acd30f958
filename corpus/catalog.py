"""The catalogue: SQLite, and the truth about articles, passages and vectors.

One file in WAL mode: readers never wait for a writer, and a writer's transaction is
whole or absent after a crash. An article comes with its passages, sentences, vectors,
words and places in one transaction, and the version it replaces stops being searched
in the same one; what the derived index has yet to learn is written down there too
(`corpus.outbox`). A replaced version keeps its text, so that a citation of it opens.

Knows nothing about Chroma or models.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.article import Article, Passage, Span
from corpus.conversations import Conversations
from corpus.database import Database
from corpus.embedding import Vectors
from corpus.errors import ArticleNotFound
from corpus.ledger import Ledger, write_places
from corpus.matching import Identity, claim
from corpus.migrations import migrate
from corpus.outbox import Outbox
from corpus.passages import PassageTable
from corpus.rows import ARTICLE_COLUMNS, article_of, moment_of
from corpus.stories import Stories
from corpus.writing import (
    Correction,
    Origin,
    drop_passages,
    replaced_now,
    supersede,
    write_article,
    write_passages,
    write_story,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as it stands in lists, without its text."""

    article_id: str
    version: int
    source: str
    title: str
    publisher: str | None
    published: datetime | None
    is_teaser: bool
    copies: int
    added: datetime


class Catalogue(PassageTable, Outbox):
    """The articles of one data folder; CatalogueError where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        super().__init__(Database(path, migrate))
        self.path = path
        self.ledger = Ledger(self._database)
        self.stories = Stories(self._database)
        self.conversations = Conversations(self._database)

    # Writing

    def put(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: Vectors,
        sentences: Sequence[Sequence[tuple[Span, Vectors]]],
        *,
        origin: Origin | None = None,
        by: Identity | None = None,
    ) -> None:
        """Store one article whole, in one transaction; its version follows that of those it replaces.

        An article that another process has stored in the meantime stays as it is and
        gains the places. `by` made the vectors.

        Raises: EmbedderError where another embedder made those that are stored.
        """
        origin = origin or Origin()
        with self._database.transaction() as connection:
            if by is not None:
                claim(connection, by)
            known = connection.execute(
                "SELECT newest IS NULL FROM articles WHERE article_id = ?", (article.article_id,)
            ).fetchone()
            version = supersede(connection, replaced_now(connection, article.article_id, origin), article.article_id)
            write_places(connection, [replace(place, article_id=article.article_id) for place in origin.places])
            if known is None or not known[0]:
                write_article(connection, replace(article, version=version))
                write_passages(connection, passages, vectors, sentences)
                write_story(connection, article.article_id, origin)
                connection.execute(
                    "UPDATE articles SET edited = ? WHERE article_id = ?",
                    (json.dumps(origin.edited), article.article_id),
                )

    def revise(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: Vectors,
        sentences: Sequence[Sequence[tuple[Span, Vectors]]],
        *,
        correction: Correction,
        by: Identity | None = None,
    ) -> bool:
        """Correct a stored article's metadata; ArticleNotFound where it is none.

        False, and nothing is done, where it is not as it was before any more: someone else
        corrected it in the meantime, and that must not be lost. The fields edited by hand
        are left alone by later readings of its source.
        """
        with self._database.transaction() as connection:
            if by is not None:
                claim(connection, by)
            row = connection.execute(
                f"SELECT newest, edited, {ARTICLE_COLUMNS} FROM articles WHERE article_id = ?", (article.article_id,)
            ).fetchone()
            if row is None:
                raise _not_found(article.article_id)
            newest, before = row[:2]
            if article_of(row[2:]) != correction.before:
                return False
            write_article(connection, article)
            connection.execute(
                "UPDATE articles SET newest = ?, edited = ? WHERE article_id = ?",
                (newest, json.dumps(sorted({*json.loads(before), *correction.edited})), article.article_id),
            )
            if newest is None:
                drop_passages(connection, article.article_id)
                write_passages(connection, passages, vectors, sentences)
            return True

    def attach(self, article_id: str, origin: Origin) -> None:
        """Note that a stored article also stands at these places, and what it replaces there.

        Raises: ArticleNotFound where it is stored no more.
        """
        with self._database.transaction() as connection:
            version = supersede(connection, replaced_now(connection, article_id, origin), article_id)
            if not connection.execute(
                "UPDATE articles SET version = max(version, ?) WHERE article_id = ?", (version, article_id)
            ).rowcount:
                raise _not_found(article_id)
            write_places(connection, [replace(place, article_id=article_id) for place in origin.places])

    def remove(self, article_id: str) -> None:
        """Take an article out with its earlier versions, or one earlier version; ArticleNotFound where there is none.

        Its addresses stay known, so that a feed does not bring it back.
        """
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT article_id FROM articles WHERE article_id = ? OR newest = ?", (article_id, article_id)
            ).fetchall()
            if not any(row[0] == article_id for row in rows):
                raise _not_found(article_id)
            for (each,) in rows:
                drop_passages(connection, each)
                connection.execute("DELETE FROM articles WHERE article_id = ?", (each,))
                connection.execute("UPDATE sources SET article_id = NULL, etag = NULL, last_modified = NULL "
                                   "WHERE article_id = ?", (each,))  # fmt: skip

    def sign(self, article_id: str, origin: Origin) -> None:
        """Write down the signature and the variants of an article that is stored already."""
        with self._database.transaction() as connection:
            write_story(connection, article_id, origin)

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
        """Whether this text is stored and searched, not only kept as an earlier version."""
        found = self._database.rows("SELECT 1 FROM articles WHERE article_id = ? AND newest IS NULL", (article_id,))
        return bool(found)

    def edited(self, article_id: str) -> frozenset[str]:
        """The fields of an article that the reader set by hand."""
        rows = self._database.rows("SELECT edited FROM articles WHERE article_id = ?", (article_id,))
        return frozenset(json.loads(rows[0][0])) if rows else frozenset()

    def article(self, article_id: str) -> Article:
        """The article, or the earlier version, with this id; ArticleNotFound where there is none."""
        rows = self._database.rows(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE article_id = ?", (article_id,))
        if not rows:
            raise _not_found(article_id)
        return article_of(rows[0])

    def articles(self) -> list[Article]:
        """All articles in their newest version, newest first, those without a date last."""
        order = "published IS NULL, published DESC, title, article_id"
        rows = self._database.rows(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE newest IS NULL ORDER BY {order}")
        return [article_of(row) for row in rows]

    def listing(self) -> list[Listed]:
        """What lists show of all articles, in the order of `articles`, without reading their texts."""
        rows = self._database.rows(
            "SELECT article_id, version, source, coalesce(title, substr(text, 1, 80)), publisher, published, "
            "is_teaser, CASE WHEN story IS NULL THEN 0 ELSE (SELECT count(*) - 1 FROM articles o "
            "WHERE o.story = a.story AND o.newest IS NULL) END, added "
            "FROM articles a WHERE newest IS NULL ORDER BY published IS NULL, published DESC, title, article_id"
        )
        return [
            Listed(
                article_id=row[0], version=row[1], source=row[2], title=row[3], publisher=row[4],
                published=moment_of(row[5]), is_teaser=bool(row[6]), copies=row[7],
                added=datetime.fromisoformat(row[8]),
            )
            for row in rows
        ]  # fmt: skip

    def counts(self) -> tuple[int, int]:
        """How many articles and passages there are; earlier versions are not counted."""
        row = self._database.rows(
            "SELECT (SELECT count(*) FROM articles WHERE newest IS NULL), (SELECT count(*) FROM passages)"
        )[0]
        return row[0], row[1]

    def state(self) -> tuple[int, int]:
        """A value that changes with every passage that comes or goes: how many, and the last one's number."""
        count, last, _ = self.columns.state()
        return count, last or 0

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        self._database.close()


def _not_found(article_id: str) -> ArticleNotFound:
    return ArticleNotFound(f"no article has the id {article_id!r}; `python -m corpus list` shows the ids")
