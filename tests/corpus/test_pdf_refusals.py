"""PDFs that are encrypted, damaged, empty or an attack: opened, or refused in words."""

import random
import time

import pytest

from corpus.errors import SourceRejected
from corpus.extracting.extracted import PAGE_MARK
from corpus.extracting.pdf import extract_pdf
from tests.corpus.making_files import FILES, assembled, encrypted, one_page, pdf, with_content, written

RAIN = one_page("Rain fell on the hills for a week.")
RC4, AES = 3, 6
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
EMPTY_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
ORDERS = b"BT /F1 10 Tf 50 700 Td (words) Tj ET\n"
END = b"\nstartxref\n9\n%%EOF\n"
CUT_OFF = "it is not a valid PDF: its end is missing, so download or save it again"


def reason_for(data: bytes, *, password: str | None = None, max_chars: int = 600_000) -> str:
    with pytest.raises(SourceRejected) as caught:
        extract_pdf("a.pdf", data, password=password, max_chars=max_chars)
    return caught.value.reason


def with_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    return assembled([CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)] + [EMPTY_PAGE] * count)


@pytest.mark.parametrize("revision", [RC4, AES])
def test_an_encrypted_file_needs_its_password(revision: int) -> None:
    data = encrypted(RAIN, user="heron", owner="egret", revision=revision)
    assert reason_for(data) == "it is encrypted and needs a password; give it with --password"
    assert reason_for(data, password="stork") == "the password given does not open it"
    for password in ("heron", "egret"):
        found = extract_pdf("a.pdf", data, password=password)
        assert found.text == PAGE_MARK + "Rain fell on the hills for a week."


@pytest.mark.parametrize("revision", [RC4, AES])
def test_a_file_that_only_its_owner_may_change_opens(revision: int) -> None:
    data = encrypted(RAIN, user="", owner="egret", revision=revision)
    assert extract_pdf("a.pdf", data).text == PAGE_MARK + "Rain fell on the hills for a week."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is not a valid PDF"),
        (b"<html><p>Rain fell.</p></html>", "it is not a valid PDF"),
        (random.Random(7).randbytes(1_000_000), "it is not a valid PDF"),
        (b"%PDF-1.7\n", CUT_OFF),
        (RAIN[: len(RAIN) * 2 // 3], CUT_OFF),
        (b"%PDF-1.7\n" + random.Random(7).randbytes(100_000) + END, "it is not a valid PDF"),
        (b"%PDF-1.7\n" + b"<<" * 1_000_000 + b"stream\n" + END, "it is not a valid PDF"),
        (pdf(lambda canvas: canvas.rect(50, 50, 400, 400, fill=1)), "no text (scanned?)"),
        (assembled([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", EMPTY_PAGE], trailer=b"/Prev HERE"),
         "no text (scanned?)"),
        (assembled([CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]), "no text (scanned?)"),
        (with_pages(10_000), "it has 10,000 pages, more than the limit of 2,000"),
        (with_content(ORDERS * 500_000), "one of its pages unpacks to more than 16 MB"),
        (with_content(ORDERS * 500_000, filters=3), "one of its pages unpacks to more than 16 MB"),
        (with_content(ORDERS * 25_000), "page 1 is made of more than 20,000 pieces of text"),
    ],
    ids="empty html random header truncated garbage brackets picture circular own-kid pages bomb bomb-in-bomb"
    " pieces".split(),
)  # fmt: skip
def test_what_cannot_be_read_is_refused_quickly_and_in_words(data: bytes, reason: str) -> None:
    begun = time.monotonic()
    assert reason_for(data) == reason
    assert time.monotonic() - begun < 10


def test_reading_stops_where_the_text_is_longer_than_an_article() -> None:
    page = written("\n".join(["Rain fell on the hills for a week."] * 40))
    assert reason_for(pdf(*[page] * 5), max_chars=1_000) == "its text is longer than 1,000 characters"


def test_a_file_cut_anywhere_is_refused_or_read_and_no_other_error_comes() -> None:
    data = (FILES / "herring-writer.pdf").read_bytes()
    for end in range(0, len(data) - 4_096, 1_009):
        assert reason_for(data[:end])


def test_a_file_with_bytes_changed_is_refused_or_read_and_no_other_error_comes() -> None:
    data, chance = (FILES / "herring-writer.pdf").read_bytes(), random.Random(11)
    outcomes = set()
    for _ in range(60):
        spoilt = bytearray(data)
        for _ in range(20):
            spoilt[chance.randrange(len(data))] = chance.randrange(256)
        try:
            outcomes.add(bool(extract_pdf("a.pdf", bytes(spoilt)).text))
        except SourceRejected:
            outcomes.add(False)
    assert outcomes == {True, False}
