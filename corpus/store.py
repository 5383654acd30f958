"""`Corpus`: catalogue and index behind one class, the one that `qa` talks to.

The catalogue is written first, always, and is searched as it is now; the index follows
from what the catalogue notes as pending. Who may touch the index, whether it is sound and
what is searched meanwhile is the business of `corpus.keeping`, so that adding and asking
beside a running app are safe.
"""

from collections.abc import Sequence

from corpus.article import Article, Passage, Span
from corpus.catalog import Catalogue
from corpus.columns import Within
from corpus.embedding import Embedder, SentenceTransformerEmbedder, Vectors
from corpus.exact import ExactIndex
from corpus.health import Health
from corpus.keeping import IndexKeeper
from corpus.logs import event
from corpus.matching import check_embedder, identity_of
from corpus.running import Progress
from corpus.settings import CorpusSettings
from corpus.spacing import require_space
from corpus.weighing import Word
from corpus.writing import Correction, Origin


class Corpus:
    """The reader's articles, searchable. Safe to share between threads.

    Opening reads only the catalogue; the index and the embedder load when first needed.
    """

    def __init__(self, settings: CorpusSettings | None = None, *, embedder: Embedder | None = None) -> None:
        self.settings = settings or CorpusSettings()
        self.embedder: Embedder = embedder or SentenceTransformerEmbedder(
            self.settings.embedder, engine=self.settings.engine, cache=self.settings.cache
        )
        self.catalogue = Catalogue(self.settings.catalogue_path)
        self._exact = ExactIndex(self.catalogue)
        self._keeper = IndexKeeper(self.settings, self.catalogue)

    def __enter__(self) -> "Corpus":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free the index for another process."""
        self._keeper.close()
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
        """Commit one article to the catalogue; `catch_up` brings it to the index.

        Raises: NoSpace where the disk has too little room, EmbedderError where the vectors are another embedder's.
        """
        require_space(self.settings.home, self.settings.min_free_bytes)
        by = identity_of(self.embedder)
        self.catalogue.put(article, passages, vectors, sentences, origin=origin, by=by)
        event("article.stored", {"article": article.article_id, "passages": len(passages)})

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
        require_space(self.settings.home, self.settings.min_free_bytes)
        by = identity_of(self.embedder)
        return self.catalogue.revise(article, passages, vectors, sentences, correction=correction, by=by)

    def remove(self, article_id: str) -> None:
        """Take an article out of every later answer; ArticleNotFound where there is none."""
        self.catalogue.remove(article_id)
        event("article.removed", {"article": article_id})
        self.catch_up()

    # The index

    def keep_index(self) -> None:
        """Have a thread open the index and keep it up to date from now on; for a process that goes on for long."""
        self._keeper.start()

    def catch_up(self, progress: Progress | None = None) -> bool:
        """Tell the index what it has missed, now or by the thread that keeps it.

        False where that is left for later: another process owns it, or it cannot be used;
        `health` says which. Searches find everything all the same.
        """
        return self._keeper.catch_up(progress)

    def rebuild(self, progress: Progress | None = None) -> bool:
        """Make the index anew from the stored vectors, without the embedder; False where another process owns it.

        Raises: IndexUnavailable.
        """
        return self._keeper.rebuild(progress)

    def inspect_index(self) -> tuple[str, ...] | None:
        """What is wrong with the index, looked at closely and left as it is; None where another process owns it.

        Raises: IndexUnavailable.
        """
        return self._keeper.inspect()

    def health(self) -> Health:
        """How the index is; searching works whatever it says."""
        return self._keeper.health()

    # Searching

    def search_dense(self, vector: Vectors, k: int, within: Within | None = None) -> list[tuple[str, float]]:
        """The `k` nearest passages as (passage id, cosine), nearest first.

        `within` keeps to some articles: their ids, or anything with publishers and times, which
        is faster. A filtered search compares the vectors of the admitted passages, since Chroma's
        own filters take 20 to 30 times as long as its plain query.
        """
        check_embedder(self.catalogue, self.embedder)
        if within is not None:
            return self._exact.search(vector, k, within)
        return self._keeper.search(vector, k)

    def search_lexical(self, words: Sequence[Word], k: int, within: Within | None = None) -> list[tuple[str, float]]:
        """The best `k` passages by BM25 as (passage id, score), best first; `within` keeps to some articles."""
        return self.catalogue.search_words(words, k, within)
