"""Loading: which files a path stands for, and what is refused before it is read."""

import os
from pathlib import Path

import pytest

from corpus import SourceRejected
from corpus.loading import find, is_address, keep, kept, read


def reason_for(source: str) -> str:
    with pytest.raises(SourceRejected) as caught:
        list(find(source))
    return caught.value.reason


def test_file_stands_for_itself(tmp_path: Path) -> None:
    file = tmp_path / "rain.txt"
    file.write_text("Rain fell.")
    assert list(find(str(file))) == [file]


def test_folder_stands_for_the_files_below_it_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [str(path.relative_to(tmp_path)) for path in find(str(tmp_path))] == ["a/c.md", "a/z.txt", "b.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".git/config", ".DS_Store", "rain.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(find(str(tmp_path))) == [tmp_path / "rain.txt"]


def test_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("A secret.")
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    assert list(find(str(folder))) == []


def test_link_inside_the_folder_is_a_file_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert list(find(str(tmp_path))) == [tmp_path / "a.txt", tmp_path / "b.txt"]


def test_path_is_resolved_so_that_one_file_has_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rain.txt").touch()
    monkeypatch.chdir(tmp_path)
    assert list(find("./x/../rain.txt")) == [tmp_path / "rain.txt"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("/nowhere/rain.txt", "there is no such file or folder"),
        ("", "the path is empty"),
        ("  ", "the path is empty"),
        ("a\0b", "the path cannot be read"),
        ("x" * 5_000, "the path cannot be read"),
        ("~nobody-of-this-name/rain.txt", "the path cannot be read"),
    ],
    ids=["missing", "empty", "blank", "nul", "too-long", "no-such-home"],
)
def test_source_that_is_no_path_is_refused_with_its_reason(source: str, reason: str) -> None:
    assert reason_for(source).startswith(reason)


@pytest.mark.parametrize(
    "source", ["https://post.example/rain", "HTTP://x", "feed://x", "file:///etc", "data:text/html,x"]
)
def test_address_is_told_from_a_path(source: str) -> None:
    assert is_address(source)


@pytest.mark.parametrize("source", ["/news/rain.txt", "rain.txt", "C:\\news", "a:b", "data/rain.txt", ""])
def test_path_is_told_from_an_address(source: str) -> None:
    assert not is_address(source)


def test_kept_original_comes_back_as_it_was(tmp_path: Path) -> None:
    digest = keep(tmp_path, b"Rain fell. " * 100)
    assert keep(tmp_path, b"Rain fell. " * 100) == digest
    assert kept(tmp_path, digest) == b"Rain fell. " * 100
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [digest]


def test_original_that_is_gone_or_damaged_is_none(tmp_path: Path) -> None:
    digest = keep(tmp_path, b"Rain fell.")
    assert kept(tmp_path, "0" * 64) is None
    (tmp_path / digest[:2] / digest).write_bytes(b"something else")
    assert kept(tmp_path, digest) is None


def test_original_is_never_looked_for_outside_its_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="named by its SHA-256"):
        kept(tmp_path, "../../etc/passwd")


def test_document_holds_the_bytes_and_the_place_they_came_from(tmp_path: Path) -> None:
    file = tmp_path / "rain.txt"
    file.write_bytes(b"Rain\xff fell.")
    document = read(file, max_bytes=100)
    assert (document.source, document.data, document.is_place) == (str(file), b"Rain\xff fell.", True)


def test_file_over_the_limit_is_refused_with_both_numbers(tmp_path: Path) -> None:
    file = tmp_path / "rain.txt"
    file.write_bytes(b"x" * 1_001)
    with pytest.raises(SourceRejected, match=r"1,001 bytes, more than the limit of 1,000"):
        read(file, max_bytes=1_000)


def test_file_of_exactly_the_limit_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "rain.txt"
    file.write_bytes(b"x" * 1_000)
    assert len(read(file, max_bytes=1_000).data) == 1_000


@pytest.mark.timeout(10)
def test_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceRejected, match="it is not a regular file"):
        read(tmp_path / "pipe", max_bytes=100)


def test_file_that_vanished_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRejected, match="it is not a regular file"):
        read(tmp_path / "gone.txt", max_bytes=100)


def test_name_that_is_no_utf8_can_be_printed_and_stored(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9.txt")
    file.write_bytes(b"Rain fell.")
    assert read(file, max_bytes=100).source == f"{tmp_path}/caf\\udce9.txt"
