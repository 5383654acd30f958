"""Where articles stand: the paths and addresses that lead to each, and the feeds that name them.

A place that is seen again is asked whether anything changed (`etag`, `last_modified`),
and what stands there then takes the old article's place. An address whose article the
reader removed stays known, so that no feed brings it back unasked.

Knows nothing about the network; see `corpus.gathering`.
"""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.database import Database, Row
from corpus.rows import moment_of, written

PLACE_COLUMNS = "source, article_id, is_alias, publisher, etag, last_modified, checked, feed, stamp"
FEED_COLUMNS = (
    "address, title, etag, last_modified, added, checked, "
    "(SELECT count(*) FROM sources WHERE sources.feed = feeds.address AND article_id IS NOT NULL)"
)
ASKED = ("etag", "last_modified", "checked")
IS_MERELY_NAMED = "excluded.is_alias AND excluded.article_id IS article_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A path or address; `article_id` is what stands there, None where the reader removed it.

    `is_alias` marks another name of a place, such as the address a page calls canonical;
    it is not visited again. `stamp` is the time of the last change that `feed` told.
    """

    source: str
    article_id: str | None = None
    is_alias: bool = False
    publisher: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked: datetime | None = None
    feed: str | None = None
    stamp: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed that was added; `checked` is when it was last read or said to be unchanged."""

    address: str
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    added: datetime | None = None
    checked: datetime | None = None
    articles: int = 0


class Ledger:
    """The places and feeds of one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(self, source: str) -> Place | None:
        rows = self._database.rows(f"SELECT {PLACE_COLUMNS} FROM sources WHERE source = ?", (source,))
        return _place(rows[0]) if rows else None

    def places(self, sources: Sequence[str]) -> dict[str, Place]:
        """Those of these places that are known, by their path or address."""
        rows = self._database.rows_in(f"SELECT {PLACE_COLUMNS} FROM sources WHERE source IN", sources)
        return {row[0]: _place(row) for row in rows}

    def standing_at(self, sources: Sequence[str]) -> dict[str, str]:
        """For each of these places that is known: the article that stands there."""
        rows = self._database.rows_in(
            "SELECT source, article_id FROM sources WHERE article_id IS NOT NULL AND source IN", sources
        )
        return {row[0]: row[1] for row in rows}

    def places_of(self, article_id: str) -> list[Place]:
        """Every place that leads to this article, aliases last."""
        rows = self._database.rows(
            f"SELECT {PLACE_COLUMNS} FROM sources WHERE article_id = ? ORDER BY is_alias, source", (article_id,)
        )
        return [_place(row) for row in rows]

    def pages(self, *, since: datetime | None = None) -> list[Place]:
        """The web addresses of articles, without aliases.

        `since` keeps to articles published, or without a date fetched, after that moment.
        """
        rows = self._database.rows(
            f"SELECT {', '.join('s.' + name for name in PLACE_COLUMNS.split(', '))} FROM sources s "
            "JOIN articles a USING (article_id) WHERE s.is_alias = 0 AND s.source LIKE 'http%://%' "
            "AND (? IS NULL OR coalesce(a.published, a.fetched, a.added) > ?) ORDER BY s.source",
            (written(since), written(since)),
        )
        return [_place(row) for row in rows]

    def note(self, places: Collection[Place]) -> None:
        """Write these places down, whatever was known of them."""
        with self._database.transaction() as connection:
            write_places(connection, places)

    def subscriptions(self) -> list[Subscription]:
        """The feeds, oldest first."""
        rows = self._database.rows(f"SELECT {FEED_COLUMNS} FROM feeds ORDER BY added, address")
        return [_subscription(row) for row in rows]

    def subscription(self, address: str) -> Subscription | None:
        """The feed at this address, where it is followed."""
        rows = self._database.rows(f"SELECT {FEED_COLUMNS} FROM feeds WHERE address = ?", (address,))
        return _subscription(rows[0]) if rows else None

    def subscribe(self, feed: Subscription) -> None:
        """Remember a feed, or what it said the last time; when it was added stays."""
        now = written(datetime.now(UTC))
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO feeds (address, title, etag, last_modified, added, checked) VALUES (?,?,?,?,?,?) "
                "ON CONFLICT (address) DO UPDATE SET title = coalesce(excluded.title, title), etag = excluded.etag, "
                "last_modified = excluded.last_modified, checked = excluded.checked",
                (feed.address, feed.title, feed.etag, feed.last_modified, now, written(feed.checked) or now),
            )

    def unsubscribe(self, address: str) -> bool:
        """Forget a feed; its articles stay. False where it was not known."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE sources SET feed = NULL WHERE feed = ?", (address,))
            return connection.execute("DELETE FROM feeds WHERE address = ?", (address,)).rowcount > 0


def write_places(connection: sqlite3.Connection, places: Collection[Place]) -> None:
    """Write places down inside a transaction; a feed's name, once known, stays.

    An alias says nothing of what its address answered, so that this stays too where the
    article that stands there does.
    """
    connection.executemany(
        f"INSERT INTO sources ({PLACE_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (source) DO UPDATE SET "
        "article_id = excluded.article_id, is_alias = min(is_alias, excluded.is_alias), "
        "publisher = coalesce(excluded.publisher, publisher), "
        + "".join(f"{name} = iif({IS_MERELY_NAMED}, {name}, excluded.{name}), " for name in ASKED)
        + "feed = coalesce(excluded.feed, feed), stamp = coalesce(excluded.stamp, stamp)",
        [
            (place.source, place.article_id, int(place.is_alias), place.publisher, place.etag, place.last_modified,
             written(place.checked), place.feed, written(place.stamp))
            for place in places
        ],
    )  # fmt: skip


def _place(row: Row) -> Place:
    source, article_id, is_alias, publisher, etag, last_modified, checked, feed, stamp = row
    return Place(
        source=source, article_id=article_id, is_alias=bool(is_alias), publisher=publisher, etag=etag,
        last_modified=last_modified, checked=moment_of(checked), feed=feed, stamp=moment_of(stamp),
    )  # fmt: skip


def _subscription(row: Row) -> Subscription:
    address, title, etag, last_modified, added, checked, articles = row
    return Subscription(
        address=address, title=title, etag=etag, last_modified=last_modified, added=moment_of(added),
        checked=moment_of(checked), articles=articles,
    )  # fmt: skip
