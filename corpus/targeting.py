"""May an export be written there? Nothing else of the reader's may be lost by it.

The place is a file that does not exist yet, or an older export; its disk has room; and a
corpus without articles, as a mistyped setting opens one, never replaces an export that
holds some.

Writes nothing, and knows nothing about what an export holds; see `corpus.exporting`.
"""

import os
import shutil
import sqlite3
from pathlib import Path

from corpus.errors import CorpusError, NoSpace
from corpus.portable import articles_in, is_export
from corpus.store import Corpus


def place_of(path: Path) -> Path:
    """Where the export will stand, links followed; CorpusError where that is no place for it, or another file's."""
    if str(path) == "-":
        raise CorpusError("an export is a file and is not written to '-'; name a file, such as 'footnote.zip'")
    try:
        place = path.expanduser().resolve()
        _check_place(place)
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise CorpusError(
            f"nothing can be exported to {str(path)!r} ({(reason or 'it is no path').lower()}); name another file"
        ) from error
    return place


def _check_place(path: Path) -> None:
    """CorpusError where an export to `path` would destroy something else, or has no folder to stand in."""
    if not path.parent.is_dir():
        raise CorpusError(f"the folder {str(path.parent)!r} does not exist; make it or name another one")
    if path.is_dir():
        raise CorpusError(f"{str(path)!r} is a folder; name a file in it, such as {str(path / 'footnote.zip')!r}")
    if path.exists() and not is_export(path):
        raise CorpusError(
            f"the file {str(path)!r} exists and is no export of Footnote; name a new file, or remove that one first"
        )


def check_room(corpus: Corpus, path: Path) -> None:
    """NoSpace where the disk of `path` clearly lacks room: the file is smaller than the catalogue and the originals."""
    settings = corpus.settings
    originals = [Path(folder, name) for folder, _, names in os.walk(settings.originals_folder) for name in names]
    needed = sum(_size(file) for file in (settings.catalogue_path, *originals))
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:  # writing will say what is wrong
        return
    if free < needed:
        raise NoSpace(
            f"the disk of {str(path.parent)!r} has {free // 1_000_000:,} MB free and the export may need "
            f"{needed // 1_000_000:,}; free some space or export to another disk"
        )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # it went away in this moment
        return 0


def check_loss(corpus: Corpus, connection: sqlite3.Connection, path: Path) -> None:
    """CorpusError where nothing is stored and the export at `path` holds articles: the wrong folder is set."""
    (is_filled,) = connection.execute("SELECT EXISTS (SELECT 1 FROM articles)").fetchone()
    if not is_filled and (lost := articles_in(path)):
        raise CorpusError(
            f"the folder {str(corpus.settings.home)!r} holds no articles, and the export {str(path)!r} holds {lost:,}; "
            "it stays as it is: check FOOTNOTE_HOME, or choose another file name"
        )
