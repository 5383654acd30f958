"""`Corpus`: catalogue and index behind one class, the one that `qa` talks to.

The catalogue is written first, always; the index follows from what the catalogue
notes as pending, at once in the process that owns the index. Ownership is an OS lock
on the data folder, which the kernel frees when its holder dies. A process without it
searches the catalogue's vectors itself and leaves pending work to the owner, so that
adding and asking beside a running app are safe.
"""

import shutil
from collections.abc import Collection, Sequence
from threading import RLock

import numpy as np
from filelock import FileLock, Timeout

from corpus.article import Article, Passage, Span
from corpus.catalog import Catalogue
from corpus.embedding import Embedder, SentenceTransformerEmbedder, Vectors
from corpus.errors import EmbedderError, IndexUnavailable
from corpus.index import ChromaIndex, ExactIndex, VectorIndex, nearest
from corpus.settings import CorpusSettings
from corpus.writing import Correction, Origin

PENDING_BATCH = 500
PROBES = 16
MIN_PROBES_FOUND = 0.9  # Chroma's search is approximate: it may miss one
SAME_COSINE = 0.99
EMBEDDER_FACT = "embedder"


class Corpus:
    """The reader's articles, searchable. Safe to share between threads.

    Opening reads only the catalogue; the index and the embedder load when first needed.
    """

    def __init__(self, settings: CorpusSettings | None = None, *, embedder: Embedder | None = None) -> None:
        self.settings = settings or CorpusSettings()
        self.embedder: Embedder = embedder or SentenceTransformerEmbedder(self.settings.embedder)
        self.catalogue = Catalogue(self.settings.catalogue_path)
        self._exact = ExactIndex(self.catalogue)
        self._chroma: ChromaIndex | None = None
        self._ownership = FileLock(self.settings.home / "index.lock", timeout=0, thread_local=False)
        self._lock = RLock()

    def __enter__(self) -> "Corpus":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free the index for another process."""
        with self._lock:
            self._close_index()
            self._ownership.release()
            self.catalogue.close()

    # Adding and removing

    def store(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: Vectors,
        sentences: Sequence[Sequence[tuple[Span, Vectors]]],
        *,
        origin: Origin | None = None,
    ) -> None:
        """Commit one article to the catalogue; `catch_up` brings it to the index."""
        self._check_embedder()
        if self.catalogue.fact(EMBEDDER_FACT) is None:
            self.catalogue.set_fact(EMBEDDER_FACT, self.embedder.name)
        self.catalogue.put(article, passages, vectors, sentences, origin=origin)

    def revise(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: Vectors,
        sentences: Sequence[Sequence[tuple[Span, Vectors]]],
        *,
        correction: Correction,
    ) -> bool:
        """Commit the corrected metadata of a stored article; `catch_up` brings it to the index.

        False where the article has been changed in the meantime; nothing is done then.
        """
        self._check_embedder()
        return self.catalogue.revise(article, passages, vectors, sentences, correction=correction)

    def remove(self, article_id: str) -> None:
        """Take an article out of every later answer; ArticleNotFound where there is none."""
        self.catalogue.remove(article_id)
        self.catch_up()

    def catch_up(self) -> bool:
        """Tell the index what it has missed; False where another process owns it and will."""
        with self._lock:
            added, removed = self.catalogue.pending(PENDING_BATCH)
            if not added and not removed:
                return True
            index = self._owned_index()
            if index is None:
                return False
            while added or removed:
                self._index_batch(index, added, removed)
                added, removed = self.catalogue.pending(PENDING_BATCH)
            return True

    def rebuild(self) -> bool:
        """Bring the whole index in line with the catalogue, without the embedder; False where another owns it."""
        with self._lock:
            if not self._owns():
                return False
            self._close_index()
            shutil.rmtree(self.settings.index_folder, ignore_errors=True)
            self.catalogue.unsettle(held=set())
            return self.catch_up()

    # Searching

    def search_dense(self, vector: Vectors, k: int, within: Collection[str] | None = None) -> list[tuple[str, float]]:
        """The `k` nearest passages as (passage id, cosine), nearest first; `within` keeps to these articles.

        A filtered search compares the vectors of the admitted articles, since Chroma's own
        filters take 20 to 30 times as long as its plain query.
        """
        self._check_embedder()
        if within is not None:
            return nearest(*self.catalogue.vectors_within(within), vector, k)
        with self._lock:
            self._owned_index()  # opening it compares it with the catalogue, which may make work
            index: VectorIndex | None = self._owned_index() if self.catch_up() else None
            return (index or self._exact).search(vector, k)

    def search_lexical(
        self, words: Sequence[str], k: int, within: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The best `k` passages by BM25 as (passage id, score), best first; `within` keeps to these articles."""
        return self.catalogue.search_words(words, k, within)

    def _index_batch(self, index: ChromaIndex, added: Sequence[str], removed: Sequence[str]) -> None:
        if removed:
            index.remove(removed)
        ids, vectors = self.catalogue.vectors(added)
        passages = self.catalogue.passages(ids)
        known = [row for row, passage_id in enumerate(ids) if passage_id in passages]
        if known:
            index.upsert([passages[ids[row]] for row in known], vectors[np.array(known)])
        self.catalogue.settle(indexed=added, removed=removed)

    def _owned_index(self) -> ChromaIndex | None:
        """The Chroma index where this process holds, or can now take, its lock."""
        if self._chroma is None and self._owns():
            index = self._opened_index()
            if index.count() != self.catalogue.indexed_count():  # its folder was lost, or is another corpus's
                self.catalogue.unsettle(held=index.ids())
            self._chroma = index
        return self._chroma

    def _opened_index(self) -> ChromaIndex:
        """The index in its folder; made anew where that is damaged, since the catalogue holds all of it."""
        index: ChromaIndex | None = None
        try:
            index = ChromaIndex(self.settings.index_folder)
            if self._finds_its_own(index):
                return index
        except IndexUnavailable:
            pass  # it is made anew below
        if index is not None:
            index.close()
        shutil.rmtree(self.settings.index_folder, ignore_errors=True)
        return ChromaIndex(self.settings.index_folder)

    def _finds_its_own(self, index: ChromaIndex) -> bool:
        """Whether passages that the index took in are found by their own vectors.

        Chroma opens a folder whose vector files are lost or cut short without a word and
        finds a few passages, or wrong ones, from then on.
        """
        _, vectors = self.catalogue.indexed_sample(PROBES)
        found = [index.search(vector, 1) for vector in vectors]
        return sum(bool(best) and best[0][1] > SAME_COSINE for best in found) >= MIN_PROBES_FOUND * len(found)

    def _close_index(self) -> None:
        if self._chroma is not None:
            self._chroma.close()
            self._chroma = None

    def _owns(self) -> bool:
        if not self._ownership.is_locked:
            try:
                self._ownership.acquire(timeout=0)
            except Timeout:
                return False
        return True

    def _check_embedder(self) -> None:
        """One corpus, one embedder: vectors of two models cannot be compared."""
        known = self.catalogue.fact(EMBEDDER_FACT)
        if known not in (None, self.embedder.name):
            raise EmbedderError(
                f"the articles in {str(self.settings.home)!r} were embedded by {known!r}, not by "
                f"{self.embedder.name!r}; set FOOTNOTE_EMBEDDER={known} or choose another FOOTNOTE_HOME"
            )
