"""The embedders: all keep the contract; which engine computes is chosen well, and loads late."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus import CorpusSettings, EmbedderError, SentenceTransformerEmbedder, embedding
from corpus.article import Span
from corpus.embedding import embed_parts, has_graphics_card
from corpus.matching import PROBE, SAME_COSINE, identity_of
from corpus.onnx_embedding import OnnxEngine
from corpus.rows import pack, unpack
from corpus.torch_embedding import TorchEngine
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
class TestSentenceTransformerEmbedderOnTorch(EmbedderContract):
    @pytest.fixture
    def subject(self, torch_embedder: SentenceTransformerEmbedder) -> SentenceTransformerEmbedder:
        return torch_embedder


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


def test_making_an_embedder_loads_no_model_library() -> None:
    code = "import sys, corpus; corpus.SentenceTransformerEmbedder(); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.models
@pytest.mark.parametrize("engine", ["packaged_embedder", "torch_embedder"])
def test_packaged_probe_is_near_itself_however_it_is_computed(engine: str, request: pytest.FixtureRequest) -> None:
    embedder: SentenceTransformerEmbedder = request.getfixturevalue(engine)
    (alone,) = embedder.embed([PROBE])
    stored = unpack([pack(alone)])[0]
    among = embedder.embed([PROBE, *(f"word {'rain ' * number}" for number in range(63))])[0]
    for vector in (alone, among, embedder.embed_query(PROBE)):
        assert stored @ vector > 1 - (1 - SAME_COSINE) / 10


# Parts


def test_embedder_without_a_way_of_its_own_embeds_parts_as_texts_in_one_call() -> None:
    embedder = HashEmbedder()
    spans = [Span(start=0, end=10), Span(start=11, end=21)]
    found = embed_parts(embedder, ["Rain fell. Snow fell.", "Hail."], [spans, []])
    assert embedder.texts == ["Rain fell. Snow fell.", "Hail.", "Rain fell.", "Snow fell."]
    assert embedder.calls == 1
    assert [len(parts) for _, parts in found] == [2, 0]
    assert np.array_equal(found[0][1][0], embedder.embed_query("Rain fell."))
    assert np.array_equal(found[1][0], embedder.embed_query("Hail."))


def test_parts_of_no_texts_are_none() -> None:
    assert embed_parts(HashEmbedder(), [], []) == []


def test_texts_and_parts_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        embed_parts(HashEmbedder(), ["Rain."], [])


# Which engine


@pytest.fixture
def no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "DEVICES", ())
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "card").touch()
    monkeypatch.setattr(embedding, "DEVICES", (tmp_path / "no-card", tmp_path / "card"))


def engine_of(embedder: SentenceTransformerEmbedder) -> type:
    embedder.warm()
    return type(embedder._engine)


@pytest.mark.models
def test_without_a_graphics_card_onnx_computes(packaged_embedder: SentenceTransformerEmbedder, no_card: None) -> None:
    assert engine_of(SentenceTransformerEmbedder()) is OnnxEngine


@pytest.mark.models
def test_card_on_which_torch_cannot_compute_leaves_it_to_onnx(
    packaged_embedder: SentenceTransformerEmbedder, card: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TorchEngine, "is_on_card", lambda _: False)
    assert engine_of(SentenceTransformerEmbedder()) is OnnxEngine


@pytest.mark.models
def test_torch_computes_where_it_has_a_card_or_is_wanted(monkeypatch: pytest.MonkeyPatch, card: None) -> None:
    monkeypatch.setattr(TorchEngine, "vector", lambda *_: np.zeros(384))
    monkeypatch.setattr(TorchEngine, "is_on_card", lambda _: True)
    assert engine_of(SentenceTransformerEmbedder()) is TorchEngine
    assert engine_of(SentenceTransformerEmbedder(engine="torch")) is TorchEngine


@pytest.mark.models
def test_onnx_computes_where_it_is_wanted_though_there_is_a_card(
    packaged_embedder: SentenceTransformerEmbedder, card: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TorchEngine, "is_on_card", lambda _: True)
    assert engine_of(SentenceTransformerEmbedder(engine="onnx")) is OnnxEngine


@pytest.mark.models
def test_torch_computes_where_no_file_can_be_made(
    tmp_path: Path, no_card: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TorchEngine, "vector", lambda *_: np.zeros(384))
    (tmp_path / "cache").write_text("a file stands where the cache should be")
    assert engine_of(SentenceTransformerEmbedder(cache=tmp_path / "cache")) is TorchEngine


def test_onnx_that_is_wanted_and_cannot_be_had_is_an_error_that_says_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="remove FOOTNOTE_ENGINE=onnx"):
        SentenceTransformerEmbedder(str(tmp_path), engine="onnx").embed_query("rain")


def test_settings_name_the_engine_and_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (CorpusSettings().engine, CorpusSettings().cache) == ("auto", None)
    monkeypatch.setenv("FOOTNOTE_ENGINE", "torch")
    monkeypatch.setenv("FOOTNOTE_CACHE", "~/made")
    assert (CorpusSettings().engine, CorpusSettings().cache) == ("torch", Path.home() / "made")


def test_a_mac_may_have_a_card(no_card: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not has_graphics_card()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert has_graphics_card()


@pytest.mark.models
def test_engine_does_not_change_who_the_embedder_is() -> None:
    identities = {identity_of(SentenceTransformerEmbedder(engine=engine)) for engine in ("auto", "torch", "onnx")}
    assert len(identities) == 1
    assert len(identities.pop().weights) == 64
