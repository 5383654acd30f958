"""What a transaction on the catalogue is made of: an article's row, passages and story, written or taken out.

Each function works inside a transaction that its caller opened, and commits nothing.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.article import Article, Passage, Span
from corpus.embedding import Vectors
from corpus.ledger import Place
from corpus.rows import ARTICLE_COLUMNS, ARTICLE_PLACES, pack, row_of
from corpus.unspaced import spaced
from corpus.vocabulary import write_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How an article stands to others: where it was found, whose place it takes, which are its variants.

    `edited` are the fields it has from the version before, where the reader set them by hand.
    """

    places: tuple[Place, ...] = ()
    replacing: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    signature: bytes = b""
    bands: tuple[int, ...] = ()
    edited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What new metadata was worked out from: the article as it was `before`, and the fields set by hand now."""

    before: Article
    edited: tuple[str, ...] = ()


def replaced_now(connection: sqlite3.Connection, article_id: str, origin: Origin) -> tuple[str, ...]:
    """What an article replaces: what was found when its place was looked up, and what came there since.

    Two processes may read one address at the same time; the one that commits second replaces the first one's text.
    """
    own = json.dumps([place.source for place in origin.places if not place.is_alias])
    rows = connection.execute(
        "SELECT DISTINCT article_id FROM sources s WHERE is_alias = 0 AND article_id IS NOT NULL AND article_id <> ?1 "
        "AND source IN (SELECT value FROM json_each(?2)) AND NOT EXISTS (SELECT 1 FROM sources o WHERE o.is_alias = 0 "
        "AND o.article_id = s.article_id AND o.source NOT IN (SELECT value FROM json_each(?2)))",
        (article_id, own),
    ).fetchall()
    return tuple(dict.fromkeys((*origin.replacing, *(row[0] for row in rows))))


def supersede(connection: sqlite3.Connection, replaced: Sequence[str], by: str) -> int:
    """Stop searching the replaced articles and keep their texts; the version of what takes their place."""
    versions = [0]
    for article_id in replaced:
        if article_id == by:
            continue
        drop_passages(connection, article_id)
        connection.execute("DELETE FROM bands WHERE article_id = ?", (article_id,))
        connection.execute("UPDATE sources SET article_id = ? WHERE article_id = ?", (by, article_id))
        connection.execute(
            "UPDATE articles SET newest = ?, story = NULL WHERE article_id = ? OR newest = ?",
            (by, article_id, article_id),
        )
        row = connection.execute("SELECT version FROM articles WHERE article_id = ?", (article_id,)).fetchone()
        versions.append(row[0] if row else 0)
    return max(versions) + 1


def write_article(connection: sqlite3.Connection, article: Article) -> None:
    columns = ARTICLE_COLUMNS.replace("\n", " ")
    changes = ", ".join(f"{name.strip()} = excluded.{name.strip()}" for name in columns.split(","))
    connection.execute(
        f"INSERT INTO articles ({columns}, added) VALUES ({ARTICLE_PLACES},?) "
        f"ON CONFLICT (article_id) DO UPDATE SET {changes}, newest = NULL",
        (*row_of(article), datetime.now(UTC).isoformat()),
    )


def write_passages(
    connection: sqlite3.Connection,
    passages: Sequence[Passage],
    vectors: Vectors,
    sentences: Sequence[Sequence[tuple[Span, Vectors]]],
) -> None:
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
            (number, *map(spaced, (passage.text, passage.title or "", passage.publisher or ""))),
        )
        connection.execute("DELETE FROM removals WHERE passage_id = ?", (passage.passage_id,))
    head = [text for passage in passages[:1] for text in (passage.title, passage.publisher) if text]
    write_words(connection, [spaced(text) for text in (*(passage.text for passage in passages), *head)])


def drop_passages(connection: sqlite3.Connection, article_id: str) -> None:
    passages = connection.execute(
        "SELECT number, passage_id FROM passages WHERE article_id = ?", (article_id,)
    ).fetchall()
    connection.executemany("DELETE FROM passage_words WHERE rowid = ?", [(number,) for number, _ in passages])
    connection.executemany("INSERT OR IGNORE INTO removals VALUES (?)", [(passage_id,) for _, passage_id in passages])
    connection.execute("DELETE FROM passages WHERE article_id = ?", (article_id,))


def write_story(connection: sqlite3.Connection, article_id: str, origin: Origin) -> None:
    """The signature by which later variants are found, and one story for the article and those found now."""
    connection.execute("UPDATE articles SET signature = ? WHERE article_id = ?", (origin.signature, article_id))
    connection.execute("DELETE FROM bands WHERE article_id = ?", (article_id,))
    connection.executemany("INSERT OR IGNORE INTO bands VALUES (?,?)", [(band, article_id) for band in origin.bands])
    stories = {article_id}
    for other in origin.variants:
        row = connection.execute("SELECT story FROM articles WHERE article_id = ?", (other,)).fetchone()
        stories |= {other, row[0] or other} if row else set()
    if len(stories) == 1:
        return
    story = min(stories)
    for each in stories:
        connection.execute("UPDATE articles SET story = ? WHERE article_id = ? OR story = ?", (story, each, each))
