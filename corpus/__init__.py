"""From files to searchable passages; knows nothing of questions.

Start with `Corpus` (what one searches) and `ingest` (how articles get in).

Each name is imported when it is first asked for: whoever lists articles need not wait for
what reads PDFs, and `--help` for nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.article import Article, Passage, Span
    from corpus.embedding import Embedder, SentenceTransformerEmbedder
    from corpus.errors import (
        ArticleNotFound,
        CatalogueError,
        ConversationNotFound,
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
    "ConversationNotFound",
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

_HOMES = {
    "article": ("Article", "Passage", "Span"),
    "embedding": ("Embedder", "SentenceTransformerEmbedder"),
    "errors": (
        "ArticleNotFound",
        "CatalogueError",
        "ConversationNotFound",
        "CorpusError",
        "EmbedderError",
        "ImportRefused",
        "IndexUnavailable",
        "NoSpace",
        "SourceRejected",
    ),
    "ingest": ("ingest",),
    "loading": ("RawDocument",),
    "report": ("IngestReport", "Offer", "Outcome", "Rejection", "Status"),
    "running": ("IngestOptions",),
    "settings": ("CorpusSettings",),
    "splitting": ("sentences_of",),
    "store": ("Corpus",),
}


class _Package(ModuleType):
    """This package. Importing the module `corpus.ingest` would put it in the place of the function of that name."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name == "ingest" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        for home, names in _HOMES.items():
            if name in names:
                value = getattr(import_module(f"corpus.{home}"), name)
                setattr(self, name, value)
                return value
        raise AttributeError(f"module 'corpus' has no attribute {name!r}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
