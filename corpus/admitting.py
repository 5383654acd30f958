"""May an export be unpacked? Its members and their sizes are looked at before any is read.

A ZIP archive may lie about everything. What is checked here are bounds that Python's own
reader keeps to later: it never unpacks more of a member than the archive's list says, and
never reads more packed bytes. So the list itself must be small, name nothing that an
export lacks, and promise no more than honest articles unpack to.

    with refusing(path):
        ...                 whatever breaks in here becomes an `ImportRefused` in words

Knows nothing of what the members hold; see `corpus.portable`.
"""

import os
import re
import struct
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from corpus.errors import ImportRefused

ORIGINAL = re.compile(r"originals/([0-9a-f]{2})/\1[0-9a-f]{62}")
MAX_MANIFEST_BYTES = 1_000_000
MAX_ORIGINAL_BYTES = 100_000_000  # four times the largest file that is added unless a setting says otherwise
MAX_DIRECTORY_BYTES = 100_000_000  # the list of members; some 800,000 originals
# Over the whole file. Web pages shrink to a tenth, articles to a third, vectors not at all; traps to a 1,032nd.
MAX_RATIO = 50
RATIO_FROM_BYTES = 100_000_000
TAIL_BYTES = 1 << 17  # the end of a ZIP file: its two end records and a comment
END, END_64 = b"PK\x05\x06", b"PK\x06\x06"
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, TypeError, KeyError, NotImplementedError,
          RuntimeError, IndexError, OverflowError, struct.error)  # fmt: skip


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Whatever reading an export may raise, as ImportRefused in words."""
    try:
        yield
    except BadZipFile as error:
        raise _refused(path, "it is no export of Footnote, or it is damaged or cut off") from error
    except OSError as error:
        raise _refused(path, f"it cannot be read ({error.strerror or error})".lower()) from error
    except RecursionError as error:
        raise _refused(path, "it is nested too deeply") from error
    except KeyError as error:
        raise _refused(path, f"it lacks {error}") from error
    except (ValueError, TypeError) as error:
        raise _refused(path, str(error)) from error
    except BROKEN as error:
        raise _refused(path, "it is damaged") from error


def check_place(path: Path) -> None:
    """ValueError where no plain file stands at `path`."""
    if path.is_dir():
        raise ValueError("it is a folder")
    if not path.exists():
        raise ValueError("there is no such file")
    if not path.is_file():  # a pipe or a device has no end to look at
        raise ValueError("it is no plain file")


def check_directory(file: IO[bytes]) -> None:
    """BadZipFile where the file has no list of members, ValueError where that is too long to be read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read(TAIL_BYTES)
    lengths = [struct.unpack_from("<I", tail, at + 12)[0] for at in _places(END, tail, room=16)]
    if not lengths:
        raise BadZipFile
    lengths = [length for length in lengths if length != 0xFFFFFFFF]  # means: see the other record
    lengths += [struct.unpack_from("<Q", tail, at + 40)[0] for at in _places(END_64, tail, room=48)]
    if max(lengths, default=0) > MAX_DIRECTORY_BYTES:
        raise ValueError(f"its list of files has more than {MAX_DIRECTORY_BYTES:,} bytes")


def check_members(archive: ZipFile, parts: Collection[str], *, size: int) -> None:
    """ValueError where an archive of `size` bytes has other members than an export, or larger ones."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if missing := [name for name in parts if name not in names]:
        raise ValueError(f"it is no export of Footnote, or not a whole one: it lacks {missing[0]!r}")
    if len(names) < len(members):
        raise ValueError("two of its files have one name")
    for member in members:
        name = member.filename
        if name not in parts and not ORIGINAL.fullmatch(name):
            raise ValueError(f"it holds {name[:80]!r}, which no export does")
        if member.flag_bits & 1 or member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ValueError(f"its file {name!r} is encrypted or packed in a way that no export is")
        limit = MAX_MANIFEST_BYTES if name.endswith(".json") else MAX_ORIGINAL_BYTES if name not in parts else None
        if limit is not None and member.file_size > limit:
            raise ValueError(f"its file {name!r} unpacks to more than {limit:,} bytes")
    if sum(member.compress_size for member in members) > size:
        raise ValueError("its files overlap, as those of traps do")
    if sum(member.file_size for member in members) > max(RATIO_FROM_BYTES, MAX_RATIO * size):
        raise ValueError(f"it unpacks to more than {MAX_RATIO} times its size, as traps do")


def _places(mark: bytes, data: bytes, *, room: int) -> Iterator[int]:
    """Where a record may begin in `data` that reaches `room` bytes far."""
    at = data.find(mark)
    while 0 <= at <= len(data) - room:
        yield at
        at = data.find(mark, at + 1)


def _refused(path: Path, reason: str) -> ImportRefused:
    return ImportRefused(
        f"the file {str(path)!r} was not imported: {reason}; choose a file that `python -m corpus export` wrote"
    )
