"""Where the gold of a question is: its articles in the corpus, and the characters of its evidence.

A question file names articles by what its maker had: our id, a path, an address, a title, or
an id of a `corpus.jsonl` beside it. Evidence is found whatever its typography, case and line
breaks. What is in no article of the corpus is not measured against.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Article, Corpus, Passage, Span
from qa.errors import QAError
from qa.evaluating.questions import KnownQuestion, records_of

MIN_TELLING = 20  # letters; shorter evidence stands in many articles and tells none
BESIDE = "corpus.jsonl"
ALIKE = 200  # letters from the start of a text by which an article is known again
LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The ids of a question's articles, and of its evidence the spans that were found: (article id, span)."""

    article_ids: frozenset[str] = frozenset()
    spans: tuple[tuple[str, Span], ...] = ()


def squeezed(text: str) -> str:
    """A text with case, marks and white space aside, for finding gold evidence whatever its typography."""
    return "".join(LETTER.findall(text)).casefold()


def located(evidence: str, text: str) -> Span | None:
    """Where the evidence stands in the text, typography aside; None where it does not."""
    wanted = squeezed(evidence)
    letters, places = [], []
    for match in LETTER.finditer(text):
        folded = match.group().casefold()
        letters.append(folded)
        places += [match.start()] * len(folded)
    at = "".join(letters).find(wanted) if wanted else -1
    return Span(start=places[at], end=places[at + len(wanted) - 1] + 1) if at >= 0 else None


def holds(passage: Passage, spans: Iterable[tuple[str, Span]]) -> bool:
    """Whether the passage holds at least half of the evidence that stands in its article, by characters."""
    gold = [span for article_id, span in spans if article_id == passage.article_id]
    held = (min(passage.span.end, span.end) - max(passage.span.start, span.start) for span in gold)
    return bool(gold) and 2 * sum(max(0, size) for size in held) >= sum(span.end - span.start for span in gold)


class GoldFinder:
    """Finds the gold of questions in one corpus; the texts are read once."""

    def __init__(self, corpus: Corpus, questions: Path | None = None) -> None:
        self._articles: dict[str, Article] = {
            article.article_id: article for article in reversed(corpus.catalogue.articles())
        }
        self._named: dict[str, set[str]] = {}
        self._beginning: dict[str, set[str]] = {}
        self._squeezed: dict[str, str] = {}
        for article in self._articles.values():
            for name in _names_of(article):
                self._named.setdefault(name, set()).add(article.article_id)
            self._beginning.setdefault(squeezed(article.text)[:ALIKE], set()).add(article.article_id)
        if questions is not None:
            self._learn(questions.parent / BESIDE)

    def find(self, question: KnownQuestion) -> Gold:
        """The gold of a question; articles that it does not name are those in which its evidence stands."""
        ids = {article_id for name in question.articles for article_id in self._named.get(name, ())}
        spans = self._spans(sorted(ids) if ids else self._holding(question.evidence), question.evidence)
        return Gold(article_ids=frozenset(ids or (article_id for article_id, _ in spans)), spans=tuple(spans))

    def _spans(self, article_ids: Iterable[str], evidence: Sequence[str]) -> list[tuple[str, Span]]:
        texts = {article_id: self._articles[article_id].text for article_id in article_ids}
        found = ((article_id, located(each, text)) for each in evidence for article_id, text in texts.items())
        return [(article_id, span) for article_id, span in found if span is not None]

    def _holding(self, evidence: Sequence[str]) -> list[str]:
        wanted = [text for each in evidence if len(text := squeezed(each)) >= MIN_TELLING]
        if wanted and not self._squeezed:
            self._squeezed = {article_id: squeezed(article.text) for article_id, article in self._articles.items()}
        return [article_id for article_id, text in self._squeezed.items() if any(each in text for each in wanted)]

    def _learn(self, path: Path) -> None:
        """The names that a file of articles beside the questions gives to those we have, known by how they begin."""
        if not path.exists():
            return
        try:
            records: Sequence[tuple[int, Mapping[str, object]]] = records_of(path)
        except QAError:
            return  # it is some other file of that name
        for _, record in records:
            same = self._beginning.get(squeezed(str(record.get("text") or ""))[:ALIKE])
            if same and record.get("id") is not None:
                self._named.setdefault(str(record["id"]), set()).update(same)


def _names_of(article: Article) -> set[str]:
    names = {article.article_id, article.source, Path(article.source).name, article.url, article.title}
    return {name for name in names if name}
