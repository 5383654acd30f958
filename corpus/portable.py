"""The file that an export is: a ZIP archive that any program can read, in format `footnote-export` version 1.

    manifest.json        format, version, when written, the embedder (name, SHA-256 of its weights or its vector for a
                         fixed sentence, dimension) and how many of each thing there are; written last, so that a
                         file that was cut off has none
    articles.jsonl       one article a line (`corpus.parcels` lists the fields): first all that are searched, in
                         the order of their passages, then the earlier versions
    passages.npy         float16, one row a passage, in the order in which `articles.jsonl` names them
    sentences.npy        float16, one row a sentence, the same
    removed.jsonl        one JSON object a line: a path or address whose article the reader removed, with the fields
                         of a place (`corpus.parcels`)
    feeds.jsonl          one JSON object a line: address, title, etag and last_modified (as the server last said them),
                         added and checked (when it was first and last read); all but address and added may be null
    originals/9f/9f3a…   what an article was read from, byte for byte, named by its SHA-256; of at most 100 MB

Members are stored or deflated, text is UTF-8, a JSON line ends with a line feed, times are ISO 8601 in UTC, spans
are [start, end) in characters (code points) of the article's text. The `.npy` files are NumPy's own format 1.0,
in C order. A reader ignores fields that it does not know; a change that an old reader would misread raises the
version. Nothing here depends on the catalogue's schema.

A file that is read may be hostile. Its names are compared and never used as a path, its sizes are limited before
and while it is unpacked, and what it holds is data: JSON and numbers.

An export is written under a name of its own beside its place, so that two at a time do not meet, and renamed when it
is whole; only a killed one leaves its `….part` behind.

The door to `numpy.lib.format` and, beside `corpus.loading`, the only one to a file that the reader named. Knows
nothing about the catalogue.
"""

import errno
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import numpy as np

from corpus.admitting import BROKEN, MAX_MANIFEST_BYTES, check_directory, check_members, check_place, refusing
from corpus.embedding import Vectors
from corpus.errors import CorpusError, NoSpace
from corpus.manifests import FORMAT, Manifest, manifest_of, record_of

MANIFEST, ARTICLES, REMOVED, FEEDS = "manifest.json", "articles.jsonl", "removed.jsonl", "feeds.jsonl"
PASSAGES, SENTENCES = "passages.npy", "sentences.npy"
PARTS = (MANIFEST, ARTICLES, PASSAGES, SENTENCES, REMOVED, FEEDS)
# The longest article accepted, 600,000 characters, takes 5 MB with its spans; the widest JSON takes 20 times its size.
MAX_LINE_BYTES = 32_000_000
MAX_LENGTH = 1.01  # of a vector; those of an embedder have 1, and float16 takes off a two-thousandth
CHUNK_BYTES = 1 << 16


class PortableWriter:
    """The parts of an export, written one after another; `bytes` is its size once it is whole."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.bytes = 0

    def add_lines(self, name: str, records: Iterable[Mapping[str, Any]]) -> int:
        """Write one JSON line a record; how many there were."""
        count = 0
        with self._archive.open(name, "w", force_zip64=True) as part:
            for count, record in enumerate(records, 1):  # noqa: B007
                part.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        return count

    def add_vectors(self, name: str, blobs: Iterable[bytes], *, rows: int, dimension: int) -> None:
        """Write packed float16 vectors as one matrix of this shape; ValueError where there are fewer."""
        self._archive.compression, deflated = ZIP_STORED, self._archive.compression  # deflate takes off a tenth
        left = rows
        with self._archive.open(name, "w", force_zip64=True) as part:
            header = {"descr": "<f2", "fortran_order": False, "shape": (rows, dimension)}
            np.lib.format.write_array_header_1_0(part, header)
            for blob in blobs:
                left -= 1
                part.write(blob)
        if left:
            raise ValueError(f"there are {rows - left:,} vectors, not {rows:,}")
        self._archive.compression = deflated

    def add_original(self, digest: str, data: bytes) -> None:
        self._archive.writestr(_original(digest), data)

    def finish(self, manifest: Manifest) -> None:
        self._archive.writestr(MANIFEST, json.dumps(record_of(manifest), indent=1))


@contextmanager
def writing(path: Path) -> Iterator[PortableWriter]:
    """A writer whose file stands at `path` once all went well; what stood there before is there until then.

    Raises: NoSpace, and CorpusError where the file cannot be written.
    """
    unfinished: Path | None = None
    try:
        # For the reader's eyes only: an export holds all that was read.
        descriptor, name = tempfile.mkstemp(".part", f"{path.name[:32]}.", path.parent)
        unfinished = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                writer = PortableWriter(archive)
                yield writer
            file.flush()
            os.fsync(file.fileno())
            writer.bytes = os.fstat(file.fileno()).st_size
        unfinished.replace(path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise NoSpace(f"the disk of {str(path)!r} is full; free some space or export to another disk") from error
        reason = (error.strerror or str(error)).lower()
        raise CorpusError(f"the export {str(path)!r} cannot be written ({reason}); choose another folder") from error
    finally:
        with suppress(OSError):
            if unfinished:
                unfinished.unlink(missing_ok=True)


class VectorRows:
    """The rows of one matrix in an export, from the first on."""

    def __init__(self, part: IO[bytes], *, rows: int, dimension: int) -> None:
        if np.lib.format.read_magic(part) != (1, 0):
            raise ValueError("its vectors are not in NumPy's format 1.0")
        shape, is_fortran, kind = np.lib.format.read_array_header_1_0(part)
        if shape != (rows, dimension) or is_fortran or kind != np.dtype("<f2"):
            raise ValueError(f"its vectors are {kind} {shape}, not float16 ({rows}, {dimension})")
        self._part, self._dimension = part, dimension
        self.left = rows

    def take(self, count: int) -> Vectors:
        """The next `count` rows; ValueError where there are fewer, or they are no vectors of an embedder."""
        size = 2 * self._dimension * count
        data = self._part.read(size) if count <= self.left else b""
        if len(data) != size:
            raise ValueError("it holds fewer vectors than its articles have passages and sentences")
        self.left -= count
        return _matrix(data, count, self._dimension)


class PortableReader:
    """An export whose outside was checked: its members, their sizes and the manifest."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.manifest = manifest_of(archive.read(MANIFEST))

    def records(self, name: str) -> Iterator[dict[str, Any]]:
        """The lines of one part, each a JSON object; ValueError and the like where one is none."""
        with self._archive.open(name) as part, io.BufferedReader(part, CHUNK_BYTES) as lines:  # type: ignore[type-var]
            while line := lines.readline(MAX_LINE_BYTES + 1):
                if len(line) > MAX_LINE_BYTES:
                    raise ValueError(f"a line of {name} has more than {MAX_LINE_BYTES:,} bytes")
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise TypeError(f"a line of {name} is no JSON object")
                yield record

    @contextmanager
    def vectors(self, name: str, rows: int) -> Iterator[VectorRows]:
        with self._archive.open(name) as part, io.BufferedReader(part, CHUNK_BYTES) as buffered:  # type: ignore[type-var]
            yield VectorRows(buffered, rows=rows, dimension=self.manifest.dimension)

    def original(self, digest: str) -> bytes | None:
        """The original with this SHA-256, None where the export lacks it; ValueError where it is another."""
        try:
            info = self._archive.getinfo(_original(digest))
        except KeyError:
            return None
        data = self._archive.read(info)
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError(f"its original {digest} has other content than its name says")
        return data

    def unpacked_bytes(self) -> int:
        """About how much room the catalogue and the originals take that this file becomes."""
        parts = self._archive.infolist()
        return sum(part.file_size if part.filename in PARTS else part.compress_size for part in parts)


@contextmanager
def reading(path: Path) -> Iterator[PortableReader]:
    """A reader of the export at `path`; ImportRefused where it is none, or may not be unpacked."""
    with refusing(path):
        check_place(path)
        file = path.open("rb")
    with file:
        with refusing(path):
            check_directory(file)
            archive = ZipFile(file)
            check_members(archive, PARTS, size=os.fstat(file.fileno()).st_size)
            reader = PortableReader(archive)
        with archive:
            yield reader


def is_export(path: Path) -> bool:
    """Whether the file at `path` is an export, of this version or another."""
    return _about(path) is not None


def articles_in(path: Path) -> int:
    """How many articles the export at `path` says it holds; 0 where it is none."""
    count = (_about(path) or {}).get("articles")
    return count if isinstance(count, int) else 0


def check_vectors(blobs: Sequence[bytes], dimension: int) -> None:
    """ValueError where one of these packed vectors is none of this dimension, as reading them back would say."""
    for blob in blobs:
        if len(blob) != 2 * dimension:
            raise ValueError(f"a vector has {len(blob):,} bytes, not {2 * dimension:,}")
    _matrix(b"".join(blobs), len(blobs), dimension)


def _matrix(data: bytes, rows: int, dimension: int) -> Vectors:
    matrix = np.frombuffer(data, dtype="<f2").reshape(rows, dimension).astype(np.float32)
    if rows and not bool((np.linalg.norm(matrix, axis=1) <= MAX_LENGTH).all()):  # false for what is no number
        raise ValueError("it holds vectors that no embedder gives")
    return matrix


def _about(path: Path) -> dict[str, Any] | None:
    """What the file at `path` says of itself, None where it is no export."""
    try:
        if not path.is_file():  # a pipe would never be read to its end
            return None
        with ZipFile(path) as archive, archive.open(MANIFEST) as part:
            record = json.loads(part.read(MAX_MANIFEST_BYTES))
            return dict(record) if record["format"] == FORMAT else None
    except BROKEN:
        return None


def _original(digest: str) -> str:
    return f"originals/{digest[:2]}/{digest}"
