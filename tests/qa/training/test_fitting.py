"""Training with a tiny network: it learns, and a run that was stopped ends where another would have."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from qa.reading import Reader, Window
from qa.training import fitting
from qa.training.encoding import collated, encoded, tokenizer
from qa.training.examples import Example
from qa.training.exporting import export
from qa.training.fitting import Phase, fit, order_of, share
from qa.training.model import ReaderNetwork, loss_of
from tests.qa import small_reranker

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny encoder with its tokenizer."""
    return small_reranker.made_in(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def rows_of(folder: Path, count: int) -> list[dict[str, Any]]:
    """Questions for a rare word, which the window has at the place that answers, or has not."""
    tokens = tokenizer(folder)
    rare = small_reranker.RARE
    made = []
    for number in range(count):
        word, other = rare[number % len(rare)], rare[(number + 1) % len(rare)]
        text = f"the {other} opened and the {word} opened" if number % 2 else f"the {other} opened in the museum"
        start = text.find(word, 20) if number % 2 else -1
        example = Example(
            question=f"when was the {word} opened", header="", text=text, start=start,
            end=start + len(word) if start >= 0 else -1, source="s", group="g",
        )  # fmt: skip
        made.append(encoded(tokens, example))
    return made


def network_of(folder: Path) -> ReaderNetwork:
    torch.manual_seed(3)
    return ReaderNetwork(folder)


def test_training_makes_the_loss_smaller(folder: Path, tmp_path: Path) -> None:
    rows = rows_of(folder, 640)
    network = network_of(folder)
    before = loss_of(network.train(False), collated(rows[:64])).item()
    fit(network, [Phase(name="only", rows=lambda: rows, rate=3e-3)], tmp_path, lambda _: None)
    assert loss_of(network, collated(rows[:64])).item() < 0.7 * before


def test_a_run_that_was_stopped_goes_on_where_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "SAVE_EVERY", 5)
    rows = rows_of(folder, 320)
    phases = [
        Phase(name="one", rows=lambda: rows, rate=1e-3, last=0.5),
        Phase(name="two", rows=lambda: rows[:96], rate=1e-3),
    ]
    seen: list[int] = []

    def stopped(network: ReaderNetwork, batch: Any) -> torch.Tensor:
        seen.append(len(batch["ids"]))
        if len(seen) == 8:
            raise KeyboardInterrupt
        return loss_of(network, batch)

    monkeypatch.setattr(fitting, "loss_of", stopped)
    with pytest.raises(KeyboardInterrupt):
        fit(network_of(folder), phases, tmp_path, lambda _: None)
    said: list[str] = []
    fit(network_of(folder), phases, tmp_path, said.append)
    assert said[0] == "going on from phase 0, step 5"
    assert len(seen) == 8 + 5 + 3  # of the first phase's ten steps the last five, and the second phase's three


def test_every_row_is_seen_once_in_an_order_that_the_seed_gives(folder: Path) -> None:
    rows = rows_of(folder, 100)
    assert sorted(order_of(rows, 1)) == list(range(100))
    assert order_of(rows, 1) == order_of(rows, 1) != order_of(rows, 2)


def test_the_learning_rate_rises_and_falls() -> None:
    assert [round(share(part, 0.0), 2) for part in (0.0, 0.03, 0.06, 0.53, 1.0)] == [0.0, 0.5, 1.0, 0.5, 0.0]
    assert share(1.0, 0.3) == pytest.approx(0.3)


def test_an_answer_becomes_the_tokens_it_stands_on(folder: Path) -> None:
    example = Example(
        question="who opened", header="museum", text="the heron opened the quay", start=4, end=9, source="s", group="g"
    )
    row = encoded(tokenizer(folder), example)
    assert row["start"] == row["end"]
    assert row["ids"][row["start"]] == small_reranker.WORDS.index("heron")
    assert row["start"] in row["window"]
    header = row["ids"].index(small_reranker.WORDS.index("museum"))
    assert header not in row["window"]


def test_what_is_exported_says_what_the_network_says(folder: Path, tmp_path: Path) -> None:
    network = network_of(folder).train(False)
    export(network, folder, tmp_path / "reader", in_eight_bits=False)
    reading = Reader(tmp_path / "reader").read("who opened the quay", [Window(text="the heron opened the quay")])[0]
    row = rows_of(folder, 1)[0] | encoded(
        tokenizer(folder),
        Example(question="who opened the quay", header="", text="the heron opened the quay", source="s", group="g"),
    )
    batch = collated([row])
    with torch.no_grad():
        _, _, answers, supports = network(batch["ids"], batch["mask"], batch["types"], batch["inside"])
    assert reading.answerable == pytest.approx(float(torch.sigmoid(answers)[0]), abs=1e-4)
    assert reading.supported == pytest.approx(float(torch.sigmoid(supports)[0]), abs=1e-4)
