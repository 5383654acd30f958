"""ZIP archives that lie, climb, link or explode (row 21); names of members come from `names`."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable

from tests.corpus.hostile.case import REJECTED, STORED, Case, first_words, prose
from tests.corpus.hostile.names import HOSTILE

END = b"PK\x05\x06"
DIRECTORY = b"PK\x01\x02"
LOCAL = b"PK\x03\x04"


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def article(number: int = 0) -> bytes:
    """A good archive of two reports."""
    return zipped({"one.txt": prose(number), "two.txt": prose(number + 1)})


def with_name(name: str, data: str) -> bytes:
    """An archive whose only member has exactly this name, put there behind `zipfile`'s back."""
    raw = name.encode("utf-8", "surrogatepass")
    place = b"@" * len(raw)
    made = zipped({place.decode(): data})
    for signature in (LOCAL, DIRECTORY):
        at = made.index(signature) + (6 if signature == LOCAL else 8)
        made = made[:at] + b"\x00\x08" + made[at + 2 :]  # the name is in UTF-8
    return made.replace(place, raw)


def entry(name: str, mode: int, data: str) -> bytes:
    """An archive with one good report and an entry of another kind: a link, a device, a pipe."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = (mode | 0o777) << 16
        archive.writestr(info, data)
        archive.writestr("good.txt", prose(20))
    return out.getvalue()


def patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """The archive with some bytes of each header with that signature changed."""
    out, at = bytearray(data), -1
    while (at := data.find(signature, at + 1)) >= 0:
        out[at + offset : at + offset + len(value)] = value
    return bytes(out)


def duplicates() -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")  # that a name stands there twice is the point
        for number in (21, 22):
            archive.writestr("same.txt", prose(number))
    return out.getvalue()


def overlapping(count: int) -> bytes:
    """Many entries that all point to one member of 20 MB."""
    made = zipped({"a.txt": b"rain fell on the town\n" * 900_000})
    start, end = made.index(DIRECTORY), made.index(END)
    directory = made[start:end] * count
    tail = struct.pack("<4sHHHHIIH", END, 0, 0, count, count, len(directory), start, 0)
    return made[:start] + directory + tail


def bomb(megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(megabytes):
            member.write(b"rain fell\n" * 100_000)
    return out.getvalue()


def trap(name: str, make: Callable[[], bytes], reason: str = "", *, ends: str = REJECTED) -> Case:
    return Case(row=21, name=name, make=make, ends=ends, reason=reason)


def beside(name: str, mode: int, target: str) -> Case:
    """An entry that is no file, beside a good one, which is read."""
    return Case(row=21, name=name, make=lambda: entry("odd.txt", mode, target), holds=(first_words(20),),
                lacks=("root:",))  # fmt: skip


ODD = [
    beside("link-to-passwd.zip", stat.S_IFLNK, "/etc/passwd"),
    beside("link-up.zip", stat.S_IFLNK, "../../../../etc/passwd"),
    beside("device.zip", stat.S_IFCHR, ""),
    beside("pipe.zip", stat.S_IFIFO, ""),
    beside("socket.zip", stat.S_IFSOCK, ""),
    beside("setuid.zip", stat.S_IFREG | stat.S_ISUID, prose(20)),
    trap("bomb.zip", lambda: bomb(200), "unpacks to more than"),
    trap("bombs.zip", lambda: zipped({f"{n}.txt": b"\0" * 20_000_000 for n in range(8)}), "unpacks to more than"),
    trap("overlapping.zip", lambda: overlapping(500)),
    trap("in-itself.zip", lambda: zipped({"a.zip": zipped({"b.zip": article()})}), "an archive inside an archive"),
    trap("entries-10001.zip", lambda: zipped({f"{n}": "" for n in range(10_001)}), "more than 10,000 files"),
    trap("entries-200000.zip", lambda: DIRECTORY.join([LOCAL + bytes(26)] + [bytes(42)] * 200_000) + END + bytes(18),
         "more than 10,000 files"),
    trap("nothing.zip", lambda: zipped({}), "holds no files"),
    trap("only-folders.zip", lambda: zipped({"a/": "", "a/b/": ""}), "holds no files"),
    trap("only-the-end.zip", lambda: END + bytes(18), "holds no files"),
    trap("only-the-start.zip", lambda: LOCAL + bytes(60), "not a valid ZIP"),
    *(trap(f"cut-at-{share}.zip", lambda share=share: article()[: len(article()) * share // 100], "not a valid ZIP")
      for share in (5, 30, 60, 90)),
    trap("says-it-is-small.zip", lambda: patched(bomb(60), DIRECTORY, 24, b"\x10\0\0\0"), ends="either"),
    trap("says-it-is-huge.zip", lambda: patched(article(), DIRECTORY, 24, b"\xff\xff\xff\x7f"), ends="either"),
    trap("wrong-sum.zip", lambda: patched(article(), DIRECTORY, 16, b"\1\2\3\4"), "it is damaged"),
    trap("wrong-place.zip", lambda: patched(article(), DIRECTORY, 42, b"\xff\xff\xff\x7f"), "it is damaged"),
    trap("locked.zip", lambda: patched(patched(article(), LOCAL, 6, b"\1\0"), DIRECTORY, 8, b"\1\0"),
         "needs a password"),
    *(trap(f"method-{number}.zip", lambda number=number: patched(article(), DIRECTORY, 10, bytes([number, 0])),
           "cannot be read yet") for number in (1, 9, 12, 14, 93, 95, 98, 99, 255)),
    trap("lzma.zip", lambda: zipped({"a.txt": prose(0)}, zipfile.ZIP_LZMA), "compressed with LZMA"),
    trap("newer-version.zip", lambda: patched(article(), DIRECTORY, 6, b"\xff\0"), ends="either"),
    trap("comment.zip", lambda: article()[:-2] + b"\xff\xff" + b"PK" * 32_767 + b"P", ends="either"),
    trap("two-of-a-name.zip", duplicates, ends=STORED),
    trap("hidden.zip", lambda: zipped({".a.txt": prose(0), "__MACOSX/a.txt": prose(0)}), "holds no files"),
    trap("random-members.zip", lambda: zipped({f"{n}.pdf": bytes(range(n, 256)) * 40 for n in range(1, 9)}),
         "not"),
    trap("spreadsheet.zip", lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ODS"),
    trap("book.zip", lambda: zipped({"mimetype": "application/epub+zip"}), "EPUB"),
]  # fmt: skip


def named(number: int, mark: str) -> tuple[str, bytes]:
    """The hostile name of that number and an archive whose member is called so."""
    name = HOSTILE[number].replace("{mark}", mark)
    return name, with_name(name[:60_000] or "x", prose(100 + number, 3))
