"""A model's draft, checked sentence by sentence while it streams, and what is quoted where none of it holds.

A claim is passed on only with the quotes that carry it (`qa.grounding`), so what a reader
sees is verified from its first word. Whatever the model does, nothing else leaves here.
"""

from collections import abc
from collections.abc import Iterator, Sequence

from corpus import Embedder
from qa.answer import ClaimAccepted, Evidence, ScoredPassage
from qa.candidates import Candidate
from qa.citing import DraftClaim, DraftReader
from qa.composing import Composer
from qa.evidence import QUOTE_SHARE
from qa.expecting import expected, holds
from qa.generating import Generator
from qa.grounding import Grounded, Grounder, Support
from qa.prompting import Style, build_prompt
from qa.terms import words
from qa.timekeeping import Laps


class Drafter:
    """Has a model write, and keeps what holds."""

    def __init__(self, generator: Generator, embedder: Embedder) -> None:
        self._generator = generator
        self.is_small = generator.style is Style.SHORT
        # A small model muddles who did what, so its words must come in the quote's order.
        self._grounder = Grounder(embedder, strict=self.is_small)

    def write(
        self, question: str, evidence: Evidence, composer: Composer, laps: Laps
    ) -> abc.Generator[ClaimAccepted, None, str]:
        """Have the model write, and pass on each sentence that holds; returns the whole draft."""
        reader = DraftReader()
        pieces: list[str] = []
        accepted = 0
        for piece in self._generator.stream(build_prompt(question, evidence.items, self._generator.style)):
            pieces.append(piece)
            for event in self._accepted(reader.feed(piece), question, evidence, composer):
                accepted += 1
                yield event
        laps.end("generate", len(pieces))
        for event in self._accepted(reader.close(), question, evidence, composer):
            accepted += 1
            yield event
        laps.end("ground", accepted)
        return "".join(pieces)

    def _accepted(
        self, claims: Sequence[DraftClaim], question: str, evidence: Evidence, composer: Composer
    ) -> Iterator[ClaimAccepted]:
        for claim in claims:
            if not claim.is_finished or not self._is_to_the_point(claim.text, question):
                continue
            grounds = self._grounds(claim, evidence)
            accepted = composer.add(claim.text, grounds) if grounds else None
            if accepted is not None:
                yield accepted

    def _grounds(self, claim: DraftClaim, evidence: Evidence) -> list[Grounded]:
        """The quotes of the numbers it gave; where none of these holds, the best of all evidence.

        A small model's numbers mean nothing, and what it copies from far down the evidence
        answers nothing.
        """
        shown = [
            item for marker in claim.markers if not self.is_small and (item := evidence.numbered(marker)) is not None
        ]
        cited = [grounded for item in shown if (grounded := self._grounder.ground(claim.text, [item])) is not None]
        if cited:
            return cited
        best = self._grounder.ground(claim.text, evidence.items)
        if best is None or (self.is_small and best.item.score < QUOTE_SHARE * evidence.items[0].score):
            return []
        return [best]

    def _is_to_the_point(self, claim: str, question: str) -> bool:
        """A small model copies what stands near: its claim must tell something new, of the kind asked for."""
        if not self.is_small:
            return True
        return bool(set(words(claim)) - set(words(question))) and holds(expected(question), claim, question)


def quote(evidence: Evidence, sentences: Sequence[Candidate], composer: Composer) -> Iterator[ClaimAccepted]:
    """Answer with evidence word for word."""
    for candidate in sentences:
        item = item_with(evidence, candidate)
        if item is not None:
            text = " ".join(candidate.text.split())
            accepted = composer.add(text, [Grounded(item, candidate.span, Support(1.0), candidate.answer)])
            if accepted is not None:
                yield accepted


def item_with(evidence: Evidence, candidate: Candidate) -> ScoredPassage | None:
    """The first item of the evidence that holds the sentence."""
    return next((item for item in evidence.items if _holds(item, candidate)), None)


def _holds(item: ScoredPassage, candidate: Candidate) -> bool:
    return item.passage.article_id == candidate.passage.article_id and item.passage.span.contains(candidate.span)
