"""The members of a ZIP archive, one after another, in memory and never on disk.

An archive may lie about everything: names, sizes, numbers. So names are only shown, sizes
are counted while reading, and what the headers say serves at most to refuse early.
Members are told by content like any other document, and an archive inside an archive is
refused: it is how a small file becomes a large one. Office files are archives too;
DOCX has its own extractor, the others are refused by name.

Knows nothing about what members hold; that is for the `open_member` it is given.
"""

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from corpus.errors import SourceRejected
from corpus.extracting.extracted import Extracted, Feed, Refused, Wanted
from corpus.extracting.naming import extension_of, shown_name
from corpus.loading import RawDocument

Opener = Callable[[RawDocument], Iterator[Extracted | Feed | Refused]]

MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 25_000_000
MAX_TOTAL_BYTES = 500_000_000
# English articles shrink to a third, a table of equal rows to a fiftieth; deflate's own limit is 1,032.
MAX_RATIO = 200
RATIO_FROM_BYTES = 1_000_000  # a small member harms nobody, whatever its ratio
CHUNK_BYTES = 1 << 16
ENTRY_SIGNATURE = b"PK\x01\x02"
AES_METHOD = 99
METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
SYMBOLIC_LINK, FILE_TYPE = 0o120000, 0o170000
OFFICE = {"xl/workbook.xml": "XLSX", "ppt/presentation.xml": "PPTX", "word/document.xml": "DOCX"}
OFFICE_REASON = "this is a file of {}, a format which cannot be read yet"
MIMETYPES = {
    b"application/epub+zip": "EPUB", b"application/vnd.oasis.opendocument.text": "ODT",
    b"application/vnd.oasis.opendocument.spreadsheet": "ODS", b"application/vnd.oasis.opendocument.presentation": "ODP",
}  # fmt: skip
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, IndexError)


def is_docx(data: bytes) -> bool:
    """Whether a ZIP is a Word file; a damaged one is where its first bytes name Word's main part."""
    if data.count(ENTRY_SIGNATURE) > MAX_MEMBERS:  # reading so many entries takes seconds
        return False
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except BROKEN:
        return b"word/document.xml" in data
    return "word/document.xml" in names and "[Content_Types].xml" in names


def extract_archive(
    document: RawDocument, open_member: Opener, wanted: Wanted | None = None
) -> Iterator[Extracted | Feed | Refused]:
    """What every readable member holds, and a `Refused` for each other one."""
    source = document.source
    if document.data.count(ENTRY_SIGNATURE) > MAX_MEMBERS:
        raise SourceRejected(source, f"the archive holds more than {MAX_MEMBERS:,} files; split it into smaller ones")
    try:
        archive = ZipFile(io.BytesIO(document.data))
    except BROKEN as error:
        promised = "DOCX" if extension_of(source) == "docx" else "ZIP"
        raise SourceRejected(source, f"this is not a valid {promised}; it may be damaged or cut off") from error
    with archive:
        if office := _office_format(archive):
            raise SourceRejected(source, OFFICE_REASON.format(office))
        members = [info for info in archive.infolist() if _is_member(info)]
        if not members:
            raise SourceRejected(source, "the archive holds no files")
        if not document.password and all(info.flag_bits & 1 for info in members):
            raise SourceRejected(source, "the archive needs a password; give it with --password")
        yield from _members(document, archive, members, open_member, wanted)


def _members(
    document: RawDocument, archive: ZipFile, members: list[ZipInfo], open_member: Opener, wanted: Wanted | None
) -> Iterator[Extracted | Feed | Refused]:
    budget = _Budget(left=MAX_TOTAL_BYTES)
    for number, info in enumerate(members, 1):
        name = shown_name(_name_of(info), number=number)
        if wanted and not wanted(number, name):
            continue
        try:
            data = _read(archive, info, document.password, budget)
            inner = RawDocument(name, data, fetched=document.fetched, password=document.password)
            if data.startswith(b"PK\x03\x04") and not is_docx(data):
                raise SourceRejected(name, _why_not_opened(data))
            for found in open_member(inner):
                yield _inside(found, name)
        except SourceRejected as rejected:
            yield Refused(member=name, reason=rejected.reason)
        if budget.left < 0:
            if rest := len(members) - number:
                reason = f"{rest:,} more files were not read; split the archive into smaller ones"
                yield Refused(member=shown_name(_name_of(members[number]), number=number + 1), reason=reason)
            return


def _why_not_opened(data: bytes) -> str:
    """Why a member that is an archive itself is not read: an office file is named as what it is."""
    if data.count(ENTRY_SIGNATURE) <= MAX_MEMBERS:
        with suppress(*BROKEN), ZipFile(io.BytesIO(data)) as archive:
            if office := _office_format(archive):
                return OFFICE_REASON.format(office)
    return "an archive inside an archive is not opened; unpack it and add what it holds"


def _inside(found: Extracted | Feed | Refused, name: str) -> Extracted | Refused:
    """The same, named as a member of this archive."""
    if isinstance(found, Feed):
        return Refused(member=name, reason="a feed inside an archive is not followed; add the feed by itself")
    return replace(found, member=f"{name}/{found.member}" if found.member else name)


def _is_member(info: ZipInfo) -> bool:
    """Whether an entry is a file that someone put there; systems leave entries of their own."""
    parts = info.filename.replace("\\", "/").split("/")
    is_link = (info.external_attr >> 16) & FILE_TYPE == SYMBOLIC_LINK
    is_hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return not (parts[-1] == "" or is_link or is_hidden or "__MACOSX" in parts)


def _name_of(info: ZipInfo) -> str:
    """The name; one in UTF-8 without the flag that says so, as some systems write it, is read as UTF-8."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _office_format(archive: ZipFile) -> str | None:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        return next((name for part, name in OFFICE.items() if part in names), None)
    if "mimetype" in names:
        try:
            with archive.open("mimetype") as member:
                return MIMETYPES.get(member.read(100).strip())
        except BROKEN:
            return None
    return None


@dataclass(slots=True)
class _Budget:
    """How many more bytes the whole archive may unpack to."""

    left: int


def _read(archive: ZipFile, info: ZipInfo, password: str | None, budget: _Budget) -> bytes:
    """A member's bytes, counted as they come; SourceRejected where they are too many, damaged or locked."""
    name = info.filename
    if info.flag_bits & 1 and not password:
        raise SourceRejected(name, "it needs a password; give it with --password")
    if AES_METHOD in (info.compress_type, _method_in_extra(info)):
        raise SourceRejected(
            name, "it is encrypted with AES, which cannot be read yet; unpack it and add what it holds"
        )
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # the others cannot be unpacked bit by bit
        method = METHODS.get(info.compress_type, f"method {info.compress_type}")
        raise SourceRejected(name, f"it is compressed with {method}, which cannot be read yet; unpack it first")
    packed = max(1, min(info.compress_size, len(archive.fp.getbuffer()) if isinstance(archive.fp, io.BytesIO) else 1))
    data = bytearray()
    try:
        with archive.open(info, pwd=password.encode() if password and info.flag_bits & 1 else None) as member:
            while chunk := member.read(CHUNK_BYTES):
                data += chunk
                budget.left -= len(chunk)
                if budget.left < 0:
                    raise SourceRejected(name, f"all before it unpack to more than {MAX_TOTAL_BYTES:,} bytes already")
                if len(data) > MAX_MEMBER_BYTES:
                    raise SourceRejected(name, f"it unpacks to more than {MAX_MEMBER_BYTES:,} bytes")
                if len(data) > max(RATIO_FROM_BYTES, MAX_RATIO * packed):
                    raise SourceRejected(name, f"it unpacks to more than {MAX_RATIO} times its size, as traps do")
    except BROKEN as error:
        # A wrong password passes the archive's own check once in 256 times and shows as damage.
        raise SourceRejected(name, "the password is wrong" if info.flag_bits & 1 else "it is damaged") from error
    return bytes(data)


def _method_in_extra(info: ZipInfo) -> int | None:
    """AES by its extra field, where the method does not say it."""
    return AES_METHOD if info.flag_bits & 1 and info.extra[:2] == b"\x01\x99" else None
