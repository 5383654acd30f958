"""Reranking by a real cross-encoder, made on the spot: by PyTorch and in eight bits, and folders that hold none."""

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.onnx_embedding import OnnxPairs
from corpus.quantizing import MODEL, entry_of, export, round_to_eight_bits
from corpus.torch_embedding import TorchPairs
from corpus.weights import packaged_weights
from qa.errors import ModelNotAvailable
from qa.reranking import CrossEncoderReranker, load_pairs
from tests.qa.making import scored
from tests.qa.small_reranker import made_in

pytestmark = [pytest.mark.models, pytest.mark.slow]

QUESTION = "When was the ferry opened?"
HOLDS_FERRY = ["The ferry opened in the harbour.", "A walrus was on the ferry."]
OTHERS = ["The new tram opened in the harbour.", "Marble and velvet to the museum.", "A violin and a beacon."]
TEXTS = [OTHERS[0], HOLDS_FERRY[0], OTHERS[1], OTHERS[2], HOLDS_FERRY[1]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_in(tmp_path_factory.mktemp("reranker"))


@pytest.fixture(scope="module")
def cache(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which it was decided for eight bits, as for a model of this size it may be or not."""
    cache = tmp_path_factory.mktemp("cache")
    put(folder, cache, lambda into: _in_eight_bits(folder, into))
    return cache


def put(folder: Path, cache: Path, write: Callable[[Path], object]) -> None:
    """What `write` writes is from now on the file made of the folder."""

    def made(into: Path) -> dict[str, Any]:
        write(into / MODEL)
        return {"engine": "onnx-int8"}

    entry = entry_of(folder, "cross-encoder", cache)
    assert entry is not None
    entry.made_by(made)


def _in_eight_bits(folder: Path, file: Path) -> None:
    exact = file.with_name("exact.onnx")
    export(folder, "cross-encoder", exact)
    round_to_eight_bits(exact, file)
    exact.unlink()


def test_eight_bits_give_the_order_that_pytorch_gives(folder: Path, tmp_path: Path) -> None:
    exact, rounded = tmp_path / "exact.onnx", tmp_path / "rounded.onnx"
    export(folder, "cross-encoder", exact)
    round_to_eight_bits(exact, rounded)
    pairs = [(QUESTION, text) for text in TEXTS]
    by_torch, in_eight_bits = TorchPairs(folder).scores(pairs), OnnxPairs(rounded, folder).scores(pairs)
    assert set(np.argsort(-by_torch)[:2]) == {1, 4}
    assert np.argsort(-in_eight_bits).tolist() == np.argsort(-by_torch).tolist()
    assert np.allclose(OnnxPairs(exact, folder).scores(pairs), by_torch, atol=1e-3)


def test_passages_with_the_questions_rare_word_come_first_by_whatever_is_fastest(folder: Path, tmp_path: Path) -> None:
    found = [scored(text, rank=rank, title=None) for rank, text in enumerate(TEXTS, start=1)]
    ranking = CrossEncoderReranker(str(folder), cache=tmp_path, seconds=30, weight=1).rerank(QUESTION, found)
    assert {item.passage.text for item in ranking[:2]} == set(HOLDS_FERRY)
    assert [item.rank for item in ranking] == [1, 2, 3, 4, 5]
    assert len(list(tmp_path.rglob("record.json"))) == 1  # of what was decided, and kept


def test_file_that_was_made_for_this_computer_is_used(folder: Path, cache: Path) -> None:
    pairs = load_pairs(str(folder), cache)
    assert isinstance(pairs, OnnxPairs)
    assert np.argmax(pairs.scores([(QUESTION, text) for text in TEXTS])) in (1, 4)


def test_pytorch_computes_where_the_made_file_cannot_be_loaded(folder: Path, tmp_path: Path) -> None:
    put(folder, tmp_path, lambda file: file.write_text("no model"))
    assert isinstance(load_pairs(str(folder), tmp_path), TorchPairs)


def test_pytorch_computes_where_the_cache_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    pairs = load_pairs(str(folder), tmp_path / "file")
    assert isinstance(pairs, TorchPairs)
    assert np.argmax(pairs.scores([(QUESTION, text) for text in TEXTS])) in (1, 4)


def test_threads_that_share_a_model_of_pytorch_rank_alike(folder: Path) -> None:
    shared = CrossEncoderReranker(str(folder), seconds=60, weight=1, load=lambda name, cache: TorchPairs(Path(name)))
    found = [scored(text, rank=rank, title=None) for rank, text in enumerate(TEXTS, start=1)]
    with ThreadPoolExecutor(4) as pool:
        rankings = list(pool.map(lambda _: shared.rerank(QUESTION, found), range(20)))
    assert {item.passage.text for item in rankings[0][:2]} == set(HOLDS_FERRY)
    assert rankings == [rankings[0]] * 20


def _without_its_end(model: Path) -> None:
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])


def _without_its_configuration(model: Path) -> None:
    (model / "config.json").unlink()


def _with_a_torn_configuration(model: Path) -> None:
    (model / "config.json").write_text('{"architectures": [')


@pytest.mark.parametrize("damage", [_without_its_end, _without_its_configuration, _with_a_torn_configuration])
def test_damaged_folder_is_an_error_that_names_the_setting(
    damage: Callable[[Path], None], folder: Path, tmp_path: Path
) -> None:
    model = tmp_path / "damaged"
    shutil.copytree(folder, model)
    damage(model)
    with pytest.raises(ModelNotAvailable, match=r"the reranker '.*damaged' cannot be loaded \(.+\); set FOOTNOTE_RERA"):
        load_pairs(str(model), tmp_path / "cache")


@pytest.mark.parametrize("name", ["/no/such/folder", "./no-such-folder", "~/no-such-folder"])
def test_missing_folder_is_an_error_that_names_the_setting(name: str) -> None:
    with pytest.raises(ModelNotAvailable, match=f"there is no folder '{name}' with a reranker; set FOOTNOTE_RERANKER"):
        load_pairs(name)


def test_embedder_is_no_reranker() -> None:
    with pytest.raises(ModelNotAvailable, match=r"gives no score to a question and a text; set FOOTNOTE_RERANKER"):
        load_pairs(str(packaged_weights()))


@pytest.mark.parametrize(
    ("changes", "is_fit"),
    [
        ({}, True),
        ({"architectures": ["BertModel"]}, False),
        ({"architectures": None}, False),
        ({"id2label": {"0": "contradiction", "1": "neutral", "2": "entailment"}}, False),
        ({"id2label": None}, False),  # two, when nothing is said
        ({"id2label": None, "num_labels": 1}, True),
    ],
)
def test_only_a_model_with_one_score_a_pair_is_loaded(
    changes: dict[str, object], is_fit: bool, folder: Path, tmp_path: Path
) -> None:
    model = tmp_path / "changed"
    shutil.copytree(folder, model)
    written = json.loads((model / "config.json").read_text())
    (model / "config.json").write_text(json.dumps(written | changes))
    (tmp_path / "file").touch()  # in the cache's place, so that nothing is made
    if is_fit:
        assert load_pairs(str(model), tmp_path / "file")
    else:
        with pytest.raises(ModelNotAvailable, match="gives no score"):
            load_pairs(str(model), tmp_path / "file")


def test_folder_that_sentence_transformers_wrote_is_loaded(folder: Path, tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder

    model = tmp_path / "written"
    CrossEncoder(str(folder), device="cpu").save_pretrained(str(model))
    (tmp_path / "file").touch()
    scores = list(load_pairs(str(model), tmp_path / "file").scores([(QUESTION, text) for text in TEXTS]))
    assert np.argmax(scores) in (1, 4)
