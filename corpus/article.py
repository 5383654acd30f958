"""The three things a corpus is made of: `Span`, `Article` and `Passage`.

    article.text          "Rain fell. The river rose."
    Span(start=11, end=26)            11             26
    passage.text                     "The river rose."

`Article.text` is the coordinate system of the whole project: every span, in the
catalogue, in the index, in a citation, counts characters (code points) of that
one string. An article is therefore never edited after it was stored.

Knows nothing about files, databases or questions.
"""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime

ID_LENGTH = 16  # 64 bits of SHA-256: a collision needs some four billion articles


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of characters in one text; never empty, never negative."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span must satisfy 0 <= start < end, got {self.start}:{self.end}")

    def of(self, text: str) -> str:
        """The characters of `text` this span covers; ValueError where it reaches past the end."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}:{self.end} ends past the text's {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> "Span":
        """The same stretch counted from elsewhere: `by` characters further on, or back where negative."""
        return Span(start=self.start + by, end=self.end + by)

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article after cleaning.

    `source` is what the reader gave (a path, an address, "pasted"). `published`, `updated`
    and `fetched` are three things, each an aware UTC time or None where nobody said;
    `published_from` names where the first was found ("json-ld", "meta", "microdata",
    "page", "url", "byline", "feed", "front-matter", "field", "given") and
    `published_certainty` how sure that is ("sure", "likely", "guess").

    `pages` holds where each page of a printed article begins in `text`, the first always
    at 0; empty where the format has no pages. `is_teaser` marks a feed's own text, which
    stands in where the article itself could not be had. `raw` is the SHA-256 of the kept
    original. `version` counts the texts one source has had.
    """

    article_id: str
    text: str
    source: str
    version: int = 1
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    published_from: str | None = None
    published_certainty: str | None = None
    updated: datetime | None = None
    fetched: datetime | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    pages: tuple[int, ...] = ()
    is_teaser: bool = False
    raw: str | None = None

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError(f"article {self.source!r} has no text")
        for name in ("published", "updated", "fetched"):
            moment: datetime | None = getattr(self, name)
            if moment is not None and moment.utcoffset() != UTC.utcoffset(None):
                raise ValueError(f"{name} must be an aware UTC time, got {moment!r}")

    def page_of(self, offset: int) -> int | None:
        """The number, from 1, of the page that character `offset` stands on; None where there are no pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of whole sentences of one article; `article.text[span] == text`, always."""

    passage_id: str
    article_id: str
    span: Span
    text: str
    ordinal: int
    source: str = ""
    title: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if len(self.text) != self.span.end - self.span.start:
            raise ValueError(
                f"passage {self.passage_id!r}: {len(self.text)} characters do not fill "
                f"span {self.span.start}:{self.span.end}"
            )

    def part(self, span: Span) -> str:
        """The characters at a span of the article that lies inside this passage."""
        return self.text[span.start - self.span.start : span.end - self.span.start]


def article_id_of(text: str) -> str:
    """The identity of a cleaned text: equal texts are one article, wherever they came from."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def passage_id_of(article_id: str, span: Span) -> str:
    """The identity of a passage, e.g. `9f3a…:410-498`; the same in every run."""
    return f"{article_id}:{span.start}-{span.end}"
