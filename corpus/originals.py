"""What articles were read from: kept while there is room, and given up when no article names it any more.

An original is written before its article is committed, so that no article lacks it; what
is left without one, by a crash or a removal, is taken away by `drop_unused`. How an
original lies on the disk is the business of `corpus.loading`.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import CatalogueError
from corpus.loading import DIGEST, keep
from corpus.settings import CorpusSettings
from corpus.spacing import is_full, no_space, require_space

# A run commits the article of an original within seconds; an hour also takes in a computer that slept meanwhile.
SETTLED_SECONDS = 3_600.0
BATCH = 500


def keep_original(settings: CorpusSettings, data: bytes) -> str:
    """Store the bytes of an original; the SHA-256 under which they lie.

    Raises: NoSpace; CatalogueError where the folder cannot be written to.
    """
    folder = settings.originals_folder
    require_space(settings.home, settings.min_free_bytes)
    try:
        return keep(folder, data)
    except OSError as error:
        if is_full(error):
            raise no_space(settings.home, error) from error
        raise CatalogueError(
            f"an original cannot be kept in {str(folder)!r} ({error}); check that the folder may be written to, or "
            "set FOOTNOTE_HOME to another folder"
        ) from error


def drop_unused(folder: Path, used: Callable[[Sequence[str]], set[str]], *, now: float | None = None) -> int:
    """Delete the originals that no article names, and what crashes left half written; how many files.

    Those of the last hour stay, since a run that adds right now writes the original first.
    `used` says which of some originals articles name; it is asked right before they go.
    """
    settled = (time.time() if now is None else now) - SETTLED_SECONDS
    old = [path for path in _files(folder) if _is_older(path, settled)]
    deleted = 0
    for first in range(0, len(old), BATCH):
        batch = old[first : first + BATCH]
        kept = used([path.name for path in batch])
        deleted += sum(path.name not in kept and _deleted(path, settled) for path in batch)
    return deleted


def _files(folder: Path) -> list[Path]:
    """The originals and unfinished ones, where `keep` puts them."""
    found = sorted(folder.glob("[0-9a-f][0-9a-f]/*"))
    return [path for path in found if path.suffix == ".part" or DIGEST.fullmatch(path.name)]


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.lstat().st_mtime < moment
    except OSError:  # another process took it away
        return False


def _deleted(path: Path, settled: float) -> bool:
    try:
        if not _is_older(path, settled):
            return False
        path.unlink()
    except OSError:
        return False
    return True
