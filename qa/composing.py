"""Put an answer together, claim by claim, so that its spans are right by construction.

Each accepted claim is appended to the text and its citations point at just those
characters. The same claim twice is taken once.
"""

from collections.abc import Sequence

from corpus import Span
from qa.answer import Citation, ClaimAccepted, Evidence
from qa.grounding import Grounded
from qa.verdicts import DroppedClaim


class Composer:
    """An answer in the making."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._claims: list[ClaimAccepted] = []
        self._dropped: list[DroppedClaim] = []
        self._length = 0
        self._is_cut = False

    def add(self, claim: str, grounds: Sequence[Grounded], *, is_found: bool = False) -> ClaimAccepted | None:
        """Append a grounded claim; None where it stands in the answer already.

        `is_found` where its quotes were found for it and not cited by it.
        """
        if any(accepted.text == claim for accepted in self._claims):
            return None
        start = self._length + bool(self._claims)  # one space between two claims
        span = Span(start=start, end=start + len(claim))
        citations = tuple(self._citation(span, grounded, is_found) for grounded in grounds)
        accepted = ClaimAccepted(text=claim, citations=citations)
        self._claims.append(accepted)
        self._length = span.end
        return accepted

    def cut(self) -> None:
        """Note that the draft was cut at the model's limit of length, if anything of it holds."""
        self._is_cut = not self.is_empty

    @property
    def is_cut(self) -> bool:
        """Whether the draft might have said more."""
        return self._is_cut

    def drop(self, claim: DroppedClaim) -> None:
        """Keep a sentence that is left out, for whoever asks what the model wrote besides."""
        self._dropped.append(claim)

    def forget_dropped(self) -> None:
        """Forget the sentences left out, of a draft that starts over."""
        self._dropped.clear()

    @property
    def dropped(self) -> tuple[DroppedClaim, ...]:
        return tuple(self._dropped)

    @property
    def is_empty(self) -> bool:
        return not self._claims

    @property
    def text(self) -> str:
        return " ".join(claim.text for claim in self._claims)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(citation for claim in self._claims for citation in claim.citations)

    def _citation(self, claim: Span, grounded: Grounded, is_found: bool) -> Citation:
        return Citation(
            marker=self._evidence.items.index(grounded.item) + 1,
            claim=claim,
            passage=grounded.item.passage,
            quote=grounded.quote,
            support=grounded.support.value,
            answer=grounded.answer,
            attributed=is_found,
            imprint=grounded.item.imprint,
        )
