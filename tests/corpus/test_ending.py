"""What ends a run is told by its report; a mistake of ours is not hidden there."""

import errno
from pathlib import Path

import pytest

from corpus import CatalogueError, EmbedderError, IngestReport, NoSpace
from corpus.ending import ending


def ended_by(error: BaseException, report: IngestReport | None = None) -> IngestReport:
    report = report or IngestReport()
    with ending(report, Path("/")):
        raise error
    return report


def test_run_without_an_error_is_not_ended() -> None:
    report = IngestReport()
    with ending(report, Path("/")):
        report.added += 1
    assert (report.stopped, report.interrupted) == ("", False)


def test_ctrl_c_interrupts() -> None:
    report = ended_by(KeyboardInterrupt())
    assert (report.stopped, report.interrupted) == ("", True)


@pytest.mark.parametrize("error", [NoSpace("the disk has 3 MB"), CatalogueError("the catalogue cannot be used")])
def test_known_error_is_told_in_its_own_words(error: Exception) -> None:
    assert ended_by(error).stopped == str(error)


def test_full_disk_that_a_library_met_is_told_in_ours() -> None:
    stopped = ended_by(OSError(errno.ENOSPC, "No space left on device")).stopped
    assert stopped.startswith("the disk is full ([Errno 28] No space left on device; ")


def test_first_message_stays() -> None:
    report = ended_by(NoSpace("the disk has 3 MB"))
    assert ended_by(CatalogueError("the run cannot be written down"), report).stopped == "the disk has 3 MB"


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), EmbedderError("another"), KeyError("a")])
def test_other_errors_go_on(error: Exception) -> None:
    with pytest.raises(type(error)):
        ended_by(error)
