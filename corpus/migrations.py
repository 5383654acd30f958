"""The catalogue's schema as history: each step runs once, in one transaction.

A step that has landed is never edited; a change of schema is a new step at the end.
`PRAGMA user_version` counts the steps a file has had.
"""

import sqlite3
from collections.abc import Callable

from corpus.errors import CatalogueError
from corpus.languages import UNSPACED
from corpus.unspaced import spaced
from corpus.vocabulary import create_words


def m001_articles_passages_and_search(connection: sqlite3.Connection) -> None:
    """Articles, their passages and sentences with vectors, and full-text search.

    `passages.indexed` and `removals` are what the derived index still has to be told.
    AUTOINCREMENT keeps a passage's number from being used twice, so that (count, max)
    identifies a state of the table.
    """
    for statement in (
        """CREATE TABLE articles (
               article_id TEXT PRIMARY KEY, version INTEGER NOT NULL, source TEXT NOT NULL, url TEXT, title TEXT,
               publisher TEXT, published TEXT, published_from TEXT, authors TEXT NOT NULL, language TEXT,
               text TEXT NOT NULL, added TEXT NOT NULL) STRICT""",
        "CREATE INDEX articles_by_source ON articles (source)",
        """CREATE TABLE passages (
               number INTEGER PRIMARY KEY AUTOINCREMENT, passage_id TEXT NOT NULL UNIQUE,
               article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, ordinal INTEGER NOT NULL,
               start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL,
               indexed INTEGER NOT NULL DEFAULT 0) STRICT""",
        "CREATE INDEX passages_by_article ON passages (article_id)",
        "CREATE INDEX passages_pending ON passages (indexed) WHERE indexed = 0",
        """CREATE TABLE sentences (
               passage INTEGER NOT NULL REFERENCES passages (number) ON DELETE CASCADE, start INTEGER NOT NULL,
               "end" INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (passage, start)) STRICT, WITHOUT ROWID""",
        """CREATE VIRTUAL TABLE passage_words USING fts5 (
               text, title, publisher, tokenize = 'porter unicode61 remove_diacritics 2')""",
        "CREATE TABLE removals (passage_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE runs (number INTEGER PRIMARY KEY, finished TEXT NOT NULL, report TEXT NOT NULL) STRICT",
    ):
        connection.execute(statement)


def m002_places_versions_stories_and_feeds(connection: sqlite3.Connection) -> None:
    """Where articles stand, their earlier versions, their near-duplicates, and the feeds they come from.

    `articles.newest` names the article that took this one's place; an article with one has
    no passages. Articles with the same `story` are variants of one text. `sources` holds
    every path and address known to lead to an article, and those whose article the reader
    removed (`article_id` NULL), so that a feed does not bring it back.
    """
    for statement in (
        "ALTER TABLE articles ADD COLUMN published_certainty TEXT",
        "ALTER TABLE articles ADD COLUMN updated TEXT",
        "ALTER TABLE articles ADD COLUMN fetched TEXT",
        "ALTER TABLE articles ADD COLUMN pages TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE articles ADD COLUMN is_teaser INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE articles ADD COLUMN raw TEXT",
        "ALTER TABLE articles ADD COLUMN edited TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE articles ADD COLUMN newest TEXT",
        "ALTER TABLE articles ADD COLUMN story TEXT",
        "ALTER TABLE articles ADD COLUMN signature BLOB",
        "CREATE INDEX articles_by_newest ON articles (newest) WHERE newest IS NOT NULL",
        "CREATE INDEX articles_by_story ON articles (story) WHERE story IS NOT NULL",
        """CREATE TABLE bands (
               band INTEGER NOT NULL, article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
               PRIMARY KEY (band, article_id)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX bands_by_article ON bands (article_id)",
        """CREATE TABLE sources (
               source TEXT PRIMARY KEY, article_id TEXT, is_alias INTEGER NOT NULL DEFAULT 0, publisher TEXT,
               etag TEXT, last_modified TEXT, checked TEXT, feed TEXT, stamp TEXT) STRICT, WITHOUT ROWID""",
        "CREATE INDEX sources_by_article ON sources (article_id)",
        """CREATE TABLE feeds (
               address TEXT PRIMARY KEY, title TEXT, etag TEXT, last_modified TEXT, added TEXT NOT NULL,
               checked TEXT) STRICT, WITHOUT ROWID""",
        "INSERT INTO sources (source, article_id) SELECT source, min(article_id) FROM articles "
        "WHERE source LIKE '/%' GROUP BY source",
    ):
        connection.execute(statement)


def m003_vectors_of_another_embedder(connection: sqlite3.Connection) -> None:
    """The vectors of a run that embeds everything anew, until all are there and take the place of the old ones.

    `start` is where a sentence begins, or -1 for the passage itself. A passage's number is
    never used twice, so what is written for it stays right for as long as it is there. With
    rowids, since without them a row of more than 1,002 bytes, 480 numbers, takes a page of its own.
    """
    connection.execute(
        """CREATE TABLE new_vectors (
               passage INTEGER NOT NULL REFERENCES passages (number) ON DELETE CASCADE, start INTEGER NOT NULL,
               vector BLOB NOT NULL, PRIMARY KEY (passage, start)) STRICT"""
    )


def m004_words_publishers_and_times(connection: sqlite3.Connection) -> None:
    """The distinct words of the passages, and what finds the articles of a publisher or a time.

    The indexes hold every column that is read: looked up in the table, each article costs its whole text.
    """
    create_words(connection)
    for columns in ("publisher, published, article_id, newest", "published, article_id, newest"):
        connection.execute(
            f"CREATE INDEX articles_by_{columns.partition(',')[0]} ON articles ({columns}) WHERE newest IS NULL"
        )


def m005_characters_of_writing_without_spaces(connection: sqlite3.Connection) -> None:
    """Chinese and Japanese passages listed character by character, so that a part of a clause finds them."""
    rows = connection.execute("SELECT rowid, text, title, publisher FROM passage_words")
    numbers = [number for number, *texts in rows if any(map(UNSPACED.search, texts))]
    for number in numbers:
        texts = connection.execute(
            "SELECT text, title, publisher FROM passage_words WHERE rowid = ?", (number,)
        ).fetchone()
        connection.execute("DELETE FROM passage_words WHERE rowid = ?", (number,))
        connection.execute(
            "INSERT INTO passage_words (rowid, text, title, publisher) VALUES (?,?,?,?)", (number, *map(spaced, texts))
        )


def m006_conversations(connection: sqlite3.Connection) -> None:
    """Kept conversations; `folded` texts are what a search reads, `last` the number given last in each."""
    for statement in (
        """CREATE TABLE conversations (
               conversation_id TEXT PRIMARY KEY, name TEXT NOT NULL, folded_name TEXT NOT NULL, started TEXT NOT NULL,
               changed TEXT NOT NULL, last INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
        """CREATE TABLE exchanges (
               conversation_id TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, number INTEGER NOT NULL,
               folded TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (conversation_id, number)) STRICT""",
    ):
        connection.execute(statement)


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_articles_passages_and_search,
    m002_places_versions_stories_and_feeds,
    m003_vectors_of_another_embedder,
    m004_words_publishers_and_times,
    m005_characters_of_writing_without_spaces,
    m006_conversations,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the catalogue to the newest schema; CatalogueError where it is newer than this program."""
    done = connection.execute("PRAGMA user_version").fetchone()[0]
    if done > len(STEPS):
        raise CatalogueError(
            f"the catalogue has schema {done}, this program knows {len(STEPS)}; run the newer Footnote that wrote it"
        )
    for number in range(done, len(STEPS)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have taken this step while we waited for the lock.
            if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                STEPS[number](connection)
                connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
