"""The evaluation sets: articles, questions and gold evidence, in one shape.

The project's own questions over the sample articles are always here; the public sets
are read where the folder `FOOTNOTE_EVAL` (by default `../shared/eval`) holds them, and
are never copied into the project.
"""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus import Article, Corpus, CorpusSettings, Embedder, ingest
from corpus.article import article_id_of
from corpus.cleaning import clean
from corpus.dating import parse_date

PROJECT = Path(__file__).resolve().parents[2]
EVAL_FOLDER = Path(os.environ.get("FOOTNOTE_EVAL", PROJECT.parent / "shared" / "eval"))
SAMPLES = PROJECT / "corpus" / "sample" / "articles"
OWN_QUESTIONS = Path(__file__).with_name("questions.jsonl")
SLIPS = Path(__file__).with_name("slips.jsonl")  # questions with slips of the pen, and keywords
WORDED = Path(__file__).with_name("worded.jsonl")  # questions that name a time or a publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with what is known of its answer; `gold_ids` are article ids of the corpus."""

    id: str
    question: str
    answers: tuple[str, ...]
    answerable: bool
    gold_ids: frozenset[str]
    gold_evidence: tuple[str, ...]
    half: str
    kind: str = ""
    now: datetime = datetime(2026, 11, 1, tzinfo=UTC)  # what "last week" counts from


def has(name: str) -> bool:
    return (EVAL_FOLDER / name / "corpus.jsonl").exists()


def load_public(name: str, home: Path, embedder: Embedder | None = None) -> tuple[Corpus, list[Question]]:
    """A public set as a corpus in `home` and its questions; halves alternate by gold article."""
    ids: dict[str, str] = {}
    articles = []
    for record in lines_of(EVAL_FOLDER / name / "corpus.jsonl"):
        article = _article(record)
        if article is not None:
            ids[record["id"]] = article.article_id
            articles.append(article)
    corpus = Corpus(CorpusSettings(home=home), embedder=embedder)
    ingest(corpus, articles)
    return corpus, [_question(record, ids) for record in lines_of(EVAL_FOLDER / name / "queries.jsonl")]


def load_own(
    home: Path, embedder: Embedder | None = None, *, questions: Path = OWN_QUESTIONS
) -> tuple[Corpus, list[Question]]:
    """The sample articles and the project's own questions."""
    corpus = Corpus(CorpusSettings(home=home), embedder=embedder)
    ingest(corpus, [str(SAMPLES)])
    by_name = {Path(article.source).name: article.article_id for article in corpus.catalogue.articles()}
    found = []
    for record in lines_of(questions):
        sources = [record["source"], *(also["source"] for also in record.get("also_accepted", []))]
        evidence = [*record["gold_evidence"], *(also["evidence"] for also in record.get("also_accepted", []))]
        found.append(
            Question(
                id=record["id"],
                question=record["question"],
                answers=tuple(record["answers"]),
                answerable=record["answerable"],
                gold_ids=frozenset(by_name[source] for source in sources if source),
                gold_evidence=tuple(evidence),
                half=record["half"],
                kind=record["kind"],
                **({"now": datetime.fromisoformat(record["now"])} if "now" in record else {}),
            )
        )
    return corpus, found


def lines_of(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _article(record: dict[str, Any]) -> Article | None:
    text = clean(record["text"])
    if not text:
        return None
    published: datetime | None = parse_date(str(record.get("date") or ""))
    return Article(
        article_id=article_id_of(text),
        text=text,
        source=record["id"],
        title=record.get("title") or None,
        publisher=record.get("source") or None,
        published=published,
        published_from="given" if published else None,
    )


def _question(record: dict[str, Any], ids: dict[str, str]) -> Question:
    gold = [ids[gold_id] for gold_id in record.get("gold_ids") or [] if gold_id in ids]
    # Questions about one article stay in one half, so that what is tuned is never what is reported.
    half = "tune" if sum(map(ord, min(gold, default=record["id"]))) % 2 else "report"
    return Question(
        id=record["id"],
        question=record["question"],
        answers=tuple(map(str, record.get("answers") or [])),
        answerable=record["answerable"],
        gold_ids=frozenset(gold),
        gold_evidence=tuple(record.get("gold_evidence") or []),
        half=half,
        kind=str(record.get("type") or ""),
    )
