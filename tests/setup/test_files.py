"""The files the set-up works from: pins, constraints, and the commands of CI."""

import re

import pytest

from tests.setup.project import ROOT


def pins(file: str) -> dict[str, str]:
    """Read the exact pins of a requirements file as normalized name -> version."""
    found = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / file).read_text(), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


@pytest.mark.parametrize(
    "file", ["requirements.txt", "requirements-weights.txt", "tests/requirements.txt", "tests/requirements-plain.txt"]
)
def test_every_requirement_is_an_exact_pin_that_says_who_needs_it(file: str) -> None:
    lines = [line for line in (ROOT / file).read_text().splitlines() if line and not line.startswith(("#", "-c "))]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[\w-]+==[\w.]+ +# \S.*", line)] == []


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_the_constraints_hold_every_direct_pin(file: str) -> None:
    assert pins(file).items() <= pins(".ci/constraints.txt").items()


def test_the_test_tools_are_not_part_of_the_app() -> None:
    assert not pins("tests/requirements.txt").keys() & pins("requirements.txt").keys()


def test_ci_runs_the_tests_of_make_test() -> None:
    makefile, script = (ROOT / "Makefile").read_text(), (ROOT / ".ci" / "run").read_text()
    assert "$(IN_VENV) pytest $(ARGS)" in makefile
    assert "\nmake check\n" in script
    assert script.splitlines()[-1] == "exec make --no-print-directory test"
