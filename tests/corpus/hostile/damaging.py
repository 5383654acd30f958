"""Good files of every format, and what becomes of them when some bytes change: `damaged`.

The same number always gives the same damage. Knows nothing about what reads the files.
"""

import io
import json
import random
import zipfile
from collections.abc import Callable

import pikepdf

from tests.corpus.feeds import generated
from tests.corpus.hostile import archives, pages, pdfs, words
from tests.corpus.hostile.case import prose
from tests.corpus.making_files import FILES

# What parsers trip over: ends of lines, quotes and brackets, the largest and smallest numbers, their own keywords.
TOKENS = (
    b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x80\0\0\0", b"\x7f\xff\xff\xff", b"-1", b"0", b"4294967296",
    b"9" * 30, b"<", b">", b"</", b"<!--", b"<![CDATA[", b"<!DOCTYPE", b"&", b"&#0;", b"&#x110000;", b'"', b"'",
    b"\\", b"\\ud800", b"{", b"[", b"]}", b"\r\n\r\n", b"\n--b\n", b"=?utf-8?b?", b"=", b"charset=utf-7",
    b"charset=nonsense", b" obj", b"endobj", b"stream\n", b"<<", b"/Kids", b"/Count", b"/Length", b"PK\x01\x02",
    b"PK\x03\x04", b"PK\x05\x06", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1b$B",
)  # fmt: skip


def mail() -> bytes:
    text = prose(301).replace("\n", "\r\n")
    return (
        "From: Mara Lind <mara@news.example>\r\nTo: desk@news.example\r\nSubject: =?utf-8?q?Rain_over_the_harbour?=\r\n"
        "Date: Mon, 2 Mar 2026 09:01:00 +0100\r\nMIME-Version: 1.0\r\nMessage-ID: <1@news.example>\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        f"{text}\r\n--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n"
        f"{pages.article(302).decode()}\r\n--b--\r\n"
    ).encode()


def saved_page() -> bytes:
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/rain\r\nSubject: Rain\r\n"
        b"Date: Mon, 2 Mar 2026 09:01:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Location: https://news.example/rain\r\n\r\n" + pages.article(303) + b"\r\n--b--\r\n"
    )


def rows() -> bytes:
    lines = ({"title": "Rain", "text": prose(304 + n, 3), "published": "2026-03-02T09:01:00Z"} for n in range(4))
    return "\n".join(map(json.dumps, lines)).encode()


def with_metadata() -> bytes:
    """A page that says everything of itself that a page can say."""
    told = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Rain", "datePublished": "2026-03-02",
        "author": [{"@type": "Person", "name": "Mara Lind"}], "publisher": {"name": "The Post"},
        "articleBody": prose(305),
    }  # fmt: skip
    head = f"<script type='application/ld+json'>{json.dumps(told)}</script><meta property='og:title' content='Rain'>"
    return pages.page("<p itemprop=author>Mara Lind</p><time datetime=2026-03-02>Monday</time>", head=head, number=305)


GOOD: dict[str, Callable[[], bytes]] = {
    "pdf": lambda: (FILES / "herring-writer.pdf").read_bytes(),
    "pdf-open": lambda: uncompressed(pdfs.article()),
    "docx": words.article, "docx-inside": words.article, "zip-inside": archives.article,
    "html": with_metadata, "eml": mail, "mhtml": saved_page, "zip": archives.article,
    "rss": lambda: generated().rss_str(), "jsonl": rows,
}  # fmt: skip


def rezipped(data: bytes, seed: int) -> bytes:
    """The archive with damage inside one of its members, and itself sound."""
    out, chance = io.BytesIO(), random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = "word/document.xml" if "word/document.xml" in names and chance.random() < 0.6 else chance.choice(names)
        for name in names:
            new.writestr(name, damaged(old.read(name), seed) if name == chosen else old.read(name))
    return out.getvalue()


def uncompressed(data: bytes) -> bytes:
    """The PDF with its streams written out, so that damage reaches the drawing orders and not only their packing."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


def damaged(data: bytes, seed: int) -> bytes:
    """The data with one to eight changes: bytes, tokens, pieces moved, doubled or cut out."""
    chance, out = random.Random(seed), bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        length = min(len(out) - at, chance.choice((1, 1, 2, 4, 16, 200)))
        match chance.randrange(6):
            case 0:
                out[at : at + length] = chance.randbytes(length)
            case 1:
                token = chance.choice(TOKENS)
                out[at : at + len(token)] = token
            case 2:
                out[at:at] = chance.choice(TOKENS)
            case 3:
                del out[at : at + length]
            case 4:
                out[at:at] = out[at : at + length] * chance.choice((2, 50, 1_000))
            case _:
                other = chance.randrange(len(out) + 1)
                out[at:at] = out[other : other + length]
    return bytes(out if chance.random() < 0.9 else out[: chance.randrange(len(out) + 1)])
