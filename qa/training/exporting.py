"""The trained network as the files that the app reads: one ONNX file in eight bits, the tokenizer, a record.

    export(network, embedder_folder, folder, scale=1.0, shift=0.0)

The record holds the files' SHA-256 and how `answerable` is made of the network's score.
"""

import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch

from corpus.quantizing import OPSET, round_to_eight_bits
from qa.reading import MODEL, RECORD, TOKENIZER
from qa.training.model import ReaderNetwork


class _Single(torch.nn.Module):
    """The network for texts without padding, which need no mask."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: torch.Tensor, types: torch.Tensor, inside: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        starts, ends, answers, supports = self.network(ids, torch.ones_like(ids), types, inside)
        return starts, ends, answers, supports


def export(network: ReaderNetwork, tokens: Path, folder: Path, *, in_eight_bits: bool = True) -> None:
    """Write the model, the tokenizer of the folder `tokens`, and a record whose scale is still 1."""
    folder.mkdir(parents=True, exist_ok=True)
    network.train(False).to("cpu")
    example = (torch.ones((1, 16), dtype=torch.long), torch.zeros((1, 16), dtype=torch.long), torch.ones((1, 16)))
    names = ["ids", "types", "inside"]
    axes = {name: {0: "texts", 1: "tokens"} for name in (*names, "starts", "ends")} | {
        name: {0: "texts"} for name in ("answers", "supports")
    }
    with tempfile.TemporaryDirectory() as made, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what tracing cannot follow; the figures are measured on what came out
        exact = Path(made) / MODEL
        torch.onnx.export(
            _Single(network).train(False), example, str(exact), input_names=names,
            output_names=["starts", "ends", "answers", "supports"], dynamic_axes=axes, opset_version=OPSET,
            dynamo=False,
        )  # fmt: skip
        if in_eight_bits:
            round_to_eight_bits(exact, folder / MODEL)
        else:
            shutil.copyfile(exact, folder / MODEL)
    shutil.copyfile(tokens / TOKENIZER, folder / TOKENIZER)
    write_record(folder)


def write_record(
    folder: Path, *, answers: tuple[float, float] = (1.0, 0.0), claims: tuple[float, float] = (1.0, 0.0)
) -> None:
    """Write what `qa.reading` checks and needs: the files' digests; scale and shift of answers' and claims' scores."""
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (MODEL, TOKENIZER)}
    record = {
        "sha256": sums,
        "scale": round(answers[0], 4),
        "shift": round(answers[1], 4),
        "claim_scale": round(claims[0], 4),
        "claim_shift": round(claims[1], 4),
    }
    (folder / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
