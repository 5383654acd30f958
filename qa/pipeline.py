"""From a question to a reply: the whole flow, top to bottom.

    retrieve    passages, dense and lexical
    choose      the best sentences inside them
    judge       can these carry an answer? else abstain
    generate    the model writes from numbered evidence
    ground      each sentence against the stored text; what fails is dropped
    reply       the surviving claims, or the evidence itself word for word

A draft is checked sentence by sentence as it streams, so what a reader sees is verified
from its first word. Whatever the model does, each sentence of the reply carries a quote.
"""

import time
from collections import abc
from collections.abc import Iterator, Sequence

from corpus import Corpus
from qa.abstaining import judge
from qa.answer import (
    Abstention,
    Answer,
    ClaimAccepted,
    Event,
    Evidence,
    EvidenceFound,
    Finished,
    Reason,
    Reply,
    ScoredPassage,
    Step,
    Trace,
)
from qa.choosing import Candidate, SentenceChooser, choose
from qa.citing import DraftClaim, DraftReader
from qa.composing import Composer
from qa.errors import QuestionRefused
from qa.evidence import NEAREST_SHOWN, QUOTE_SHARE, quotable, single_sentences, whole_passages
from qa.expecting import expected, holds
from qa.filtering import Filters, admitted
from qa.generating import ChatModelGenerator, Generator
from qa.grounding import Grounded, Grounder, Support
from qa.imprints import imprinted, with_imprints
from qa.prompting import Style, build_prompt, is_decline
from qa.retrieving import HybridRetriever, Query
from qa.settings import QASettings
from qa.terms import words

PASSAGES = 20
SENTENCES = 8


class QuestionAnswerer:
    """Answers questions over a corpus; safe to share between threads. Models load when first needed."""

    def __init__(
        self, corpus: Corpus, settings: QASettings | None = None, *, generator: Generator | None = None
    ) -> None:
        self._corpus = corpus
        self._settings = settings or QASettings()
        self._generator = generator or ChatModelGenerator(self._settings)
        self._is_small = self._generator.style is Style.SHORT
        self._retriever = HybridRetriever(corpus)
        self._chooser = SentenceChooser(corpus)
        # A small model muddles who did what, so its words must come in the quote's order.
        self._grounder = Grounder(corpus.embedder, strict=self._is_small)

    @property
    def model(self) -> str:
        """The name of the model that answers."""
        return self._generator.name

    def warm(self) -> None:
        """Load embedder, index and model now, so that the first question does not wait for them."""
        self._retriever.retrieve(Query.of("warm"), 1)
        if isinstance(self._generator, ChatModelGenerator):
            self._generator.warm()

    def search(self, question: str, k: int, filters: Filters | None = None) -> list[ScoredPassage]:
        """The `k` best passages for a question, without an answer."""
        return with_imprints(self._retriever.retrieve(self._query(question, filters), k), self._corpus.catalogue)

    def ask(self, question: str, filters: Filters | None = None) -> Reply:
        """The reply to a question; QuestionRefused where it cannot be asked, ModelError where the model fails."""
        for event in self.stream(question, filters):
            if isinstance(event, Finished):
                return event.reply
        raise AssertionError("a stream ends with Finished")

    def stream(self, question: str, filters: Filters | None = None) -> Iterator[Event]:
        """The way to the reply: `EvidenceFound`, a `ClaimAccepted` for each sentence, `Finished`."""
        query = self._query(question, filters)
        laps = Laps()
        passages = self._retriever.retrieve(query, PASSAGES)
        laps.end("retrieve", len(passages))
        chosen = choose(self._chooser.rank(query, passages), SENTENCES)
        laps.end("choose", len(chosen))
        nearest = whole_passages(chosen, NEAREST_SHOWN)
        if not chosen:
            yield self._abstain(query, Reason.NO_PASSAGES, nearest, laps)
            return
        judgement = judge(query, chosen)
        laps.end("judge", int(not judgement.is_weak))
        if judgement.is_weak:
            yield self._abstain(query, Reason.WEAK_EVIDENCE, nearest, laps, judgement.missing)
            return
        evidence = single_sentences(chosen) if self._is_small else whole_passages(chosen)
        evidence = imprinted(evidence, self._corpus.catalogue)
        yield EvidenceFound(evidence=evidence)
        composer = Composer(evidence)
        draft = yield from self._write(query, evidence, composer, laps)
        if composer.is_empty and is_decline(draft) and not self._is_small:
            yield self._abstain(query, Reason.MODEL_DECLINED, nearest, laps, judgement.missing)
            return
        if composer.is_empty:
            yield from _quote(evidence, quotable(query, chosen, self._corpus.catalogue.article), composer)
        if composer.is_empty:
            yield self._abstain(query, Reason.UNSUPPORTED_ANSWER, nearest, laps, judgement.missing)
            return
        answer = Answer(
            question=query.text,
            text=composer.text,
            citations=composer.citations,
            evidence=evidence,
            model=self.model,
            trace=laps.trace,
        )
        yield Finished(reply=answer)

    def _write(
        self, query: Query, evidence: Evidence, composer: Composer, laps: "Laps"
    ) -> abc.Generator[ClaimAccepted, None, str]:
        """Have the model write, and pass on each sentence that holds; returns the whole draft."""
        reader = DraftReader()
        pieces: list[str] = []
        accepted = 0
        for piece in self._generator.stream(build_prompt(query.text, evidence.items, self._generator.style)):
            pieces.append(piece)
            for event in self._accepted(reader.feed(piece), query, evidence, composer):
                accepted += 1
                yield event
        laps.end("generate", len(pieces))
        for event in self._accepted(reader.close(), query, evidence, composer):
            accepted += 1
            yield event
        laps.end("ground", accepted)
        return "".join(pieces)

    def _accepted(
        self, claims: Sequence[DraftClaim], query: Query, evidence: Evidence, composer: Composer
    ) -> Iterator[ClaimAccepted]:
        for claim in claims:
            if not claim.is_finished or not self._is_to_the_point(claim.text, query.text):
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
            item for marker in claim.markers if not self._is_small and (item := evidence.numbered(marker)) is not None
        ]
        cited = [grounded for item in shown if (grounded := self._grounder.ground(claim.text, [item])) is not None]
        if cited:
            return cited
        best = self._grounder.ground(claim.text, evidence.items)
        if best is None or (self._is_small and best.item.score < QUOTE_SHARE * evidence.items[0].score):
            return []
        return [best]

    def _is_to_the_point(self, claim: str, question: str) -> bool:
        """A small model copies what stands near: its claim must tell something new, of the kind asked for."""
        if not self._is_small:
            return True
        return bool(set(words(claim)) - set(words(question))) and holds(expected(question), claim, question)

    def _query(self, question: str, filters: Filters | None) -> Query:
        text = question.encode("utf-8", "replace").decode().strip()  # half a surrogate pair is no text
        limit = self._settings.max_question_chars
        if not any(map(str.isalnum, text)):
            raise QuestionRefused(f"the question {text[:40]!r} has no words; ask in a sentence or with a few keywords")
        if len(text) > limit:
            raise QuestionRefused(f"the question has {len(text):,} characters, more than {limit:,}; ask a shorter one")
        within = admitted(self._corpus.catalogue.articles(), filters) if filters else None
        return Query.of(text, within)

    def _unmentioned(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the words that no stored passage holds; only its names and numbers where there are any."""
        absent = tuple(word for word in words if not self._corpus.catalogue.count_word(word))
        return tuple(word for word in absent if word[0].isupper() or word[0].isdigit()) or absent

    def _abstain(
        self, query: Query, reason: Reason, evidence: Evidence, laps: "Laps", missing: tuple[str, ...] = ()
    ) -> Finished:
        return Finished(
            reply=Abstention(
                question=query.text,
                reason=reason,
                evidence=imprinted(evidence, self._corpus.catalogue),
                model=self.model,
                trace=laps.trace,
                missing=self._unmentioned(missing),
            )
        )


class Laps:
    """Times the steps of one question."""

    def __init__(self) -> None:
        self._since = time.perf_counter()
        self._steps: list[Step] = []

    def end(self, name: str, kept: int) -> None:
        """Write down the step that ends now."""
        now = time.perf_counter()
        self._steps.append(Step(name=name, seconds=round(now - self._since, 4), kept=kept))
        self._since = now

    @property
    def trace(self) -> Trace:
        return Trace(steps=tuple(self._steps))


def _quote(evidence: Evidence, sentences: Sequence[Candidate], composer: Composer) -> Iterator[ClaimAccepted]:
    """Answer with evidence word for word."""
    for candidate in sentences:
        item = next((item for item in evidence.items if _holds(item, candidate)), None)
        if item is not None:
            text = " ".join(candidate.text.split())
            accepted = composer.add(text, [Grounded(item, candidate.span, Support(1.0))])
            if accepted is not None:
                yield accepted


def _holds(item: ScoredPassage, candidate: Candidate) -> bool:
    return item.passage.article_id == candidate.passage.article_id and item.passage.span.contains(candidate.span)
