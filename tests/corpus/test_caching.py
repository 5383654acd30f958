"""Made files: whole or not there, made once however many want them, and anew where they were damaged."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.caching import Entry, user_cache


def writing(text: str) -> Callable[[Path], dict[str, Any]]:
    def make(into: Path) -> dict[str, Any]:
        (into / "a.bin").write_text(text)
        return {"words": text}

    return make


def never(into: Path) -> dict[str, Any]:
    raise AssertionError(f"made again in {into}")


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    return Entry(tmp_path / "cache", "key")


def test_nothing_is_there_before_it_is_made(entry: Entry) -> None:
    assert entry.look() is None
    assert not entry.cache.exists()


def test_what_was_made_is_there_with_what_its_maker_said(entry: Entry) -> None:
    made = entry.made_by(writing("one"))
    assert (made.folder / "a.bin").read_text() == "one"
    assert entry.look() == made
    assert made.facts == {"words": "one"}


def test_it_is_made_once(entry: Entry) -> None:
    entry.made_by(writing("one"))
    assert entry.made_by(never).facts == {"words": "one"}


def test_another_key_is_another_entry(entry: Entry) -> None:
    entry.made_by(writing("one"))
    assert Entry(entry.cache, "other").look() is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "a.bin").write_text("two"),
        lambda folder: (folder / "a.bin").write_text(""),
        lambda folder: (folder / "a.bin").unlink(),
        lambda folder: (folder / "record.json").unlink(),
        lambda folder: (folder / "record.json").write_text("{"),
        lambda folder: (folder / "record.json").write_text("[]"),
        lambda folder: (folder / "record.json").write_text(json.dumps({"sha256": {"a.bin": "0"}, "facts": {}})),
    ],
    ids=["changed", "emptied", "file gone", "record gone", "record torn", "record of another kind", "wrong checksum"],
)
def test_damaged_entry_counts_as_not_there_and_is_made_anew(entry: Entry, damage: Callable[[Path], object]) -> None:
    folder = entry.made_by(writing("one")).folder
    damage(folder)
    assert entry.look() is None
    assert entry.made_by(writing("three")).facts == {"words": "three"}
    assert (folder / "a.bin").read_text() == "three"


def test_maker_that_fails_leaves_nothing_and_may_be_tried_again(entry: Entry) -> None:
    def failing(into: Path) -> dict[str, Any]:
        (into / "a.bin").write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        entry.made_by(failing)
    assert entry.look() is None
    assert [path.name for path in entry.cache.iterdir()] == ["key.lock"]
    assert entry.made_by(writing("one")).facts == {"words": "one"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_cache_that_may_not_be_written_is_an_error_of_the_system(entry: Entry) -> None:
    entry.cache.mkdir()
    entry.cache.chmod(0o500)
    with pytest.raises(PermissionError):
        entry.made_by(writing("one"))


def test_cache_in_the_place_of_a_file_is_an_error_of_the_system(entry: Entry) -> None:
    entry.cache.write_text("a file")
    with pytest.raises(OSError, match="cache"):
        entry.made_by(writing("one"))


SLOW = """
import sys, time
from pathlib import Path
from corpus.caching import Entry

def make(into):
    (into / "a.bin").write_text("half")
    print("making", flush=True)
    time.sleep(float(sys.argv[2]))
    (into / "a.bin").write_text(sys.argv[3])
    return {"words": sys.argv[3]}

print(Entry(Path(sys.argv[1]), "key").made_by(make).facts["words"])
"""


def started(entry: Entry, seconds: float, text: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SLOW, str(entry.cache), str(seconds), text]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_process_killed_while_it_makes_leaves_no_entry_and_no_lock(entry: Entry) -> None:
    with started(entry, 60, "never") as process:
        assert process.stdout and process.stdout.readline() == "making\n"
        process.kill()
        process.wait()
    assert entry.look() is None
    assert entry.made_by(writing("one")).facts == {"words": "one"}
    assert sorted(path.name for path in entry.cache.iterdir()) == ["key", "key.lock"]


def test_of_two_processes_one_makes_it_and_the_other_waits(entry: Entry) -> None:
    with started(entry, 1, "first") as first:
        assert first.stdout and first.stdout.readline() == "making\n"
        began = time.monotonic()
        with started(entry, 0, "second") as second:
            assert second.communicate()[0] == "first\n"
        assert time.monotonic() - began < 30
        assert first.communicate()[0] == "first\n"


# The user's cache


def test_cache_is_our_own_folder_in_the_one_that_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_cache() == tmp_path / "footnote"


@pytest.mark.parametrize("given", ["", "relative/folder"])
def test_cache_is_in_the_home_folder_where_none_is_set(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    monkeypatch.setenv("HOME", "/home/reader")
    assert user_cache() == Path("/home/reader/.cache/footnote")
