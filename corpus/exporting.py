"""The whole corpus into one portable file: articles, earlier versions, vectors, places, feeds, originals.

Everything is read from one snapshot of the catalogue, so that others may add meanwhile:
what they commit after the export began is not in it, and what is in it fits together. The
file is written beside its place under another name and renamed when it is whole; one that
stood there before is replaced only where it is an export too.

The catalogue is walked through three times, article by article, since a ZIP's members are
written one after another: articles, vectors of passages, vectors of sentences. Memory does
not grow with the corpus but for the articles' ids. Each article and vector is checked on the
way as importing would check it, so that a damaged catalogue never replaces a good backup.

What the file looks like is `corpus.portable`; getting it back is `corpus.importing`.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.admitting import MAX_ORIGINAL_BYTES
from corpus.article import Span
from corpus.database import Database, Row
from corpus.errors import CorpusError
from corpus.loading import kept
from corpus.logs import event
from corpus.manifests import Manifest
from corpus.matching import EMBEDDER_FACT, PROBE_FACT, WEIGHTS_FACT
from corpus.migrations import migrate
from corpus.parcels import FEED_FIELDS, PLACE_FIELDS, Parcel, parcel_of, place_record, record_of, row_of
from corpus.portable import (
    ARTICLES,
    FEEDS,
    PASSAGES,
    REMOVED,
    SENTENCES,
    PortableWriter,
    check_vectors,
    writing,
)
from corpus.rows import ARTICLE_COLUMNS, article_of
from corpus.running import Progress
from corpus.store import Corpus
from corpus.targeting import check_loss, check_room, place_of

# Of articles by their first passage, as equally good ones are found in the order of passages.
IDS = """SELECT a.article_id FROM articles a
    LEFT JOIN (SELECT article_id, min(number) AS first FROM passages GROUP BY article_id) p USING (article_id)
    ORDER BY a.newest IS NOT NULL, p.first, a.rowid"""
VECTORS = {
    PASSAGES: "SELECT vector FROM passages WHERE article_id = ? ORDER BY ordinal",
    SENTENCES: "SELECT s.vector FROM sentences s JOIN passages p ON p.number = s.passage WHERE p.article_id = ? "
    "ORDER BY p.ordinal, s.start",
}
COUNTS = """SELECT (SELECT count(*) FROM articles WHERE newest IS NULL),
    (SELECT count(*) FROM articles WHERE newest IS NOT NULL), (SELECT count(*) FROM passages),
    (SELECT count(*) FROM sentences),
    coalesce((SELECT length(vector) / 2 FROM passages GROUP BY length(vector) ORDER BY count(*) DESC LIMIT 1), 0)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export holds: articles that are searched, earlier versions, originals; and its size."""

    articles: int
    versions: int
    originals: int
    bytes: int
    seconds: float


def export(corpus: Corpus, path: Path, *, progress: Progress | None = None) -> Exported:
    """Write the corpus as it is at this moment to one file at `path`; others may go on adding.

    Interrupted at any point it leaves nothing there, or the older export that it was to replace.

    Raises: NoSpace; CorpusError where the file cannot be written, is another file's place, or
    where what is stored is damaged, or nothing and the older export is not.
    """
    started = time.perf_counter()
    path = place_of(path)
    check_room(corpus, path)
    database = Database(corpus.settings.catalogue_path, migrate)
    try:
        with database.snapshot() as connection:
            check_loss(corpus, connection, path)
            with writing(path) as writer:
                manifest = _Export(corpus, connection, writer, progress=progress).run()
    finally:
        database.close()
    exported = Exported(
        articles=manifest.articles, versions=manifest.versions, originals=manifest.originals,
        bytes=writer.bytes, seconds=round(time.perf_counter() - started, 3),
    )  # fmt: skip
    event("corpus.exported", asdict(exported))
    return exported


class _Export:
    """One export, inside its snapshot."""

    def __init__(
        self, corpus: Corpus, connection: sqlite3.Connection, writer: PortableWriter, *, progress: Progress | None
    ) -> None:
        self._corpus, self._connection, self._writer = corpus, connection, writer
        self._progress = progress or _ignore
        self._ids = [row[0] for row in connection.execute(IDS)]
        self._originals: dict[str, None] = {}  # each once, in the order of the articles

    def run(self) -> Manifest:
        articles, versions, passages, sentences, dimension = self._connection.execute(COUNTS).fetchone()
        facts = dict(self._connection.execute("SELECT name, value FROM facts"))
        self._writer.add_lines(ARTICLES, self._articles())
        for name, rows in ((PASSAGES, passages), (SENTENCES, sentences)):
            self._writer.add_vectors(name, self._vectors(name, dimension), rows=rows, dimension=dimension)
        removed = self._rows(f"SELECT {', '.join(PLACE_FIELDS)} FROM sources WHERE article_id IS NULL ORDER BY source")
        feeds = self._rows(f"SELECT {', '.join(FEED_FIELDS)} FROM feeds ORDER BY added, address")
        manifest = Manifest(
            embedder=facts.get(EMBEDDER_FACT, self._corpus.embedder.name), weights=facts.get(WEIGHTS_FACT, ""),
            probe=facts.get(PROBE_FACT, ""),
            dimension=dimension, articles=articles, versions=versions, passages=passages, sentences=sentences,
            removed=self._writer.add_lines(REMOVED, (_sound_place(row) for row in removed)),
            feeds=self._writer.add_lines(FEEDS, (_sound_feed(row) for row in feeds)),
            originals=self._add_originals(),
        )  # fmt: skip
        self._writer.finish(manifest)
        return manifest

    def _articles(self) -> Iterator[dict[str, object]]:
        written: set[str] = set()
        for number, article_id in enumerate(self._ids):
            name = self._name(article_id)
            self._progress(number, len(self._ids), name)
            with _damage_of("article", name):
                parcel = self._parcel(article_id)
                record = record_of(parcel)
                parcel_of(record)
                if parcel.newest and parcel.newest not in written:
                    raise ValueError("what took its place is not there")
            written.add(article_id)
            if parcel.article.raw:
                self._originals[parcel.article.raw] = None
            yield record

    def _vectors(self, name: str, dimension: int) -> Iterator[bytes]:
        for article_id in self._ids:
            blobs = [row[0] for row in self._rows(VECTORS[name], article_id)]
            try:
                check_vectors(blobs, dimension)
            except ValueError as error:
                raise _damaged("article", self._name(article_id), error) from error
            yield from blobs

    def _name(self, article_id: str) -> str:
        """What a reader knows the article by."""
        ((name,),) = self._rows("SELECT coalesce(nullif(title, ''), source) FROM articles WHERE article_id = ?",
                                article_id)  # fmt: skip
        return str(name)

    def _parcel(self, article_id: str) -> Parcel:
        """The article as the snapshot has it, with its spans and places."""
        (row,) = self._rows(
            f"SELECT added, newest, edited, story, signature, {ARTICLE_COLUMNS} FROM articles WHERE article_id = ?",
            article_id,
        )
        earlier = self._rows("SELECT article_id FROM articles WHERE newest = ? ORDER BY version, added", article_id)
        places = self._rows(f"SELECT {', '.join(PLACE_FIELDS)} FROM sources WHERE article_id = ? ORDER BY source",
                            article_id)  # fmt: skip
        passages = self._rows(
            'SELECT number, start, "end" FROM passages WHERE article_id = ? ORDER BY ordinal', article_id
        )
        sentences: dict[int, list[Span]] = {number: [] for number, _, _ in passages}
        for number, start, end in self._rows(
            'SELECT s.passage, s.start, s."end" FROM sentences s JOIN passages p ON p.number = s.passage '
            "WHERE p.article_id = ? ORDER BY p.ordinal, s.start", article_id,
        ):  # fmt: skip
            sentences[number].append(Span(start=start, end=end))
        return Parcel(
            added=datetime.fromisoformat(row[0]), newest=row[1], edited=tuple(json.loads(row[2])), story=row[3],
            signature=row[4] or None, article=article_of(row[5:]), earlier=tuple(each for (each,) in earlier),
            places=tuple(places), passages=tuple(Span(start=start, end=end) for _, start, end in passages),
            sentences=tuple(tuple(spans) for spans in sentences.values()),
        )  # fmt: skip

    def _add_originals(self) -> int:
        count = 0
        for number, digest in enumerate(self._originals):
            self._progress(number, len(self._originals), "originals")
            data = kept(self._corpus.settings.originals_folder, digest)
            if data is not None and len(data) <= MAX_ORIGINAL_BYTES:  # it may be gone; the article is not
                self._writer.add_original(digest, data)
                count += 1
        return count

    def _rows(self, query: str, *values: str) -> list[Row]:
        return self._connection.execute(query, values).fetchall()


def _sound_place(row: Row) -> dict[str, Any]:
    record = place_record(row)
    with _damage_of("removed address", str(row[0])):
        row_of(record, PLACE_FIELDS)
    return record


def _sound_feed(row: Row) -> dict[str, Any]:
    record = dict(zip(FEED_FIELDS, row, strict=True))
    with _damage_of("feed", str(row[0])):
        row_of(record, FEED_FIELDS)
    return record


@contextmanager
def _damage_of(kind: str, name: str) -> Iterator[None]:
    """Whatever is found wrong with something that is stored, as CorpusError in words."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(kind, name, error) from error


def _damaged(kind: str, name: str, error: Exception) -> CorpusError:
    return CorpusError(
        f"the {kind} {name!r:.200} is damaged ({error}); nothing was exported; `python -m corpus check` says more, "
        "and your last export is as it was"
    )


def _ignore(*_: object) -> None:
    """Nobody watches."""
