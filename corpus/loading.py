"""From what the reader names to raw documents: files, folders of files, pasted text.

The only file that opens a reader's file. Regular files only, read once, never more
than the limit; links inside a folder are not followed out of it, and files and
folders whose names begin with a dot are passed over. Says nothing about what a file holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.errors import SourceRejected

PASTED = "pasted"
WEB_SCHEMES = ("http://", "https://", "feed://")


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


def find(source: str) -> Iterator[Path]:
    """The files that `source`, a file or folder, stands for; SourceRejected where it is neither."""
    if source.startswith(WEB_SCHEMES):
        raise SourceRejected(source, "web addresses cannot be added yet; save the page as HTML and add the file")
    if not source.strip():  # an empty path would mean the current folder
        raise SourceRejected(source, "the path is empty")
    try:
        path = Path(source).expanduser().resolve()
        if path.is_dir():
            yield from _files_below(path)
            return
        exists = path.exists()
    except (OSError, ValueError, RuntimeError) as error:
        raise SourceRejected(_printable(source), f"the path cannot be read ({error})") from error
    if not exists:
        raise SourceRejected(_printable(source), "there is no such file or folder")
    yield path


def read(path: Path, *, max_bytes: int) -> RawDocument:
    """The document in one file."""
    source = _printable(str(path))
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


def _printable(source: str) -> str:
    """A path whose name is no valid UTF-8, in a form that can be stored and printed: `caf\\udce9.txt`."""
    return source.encode("utf-8", "backslashreplace").decode("utf-8")


def _files_below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if (
            path.is_file()
            and not any(part.startswith(".") for part in inside)
            and path.resolve().is_relative_to(folder)
        ):
            yield path
