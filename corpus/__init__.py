"""From files to searchable passages; knows nothing of questions.

Start with `Corpus` (what one searches) and `ingest` (how articles get in).
"""

from corpus.article import Article, Passage, Span
from corpus.embedding import Embedder, SentenceTransformerEmbedder
from corpus.errors import (
    ArticleNotFound,
    CatalogueError,
    CorpusError,
    EmbedderError,
    ImportRefused,
    IndexUnavailable,
    NoSpace,
    SourceRejected,
)
from corpus.ingest import ingest
from corpus.loading import RawDocument
from corpus.report import IngestReport, Offer, Outcome, Rejection, Status
from corpus.running import IngestOptions
from corpus.settings import CorpusSettings
from corpus.splitting import sentences_of
from corpus.store import Corpus

__all__ = [
    "Article",
    "ArticleNotFound",
    "CatalogueError",
    "Corpus",
    "CorpusError",
    "CorpusSettings",
    "Embedder",
    "EmbedderError",
    "ImportRefused",
    "IndexUnavailable",
    "IngestOptions",
    "IngestReport",
    "NoSpace",
    "Offer",
    "Outcome",
    "Passage",
    "RawDocument",
    "Rejection",
    "SentenceTransformerEmbedder",
    "SourceRejected",
    "Span",
    "Status",
    "ingest",
    "sentences_of",
]
