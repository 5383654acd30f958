"""What a fresh process finds in a data folder: what is there, whether it is whole, and how soon it answers.

Run as `python -m tests.soak.verifying HOME STARTED` it prints that as JSON, with seconds counted from the
moment STARTED, so that the start of Python counts as well. Knows nothing about what should be there.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus import Corpus
from corpus.article import Article
from corpus.health import State
from corpus.index import ChromaIndex
from corpus.splitting import split
from corpus.storing import embedded_text
from tests.soak.reports import MARK, mark_of, number_of, report
from tests.soak.starting import Say
from tests.soak.working import opened

READY_SECONDS = 100.0
PROBES = 3  # searches for everything; Chroma's graph may hide one passage of thousands from one of them
DISAGREEING = {
    "passages without words": "SELECT count(*) FROM passages WHERE number NOT IN (SELECT rowid FROM passage_words)",
    "words without passages": "SELECT count(*) FROM passage_words WHERE rowid NOT IN (SELECT number FROM passages)",
    "passages without sentences": "SELECT count(*) FROM passages WHERE number NOT IN (SELECT passage FROM sentences)",
    "sentences without passages": "SELECT count(*) FROM sentences WHERE passage NOT IN (SELECT number FROM passages)",
    "passages without articles": "SELECT count(*) FROM passages p LEFT JOIN articles a USING (article_id) "
                                 "WHERE a.newest IS NOT NULL OR a.text IS NULL",
    "articles without passages": "SELECT count(*) FROM articles WHERE newest IS NULL "
                                 "AND article_id NOT IN (SELECT article_id FROM passages)",
    "spans outside the text": 'SELECT count(*) FROM passages p JOIN articles a USING (article_id) '
                              'WHERE p."end" > length(a.text)',
    "removals of what is there": "SELECT count(*) FROM removals JOIN passages USING (passage_id)",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Found:
    """What was found; `faults` must be empty, and the three counts of ids equal."""

    present: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # of the index, for which it was made anew
    first_answer: float = 0.0  # seconds until a search was right
    ready: float = 0.0  # seconds until the index answered; 0 where that was not waited for
    ids: int = 0


def verify(say: Say, hear: Callable[[], bool], home: Path, is_deep: bool, is_closed: bool) -> None:
    """Say what is found. The index is waited for only where the look is deep; else it is left as it is."""
    say(asdict(found_in(home, started=time.time(), is_deep=is_deep, is_closed=is_closed)))


def found_in(home: Path, *, started: float, is_deep: bool, is_closed: bool = True) -> Found:
    corpus = opened(home)
    found = Found()
    articles = corpus.catalogue.articles()
    corpus.keep_index()
    if articles and not _answers(corpus, articles[len(articles) // 2]):
        found.faults.append("a search with a text does not find it first")
    found.first_answer = time.time() - started
    found.faults += disagreements(corpus.settings.catalogue_path)
    if is_deep:
        _look_at_index(corpus, found, started)
    for article in articles:  # by the index where that was waited for, else by whatever answers meanwhile
        _look_at(corpus, article, found)
    found.present.sort()
    if len(set(found.present)) < len(found.present):
        found.faults.append("a report is there twice")
    if is_closed:
        corpus.close()
    return found


def disagreements(catalogue: Path) -> list[str]:
    """Where the tables of a catalogue do not fit each other."""
    with closing(sqlite3.connect(catalogue)) as connection:
        faults = [name for name, query in DISAGREEING.items() if connection.execute(query).fetchone()[0]]
        integrity = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        strays = connection.execute("PRAGMA foreign_key_check").fetchall()
    return faults + [fault for fault in integrity if fault != "ok"] + ["a row points nowhere"] * bool(strays)


def _look_at(corpus: Corpus, article: Article, found: Found) -> None:
    """Whether one article is whole, found by its words, and cut as it should be."""
    if not MARK.search(article.text):
        return
    number = number_of(article.text)
    found.present.append(number)
    expected = split(report(number), max_chars=corpus.settings.passage_chars)
    stored = corpus.catalogue.passages_of(article.article_id)
    if article.text != report(number).text or [p.passage_id for p in stored] != [p.passage_id for p in expected]:
        found.faults.append(f"report {number} is not whole")
    by_words = corpus.search_lexical([mark_of(number)], 3)
    by_vector = corpus.search_dense(corpus.embedder.embed_query(embedded_text(expected[0])), 1)
    if [[passage_id for passage_id, _ in hits] for hits in (by_words, by_vector)] != 2 * [[expected[0].passage_id]]:
        found.faults.append(f"report {number} is found by its word at {by_words}, by its own text at {by_vector}")


def _answers(corpus: Corpus, article: Article) -> bool:
    """Whether an article's passage is found first by its own text, or by its own vector where it has no report's."""
    passage = corpus.catalogue.passages_of(article.article_id)[0]
    if MARK.search(article.text):
        vector = corpus.embedder.embed_query(embedded_text(passage))
    else:
        vector = corpus.catalogue.vectors([passage.passage_id])[1][0]
    return corpus.search_dense(vector, 5)[0][0] == passage.passage_id


def _look_at_index(corpus: Corpus, found: Found, started: float) -> None:
    """Wait until the index is there, and compare what it holds with the catalogue."""
    deadline = time.monotonic() + READY_SECONDS
    health = corpus.health()
    while (health.state is not State.READY or health.pending) and time.monotonic() < deadline:
        corpus.catch_up()
        time.sleep(0.02)
        health = corpus.health()
    if health.state is not State.READY or health.pending:
        found.faults.append(f"the index is {health.state.value} with {health.pending} pending: {health.words}")
        return
    found.ready = time.time() - started
    found.problems = list(health.problems)
    index = corpus._keeper._held._index
    assert isinstance(index, ChromaIndex)
    ids, vectors = corpus.catalogue.vectors()
    found.ids = len(ids)
    if not ids:
        return
    held, step = index.ids(), max(1, len(ids) // PROBES)
    asked = index.search_many(vectors[::step][:PROBES], len(ids))
    reached = {passage_id for hits in asked for passage_id in hits}
    if not set(ids) == held == reached or any(len(set(hits)) < len(hits) for hits in asked):
        missing, strange = len(set(ids) - held), len(held - set(ids))
        found.faults.append(f"{missing} of {len(ids)} are missing, {strange} strange, {len(reached)} reached")


if __name__ == "__main__":
    print(json.dumps(asdict(found_in(Path(sys.argv[1]), started=float(sys.argv[2]), is_deep=True))))
