"""Training in phases, from checkpoints where there are any; the same seeds give the same order of examples.

Runs on a graphics card where there is one, else on all cores in bfloat16 where they have it.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from qa.training.encoding import batches
from qa.training.model import ReaderNetwork, loss_of

BATCH = 32
SORTED_TOGETHER = 16 * BATCH  # examples sorted by length before they become batches, so that little is padded
WARM_UP = 0.06
HEAD_RATE = 4  # times the encoder's learning rate
DECAY = 0.01
SAVE_EVERY = 300  # steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Once through `rows`, with a learning rate that rises, and falls to `last` of itself."""

    name: str
    rows: Callable[[], Sequence[dict[str, Any]]]  # made when the phase's turn comes
    rate: float
    last: float = 0.0


def fit(network: ReaderNetwork, phases: Sequence[Phase], folder: Path, say: Callable[[str], None]) -> None:
    """Train the network in place; what was done before, by the checkpoint in `folder`, is not done again."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network.to(device)
    for word in network.encoder.embeddings.word_embeddings.parameters():
        word.requires_grad_(False)  # half of all weights; 3,000 texts cannot teach them anything that holds elsewhere
    saved = folder / "checkpoint.pt"
    state: dict[str, Any] = torch.load(saved, weights_only=True) if saved.exists() else {"phase": 0, "step": 0}
    if "network" in state:
        network.load_state_dict(state["network"])
        say(f"going on from phase {state['phase']}, step {state['step']}")
    for number, phase in enumerate(phases):
        if number < state["phase"]:
            continue
        _run(network, phase, number, state if number == state["phase"] else None, saved, say)
    network.train(False)


def _run(
    network: ReaderNetwork,
    phase: Phase,
    number: int,
    state: dict[str, Any] | None,
    saved: Path,
    say: Callable[[str], None],
) -> None:
    device = next(network.parameters()).device
    rows = phase.rows()
    order = order_of(rows, number)
    steps = -(-len(order) // BATCH)
    heads = [each for head in (network.span, network.answers, network.supports) for each in head.parameters()]
    body = [each for each in network.encoder.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=phase.rate, weight_decay=DECAY, fused=True)
    done = state["step"] if state else 0
    if state and "optimizer" in state and done:
        optimizer.load_state_dict(state["optimizer"])
    torch.manual_seed(1_000 * number + done)
    network.train()
    began, total = time.monotonic(), 0.0
    for step, batch in enumerate(batches(rows, BATCH, order)):
        if step < done:
            continue
        rate = phase.rate * share(step / steps, phase.last)
        for group, times in zip(optimizer.param_groups, (1, HEAD_RATE), strict=True):
            group["lr"] = rate * times
        with torch.autocast(device.type, torch.bfloat16):
            loss = loss_of(network, {name: values.to(device) for name, values in batch.items()})
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        total += loss.item()
        if (step + 1) % 100 == 0:
            pace = (step + 1 - done) * BATCH / (time.monotonic() - began)
            say(f"{phase.name}: step {step + 1} of {steps}, loss {total / 100:.3f}, {pace:.0f} examples/s")
            total = 0.0
        if (step + 1) % SAVE_EVERY == 0:
            _save(
                saved,
                {
                    "phase": number,
                    "step": step + 1,
                    "network": network.state_dict(),
                    "optimizer": optimizer.state_dict(),
                },
            )
    _save(saved, {"phase": number + 1, "step": 0, "network": network.state_dict()})


def share(part: float, last: float) -> float:
    """How much of the learning rate is used when `part` of the steps is done."""
    return part / WARM_UP if part < WARM_UP else last + (1 - last) * (1 - part) / (1 - WARM_UP)


def order_of(rows: Sequence[dict[str, Any]], seed: int) -> list[int]:
    """All rows once, shuffled, those of similar length together."""
    chance = random.Random(seed)
    shuffled = list(range(len(rows)))
    chance.shuffle(shuffled)
    made: list[list[int]] = []
    for at in range(0, len(shuffled), SORTED_TOGETHER):
        some = sorted(shuffled[at : at + SORTED_TOGETHER], key=lambda index: len(rows[index]["ids"]))
        made += [some[start : start + BATCH] for start in range(0, len(some), BATCH)]
    chance.shuffle(made)
    return [index for batch in made for index in batch]


def _save(path: Path, state: dict[str, Any]) -> None:
    beside = path.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(path)
