"""Articles of one sentence each, and the candidates that a question finds in them, made up for a test."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus import Article, Span
from corpus.article import article_id_of
from qa.candidates import Candidate
from qa.conflicts import Conflict
from qa.disagreeing import disagreement
from qa.query import Query
from tests.qa.making import candidate, passage


@dataclass(frozen=True)
class Report:
    """One article; `answer` are the words that the reader found in it."""

    text: str
    published: str | None = "2026-05-04"
    title: str = "News"
    answer: str = ""
    support: float = 7.0

    @property
    def article(self) -> Article:
        return Article(
            article_id=article_id_of(f"{self.text}{self.published}"), text=self.text, source="report.txt",
            title=self.title, publisher="The Post", published_from="given" if self.published else None,
            published=datetime.fromisoformat(self.published).replace(tzinfo=UTC) if self.published else None,
        )  # fmt: skip

    def candidate(self) -> Candidate:
        article = self.article
        whole = replace(
            passage(self.text, article_id=article.article_id, title=self.title), published=article.published
        )
        found = replace(candidate(self.text, score=1.0), passage=whole, span=whole.span, support=self.support)
        start = self.text.index(self.answer) if self.answer else 0
        return replace(found, answer=Span(start=start, end=start + len(self.answer))) if self.answer else found


def between(question: str, *reports: Report) -> Conflict | None:
    """What the reports tell differently of the question, found in their order."""
    articles = {report.article.article_id: report.article for report in reports}
    return disagreement(Query.of(question), [report.candidate() for report in reports], articles.__getitem__)


def told(question: str, *reports: Report) -> tuple[str, ...]:
    """The kind of conflict, then its values, newest first; nothing where there is none."""
    found = between(question, *reports)
    return (found.kind.value, *(version.value for version in found.versions)) if found else ()
