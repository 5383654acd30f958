"""Articles and passages made up for a test; every field a test does not name has a plain value."""

from collections.abc import Sequence

import numpy as np

from corpus import Article, Corpus, CorpusSettings, IngestReport, Passage, RawDocument, Span
from corpus.article import article_id_of, passage_id_of
from corpus.assembling import assemble
from corpus.catalog import Catalogue
from corpus.embedding import Vectors
from corpus.extracting import Extracted, extract
from corpus.writing import Origin
from tests.fakes import HashEmbedder

RAIN = "Rain fell on the harbour town for three days."
RIVER = "The river rose above the old stone quay."
SNOW = "Snow closed the road over the pass on Sunday."


def article(text: str = RAIN, source: str = "/news/rain.txt", title: str | None = None) -> Article:
    return Article(article_id=article_id_of(text), text=text, source=source, title=title)


def make_article(document: RawDocument, settings: CorpusSettings) -> Article:
    """The one article in a document, read in this process."""
    (found,) = extract(document)
    assert isinstance(found, Extracted)
    return assemble(document, found, max_chars=settings.max_article_chars)


def whole(stored: Article) -> Passage:
    """The article as one passage."""
    span = Span(start=0, end=len(stored.text))
    return Passage(
        passage_id=passage_id_of(stored.article_id, span), article_id=stored.article_id, span=span, text=stored.text,
        ordinal=0, source=stored.source, title=stored.title, publisher=stored.publisher,
    )  # fmt: skip


def put(corpus: Corpus, *texts: str, replacing: Sequence[str] = ()) -> list[str]:
    """Store each text as an article of one passage; the passages' ids."""
    ids = []
    for text in texts:
        passage = whole(article(text))
        vectors = corpus.embedder.embed([text])
        origin = Origin(replacing=tuple(replacing))
        corpus.store(article(text), [passage], vectors, [[(passage.span, vectors[0])]], origin=origin)
        ids.append(passage.passage_id)
    return ids


def vector(text: str) -> Vectors:
    return HashEmbedder().embed_query(text)


def unit(*numbers: float) -> Vectors:
    values = np.array(numbers, dtype=np.float32)
    return np.asarray(values / np.linalg.norm(values), dtype=np.float32)


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.added, report.unchanged, report.replaced, len(report.rejected)


def texts(corpus: Corpus) -> list[str]:
    return sorted(stored.text for stored in corpus.catalogue.articles())


def pending(catalogue: Catalogue, limit: int = 10) -> tuple[list[str], list[str]]:
    """Ids of the passages that the index has yet to take in, and of those it has yet to drop."""
    batch = catalogue.pending(limit)
    return [passage.passage_id for passage in batch.passages], list(batch.removed)


def held(corpus: Corpus) -> set[str]:
    """The ids that the open index of a corpus holds."""
    held = corpus._keeper._held
    assert held.is_open, corpus.health()
    return held.ids()
