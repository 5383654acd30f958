"""Deterministic stand-ins for the models: an embedder that hashes words, an answerer that quotes.

Both have the real interface and need no weights. `QuotingAnswerer` answers with the
sentence of the corpus that shares most words with the question, and abstains where none
shares any; it tells how the question was read as the real one does, and finds the same either way.
"""

import re
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from corpus import Corpus, Passage, Span, sentences_of
from corpus.embedding import Vectors
from qa import (
    Abstention,
    Answer,
    Citation,
    ClaimAccepted,
    Event,
    Evidence,
    EvidenceFound,
    Finished,
    ModelError,
    QuestionRead,
    Reason,
    Reply,
    ScoredPassage,
    Trace,
    Turn,
)
from qa.conversation import standing as standing_of
from qa.interpreting import interpret

DIMENSION = 64
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
MODEL = "fake:quoting"


class HashEmbedder:
    """Words to unit vectors by their checksums; equal texts give equal vectors in every process."""

    name = "fake:hash"
    weights = "checksums"

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(DIMENSION, 1e-3, dtype=np.float32)
        for word in _words(text):
            vector[zlib.crc32(word.encode()) % DIMENSION] += 1
        return vector / np.linalg.norm(vector)


class QuotingAnswerer:
    """Answers with up to two sentences that share words with the question, one claim each."""

    model = MODEL
    problem = ""

    def __init__(self, corpus: Corpus, settings: object = None, *, seconds: float = 0.0) -> None:
        self._corpus = corpus
        self._seconds = seconds

    def warm(self) -> None:
        time.sleep(self._seconds)

    def search(self, question: str, k: int) -> list[ScoredPassage]:
        return list(self._evidence(question).items[:k])

    def ask(self, question: str) -> Reply:
        *_, last = self.stream(question)
        assert isinstance(last, Finished)
        return last.reply

    def stream(
        self, question: str, *, ignored: frozenset[str] = frozenset(), history: Sequence[Turn] = ()
    ) -> Iterator[Event]:
        standing = question if question in ignored else standing_of(question, history).text
        asked = interpret(standing, self._corpus, now=NOW, ignored=ignored)
        understood = (asked if standing == question else asked.typed_as(question)).understood
        yield QuestionRead(understood=understood)
        for event in self._events(question):
            if isinstance(event, Finished):
                event = Finished(reply=replace(event.reply, understood=understood))
            yield event

    def _events(self, question: str) -> Iterator[Event]:
        if "fail" in question:
            raise ModelError("the model 'fake:quoting' failed on `fail`; ask something else")
        if "crash" in question:
            raise RuntimeError("secret path /etc/app")
        evidence = self._evidence(question)
        time.sleep(self._seconds)
        yield EvidenceFound(evidence=evidence)
        if "break?" in question:
            raise ModelError("the model 'fake:quoting' broke off; ask again")
        claims = list(self._claims(question, evidence))
        if not claims:
            yield Finished(reply=self._abstention(question, evidence))
            return
        for claim in claims:
            time.sleep(self._seconds)
            yield claim
        text = " ".join(claim.text for claim in claims)
        citations = tuple(citation for claim in claims for citation in claim.citations)
        yield Finished(
            reply=Answer(
                question=question, text=text, citations=citations, evidence=evidence, model=MODEL, trace=Trace()
            )
        )

    def _evidence(self, question: str) -> Evidence:
        found = self._corpus.search_lexical(_words(question), 5)
        passages = self._corpus.catalogue.passages([passage_id for passage_id, _ in found])
        return Evidence(
            items=tuple(
                ScoredPassage(passage=passages[passage_id], score=score, rank=rank, stage="lexical")
                for rank, (passage_id, score) in enumerate(found, start=1)
            )
        )

    def _claims(self, question: str, evidence: Evidence) -> Iterator[ClaimAccepted]:
        wanted = set(_words(question))
        ranked = sorted(_sentences(evidence), key=lambda item: -len(wanted & set(_words(item[1].of(item[0].text)))))
        start = 0
        for passage, span in ranked[:2]:
            text = span.of(passage.text)
            if len(wanted & set(_words(text))) < 2:
                return
            quote = Span(start=passage.span.start + span.start, end=passage.span.start + span.end)
            claim = Span(start=start, end=start + len(text))
            marker = next(n for n, item in enumerate(evidence.items, start=1) if item.passage is passage)
            yield ClaimAccepted(
                text=text,
                citations=(Citation(marker=marker, claim=claim, passage=passage, quote=quote, support=1.0),),
            )
            start += len(text) + 1

    def _abstention(self, question: str, evidence: Evidence) -> Abstention:
        missing = tuple(
            word for word in re.findall(r"[A-Z]\w+", question)[1:] if not self._corpus.catalogue.count_word(word)
        )
        reason = Reason.WEAK_EVIDENCE if evidence.items else Reason.NO_PASSAGES
        return Abstention(
            question=question, reason=reason, evidence=evidence, model=MODEL, trace=Trace(), missing=missing
        )


def _sentences(evidence: Evidence) -> list[tuple[Passage, Span]]:
    return [(item.passage, span) for item in evidence.items for span in sentences_of(item.passage.text)]


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if len(word) > 3]
