"""The experiments behind the ranking: what each stage earns, and how its weights were set.

    python -m tests.quality.ranking FOLDER

Passages: hit@1, hit@5 and MRR@10 of each stage, a hit being a passage that holds at least
half of the gold evidence. Sentences: the share of questions with a sentence of the gold
evidence first, among three, among five; their weights by random search on the halves
"tune", printed with the halves "report". FOLDER keeps the corpora between runs.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Corpus, Passage
from qa import choosing
from qa.choosing import Candidate, SentenceChooser
from qa.fusing import reciprocal_ranks
from qa.retrieving import DenseRetriever, HybridRetriever, LexicalRetriever, Query
from qa.terms import tokens
from tests.quality import sets

SETS = ("own", "onestopqa")
DEPTH = 20
TRIALS = 1_000
MIN_OVERLAP = 20  # letters; a shorter common run of a cut sentence is chance

Ranking = Callable[[Query], Sequence[Passage]]


def stages(corpus: Corpus) -> dict[str, Ranking]:
    """Each stage of the first-stage search, as a ranking of passages."""
    lexical, dense, hybrid = LexicalRetriever(corpus), DenseRetriever(corpus), HybridRetriever(corpus)

    def fused_by_rank(query: Query) -> list[Passage]:
        found = {s.passage.passage_id: s.passage for r in (lexical, dense) for s in r.retrieve(query, 50)}
        lists = [[s.passage.passage_id for s in r.retrieve(query, 50)] for r in (lexical, dense)]
        return [found[item] for item, _ in reciprocal_ranks(lists)]

    return {
        "lexical": lambda query: [s.passage for s in lexical.retrieve(query, DEPTH)],
        "dense": lambda query: [s.passage for s in dense.retrieve(query, DEPTH)],
        "reciprocal ranks": fused_by_rank,
        "hybrid": lambda query: [s.passage for s in hybrid.retrieve(query, DEPTH)],
    }


def passage_scores(ranking: Ranking, questions: Sequence[sets.Question]) -> tuple[float, float, float]:
    """hit@1, hit@5 and MRR@10 over the answerable questions."""
    ranks = []
    for question in questions:
        found = ranking(Query.of(question.question))
        ranks.append(next((rank for rank, passage in enumerate(found) if holds_gold(passage, question)), DEPTH))
    places = np.array(ranks)
    return (
        float(np.mean(places < 1)),
        float(np.mean(places < 5)),
        float(np.mean(np.where(places < 10, 1 / (places + 1), 0))),
    )


def holds_gold(passage: Passage, question: sets.Question) -> bool:
    """Whether the passage holds at least half of the gold evidence."""
    if passage.article_id not in question.gold_ids:
        return False
    text = sets.squeezed(passage.text)
    gold = [sets.squeezed(evidence) for evidence in question.gold_evidence]
    if question.kind and any(evidence in text for evidence in gold) and len(question.gold_ids) > 1:
        return True  # any of several articles that say it will do
    return 2 * sum(_common(text, evidence) for evidence in gold) >= sum(map(len, gold))


def is_gold(candidate: Candidate, question: sets.Question) -> bool:
    """Whether the sentence stands in the gold evidence, or holds a good part of it."""
    if candidate.passage.article_id not in question.gold_ids:
        return False
    text = sets.squeezed(candidate.text)
    return any(_common(text, sets.squeezed(gold)) >= min(len(text), 2 * MIN_OVERLAP) for gold in question.gold_evidence)


def sentence_rows(corpus: Corpus, questions: Sequence[sets.Question]) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """For each question its half and a matrix: one sentence a row, its seven signals and whether it is gold."""
    retriever, chooser = HybridRetriever(corpus), SentenceChooser(corpus)
    for question in questions:
        query = Query.of(question.question)
        found = chooser.rank(query, retriever.retrieve(query, DEPTH))
        if found:
            yield question.half, np.array([[*_signals(c), is_gold(c, question)] for c in found], dtype=np.float64)


def sentence_scores(rows: Sequence[NDArray[np.float64]], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of questions with a gold sentence first, among three, among five."""
    hits = np.zeros(3)
    for matrix in rows:
        order = np.argsort(-(matrix[:, :-1] @ weights), kind="stable")
        place = next((n for n, row in enumerate(order) if matrix[row, -1]), DEPTH)
        hits += [place < 1, place < 3, place < 5]
    return hits / max(len(rows), 1)


def _signals(candidate: Candidate) -> tuple[float, ...]:
    length = min(len(tokens(candidate.text)), choosing.FULL_LENGTH) / choosing.FULL_LENGTH
    return (
        candidate.nearness,
        candidate.coverage,
        candidate.coverage_with_previous,
        candidate.passage_score,
        float(candidate.holds_kind),
        length,
        candidate.passage_nearness,
    )


def _common(text: str, evidence: str) -> int:
    if evidence in text or text in evidence:
        return min(len(text), len(evidence))
    size = SequenceMatcher(None, text, evidence, autojunk=False).find_longest_match().size
    return size if size >= MIN_OVERLAP else 0


def _search_weights(rows: dict[str, list[tuple[str, NDArray[np.float64]]]]) -> None:
    current = np.array(choosing.SENTENCE_WEIGHTS)
    best, best_sum = current, 0.0
    draw = np.random.default_rng(0)
    for trial in range(TRIALS):
        weights = current if trial == 0 else draw.uniform(0, 1, 7) * [1, 0.6, 0.6, 1, 0.4, 0.3, 0.8]
        total = sum(float(sentence_scores(_half(rows[name], "tune"), weights) @ [2, 1, 1]) for name in SETS)
        if total > best_sum:
            best, best_sum = weights, total
    for label, weights in (("in use", current), ("best found", best), ("nearness alone", np.eye(7)[0])):
        print(f"sentences, {label}: {np.round(weights, 2).tolist()}")
        for name in SETS:
            for half in ("tune", "report"):
                print(f"  {name:10} {half:7} {np.round(sentence_scores(_half(rows[name], half), weights), 3).tolist()}")


def _half(rows: list[tuple[str, NDArray[np.float64]]], half: str) -> list[NDArray[np.float64]]:
    return [matrix for which, matrix in rows if which == half]


def main(folder: Path) -> None:
    rows = {}
    for name in SETS:
        corpus, questions = sets.load_own(folder / name) if name == "own" else sets.load_public(name, folder / name)
        answerable = [question for question in questions if question.answerable]
        for half in ("tune", "report"):
            part = [question for question in answerable if question.half == half]
            for stage, ranking in stages(corpus).items():
                scores = " / ".join(f"{value:.3f}" for value in passage_scores(ranking, part))
                print(f"passages {name:10} {half:7} {stage:17} hit@1 / hit@5 / MRR@10  {scores}", flush=True)
        rows[name] = list(sentence_rows(corpus, answerable))
    _search_weights(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
