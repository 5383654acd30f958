"""Articles made by rule, as many as one wants and the same in every process.

The sentences are those of real articles: the samples, and OneStopQA's where it is at hand.
An article is made of two real ones: their sentences in another order, with names, numbers
and some rare words exchanged (`tests.bench.inventing`). 40 publishers have it with shares
that fall as 1, 1/2, 1/3 ..., and its date lies in five years.

    Base.read()           the real articles' sentences
    make(number, base)    an article, and from which real sentence each of its own comes
    ask(number, base)     a question that has some words of that article

Knows nothing about vectors and where articles go.
"""

import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from random import Random

from corpus import Article, Corpus, CorpusSettings, ingest, sentences_of
from corpus.article import article_id_of
from tests.bench.inventing import WORD, draw, publisher_of, vary
from tests.fakes import HashEmbedder
from tests.quality.sets import EVAL_FOLDER, SAMPLES

RULES = 1  # a new number where the same article number gives another article
FIRST_DAY = datetime(2021, 1, 1, tzinfo=UTC)
DAYS = 5 * 365
SENTENCES = (12, 40)  # of an article: some 3,700 characters, as OneStopQA's articles have
PARAGRAPH = 4
QUESTION_WORDS = 8
SMALL = 8  # articles whose sentences a quick run takes


@dataclass(frozen=True, kw_only=True)
class Base:
    """The sentences of real articles, article by article."""

    articles: tuple[tuple[str, ...], ...]
    is_small: bool = False

    @classmethod
    def read(cls, *, is_small: bool = False) -> "Base":
        """The samples' sentences and OneStopQA's; only the first of the samples where it is to be small."""
        articles = sample_articles()[:SMALL] if is_small else sample_articles() + public_articles()
        texts = [article.text for article in articles]
        cut = tuple(tuple(span.of(text) for span in sentences_of(text)) for text in texts)
        return cls(articles=cut, is_small=is_small)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """All sentences in one row; `Made.origins` counts along it."""
        return tuple(sentence for article in self.articles for sentence in article)

    @cached_property
    def first_rows(self) -> tuple[int, ...]:
        """Where in `sentences` each article begins."""
        first, rows = 0, []
        for article in self.articles:
            rows.append(first)
            first += len(article)
        return tuple(rows)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(word for sentence in self.sentences for word in WORD.findall(sentence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A made article, its sentences, and for each the row of the real one it was made from."""

    article: Article
    sentences: tuple[str, ...]
    origins: tuple[int, ...]


def make(number: int, base: Base) -> Made:
    """The article with this number."""
    chance = Random(f"article {number}")
    rows = [row for index in chance.sample(range(len(base.articles)), 2) for row in _rows(base, index)]
    chance.shuffle(rows)
    rows = rows[: chance.randrange(*SENTENCES)]
    names: dict[str, str] = {}
    said = [vary(base.sentences[row], chance, names, base.counts) for row in rows]
    paragraphs = [" ".join(said[first : first + PARAGRAPH]) for first in range(0, len(said), PARAGRAPH)]
    text = "\n\n".join(paragraphs)
    title = f"{draw(chance).capitalize()} {' '.join(said[0].split()[:6]).rstrip('.,;:')}"
    article = Article(
        article_id=article_id_of(text),
        text=text,
        source=f"/made/{number}.txt",
        title=title,
        publisher=publisher_of(chance),
        published=FIRST_DAY + timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(1_440)),
        published_from="given",
        language="en",
    )
    return Made(article=article, sentences=tuple(said), origins=tuple(rows))


def ask(number: int, base: Base, turn: int = 0, *, opening: str = "What about") -> str:
    """A question with eight words of the article with this number, others in each turn."""
    made = make(number, base)
    chance = Random(f"question {turn} of {number}")
    words = chance.choice(made.sentences).split() + chance.choice(made.sentences).split()
    first = chance.randrange(max(len(words) - QUESTION_WORDS, 0) + 1)
    return f"{opening} {' '.join(words[first : first + QUESTION_WORDS])}?"


def varied(article: Article, turn: int) -> Article:
    """A real article with its sentences in another order and other names: another text in each turn."""
    chance = Random(f"turn {turn} of {article.article_id}")
    said = [span.of(article.text) for span in sentences_of(article.text)]
    chance.shuffle(said)
    names: dict[str, str] = {}
    text = "\n\n".join(
        " ".join(vary(each, chance, names, {}) for each in said[first : first + PARAGRAPH])
        for first in range(0, len(said), PARAGRAPH)
    )
    return Article(
        article_id=article_id_of(text), text=text, source=f"/turn/{turn}/{article.article_id}.txt",
        title=article.title, publisher=article.publisher, published=article.published, language=article.language,
    )  # fmt: skip


@cache
def sample_articles() -> list[Article]:
    """The shipped samples, read as Footnote reads them, in the order of their names."""
    with (
        tempfile.TemporaryDirectory() as home,
        Corpus(CorpusSettings(home=Path(home), _env_file=None), embedder=HashEmbedder()) as corpus,
    ):
        ingest(corpus, [str(SAMPLES)])
        return sorted(corpus.catalogue.articles(), key=lambda article: Path(article.source).name)


@cache
def public_articles() -> list[Article]:
    """OneStopQA's articles, where they are at hand."""
    path = EVAL_FOLDER / "onestopqa" / "corpus.jsonl"
    if not path.exists():
        return []
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Article(
            article_id=article_id_of(record["text"]), text=record["text"], source=record["id"], title=record["title"],
            publisher=record["source"], language="en",
        )
        for record in records
    ]  # fmt: skip


def _rows(base: Base, index: int) -> range:
    first = base.first_rows[index]
    return range(first, first + len(base.articles[index]))
