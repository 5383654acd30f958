"""From a question to a reply: the whole flow, top to bottom.

    read        what it leans on, the articles it asks for, its slips
    retrieve    passages, dense and lexical
    choose      the best sentences inside them
    judge       can these carry an answer? else abstain
    generate    the model writes from numbered evidence
    ground      each sentence against the stored text; what fails is dropped
    reply       the surviving claims, or the evidence itself word for word

A draft is checked sentence by sentence as it streams, so what a reader sees is verified
from its first word. Whatever the model does, each sentence of the reply carries a quote.
"""

from collections import abc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

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
    QuestionRead,
    Reason,
    Reply,
    ScoredPassage,
)
from qa.candidates import Candidate
from qa.choosing import SentenceChooser, choose
from qa.composing import Composer
from qa.conversation import Turn
from qa.drafting import Drafter, quote
from qa.evidence import NEAREST_SHOWN, quotable, single_sentences, whole_passages
from qa.filtering import Filters
from qa.generating import ChatModelGenerator, Generator
from qa.imprints import imprinted, with_imprints
from qa.interpreting import Interpretation, checked, interpret
from qa.prompting import is_decline
from qa.query import Query
from qa.reading import NAME, no_reader, packaged_reader, reader_problem
from qa.reranking import MAX_READ, reranker_of
from qa.rereading import reader_for, support_alone
from qa.retrieving import HybridRetriever
from qa.rewriting import Rewriter
from qa.settings import QASettings
from qa.short_answers import beside, led_by, say, short_answer
from qa.timekeeping import Laps

PASSAGES = 20
SENTENCES = 8
NO_READER = "answered without the reader: {reason}; set FOOTNOTE_READER=off to do without"


def utc_now() -> datetime:
    """What "last week" counts from."""
    return datetime.now(UTC)


class QuestionAnswerer:
    """Answers questions over a corpus; safe to share between threads. Models load when first needed."""

    def __init__(
        self,
        corpus: Corpus,
        settings: QASettings | None = None,
        *,
        generator: Generator | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._corpus = corpus
        self._settings = settings or QASettings()
        self._generator = generator or ChatModelGenerator(self._settings)
        self._drafter = Drafter(self._generator, corpus.embedder)
        self._rewriter = Rewriter(self._generator, max_chars=self._settings.max_question_chars)
        self._now = now
        self._retriever = HybridRetriever(corpus)
        self._reranker = reranker_of(self._settings, corpus.settings.cache)
        self._reader = packaged_reader if self._settings.reader else no_reader
        self._chooser = SentenceChooser(corpus, self._reader)

    @property
    def model(self) -> str:
        """The name of the model that answers."""
        return self._generator.name

    @property
    def problem(self) -> str:
        """Why answers are poorer than they could be, in words; empty where nothing is amiss. Loads the reader."""
        return NO_READER.format(reason=reader_problem()) if self._settings.reader and reader_problem() else ""

    def warm(self) -> None:
        """Load embedder, index and model now, so that the first question does not wait for them."""
        self._retriever.retrieve(Query.of("warm"), 1)
        self._reader()
        if self._reranker is not None:
            self._reranker.warm()
        if isinstance(self._generator, ChatModelGenerator):
            self._generator.warm()

    def search(
        self, question: str, k: int, filters: Filters | None = None, *, ignored: frozenset[str] = frozenset()
    ) -> list[ScoredPassage]:
        """The `k` best passages for a question, without an answer."""
        asked = self.interpret(question, filters, ignored=ignored)
        return with_imprints(self._retrieve(asked, max(k, PASSAGES))[:k], self._corpus.catalogue)

    def interpret(
        self,
        question: str,
        filters: Filters | None = None,
        *,
        ignored: frozenset[str] = frozenset(),
        history: abc.Sequence[Turn] = (),
    ) -> Interpretation:
        """What the question is taken to ask after those of `history`, oldest first.

        Phrases in `ignored` are not read as filters (`qa.scoping`); with the whole question among
        them it is taken as it was typed.
        """
        text = checked(question, max_chars=self._settings.max_question_chars)
        standing = self._rewriter.standing(text, history, ignored)
        asked = interpret(standing, self._corpus, now=self._now(), filters=filters, ignored=ignored)
        return asked if standing == text else asked.typed_as(text)

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        *,
        ignored: frozenset[str] = frozenset(),
        history: abc.Sequence[Turn] = (),
    ) -> Reply:
        """The reply to a question; QuestionRefused where it cannot be asked, ModelError where the model fails."""
        for event in self.stream(question, filters, ignored=ignored, history=history):
            if isinstance(event, Finished):
                return event.reply
        raise AssertionError("a stream ends with Finished")

    def stream(
        self,
        question: str,
        filters: Filters | None = None,
        *,
        ignored: frozenset[str] = frozenset(),
        history: abc.Sequence[Turn] = (),
    ) -> Iterator[Event]:
        """The way to the reply: `QuestionRead`, `EvidenceFound`, a `ClaimAccepted` for each sentence, `Finished`."""
        laps = Laps()
        asked = self.interpret(question, filters, ignored=ignored, history=history)
        laps.end("read", len(asked.query.content))
        yield QuestionRead(understood=asked.understood)
        if asked.understood.is_off_task:
            yield self._abstain(asked, Reason.NO_PASSAGES, Evidence(), laps)
            return
        yield from self._answered(asked, laps)

    def _answered(self, asked: Interpretation, laps: Laps) -> Iterator[Event]:
        query = asked.query
        passages = self._retrieve(asked, PASSAGES)
        laps.end("retrieve", len(passages))
        chosen = choose(self._chooser.rank(query, passages), SENTENCES)
        laps.end("choose", len(chosen))
        nearest = whole_passages(chosen, NEAREST_SHOWN)
        if not chosen:
            yield self._abstain(asked, Reason.NO_PASSAGES, nearest, laps)
            return
        judgement = judge(query, chosen)
        laps.end("judge", int(not judgement.is_weak))
        if judgement.is_weak:
            yield self._abstain(asked, Reason.WEAK_EVIDENCE, nearest, laps, judgement.missing)
            return
        quotes = quotable(query, chosen, self._corpus.catalogue.article)
        found = self._short_answer(query, quotes) if self._drafter.is_small else None
        if found is not None:
            chosen, quotes = led_by(found, chosen), beside(found, quotes)
        evidence = single_sentences(chosen) if self._drafter.is_small else whole_passages(chosen)
        evidence = imprinted(evidence, self._corpus.catalogue)
        yield EvidenceFound(evidence=evidence)
        composer = Composer(evidence)
        if found is not None:  # better than what so small a model would write, and seconds sooner
            yield from say(found, evidence, composer)
        elif (yield from self._drafted(asked.standing, evidence, composer, laps)) is None:
            yield self._abstain(asked, Reason.MODEL_DECLINED, nearest, laps, judgement.missing)
            return
        if composer.is_empty or found is not None:
            yield from quote(evidence, quotes, composer)
        if composer.is_empty:
            yield self._abstain(asked, Reason.UNSUPPORTED_ANSWER, nearest, laps, judgement.missing)
            return
        answer = Answer(
            question=asked.question,
            text=composer.text,
            citations=composer.citations,
            evidence=evidence,
            model=self.model if found is None else NAME,
            trace=laps.trace,
            understood=asked.understood,
        )
        yield Finished(reply=answer)

    def _short_answer(self, query: Query, quotes: abc.Sequence[Candidate]) -> Candidate | None:
        reader = reader_for(query, self._reader)
        return None if reader is None else short_answer(quotes, partial(support_alone, reader, query.embedded))

    def _drafted(
        self, question: str, evidence: Evidence, composer: Composer, laps: Laps
    ) -> abc.Generator[ClaimAccepted, None, str | None]:
        """Have the model write; None where a large one declined to."""
        draft = yield from self._drafter.write(question, evidence, composer, laps)
        return None if composer.is_empty and is_decline(draft) and not self._drafter.is_small else draft

    def _retrieve(self, asked: Interpretation, k: int) -> list[ScoredPassage]:
        """The `k` best passages; read once more by the reranker where there is one."""
        if self._reranker is None:
            return self._retriever.retrieve(asked.query, k)
        return self._reranker.rerank(asked.query.embedded, self._retriever.retrieve(asked.query, max(k, MAX_READ)))[:k]

    def _unmentioned(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the words that no stored passage holds; only its names and numbers where there are any."""
        absent = tuple(word for word in words if not self._corpus.catalogue.count_word(word))
        return tuple(word for word in absent if word[0].isupper() or word[0].isdigit()) or absent

    def _abstain(
        self, asked: Interpretation, reason: Reason, evidence: Evidence, laps: Laps, missing: tuple[str, ...] = ()
    ) -> Finished:
        return Finished(
            reply=Abstention(
                question=asked.question,
                reason=reason,
                evidence=imprinted(evidence, self._corpus.catalogue),
                model=self.model,
                trace=laps.trace,
                missing=self._unmentioned(missing),
                understood=asked.understood,
            )
        )
