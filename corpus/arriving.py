"""What a transaction is made of that merges an article of an export into a catalogue that may have it.

What is there stays. An article that is stored gains the places that nobody knew of; a
version that the export knows to be outdated gives way where it stands nowhere else; an
address whose article the reader removed leads somewhere again only where its article
comes back.

Two texts of one place are versions of one article, as when articles are added: of an
article that arrives and another that stands at its place here the later one is searched,
told by when they were updated, fetched or added, the first of these that is known of both
and differs. The other is its earlier version, but where it stands at another place too,
or the export itself has it elsewhere. Places that were only claimed (aliases) decide nothing.

Each function works inside a transaction that its caller opened, and commits nothing.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from corpus.article import Passage, Span
from corpus.embedding import Vectors
from corpus.matching import Identity, claim
from corpus.parcels import FEED_FIELDS, PLACE_FIELDS, Parcel
from corpus.rows import moment_of
from corpus.writing import Origin, supersede, write_article, write_passages, write_story

NEW_PLACE = f"INSERT INTO sources ({', '.join(PLACE_FIELDS)}, article_id) VALUES ({'?,' * len(PLACE_FIELDS)}?) "
TAKES_PLACE = ", ".join(f"{name} = excluded.{name}" for name in (*PLACE_FIELDS[1:], "article_id"))


# What stands where the article stood that arrives, with when that was updated, fetched and added.
RIVALS = """SELECT s.source, a.article_id, a.updated, a.fetched, a.added FROM sources s
    JOIN articles a USING (article_id)
    WHERE s.source = ? AND s.is_alias = 0 AND a.newest IS NULL AND a.article_id != ?"""


class Became(StrEnum):
    """What an article is that arrived."""

    ARTICLE = "articles"
    VERSION = "versions"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article with its passages, their vectors, their sentences with theirs, its variants, and who embedded it.

    `exported` are the ids of all articles that the export has as searched ones.
    """

    parcel: Parcel
    passages: Sequence[Passage]
    vectors: Vectors
    sentences: Sequence[Sequence[tuple[Span, Vectors]]]
    origin: Origin
    identity: Identity
    exported: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an article that is new here stands to those that are: whose place it takes, or whose version it is."""

    replaced: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()  # places that lead to it from now on
    newest: str | None = None


def standing(connection: sqlite3.Connection, article_id: str) -> str | None:
    """The article that stands where this text stood: its own id, that of a newer version, or None."""
    row = connection.execute("SELECT newest FROM articles WHERE article_id = ?", (article_id,)).fetchone()
    return (row[0] or article_id) if row else None


def arrive(connection: sqlite3.Connection, arrival: Arrival) -> Became:
    """Store a searched article; UNCHANGED where its text was stored already and only its places are new.

    Raises: EmbedderError where the stored vectors are another embedder's.
    """
    parcel = arrival.parcel
    article = parcel.article
    known = standing(connection, article.article_id)
    if known not in (None, article.article_id):
        _stand(connection, parcel.places, known, comes_back=False)
        return Became.UNCHANGED
    place = place_of(connection, parcel, arrival.exported)
    if place.newest is not None:
        _add_version(connection, parcel, newest=place.newest)
        return Became.VERSION
    version = supersede(connection, place.replaced, article.article_id)
    if known is None:
        claim(connection, arrival.identity)
        write_article(connection, replace(article, version=max(version, article.version)))
        _complete(connection, parcel, newest=None)
        write_passages(connection, arrival.passages, arrival.vectors, arrival.sentences)
        variants = tuple(each for each in arrival.origin.variants if each not in place.replaced)
        write_story(connection, article.article_id, replace(arrival.origin, variants=variants))
    moves = [(article.article_id, source) for source in place.moved]
    connection.executemany("UPDATE sources SET article_id = ? WHERE source = ?", moves)
    _stand(connection, parcel.places, article.article_id, comes_back=known is None)
    return Became.ARTICLE if known is None else Became.UNCHANGED


def arrive_earlier(connection: sqlite3.Connection, parcel: Parcel) -> bool:
    """Store an earlier version; False where it is stored already, or what took its place was removed here."""
    newest = standing(connection, parcel.newest or "")
    known = standing(connection, parcel.article.article_id)
    if known is not None or newest is None:
        return False
    _add_version(connection, parcel, newest=newest)
    return True


def place_of(connection: sqlite3.Connection, parcel: Parcel, exported: Collection[str]) -> Standing:
    """How a searched article of an export stands to those that are here; changes nothing."""
    outdated = _outdated(connection, parcel)
    if standing(connection, parcel.article.article_id) is not None:
        return Standing(replaced=tuple(outdated))
    places = [place[0] for place in parcel.places if not place[PLACE_FIELDS.index("is_alias")]]
    rivals = [row for place in places for row in connection.execute(RIVALS, (place, parcel.article.article_id))]
    rivals = [row for row in rivals if row[1] not in outdated]
    newer = [row for row in rivals if not _is_later(parcel, row)]
    if newer and len(newer) == len(places) and newer[0][1] not in exported:
        return Standing(newest=newer[0][1])
    older = [row for row in rivals if row not in newer]
    replaced = [each for each in dict.fromkeys(row[1] for row in older)
                if each not in exported and not _stands_elsewhere(connection, each, parcel)]  # fmt: skip
    moved = tuple(row[0] for row in older)
    return Standing(replaced=(*outdated, *replaced), moved=moved)


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
    return [
        earlier for earlier in parcel.earlier
        if standing(connection, earlier) == earlier and not _stands_elsewhere(connection, earlier, parcel)
    ]  # fmt: skip


def _stands_elsewhere(connection: sqlite3.Connection, article_id: str, parcel: Parcel) -> bool:
    """Whether a stored article has a place of its own that the parcel does not name."""
    own = connection.execute("SELECT source FROM sources WHERE article_id = ? AND is_alias = 0", (article_id,))
    return not {row[0] for row in own} <= {place[0] for place in parcel.places}


def _is_later(parcel: Parcel, rival: Sequence[Any]) -> bool:
    """Whether the article that arrives is later than a row of `RIVALS`; False where that is not known."""
    arriving: tuple[datetime | None, ...] = (parcel.article.updated, parcel.article.fetched, parcel.added)
    for moment, other in zip(arriving, map(moment_of, rival[2:]), strict=True):
        if moment and other and moment != other:
            return moment > other
    return False


def _add_version(connection: sqlite3.Connection, parcel: Parcel, *, newest: str) -> None:
    """Store a text that is not searched, as an earlier version of the article `newest`, whose number is higher."""
    write_article(connection, parcel.article)
    _complete(connection, parcel, newest=newest)
    _stand(connection, parcel.places, newest, comes_back=False)
    connection.execute(
        "UPDATE articles SET version = max(version, ?) WHERE article_id = ?", (parcel.article.version + 1, newest)
    )


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
