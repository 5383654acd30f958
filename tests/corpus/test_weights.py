"""A model's folder: where the packaged one is, what changes its digest, and whether its vectors are means of tokens."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus import EmbedderError, SentenceTransformerEmbedder
from corpus.weights import MeanPooled, mean_pooled, packaged_weights, weights_in


@pytest.mark.models
def test_packaged_weights_are_a_folder_with_a_model_and_a_tokenizer() -> None:
    names = {path.name for path in packaged_weights().iterdir()}
    assert {"modules.json", "config.json", "tokenizer.json"} <= names


def test_package_that_is_not_installed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.weights.PACKAGED_MODULE", "no_such_package")
    with pytest.raises(EmbedderError, match="'no_such_package' is not installed; run `make setup`"):
        packaged_weights()


# The digest


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
    monkeypatch.setattr("corpus.weights.PACKAGED_MODULE", "no_such_package")
    assert SentenceTransformerEmbedder().weights == ""


@pytest.mark.models
def test_packaged_weights_are_known_without_loading_the_model() -> None:
    embedder = SentenceTransformerEmbedder()
    assert len(embedder.weights) == 64
    assert embedder._engine is None


# How vectors are made

MEAN = {"pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True}


def described(folder: Path, modules: str = "Transformer Pooling", **files: Any) -> MeanPooled | None:
    """What is made of a folder with these modules and files, the plainest ones but for those that are given."""
    listed = [
        {
            "idx": number,
            "path": "" if number == 0 else f"{number}_{kind}",
            "type": f"sentence_transformers.models.{kind}",
        }
        for number, kind in enumerate(modules.split())
    ]
    written = {"modules": listed, "config": {"max_position_embeddings": 512}, "tokenizer": {}, **files}
    for name, content in written.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(files.get("pooling", MEAN)))
    mean_pooled.cache_clear()
    return mean_pooled(folder)


@pytest.mark.models
def test_packaged_model_reads_256_tokens_and_takes_their_mean() -> None:
    assert mean_pooled(packaged_weights()) == MeanPooled(transformer=packaged_weights(), max_tokens=256)


@pytest.mark.parametrize("modules", ["Transformer Pooling", "Transformer Pooling Normalize"])
def test_transformer_with_a_mean_is_mean_pooled(tmp_path: Path, modules: str) -> None:
    assert described(tmp_path, modules) == MeanPooled(transformer=tmp_path, max_tokens=512)


@pytest.mark.parametrize(
    "modules", ["Transformer", "Transformer Dense", "Transformer Pooling Dense", "WordEmbeddings Pooling"]
)
def test_other_modules_are_not(tmp_path: Path, modules: str) -> None:
    assert described(tmp_path, modules) is None


@pytest.mark.parametrize(
    "pooling",
    [{"pooling_mode_cls_token": True}, {**MEAN, "pooling_mode_max_tokens": True}, {"pooling_mode": "cls"}, {}],
)
def test_other_poolings_are_not(tmp_path: Path, pooling: dict[str, Any]) -> None:
    assert described(tmp_path, pooling=pooling) is None


def test_pooling_may_be_named_in_one_word(tmp_path: Path) -> None:
    assert described(tmp_path, pooling={"pooling_mode": "mean"}) is not None


def test_model_that_puts_words_before_a_text_is_not(tmp_path: Path) -> None:
    assert described(tmp_path, config_sentence_transformers={"prompts": {"query": "query: "}}) is None


def test_prompts_that_are_empty_are_none(tmp_path: Path) -> None:
    assert described(tmp_path, config_sentence_transformers={"prompts": {"query": "", "document": ""}}) is not None


def test_model_for_which_text_is_lowered_first_is_not(tmp_path: Path) -> None:
    assert described(tmp_path, sentence_bert_config={"max_seq_length": 128, "do_lower_case": True}) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"sentence_bert_config": {"max_seq_length": 128}}, 128),
        ({"sentence_bert_config": {"max_seq_length": None}}, 512),
        ({"config": {"max_position_embeddings": 514}, "tokenizer_config": {"model_max_length": 512}}, 512),
        ({"tokenizer_config": {"model_max_length": 10**30}}, 512),
    ],
)
def test_a_model_reads_as_many_tokens_as_its_folder_says(tmp_path: Path, said: dict[str, Any], expected: int) -> None:
    model = described(tmp_path, **said)
    assert model is not None and model.max_tokens == expected


def test_folder_without_a_fast_tokenizer_is_not(tmp_path: Path) -> None:
    described(tmp_path)
    (tmp_path / "tokenizer.json").unlink()
    mean_pooled.cache_clear()
    assert mean_pooled(tmp_path) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "[{}]", '{"a": 1}', '["a", "b"]'])
def test_damaged_description_is_not_mean_pooled_and_no_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "modules.json").write_text(content)
    mean_pooled.cache_clear()
    assert mean_pooled(tmp_path) is None
