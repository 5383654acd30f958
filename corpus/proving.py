"""Whether another way of computing a model may take the place of PyTorch: the same neighbours, and sooner.

Sixty sentences of fifteen kinds of news are compared with each other by both. What counts
is not that the numbers are equal, which in eight bits they cannot be, but that whoever
searches finds the same: for each sentence, which other one is nearest (for a
cross-encoder, which of them answers a headline best).

Knows nothing about how candidates are made.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np

from corpus.onnx_embedding import OnnxEngine, OnnxPairs
from corpus.pooling import Vectors
from corpus.torch_embedding import TorchEngine, TorchPairs
from corpus.weights import mean_pooled

# A neighbour is as near as the nearest one where it lies no further behind it than this part of the way to the middle
# one, and so many sentences must have such a neighbour. Of all-MiniLM-L6-v2 in eight bits with a scale a column 0.967
# have, in seven bits 0.983; with one scale a matrix, of which it is known that searches suffer, 0.85 and in seven bits
# 0.783; with each weight disturbed by a tenth 0.983, by a fifth 0.767. By equality alone it would be 0.883 and 0.667
# for the first and the third: among sixty sentences a third of the nearest are nearly tied.
AS_NEAR = 0.1
SAME_NEIGHBOURS = 0.92
PAIRED = 12  # sentences that a cross-encoder is given with each headline
ROUNDS = 3  # each way of computing in turn; the fastest counts, as whatever else runs only ever slows one down

TOPICS = """
The council voted to rebuild the old breakwater before next winter.
Dredging the harbour will begin in March, the port authority said.
Two fishing boats sank at their moorings when the sea wall gave way.
Ferry crossings were cancelled for a third day because of high waves.

The central bank raised its main interest rate by a quarter of a point.
Inflation slowed to 3.1 percent in April, helped by cheaper fuel.
Mortgage payments will rise for one household in four, economists warned.
The currency fell to its lowest level against the dollar in two years.

Voters go to the polls on Sunday in the closest race in a generation.
The opposition leader conceded defeat shortly after midnight.
Turnout was above seventy percent in the cities and lower in the north.
Talks on forming a coalition broke down over the budget.

A strike by nurses closed operating theatres in six hospitals.
The new vaccine cut severe cases by half in a trial of nine thousand people.
Waiting times for a hip replacement have doubled since 2019.
Doctors advised older patients to stay indoors during the heat.

The striker scored twice as the visitors came back to win 3-2.
She won the marathon in a record time despite the rain.
The club dismissed its coach after five defeats in a row.
Organisers promised that the stadium will be ready for the games.

Astronomers found water vapour around a planet 120 light years away.
The rover drilled into a dry lake bed and sent back its first sample.
A rocket carrying two satellites exploded a minute after launch.
Engineers restored contact with the probe after eleven days of silence.

Glaciers in the range have lost a third of their ice in thirty years.
Emissions from power stations fell for the fourth year running.
The summer was the driest since measurements began in 1881.
Farmers were asked to stop watering their fields until the rain comes.

Police arrested three men over the theft of paintings from a museum.
The jury found the former mayor guilty of taking bribes.
A judge ordered the company to pay twelve million in damages.
Lawyers for the accused said that they would appeal.

The car maker will close its oldest factory and cut 4,000 jobs.
Unions rejected an offer of five percent and called a strike.
Profits at the retailer doubled after it sold its shops abroad.
The founder stepped down as chief executive after eleven years.

A flaw in the software let strangers read private messages.
The chip maker said that its new processor needs half the power.
Schools will ban telephones in classrooms from September.
Regulators opened an inquiry into how the search engine ranks its rivals.

An earthquake of magnitude 6.4 damaged hundreds of houses in the valley.
Rescuers pulled a boy alive from the rubble after two days.
The volcano has calmed down and villagers may return home.
Floods cut off the town when the river rose four metres overnight.

The orchestra opened its season with a symphony thought to be lost.
Her third novel won the prize for its portrait of a mining town.
The museum returned nine bronze heads to the country they came from.
A film about a lighthouse keeper was chosen as the best of the festival.

The two ministers signed a treaty on sharing the water of the river.
Peacekeepers withdrew from the border after a truce of six months.
The embassy was closed when talks about the prisoners failed.
Sanctions on the shipping company were lifted on Friday.

Lynx were released in the forest for the first time in a century.
Bees are dying in record numbers, and keepers blame a mite.
A whale that had lost its way was led back to the open sea.
Vets warned of a disease that spreads among cattle in wet years.

The high-speed line will open a year late because of a faulty tunnel.
Trams will run every five minutes once the new depot is finished.
A bridge was closed to lorries when cracks were found in its cables.
The airline ordered forty aircraft and promised to retire its oldest.
"""
SENTENCES = [line for line in TOPICS.splitlines() if line]
HEADLINES = [topic.split("\n", 1)[0] for topic in TOPICS.strip().split("\n\n")]

Kind = Literal["embedder", "cross-encoder"]
Compute = Callable[[], Vectors]  # a row of scores for each sentence that is compared, a column for each other


def decide(folder: Path, kind: Kind, files: Mapping[str, Path]) -> dict[str, Any]:
    """The fastest that finds the same as PyTorch does, "torch" where none is faster; with the figures."""
    computing = {"torch": _by_torch(folder, kind)}
    computing |= {engine: _by_onnx(folder, kind, file) for engine, file in files.items()}
    scores = {engine: compute() for engine, compute in computing.items()}  # this loads what is to be timed as well
    seconds = dict.fromkeys(computing, float("inf"))
    for _ in range(ROUNDS):
        for engine, compute in computing.items():
            started = time.perf_counter()
            compute()
            seconds[engine] = min(seconds[engine], time.perf_counter() - started)
    same = {engine: agreement(scores["torch"], each) for engine, each in scores.items()}
    usable = [engine for engine in computing if same[engine] >= SAME_NEIGHBOURS]
    return {
        "engine": min(usable, key=lambda engine: seconds[engine]),
        "same_neighbours": {engine: round(share, 3) for engine, share in same.items()},
        "seconds": {engine: round(taken, 4) for engine, taken in seconds.items()},
    }


def agreement(exact: Vectors, other: Vectors) -> float:
    """The share of rows in which the column that is highest in `other` is as good as the highest of `exact`."""
    best = exact.max(axis=1)
    found = np.take_along_axis(exact, other.argmax(axis=1)[:, None], axis=1)[:, 0]
    return float((best - found <= AS_NEAR * (best - np.median(exact, axis=1))).mean())


def _by_torch(folder: Path, kind: Kind) -> Compute:
    if kind == "embedder":
        engine = TorchEngine(str(folder))
        return lambda: _compared(engine.embed(SENTENCES))
    pairs = TorchPairs(folder)
    return lambda: _table(pairs.scores(list(_pairs())))


def _by_onnx(folder: Path, kind: Kind, file: Path) -> Compute:
    if kind == "embedder":
        model = mean_pooled(folder)
        assert model is not None, folder
        engine = OnnxEngine(file, model)
        return lambda: _compared(engine.embed(SENTENCES))
    pairs = OnnxPairs(file, folder)
    return lambda: _table(pairs.scores(list(_pairs())))


def _compared(vectors: Vectors) -> Vectors:
    """Each sentence's cosine with each other, and with itself the least there is."""
    cosines = np.asarray(vectors @ vectors.T)
    np.fill_diagonal(cosines, -1)
    return cosines


def _pairs() -> Iterator[tuple[str, str]]:
    """Each headline with the sentences of its own kind, and of the next kinds; of a large model all take minutes."""
    for headline in HEADLINES:
        first = SENTENCES.index(headline)
        yield from ((headline, SENTENCES[(first + step) % len(SENTENCES)]) for step in range(1, PAIRED + 1))


def _table(scores: Vectors) -> Vectors:
    return scores.reshape(len(HEADLINES), -1)
