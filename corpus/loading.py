"""From what the reader names to raw documents: files, folders of files, pasted text, kept originals.

The only file that opens a reader's file or a kept one. Regular files only, read once, never more
than the limit; links inside a folder are not followed out of it, and files and
folders whose names begin with a dot are passed over. Says nothing about what a file holds.
"""

import hashlib
import os
import re
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.errors import SourceRejected

PASTED = "pasted"
MAX_SOURCE_CHARS = 4_096  # the longest path that Linux opens
DIGEST = re.compile(r"[0-9a-f]{64}")
# A scheme of two letters and more: "C:\\news" is a path. "data:" and its like have no slashes.
ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+://|(?:data|javascript|mailto|about|blob|view-source):)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The bytes of one document and where they came from.

    `is_place` says that `source` names one place (a path), so that new content from
    there replaces the old; a pasted text or an uploaded file's name is no place.

    Of a document from the web, `address` is where it was in the end, after redirects,
    `fetched` the aware UTC time of that, and `charset` the encoding its server named.
    `password` opens an encrypted one.
    """

    source: str
    data: bytes
    is_place: bool = False
    address: str | None = None
    fetched: datetime | None = None
    charset: str | None = None
    password: str | None = None


def is_address(source: str) -> bool:
    """Whether a source is meant as an address, to be fetched or refused as one, and not as a path."""
    return bool(ADDRESS.match(source))


def find(source: str) -> Iterator[Path]:
    """The files that `source`, a file or folder, stands for; SourceRejected where it is neither."""
    if not source.strip():  # an empty path would mean the current folder
        raise SourceRejected(source, "the path is empty")
    try:
        path = Path(source).expanduser().resolve()
        if path.is_dir():
            yield from _files_below(path)
            return
        exists = path.exists()
    except OSError as error:
        reason = (error.strerror or "the system refuses it").lower()
        raise SourceRejected(printable(source), f"the path cannot be read ({reason})") from error
    except (ValueError, RuntimeError) as error:
        raise SourceRejected(printable(source), "the path cannot be read (it is no path)") from error
    if not exists:
        raise SourceRejected(printable(source), "there is no such file or folder")
    yield path


def read(path: Path, *, max_bytes: int) -> RawDocument:
    """The document in one file."""
    source = printable(str(path))
    try:
        if not path.is_file():
            raise SourceRejected(source, "it is not a regular file")
        size = path.stat().st_size
        if size > max_bytes:
            raise SourceRejected(source, f"the file has {size:,} bytes, more than the limit of {max_bytes:,}")
        with path.open("rb") as file:
            return RawDocument(source, file.read(max_bytes), is_place=True)
    except OSError as error:
        raise SourceRejected(source, f"it cannot be opened ({error.strerror})") from error


def keep(folder: Path, data: bytes) -> str:
    """Store an original below `folder` under the SHA-256 of its bytes, which is the answer; once is enough."""
    digest = hashlib.sha256(data).hexdigest()
    path = _kept_at(folder, digest)
    with suppress(FileNotFoundError):
        os.utime(path)  # whoever deletes originals that nobody names leaves new ones alone
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{digest}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        unfinished.write_bytes(zlib.compress(data, 6))
        unfinished.replace(path)  # whole or absent, whatever happens in between
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    return digest


def kept(folder: Path, digest: str) -> bytes | None:
    """The original that `keep` stored, or None where it is gone."""
    try:
        data = zlib.decompress(_kept_at(folder, digest).read_bytes())
    except (OSError, zlib.error):
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def _kept_at(folder: Path, digest: str) -> Path:
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"an original is named by its SHA-256, got {digest!r}")
    return folder / digest[:2] / digest


def printable(source: str) -> str:
    """A name that is no valid UTF-8, or is endless, in a form that can be stored and printed: `caf\\udce9.txt`."""
    whole = source.encode("utf-8", "backslashreplace").decode("utf-8")
    return whole if len(whole) <= MAX_SOURCE_CHARS else whole[:MAX_SOURCE_CHARS] + "…"


def _files_below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if (
            path.is_file()
            and not any(part.startswith(".") for part in inside)
            and path.resolve().is_relative_to(folder)
        ):
            yield path
