"""A file that is no export, is damaged or forged: refused in words, and nothing of it is stored."""

import io
import json
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import Corpus, ImportRefused
from corpus.article import article_id_of
from corpus.importing import import_from
from tests.corpus.exports import PAGE, forged, part, with_line, with_manifest
from tests.corpus.making import SNOW


@pytest.fixture
def refused(corpus: Corpus, tmp_path: Path) -> Callable[[Path], str]:
    """The words in which a file is refused by an empty corpus, which stays empty."""

    def refuse(path: Path) -> str:
        before = sorted(tmp_path.rglob("*"))
        with Corpus(corpus.settings.model_copy(update={"home": tmp_path / "empty"}), embedder=corpus.embedder) as empty:
            with pytest.raises(ImportRefused) as caught:
                import_from(empty, path)
            assert empty.catalogue.counts() == (0, 0)
            assert empty.catalogue.ledger.subscriptions() == []
        new = {each for each in tmp_path.rglob("*") if each not in before}
        assert {each.relative_to(tmp_path).parts[0] for each in new} <= {"empty"}
        assert not (tmp_path / "empty" / "originals").exists()
        said = str(caught.value)
        assert said.startswith(f"the file {str(path)!r} was not imported: ")
        assert said.endswith("; choose a file that `python -m corpus export` wrote")
        return said

    return refuse


Refused = Callable[[Path], str]


@pytest.mark.parametrize("data", [b"", b"Dear Mara,", b"PK\x05\x06" + 18 * b"\0", b"PK\x03\x04" + 999 * b"\0"])
def test_file_that_is_no_export(data: bytes, refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_bytes(data)
    assert "it is no export of Footnote, or " in refused(tmp_path / "letter.zip")


def test_place_where_no_plain_file_stands(refused: Refused, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "was not imported: there is no such file;" in refused(tmp_path / "none.zip")
    assert "was not imported: it is a folder;" in refused(tmp_path)
    assert "was not imported: it is no plain file;" in refused(tmp_path / "pipe")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_file_that_is_cut_off(share: float, exported: Path, refused: Refused, tmp_path: Path) -> None:
    data = exported.read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[: int(share * len(data))])
    assert "it is no export of Footnote, or it is damaged or cut off" in refused(tmp_path / "cut.zip")


def test_byte_that_changed_on_the_disk_is_noticed_wherever_it_is(
    exported: Path, refused: Refused, tmp_path: Path
) -> None:
    whole = exported.read_bytes()
    with zipfile.ZipFile(exported) as archive:
        middles = [info.header_offset + 30 + len(info.filename) + 20 + info.compress_size // 2
                   for info in archive.infolist()]  # fmt: skip
    for at in middles:
        data = bytearray(whole)
        data[at] ^= 0x55
        (tmp_path / "damaged.zip").write_bytes(data)
        refused(tmp_path / "damaged.zip")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": "other"}, "it is no export of Footnote"),
        ({"version": 2}, "it has version 2 of the format, this program reads 1"),
        ({"articles": 5}, "it says 5 articles and holds 4"),
        ({"feeds": 0}, "it says 0 feeds and holds 1"),
        ({"originals": 2}, "it says 2 originals and holds 1"),
        ({"passages": 3}, "its vectors are float16 (4, 64), not float16 (3, 64)"),
        ({"dimension": -1}, "its manifest says dimension -1"),
        ({"articles": True}, "its manifest says articles True"),
        ({"embedder": None}, "its manifest says embedder None"),
    ],
)
def test_manifest_that_does_not_fit(changes: dict[str, object], words: str, exported: Path, refused: Refused) -> None:
    assert words in refused(with_manifest(exported, **changes))


@pytest.mark.parametrize("name", ["manifest.json", "articles.jsonl", "passages.npy", "removed.jsonl", "feeds.jsonl"])
def test_part_that_is_missing(name: str, exported: Path, refused: Refused) -> None:
    assert f"it lacks {name!r}" in refused(forged(exported, {name: None}))


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil", "originals/../../evil", "C:\\evil", "notes.txt"])
def test_member_that_no_export_has(name: str, exported: Path, refused: Refused) -> None:
    assert "which no export does" in refused(forged(exported, {name: b"evil"}))


def test_two_members_of_one_name(exported: Path, refused: Refused, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(exported, "a") as archive:
        archive.writestr("feeds.jsonl", b"")
    assert "two of its files have one name" in refused(exported)


def test_archive_that_unpacks_to_far_too_much(exported: Path, refused: Refused) -> None:
    bomb = forged(exported, {"removed.jsonl": 120_000_000 * b" "})
    assert bomb.stat().st_size < 1_000_000
    assert "it unpacks to more than 50 times its size, as traps do" in refused(bomb)


def test_list_of_members_that_is_said_to_be_huge(refused: Refused, tmp_path: Path) -> None:
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 200_000_000, 0, 0)
    (tmp_path / "huge.zip").write_bytes(bytes(1_000) + end)
    assert "its list of files has more than 100,000,000 bytes" in refused(tmp_path / "huge.zip")


def set_to(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda record: record.update({name: value})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (set_to("text", SNOW), "is not the one that its id stands for"),
        (set_to("id", "../../evil"), "is not the one that its id stands for"),
        (set_to("text", None), "a text is missing"),
        (set_to("source", 5), "source is 5, not a text"),
        (set_to("source", "a\0b"), "source holds characters that no text has"),
        (set_to("title", "\ud800"), "title holds characters that no text has"),
        (set_to("published", "2026-03-12T00:00:00"), "has no time zone"),
        (set_to("published", "yesterday"), "Invalid isoformat string"),
        (set_to("version", 0), "has the version 0"),
        (set_to("version", 10**30), "has the version 1000000"),
        (set_to("raw", "../../evil"), "is not named by a SHA-256"),
        (set_to("pages", [5, 3]), "do not lie in its text"),
        (set_to("authors", "Mara"), "not a list of its kind"),
        (set_to("newest", "0123456789abcdef"), "is an earlier version and has passages"),
        (set_to("passages", [[0, 9_999, []]]), "ends past the text's"),
        (set_to("passages", [[5, 5, []]]), "span must satisfy 0 <= start < end"),
        (set_to("passages", [[0, 9, []], [4, 12, []]]), "spans overlap, or do not rise"),
        (set_to("passages", [[0, 9, [[4, 12]]]]), "a sentence lies outside its passage"),
        (set_to("passages", [[0, 9.5, []]]), "is not made of two numbers"),
        (set_to("passages", []), "it holds more vectors than"),
        (set_to("passages", [[n, n + 1, []] for n in range(20)]), "it holds fewer vectors than"),
        (lambda record: record.pop("story"), "it lacks 'story'"),
        (lambda record: record["places"][0].update(source=""), "a source is empty"),
    ],
)
def test_article_that_cannot_be(
    change: Callable[[dict[str, Any]], object], words: str, exported: Path, refused: Refused
) -> None:
    assert words in refused(with_line(exported, "articles.jsonl", change))


def test_article_twice_or_an_earlier_version_of_nothing(exported: Path, refused: Refused) -> None:
    *others, rain = part(exported, "articles.jsonl").splitlines(keepends=True)
    twice = forged(exported, {"articles.jsonl": b"".join([*others, rain, rain])})
    assert "stands in it twice, or before its newest version" in refused(twice)
    first = forged(exported, {"articles.jsonl": b"".join([rain, *others])})
    assert "stands in it twice, or before its newest version" in refused(first)


@pytest.mark.parametrize("line", [b"{", b"[]\n", b"\xff\xfe\n", b"[" * 200_000 + b"\n", b"NaN\n"])
def test_line_that_is_no_record(line: bytes, exported: Path, refused: Refused) -> None:
    refused(forged(exported, {"feeds.jsonl": line}))


def npy(array: Any, *, allow_pickle: bool = False) -> bytes:
    made = io.BytesIO()
    np.save(made, array, allow_pickle=allow_pickle)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (npy(np.full((4, 64), np.nan, np.float16)), "vectors that no embedder gives"),
        (npy(np.full((4, 64), 60_000, np.float16)), "vectors that no embedder gives"),
        (npy(np.zeros((4, 64), np.float32)), "its vectors are float32"),
        (npy(np.zeros((4, 64), np.float16, order="F")), "not float16 (4, 64)"),
        (npy(np.array([[{}] * 64] * 4, dtype=object), allow_pickle=True), "its vectors are object"),
        (npy(np.zeros((4, 64), np.float16))[:-1], "it holds fewer vectors"),
        (b"\x80\x04N.", "magic string"),
    ],
)  # fmt: skip
def test_vectors_that_are_none(data: bytes, words: str, exported: Path, refused: Refused) -> None:
    assert words in refused(forged(exported, {"passages.npy": data}))


def test_original_that_is_another(exported: Path, refused: Refused) -> None:
    with zipfile.ZipFile(exported) as archive:
        (name,) = [each for each in archive.namelist() if each.startswith("originals/")]
    assert "has other content than its name says" in refused(forged(exported, {name: PAGE + b" "}))


def test_article_may_link_only_to_the_web(exported: Path, corpus: Corpus, tmp_path: Path) -> None:
    settings = corpus.settings.model_copy(update={"home": tmp_path / "other"})
    with Corpus(settings, embedder=corpus.embedder) as other:
        import_from(other, with_line(exported, "articles.jsonl", set_to("url", "javascript:alert(1)")))
        first = json.loads(part(exported, "articles.jsonl").splitlines()[0])
        assert other.catalogue.article(article_id_of(first["text"])).url is None
