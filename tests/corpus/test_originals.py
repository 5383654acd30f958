"""What articles were read from: kept where there is room, deleted when nobody names it any more."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import CatalogueError, CorpusSettings, NoSpace
from corpus.loading import keep, kept
from corpus.originals import drop_unused, keep_original

NOW = 1_800_000_000.0
PAGE, OTHER = b"<p>Rain fell on the harbour town.</p>", b"<p>Snow closed the pass.</p>"


def nobody(digests: Sequence[str]) -> set[str]:
    return set()


def aged(folder: Path, seconds: float) -> None:
    """Make every file below the folder that old at NOW."""
    for path in folder.glob("*/*"):
        os.utime(path, (NOW - seconds, NOW - seconds))


def test_original_is_kept_under_its_digest(own_home: Path) -> None:
    settings = CorpusSettings(home=own_home, min_free_bytes=0)
    digest = keep_original(settings, PAGE)
    assert digest == hashlib.sha256(PAGE).hexdigest()
    assert kept(settings.originals_folder, digest) == PAGE


def test_below_the_floor_nothing_is_kept(own_home: Path) -> None:
    settings = CorpusSettings(home=own_home, min_free_bytes=10**18)
    with pytest.raises(NoSpace):
        keep_original(settings, PAGE)
    assert not settings.originals_folder.exists()


def test_folder_that_cannot_be_written_to_is_an_error_with_a_way_out(own_home: Path) -> None:
    settings = CorpusSettings(home=own_home, min_free_bytes=0)
    own_home.mkdir()
    settings.originals_folder.touch()  # a file stands where the folder should
    with pytest.raises(CatalogueError, match="check that the folder may be written to"):
        keep_original(settings, PAGE)


def test_old_originals_that_no_article_names_are_deleted(tmp_path: Path) -> None:
    used, unused = keep(tmp_path, PAGE), keep(tmp_path, OTHER)
    aged(tmp_path, 3_601)
    assert drop_unused(tmp_path, lambda digests: {used}, now=NOW) == 1
    assert (kept(tmp_path, used), kept(tmp_path, unused)) == (PAGE, None)


def test_originals_of_the_last_hour_stay_for_the_run_that_may_be_about_to_name_them(tmp_path: Path) -> None:
    digest = keep(tmp_path, PAGE)
    aged(tmp_path, 3_599)
    assert drop_unused(tmp_path, nobody, now=NOW) == 0
    assert kept(tmp_path, digest) == PAGE


def test_original_that_is_touched_while_it_is_asked_for_stays(tmp_path: Path) -> None:
    digest = keep(tmp_path, PAGE)
    aged(tmp_path, 7_200)

    def kept_again_meanwhile(digests: Sequence[str]) -> set[str]:
        aged(tmp_path, 0)
        return set()

    assert drop_unused(tmp_path, kept_again_meanwhile, now=NOW) == 0
    assert kept(tmp_path, digest) == PAGE


def test_half_written_originals_of_a_crash_are_deleted_and_strange_files_are_not(tmp_path: Path) -> None:
    digest = keep(tmp_path, PAGE)
    folder = tmp_path / digest[:2]
    (folder / f"{digest}.4711-1.part").write_bytes(b"half")
    (folder / "notes.txt").write_bytes(b"the reader's own")
    aged(tmp_path, 7_200)
    assert drop_unused(tmp_path, lambda digests: {digest}, now=NOW) == 1
    assert sorted(path.name for path in folder.iterdir()) == sorted([digest, "notes.txt"])


def test_folder_that_is_not_there_has_nothing_to_delete(tmp_path: Path) -> None:
    assert drop_unused(tmp_path / "originals", nobody) == 0
