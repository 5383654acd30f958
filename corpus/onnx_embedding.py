"""Vectors computed by ONNX Runtime from a file that `corpus.quantizing` made, without PyTorch in the process.

Loads in a quarter of a second. Each text is a run of its own, in the thread of whoever
asks: in eight bits a run's numbers are scaled by the largest of them, so that in a batch a
text's vector would depend on its neighbours, and nothing is spent on padding. Several texts
are shared out to as many threads as there are cores.

Of 200 passages of some 180 tokens, on two cores: 1.6 s, with PyTorch in float32 4.2 to 5.0.

The only file that imports onnxruntime's sessions and tokenizers.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from corpus.article import Span
from corpus.pooling import Tokens, Vectors, part, rows, whole, words
from corpus.weights import TOKENIZER, MeanPooled, max_tokens

T = TypeVar("T")
R = TypeVar("R")

# The reader takes 1.08 times as long with it; without, its probabilities are off by 0.05, the embedder finds
# 0.933 of the neighbours in the place of 0.967, and the samples' passage is first for 0.70 in the place of 0.76.
ALL_BITS = ("session.x64quantprecision", "1")
LOG_ERRORS = 3  # ONNX Runtime's own levels; at 2 it warns of each graph it cannot improve


class OnnxEngine:
    """A mean-pooled model in one ONNX file; safe to share between threads, which compute side by side."""

    def __init__(self, file: Path, model: MeanPooled) -> None:
        self._session = opened(file)
        self._tokenizer = tokenizer_of(model.transformer, model.max_tokens)
        self._max_tokens = model.max_tokens

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, of length 1."""
        return rows(side_by_side(self.vector, texts))

    def vector(self, text: str) -> Vectors:
        """The vector of one text, computed in this thread."""
        return whole(self._tokens(text))

    def embed_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> list[tuple[Vectors, list[Vectors]]]:
        """For each text its vector, and those of its parts."""
        return side_by_side(self._with_parts, list(zip(texts, parts, strict=True)))

    def embed_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text a row of length 1 for each of its tokens."""
        return side_by_side(lambda text: words(self._tokens(text)), texts)

    def _with_parts(self, text_and_parts: tuple[str, Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        text, parts = text_and_parts
        tokens = self._tokens(text)
        found = (part(tokens, span) for span in parts)
        return whole(tokens), [
            self.vector(span.of(text)) if vector is None else vector for span, vector in zip(parts, found, strict=True)
        ]

    def _tokens(self, text: str) -> Tokens:
        encoding = self._tokenizer.encode(text)
        (hidden,) = self._session.run(None, {"input_ids": np.array([encoding.ids], dtype=np.int64)})
        offsets = np.array(encoding.offsets, dtype=np.int64)
        return Tokens(
            vectors=hidden[0], starts=offsets[:, 0], ends=offsets[:, 1], is_cut=len(offsets) >= self._max_tokens
        )


class OnnxPairs:
    """A cross-encoder in one ONNX file; safe to share between threads."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._session = opened(file)
        self._inputs = {each.name for each in self._session.get_inputs()}
        self._tokenizer = tokenizer_of(folder, max_tokens(folder))

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """One score a pair; the first, where the model gives several."""
        return np.array(side_by_side(self._score, pairs), dtype=np.float32)

    def _score(self, pair: tuple[str, str]) -> float:
        encoding = self._tokenizer.encode(*pair)
        given = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feed = {name: np.array([row], dtype=np.int64) for name, row in given.items() if name in self._inputs}
        return float(self._session.run(None, feed)[0][0][0])


def opened(file: Path) -> Any:
    """A session of the file; one thread a run, as several runs share the cores.

    What it computes is the same on every processor: AVX2 alone would add products of eight
    bits up in sixteen, which run over.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = LOG_ERRORS
    options.add_session_config_entry(*ALL_BITS)
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def tokenizer_of(folder: Path, limit: int) -> Any:
    """The model's tokenizer, which cuts a text off where the model does; of a pair, the longer one."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.enable_truncation(limit)
    tokenizer.no_padding()
    return tokenizer


def side_by_side(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """`work` done on each item, by as many threads as there are cores; on Ctrl-C none of them goes on.

    The threads live as long as the call: making two takes a ten-thousandth of a second,
    and none is left for the end of the process to wait for.
    """
    workers = min(cores(), len(items))
    if workers < 2:
        return [work(item) for item in items]
    pool = ThreadPoolExecutor(workers, thread_name_prefix="embedding")
    try:
        return list(pool.map(work, items))
    finally:
        pool.shutdown(cancel_futures=True)  # waits for the texts under way, some milliseconds each


def cores() -> int:
    """How many processors this process may use, which in a container is fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
