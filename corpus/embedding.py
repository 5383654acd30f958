"""Text to vector: the `Embedder` protocol and the embedder of sentence-transformers models.

Every vector is a row of float32 of length 1, so that a dot product is the cosine.
Weights load on first use: importing this module, and making an embedder, is cheap.
The packaged embedder is a folder inside an installed package and needs no network;
any other name is given to sentence-transformers as it is (a path or a hub's name).
Which embedder made the stored vectors is the business of `corpus.matching`.

What computes the vectors is one of two engines, the faster one that is here:

    PyTorch          on a graphics card; and for models of which no ONNX file can be made
    ONNX Runtime     otherwise, in eight bits: three times as fast, and loaded in a quarter of a second

Whichever it is, the embedder is the same to the catalogue: its name and its weights. An
ONNX file is used only where it was found to have the same neighbours as the weights it was
made of (`corpus.proving`), so that vectors of both may stand side by side.
"""

import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Protocol, runtime_checkable

from corpus.article import Span
from corpus.errors import EmbedderError
from corpus.logs import event
from corpus.pooling import Vectors as Vectors
from corpus.settings import PACKAGED_EMBEDDER, Engine
from corpus.weights import folder_of, mean_pooled, weights_in
from corpus.weights import packaged_weights as packaged_weights

QUERY_CACHE = 256
# Of NVIDIA's driver and of AMD's; looked for because asking PyTorch means loading it, which takes 2 s.
DEVICES = (Path("/dev/nvidiactl"), Path("/dev/kfd"))

WithParts = list[tuple[Vectors, list[Vectors]]]  # for each text its vector, and those of its parts


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


@runtime_checkable
class EmbedsParts(Protocol):
    """An embedder that has a way of its own to embed parts of a text, better or cheaper than one by one."""

    def embed_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> WithParts:
        """For each text its vector, as `embed` gives it, and one for each of its parts, which are spans in it."""
        ...


def embed_parts(embedder: Embedder, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> WithParts:
    """For each text its vector and those of its parts, by any embedder: in its own way, or each part as a text."""
    if isinstance(embedder, EmbedsParts):
        return embedder.embed_parts(texts, parts)
    inside = [span.of(text) for text, spans in zip(texts, parts, strict=True) for span in spans]
    rows = iter(embedder.embed([*texts, *inside]))
    wholes = [next(rows) for _ in texts]
    return [(whole, [next(rows) for _ in spans]) for whole, spans in zip(wholes, parts, strict=True)]


@runtime_checkable
class EmbedsTokens(Protocol):
    """An embedder that can show what it made of each token of a text."""

    def embed_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text a row of length 1 for each of its tokens; an empty list where there is no such thing."""
        ...


class _Engine(Protocol):
    """What computes."""

    def embed_tokens(self, texts: Sequence[str]) -> list[Vectors]: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...

    def vector(self, text: str) -> Vectors: ...

    def embed_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> WithParts: ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model, loaded on first use and safe to share between threads.

    `engine` forces how it is computed; `cache` is where the file for ONNX Runtime lies, by
    default the user's own cache.
    """

    def __init__(self, name: str = PACKAGED_EMBEDDER, *, engine: Engine = "auto", cache: Path | None = None) -> None:
        self.name = name
        self._wanted, self._cache = engine, cache
        self._engine: _Engine | None = None
        self._loading = Lock()
        self._query_vector = lru_cache(maxsize=QUERY_CACHE)(self._embed_query)

    @property
    def weights(self) -> str:
        """The SHA-256 of the model's files, without loading it; empty for a hub's name."""
        try:
            return weights_in(folder_of(self.name).resolve())
        except (EmbedderError, OSError, ValueError):  # whoever loads it will say what is wrong
            return ""

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._loaded().embed(texts)

    def embed_query(self, text: str) -> Vectors:
        return self._query_vector(text)

    def embed_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> WithParts:
        """For each text its vector, and those of its parts, by what the model made of them within the text."""
        return self._loaded().embed_parts(texts, parts)

    def embed_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text a row of length 1 for each of its tokens; an empty list where vectors are no means of them."""
        return self._loaded().embed_tokens(texts)

    def warm(self) -> None:
        """Load the weights now, so that the first question does not wait for them."""
        self.embed_query("warm")

    def _embed_query(self, text: str) -> Vectors:
        return self._loaded().vector(text)

    def _loaded(self) -> _Engine:
        if self._engine is None:
            with self._loading:
                self._engine = self._engine or _load(self.name, self._wanted, self._cache)
        return self._engine


def _load(name: str, wanted: Engine, cache: Path | None) -> _Engine:
    """The engine that is wanted, or the fastest one there is."""
    from corpus.torch_embedding import TorchEngine  # loads PyTorch when it is first asked for something

    by_torch = TorchEngine(name)
    if wanted == "torch" or (wanted == "auto" and has_graphics_card() and by_torch.is_on_card()):
        return by_torch
    if engine := _onnx(folder_of(name), cache):
        return engine
    if wanted == "onnx":
        raise EmbedderError(
            f"the embedder {name!r} cannot be computed by ONNX Runtime on this computer (footnote.log says why); "
            f"remove FOOTNOTE_ENGINE=onnx to compute it by PyTorch"
        )
    return by_torch


def _onnx(folder: Path, cache: Path | None) -> _Engine | None:
    model = mean_pooled(folder.resolve())
    if model is None:
        return None
    from corpus.onnx_embedding import OnnxEngine
    from corpus.quantizing import exported

    file = exported(folder, kind="embedder", cache=cache)
    try:
        return OnnxEngine(file, model) if file else None
    except Exception as error:  # ONNX Runtime has errors of its own; PyTorch does the same more slowly
        event("engine.not_loaded", {"error": type(error).__name__}, level="warning")
        return None


def has_graphics_card() -> bool:
    """Whether there may be one that PyTorch computes on, found out without loading it."""
    return sys.platform == "darwin" or any(device.exists() for device in DEVICES)
