"""A backup taken while another process adds: one consistent state, and restored it answers the same."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus, CorpusSettings, Embedder, SentenceTransformerEmbedder, ingest
from corpus.exporting import export
from corpus.importing import import_from
from qa.query import Query
from qa.retrieving import HybridRetriever
from tests.conftest import SAMPLES
from tests.corpus.adding_child import made_up
from tests.corpus.making import article
from tests.quality.sets import load_own

ADDED = 100
QUESTIONS = 100
ROOT = Path(__file__).parents[2]


@pytest.fixture
def adding(corpus: Corpus) -> Iterator["subprocess.Popen[str]"]:
    """Another process that adds to the same folder."""
    command = [sys.executable, "-m", "tests.corpus.adding_child", str(corpus.settings.home), str(ADDED)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        yield child
        child.kill()


def restored(path: Path, home: Path, embedder: Embedder) -> Corpus:
    corpus = Corpus(CorpusSettings(home=home), embedder=embedder)
    import_from(corpus, path)
    assert corpus.catch_up()
    return corpus


def ids_of(corpus: Corpus) -> set[str]:
    return {each.article_id for each in corpus.catalogue.listing()}


def top_fives(corpus: Corpus, questions: list[str]) -> dict[str, list[list[str]]]:
    """For each way of searching the five best passages of every question."""
    queries = [Query.of(question) for question in questions]
    hybrid = HybridRetriever(corpus)
    return {
        "dense": [[name for name, _ in corpus.search_dense(corpus.embedder.embed_query(query.text), 5)]
                  for query in queries],
        "lexical": [[name for name, _ in corpus.search_lexical(query.search_words, 5)] for query in queries],
        "hybrid": [[found.passage.passage_id for found in hybrid.retrieve(query, 5)] for query in queries],
    }  # fmt: skip


def own_questions(home: Path, embedder: Embedder) -> tuple[Corpus, list[str]]:
    corpus, questions = load_own(home, embedder)
    return corpus, [each.question for each in questions][:QUESTIONS]


@pytest.mark.slow
def test_export_beside_an_adding_process_is_one_state_of_it(
    corpus: Corpus, adding: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    assert adding.stdout is not None
    added = [adding.stdout.readline().strip() for _ in range(20)]
    export(corpus, tmp_path / "during.zip")
    assert adding.poll() is None  # it was still at it
    added += [line.strip() for line in adding.stdout]
    assert (adding.wait(60), len(added)) == (0, ADDED)
    with restored(tmp_path / "during.zip", tmp_path / "other", corpus.embedder) as other:
        exported = ids_of(other)
        assert 20 <= len(exported) < ADDED
        assert exported == set(added[: len(exported)])
        with Corpus(CorpusSettings(home=tmp_path / "same"), embedder=corpus.embedder) as same:
            ingest(same, [article(made_up(number), source=f"made-up/{number}") for number in range(len(exported))])
            questions = [made_up(number)[:120] for number in range(QUESTIONS)]
            assert top_fives(other, questions) == top_fives(same, questions)
        import_from(corpus, tmp_path / "during.zip")
        assert ids_of(corpus) == set(added)


def test_restored_corpus_answers_a_hundred_questions_the_same(
    own_home: Path, embedder: Embedder, tmp_path: Path
) -> None:
    corpus, questions = own_questions(own_home, embedder)
    with corpus:
        assert len(questions) == QUESTIONS
        export(corpus, tmp_path / "all.zip")
        with restored(tmp_path / "all.zip", tmp_path / "other", embedder) as other:
            assert ids_of(other) == ids_of(corpus)
            assert len(ids_of(other)) == len(list(SAMPLES.iterdir()))
            assert top_fives(other, questions) == top_fives(corpus, questions)


def test_restored_corpus_gives_a_removed_articles_place_to_nobody(
    filled_corpus: Corpus, embedder: Embedder, tmp_path: Path
) -> None:
    path = str(SAMPLES / "ferry-verdict.txt")
    (gone,) = filled_corpus.catalogue.ledger.standing_at([path]).values()
    filled_corpus.remove(gone)
    export(filled_corpus, tmp_path / "all.zip")
    with restored(tmp_path / "all.zip", tmp_path / "other", embedder) as other:
        assert gone not in ids_of(other)
        place = other.catalogue.ledger.place(path)
        assert place is not None
        assert place.article_id is None


@pytest.mark.models
@pytest.mark.slow
def test_restored_corpus_answers_the_same_with_the_packaged_embedder(
    own_home: Path, packaged_embedder: SentenceTransformerEmbedder, tmp_path: Path
) -> None:
    corpus, questions = own_questions(own_home, packaged_embedder)
    with corpus:
        export(corpus, tmp_path / "all.zip")
        with restored(tmp_path / "all.zip", tmp_path / "other", packaged_embedder) as other:
            assert import_from(other, tmp_path / "all.zip").reembedded == 0
            assert top_fives(other, questions) == top_fives(corpus, questions)
