"""The index: nearest passages by vector. Derived from the catalogue, and rebuildable.

Two implementations of one protocol, with the same answers within rounding:

    ChromaIndex   Chroma through langchain-chroma; for the process that owns the folder
    ExactIndex    numpy over the catalogue's own vectors; for any other process

Two processes on one Chroma folder damage it without an error, so a `ChromaIndex` may
be made only by the holder of the folder's lock (`corpus.store`). Chroma finds
candidates; the scores handed out are its cosine similarities.

The only file that imports chromadb and langchain_chroma.
"""

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np

from corpus.article import Passage
from corpus.catalog import Catalogue
from corpus.embedding import Vectors
from corpus.errors import IndexUnavailable

COLLECTION = "passages"
HEADER = struct.Struct("<iQQQQ")  # version, offset, elements with room, elements held, bytes an element
BATCH_SIZE = 500  # Chroma refuses more than 5,461 at once


class VectorIndex(Protocol):
    """Passage ids by nearness of their vectors."""

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The `k` nearest as (passage id, cosine), nearest first."""
        ...

    def ids(self) -> set[str]:
        """Every passage that a search can find."""
        ...


class ExactIndex:
    """Every vector of the catalogue compared, in one matrix product; sees each change at once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._held: tuple[tuple[int, int], list[str], Vectors] | None = None

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        return nearest(*self._current(), vector, k)

    def ids(self) -> set[str]:
        return set(self._current()[0])

    def _current(self) -> tuple[list[str], Vectors]:
        state = self._catalogue.state()
        held = self._held
        if held is None or held[0] != state:
            self._held = held = (state, *self._catalogue.vectors())
        return held[1], held[2]


def nearest(ids: Sequence[str], matrix: Vectors, vector: Vectors, k: int) -> list[tuple[str, float]]:
    """The `k` of `ids` whose rows of `matrix` have the largest cosine with `vector`, nearest first."""
    if not ids:
        return []
    scores = matrix @ vector
    k = min(k, len(ids))
    rows = np.argpartition(-scores, k - 1)[:k]
    return sorted(((ids[row], float(scores[row])) for row in rows), key=lambda pair: -pair[1])


class GivenVectors:
    """Hands langchain-chroma the vectors that were computed already, text for text.

    LangChain's `Embeddings` in shape but not by inheritance: importing it takes longer than `corpus list`.
    """

    def __init__(self) -> None:
        self._given: list[list[float]] = []

    def give(self, vectors: Vectors) -> None:
        self._given = vectors.tolist()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        given, self._given = self._given, []
        if len(given) != len(texts):
            raise ValueError(f"{len(texts)} texts were to be stored with {len(given)} given vectors")
        return given

    def embed_query(self, text: str) -> list[float]:
        raise ValueError(f"search by vector, not by {text!r}: the index does not embed")


class ChromaIndex:
    """A persistent Chroma collection in cosine space; IndexUnavailable where Chroma fails."""

    def __init__(self, folder: Path) -> None:
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings
        from langchain_chroma import Chroma

        self._vectors = GivenVectors()
        self._folder = str(folder)
        self._client: Any = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _check_lengths(folder)
            self._client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
            self._store = Chroma(
                collection_name=COLLECTION,
                embedding_function=cast(Any, self._vectors),
                client=self._client,
                collection_configuration={"hnsw": {"space": "cosine"}},
            )
        except Exception as error:  # Chroma raises plain Exceptions from its Rust core
            self.close()
            # Chroma keeps a client that failed to start for the next one who asks for this folder.
            SharedSystemClient.clear_system_cache()
            raise _unavailable(str(folder), error) from error

    def close(self) -> None:
        """Let go of the folder. Chroma keeps its files open for the process until it is told."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def upsert(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        for first in range(0, len(passages), BATCH_SIZE):
            batch = passages[first : first + BATCH_SIZE]
            self._vectors.give(vectors[first : first + BATCH_SIZE])
            try:
                self._store.add_texts(
                    [passage.text for passage in batch],
                    metadatas=[_metadata(passage) for passage in batch],
                    ids=[passage.passage_id for passage in batch],
                )
            except Exception as error:
                raise _unavailable(self._folder, error) from error

    def remove(self, passage_ids: Sequence[str]) -> None:
        try:
            for first in range(0, len(passage_ids), BATCH_SIZE):
                self._store.delete(ids=list(passage_ids[first : first + BATCH_SIZE]))
        except Exception as error:
            raise _unavailable(self._folder, error) from error

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        try:
            found = self._store.similarity_search_by_vector_with_relevance_scores(vector.tolist(), k=k)
        except Exception as error:
            raise _unavailable(self._folder, error) from error
        return [(str(document.id), 1.0 - distance) for document, distance in found]

    def count(self) -> int:
        """How many passages the collection holds."""
        try:
            return int(self._client.get_collection(COLLECTION).count())
        except Exception as error:
            raise _unavailable(self._folder, error) from error

    def ids(self) -> set[str]:
        try:
            return set(self._store.get(include=[])["ids"])
        except Exception as error:
            raise _unavailable(self._folder, error) from error


def _check_lengths(folder: Path) -> None:
    """OSError where a vector file is shorter than its header says.

    Chroma takes such a file for whole and ends this process with a segmentation fault when
    it is searched. Version 1 of the header is read; of any other one nothing is known.
    """
    for header in folder.glob("*/header.bin"):
        fields = header.read_bytes()[: HEADER.size]
        if len(fields) == HEADER.size:
            version, _, _, count, size = HEADER.unpack(fields)
            if version == 1 and (header.parent / "data_level0.bin").stat().st_size < count * size:
                raise OSError("its vector file is cut short")


def _metadata(passage: Passage) -> dict[str, Any]:
    """What other users of the collection may want; Footnote itself reads only the ids."""
    fields = {
        "article_id": passage.article_id,
        "start": passage.span.start,
        "end": passage.span.end,
        "source": passage.source,
        "title": passage.title,
        "publisher": passage.publisher,
        "published": passage.published.isoformat() if passage.published else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _unavailable(folder: str, error: Exception) -> IndexUnavailable:
    return IndexUnavailable(
        f"the index {folder!r} cannot be used ({error}); `python -m corpus rebuild` makes it anew from the catalogue"
    )
