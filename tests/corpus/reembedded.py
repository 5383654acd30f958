"""A corpus of one embedder that is to become another's, and what is asked of it before and after."""

from pathlib import Path
from typing import Any

import numpy as np

from corpus import Corpus, CorpusSettings, RawDocument, ingest
from corpus.database import Database
from corpus.storing import embedded_text
from tests.corpus.making import RAIN, RIVER, SNOW
from tests.fakes import HashEmbedder

ARTICLES = {"rain": RAIN, "river": RIVER, "snow": f"Snow closes the pass\n\n{SNOW} It fell all night. Nobody was hurt."}
TEXTS = 8  # three passages, one below its title, and five sentences


def new_embedder(**options: Any) -> HashEmbedder:
    return HashEmbedder("hash-32", dimension=32, **options)


def opened(home: Path, embedder: HashEmbedder | None = None) -> Corpus:
    return Corpus(CorpusSettings(home=home), embedder=embedder or new_embedder())


def filled(corpus: Corpus) -> Path:
    """The data folder of a corpus that was given the three articles, and closed."""
    ingest(corpus, [RawDocument(name, text.encode()) for name, text in ARTICLES.items()])
    corpus.close()
    return corpus.settings.home


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    database = Database(home / "catalogue.sqlite3", lambda _: None)
    try:
        return database.rows(query)
    finally:
        database.close()


def holds_vectors_of(corpus: Corpus, embedder: HashEmbedder) -> bool:
    """Whether each stored vector is the one that `embedder` gives for its text."""
    for stored in corpus.catalogue.articles():
        passages = corpus.catalogue.passages_of(stored.article_id)
        ids, vectors = corpus.catalogue.vectors([passage.passage_id for passage in passages])
        texts = [embedded_text(corpus.catalogue.passages([each])[each]) for each in ids]
        for spans, its_vectors in corpus.catalogue.sentences(ids).values():
            texts += [span.of(stored.text) for span in spans]
            vectors = np.concatenate([vectors, its_vectors]) if vectors.shape[1] == its_vectors.shape[1] else vectors
        expected = embedder.embed(texts)
        if vectors.shape != expected.shape or not np.allclose(vectors, expected, atol=1e-3):
            return False
    return True


def finds(corpus: Corpus, text: str) -> bool:
    found = corpus.search_dense(corpus.embedder.embed_query(text), 1)
    return bool(found) and corpus.catalogue.passages([found[0][0]])[found[0][0]].text == text
