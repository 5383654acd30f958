"""A model's draft, checked sentence by sentence while it streams, and what is quoted where none of it holds.

A claim is passed on only with the quotes that carry it (`qa.grounding`), so what a reader
sees is verified from its first word. Whatever the model does, nothing else leaves here. A
large model is shown once what could not be proved and why, and may write it anew.
"""

from collections import abc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress

from corpus import Embedder, Span
from qa.allowance import Allowance
from qa.answer import ClaimAccepted, Evidence
from qa.attributing import Attributor
from qa.candidates import Candidate
from qa.citing import DraftClaim, DraftReader
from qa.composing import Composer
from qa.errors import ModelError
from qa.expecting import expected, holds
from qa.explaining import CUT_OFF, OFF_THE_POINT, SAYS_NOTHING
from qa.generating import Generator, Signal
from qa.grounding import Grounded, Grounder, Support
from qa.judging import ClaimJudge
from qa.prompting import DECLINE, Style, build_prompt, build_repair_prompt
from qa.reading import Reader, no_reader
from qa.sentence_ids import Shown, draw_ids
from qa.settings import DEFAULT_ANSWER_SECONDS
from qa.terms import words
from qa.timekeeping import Laps

NOT_MENDED = frozenset({CUT_OFF, SAYS_NOTHING})  # such a sentence states nothing that could be put otherwise


class Drafter:
    """Has a model write, and keeps what holds."""

    def __init__(
        self, generator: Generator, embedder: Embedder, reader: Callable[[], Reader | None] = no_reader
    ) -> None:
        self._generator = generator
        self.is_small = generator.style is Style.SHORT
        # A small model muddles who did what, so its words must come in the quote's order.
        self._grounder = Grounder(embedder, reader, strict=self.is_small)

    def write(
        self, question: str, evidence: Evidence, composer: Composer, laps: Laps, allowance: Allowance | None = None
    ) -> abc.Generator[ClaimAccepted, None, str]:
        """Have the model write, and pass on each sentence that holds; returns the whole draft.

        Where the draft starts over, what was passed on stays, since it holds; no quote is used again.
        """
        allowance = allowance or Allowance(DEFAULT_ANSWER_SECONDS)
        sentences = draw_ids(evidence.items, question=question)
        shown: Shown = {} if self.is_small else sentences  # a small model cites by number
        known = {str(number + 1) for number in range(len(evidence.items))} if self.is_small else set(shown)
        attributor = Attributor(self._grounder, evidence, shown, is_small=self.is_small)
        judge = ClaimJudge(self._grounder, attributor, list(sentences.values()))
        writing = _Writing(question, judge, composer, known)
        prompt = build_prompt(question, evidence.items, self._generator.style, shown)
        draft = yield from writing.read(self._generator.stream(prompt, allowance), laps)
        failed = [(claim.text, claim.reason) for claim in composer.dropped if claim.reason not in NOT_MENDED]
        if failed and not self.is_small and allowance.admits():
            prompt = build_repair_prompt(question, evidence.items, shown, failed)
            # Once, and what has been shown stays: a second failure is left out like the first.
            with suppress(ModelError):
                pieces = self._generator.stream(prompt, allowance)
                yield from writing.read(pieces, laps, named=("repair", "ground again"))
        return draft


class _Writing:
    """What becomes of one question's drafts: sentences shown, sentences left out."""

    def __init__(self, question: str, judge: ClaimJudge, composer: Composer, known: Collection[str]) -> None:
        self._question = question
        self._judge = judge
        self._composer = composer
        self._known = known
        self._quoted: set[tuple[str, Span]] = set()

    def read(
        self, stream: Iterator[str | Signal], laps: Laps, *, named: tuple[str, str] = ("generate", "ground")
    ) -> abc.Generator[ClaimAccepted, None, str]:
        """Read one draft as it comes, and pass on what holds; returns it whole."""
        reader = DraftReader(self._known)
        pieces: list[str] = []
        accepted = 0
        is_cut = False
        for piece in stream:
            if isinstance(piece, str):
                pieces.append(piece)
                for event in self._accepted(reader.feed(piece)):
                    accepted += 1
                    yield event
            elif piece is Signal.AGAIN:
                reader = DraftReader(self._known)
                pieces.clear()
                self._begin_again()
            else:
                is_cut = True
        laps.end(named[0], len(pieces))
        for event in self._accepted(reader.close(is_cut=is_cut)):
            accepted += 1
            yield event
        laps.end(named[1], accepted)
        if is_cut:
            self._composer.cut()
        return "".join(pieces)

    def _begin_again(self) -> None:
        """From now on leave out what only says again what was accepted before."""
        self._quoted = {(citation.passage.article_id, citation.quote) for citation in self._composer.citations}
        self._composer.forget_dropped()

    def _accepted(self, claims: Sequence[DraftClaim]) -> Iterator[ClaimAccepted]:
        for claim in claims:
            if claim.text.strip(" .") == DECLINE:
                continue
            off_point = claim.is_finished and not self._is_to_the_point(claim.text)
            judged = self._judge.dropped(claim, OFF_THE_POINT) if off_point else self._judge.judge(claim)
            for text, found in judged.shown:
                if not all((each.item.passage.article_id, each.quote) in self._quoted for each in found.grounds):
                    accepted = self._composer.add(text, found.grounds, is_found=found.is_found)
                    if accepted is not None:
                        yield accepted
            if judged.dropped is not None:
                self._composer.drop(judged.dropped)

    def _is_to_the_point(self, claim: str) -> bool:
        """A small model copies what stands near: its claim must tell something new, of the kind asked for."""
        if not self._judge.is_small:
            return True
        return bool(set(words(claim)) - set(words(self._question))) and holds(
            expected(self._question), claim, self._question
        )


def quote(evidence: Evidence, sentences: Sequence[Candidate], composer: Composer) -> Iterator[ClaimAccepted]:
    """Answer with evidence word for word."""
    for candidate in sentences:
        item = evidence.holding(candidate.passage.article_id, candidate.span)
        if item is not None:
            text = " ".join(candidate.text.split())
            accepted = composer.add(text, [Grounded(item, candidate.span, Support(1.0), candidate.answer)])
            if accepted is not None:
                yield accepted
