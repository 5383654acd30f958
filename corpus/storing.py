"""One article on its last way into the catalogue: cut into passages and sentences, embedded, committed.

Knows nothing about where articles come from.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.article import Article, Passage, Span
from corpus.embedding import Embedder, Vectors, embed_parts
from corpus.pooling import rows
from corpus.splitting import sentences_of, split
from corpus.store import Corpus
from corpus.writing import Correction, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article cut and ready to embed; `original` is what it was read from, where that is to be kept."""

    article: Article
    passages: list[Passage]
    sentences: list[list[Span]]
    origin: Origin
    original: bytes | None = None

    @property
    def texts(self) -> list[str]:
        """What is embedded: the passages below their title, and then the sentences."""
        whole = [embedded_text(passage) for passage in self.passages]
        return whole + [span.of(self.article.text) for spans in self.sentences for span in spans]

    @property
    def count(self) -> int:
        """How many texts there are."""
        return len(self.passages) + sum(map(len, self.sentences))


def prepare(article: Article, corpus: Corpus, origin: Origin) -> Prepared:
    passages = split(article, max_chars=corpus.settings.passage_chars)
    sentences = sentences_of(article.text, language=article.language)
    inside = [[span for span in sentences if passage.span.contains(span)] for passage in passages]
    return Prepared(article=article, passages=passages, sentences=inside, origin=origin)


def embed(embedder: Embedder, prepared: Sequence[Prepared]) -> list[Vectors]:
    """For each article one row a text, in the order of `texts`; sentences are read within their passages."""
    passages = [
        (passage, spans) for each in prepared for passage, spans in zip(each.passages, each.sentences, strict=True)
    ]
    texts = [embedded_text(passage) for passage, _ in passages]
    found = iter(embed_parts(embedder, texts, [inside(passage, spans) for passage, spans in passages]))
    vectors = []
    for each in prepared:
        own = [next(found) for _ in each.passages]
        vectors.append(rows([*(whole for whole, _ in own), *(part for _, parts in own for part in parts)]))
    return vectors


def commit(corpus: Corpus, prepared: Prepared, vectors: Vectors) -> None:
    """Store one article with its vectors, one row a text in the order of `texts`."""
    passage_vectors, sentences = _laid_out(prepared, vectors)
    corpus.store(prepared.article, prepared.passages, passage_vectors, sentences, origin=prepared.origin)


def revise(
    corpus: Corpus, article_id: str, correct: Callable[[Article], Article], *, edited: Sequence[str] = ()
) -> Article:
    """Store a known article's metadata as `correct` gives it back; the fields in `edited` were set by hand.

    Embedding takes its time; where someone else corrected the article meanwhile, `correct`
    is asked again. The index learns of it by `Corpus.catch_up`.

    Raises: ArticleNotFound.
    """
    while True:
        stored = corpus.catalogue.article(article_id)
        corrected = correct(stored)
        if corrected == stored and not edited:
            return stored
        prepared = prepare(corrected, corpus, Origin())
        laid_out = _laid_out(prepared, *embed(corpus.embedder, [prepared]))
        correction = Correction(before=stored, edited=tuple(edited))
        if corpus.revise(corrected, prepared.passages, *laid_out, correction=correction):
            return corrected


def embedded_text(passage: Passage) -> str:
    """What of a passage is embedded: its text below its article's title, which names what it is about."""
    return f"{passage.title}\n{passage.text}" if passage.title else passage.text


def inside(passage: Passage, spans: Sequence[Span]) -> list[Span]:
    """Where in the text that is embedded of a passage these spans of its article are."""
    moved = len(embedded_text(passage)) - len(passage.text) - passage.span.start
    return [span.moved(moved) for span in spans]


def _laid_out(prepared: Prepared, vectors: Vectors) -> tuple[Vectors, list[list[tuple[Span, Vectors]]]]:
    """The passages' vectors, and for each passage its sentences with theirs."""
    row = len(prepared.passages)
    sentences: list[list[tuple[Span, Vectors]]] = []
    for spans in prepared.sentences:
        sentences.append(list(zip(spans, vectors[row : row + len(spans)], strict=True)))
        row += len(spans)
    return vectors[: len(prepared.passages)], sentences
