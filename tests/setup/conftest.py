"""One finished set-up, made once, and copies of it to be spoilt."""

import importlib
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.setup.project import ROOT, make_project, set_up


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose set-up has run to its end; not to be changed."""
    project = make_project(tmp_path_factory.mktemp("finished"))
    done = set_up(project)
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(finished: Path, tmp_path: Path) -> Path:
    """A copy of the finished project, to be spoilt."""
    shutil.copytree(finished.parent.parent, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "a folder" / "with spaces"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A project that was never set up."""
    return make_project(tmp_path)


@pytest.fixture
def ci(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """The set-up's own modules, for the parts that can be called alone."""
    monkeypatch.syspath_prepend(str(ROOT / ".ci"))
    yield {name: importlib.import_module(name) for name in ("setup", "checking", "installing")}
    for name in ("setup", "checking", "installing"):
        del sys.modules[name]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]
