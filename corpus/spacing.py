"""How much room the disk has, and how its lack is told from other failures.

SQLite, Chroma and the system each say in their own way that the disk is full. Whoever
writes asks `require_space` first, so that it need not come to that; where it does, `is_full`
knows it. Knows nothing about what is written.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import NoSpace

MB = 1_000_000
FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT}
FULL_SQLITE = {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}  # the second where the index of the log cannot be made
# A library that wraps an error keeps at least its words: Chroma's Rust core says "(code 13) database or disk is full".
FULL_WORDS = ("disk is full", "no space left", "quota exceeded")


def free_bytes(folder: Path) -> int:
    """How many bytes can still be written below `folder`, which need not exist yet."""
    there = folder.absolute()
    while not there.exists() and there != there.parent:
        there = there.parent
    return shutil.disk_usage(there).free


def require_space(folder: Path, floor: int) -> None:
    """Return where at least `floor` bytes are free below `folder`.

    Raises: NoSpace.
    """
    free = free_bytes(folder)
    if free < floor:
        raise NoSpace(
            f"the disk has only {megabytes(free)} MB free at {str(folder)!r}, less than the {megabytes(floor)} MB that "
            "this needs; free some, or set FOOTNOTE_HOME to a folder on a larger disk, or "
            "FOOTNOTE_MIN_FREE_BYTES to a smaller number"
        )


def no_space(folder: Path, error: BaseException | None = None) -> NoSpace:
    """What to raise where the disk was found to be full, as `error` says, while writing below `folder`."""
    said = f"{error}; " if error else ""
    return NoSpace(
        f"the disk is full ({said}{megabytes(free_bytes(folder))} MB are free at {str(folder)!r}); what was stored "
        "before is kept; free some space, or set FOOTNOTE_HOME to a folder on a larger disk"
    )


def is_full(error: BaseException) -> bool:
    """Whether the lack of space is what an error, or one that it came from, is about."""
    return any(_is_full(each) for each in _chain(error))


def megabytes(count: int) -> str:
    """`12.3` or `1,204`: a number of bytes in millions, never rounded up."""
    return f"{count // MB:,}" if count >= 100 * MB else f"{count // (MB // 10) / 10:g}"


def _is_full(error: BaseException) -> bool:
    if isinstance(error, NoSpace):
        return True
    if isinstance(error, OSError) and error.errno in FULL_ERRNOS:
        return True
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorname", "") in FULL_SQLITE:
        return True
    return any(words in str(error).casefold() for words in FULL_WORDS)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
