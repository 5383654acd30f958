"""The index: nearest passages by vector, in Chroma. Derived from the catalogue, and rebuildable.

A collection lies in a folder of this computer or on a Chroma server. Two processes on
one folder damage it without an error, so only the holder of the data folder's lock may
open it (`corpus.owning`). Chroma finds candidates; the scores handed out are cosines.

The only file that imports chromadb and langchain_chroma.
"""

import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
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
        self._vectors = GivenVectors()
        self._where = where
        self._collection = collection
        self._client: Any = None
        self._held: Any = None  # by its id: one that was dropped and made anew by others is not taken for it
        with self._guarded():
            from langchain_chroma import Chroma

            try:
                self._client = connect()
                self._store = Chroma(
                    collection_name=collection,
                    embedding_function=cast(Any, self._vectors),
                    client=self._client,
                    collection_configuration=cast(Any, SPACE),
                )
                self._held = self._client.get_collection(collection)
            except BaseException:
                self.close()
                _forget_clients()
                raise

    @classmethod
    def in_folder(cls, folder: Path) -> "ChromaIndex":
        """The index in a folder, made where there is none."""

        def connect() -> Any:
            import chromadb
            from chromadb.config import Settings

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
            with self._guarded():
                self._store.add_texts(
                    [passage.text for passage in batch],
                    metadatas=[_metadata(passage) for passage in batch],
                    ids=[passage.passage_id for passage in batch],
                )

    def remove(self, passage_ids: Sequence[str]) -> None:
        with self._guarded():
            for first in range(0, len(passage_ids), BATCH_SIZE):
                self._store.delete(ids=list(passage_ids[first : first + BATCH_SIZE]))

    def clear(self) -> None:
        """Drop all that it holds; other collections of the same server stay."""
        with self._guarded():
            self._store.reset_collection()
            self._held = self._client.get_collection(self._collection)

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        with self._guarded():  # not by langchain-chroma, which reads texts and metadata: twice the time
            found = self._held.query(query_embeddings=[vector.tolist()], n_results=k, include=["distances"])
        return [
            (str(id_), 1.0 - distance) for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def search_many(self, vectors: Vectors, k: int) -> list[list[str]]:
        """The ids of the `k` nearest for each of several vectors, nearest first."""
        with self._guarded():
            found = self._client.get_collection(self._collection).query(
                query_embeddings=vectors.tolist(), n_results=k, include=[]
            )
        return [list(ids) for ids in found["ids"]]

    def records(self, batch: int) -> Iterator[dict[str, Any]]:
        """All that is stored, as Chroma's own `ids`, `embeddings`, `documents`, `metadatas`, a batch at a time."""
        ids = sorted(self.ids())
        for first in range(0, len(ids), batch):
            with self._guarded():
                found = self._client.get_collection(self._collection).get(
                    ids=ids[first : first + batch], include=["embeddings", "documents", "metadatas"]
                )
            yield found

    def count(self) -> int:
        """How many passages the collection holds."""
        with self._guarded():
            return int(self._client.get_collection(self._collection).count())

    def ids(self) -> set[str]:
        return set(self.some_ids())

    def some_ids(self, first: int = 0, limit: int | None = None) -> list[str]:
        """A page of all ids."""
        with self._guarded():
            return list(self._store.get(include=[], limit=limit, offset=first)["ids"])

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Within it whatever Chroma raises is IndexUnavailable; its Rust core's panics are no `Exception`."""
        try:
            yield
        except (KeyboardInterrupt, SystemExit, IndexUnavailable):
            raise
        except BaseException as error:
            raise IndexUnavailable(
                f"the index {self._where!r} cannot be used ({error}); `python -m corpus rebuild` makes it anew from "
                "the catalogue"
            ) from error


def _forget_clients() -> None:
    """Have Chroma forget a client that failed to start, which it keeps for the next one who asks for its place."""
    with suppress(ImportError):
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()


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
