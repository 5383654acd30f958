"""What every test starts from: no network, no settings of the machine's, a home of its own.

Markers and warning filters stand here, not in an ini file, so that `pytest` and
`pytest tests/corpus/test_store.py` behave alike.
"""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus, CorpusSettings, SentenceTransformerEmbedder, ingest
from corpus import settings as corpus_settings
from qa.settings import QASettings
from tests.fakes import HashEmbedder

SAMPLES = Path(corpus_settings.__file__).parent / "sample" / "articles"
FILLED_WITH = ("ferry-verdict.txt", "bridge-opens-tribune.txt", "cod-quota-ucn.txt", "varnholm-tram-fares.txt")
MARKERS = (
    "models: needs the packaged weights",
    "browser: drives a real Chromium",
    "slow: takes more than about ten seconds",
)


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A data folder no other test sees; settings of the machine and of the project's `.env` do not count.

    The reader reads only in tests of real models; what it says of a line made up for a test is nobody's promise.
    """
    for name in [name for name in os.environ if name.startswith("FOOTNOTE_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    monkeypatch.setenv("FOOTNOTE_HOME", str(home))
    if request.node.get_closest_marker("models") is None:
        monkeypatch.setenv("FOOTNOTE_READER", "off")
    for settings in (CorpusSettings, QASettings):
        monkeypatch.setitem(settings.model_config, "env_file", None)
    return home


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches past this machine: the connection fails and says what was tried."""
    for method in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, method, _guarded(getattr(socket.socket, method)))


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address!r}; tests may use this machine only")
        return connect(self, address)

    return guarded


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def corpus(own_home: Path, embedder: HashEmbedder) -> Iterator[Corpus]:
    """An empty corpus over the hashing embedder."""
    with Corpus(CorpusSettings(home=own_home), embedder=embedder) as opened:
        yield opened


@pytest.fixture
def filled_corpus(corpus: Corpus) -> Corpus:
    """The corpus with four sample articles: a ferry, a bridge, cod and trams."""
    report = ingest(corpus, [str(SAMPLES / name) for name in FILLED_WITH])
    assert (report.added, report.rejected) == (len(FILLED_WITH), [])
    return corpus


@pytest.fixture(scope="session")
def packaged_embedder() -> SentenceTransformerEmbedder:
    """The real embedder, loaded once; only for tests marked `models`."""
    embedder = SentenceTransformerEmbedder()
    embedder.warm()
    return embedder
