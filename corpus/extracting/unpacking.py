"""How large do compressed files get? Asked before any library unpacks them.

A few hundred kilobytes can unpack to hundreds of megabytes, which a library would then
take apart until memory or patience ends. Here the unpacked bytes are counted as they
come and thrown away, and counting ends at the limit.

Knows the outer form of ZIP and PDF, nothing of what is in them.
"""

import re
import zipfile
import zlib
from itertools import islice

# Word and OpenDocument files hold at most the pictures of an article; photographs do not shrink.
MAX_ZIP_BYTES = 100_000_000
# Text of one part. The longest article accepted, 600,000 characters, takes 4 MB with its formatting.
MAX_PART_BYTES = 20_000_000
# Word's own parts shrink to a 10th, long tables to a 50th; bombs of one repeated paragraph to a 350th and less.
MAX_RATIO = 200
RATIO_FROM_BYTES = 1_000_000  # a small part may be all alike
# Of one page's drawing orders. PDFium holds some 30 bytes of memory for each byte of them, so that
# 16 MB fit into 1 GB; a map of all streets of a city has 5 MB, a page of text 0.02.
MAX_STREAM_BYTES = 16_000_000
# Before a stream stands a dictionary, which tells pictures and fonts; they are not taken apart into objects.
STREAM = re.compile(rb">>\s{0,4}stream\r?\n")
DICTIONARY_BYTES = 600  # looked back; those of pages' orders have about 50
MAX_FILTERS = 4
CHUNK = 65_536
MAX_STREAMS = 100_000  # looked at; 2,000 pages with ten pictures each have a fifth of it
NO_ORDERS = re.compile(rb"/Image|/FontFile|/Length1|/Length2|/ICCBased|/Metadata|/ObjStm|/XRef|/CIDFontType0C|/Type1C")
FLATE = re.compile(rb"/FlateDecode|/Fl\b")


def zip_excess(archive: zipfile.ZipFile) -> str | None:
    """Why the archive unpacks to too much, in words; None where it does not."""
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if total > MAX_ZIP_BYTES:
        return f"it unpacks to more than {MAX_ZIP_BYTES // 1_000_000} MB"
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and part.file_size > MAX_PART_BYTES:
            return f"its text unpacks to more than {MAX_PART_BYTES // 1_000_000} MB"
        if part.file_size > RATIO_FROM_BYTES and part.file_size > MAX_RATIO * max(1, part.compress_size):
            return f"it unpacks to more than {MAX_RATIO} times its size"
    return None


def has_huge_stream(pdf: bytes) -> bool:
    """Whether a page's orders in a PDF unpack to more than the limit; pictures and fonts may."""
    for found in islice(STREAM.finditer(pdf), MAX_STREAMS):
        about = pdf[max(0, found.start() - DICTIONARY_BYTES) : found.start()].rpartition(b" obj")[2]
        filters = FLATE.findall(about)
        if not filters or NO_ORDERS.search(about):
            continue
        data = memoryview(pdf)[found.end() :]
        for _ in filters[:MAX_FILTERS]:  # compressed twice, as bombs are
            data = memoryview(_unpacked(data))
        if len(data) > MAX_STREAM_BYTES:
            return True
    return False


def _unpacked(data: memoryview) -> bytearray:
    """The start of what `data` unpacks to, a little more than the limit at most."""
    unpacker, out = zlib.decompressobj(), bytearray()
    for start in range(0, len(data), CHUNK):  # in pieces, as zlib copies what it was given and did not need
        try:
            out += unpacker.decompress(data[start : start + CHUNK], MAX_STREAM_BYTES + 1 - len(out))
        except zlib.error:  # encrypted, or damaged: then PDFium cannot unpack it either
            break
        if unpacker.eof or len(out) > MAX_STREAM_BYTES:
            break
    return out
