"""The room of removed articles, given back to the system: `compact`, and when it is time for it.

SQLite and its full-text search keep the room of what was deleted, to write to it again;
originals stay until nobody can be about to name them. Others may read and add meanwhile:
a step that they are in the way of, or that the disk has no room for, is left out and
named. The index gives back its room when it is made anew, which is not done here.
"""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.database import Database
from corpus.errors import CatalogueError, NoSpace
from corpus.migrations import migrate
from corpus.originals import drop_unused
from corpus.settings import CorpusSettings
from corpus.spacing import free_bytes, megabytes

# VACUUM wrote 50 MB a second (20,000 passages, 123 MB: 2.3 s), merging the words 400, and nobody else writes
# meanwhile. Of 170 MB, a quarter of the articles removed left 11 % of the pages unused and gave 47 MB back; of 29 MB,
# a tenth left 4 % and gave 7 MB, half left 33 % and gave 16 MB. What is not given back is used by what is added next.
UNUSED_SHARE = 0.1
UNUSED_BYTES = 20_000_000
MOST_BYTES = 1_000_000_000  # of a catalogue compacted unasked: 20 seconds, and a writer waits for 30
BUSY_SECONDS = 5.0
SLACK = 1.1
# Where SQLite puts the copy that VACUUM makes, the first that can be written to.
TEMPORARY = ("SQLITE_TMPDIR", "TMPDIR")
TEMPORARY_FOLDERS = ("/var/tmp", "/usr/tmp", "/tmp", ".")  # noqa: S108


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """Bytes of the catalogue and the originals `before` and `after`; how many `originals` were deleted.

    `problems` are the steps that had to be left out, in words; another time they may go.
    """

    before: int
    after: int
    originals: int
    problems: tuple[str, ...] = ()


def wants_compacting(settings: CorpusSettings) -> bool:
    """Whether so much of the catalogue is unused that compacting it unasked is worth its seconds."""
    database = Database(settings.catalogue_path, migrate)
    try:
        unused, total = _unused(database)
    finally:
        database.close()
    return unused >= max(UNUSED_BYTES, UNUSED_SHARE * total) and total <= MOST_BYTES


def compact(settings: CorpusSettings) -> Compacted:
    """Give back the room of removed articles, but for that of the index; nothing that is stored changes.

    Raises: CatalogueError where the catalogue cannot be opened.
    """
    database = Database(settings.catalogue_path, migrate)
    try:
        before = _size(settings)
        originals = drop_unused(settings.originals_folder, lambda digests: _used(database, digests))
        problems = _shrink(database)
        return Compacted(before=before, after=_size(settings), originals=originals, problems=tuple(problems))
    finally:
        database.close()


def _shrink(database: Database) -> list[str]:
    """Make the catalogue's file as small as what it holds; what could not be done."""
    problems = []
    try:
        with database.connection() as connection:
            connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1_000)}")
            connection.execute("PRAGMA temp_store = FILE")  # the copy can be larger than the memory
            connection.execute("INSERT INTO passage_words (passage_words) VALUES ('optimize')")
            problem = _lacking(database)
            if problem:
                problems.append(problem)
            else:
                connection.execute("VACUUM")
    except (CatalogueError, NoSpace) as error:
        problems.append(_in_words(error))
    try:
        with database.connection() as connection:
            is_busy = connection.execute("PRAGMA wal_checkpoint (TRUNCATE)").fetchone()[0]
        if is_busy:
            problems.append(
                "the log of the catalogue is still read by another process or thread; its room is given back "
                "when that has ended"
            )
    except (CatalogueError, NoSpace) as error:
        problems.append(_in_words(error))
    return problems


def _lacking(database: Database) -> str:
    """Why the disk has no room for VACUUM, which writes a copy, and then all of it to the log; empty where it has."""
    unused, total = _unused(database)
    needed = round(SLACK * (total - unused))
    home, temporary = database.path.parent, _temporary()
    is_same = home.stat().st_dev == temporary.stat().st_dev
    for folder, bytes_needed in ((home, needed * (1 + is_same)), (temporary, needed)):
        free = free_bytes(folder)
        if free < bytes_needed:
            return (
                f"the catalogue was not made smaller, since that takes {megabytes(bytes_needed)} MB for a while and "
                f"{megabytes(free)} MB are free at {str(folder)!r}; free some and compact again"
            )
    return ""


def _in_words(error: Exception) -> str:
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error) and cause.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "the catalogue was not made smaller, since another process is writing to it; compact again after that"
    return str(error)


def _unused(database: Database) -> tuple[int, int]:
    """Bytes of the catalogue that hold nothing, and all of its bytes."""
    unused, pages, size = (
        database.rows(f"PRAGMA {name}")[0][0] for name in ("freelist_count", "page_count", "page_size")
    )
    return unused * size, pages * size


def _used(database: Database, digests: Sequence[str]) -> set[str]:
    return {row[0] for row in database.rows_in("SELECT raw FROM articles WHERE raw IN", digests)}


def _temporary() -> Path:
    named = [os.environ.get(name, "") for name in TEMPORARY]
    folders = (Path(name) for name in (*named, *TEMPORARY_FOLDERS) if name)
    return next((folder for folder in folders if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)), Path())


def _size(settings: CorpusSettings) -> int:
    path = settings.catalogue_path
    files = [path, path.with_name(f"{path.name}-wal"), *settings.originals_folder.glob("*/*")]
    total = 0
    for file in files:
        try:
            total += file.stat().st_size
        except OSError:  # gone since it was listed
            continue
    return total
