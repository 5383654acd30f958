"""The index is compared with the catalogue in a process of its own, which may crash, hang or be stopped."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.checking import inspect_index
from corpus.settings import PROJECT_FOLDER
from tests.corpus.damages import scramble_vectors_in_the_middle
from tests.corpus.many import make, random_vectors

PASSAGES = 1_200  # Chroma writes its vector files from 1,000 on


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("checked") / "home"
    make(home, random_vectors(PASSAGES))
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "copied"))


@pytest.fixture(autouse=True)
def nothing_is_left_behind() -> Iterator[None]:
    """No process of ours, running or dead and not waited for, and no pipe."""
    before = _children(), _open_files()
    yield
    assert (_children(), _open_files()) == before


def _children() -> set[str]:
    return {child for path in Path("/proc/self/task").glob("*/children") for child in path.read_text().split()}


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def inspected(home: Path, **how: object) -> tuple[str, ...]:
    return inspect_index(home / "index", home / "catalogue.sqlite3", **how)  # type: ignore[arg-type]


def test_sound_index_has_no_faults_and_says_how_far_it_is(home: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    assert inspected(home, progress=lambda *step: steps.append(step)) == ()
    assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)
    assert steps[0] == (0, PASSAGES, "reading its database")
    assert (1_000, PASSAGES, "reading its passages") in steps
    assert steps[-1] == (PASSAGES, PASSAGES, "searching for single passages")


def test_process_that_crashes_is_a_fault_in_words(home: Path) -> None:
    before = _children()

    def crash(done: int, total: int, step: str) -> None:
        if step == "a search for everything":
            (child,) = _children() - before
            os.kill(int(child), signal.SIGSEGV)

    assert inspected(home, progress=crash) == (
        "a search for everything crashed (SIGSEGV), as damaged files can make it",
    )


def test_folder_that_crashes_its_reader_crashes_nobody_else(home: Path) -> None:
    scramble_vectors_in_the_middle(home / "index")
    assert len(inspected(home)) == 1


def test_what_a_kill_broke_off_is_put_back_and_is_no_fault(home: Path, tmp_path: Path) -> None:
    """A database and its journal as they lie on the disk in the middle of a transaction."""
    database, killed = home / "index" / "chroma.sqlite3", tmp_path / "killed"
    before = database.read_bytes()
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN")
        writer.execute("UPDATE embedding_metadata SET string_value = 'half done'")
        shutil.copytree(home / "index", killed)
        writer.execute("ROLLBACK")
    assert (killed / "chroma.sqlite3").read_bytes() != before
    assert (killed / "chroma.sqlite3-journal").exists()
    assert inspect_index(killed, home / "catalogue.sqlite3") == ()


def test_silence_is_a_fault(home: Path) -> None:
    assert inspected(home, seconds=0.0) == ("opening it took longer than 0 seconds",)


@pytest.mark.parametrize("asked", [1, 4])
def test_stopping_ends_it_at_once_and_is_no_clean_bill(home: Path, asked: int) -> None:
    answers = iter([False] * (asked - 1) + [True])
    started = time.monotonic()
    (problem,) = inspected(home, stopping=lambda: next(answers))
    assert "broken off" in problem
    assert time.monotonic() - started < 5


def test_process_ends_with_the_one_that_asked(home: Path) -> None:
    """Its stdin is the other's, and closes when that is killed; the folder's lock is then free for the next."""
    request = {"index_folder": str(home / "index"), "catalogue_path": str(home / "catalogue.sqlite3")}
    with subprocess.Popen(
        [sys.executable, "-m", "corpus.checking_child"], cwd=PROJECT_FOLDER,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.close()
        assert process.wait(20) == 1
        assert b"problems" not in process.stdout.read()
