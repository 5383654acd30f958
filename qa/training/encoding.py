"""Examples as numbers: token ids, which tokens may be an answer, and the tokens where it begins and ends."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch

from corpus.onnx_embedding import tokenizer_of
from qa.reading import MAX_TOKENS, encode
from qa.training.examples import Example

PADDED_TO = 16  # tokens; a processor's library prepares itself anew for each length it has not seen


def tokenizer(folder: Path) -> Any:
    """The embedder's tokenizer, cutting off where the reader does."""
    return tokenizer_of(folder, MAX_TOKENS)


def encoded(tokenizer: Any, example: Example) -> dict[str, Any]:
    """Lists of a length; `start` and `end` are tokens, 0 where there is no answer or it was cut off.

    `supported` is 1 or 0 for a claim, -1 for a question.
    """
    found = encode(tokenizer, example.question, example.header, example.text)
    start = end = 0
    if example.answers:
        for at in found.window:
            first, last = found.offsets[at]
            start = at if not start and last > example.start else start
            end = at if first < example.end else end
        if not start or found.offsets[end][1] < example.end:
            start = end = 0
    supported = -1 if example.supported is None else int(example.supported)
    return {
        "ids": found.ids, "types": found.types, "window": found.window, "start": start, "end": end,
        "supported": supported,
    }  # fmt: skip


def batches(rows: Sequence[dict[str, Any]], size: int, order: Sequence[int]) -> Iterator[dict[str, torch.Tensor]]:
    """Rows in the given order, in batches padded to their longest."""
    for at in range(0, len(order), size):
        yield collated([rows[index] for index in order[at : at + size]])


def collated(rows: Sequence[dict[str, Any]]) -> dict[str, torch.Tensor]:
    longest = -(-max(len(row["ids"]) for row in rows) // PADDED_TO) * PADDED_TO
    made = {name: torch.zeros((len(rows), longest), dtype=torch.long) for name in ("ids", "mask", "types")}
    inside = torch.zeros((len(rows), longest))
    for number, row in enumerate(rows):
        length = len(row["ids"])
        made["ids"][number, :length] = torch.tensor(row["ids"])
        made["types"][number, :length] = torch.tensor(row["types"])
        made["mask"][number, :length] = 1
        inside[number, row["window"]] = 1.0
        inside[number, 0] = 1.0
    answers = {name: torch.tensor([row[name] for row in rows]) for name in ("start", "end", "supported")}
    return {**made, "inside": inside, **answers}
