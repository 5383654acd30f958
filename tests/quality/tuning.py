"""The experiment behind `qa.abstaining`: when can the corpus carry an answer?

    python -m tests.quality.tuning FOLDER

Each question is asked twice, once of the whole corpus and once with its gold articles
left out, and the signals are written down. A logistic regression is fitted on the halves
"tune" and reported on the halves "report", each set weighing the same. FOLDER keeps the
corpora, so that a second run embeds nothing.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Corpus
from qa.abstaining import MIN_PROBABILITY, READ_WEIGHTS, WEIGHTS, signals_of
from qa.choosing import SentenceChooser, choose
from qa.interpreting import interpret
from qa.reading import packaged_reader
from qa.retrieving import HybridRetriever
from qa.training.measuring import calibration_error
from tests.quality import sets
from tests.quality.ranking import NOW

SETS = ("own", "onestopqa", "clapnq_dev", "multihoprag_500")
READ_SETS = ("own", "onestopqa", "clapnq_dev")  # the questions of the fourth are too long for the reader
EVIDENCE = 5
PASSAGES = 40

Row = tuple[str, str, str, bool, dict[str, float]]
"""(set, half, "asked" or "left out", answerable, signals)"""


def observe(name: str, corpus: Corpus, questions: list[sets.Question]) -> Iterator[Row]:
    """The signals of every question of one set, with its gold articles and without."""
    retriever, chooser = HybridRetriever(corpus), SentenceChooser(corpus, packaged_reader)
    for question in questions:
        query = interpret(question.question, corpus, now=NOW).query
        found = retriever.retrieve(query, PASSAGES)
        chosen = choose(chooser.rank(query, found), EVIDENCE)
        if chosen:
            yield name, question.half, "asked", question.answerable, signals_of(query, chosen)
        if question.answerable and question.gold_ids:
            rest = [scored for scored in found if scored.passage.article_id not in question.gold_ids]
            chosen = choose(chooser.rank(query, rest), EVIDENCE)
            if chosen:
                yield name, question.half, "left out", False, signals_of(query, chosen)


def fit(rows: list[Row], columns: list[str]) -> tuple[float, dict[str, float]]:
    """Intercept and weights by penalised maximum likelihood, every set weighing the same."""
    from sklearn.linear_model import LogisticRegression

    sizes = {name: sum(row[0] == name for row in rows) for name in {row[0] for row in rows}}
    model = LogisticRegression(C=10, max_iter=5_000)
    model.fit(_matrix(rows, columns), [row[3] for row in rows], sample_weight=[100 / sizes[row[0]] for row in rows])
    return float(model.intercept_[0]), dict(zip(columns, model.coef_[0].tolist(), strict=True))


def report(rows: list[Row], probability: Callable[[list[Row]], NDArray[np.float64]], threshold: float) -> None:
    """AUROC, and the share answered of what can and of what cannot be answered, by set."""
    from sklearn.metrics import roc_auc_score

    for name in SETS:
        for source in ("asked", "left out"):
            part = [row for row in rows if row[0] == name and (row[3] or row[2] == source)]
            truth = np.array([row[3] for row in part])
            if len(set(truth.tolist())) < 2:
                continue
            values = probability(part)
            error = calibration_error(list(zip(values.tolist(), truth.tolist(), strict=True)))
            print(
                f"{name:16} {source:9} AUROC {roc_auc_score(truth, values):.3f}  error {error:.3f}  answered: "
                f"{np.mean(values[truth] >= threshold):.2f} of {truth.sum()} answerable, "
                f"{np.mean(values[~truth] >= threshold):.2f} of {(~truth).sum()} not"
            )


def _matrix(rows: list[Row], columns: list[str]) -> NDArray[np.float64]:
    return np.array([[row[4][column] for column in columns] for row in rows])


def _observed(folder: Path) -> list[Row]:
    kept = folder / "signals.json"
    if kept.exists():
        return [tuple(row) for row in json.loads(kept.read_text())]  # type: ignore[misc]
    rows: list[Row] = []
    for name in SETS:
        load = sets.load_own(folder / name) if name == "own" else sets.load_public(name, folder / name)
        rows += observe(name, *load)
        print(f"{name}: {len(rows)} rows", file=sys.stderr)
    kept.write_text(json.dumps(rows))
    return rows


def main(folder: Path) -> None:
    rows = _observed(folder)
    tune = [row for row in rows if row[1] == "tune"]
    for label, columns in (("without the reader", list(WEIGHTS)), ("with the reader", list(READ_WEIGHTS))):
        intercept, weights = fit([row for row in tune if row[0] in READ_SETS or "answerable" not in columns], columns)
        print(f"{label}: intercept {intercept:.2f}, { ({name: round(weight, 2) for name, weight in weights.items()}) }")

        def probability(part: list[Row], intercept=intercept, weights=weights) -> NDArray[np.float64]:  # type: ignore[no-untyped-def]
            total = intercept + _matrix(part, list(weights)) @ np.array(list(weights.values()))
            return np.asarray(1 / (1 + np.exp(-total)))

        for half in ("tune", "report"):
            print(f"half {half!r}, threshold {MIN_PROBABILITY}")
            report([row for row in rows if row[1] == half], probability, MIN_PROBABILITY)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
