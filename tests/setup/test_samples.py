"""The samples are loaded once, and a broken catalogue does not keep the app from starting."""

import json
from pathlib import Path

from tests.setup.project import set_up, stamp_of


def test_samples_are_loaded_into_an_empty_catalogue_once(project: Path) -> None:
    assert "loading" in set_up(project, "--samples").stdout
    assert set_up(project, "--samples").stdout == ""
    assert (project / "added").read_text() == "add corpus/sample/articles\n"


def test_samples_whose_loading_was_cut_off_are_loaded_again(project: Path) -> None:
    stamp = stamp_of(project) | {"samples": "begun"}
    (project / ".venv" / ".footnote-setup").write_text(json.dumps(stamp))
    (project / "added").write_text("the first of many\n")
    set_up(project, "--samples")
    assert (project / "added").read_text() == "the first of many\nadd corpus/sample/articles\n"
    assert stamp_of(project)["samples"] == ""


def test_a_catalogue_that_cannot_be_read_does_not_keep_the_app_from_starting(project: Path) -> None:
    (project / "broken").touch()
    run = set_up(project, "--samples")
    assert run.returncode == 0
    assert run.stderr.startswith("note: no samples loaded")
    assert "CatalogDamaged" in run.stderr
