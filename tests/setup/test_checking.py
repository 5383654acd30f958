"""What is checked before the long steps: the Python, the disk, the port."""

import ast
import fcntl
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.setup.project import ROOT, assert_one_error, environment, set_up


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_a_python_that_is_too_old_is_refused_in_one_line(bare: Path, version: tuple[int, ...]) -> None:
    pretend = (
        f"import runpy, sys; sys.version_info = {version}; sys.argv = ['setup.py'];"
        "runpy.run_path('.ci/setup.py', run_name='__main__')"
    )
    run = subprocess.run([sys.executable, "-c", pretend], cwd=bare, capture_output=True, text=True)
    assert_one_error(run, ".".join(map(str, version)), "needs 3.11 or newer", "make app PYTHON=")
    assert not (bare / ".venv").exists()


def test_the_entry_holds_nothing_an_old_python_cannot_read() -> None:
    too_new = ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Starred | ast.Match
    nodes = list(ast.walk(ast.parse((ROOT / ".ci" / "setup.py").read_text(encoding="ascii"))))
    assert [ast.unparse(node) for node in nodes if isinstance(node, too_new)] == []
    assert [node.arg for node in nodes if isinstance(node, ast.arg) and node.annotation] == []
    assert [node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.returns] == []


def test_a_newer_python_on_the_path_is_named(ci: dict[str, ModuleType]) -> None:
    problem = ci["setup"].python_problem((3, 9, 2), lambda: "python3.12")
    assert problem.endswith("a newer one is here, run: make app PYTHON=python3.12")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1)])
def test_a_python_that_will_do_is_taken(ci: dict[str, ModuleType], version: tuple[int, ...]) -> None:
    assert ci["setup"].python_problem(version, lambda: None) is None


def test_a_python_without_venv_is_told_which_package_is_missing(
    ci: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ci["checking"], "NEEDED_MODULES", ("venv", "no_such_module"))
    with pytest.raises(ci["checking"].SetupError, match=r"without no_such_module; .* apt install python3\.\d+-venv"):
        ci["checking"].check_modules()


# What is checked before the long steps


def test_too_little_disk_is_refused_before_anything_is_made(bare: Path) -> None:
    assert_one_error(set_up(bare, FOOTNOTE_SETUP_NEEDS_GB="9999999"), "GB free", "needs 1e+07 GB", "free some space")
    assert not (bare / ".venv").exists()


def test_a_demand_that_is_no_number_is_refused(bare: Path) -> None:
    assert_one_error(set_up(bare, FOOTNOTE_SETUP_NEEDS_GB="much"), "'much'", "give a number")


def test_a_taken_port_is_refused_before_anything_is_made(bare: Path, taken_port: int) -> None:
    run = set_up(bare, "--port", str(taken_port))
    assert_one_error(run, f"port {taken_port} is taken", "make app PORT=")
    assert f"PORT={taken_port}\n" not in run.stderr
    assert not (bare / ".venv").exists()


@pytest.mark.parametrize("port", ["abc", "", "0", "65536", "8501.5"])
def test_what_is_no_port_is_refused(bare: Path, port: str) -> None:
    assert_one_error(set_up(bare, "--port", port), repr(port), "give a number from 1 to 65535")


def test_make_app_passes_its_port_on_and_stops(bare: Path, taken_port: int) -> None:
    command = ["make", "app", f"PYTHON={sys.executable}", f"PORT={taken_port}"]
    run = subprocess.run(command, cwd=bare, env=environment(bare), capture_output=True, text=True)
    assert run.returncode == 2
    assert f"error: port {taken_port} is taken" in run.stderr


def test_make_says_so_when_there_is_no_python(bare: Path) -> None:
    run = subprocess.run(["make", "app", "PYTHON=no-such-python"], cwd=bare, capture_output=True, text=True)
    assert "error: there is no 'no-such-python' here; install Python 3.11 or newer" in run.stderr
    assert not (bare / ".venv").exists()


def test_a_second_set_up_in_the_same_folder_is_refused(bare: Path) -> None:
    folder = os.open(bare, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        assert_one_error(set_up(bare), "another set-up is at work", "wait for its end")
    finally:
        os.close(folder)
