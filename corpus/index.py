"""The index: nearest passages by vector, in Chroma. Derived from the catalogue, and rebuildable.

A collection lies in a folder of this computer or on a Chroma server. Two processes on
one folder damage it without an error, so only the holder of the data folder's lock may
open it (`corpus.owning`). Chroma finds candidates; the scores handed out are cosines.

The only file that imports chromadb and langchain_chroma.
"""

import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from corpus.article import Passage
from corpus.connecting import ServerClient
from corpus.embedding import Vectors
from corpus.errors import IndexUnavailable
from corpus.knocking import shown

COLLECTION = "passages"
HEADER = struct.Struct("<iQQQQ")  # version, offset, elements with room, elements held, bytes an element
BATCH_SIZE = 500  # Chroma refuses more than 5,461 at once
# Neighbours looked at in a query. Of the 20 nearest among 10,000 vectors (384 numbers, random: the hard case), 100
# finds 0.66, 200 0.81, 400 0.93, for 0.2 ms more; among vectors in clusters, as text gives, each finds all.
SPACE = {"hnsw": {"space": "cosine", "ef_search": 400}}


class VectorIndex(Protocol):
    """Passage ids by nearness of their vectors; IndexUnavailable where the index fails."""

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The `k` nearest as (passage id, cosine), nearest first."""
        ...

    def ids(self) -> set[str]:
        """Every passage that a search can find."""
        ...


class WritableIndex(VectorIndex, Protocol):
    """An index that is told what to hold."""

    def upsert(self, passages: Sequence[Passage], vectors: Vectors) -> None: ...

    def remove(self, passage_ids: Sequence[str]) -> None: ...

    def clear(self) -> None: ...

    def count(self) -> int:
        """How many passages it holds."""
        ...

    def close(self) -> None: ...


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
    """A Chroma collection in cosine space; IndexUnavailable where Chroma fails. One call at a time."""

    def __init__(self, connect: Callable[[], Any], *, collection: str, where: str) -> None:
        from chromadb.api.shared_system_client import SharedSystemClient
        from langchain_chroma import Chroma

        self._vectors = GivenVectors()
        self._where = where
        self._collection = collection
        self._client: Any = None
        try:
            self._client = connect()
            self._store = Chroma(
                collection_name=collection,
                embedding_function=cast(Any, self._vectors),
                client=self._client,
                collection_configuration=cast(Any, SPACE),
            )
        except Exception as error:  # Chroma raises plain Exceptions from its Rust core
            self.close()
            # Chroma keeps a client that failed to start for the next one who asks for this place.
            SharedSystemClient.clear_system_cache()
            raise _unavailable(where, error) from error

    @classmethod
    def in_folder(cls, folder: Path) -> "ChromaIndex":
        """The index in a folder, made where there is none."""
        import chromadb
        from chromadb.config import Settings

        def connect() -> Any:
            folder.mkdir(parents=True, exist_ok=True)
            check_lengths(folder)
            return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))

        return cls(connect, collection=COLLECTION, where=str(folder))

    @classmethod
    def on_server(cls, url: str, collection: str, *, seconds: float) -> "ChromaIndex":
        """The index on a Chroma server; no single wait takes longer than `seconds`, and `corpus.serving` ends calls."""
        return cls(lambda: ServerClient(url, seconds=seconds), collection=collection, where=shown(url))

    def close(self) -> None:
        """Let go of the folder. Chroma keeps its files open for the process until it is told."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def upsert(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        for first in range(0, len(passages), BATCH_SIZE):
            batch = passages[first : first + BATCH_SIZE]
            self._vectors.give(vectors[first : first + BATCH_SIZE])
            with_metadata = [_metadata(passage) for passage in batch]
            try:
                self._store.add_texts(
                    [passage.text for passage in batch],
                    metadatas=with_metadata,
                    ids=[passage.passage_id for passage in batch],
                )
            except Exception as error:
                raise _unavailable(self._where, error) from error

    def remove(self, passage_ids: Sequence[str]) -> None:
        try:
            for first in range(0, len(passage_ids), BATCH_SIZE):
                self._store.delete(ids=list(passage_ids[first : first + BATCH_SIZE]))
        except Exception as error:
            raise _unavailable(self._where, error) from error

    def clear(self) -> None:
        """Drop all that it holds; other collections of the same server stay."""
        try:
            self._store.reset_collection()
        except Exception as error:
            raise _unavailable(self._where, error) from error

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        try:
            found = self._store.similarity_search_by_vector_with_relevance_scores(vector.tolist(), k=k)
        except Exception as error:
            raise _unavailable(self._where, error) from error
        return [(str(document.id), 1.0 - distance) for document, distance in found]

    def search_many(self, vectors: Vectors, k: int) -> list[list[str]]:
        """The ids of the `k` nearest for each of several vectors, nearest first."""
        try:
            found = self._client.get_collection(self._collection).query(
                query_embeddings=vectors.tolist(), n_results=k, include=[]
            )
        except Exception as error:
            raise _unavailable(self._where, error) from error
        return [list(ids) for ids in found["ids"]]

    def records(self, batch: int) -> Iterator[dict[str, Any]]:
        """All that is stored, as Chroma's own `ids`, `embeddings`, `documents`, `metadatas`, a batch at a time."""
        ids = sorted(self.ids())
        for first in range(0, len(ids), batch):
            try:
                yield self._client.get_collection(self._collection).get(
                    ids=ids[first : first + batch], include=["embeddings", "documents", "metadatas"]
                )
            except Exception as error:
                raise _unavailable(self._where, error) from error

    def count(self) -> int:
        """How many passages the collection holds."""
        try:
            return int(self._client.get_collection(self._collection).count())
        except Exception as error:
            raise _unavailable(self._where, error) from error

    def ids(self) -> set[str]:
        return set(self.some_ids())

    def some_ids(self, first: int = 0, limit: int | None = None) -> list[str]:
        """A page of all ids."""
        try:
            return list(self._store.get(include=[], limit=limit, offset=first)["ids"])
        except Exception as error:
            raise _unavailable(self._where, error) from error


def check_lengths(folder: Path) -> None:
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


def _unavailable(where: str, error: Exception) -> IndexUnavailable:
    return IndexUnavailable(
        f"the index {where!r} cannot be used ({error}); `python -m corpus rebuild` makes it anew from the catalogue"
    )
