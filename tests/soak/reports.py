"""Made-up reports by number, the same in every process, and the embedder that all of them use.

Each has a word that stands in no other, and passages whose words no other passage has: its
own text finds it first, by words and by vector. Knows nothing about where reports go.
"""

import random
import re
from collections.abc import Sequence

import numpy as np

from corpus import Article
from corpus.article import article_id_of
from corpus.embedding import Vectors
from tests.fakes import DIMENSION, HashEmbedder

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bral crin dosk flen".split()
MARK = re.compile(r"\bwire(\d+)x\b")
WIDTH = 384 // DIMENSION  # the vectors are as long as those of the packaged embedder


class Wide(HashEmbedder):
    """The hashing embedder in 384 numbers, which remembers nothing of what it was asked."""

    def __init__(self) -> None:
        super().__init__("hash-384")

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = super().embed(texts)
        self.texts.clear()
        return _widened(vectors)

    def embed_query(self, text: str) -> Vectors:
        vector = super().embed_query(text)
        self.queries.clear()
        return _widened(vector)


def text_of(number: int, paragraphs: int = 4) -> str:
    """The text of a report: some 1,700 characters in four paragraphs."""
    chance = random.Random(number)
    said = [" ".join(_sentence(chance) for _ in range(7)) for _ in range(paragraphs)]
    return "\n\n".join([f"The telegram wire{number}x came in at night. {said[0]}", *said[1:]])


def source_of(number: int) -> str:
    return f"/news/{number}.txt"


def report(number: int) -> Article:
    """The report as an article that was read from a file."""
    text = text_of(number)
    return Article(
        article_id=article_id_of(text), text=text, source=source_of(number), title=f"Telegram number {number}"
    )


def mark_of(number: int) -> str:
    """The word that stands in no other report."""
    return f"wire{number}x"


def number_of(text: str) -> int:
    """Which report a text is of; ValueError where it is of none."""
    found = MARK.search(text)
    if found is None:
        raise ValueError(f"no report begins {text[:60]!r}")
    return int(found[1])


def _sentence(chance: random.Random) -> str:
    words = ["".join(chance.choices(SYLLABLES, k=chance.randrange(2, 4))) for _ in range(9)]
    return f"{' '.join(words).capitalize()}."


def _widened(vectors: Vectors) -> Vectors:
    return np.asarray(np.concatenate([vectors] * WIDTH, axis=-1) / np.sqrt(WIDTH), dtype=np.float32)
