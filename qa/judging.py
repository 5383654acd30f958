"""A model's sentence to a verdict: what of it may be shown, with which quotes, and why the rest may not.

A sentence that joins several statements is judged by each of them: all must be carried for
it to be shown whole; where one is, that one alone is shown. Nothing is mended: what is shown
is the model's own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.attributing import Attribution, Attributor
from qa.citing import DraftClaim
from qa.claim_parts import parts_of
from qa.explaining import CUT_OFF, NOTHING_NEAR, SAYS_NOTHING, explain
from qa.grounding import Grounder
from qa.prompting import is_decline
from qa.sentence_ids import ShownSentence
from qa.terms import words
from qa.verdicts import DroppedClaim, Verdict

WORD_FOR_WORD = 1.0
PART = "of “{part}”: {reason}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict; `shown` are the sentences that may be shown with their quotes, `dropped` what was left out."""

    verdict: Verdict
    shown: tuple[tuple[str, Attribution], ...] = ()
    dropped: DroppedClaim | None = None


class ClaimJudge:
    """Judges the sentences of one draft."""

    def __init__(self, grounder: Grounder, attributor: Attributor, sentences: Sequence[ShownSentence]) -> None:
        self.is_small = attributor.is_small
        self._grounder = grounder
        self._attributor = attributor
        self._sentences = sentences

    def judge(self, claim: DraftClaim) -> Judged:
        """The verdict on one sentence."""
        if not claim.is_finished:
            return self.dropped(claim, CUT_OFF)
        whole = self._attributor.attribute(claim.text, claim.ids)
        # A small model is checked strictly as it is, and what it joins was measured so.
        is_one = self.is_small or _is_word_for_word(whole)
        parts = () if is_one else parts_of(claim.text)
        carried = [(part, self._attributor.attribute(part, claim.ids)) for part in parts]
        held = [(part, found) for part, found in carried if found.grounds]
        if whole.grounds and (not held or len(held) == len(parts)):
            return Judged(Verdict.SUPPORTED, ((claim.text, whole),))
        if held and len(held) == len(parts):
            return Judged(Verdict.SUPPORTED, ((claim.text, _together([found for _, found in held])),))
        if held:
            failing = next(part for part, found in carried if not found.grounds)
            return Judged(Verdict.PARTLY, tuple(held), self._failed(claim, failing, Verdict.PARTLY))
        verdict = Verdict.UNSUPPORTED if claim.ids else Verdict.UNCITED
        return Judged(verdict, dropped=self._failed(claim, claim.text, verdict))

    def dropped(self, claim: DraftClaim, reason: str) -> Judged:
        """A sentence left out for a reason that no quote has to do with."""
        verdict = Verdict.UNSUPPORTED if claim.ids else Verdict.UNCITED
        return Judged(verdict, dropped=DroppedClaim(text=claim.text, verdict=verdict, reason=reason))

    def _failed(self, claim: DraftClaim, part: str, verdict: Verdict) -> DroppedClaim:
        nearest = self._nearest(part, self._attributor.cited(claim.ids) or self._sentences)
        if nearest is None or is_decline(claim.text):
            reason = SAYS_NOTHING if is_decline(claim.text) else NOTHING_NEAR
            return DroppedClaim(text=claim.text, verdict=verdict, reason=reason)
        passage = nearest.item.passage
        failed = self._grounder.check(part, nearest.text, passage).failed or "words"
        reason = explain(failed, part, nearest.text, passage)
        if part != claim.text:
            reason = PART.format(part=part, reason=reason)
        return DroppedClaim(text=claim.text, verdict=verdict, reason=reason, passage=passage, quote=nearest.span)

    def _nearest(self, claim: str, sentences: Sequence[ShownSentence]) -> ShownSentence | None:
        """The sentence that shares most words with a claim; None where none shares any."""
        said = set(words(claim))
        shared = [len(said & set(words(sentence.text))) for sentence in sentences]
        return sentences[shared.index(max(shared))] if any(shared) else None


def _is_word_for_word(found: Attribution) -> bool:
    return any(grounded.support.value == WORD_FOR_WORD for grounded in found.grounds)


def _together(found: Sequence[Attribution]) -> Attribution:
    """The quotes of several parts, each once."""
    quotes = {(each.item.passage.passage_id, each.quote): each for part in found for each in part.grounds}
    return Attribution(tuple(quotes.values()), is_found=all(part.is_found for part in found))
