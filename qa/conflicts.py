"""What reports tell differently: `Version` and `Conflict`.

Version    one value as one article gives it: its words, inside the quote they stand in
Conflict   two or more versions of one fact, the newest first; a change where time puts
           them in order, a disagreement where nothing does
"""

from dataclasses import dataclass
from enum import StrEnum

from corpus import Passage, Span


class ConflictKind(StrEnum):
    """Whether newer reports replaced the value, or reports stand against each other."""

    CHANGE = "change"
    DISAGREEMENT = "disagreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One value of a fact; `quote` and `words` are spans of the article, the words inside the quote."""

    passage: Passage
    quote: Span
    words: Span

    def __post_init__(self) -> None:
        if not (self.passage.span.contains(self.quote) and self.quote.contains(self.words)):
            raise ValueError(f"the words {self.words} or their quote {self.quote} lie outside {self.passage.span}")

    @property
    def value(self) -> str:
        """The words, on one line."""
        return " ".join(self.passage.part(self.words).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The versions of one fact, newest first."""

    kind: ConflictKind
    versions: tuple[Version, ...]

    def __post_init__(self) -> None:
        if len({version.passage.article_id for version in self.versions}) < 2:
            raise ValueError("a conflict needs versions of two articles")
