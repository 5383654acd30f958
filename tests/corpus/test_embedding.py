"""The embedders: both keep the contract; the real one is found in its package and loads late."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus import EmbedderError, SentenceTransformerEmbedder
from corpus.embedding import packaged_weights, weights_in
from corpus.matching import PROBE, SAME_COSINE
from corpus.rows import pack, unpack
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


# Weights


def made_model(folder: Path) -> Path:
    """A folder with the names of a model's files."""
    for name, text in {
        "modules.json": "[]", "model.safetensors": "1 2 3", "tokenizer.json": "{}", "1_Pooling/config.json": "mean",
        "README.md": "A model.", "data_config.json": "[]", "onnx/config.json": "{}", ".cache/a.json": "{}",
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def weights_of(folder: Path) -> str:
    weights_in.cache_clear()
    return SentenceTransformerEmbedder(str(folder)).weights


def test_copied_folder_has_the_same_weights(tmp_path: Path) -> None:
    weights = weights_of(made_model(tmp_path / "a"))
    assert len(weights) == 64
    assert weights_of(made_model(tmp_path / "b")) == weights


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json", "vocab.txt"])
def test_file_that_changes_vectors_changes_the_weights(tmp_path: Path, name: str) -> None:
    before = weights_of(made_model(tmp_path))
    (tmp_path / name).write_text("other")
    assert weights_of(tmp_path) != before


@pytest.mark.parametrize("name", ["README.md", "data_config.json", "onnx/config.json", ".cache/a.json"])
def test_file_that_changes_no_vector_leaves_the_weights(tmp_path: Path, name: str) -> None:
    before = weights_of(made_model(tmp_path))
    (tmp_path / name).write_text("other")
    assert weights_of(tmp_path) == before


def test_weights_of_a_name_on_a_hub_and_of_a_folder_without_a_model_are_unknown(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("none")
    assert [weights_of(tmp_path), weights_of(tmp_path / "nowhere")] == ["", ""]
    assert SentenceTransformerEmbedder("sentence-transformers/nothing-here").weights == ""


def test_weights_of_a_package_that_is_not_installed_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.embedding.PACKAGED_MODULE", "no_such_package")
    assert SentenceTransformerEmbedder().weights == ""


@pytest.mark.models
def test_packaged_weights_are_known_without_loading_the_model() -> None:
    embedder = SentenceTransformerEmbedder()
    assert len(embedder.weights) == 64
    assert embedder._model is None


@pytest.mark.models
def test_packaged_probe_is_near_itself_however_it_is_computed(packaged_embedder: SentenceTransformerEmbedder) -> None:
    (alone,) = packaged_embedder.embed([PROBE])
    stored = unpack([pack(alone)])[0]
    among = packaged_embedder.embed([PROBE, *(f"word {'rain ' * number}" for number in range(63))])[0]
    for vector in (alone, among, packaged_embedder.embed_query(PROBE)):
        assert stored @ vector > 1 - (1 - SAME_COSINE) / 10
