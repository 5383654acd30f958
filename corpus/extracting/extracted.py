"""What an extractor hands on: `Extracted` for an article, `Feed` for a list of addresses, `Refused` for a bad member.

Knows nothing about formats; each extractor fills in what its format tells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

PAGE_MARK = "\ue000"
"""Stands in `Extracted.text` right before each page's first character; for private use, so no text has it."""

Wanted = Callable[[int, str], bool]
"""Asked with an archive member's number, from 1, and its name before it is read; False passes it over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """An article's text and what its format said about it; None is "did not say".

    `text` has one line a paragraph or an empty line between paragraphs, and `PAGE_MARK`
    where a page begins. `member` is the article's name inside an archive or table.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    published_from: str | None = None
    published_certainty: str | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    member: str = ""
    is_teaser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One article that a feed names. `text` is the feed's own text of it, plain, which may be a teaser or empty."""

    address: str
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An RSS, Atom or JSON feed, or a news sitemap. `more` are further sitemaps that an index of sitemaps names."""

    title: str | None = None
    items: tuple[FeedItem, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A member of an archive or table that is no article, and why; the others go on."""

    member: str
    reason: str
