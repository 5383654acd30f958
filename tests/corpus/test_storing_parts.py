"""Sentences read within their passage get the same vectors whether an article is added, corrected or embedded anew."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, CorpusSettings, ingest
from corpus.article import Span
from corpus.embedding import Vectors, WithParts
from corpus.reembedding import reembed
from corpus.storing import embed, embedded_text, inside, prepare, revise
from corpus.writing import Origin
from tests.corpus.making import RAIN, RIVER, SNOW, article, put
from tests.fakes import HashEmbedder

LONG = f"{RAIN} {RIVER}\n\n{SNOW} {RAIN}\n\n{RIVER} {SNOW}"


class Reader(HashEmbedder):
    """Gives a part the vector of its words between those around it, so that no other way gives the same."""

    def embed_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> WithParts:
        assert all(span.end <= len(text) for text, spans in zip(texts, parts, strict=True) for span in spans)
        return [
            (super(Reader, self).embed([text])[0], [self.within(text, span.of(text)) for span in spans])
            for text, spans in zip(texts, parts, strict=True)
        ]

    def within(self, text: str, part: str) -> Vectors:
        return super().embed([f"{part} {part} {text}"])[0]


@pytest.fixture
def reading(tmp_path: Path) -> Corpus:
    settings = CorpusSettings(home=tmp_path / "reading", passage_chars=100, min_free_bytes=0)
    return Corpus(settings, embedder=Reader())


def sentences_in(corpus: Corpus) -> dict[tuple[str, str], Vectors]:
    """The stored vector of each sentence, by the text that is embedded of its passage and its own."""
    ids, _ = corpus.catalogue.vectors()
    passages = corpus.catalogue.passages(ids)
    found = {}
    for passage_id, (spans, vectors) in corpus.catalogue.sentences(ids).items():
        passage = passages[passage_id]
        text = corpus.catalogue.article(passage.article_id).text
        found |= {(embedded_text(passage), span.of(text)): row for span, row in zip(spans, vectors, strict=True)}
    return found


def assert_all_were_read(corpus: Corpus, *, count: int) -> None:
    """Each sentence has the vector that it has within its own passage."""
    found = sentences_in(corpus)
    assert len(found) == count
    for (text, sentence), vector in found.items():
        assert vector == pytest.approx(Reader().within(text, sentence), abs=1e-3)


def test_sentences_of_an_article_are_found_below_its_title() -> None:
    with Corpus(CorpusSettings(passage_chars=100), embedder=HashEmbedder()) as corpus:
        made = article(LONG, title="Ünïcode 🌧 deluge")
        prepared = prepare(made, corpus, Origin())
    for passage, spans in zip(prepared.passages, prepared.sentences, strict=True):
        pieces = [span.of(embedded_text(passage)) for span in inside(passage, spans)]
        assert pieces == [span.of(LONG) for span in spans]


def test_each_article_gets_its_own_rows_in_the_order_of_its_texts() -> None:
    with Corpus(CorpusSettings(passage_chars=100), embedder=HashEmbedder()) as corpus:
        both = [prepare(article(text), corpus, Origin()) for text in (LONG, RAIN)]
    first, second = embed(HashEmbedder(), both)
    assert np.array_equal(first, HashEmbedder().embed(both[0].texts))
    assert np.array_equal(second, HashEmbedder().embed([RAIN, RAIN]))
    assert [each.count for each in both] == [9, 2]


def test_sentences_that_are_added_are_read_within_their_passages(reading: Corpus) -> None:
    with reading:
        ingest(reading, [article(LONG, title="Deluge"), article(f"{SNOW} {SNOW[:-1]} again.")])
        assert_all_were_read(reading, count=8)


def test_sentences_of_a_corrected_article_are_read_below_its_new_title(reading: Corpus) -> None:
    with reading:
        put(reading, RAIN)
        revise(reading, article(RAIN).article_id, lambda stored: replace(stored, title="Deluge"), edited=("title",))
        assert [text for text, _ in sentences_in(reading)] == [f"Deluge\n{RAIN}"]
        assert_all_were_read(reading, count=1)


def test_sentences_that_are_embedded_anew_are_read_within_their_passages(tmp_path: Path) -> None:
    settings = CorpusSettings(home=tmp_path / "old", passage_chars=100, min_free_bytes=0)
    with Corpus(settings, embedder=HashEmbedder()) as old:
        ingest(old, [article(LONG, title="Deluge")])
    with Corpus(settings, embedder=Reader("reader")) as corpus:
        assert not reembed(corpus).interrupted
        assert_all_were_read(corpus, count=6)
