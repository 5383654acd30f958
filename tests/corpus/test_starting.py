"""Commands start with what they need: `--help` with nothing, and names of the package when they are asked for."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import corpus

ROOT = Path(__file__).parent.parent.parent


def loaded_after(code: str, home: Path) -> set[str]:
    """The modules that are loaded once the code has run in a process of its own."""
    shown = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\n{shown}"],
        cwd=ROOT, capture_output=True, text=True, check=True, env={"FOOTNOTE_HOME": str(home)},
    )  # fmt: skip
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_help_waits_for_no_library(tmp_path: Path) -> None:
    loaded = loaded_after("from corpus.__main__ import main; main(['--help'])", tmp_path)
    assert {"corpus.__main__", "argparse"} <= loaded
    assert loaded & {"numpy", "pydantic", "rich", "filelock", "corpus.store", "corpus.ingest"} == set()


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["feeds"]])
def test_listing_waits_for_nothing_that_reads_or_fetches(tmp_path: Path, arguments: list[str]) -> None:
    loaded = loaded_after(f"from corpus.__main__ import main; main({arguments!r})", tmp_path)
    assert "corpus.store" in loaded
    assert loaded & {"corpus.ingest", "corpus.extracting.pdf", "corpus.fetching", "corpus.tending", "rich"} == set()


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(corpus, name) is not None for name in corpus.__all__)
    assert set(corpus.__all__) <= set(dir(corpus))
    with pytest.raises(AttributeError, match="no attribute 'Document'"):
        getattr(corpus, "Document")  # noqa: B009  # as a program would that was written for another version


def test_ingest_is_the_function_whatever_was_imported_before(tmp_path: Path) -> None:
    code = (
        "import corpus.ingest, corpus; from corpus import ingest; assert callable(ingest) and corpus.ingest is ingest"
    )
    assert "corpus.ingest" in loaded_after(code, tmp_path)
