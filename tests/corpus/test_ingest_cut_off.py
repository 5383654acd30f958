"""A run of adding that is cut off: by Ctrl-C, by kill -9, by an error of the embedder."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import Corpus, CorpusSettings, RawDocument, ingest
from corpus.embedding import Vectors
from tests.conftest import SAMPLES
from tests.corpus.making import RAIN, RIVER, SNOW, counts, held, texts, vector
from tests.fakes import HashEmbedder


def test_interrupted_run_keeps_what_it_committed_and_the_next_one_goes_on(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[ingest.__module__], "GROUP_TEXTS", 1)  # each article its own call of the embedder
    sources = [RawDocument(name, text.encode()) for name, text in (("a", RAIN), ("b", RIVER), ("c", SNOW))]
    with Corpus(CorpusSettings(home=own_home), embedder=HashEmbedder(interrupt_at_call=3)) as corpus:
        first = ingest(corpus, sources)
        assert (first.interrupted, first.added, texts(corpus)) == (True, 2, [RAIN, RIVER])
        assert len(corpus.search_dense(vector(RAIN), 10)) == 2
    embedder = HashEmbedder()
    with Corpus(CorpusSettings(home=own_home), embedder=embedder) as corpus:
        second = ingest(corpus, sources)
        assert (second.interrupted, counts(second)) == (False, (1, 2, 0, 0))
    assert set(embedder.texts) == {SNOW}


KILLED_AT_THE_THIRD_ARTICLE = """
import os, signal, sys
from corpus import Corpus, ingest
from tests.fakes import HashEmbedder

class Killed(HashEmbedder):
    def embed(self, texts):
        if self.calls == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().embed(texts)

sys.modules["corpus.ingest"].GROUP_TEXTS = 1
ingest(Corpus(embedder=Killed()), [sys.argv[1]])
"""


def test_killed_process_leaves_whole_articles_and_frees_the_index(corpus: Corpus, folder: Path) -> None:
    command = [sys.executable, "-c", KILLED_AT_THE_THIRD_ARTICLE, str(folder)]
    assert subprocess.run(command, cwd=SAMPLES.parents[2], timeout=60, check=False).returncode == -signal.SIGKILL
    assert texts(corpus) == [RAIN, RIVER]
    assert len(corpus.search_dense(vector(RAIN), 10)) == 2
    assert counts(ingest(corpus, [str(folder)])) == (1, 2, 0, 0)
    assert len(held(corpus)) == 3


def test_error_of_the_embedder_ends_the_run_and_stores_no_half_article(corpus: Corpus) -> None:
    class Failing(HashEmbedder):
        def embed(self, texts: Sequence[str]) -> Vectors:
            raise RuntimeError("the power went")

    corpus.embedder = Failing()
    with pytest.raises(RuntimeError, match="the power went"):
        ingest(corpus, [RawDocument("a", RAIN.encode())])
    assert corpus.catalogue.counts() == (0, 0)


# What is stored


def test_a_file_that_surprises_a_parser_costs_no_other(corpus: Corpus, empty_folder: Path) -> None:
    (empty_folder / "a.txt").write_text(RAIN)
    (empty_folder / "b.md").write_text(f"---\ndate: 0001-01-01T00:00:00+14:00\nurl: http://[bad\n---\n\n{RIVER}")
    (empty_folder / "c.html").write_text("<!---->" * 40 + "<table>")
    report = ingest(corpus, [str(empty_folder)])
    assert (report.added, len(report.rejected)) == (2, 1)
    assert [article.url for article in corpus.catalogue.articles()] == [None, None]


def test_a_file_changed_to_a_stored_text_drops_what_it_held(corpus: Corpus, empty_folder: Path) -> None:
    (empty_folder / "a.txt").write_text(RAIN)
    (empty_folder / "b.txt").write_text(RIVER)
    ingest(corpus, [str(empty_folder)])
    (empty_folder / "a.txt").write_text(RIVER)
    assert counts(ingest(corpus, [str(empty_folder)])) == (0, 1, 1, 0)
    assert texts(corpus) == [RIVER]
