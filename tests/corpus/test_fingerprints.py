"""A folder's fingerprint stays while nothing changes, and changes with anything that does."""

from pathlib import Path

import pytest

from corpus.fingerprints import fingerprint
from tests.corpus.damages import Damage


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Two files, one of them longer than what is read at once."""
    made = tmp_path / "index"
    (made / "inner").mkdir(parents=True)
    (made / "words").write_bytes(b"rain")
    (made / "inner" / "numbers").write_bytes(bytes(3_000_000))
    return made


def test_same_files_have_the_same_fingerprint_wherever_they_lie(files: Path, tmp_path: Path) -> None:
    before = fingerprint(files)
    moved = files.rename(tmp_path / "elsewhere")
    assert fingerprint(moved) == before
    assert before.startswith("sha256:")
    assert "\n" not in before


def _change_the_last_byte(folder: Path) -> None:
    (folder / "inner" / "numbers").write_bytes(bytes(2_999_999) + b"\1")


def _change_the_first_byte(folder: Path) -> None:
    (folder / "words").write_bytes(b"Rain")


def _cut(folder: Path) -> None:
    (folder / "inner" / "numbers").write_bytes(bytes(2_999_999))


def _rename(folder: Path) -> None:
    (folder / "words").rename(folder / "word")


def _move_a_byte_from_one_file_to_the_other(folder: Path) -> None:
    (folder / "words").write_bytes(b"rai")
    (folder / "inner" / "numbers").write_bytes(b"n" + bytes(3_000_000))


def _add_an_empty_file(folder: Path) -> None:
    (folder / "inner" / "more").touch()


def _delete(folder: Path) -> None:
    (folder / "words").unlink()


@pytest.mark.parametrize(
    "change",
    [_change_the_last_byte, _change_the_first_byte, _cut, _rename, _move_a_byte_from_one_file_to_the_other,
     _add_an_empty_file, _delete],
)  # fmt: skip
def test_fingerprint_changes_with_every_byte_name_and_size(files: Path, change: Damage) -> None:
    before = fingerprint(files)
    change(files)
    assert fingerprint(files) not in ("", before)


def test_missing_or_empty_folder_has_none(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "nowhere") == ""
    assert fingerprint(tmp_path) == ""


def test_file_in_the_folders_place_is_another_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "index").write_bytes(b"rain")
    assert fingerprint(tmp_path / "index").startswith("sha256:")


def test_file_that_cannot_be_read_vouches_for_nothing(files: Path) -> None:
    (files / "lost").symlink_to(files / "nowhere")
    assert fingerprint(files) == ""
