"""Files for the corpus tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Corpus, SentenceTransformerEmbedder, reembedding
from corpus import opening as opener
from corpus.exporting import export
from corpus.politeness import Politeness
from tests.corpus.clock import Clock
from tests.corpus.exports import fill
from tests.corpus.making import RAIN, RIVER, SNOW
from tests.corpus.website import Website


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


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def politeness(clock: Clock) -> Politeness:
    """A second between two requests to one host, on a clock that nobody waits for."""
    return Politeness(1.0, sleep=clock.sleep, clock=clock)


@pytest.fixture
def weather() -> Iterator[Website]:
    """A website with two pages."""
    with Website() as opened:
        opened.put("/rain", "Rain fell.")
        opened.put("/snow", "Snow fell.")
        yield opened


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The index folders that were compared with their catalogue."""
    looked: list[Path] = []
    real = opener.inspect_index

    def counted(folder: Path, catalogue: Path, *, stopping: Callable[[], bool]) -> tuple[str, ...]:
        looked.append(folder)
        return real(folder, catalogue, stopping=stopping)

    monkeypatch.setattr(opener, "inspect_index", counted)
    return looked


@pytest.fixture(scope="session")
def torch_embedder() -> SentenceTransformerEmbedder:
    """The real embedder computed by PyTorch in full precision, which others are held against."""
    embedder = SentenceTransformerEmbedder(engine="torch")
    embedder.warm()
    return embedder


@pytest.fixture
def exported(corpus: Corpus, tmp_path: Path) -> Path:
    """The export of a corpus with some of everything."""
    fill(corpus, tmp_path / "news")
    export(corpus, tmp_path / "all.zip")
    return tmp_path / "all.zip"


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each passage is a group of its own."""
    monkeypatch.setattr(reembedding, "GROUP_TEXTS", 1)
