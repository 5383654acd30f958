"""Extracting: each format's article and metadata, and a name for what cannot be read."""

import io
import random
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extracting import Feed, extract
from corpus.extracting.sniffing import format_of
from corpus.loading import RawDocument
from tests.corpus.opening import all_in, ends_well, only, reason_for

SENTENCE = "Rain fell on the harbour town for three days and the river rose above the old stone quay."


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
    found = only(FRONT_MATTER)
    assert (found.title, found.publisher, found.url) == ("Quay: flooded", "Harbour Post", "https://post.example/quay")
    assert found.authors == ("Mara Lind", "Tove Ask")
    assert (found.published, found.published_from) == (datetime(2025, 3, 12, 6, 30, tzinfo=UTC), "front-matter")
    assert found.published_certainty == "sure"
    assert found.text == "Rain fell on the harbour town."


@pytest.mark.parametrize("said", ["2025-03-12", "2025-03-12 08:30:00", "12 March 2025"])
def test_date_without_a_zone_in_front_matter_is_likely(said: str) -> None:
    found = only(f"---\ndate: {said}\nlastmod: 2025-03-14\n---\n{SENTENCE}".encode())
    assert found.published is not None
    assert (found.published.date().isoformat(), found.published_certainty) == ("2025-03-12", "likely")
    assert found.updated == datetime(2025, 3, 14, tzinfo=UTC)


def test_marks_go_and_words_stay() -> None:
    found = only(b"# Quay *flooded*\n\nRain `fell`\non it.\n\n- One pump\n- ![Two](x.png) pumps\n\n> It rose.\n")
    assert found.text == "Quay flooded\n\nRain fell on it.\n\nOne pump\n\nTwo pumps\n\nIt rose."


def test_html_inside_markdown_is_text_and_not_markup() -> None:
    assert only(b"# Quay\n\nA <b>wet</b> day").text == "Quay\n\nA <b>wet</b> day"


@pytest.mark.parametrize("block", ["a: &a [x, x]\nb: *a", "title: [", "- 1\n- 2", "title: !!python/object:os.system x"])
def test_front_matter_that_is_damaged_or_dangerous_says_nothing(block: str) -> None:
    found = only(f"---\n{block}\n---\n{SENTENCE}".encode())
    assert (found.title, found.text) == (None, SENTENCE)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("noise", ["\n" * 50_000, "[" * 50_000, "**" * 25_000, "---\n" + "a\n" * 50_000])
def test_noise_of_marks_is_read_at_once(noise: str) -> None:
    assert "Rain" in only(f"a\n{noise}{SENTENCE}".encode()).text


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


# What cannot be read


def office(*names: str, mimetype: str = "") -> bytes:
    """A ZIP as office programs write them, by the names of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0" + bytes(200), "this is a PNG file"),
        (b"{\\rtf1\\ansi Rain fell.}", "RTF files cannot be read yet"),
        (b"%!PS-Adobe-3.0\n", "PostScript files cannot be read yet"),
        (b'<?xml version="1.0"?><nitf><body/></nitf>', "other XML files cannot be read yet"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "other XML files cannot be read yet"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "this is a file of XLSX"),
        (office("[Content_Types].xml", "ppt/presentation.xml"), "this is a file of PPTX"),
        (office("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "this is a file of ODT"),
        (office("META-INF/container.xml", mimetype="application/epub+zip"), "this is a file of EPUB"),
        (OLD_OFFICE, "this is an old Office file"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "this Office file needs a password"),
    ],
)
def test_format_that_cannot_be_read_is_named(data: bytes, named: str) -> None:
    assert named in reason_for(data)


@pytest.mark.parametrize(
    ("source", "promised"),
    [
        ("a.pdf", "PDF"), ("b.docx", "DOCX"), ("https://a.example/c.html?x=1", "HTML"), ("d.TXT", "text file"),
        ("e.zip", "ZIP"), ("f.eml", "e-mail (EML)"), ("g.csv", "CSV"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [100, 1_000_000])
def test_random_bytes_are_not_what_their_name_promises(source: str, promised: str, size: int) -> None:
    reason = reason_for(random.Random(size).randbytes(size), source)
    assert reason == f"this is not a valid {promised}; it may be damaged or encrypted"


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("size", [50, 5_000, 1_000_000])
def test_random_bytes_are_no_text(seed: int, size: int) -> None:
    assert reason_for(random.Random(seed).randbytes(size), "noise")


def test_name_of_a_file_decides_nothing() -> None:
    assert only(SENTENCE.encode(), "report.pdf").text == SENTENCE


def test_article_that_mentions_how_a_pdf_begins_is_text() -> None:
    text = f"{SENTENCE} Such a file starts with %PDF-1.7 and a line of odd bytes."
    assert only(text.encode()).text == text


@pytest.mark.parametrize("before", [b"", b"\r\n", b"\xef\xbb\xbf"])
def test_pdf_is_told_by_how_it_begins(before: bytes) -> None:
    pytest.importorskip("corpus.extracting.pdf")
    assert "PDF" in reason_for(before + b"%PDF-1.7\n1 0 obj", "a.html")


@pytest.mark.parametrize("source", ["feed.xml", "feed.txt", "https://a.example/"])
def test_feed_is_told_by_its_content(source: str) -> None:
    rss = (
        b"<rss version='2.0'><channel><title>Post</title><item><link>https://a.example/1</link></item></channel></rss>"
    )
    [feed] = all_in(rss, source)
    assert isinstance(feed, Feed)
    assert [item.address for item in feed.items] == ["https://a.example/1"]


def test_page_without_an_article_is_said_to_be_one() -> None:
    assert reason_for(b"<!doctype html><html><body></body></html>") == "no article text found in this web page"


def test_charset_of_the_server_helps_with_a_short_text() -> None:
    [found] = extract(RawDocument("a", "Łąka nad rzeką.".encode("iso8859-2"), charset="ISO-8859-2"))
    assert getattr(found, "text", "") == "Łąka nad rzeką."


STARTS = (
    b"",
    b"PK\x03\x04",
    b"%PDF-1.4\n",
    b"<html>",
    b"<rss>",
    b'{"',
    b"---\n",
    b"From: a@b\nDate: x\nMIME-Version: 1.0\n",
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_whatever_the_bytes_it_ends_in_articles_or_a_reason(start: bytes, rest: bytes) -> None:
    assert ends_well(start + rest)
