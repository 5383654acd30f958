"""Passages, candidates and corpora made up for a test; every field a test does not name has a plain value."""

from collections.abc import Sequence
from datetime import UTC, datetime

from corpus import Corpus, Passage, RawDocument, Span, ingest
from corpus.article import passage_id_of
from qa.answer import Citation, Evidence, ScoredPassage
from qa.candidates import Candidate
from tests.corpus.making import unit

VERDICT = "Reach Line was fined 2.4 million florins on Thursday for endangering passengers."


def passage(
    text: str = VERDICT, *, article_id: str = "ferry", start: int = 0, title: str | None = "Verdict"
) -> Passage:
    """A passage that stands in its article from character `start` on."""
    span = Span(start=start, end=start + len(text))
    return Passage(
        passage_id=passage_id_of(article_id, span), article_id=article_id, span=span, text=text, ordinal=0,
        source=f"/news/{article_id}.txt", title=title, publisher="Keldmar Tribune",
        published=datetime(2026, 7, 2, tzinfo=UTC), url=None,
    )  # fmt: skip


def scored(
    text: str = VERDICT, *, rank: int = 1, article_id: str = "ferry", title: str | None = "Verdict"
) -> ScoredPassage:
    return ScoredPassage(passage=passage(text, article_id=article_id, title=title), score=1.0, rank=rank, stage="test")


def evidence(*texts: str) -> Evidence:
    """Each text as one numbered passage of an article of its own."""
    return Evidence(
        items=tuple(scored(text, rank=rank, article_id=f"article-{rank}") for rank, text in enumerate(texts, start=1))
    )


def citation(claim: str, *, marker: int = 1, start: int = 0, text: str = VERDICT) -> Citation:
    """A citation whose quote is the whole passage `text`."""
    whole = passage(text, start=100)
    return Citation(
        marker=marker, claim=Span(start=start, end=start + len(claim)), passage=whole, quote=whole.span, support=0.9
    )


def candidate(
    text: str, *, score: float, article_id: str = "a", vector: Sequence[float] = (1.0, 0.0), holds_kind: bool = True
) -> Candidate:
    """A sentence that is a passage of its own."""
    whole = passage(text, article_id=article_id)
    return Candidate(
        passage=whole, span=whole.span, vector=unit(*vector), nearness=0.5, coverage=0.5, telling=0.5,
        passage_coverage=0.5, passage_nearness=0.5, passage_score=0.5, holds_kind=holds_kind, score=score,
    )  # fmt: skip


def add(corpus: Corpus, **articles: str) -> dict[str, str]:
    """Put articles into the corpus, each under its name as its title; their ids by name."""
    for name, text in articles.items():
        ingest(corpus, [RawDocument(f"{name}.txt", f"Title: {name}\nDate: 2026-03-02\n\n{text}".encode())])
    return {article.source.removesuffix(".txt"): article.article_id for article in corpus.catalogue.articles()}
