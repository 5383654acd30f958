"""Rows of the catalogue to articles and passages, and vectors to bytes and back.

The columns are listed beside the functions that read them, so that they cannot drift apart.
"""

import json
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from corpus.article import Article, Passage, Span
from corpus.database import Row
from corpus.embedding import Vectors

PASSAGE_COLUMNS = """p.passage_id, p.article_id, p.ordinal, p.start, p."end",
    substr(a.text, p.start + 1, p."end" - p.start), a.source, a.title, a.publisher, a.published, a.url"""
ARTICLE_COLUMNS = (
    "article_id, version, source, url, title, publisher, published, published_from, authors, language, text"
)


def article_of(row: Row) -> Article:
    article_id, version, source, url, title, publisher, published, published_from, authors, language, text = row
    return Article(
        article_id=article_id, version=version, source=source, url=url, title=title, publisher=publisher,
        published=_date(published), published_from=published_from, authors=tuple(json.loads(authors)),
        language=language, text=text,
    )  # fmt: skip


def passage_of(row: Row) -> Passage:
    passage_id, article_id, ordinal, start, end, text, source, title, publisher, published, url = row
    return Passage(
        passage_id=passage_id, article_id=article_id, span=Span(start=start, end=end), text=text, ordinal=ordinal,
        source=source, title=title, publisher=publisher, published=_date(published), url=url,
    )  # fmt: skip


def _date(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def pack(vector: Vectors) -> bytes:
    return vector.astype(np.float16).tobytes()


def unpack(blobs: Sequence[bytes]) -> Vectors:
    if not blobs:
        return np.zeros((0, 0), dtype=np.float32)
    return np.frombuffer(b"".join(blobs), dtype=np.float16).reshape(len(blobs), -1).astype(np.float32)
