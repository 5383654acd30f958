"""How much room there is, and which errors mean that there is none."""

import errno
import sqlite3
from pathlib import Path

import pytest

from corpus import CatalogueError, IndexUnavailable, NoSpace
from corpus.spacing import free_bytes, is_full, megabytes, no_space, require_space


def test_folder_that_is_yet_to_be_made_has_the_room_of_its_disk(tmp_path: Path) -> None:
    there, missing = free_bytes(tmp_path), free_bytes(tmp_path / "home" / "index")
    assert there > 0
    assert missing == pytest.approx(there, rel=0.2)  # others write to this disk meanwhile


def test_room_above_the_floor_is_enough(tmp_path: Path) -> None:
    require_space(tmp_path, 0)
    require_space(tmp_path, 1)


def test_room_below_the_floor_is_an_error_with_both_numbers_the_place_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoSpace) as caught:
        require_space(tmp_path, 10**18)
    message = str(caught.value)
    assert "less than the 1,000,000,000,000 MB that this needs" in message
    assert f"MB free at {str(tmp_path)!r}" in message
    assert "FOOTNOTE_HOME" in message
    assert "FOOTNOTE_MIN_FREE_BYTES" in message


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0"), (99_999, "0"), (100_000, "0.1"), (1_299_999, "1.2"), (99_990_000, "99.9"), (499_999_999, "499"),
     (1_204_000_000, "1,204")],
)  # fmt: skip
def test_bytes_are_told_in_millions_and_never_rounded_up(count: int, words: str) -> None:
    assert megabytes(count) == words


def caused_by(error: Exception) -> Exception:
    try:
        raise CatalogueError("the catalogue cannot be used") from error
    except CatalogueError as wrapped:
        return wrapped


@pytest.mark.parametrize(
    "error",
    [
        NoSpace("the disk has only 3 MB free"),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        caused_by(OSError(errno.ENOSPC, "No space left on device")),
        IndexUnavailable("the index cannot be used (error returned from database: (code 13) database or disk is full)"),
    ],
)  # fmt: skip
def test_lack_of_space_is_known_by_its_number_its_cause_or_its_words(error: Exception) -> None:
    assert is_full(error)


def test_full_database_of_sqlite_is_known(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "small.sqlite3")
    connection.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.executescript("CREATE TABLE a (b); CREATE TABLE c (d); CREATE TABLE e (f)")
    connection.close()
    assert is_full(caught.value)


@pytest.mark.parametrize(
    "error",
    [OSError(errno.EACCES, "Permission denied"), sqlite3.OperationalError("database is locked"), KeyError("full")],
)  # fmt: skip
def test_other_errors_are_not_lack_of_space(error: Exception) -> None:
    assert not is_full(error)
    assert not is_full(caused_by(error))


def test_error_of_a_full_disk_says_what_stays_and_what_to_do(tmp_path: Path) -> None:
    message = str(no_space(tmp_path, OSError(errno.ENOSPC, "No space left on device")))
    assert message.startswith("the disk is full ([Errno 28] No space left on device; ")
    assert f"MB are free at {str(tmp_path)!r}); what was stored before is kept; free some space" in message
