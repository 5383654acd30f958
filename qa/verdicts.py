"""What was found of a sentence that a model wrote, and what is kept of one that is not shown.

Verdict        supported, partly, unsupported, uncited
DroppedClaim   a sentence left out of the answer, with the reason in words and the nearest quote
"""

from dataclasses import dataclass
from enum import StrEnum

from corpus import Passage, Span


class Verdict(StrEnum):
    """How far the evidence carries a sentence; an uncited one names no evidence, and none was found for it."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedClaim:
    """A sentence of the model that is not in the answer as it was written, and why.

    `quote` is the nearest span of the article of `passage`; both are None where nothing comes near.
    """

    text: str
    verdict: Verdict
    reason: str
    passage: Passage | None = None
    quote: Span | None = None

    @property
    def quote_text(self) -> str:
        """The words of the nearest quote; empty where there is none."""
        return "" if self.passage is None or self.quote is None else self.passage.part(self.quote)
