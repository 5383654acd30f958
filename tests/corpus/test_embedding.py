"""The embedders: both keep the contract; the real one is found in its package and loads late."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus import EmbedderError, SentenceTransformerEmbedder
from corpus.embedding import packaged_weights
from tests.contracts import EmbedderContract
from tests.fakes import HashEmbedder


class TestHashEmbedder(EmbedderContract):
    @pytest.fixture
    def subject(self) -> HashEmbedder:
        return HashEmbedder()


@pytest.mark.models
class TestSentenceTransformerEmbedder(EmbedderContract):
    @pytest.fixture
    def subject(self, packaged_embedder: SentenceTransformerEmbedder) -> SentenceTransformerEmbedder:
        return packaged_embedder


@pytest.mark.models
def test_packaged_weights_are_a_folder_with_a_model_and_a_tokenizer() -> None:
    names = {path.name for path in packaged_weights().iterdir()}
    assert {"modules.json", "config.json", "tokenizer.json"} <= names


@pytest.mark.models
def test_meaning_counts_and_not_only_words(packaged_embedder: SentenceTransformerEmbedder) -> None:
    query = packaged_embedder.embed_query("Who won the election?")
    near, far = packaged_embedder.embed(["The Alliance took most seats in the vote.", "The glacier has drawn back."])
    assert query @ near > query @ far + 0.1


@pytest.mark.models
def test_packaged_vectors_have_384_numbers(packaged_embedder: SentenceTransformerEmbedder) -> None:
    assert packaged_embedder.embed_query("rain").shape == (384,)


@pytest.mark.models
def test_long_text_is_embedded_and_not_refused(packaged_embedder: SentenceTransformerEmbedder) -> None:
    assert np.isfinite(packaged_embedder.embed(["word " * 20_000])).all()


@pytest.mark.models
def test_model_that_is_not_there_is_an_error_that_names_it_and_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="no-such-model") as caught:
        SentenceTransformerEmbedder(str(tmp_path / "no-such-model")).embed(["rain"])
    assert "set FOOTNOTE_EMBEDDER" in str(caught.value)


def test_package_that_is_not_installed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.embedding.PACKAGED_MODULE", "no_such_package")
    with pytest.raises(EmbedderError, match="'no_such_package' is not installed; run `make setup`"):
        packaged_weights()


def test_making_an_embedder_loads_no_model_library() -> None:
    code = "import sys, corpus; corpus.SentenceTransformerEmbedder(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
