"""Put an answer together, claim by claim, so that its spans are right by construction.

Each accepted claim is appended to the text and its citations point at just those
characters. The same claim twice is taken once.
"""

from collections.abc import Sequence

from corpus import Span
from qa.answer import Citation, ClaimAccepted, Evidence
from qa.grounding import Grounded


class Composer:
    """An answer in the making."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._claims: list[ClaimAccepted] = []
        self._length = 0

    def add(self, claim: str, grounds: Sequence[Grounded]) -> ClaimAccepted | None:
        """Append a grounded claim; None where it stands in the answer already."""
        if any(accepted.text == claim for accepted in self._claims):
            return None
        start = self._length + bool(self._claims)  # one space between two claims
        span = Span(start=start, end=start + len(claim))
        citations = tuple(self._citation(span, grounded) for grounded in grounds)
        accepted = ClaimAccepted(text=claim, citations=citations)
        self._claims.append(accepted)
        self._length = span.end
        return accepted

    @property
    def is_empty(self) -> bool:
        return not self._claims

    @property
    def text(self) -> str:
        return " ".join(claim.text for claim in self._claims)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(citation for claim in self._claims for citation in claim.citations)

    def _citation(self, claim: Span, grounded: Grounded) -> Citation:
        return Citation(
            marker=self._evidence.items.index(grounded.item) + 1,
            claim=claim,
            passage=grounded.item.passage,
            quote=grounded.quote,
            support=grounded.support.value,
            answer=grounded.answer,
            imprint=grounded.item.imprint,
        )
