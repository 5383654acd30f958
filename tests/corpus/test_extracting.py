"""Extracting: each format's article and metadata, and a name for what cannot be read."""

import io
import random
import zipfile
from datetime import UTC, datetime

import pytest

from corpus import SourceRejected
from corpus.extracting import extract
from corpus.extracting.sniffing import format_of

SENTENCE = "Rain fell on the harbour town for three days and the river rose above the old stone quay."


def reason_for(data: bytes) -> str:
    with pytest.raises(SourceRejected) as caught:
        extract("a.txt", data)
    return caught.value.reason


# Markdown

FRONT_MATTER = b"""---
title: "Quay: flooded"
author: [Mara Lind, Tove Ask]
publisher: Harbour Post
date: 2025-03-12T08:30:00+02:00
url: https://post.example/quay
---

Rain **fell** on the [harbour](https://x.example) town.
"""


def test_front_matter_is_metadata_and_no_text() -> None:
    found = extract("a.md", FRONT_MATTER)
    assert (found.title, found.publisher, found.url) == ("Quay: flooded", "Harbour Post", "https://post.example/quay")
    assert found.authors == ("Mara Lind", "Tove Ask")
    assert (found.published, found.published_from) == (datetime(2025, 3, 12, 6, 30, tzinfo=UTC), "front-matter")
    assert found.text == "Rain fell on the harbour town."


def test_marks_go_and_words_stay() -> None:
    found = extract(
        "a.md", b"# Quay *flooded*\n\nRain `fell`\non it.\n\n- One pump\n- ![Two](x.png) pumps\n\n> It rose.\n"
    )
    assert found.text == "Quay flooded\n\nRain fell on it.\n\nOne pump\n\nTwo pumps\n\nIt rose."


def test_html_inside_markdown_is_text_and_not_markup() -> None:
    assert extract("a.md", b"# Quay\n\nA <b>wet</b> day").text == "Quay\n\nA <b>wet</b> day"


@pytest.mark.parametrize("block", ["a: &a [x, x]\nb: *a", "title: [", "- 1\n- 2", "title: !!python/object:os.system x"])
def test_front_matter_that_is_damaged_or_dangerous_says_nothing(block: str) -> None:
    found = extract("a.md", f"---\n{block}\n---\n{SENTENCE}".encode())
    assert (found.title, found.text) == (None, SENTENCE)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("noise", ["\n" * 50_000, "[" * 50_000, "**" * 25_000, "---\n" + "a\n" * 50_000])
def test_noise_of_marks_is_read_at_once(noise: str) -> None:
    assert "Rain" in extract("a.md", f"a\n{noise}{SENTENCE}".encode()).text


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("\n<!-- saved -->\n<HTML>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html><html>', "html"),
        ("# Quay flooded\n\nRain", "markdown"),
        ("---\ntitle: Quay\n---\nRain", "markdown"),
        ("See [this](https://a.example) and [that](https://b.example).", "markdown"),
        ("We are #1 in 2 * 3 and <html> is a word", "text"),
        ("Rain fell [1] (twice).", "text"),
    ],
)
def test_format_is_told_by_content(text: str, format_: str) -> None:
    assert format_of(text) == format_


# Encodings

ENGLISH = "The café’s owner paid €5 for “nothing” – as Zoë Müller said."
RUSSIAN = "Дождь шёл весь день над городом, и река поднялась на два метра. Жители покинули свои дома."
JAPANESE = "雨が一日中降り続き、川の水位が二メートル上がった。住民は丘の上の学校へ避難した。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"), (ENGLISH, "utf-8-sig"), (ENGLISH, "utf-16"), (ENGLISH, "utf-16-le"), (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"), (ENGLISH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "utf-16-le"), (JAPANESE, "shift-jis"),
    ],
)  # fmt: skip
def test_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    assert extract("a.txt", text.encode(encoding)).text == text


# What cannot be read


def docx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (docx(), "DOCX"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0" + bytes(200), "PNG"),
        (b"{\\rtf1\\ansi Rain fell.}", "RTF"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "XML"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "XML"),
    ],
)
def test_format_that_cannot_be_read_is_named(data: bytes, name: str) -> None:
    reason = reason_for(data)
    assert f"{name} file" in reason
    assert "cannot be read yet; readable are plain text, Markdown and HTML" in reason


@pytest.mark.parametrize("data", [b"", b" \r\n\t "])
def test_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert reason_for(data) == "the file is empty"


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("size", [50, 5_000, 1_000_000])
def test_random_bytes_are_no_text(seed: int, size: int) -> None:
    with pytest.raises(SourceRejected):
        extract("a.txt", random.Random(seed).randbytes(size))


def test_text_riddled_with_controls_is_no_text() -> None:
    assert reason_for(b"Rain \x01\x02 fell. " * 20).startswith("this is not readable text")


def test_text_with_a_few_stray_controls_is_text() -> None:
    assert extract("a.txt", f"{SENTENCE}\x02".encode()).text == f"{SENTENCE}\x02"


def test_name_of_a_file_decides_nothing() -> None:
    assert extract("report.pdf", SENTENCE.encode()).text == SENTENCE
