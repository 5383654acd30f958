"""Footnote as the bench drives it: adding, searching, telling how long each took.

`GivenVectors` stands in for the embedder where its vectors were computed before, so that a
process without any model library can search. All else is what every user has.

Knows nothing about the plain chain and about tables.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from corpus import Article, Corpus, CorpusSettings, Embedder, SentenceTransformerEmbedder, ingest
from corpus.embedding import Vectors
from corpus.health import State
from qa.answer import EvidenceFound, QuestionRead
from qa.filtering import Filters
from qa.pipeline import QuestionAnswerer
from qa.query import Query
from qa.retrieving import CANDIDATES, DenseRetriever, LexicalRetriever, Retriever
from qa.settings import QASettings

OPENING_SECONDS = 300.0  # at most, for the index of 300,000 passages


class Remembering(SentenceTransformerEmbedder):
    """The embedder that users have, which keeps what it was asked for: a question may be read in several forms."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.asked: dict[str, Vectors] = {}

    def embed_query(self, text: str) -> Vectors:
        self.asked[text] = vector = super().embed_query(text)
        return vector


class GivenVectors:
    """The vectors in a file; passes for the embedder that made them."""

    def __init__(self, like: Embedder, vectors: dict[str, Vectors]) -> None:
        self.name = like.name
        self.weights = like.weights
        self._vectors = vectors

    @classmethod
    def read(cls, like: Embedder, path: Path) -> "GivenVectors":
        with np.load(path) as stored:
            return cls(like, dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True)))

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """The text's vector, or, since only the time counts here, that of another one."""
        return self._vectors.get(text, next(iter(self._vectors.values())))


def settings_of(home: Path) -> CorpusSettings:
    """A data folder with the defaults of everything else, whatever is in `.env`."""
    return CorpusSettings(home=home, _env_file=None)


class Ours:
    """Footnote over one data folder after another."""

    def __init__(self, vectors: Path | None = None) -> None:
        self._given = vectors
        self._embedder: Embedder | None = None
        self._corpus: Corpus | None = None
        self._answerer: QuestionAnswerer | None = None

    def open(self, folder: Path) -> None:
        """Go over to this data folder, and wait until its index is ready; the embedder stays loaded."""
        self.close()
        settings = settings_of(folder)
        if self._embedder is None:
            self._embedder = Remembering(settings.embedder)
            if self._given is not None:
                self._embedder = GivenVectors.read(self._embedder, self._given)
        self._corpus = opened = Corpus(settings, embedder=self._embedder)
        self._answerer = QuestionAnswerer(opened, QASettings(_env_file=None))
        if opened.catalogue.counts()[1]:
            self._wait_for_index(opened)

    def close(self) -> None:
        if self._corpus is not None:
            self._corpus.close()
            self._corpus = None

    def add(self, articles: Sequence[Article]) -> tuple[float, int]:
        """The seconds that adding takes, and how many passages came in; all of it is in the index then."""
        started = time.perf_counter()
        report = ingest(self._opened, articles)
        self._opened.catch_up()
        seconds = time.perf_counter() - started
        if report.added != len(articles) or self._opened.health().pending:
            raise RuntimeError(f"of {len(articles)} articles {report.added} were added: {report.as_json()}")
        return seconds, report.passages

    def search(
        self, question: str, publisher: str | None = None, dates: tuple[datetime, datetime] | None = None
    ) -> tuple[float, int]:
        """The seconds until the ten best passages are there, and how many there are."""
        assert self._answerer is not None
        filters = Filters(
            publishers=(publisher,) if publisher else (),
            earliest=dates[0] if dates else None,
            latest=dates[1] if dates else None,
        )
        started = time.perf_counter()
        found = self._answerer.search(question, 10, filters or None)
        return time.perf_counter() - started, len(found)

    def search_dense(self, question: str) -> tuple[float, int]:
        """The seconds for the nearest vectors alone, with reading their passages."""
        return self._retrieve(DenseRetriever(self._opened), question)

    def search_lexical(self, question: str) -> tuple[float, int]:
        """The seconds for the search by words alone, with reading the passages."""
        return self._retrieve(LexicalRetriever(self._opened), question)

    def find_evidence(self, question: str) -> tuple[float, int]:
        """The seconds from a question to its evidence, before a model is asked; no passages where it abstains."""
        assert self._answerer is not None
        started = time.perf_counter()
        stream = self._answerer.stream(question)
        first = next(event for event in stream if not isinstance(event, QuestionRead))
        seconds = time.perf_counter() - started
        return seconds, len(first.evidence.items) if isinstance(first, EvidenceFound) else 0

    def embed(self, texts: Sequence[str], path: Path) -> None:
        """Write the texts' vectors to a file, for made articles."""
        np.savez(path, texts=np.array(texts), vectors=self._opened.embedder.embed(texts))

    def write_asked(self, path: Path) -> None:
        """Write the vectors of all that was asked so far to a file, for `GivenVectors`."""
        embedder = self._opened.embedder
        assert isinstance(embedder, Remembering)
        texts, vectors = zip(*embedder.asked.items(), strict=True)
        np.savez(path, texts=np.array(texts), vectors=np.stack(vectors))

    def _retrieve(self, retriever: Retriever, question: str) -> tuple[float, int]:
        query = Query.of(question)
        started = time.perf_counter()
        found = retriever.retrieve(query, CANDIDATES)
        return time.perf_counter() - started, len(found)

    @property
    def _opened(self) -> Corpus:
        assert self._corpus is not None, "open a folder first"
        return self._corpus

    def _wait_for_index(self, corpus: Corpus) -> None:
        corpus.keep_index()
        ends = time.monotonic() + OPENING_SECONDS
        while corpus.health().state is not State.READY:
            if time.monotonic() > ends or corpus.health().state in (State.WAITING, State.FAILED):
                raise RuntimeError(f"the index is not ready: {corpus.health()}")
            time.sleep(0.05)
