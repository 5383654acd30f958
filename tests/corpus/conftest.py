"""Files for the corpus tests."""

from pathlib import Path

import pytest

from tests.corpus.making import RAIN, RIVER, SNOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, one a file."""
    made = tmp_path / "news"
    made.mkdir()
    for name, text in {"rain": RAIN, "river": RIVER, "snow": SNOW}.items():
        (made / f"{name}.txt").write_text(text)
    return made


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    made = tmp_path / "odd"
    made.mkdir()
    return made
