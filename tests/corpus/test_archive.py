"""ZIP archives: every readable member, and nothing that an archive can be made to do."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extracting import archive as archives
from corpus.extracting import extract
from corpus.loading import RawDocument
from tests.corpus.opening import FILES, all_in, ends_well, reason_for, texts_by_member

RAIN = "Rain fell on the harbour town for three days."
RIVER = "The river rose above the old stone quay."
PAGE = f"<html><body><article><p>{RAIN} {RIVER}</p><p>Nobody was hurt, the mayor said.</p></article></body></html>"
BIDI = "\u202etxt.exe\u202c"


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def test_members_are_told_by_content_and_named() -> None:
    found = texts_by_member(zipped({"a/page.txt": PAGE, "rain.html": RAIN, "row.pdf": '{"text": "The river rose."}'}))
    assert found["a/page.txt"].startswith(RAIN)
    assert (found["rain.html"], found["row.pdf"]) == (RAIN, "The river rose.")


def test_rows_of_a_table_in_an_archive_have_both_names() -> None:
    rows = "title,text\nRain,Rain fell.\nRiver,It rose.\n"
    assert texts_by_member(zipped({"may.csv": rows})) == {"may.csv/line 2": "Rain fell.", "may.csv/line 3": "It rose."}


def test_word_file_and_pdf_in_an_archive_are_read() -> None:
    word, pdf = (FILES / "herring-writer.docx").read_bytes(), (FILES / "bridge-chromium.pdf").read_bytes()
    found = texts_by_member(zipped({"herring.txt": word, "bridge": pdf}))
    assert "herring" in found["herring.txt"]
    assert "bridge" in found["bridge"]


def test_bad_member_costs_only_itself() -> None:
    found = texts_by_member(
        zipped({"empty.txt": b"", "image.png": b"\x89PNG\r\n\x1a\n" + bytes(300), "rain.txt": RAIN})
    )
    assert found["empty.txt"] == "the file is empty"
    assert "PNG" in found["image.png"]
    assert found["rain.txt"] == RAIN


def test_members_are_read_one_at_a_time() -> None:
    rows = extract(RawDocument("a.zip", zipped({"a.txt": RAIN, "b.txt": RIVER})))
    first = next(rows)
    assert getattr(first, "member", "") == "a.txt"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"), ("C:\\news\\a.txt", "news/a.txt"),
        ("..\\..\\a.txt", "a.txt"), (f"a{BIDI}", "atxt.exe"), ("a\x1b[31m\n.txt", "a[31m.txt"), ("CON", "CON"),
        ("a/ /b.txt", "a/b.txt"), ("🦭.txt", "🦭.txt"), ("n" * 300 + ".txt", "n" * 100 + "…" + "n" * 96 + ".txt"),
        ("\u200b", "member 1"),
    ],
)  # fmt: skip
def test_name_is_shown_without_its_tricks(name: str, shown: str) -> None:
    assert list(texts_by_member(zipped({name: RAIN}))) == [shown]


def test_name_in_utf8_without_its_flag_is_read() -> None:
    data = zipped({"Füssen.txt": RAIN})
    place = data.index(b"PK\x01\x02")
    unflagged = data[:6] + b"\0\0" + data[8 : place + 8] + b"\0\0" + data[place + 10 :]
    assert list(texts_by_member(unflagged)) == ["Füssen.txt"]


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.parent.rglob("*"))
    texts_by_member(zipped({"../out.txt": RAIN, "/tmp/out-of-archive.txt": RIVER, "in.txt": RAIN + RIVER}))
    assert set(tmp_path.parent.rglob("*")) == before
    assert not Path("/tmp/out-of-archive.txt").exists()


def test_entries_that_systems_leave_are_passed_over() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.mkdir("news")
        made.writestr("__MACOSX/._rain.txt", b"\0\5\x16\7")
        made.writestr("news/.DS_Store", b"\0\0\0\1Bud1")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("news/rain.txt", RAIN)
    assert texts_by_member(buffer.getvalue()) == {"news/rain.txt": RAIN}


@pytest.mark.parametrize("members", [{}, {"__MACOSX/a.txt": RAIN}])
def test_archive_without_files_says_so(members: dict[str, bytes | str]) -> None:
    assert reason_for(zipped(members)) == "the archive holds no files"


def test_archive_inside_an_archive_is_refused() -> None:
    found = texts_by_member(zipped({"in.zip": zipped({"a.txt": RAIN}), "rain.txt": RAIN}))
    assert found["in.zip"].startswith("an archive inside an archive is not opened")
    assert found["rain.txt"] == RAIN


def test_office_file_inside_an_archive_is_named() -> None:
    sheet = zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
    assert texts_by_member(zipped({"a.xlsx": sheet}))["a.xlsx"].startswith("this is a file of XLSX")


def test_feed_inside_an_archive_is_not_followed() -> None:
    rss = b"<rss version='2.0'><channel><item><link>https://a.example/1</link></item></channel></rss>"
    assert texts_by_member(zipped({"a.xml": rss}))["a.xml"].startswith("a feed inside an archive is not followed")


# Passwords: archives written by Info-ZIP (ZipCrypto) and pyzipper (AES)

LOCKED = (FILES / "archive" / "locked.zip").read_bytes()
LOCKED_AES = (FILES / "archive" / "locked-aes.zip").read_bytes()
QUAY = "Rain fell on the harbour town for three days and the river rose above the old stone quay.\n"


@pytest.mark.parametrize("data", [LOCKED, LOCKED_AES])
def test_locked_archive_needs_a_password(data: bytes) -> None:
    assert reason_for(data) == "the archive needs a password; give it with --password"


def test_locked_archive_opens_with_its_password() -> None:
    assert texts_by_member(LOCKED, password="quay") == {"rain.txt": QUAY}


@pytest.mark.parametrize("password", ["wrong", "mole", "ключ", "x" * 1_000])
def test_wrong_password_is_said_to_be_wrong(password: str) -> None:
    assert texts_by_member(LOCKED, password=password) == {"rain.txt": "the password is wrong"}


def test_password_given_where_none_is_needed_does_no_harm() -> None:
    assert texts_by_member(zipped({"a.txt": RAIN}), password="quay") == {"a.txt": RAIN}


def test_aes_is_refused_by_name() -> None:
    assert texts_by_member(LOCKED_AES, password="quay")["rain.txt"].startswith("it is encrypted with AES")


# Traps


def test_member_that_unpacks_to_too_much_is_stopped() -> None:
    noise = bytes(range(256)) * 4
    found = texts_by_member(zipped({"big.txt": noise * 30_000, "rain.txt": RAIN}, zipfile.ZIP_STORED))
    assert found == {"big.txt": "it unpacks to more than 25,000,000 bytes", "rain.txt": RAIN}


def test_member_that_shrank_too_well_is_stopped_early() -> None:
    found = texts_by_member(zipped({"zeros.txt": bytes(24_000_000), "rain.txt": RAIN}))
    assert found == {"zeros.txt": "it unpacks to more than 200 times its size, as traps do", "rain.txt": RAIN}


def test_size_in_the_header_is_not_believed() -> None:
    data = bytearray(zipped({"zeros.txt": bytes(24_000_000)}))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    [reason] = texts_by_member(bytes(data)).values()
    assert reason in ("it is damaged", "it unpacks to more than 200 times its size, as traps do")


def test_all_members_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 100)
    found = texts_by_member(zipped({"a.txt": RAIN, "b.txt": RIVER, "c.txt": RAIN, "d.txt": RAIN, "e.txt": RAIN}))
    assert (found["a.txt"], found["b.txt"]) == (RAIN, RIVER)
    assert found["c.txt"] == "all before it unpack to more than 100 bytes already"
    assert found["d.txt"] == "2 more files were not read; split the archive into smaller ones"
    assert "e.txt" not in found


@pytest.mark.timeout(20)
def test_archive_of_too_many_files_is_refused() -> None:
    assert reason_for(zipped({f"{number}.txt": "x" for number in range(10_001)}, zipfile.ZIP_STORED)).startswith(
        "the archive holds more than 10,000 files"
    )


@pytest.mark.parametrize(("method", "name"), [(zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")])
def test_packing_that_cannot_be_stopped_halfway_is_refused(method: int, name: str) -> None:
    assert texts_by_member(zipped({"a.txt": RAIN}, method))["a.txt"].startswith(f"it is compressed with {name}")


# Damage


@pytest.mark.parametrize("kept", [4, 30, 100, -1])
def test_archive_that_was_cut_off_is_not_valid(kept: int) -> None:
    data = zipped({"a.txt": RAIN, "b.txt": RIVER})[:kept]
    assert reason_for(data) == "this is not a valid ZIP; it may be damaged or cut off"
    assert reason_for(data, "a.docx") == "this is not a valid DOCX; it may be damaged or cut off"


def test_damaged_member_costs_only_itself() -> None:
    data = bytearray(zipped({"a.txt": RAIN, "b.txt": RIVER}, zipfile.ZIP_STORED))
    data[data.index(b"Rain")] ^= 1
    assert texts_by_member(bytes(data)) == {"a.txt": "it is damaged", "b.txt": RIVER}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_mutilated_archive_ends_in_articles_or_a_reason(data: st.DataObject) -> None:
    whole = bytearray(zipped({"a.txt": RAIN, "b/c.html": RIVER, "d.json": "{}"}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert ends_well(bytes(whole))
    assert ends_well(bytes(whole[: data.draw(st.integers(4, len(whole)))]))


def test_extracting_an_archive_twice_gives_the_same() -> None:
    data = zipped({"a.txt": RAIN, "b.bin": b"\x89PNG\r\n\x1a\n"})
    assert all_in(data) == all_in(data)
