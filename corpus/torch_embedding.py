"""Vectors computed by sentence-transformers, on PyTorch: on a graphics card, or where no ONNX file can be made.

Weights load on first use. What is computed at once is small, so that a question that comes
while articles are added waits for no more than that.

The only file that imports sentence_transformers; of transformers only its progress bar is switched off.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from corpus.article import Span
from corpus.errors import EmbedderError
from corpus.pooling import Tokens, Vectors, part, whole, words
from corpus.settings import PACKAGED_EMBEDDER
from corpus.weights import folder_of, mean_pooled

# Texts computed at once, in the order of their lengths; a question waits for no more than that. Of 256 passages and
# sentences: 8 at once 1.66 s and none longer than 0.17 s, 16 1.64 and 0.35, 32 1.85 and 0.74, all in one call 1.82.
BATCH_SIZE = 8
GPU_BATCH_SIZE = 32  # the library's own; a card computes so many at once as fast as eight, and nobody waits for it


class TorchEngine:
    """A sentence-transformers model, loaded on first use and safe to share between threads."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._model: Any = None
        self._lock = Lock()
        self._turn = Lock()  # who waits for the model comes before who asks for it again

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, of length 1."""
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        found = [np.zeros((0, 0), dtype=np.float32)]
        for rows in self._batches(order):
            with self._computing() as model:
                vectors = model.encode_document(
                    [texts[row] for row in rows], batch_size=len(rows), normalize_embeddings=True,
                    show_progress_bar=False,
                )  # fmt: skip
            found.append(np.asarray(vectors, dtype=np.float32))
        return np.concatenate(found[1:] or found)[np.argsort(order)]

    def vector(self, text: str) -> Vectors:
        """The vector of what is searched for."""
        with self._computing() as model:
            vector = model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, dtype=np.float32)

    def embed_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> list[tuple[Vectors, list[Vectors]]]:
        """For each text its vector, and those of its parts; by themselves where vectors are no means of tokens."""
        tokens: dict[int, Tokens] = {}
        if mean_pooled(folder_of(self._name)) is not None:
            for rows in self._batches(sorted(range(len(texts)), key=lambda row: -len(texts[row]))):
                with self._computing() as model:
                    tokens |= zip(rows, _tokens(model, [texts[row] for row in rows]), strict=True)
        wholes = {row: whole(tokens[row]) for row in tokens}
        found = [[part(tokens[row], span) if tokens else None for span in spans] for row, spans in enumerate(parts)]
        # What the model has not seen within its text is embedded alone: all such parts, and maybe the texts, at once.
        alone = [] if tokens else list(texts)
        for text, spans, vectors in zip(texts, parts, found, strict=True):
            alone += [span.of(text) for span, vector in zip(spans, vectors, strict=True) if vector is None]
        rest = iter(self.embed(alone))
        made = [wholes[row] if tokens else next(rest) for row in range(len(texts))]
        return [
            (vector, [next(rest) if each is None else each for each in vectors])
            for vector, vectors in zip(made, found, strict=True)
        ]

    def embed_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text a row of length 1 for each of its tokens; none where vectors are no means of tokens."""
        if mean_pooled(folder_of(self._name)) is None:
            return []
        found: dict[int, Vectors] = {}
        for rows in self._batches(sorted(range(len(texts)), key=lambda row: -len(texts[row]))):
            with self._computing() as model:
                made = _tokens(model, [texts[row] for row in rows])
            found |= zip(rows, map(words, made), strict=True)
        return [found[row] for row in range(len(texts))]

    def is_on_card(self) -> bool:
        """Whether PyTorch found a graphics card that it can compute on."""
        with self._computing() as model:
            return bool(model.device.type != "cpu")

    def _batches(self, order: Sequence[int]) -> Iterator[Sequence[int]]:
        size = GPU_BATCH_SIZE if self.is_on_card() else BATCH_SIZE
        return (order[first : first + size] for first in range(0, len(order), size))

    @contextmanager
    def _computing(self) -> Iterator[Any]:
        """The model, for this thread alone."""
        with self._turn:
            self._lock.acquire()
        try:
            if self._model is None:
                self._model = _load(self._name)
            yield self._model
        finally:
            self._lock.release()


class TorchPairs:
    """A cross-encoder as sentence-transformers computes it, which others are held against."""

    def __init__(self, folder: Path) -> None:
        _be_quiet()
        from sentence_transformers import CrossEncoder

        self._model = CrossEncoder(str(folder), device="cpu", trust_remote_code=False)

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """One score a pair; the first, where the model gives several."""
        from torch.nn import Identity

        scores = self._model.predict(list(pairs), activation_fn=Identity(), show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32).reshape(len(pairs), -1)[:, 0]


def _tokens(model: Any, texts: Sequence[str]) -> list[Tokens]:
    """What the model makes of each text, token by token."""
    import torch

    limit = model.max_seq_length
    read = model.tokenizer(
        list(texts), padding=True, truncation=True, max_length=limit, return_offsets_mapping=True, return_tensors="pt"
    )
    offsets = read.pop("offset_mapping").numpy()
    with torch.inference_mode():
        hidden = model[0](dict(read.to(model.device)))["token_embeddings"].float().cpu().numpy()
    counts = read["attention_mask"].sum(dim=1).tolist()
    return [
        Tokens(vectors=hidden[row, :count], starts=offsets[row, :count, 0], ends=offsets[row, :count, 1],
               is_cut=count >= limit)
        for row, count in enumerate(counts)
    ]  # fmt: skip


def _load(name: str) -> Any:
    is_packaged = name == PACKAGED_EMBEDDER
    if is_packaged:  # nothing of it is on a hub, so a look-up could only fail or leak
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    path = str(folder_of(name))
    _be_quiet()
    from sentence_transformers import SentenceTransformer  # 3 to 6 s to import

    try:
        return SentenceTransformer(path if is_packaged else name, trust_remote_code=False)
    except Exception as error:  # the library raises whatever its parts raise
        raise EmbedderError(
            f"the embedder {name!r} cannot be loaded ({error}); set FOOTNOTE_EMBEDDER to a folder or a model's "
            f"name that can be reached, or remove it to use the packaged one"
        ) from error


def _be_quiet() -> None:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a bar of its own for a tenth of a second of loading
