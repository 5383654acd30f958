"""What an extractor hands on: `Extracted`, not yet cleaned.

Knows nothing about formats; each extractor fills in what its format tells.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """An article's text and what its format said about it; None is "did not say"."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    published_from: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
