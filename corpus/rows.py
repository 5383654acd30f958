"""Rows of the catalogue to articles and passages, and vectors to bytes and back.

The columns are listed beside the functions that read them, so that they cannot drift apart.
"""

import json
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Passage, Span
from corpus.database import Row
from corpus.embedding import Vectors

Halves = NDArray[np.float16]

PASSAGE_COLUMNS = """p.passage_id, p.article_id, p.ordinal, p.start, p."end",
    substr(a.text, p.start + 1, p."end" - p.start), a.source, a.title, a.publisher, a.published, a.url"""
ARTICLE_COLUMNS = """article_id, version, source, url, title, publisher, published, published_from,
    published_certainty, updated, fetched, authors, language, pages, is_teaser, raw, text"""
ARTICLE_PLACES = ", ".join("?" * len(ARTICLE_COLUMNS.split(",")))


def article_of(row: Row) -> Article:
    (article_id, version, source, url, title, publisher, published, published_from, certainty, updated, fetched,
     authors, language, pages, is_teaser, raw, text) = row  # fmt: skip
    return Article(
        article_id=article_id, version=version, source=source, url=url, title=title, publisher=publisher,
        published=moment_of(published), published_from=published_from, published_certainty=certainty,
        updated=moment_of(updated), fetched=moment_of(fetched), authors=tuple(json.loads(authors)),
        language=language, pages=tuple(json.loads(pages)), is_teaser=bool(is_teaser), raw=raw, text=text,
    )  # fmt: skip


def row_of(article: Article) -> Row:
    """The values of `ARTICLE_COLUMNS`."""
    return (
        article.article_id, article.version, article.source, article.url, article.title, article.publisher,
        written(article.published), article.published_from, article.published_certainty, written(article.updated),
        written(article.fetched), json.dumps(article.authors), article.language, json.dumps(article.pages),
        int(article.is_teaser), article.raw, article.text,
    )  # fmt: skip


def passage_of(row: Row) -> Passage:
    passage_id, article_id, ordinal, start, end, text, source, title, publisher, published, url = row
    return Passage(
        passage_id=passage_id, article_id=article_id, span=Span(start=start, end=end), text=text, ordinal=ordinal,
        source=source, title=title, publisher=publisher, published=moment_of(published), url=url,
    )  # fmt: skip


def moment_of(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def written(moment: datetime | None) -> str | None:
    """A moment in UTC as a text; such texts sort as the moments do: "+" is before ".", a fraction has six digits."""
    return moment.isoformat() if moment else None


def pack(vector: Vectors) -> bytes:
    return vector.astype(np.float16).tobytes()


def unpack(blobs: Sequence[bytes]) -> Vectors:
    return unpack_half(blobs).astype(np.float32)


def unpack_half(blobs: Sequence[bytes]) -> Halves:
    """The vectors as they are stored, float16."""
    if not blobs:
        return np.zeros((0, 0), dtype=np.float16)
    return np.frombuffer(b"".join(blobs), dtype=np.float16).reshape(len(blobs), -1)
