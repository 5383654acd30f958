"""What a transaction is made of that merges an article of an export into a catalogue that may have it.

What is there stays. An article that is stored gains the places that nobody knew of; a
version that the export knows to be outdated gives way where it stands nowhere else; an
address whose article the reader removed leads somewhere again only where its article
comes back.

Each function works inside a transaction that its caller opened, and commits nothing.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.article import Passage, Span
from corpus.embedding import Vectors
from corpus.matching import Identity, claim
from corpus.parcels import FEED_FIELDS, PLACE_FIELDS, Parcel
from corpus.writing import Origin, supersede, write_article, write_passages, write_story

NEW_PLACE = f"INSERT INTO sources ({', '.join(PLACE_FIELDS)}, article_id) VALUES ({'?,' * len(PLACE_FIELDS)}?) "
TAKES_PLACE = ", ".join(f"{name} = excluded.{name}" for name in (*PLACE_FIELDS[1:], "article_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article with its passages, their vectors, their sentences with theirs, its variants, and who embedded it."""

    parcel: Parcel
    passages: Sequence[Passage]
    vectors: Vectors
    sentences: Sequence[Sequence[tuple[Span, Vectors]]]
    origin: Origin
    identity: Identity


def standing(connection: sqlite3.Connection, article_id: str) -> str | None:
    """The article that stands where this text stood: its own id, that of a newer version, or None."""
    row = connection.execute("SELECT newest FROM articles WHERE article_id = ?", (article_id,)).fetchone()
    return (row[0] or article_id) if row else None


def arrive(connection: sqlite3.Connection, arrival: Arrival) -> bool:
    """Store a searched article; False where its text was stored already and only its places are new.

    Raises: EmbedderError where the stored vectors are another embedder's.
    """
    parcel = arrival.parcel
    article = parcel.article
    known = standing(connection, article.article_id)
    if known not in (None, article.article_id):
        _stand(connection, parcel.places, known, comes_back=False)
        return False
    version = supersede(connection, _outdated(connection, parcel), article.article_id)
    if known is None:
        claim(connection, arrival.identity)
        write_article(connection, replace(article, version=max(version, article.version)))
        _complete(connection, parcel, newest=None)
        write_passages(connection, arrival.passages, arrival.vectors, arrival.sentences)
        write_story(connection, article.article_id, arrival.origin)
    _stand(connection, parcel.places, article.article_id, comes_back=known is None)
    return known is None


def arrive_earlier(connection: sqlite3.Connection, parcel: Parcel) -> bool:
    """Store an earlier version; False where it is stored already, or what took its place was removed here."""
    newest = standing(connection, parcel.newest or "")
    known = standing(connection, parcel.article.article_id)
    if known is not None or newest is None:
        return False
    write_article(connection, parcel.article)
    _complete(connection, parcel, newest=newest)
    _stand(connection, parcel.places, newest, comes_back=False)
    return True


def note_removed(connection: sqlite3.Connection, places: Iterable[Sequence[Any]]) -> None:
    """Remember addresses whose articles the reader does not want, but for those that lead to one here."""
    _stand(connection, places, None, comes_back=False)


def note_feeds(connection: sqlite3.Connection, feeds: Iterable[Sequence[Any]]) -> None:
    """Follow these feeds, rows of `FEED_FIELDS`, too."""
    connection.executemany(
        f"INSERT OR IGNORE INTO feeds ({', '.join(FEED_FIELDS)}) VALUES ({', '.join('?' * len(FEED_FIELDS))})", feeds
    )


def _outdated(connection: sqlite3.Connection, parcel: Parcel) -> list[str]:
    """Versions that this article took the place of where it was exported, and may here too.

    One that also stands at a place which the export does not name is an article of its own here.
    """
    known_places = {place[0] for place in parcel.places}
    outdated = []
    for earlier in parcel.earlier:
        own = connection.execute("SELECT source FROM sources WHERE article_id = ? AND is_alias = 0", (earlier,))
        if standing(connection, earlier) == earlier and {row[0] for row in own} <= known_places:
            outdated.append(earlier)
    return outdated


def _complete(connection: sqlite3.Connection, parcel: Parcel, *, newest: str | None) -> None:
    """What `write_article` leaves out: when it came, what was set by hand, what it is a version of."""
    connection.execute(
        "UPDATE articles SET added = ?, edited = ?, newest = ?, signature = ? WHERE article_id = ?",
        (parcel.added.isoformat(), json.dumps(parcel.edited), newest, parcel.signature, parcel.article.article_id),
    )


def _stand(
    connection: sqlite3.Connection, places: Iterable[Sequence[Any]], article_id: str | None, *, comes_back: bool
) -> None:
    """Let the places lead to the article where nobody knew them, or with `comes_back` where its removal was noted."""
    on_conflict = f"DO UPDATE SET {TAKES_PLACE} WHERE sources.article_id IS NULL" if comes_back else "DO NOTHING"
    connection.executemany(
        f"{NEW_PLACE} ON CONFLICT (source) {on_conflict}", [(*place, article_id) for place in places]
    )
