"""The reader, from its data to its file.

    python -m qa.training all      --data ../shared/train --work FOLDER     everything below, in order
    python -m qa.training data     --data ../shared/train --work FOLDER     the examples of each phase
    python -m qa.training train    --work FOLDER                            goes on where it was stopped
    python -m qa.training export   --data ../shared/train --work FOLDER [--into FOLDER]     the app's files
    python -m qa.training evaluate --data ../shared/train [--reader FOLDER] figures, as JSON
    python -m qa.training picture  --data ../shared/train [--reader FOLDER] a reliability diagram, as SVG

Three and a half hours on two cores; minutes on a graphics card. Every step says how far it is.
"""

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from qa.reading import FOLDER, Reader
from qa.training import recipe
from qa.training.examples import Example, public, written

PHASES = {
    phase.__name__: phase
    for phase in (recipe.first, recipe.second, recipe.third, recipe.fourth, recipe.fifth, recipe.sixth)
}


def make_data(data: Path, work: Path) -> None:
    """Write the examples of each phase into `work`, one JSON object a line."""
    examples = [*public(data), *written()]
    work.mkdir(parents=True, exist_ok=True)
    for name, phase in PHASES.items():
        made = phase(examples)
        lines = (json.dumps(asdict(example), ensure_ascii=False) for example in made)
        (work / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        say(f"{name}: {len(made)} examples")
        for (source, kind, answers), count in sorted(Counter((e.source, e.kind, e.answers) for e in made).items()):
            say(f"  {source:8} {kind or 'written so':10} {'answered' if answers else 'not answered':12} {count}")


def train(work: Path) -> None:
    """Train on what `data` wrote, and keep the network as `network.pt`."""
    import torch

    from corpus.weights import packaged_weights
    from qa.training.encoding import encoded, tokenizer
    from qa.training.fitting import Phase, fit
    from qa.training.model import ReaderNetwork

    tokens = tokenizer(packaged_weights())

    def rows_of(name: str) -> list[dict[str, Any]]:
        lines = (work / f"{name}.jsonl").read_text("utf-8").splitlines()
        rows = [encoded(tokens, Example(**json.loads(line))) for line in lines]
        say(f"{name}: {len(rows)} examples of {sum(len(row['ids']) for row in rows) / len(rows):.0f} tokens")
        return rows

    phases = [
        Phase(name=name, rows=partial(rows_of, name), rate=recipe.RATES[name][0], last=recipe.RATES[name][1])
        for name in PHASES
    ]
    torch.manual_seed(recipe.SEED)
    network = ReaderNetwork(packaged_weights())
    fit(network, phases, work, say)
    torch.save(network.state_dict(), work / "network.pt")


def export(data: Path, work: Path, into: Path) -> None:
    """Make the app's files of `network.pt`, and fit what makes its scores probabilities."""
    import torch

    from corpus.weights import packaged_weights
    from qa.training.exporting import export as write
    from qa.training.exporting import write_record
    from qa.training.model import ReaderNetwork
    from qa.training.reporting import calibration, calibration_of_claims

    network = ReaderNetwork(packaged_weights())
    network.load_state_dict(torch.load(work / "network.pt", weights_only=True, map_location="cpu"))
    write(network, packaged_weights(), into)
    reader, examples = Reader(into), [*public(data), *written()]
    answers, claims = calibration(reader, examples), calibration_of_claims(reader, examples)
    write_record(into, answers=answers, claims=claims)
    say(f"answerable: scale {answers[0]:.3f}, shift {answers[1]:.3f}; supported: {claims[0]:.3f}, {claims[1]:.3f}")
    size = sum(path.stat().st_size for path in into.iterdir())
    say(f"{into}: {size / 1e6:.1f} MB")


def evaluate(data: Path, folder: Path) -> None:
    """Print what the reader in `folder` is worth on texts it was not trained on."""
    from qa.training.reporting import report

    print(json.dumps(report(Reader(folder), [*public(data), *written()], say), indent=2))


def picture(data: Path, folder: Path) -> None:
    """Print a picture of how far the probabilities of the reader in `folder` are true."""
    from qa.training.picture import reliability
    from qa.training.reporting import stated

    print(reliability(stated(Reader(folder), [*public(data), *written()])), end="")


def say(line: str) -> None:
    print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m qa.training", description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=("all", "data", "train", "export", "evaluate", "picture"))
    parser.add_argument("--data", type=Path, default=Path("../shared/train"), help="folder with qamr and squad2.jsonl")
    parser.add_argument("--work", type=Path, default=Path("data/reader"), help="folder for examples and checkpoints")
    parser.add_argument("--into", type=Path, default=FOLDER, help="folder to write the app's files into")
    parser.add_argument("--reader", type=Path, default=FOLDER, help="folder of the reader to evaluate")
    given = parser.parse_args()
    everything = given.command == "all"
    if everything or given.command == "data":
        make_data(given.data, given.work)
    if everything or given.command == "train":
        train(given.work)
    if everything or given.command == "export":
        export(given.data, given.work, given.into)
    if everything or given.command == "evaluate":
        evaluate(given.data, given.into if everything else given.reader)
    if given.command == "picture":
        picture(given.data, given.reader)


if __name__ == "__main__":
    main()
