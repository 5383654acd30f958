"""How fast articles come in: Footnote and the plain chain in turns, on the same texts.

Each round has other texts (`tests.bench.making.varied`: the articles' sentences in another
order, with other names) and both chains begin with an empty folder, so that nothing is
known from before. Counted is everything from an article in memory to one that is found:
cutting, embedding, storing, the index. Reading files is not, as the plain chain reads none.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus import Article
from tests.bench.figures import Measured, Spread, Took, paired, quiet_cost, single, spread
from tests.bench.making import varied
from tests.bench.working import Pair

Say = Callable[[str], None]
WARM_TURN = -1  # one article that is not counted loads the model and opens the index
MEGABYTE = 1_000_000


class _Rounds:
    """What one chain did in each round."""

    def __init__(self) -> None:
        self.took: list[Took] = []

    @property
    def seconds(self) -> list[float]:
        return [took.seconds for took in self.took]

    @property
    def work(self) -> list[float]:
        return [took.work for took in self.took]

    def speed(self, count: float) -> Spread:
        return spread([count / took.seconds for took in self.took])

    def piece_speed(self) -> Spread:
        return spread([took.count / took.seconds for took in self.took])


def measure_adding(articles: Sequence[Article], rounds: int, folder: Path, pair: Pair, say: Say) -> list[Measured]:
    """The rows about adding; the articles are the real ones, which each round varies."""
    ours, plain = _Rounds(), _Rounds()
    characters = 0
    with pair() as (our_worker, plain_worker):
        for turn in range(rounds):
            texts = [varied(article, turn) for article in articles]
            characters += sum(len(article.text) for article in texts)
            for name, worker, taken in (("ours", our_worker, ours), ("plain", plain_worker, plain)):
                worker.open(folder / f"adding-{name}-{turn}")
                worker.add([varied(articles[0], WARM_TURN)])
                taken.took.append(worker.add(texts))
                say(f"round {turn + 1} of {rounds}: {name} {taken.took[-1].seconds:.1f} s")
        most = [worker.memory().most / MEGABYTE for worker in (our_worker, plain_worker)]
    count = len(articles)
    of = f"{count} articles with {characters // rounds:,} characters, {rounds} rounds"
    return [
        Measured(
            key="adding/articles", words=f"adding ({of})", unit="articles/s",
            cost=quiet_cost(ours.work, plain.work),
            ours=ours.speed(count), other=plain.speed(count), ratio=_faster(ours, plain),
        ),
        Measured(
            key="adding/passages", words="passages, or pieces of the plain chain", unit="a second",
            ours=ours.piece_speed(), other=plain.piece_speed(),
        ),
        Measured(
            key="adding/characters", words="text", unit="characters/s",
            ours=ours.speed(characters / rounds), other=plain.speed(characters / rounds),
        ),
        Measured(
            key="adding/memory", words="most memory of a process that adds", unit="MB",
            ours=single(most[0]), other=single(most[1]), ratio=single(most[0] / most[1]), cost=most[0] / most[1],
        ),
    ]  # fmt: skip


def _faster(ours: _Rounds, plain: _Rounds) -> Spread:
    """How many times as fast as the plain chain, round by round."""
    return paired(plain.seconds, ours.seconds)
