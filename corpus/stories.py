"""Articles that belong together: the versions of one article, and the variants of one text.

Versions follow each other at one place; only the newest has passages and is searched,
the earlier ones are kept so that old citations still open. Variants stand side by side:
agency copy in several newspapers, with a paragraph more or less.

Knows nothing about how near-duplicates are told; see `corpus.variants`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus.database import Database
from corpus.rows import moment_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text that an article has had."""

    article_id: str
    version: int
    added: datetime
    is_newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another place where nearly the same text stands: a variant, or the very text at another source."""

    article_id: str
    title: str | None
    publisher: str | None
    source: str
    url: str | None


class Stories:
    """Versions and variants in one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, article_id: str) -> str:
        """The article that stands now where this one stood; itself where it is the newest."""
        rows = self._database.rows("SELECT newest FROM articles WHERE article_id = ?", (article_id,))
        return rows[0][0] or article_id if rows else article_id

    def stored(self, article_ids: Collection[str]) -> set[str]:
        """Those of these articles that are stored, earlier versions among them."""
        rows = self._database.rows_in("SELECT article_id FROM articles WHERE article_id IN", list(article_ids))
        return {row[0] for row in rows}

    def versions(self, article_id: str) -> list[Version]:
        """All versions of an article, oldest first, whichever of them is named."""
        newest = self.newest(article_id)
        rows = self._database.rows(
            "SELECT article_id, version, added FROM articles WHERE article_id = ? OR newest = ? "
            "ORDER BY version, added",
            (newest, newest),
        )
        return [
            Version(article_id=row[0], version=row[1], added=datetime.fromisoformat(row[2]), is_newest=row[0] == newest)
            for row in rows
        ]

    def copies(self, article_ids: Sequence[str]) -> dict[str, list[Copy]]:
        """For each article where else its text, or nearly, stands; an article without copies is left out."""
        rows = self._database.rows_in(
            "SELECT a.article_id, b.article_id, b.title, b.publisher, b.source, b.url FROM articles a "
            "JOIN articles b ON b.story = a.story AND b.article_id <> a.article_id AND b.newest IS NULL "
            "WHERE a.article_id IN", article_ids)  # fmt: skip
        rows += self._database.rows_in(
            "SELECT a.article_id, b.article_id, b.title, s.publisher, s.source, "
            "CASE WHEN s.source LIKE 'http%://%' THEN s.source END FROM articles a JOIN articles b "
            "ON b.article_id = a.article_id OR (b.story = a.story AND b.newest IS NULL) JOIN sources s "
            "ON s.article_id = b.article_id AND s.is_alias = 0 AND s.source NOT IN (b.source, coalesce(b.url, '')) "
            "AND (s.source LIKE 'http%://%' OR s.publisher <> coalesce(b.publisher, '')) WHERE a.article_id IN",
            article_ids,
        )
        found: dict[str, list[Copy]] = {}
        for row in rows:
            copy = Copy(article_id=row[1], title=row[2], publisher=row[3], source=row[4], url=row[5])
            found.setdefault(row[0], []).append(copy)
        return found

    def story_of(self, article_ids: Collection[str]) -> dict[str, str]:
        """For each article that has variants the story it belongs to."""
        rows = self._database.rows_in(
            "SELECT article_id, story FROM articles WHERE story IS NOT NULL AND article_id IN", list(article_ids)
        )
        return {row[0]: row[1] for row in rows}

    def candidates(self, bands: Sequence[int]) -> dict[str, bytes]:
        """The newest articles that share a band of their signature with these, and their signatures."""
        found: dict[str, bytes] = {}
        for first in range(0, len(bands), 500):
            marks = ",".join("?" * len(bands[first : first + 500]))
            rows = self._database.rows(
                "SELECT DISTINCT a.article_id, a.signature FROM bands b JOIN articles a USING (article_id) "
                f"WHERE a.newest IS NULL AND a.signature IS NOT NULL AND b.band IN ({marks})",
                bands[first : first + 500],
            )
            found.update({row[0]: row[1] for row in rows})
        return found

    def unsigned(self) -> list[str]:
        """The newest articles whose signature has not been worked out."""
        return [
            row[0]
            for row in self._database.rows("SELECT article_id FROM articles WHERE signature IS NULL AND newest IS NULL")
        ]

    def added(self, article_id: str) -> datetime | None:
        """When the article came in."""
        rows = self._database.rows("SELECT added FROM articles WHERE article_id = ?", (article_id,))
        return moment_of(rows[0][0]) if rows else None
