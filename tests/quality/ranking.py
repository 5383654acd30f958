"""The experiments behind the ranking: what each stage earns, and how its weights were set.

    python -m tests.quality.ranking FOLDER

Passages: hit@1, hit@5 and MRR@10 of each stage, a hit being a passage that holds at least
half of the gold evidence; articles: the share of questions whose gold article is first,
and with all of them among ten. Sentences: the share of questions with a sentence of the
gold evidence first, among three, among five; their weights by pairwise logistic regression
on the halves "tune", printed with the halves "report". FOLDER keeps the corpora between runs;
FOOTNOTE_RERANKER adds a reranker's line.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from corpus import Corpus, Passage
from qa.answer import ScoredPassage
from qa.candidates import Candidate, signals_of
from qa.choosing import READ, READ_WEIGHTS, SentenceChooser
from qa.evaluating.gold import squeezed
from qa.evaluating.measures import all_among, hit_at, rank_of_first
from qa.evaluating.scoring import AMONG, DEPTH, ranking_figures, ranking_names
from qa.fusing import reciprocal_ranks
from qa.interpreting import interpret
from qa.query import Query
from qa.reading import Reader, packaged_reader
from qa.reranking import MAX_READ, Reranker, reranker_of
from qa.rereading import reader_for, reranked
from qa.retrieving import DenseRetriever, HybridRetriever, LexicalRetriever, Retriever
from qa.settings import QASettings
from tests.quality import sets

SETS = ("own", "onestopqa", "clapnq_dev", "multihoprag_500")
WITH_SPANS = ("own", "onestopqa", "clapnq_dev")
NOW = datetime(2026, 11, 1, tzinfo=UTC)  # what "last week" counts from; after every article of the sets
MIN_OVERLAP = 20  # letters; a shorter common run of a cut sentence is chance

Ranking = Callable[[str], Sequence[Passage]]


def stages(corpus: Corpus, reranker: Reranker | None = None) -> dict[str, Ranking]:
    """Each stage of the search, as a ranking of passages made once for a question; the last is the reader's."""
    lexical, dense, hybrid = LexicalRetriever(corpus), DenseRetriever(corpus), HybridRetriever(corpus)

    def by(retriever: Retriever) -> Ranking:
        return lambda question: [s.passage for s in retriever.retrieve(Query.of(question), DEPTH)]

    def fused_by_rank(question: str) -> list[Passage]:
        lists = [retriever.retrieve(Query.of(question), 50) for retriever in (lexical, dense)]
        found = {s.passage.passage_id: s.passage for ranking in lists for s in ranking}
        ranked = reciprocal_ranks([[s.passage.passage_id for s in ranking] for ranking in lists])
        return [found[item] for item, _ in ranked]

    @cache
    def read(question: str, k: int = DEPTH) -> list[ScoredPassage]:
        return hybrid.retrieve(interpret(question, corpus, now=NOW).query, k)

    def reread(question: str) -> list[Passage]:
        query, found = interpret(question, corpus, now=NOW).query, read(question)
        reader = reader_for(query, packaged_reader)
        return [s.passage for s in (reranked(reader, query, found) if reader else found)]

    rankings: dict[str, Ranking] = {
        "lexical": by(lexical),
        "dense": by(dense),
        "reciprocal ranks": fused_by_rank,
        "hybrid": by(hybrid),
        "hybrid, read": lambda question: [s.passage for s in read(question)],
        "reread": reread,
    }
    if reranker is not None:
        rankings["reranked"] = lambda q: [s.passage for s in reranker.rerank(q, read(q, MAX_READ))][:DEPTH]
    return {name: cache(ranking) for name, ranking in rankings.items()}


def passage_scores(ranking: Ranking, questions: Sequence[sets.Question]) -> tuple[float, float, float]:
    """hit@1, hit@5 and MRR@10 over the answerable questions."""
    figures = [
        ranking_figures("passage", [holds_gold(passage, question) for passage in ranking(question.question)])
        for question in questions
    ]
    first, five, reciprocal = (fmean(figure[name] for figure in figures) for name in ranking_names("passage"))
    return first, five, reciprocal


def article_scores(ranking: Ranking, questions: Sequence[sets.Question]) -> tuple[float, float]:
    """The share of answerable questions with a gold article first, and with all gold articles among ten."""
    first, all_found = [], []
    for question in questions:
        found = list(dict.fromkeys(passage.article_id for passage in ranking(question.question)))
        first.append(hit_at(rank_of_first(article_id in question.gold_ids for article_id in found), 1))
        all_found.append(all_among(question.gold_ids, found, AMONG))
    return fmean(first), fmean(all_found)


def holds_gold(passage: Passage, question: sets.Question) -> bool:
    """Whether the passage holds at least half of the gold evidence."""
    if passage.article_id not in question.gold_ids:
        return False
    text = squeezed(passage.text)
    gold = [squeezed(evidence) for evidence in question.gold_evidence]
    if question.kind and any(evidence in text for evidence in gold) and len(question.gold_ids) > 1:
        return True  # any of several articles that say it will do
    return 2 * sum(_common(text, evidence) for evidence in gold) >= sum(map(len, gold))


def is_gold(candidate: Candidate, question: sets.Question) -> bool:
    """Whether the sentence overlaps the gold evidence, by more than a few letters."""
    if candidate.passage.article_id not in question.gold_ids:
        return False
    text = squeezed(candidate.text)
    gold = [squeezed(evidence) for evidence in question.gold_evidence]
    return any(_common(text, evidence) >= min(len(text), len(evidence), MIN_OVERLAP) for evidence in gold)


def sentence_rows(
    corpus: Corpus, questions: Sequence[sets.Question], reader: Callable[[], Reader | None] = packaged_reader
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """For each question its half and a matrix: one sentence a row, best first, its signals and whether it is gold."""
    retriever, chooser = HybridRetriever(corpus), SentenceChooser(corpus, reader)
    for question in questions:
        query = interpret(question.question, corpus, now=NOW).query
        found = chooser.rank(query, retriever.retrieve(query, DEPTH))
        if found:
            yield (
                question.half,
                np.array([[*signals_of(c), is_gold(c, question)] for c in found], dtype=np.float64),
            )


def sentence_scores(
    rows: Sequence[NDArray[np.float64]], weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """The share of questions with a gold sentence first, among three, among five.

    In the order of the rows, or with those that were read ordered anew by other weights.
    """
    hits = np.zeros(3)
    for matrix in rows:
        order = list(range(len(matrix)))
        if weights is not None:
            order[:READ] = np.argsort(-(matrix[:READ, :-1] @ weights), kind="stable").tolist()
        place = next((n for n, row in enumerate(order) if matrix[row, -1]), DEPTH)
        hits += [place < 1, place < 3, place < 5]
    return hits / max(len(rows), 1)


def _common(text: str, evidence: str) -> int:
    if evidence in text or text in evidence:
        return min(len(text), len(evidence))
    size = SequenceMatcher(None, text, evidence, autojunk=False).find_longest_match().size
    return size if size >= MIN_OVERLAP else 0


def fit(rows: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """The weights that best put a gold sentence before each other one, nearness weighing 1."""
    from sklearn.linear_model import LogisticRegression

    differences, shares = [], []
    for matrix in (each[:READ] for each in rows):
        is_gold_row = matrix[:, -1] == 1
        if is_gold_row.any() and not is_gold_row.all():
            gold = matrix[is_gold_row][np.argmax(matrix[is_gold_row][:, 0]), :-1]
            others = gold - matrix[~is_gold_row][:, :-1]
            differences += [others, -others]
            shares += [np.full(len(others), 10 / len(others))] * 2
    wins = np.concatenate([np.full(len(part), 1 - number % 2) for number, part in enumerate(differences)])
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1_000)
    model.fit(np.concatenate(differences), wins, sample_weight=np.concatenate(shares))
    return np.asarray(model.coef_[0] / model.coef_[0][0])


def _report_sentences(rows: dict[str, list[tuple[str, NDArray[np.float64]]]]) -> None:
    fitted = fit([matrix for name in WITH_SPANS for matrix in _half(rows[name], "tune")])
    for label, weights in (("in use", None), ("fitted", fitted), ("nearness alone", np.eye(len(READ_WEIGHTS))[0])):
        print(f"sentences, {label}: {np.round(READ_WEIGHTS if weights is None else weights, 2).tolist()}")
        for name in WITH_SPANS:
            for half in ("tune", "report"):
                print(f"  {name:10} {half:7} {np.round(sentence_scores(_half(rows[name], half), weights), 3).tolist()}")


def _half(rows: list[tuple[str, NDArray[np.float64]]], half: str) -> list[NDArray[np.float64]]:
    return [matrix for which, matrix in rows if which == half]


def main(folder: Path) -> None:
    rows = {}
    for name in SETS:
        corpus, questions = sets.load_own(folder / name) if name == "own" else sets.load_public(name, folder / name)
        answerable = [question for question in questions if question.answerable]
        rankings = stages(corpus, reranker_of(QASettings()))
        for half in ("tune", "report"):
            part = [question for question in answerable if question.half == half]
            for stage, ranking in rankings.items():
                scores = passage_scores(ranking, part) if name in WITH_SPANS else ()
                shown = " / ".join(f"{value:.3f}" for value in (*scores, *article_scores(ranking, part)))
                print(f"{name:15} {half:7} {stage:17} {shown}", flush=True)
        if name in WITH_SPANS:
            rows[name] = list(sentence_rows(corpus, answerable))
    _report_sentences(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
