"""Which quotes carry a claim: those of the sentences it cites, else those found for it.

A cited sentence that carries the claim is its quote, though another may carry it better;
then the passages around what it cites, then all of the evidence. What no id of the claim
led to is marked as found afterwards, so that nobody takes it for the model's citation.

Whether a quote carries a claim is decided by `qa.grounding`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Evidence, ScoredPassage
from qa.evidence import QUOTE_SHARE
from qa.grounding import Grounded, Grounder
from qa.sentence_ids import Shown, ShownSentence


@dataclass(frozen=True, slots=True)
class Attribution:
    """The quotes that carry a claim, none where nothing does; `is_found` where the claim cites none of them."""

    grounds: tuple[Grounded, ...] = ()
    is_found: bool = False


class Attributor:
    """Finds the quotes of claims in the evidence of one question."""

    def __init__(self, grounder: Grounder, evidence: Evidence, shown: Shown, *, is_small: bool) -> None:
        self._grounder = grounder
        self._evidence = evidence
        self._shown = shown
        self.is_small = is_small

    def cited(self, ids: Sequence[str]) -> list[ShownSentence]:
        """The sentences that the ids stand for."""
        return [self._shown[each] for each in ids if each in self._shown]

    def attribute(self, claim: str, ids: Sequence[str]) -> Attribution:
        """The quotes of a claim that gives these ids.

        A small model's numbers mean nothing, and what it copies from far down the evidence
        answers nothing.
        """
        cited = self.cited(ids)
        if grounds := [each for sentence in cited if (each := self._carried_by(claim, sentence)) is not None]:
            return Attribution(tuple(grounds))
        around_cited = _items(cited)
        for item in around_cited:
            around = self._grounder.ground(claim, [item])
            if around is not None:
                overlaps = any(each.item is item and each.span.overlaps(around.quote) for each in cited)
                return Attribution((around,), is_found=not overlaps)
        others = [item for item in self._evidence.items if item not in around_cited]
        best = self._grounder.ground(claim, others)
        if best is None or (self.is_small and best.item.score < QUOTE_SHARE * self._evidence.items[0].score):
            return Attribution()
        return Attribution((best,), is_found=True)

    def _carried_by(self, claim: str, sentence: ShownSentence) -> Grounded | None:
        support = self._grounder.check(claim, sentence.text, sentence.item.passage)
        return Grounded(sentence.item, sentence.span, support) if support.holds else None


def _items(sentences: Sequence[ShownSentence]) -> list[ScoredPassage]:
    """The passages of the sentences, each once."""
    items: list[ScoredPassage] = []
    for sentence in sentences:
        if sentence.item not in items:
            items.append(sentence.item)
    return items
