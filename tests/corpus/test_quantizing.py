"""A model made into one ONNX file: what it computes, where it is kept, and what happens where it cannot be made."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import proving, quantizing
from corpus.caching import Entry, Made
from corpus.onnx_embedding import OnnxEngine, OnnxPairs
from corpus.quantizing import RECIPE, entry_of, export, exported, file_of, make, round_to_eight_bits
from corpus.torch_embedding import TorchEngine, TorchPairs
from corpus.weights import mean_pooled, packaged_weights, weights_in
from tests.corpus.tiny_models import tiny_cross_encoder, tiny_embedder

TEXTS = ["The council voted on the harbour.", "Rain fell.", "", "word " * 200]
PAIRS = [("rain fell", "The council voted."), ("the bank", "a rate"), ("storm", "bridge " * 200)]


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_embedder(tmp_path_factory.mktemp("models") / "embedder")


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_cross_encoder(tmp_path_factory.mktemp("models") / "cross-encoder")


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started to make anything."""

    def started(*_: Any, **__: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(quantizing.subprocess, "run", started)


def deciding(monkeypatch: pytest.MonkeyPatch, decision: dict[str, Any]) -> None:
    """Have this decision taken, between files that are all there."""

    def decide(folder: Path, kind: str, files: dict[str, Path]) -> dict[str, Any]:
        assert list(files) == ["onnx-int8", "onnx-float32"]
        assert all(file.is_file() for file in files.values())
        return decision

    monkeypatch.setattr(proving, "decide", decide)


# What is exported


def test_exported_embedder_gives_the_vectors_of_the_model_in_full_precision(embedder: Path, tmp_path: Path) -> None:
    export(embedder, "embedder", tmp_path / "exact.onnx")
    model = mean_pooled(embedder)
    assert model is not None and model.max_tokens == 32
    vectors = OnnxEngine(tmp_path / "exact.onnx", model).embed(TEXTS)
    assert vectors == pytest.approx(TorchEngine(str(embedder)).embed(TEXTS), abs=1e-5)


def test_exported_cross_encoder_gives_the_scores_of_the_model_in_full_precision(
    cross_encoder: Path, tmp_path: Path
) -> None:
    export(cross_encoder, "cross-encoder", tmp_path / "exact.onnx")
    scores = OnnxPairs(tmp_path / "exact.onnx", cross_encoder).scores(PAIRS)
    assert scores == pytest.approx(TorchPairs(cross_encoder).scores(PAIRS), abs=1e-4)
    assert len(set(scores.tolist())) == 3


def test_eight_bits_take_less_room_and_give_nearly_the_same(embedder: Path, tmp_path: Path) -> None:
    exact, rounded = tmp_path / "exact.onnx", tmp_path / "rounded.onnx"
    export(embedder, "embedder", exact)
    round_to_eight_bits(exact, rounded)
    model = mean_pooled(embedder)
    assert model is not None
    first, second = (OnnxEngine(file, model).embed(TEXTS) for file in (exact, rounded))
    assert not np.array_equal(first, second)
    assert (first * second).sum(axis=1).min() > 0.98


# What is kept


def test_what_was_decided_for_is_kept_and_nothing_else(
    embedder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = {"engine": "onnx-float32", "same_neighbours": {"onnx-int8": 0.95}}
    deciding(monkeypatch, decision)
    assert make(embedder, "embedder", tmp_path) == decision
    assert [path.name for path in tmp_path.iterdir()] == ["model.onnx"]
    assert (tmp_path / "model.onnx").stat().st_size > 15_000


def test_no_file_is_kept_where_pytorch_is_faster(
    embedder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deciding(monkeypatch, decision := {"engine": "torch", "same_neighbours": {"onnx-int8": 1.0}})
    assert make(embedder, "embedder", tmp_path) == decision
    assert list(tmp_path.iterdir()) == []
    assert file_of(Made(folder=tmp_path, facts=decision)) is None


def test_model_that_cannot_be_exported_is_left_to_pytorch_for_good(
    embedder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(folder: Path, kind: str, file: Path) -> None:
        file.write_text("half")
        raise RuntimeError("an operator is not known")

    monkeypatch.setattr(quantizing, "export", failing)
    decision = make(embedder, "embedder", tmp_path)
    assert decision == {"engine": "torch", "reason": "RuntimeError: an operator is not known"}
    assert list(tmp_path.iterdir()) == []


def test_full_disk_is_no_decision_about_the_model(
    embedder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(folder: Path, kind: str, file: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(quantizing, "export", failing)
    with pytest.raises(OSError, match="No space left"):
        make(embedder, "embedder", tmp_path)


# By what it is known


def test_same_model_elsewhere_has_the_same_entry(tmp_path: Path) -> None:
    keys = set()
    for name in ("a", "b"):
        tiny_cross_encoder(tmp_path / name)
        entry = entry_of(tmp_path / name, "cross-encoder", tmp_path / "cache")
        assert entry is not None and entry.cache == tmp_path / "cache" / "engines"
        keys.add(entry.key)
    assert len(keys) == 1


@pytest.mark.parametrize("change", ["library", "processor", "recipe", "weights"])
def test_other_circumstances_are_another_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    folder = tiny_cross_encoder(tmp_path / "model")
    before = entry_of(folder, "cross-encoder")
    if change == "library":
        monkeypatch.setattr(quantizing, "version", lambda _: "99.0")
    elif change == "processor":
        (tmp_path / "cpuinfo").write_text("processor : 0\nflags\t\t: fpu avx512f i8mm\n")
        monkeypatch.setattr(quantizing, "CPU_INFO", tmp_path / "cpuinfo")
    elif change == "recipe":
        monkeypatch.setattr(quantizing, "RECIPE", RECIPE + 1)
    else:
        (folder / "vocab.txt").write_text("other")
        weights_in.cache_clear()
    assert entry_of(folder, "cross-encoder") != before


def test_folder_without_a_model_and_an_embedder_of_another_kind_have_no_entry(
    tmp_path: Path, cross_encoder: Path
) -> None:
    assert entry_of(tmp_path, "embedder") is None
    assert entry_of(tmp_path / "nowhere", "cross-encoder") is None
    assert entry_of(cross_encoder, "embedder") is None


# Where it cannot be made


def test_cache_that_cannot_be_written_gives_no_file_and_no_error(
    cross_encoder: Path, tmp_path: Path, forbidden: None
) -> None:
    (tmp_path / "cache").write_text("a file")
    assert exported(cross_encoder, kind="cross-encoder", cache=tmp_path / "cache") is None


def test_disk_without_room_gives_no_file_and_no_error(
    cross_encoder: Path, tmp_path: Path, forbidden: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 10

    monkeypatch.setattr(quantizing.shutil, "disk_usage", lambda _: Usage)
    assert exported(cross_encoder, kind="cross-encoder", cache=tmp_path) is None


def test_maker_that_dies_gives_no_file_and_no_error(
    cross_encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantizing.sys, "executable", "/bin/false")
    assert exported(cross_encoder, kind="cross-encoder", cache=tmp_path) is None


def test_maker_that_takes_too_long_gives_no_file_and_is_not_waited_for_again(
    cross_encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantizing, "SECONDS", 0.01)
    assert exported(cross_encoder, kind="cross-encoder", cache=tmp_path) is None
    entry = entry_of(cross_encoder, "cross-encoder", tmp_path)
    assert entry is not None
    assert entry.made_by(lambda _: {}).facts == {"engine": "torch", "reason": "it took longer than 0 seconds"}


def test_file_that_is_there_is_used_without_a_process(tmp_path: Path, cross_encoder: Path, forbidden: None) -> None:
    entry = entry_of(cross_encoder, "cross-encoder", tmp_path)
    assert isinstance(entry, Entry)
    entry.made_by(lambda into: {"engine": "onnx-int8"} if (into / "model.onnx").write_text("x") else {})
    assert exported(cross_encoder, kind="cross-encoder", cache=tmp_path) == entry.cache / entry.key / "model.onnx"


@pytest.mark.models
@pytest.mark.slow
def test_two_processes_that_need_the_packaged_file_get_one_that_works(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from corpus import SentenceTransformerEmbedder as E;"
        "print(E(engine='onnx', cache=Path(sys.argv[1])).embed_query('rain')[:3].tolist())"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    first, second = (process.communicate(timeout=280)[0] for process in both)
    assert first == second != ""
    made = exported(packaged_weights(), kind="embedder", cache=tmp_path)
    assert made is not None and made.is_file()
    assert len([path for path in (tmp_path / "engines").iterdir() if path.is_dir()]) == 1
