"""From a question to a reply: the whole flow, top to bottom.

    read        what it leans on, the articles it asks for, its slips
    retrieve    passages, dense and lexical
    choose      the best sentences inside them
    judge       can these carry an answer? else abstain
    generate    the model writes from the evidence, and cites it
    ground      each sentence against the stored text; what fails is dropped
    reply       the surviving claims, or the evidence itself word for word

A draft is checked as it streams: whatever the model does, each sentence that is shown carries a quote.
"""

from collections import abc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

from corpus import Corpus
from qa.abstaining import judge
from qa.allowance import Allowance
from qa.answer import (
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
from qa.conflicts import Conflict
from qa.conversation import Turn
from qa.disagreeing import disagreement
from qa.drafting import Drafter, quote
from qa.evidence import NEAREST_SHOWN, quotable, single_sentences, whole_passages
from qa.filtering import Filters
from qa.generating import ChatModelGenerator, Generator
from qa.imprints import imprinted, with_imprints
from qa.interpreting import Interpretation, checked, interpret_after
from qa.prompting import is_decline
from qa.query import Query
from qa.reading import NAME, no_reader, packaged_reader, reader_problem
from qa.replying import ReplyInMaking
from qa.reranking import MAX_READ, reranker_of
from qa.rereading import reader_for, support_alone
from qa.retrieving import HybridRetriever
from qa.rewriting import Rewriter
from qa.settings import QASettings
from qa.short_answers import beside, led_by, say, short_answer
from qa.subject import on_subject
from qa.telling import tell, versions_first
from qa.timekeeping import Laps

PASSAGES, SENTENCES = 20, 8
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
        self._rewriter = Rewriter(self._generator, max_chars=self._settings.max_question_chars)
        self._now = now
        self._retriever = HybridRetriever(corpus)
        self._reranker = reranker_of(self._settings, corpus.settings.cache)
        self._reader = packaged_reader if self._settings.reader else no_reader
        self._drafter = Drafter(self._generator, corpus.embedder, self._reader)
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
        allowance: Allowance | None = None,
    ) -> Interpretation:
        """What the question is taken to ask after those of `history`, oldest first.

        Phrases in `ignored` are not read as filters (`qa.scoping`); with the whole question among
        them it is taken as it was typed.
        """
        text = checked(question, max_chars=self._settings.max_question_chars)
        standing = self._rewriter.standing(text, history, ignored, allowance)
        last = history[-1].question if history else ""
        asked = interpret_after(standing, last, self._corpus, now=self._now(), filters=filters, ignored=ignored)
        return asked if standing.text == text else asked.typed_as(text)

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
        laps, allowance = Laps(), Allowance(self._settings.answer_seconds)
        asked = self.interpret(question, filters, ignored=ignored, history=history, allowance=allowance)
        laps.end("read", len(asked.query.content))
        yield QuestionRead(understood=asked.understood)
        making = ReplyInMaking(asked, laps, allowance, catalogue=self._corpus.catalogue, model=self.model)
        if asked.understood.is_off_task:
            yield making.abstention(Reason.NO_PASSAGES)
        else:
            yield from self._searched(making)

    def _searched(self, making: ReplyInMaking) -> Iterator[Event]:
        """Find what may answer, and abstain where it cannot."""
        query = making.asked.query
        passages = on_subject(query, self._retrieve(making.asked, PASSAGES), self._corpus.catalogue.article)
        making.laps.end("retrieve", len(passages))
        ranked = self._chooser.rank(query, passages)
        chosen = choose(ranked, SENTENCES)
        making.laps.end("choose", len(chosen))
        making.nearest = whole_passages(chosen, NEAREST_SHOWN)
        if not chosen:
            yield making.abstention(Reason.NO_PASSAGES)
            return
        making.judgement = judge(query, chosen)
        making.laps.end("judge", int(not making.judgement.is_weak))
        if making.judgement.is_weak:
            yield making.abstention(Reason.WEAK_EVIDENCE)
            return
        article = self._corpus.catalogue.article
        conflict = disagreement(query, ranked, article)
        quotes = quotable(query, chosen, article, is_sure=making.judgement.is_sure)
        chosen, quotes = versions_first(conflict, ranked, chosen, quotes)
        yield from self._written(making, chosen, quotes, conflict)

    def _written(
        self,
        making: ReplyInMaking,
        chosen: list[Candidate],
        quotes: list[Candidate],
        conflict: Conflict | None,
    ) -> Iterator[Event]:
        """Answer from what was chosen: what reports tell differently, the reader's words, the model's, or quotes."""
        found = self._short_answer(making.asked.query, quotes) if self._drafter.is_small and not conflict else None
        if found is not None:
            chosen, quotes = led_by(found, chosen), beside(found, quotes)
        evidence = single_sentences(chosen) if self._drafter.is_small else whole_passages(chosen)
        evidence = imprinted(evidence, self._corpus.catalogue)
        yield EvidenceFound(evidence=evidence)
        composer = Composer(evidence)
        is_said = self._drafter.is_small and (found is not None or conflict is not None)
        yield from tell(conflict, evidence, composer)
        if found is not None:  # better than what so small a model would write, and seconds sooner
            yield from say(found, evidence, composer)
        elif not is_said and (yield from self._drafted(making, evidence, composer)) is None:
            yield making.abstention(Reason.MODEL_DECLINED, composer)
            return
        if composer.is_empty or is_said:
            yield from quote(evidence, quotes, composer)
        if composer.is_empty:
            yield making.abstention(Reason.UNSUPPORTED_ANSWER, composer)
            return
        yield making.answer(evidence, composer, conflict=conflict, model=NAME if found is not None else None)

    def _short_answer(self, query: Query, quotes: abc.Sequence[Candidate]) -> Candidate | None:
        reader = reader_for(query, self._reader)
        return None if reader is None else short_answer(quotes, partial(support_alone, reader, query.asked))

    def _drafted(
        self, making: ReplyInMaking, evidence: Evidence, composer: Composer
    ) -> abc.Generator[ClaimAccepted, None, str | None]:
        """Have the model write; None where a large one declined to."""
        draft = yield from self._drafter.write(making.asked.standing, evidence, composer, making.laps, making.allowance)
        return None if composer.is_empty and is_decline(draft) and not self._drafter.is_small else draft

    def _retrieve(self, asked: Interpretation, k: int) -> list[ScoredPassage]:
        """The `k` best passages; read once more by the reranker where there is one."""
        if self._reranker is None:
            return self._retriever.retrieve(asked.query, k)
        return self._reranker.rerank(asked.query.embedded, self._retriever.retrieve(asked.query, max(k, MAX_READ)))[:k]
