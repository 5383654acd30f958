"""Everything embedded anew: whole or not at all, wherever a run ends and whoever adds meanwhile."""

import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from corpus import Corpus, CorpusSettings, EmbedderError, NoSpace, matching, reembedding
from corpus.editing import Edits, edit
from corpus.reembedding import bytes_needed, reembed
from tests.conftest import SAMPLES
from tests.corpus.making import RAIN, RIVER, article, held, put
from tests.corpus.reembedded import TEXTS, filled, finds, holds_vectors_of, new_embedder, opened, rows
from tests.fakes import HashEmbedder


@pytest.fixture
def home(corpus: Corpus) -> Path:
    """A data folder with three articles of the old embedder."""
    return filled(corpus)


def test_every_vector_is_the_new_embedders_and_is_found_by_it_alone(home: Path) -> None:
    embedder = new_embedder()
    with opened(home, embedder) as corpus:
        with pytest.raises(EmbedderError, match="embedded by 'hash-64'"):
            finds(corpus, RAIN)
        done = reembed(corpus)
        assert (done.articles, done.passages, done.interrupted) == (3, 3, False)
        assert len(embedder.texts) == TEXTS
        assert holds_vectors_of(corpus, new_embedder())
        assert finds(corpus, RAIN)
        assert [corpus.catalogue.fact(name) for name in ("embedder", "embedder_weights", "vectors")] == [
            "hash-32", "hash", "1",
        ]  # fmt: skip
        with opened(home, HashEmbedder()) as old, pytest.raises(EmbedderError, match="embedded by 'hash-32'"):
            finds(old, RAIN)
    assert rows(home, "SELECT count(*) FROM new_vectors") == [(0,)]


@pytest.mark.usefixtures("one_by_one")
def test_old_embedder_searches_until_the_end_and_progress_counts_articles(home: Path) -> None:
    told: list[tuple[int, int, str]] = []
    with opened(home) as corpus, opened(home, HashEmbedder()) as old:

        def note(done: int, total: int, title: str) -> None:
            told.append((done, total, title))
            assert finds(old, RIVER)
            assert holds_vectors_of(old, HashEmbedder())

        reembed(corpus, progress=note)
    assert told == [(0, 3, RAIN), (1, 3, RIVER), (2, 3, "Snow closes the pass"), (3, 3, "")]


@pytest.mark.usefixtures("one_by_one")
def test_interrupted_run_leaves_the_old_vectors_and_the_next_embeds_nothing_twice(home: Path) -> None:
    first, second = new_embedder(interrupt_at_call=3), new_embedder()
    with opened(home, first) as corpus:
        assert (reembed(corpus).interrupted, len(first.texts)) == (True, 4)
    with opened(home, HashEmbedder()) as old:
        assert finds(old, RAIN)
    with opened(home, second) as corpus:
        done = reembed(corpus)
        assert (done.articles, done.passages, done.interrupted) == (1, 1, False)
        assert holds_vectors_of(corpus, new_embedder())
    assert len(second.texts) == TEXTS - 4


def test_run_that_is_asked_to_stop_stops_before_it_embeds(home: Path) -> None:
    embedder = new_embedder()
    with opened(home, embedder) as corpus:
        assert reembed(corpus, stopping=lambda: True).interrupted
    assert embedder.texts == []


@pytest.mark.usefixtures("one_by_one")
def test_what_a_third_embedder_left_is_not_mixed_in(home: Path) -> None:
    with opened(home, HashEmbedder("third", interrupt_at_call=3)) as corpus:
        assert reembed(corpus).interrupted
    with opened(home) as corpus:
        assert reembed(corpus).passages == 3
        assert holds_vectors_of(corpus, new_embedder())


@pytest.mark.usefixtures("one_by_one")
def test_two_runs_of_different_embedders_do_not_mix_and_one_says_so(home: Path) -> None:
    def begin_another(done: int, *_: object) -> None:
        if done == 1:
            with opened(home, HashEmbedder("third", interrupt_at_call=1)) as corpus:
                reembed(corpus)

    with opened(home) as corpus, pytest.raises(EmbedderError, match=r"another Footnote .* with 'third'; let it finish"):
        reembed(corpus, progress=begin_another)


def test_new_weights_under_the_old_name_are_embedded_too(home: Path) -> None:
    with opened(home, HashEmbedder(weights="other", dimension=32)) as corpus:
        assert reembed(corpus).articles == 3
        assert holds_vectors_of(corpus, new_embedder())
        assert finds(corpus, RIVER)


def test_corpus_without_articles_is_taken_over_at_once(own_home: Path) -> None:
    with opened(own_home) as corpus:
        done = reembed(corpus)
        assert (done.articles, done.passages, done.interrupted) == (0, 0, False)


def test_run_that_has_no_room_begins_nothing(home: Path) -> None:
    settings = CorpusSettings(home=home, min_free_bytes=10**18)
    embedder = new_embedder()
    with Corpus(settings, embedder=embedder) as corpus, pytest.raises(NoSpace):
        reembed(corpus)
    assert embedder.texts == []


@pytest.mark.parametrize(("dimension", "size"), [(384, 3_192), (481, 3_968), (482, 13_252), (2_048, 28_672)])
def test_room_is_counted_in_pages_where_a_row_has_no_room_beside_others(dimension: int, size: int) -> None:
    assert bytes_needed(dimension) == size


# Others meanwhile

ADDED_BY_ANOTHER_PROCESS = """
from corpus import Corpus, RawDocument, ingest
from tests.fakes import HashEmbedder

with Corpus(embedder=HashEmbedder()) as corpus:
    assert ingest(corpus, [RawDocument("hail", b"Hail broke forty windows in the harbour town of Keldmar.")]).added == 1
"""


@pytest.mark.usefixtures("one_by_one")
def test_articles_added_corrected_and_removed_meanwhile_by_the_old_embedder_come_out_right(home: Path) -> None:
    calls = iter(range(100))

    def change(*_: object) -> None:
        if next(calls) == 2:
            subprocess.run([sys.executable, "-c", ADDED_BY_ANOTHER_PROCESS], cwd=SAMPLES.parents[2], check=True)
            with opened(home, HashEmbedder()) as old:
                edit(old, article(RIVER).article_id, Edits(title="High water"))
                old.remove(article(RAIN).article_id)

    with opened(home) as corpus:
        assert not reembed(corpus, progress=change).interrupted
        assert corpus.catalogue.counts() == (3, 3)
        assert holds_vectors_of(corpus, new_embedder())
        assert finds(corpus, "Hail broke forty windows in the harbour town of Keldmar.")


def test_writer_that_waits_while_the_vectors_are_exchanged_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []
    threads: list[Thread] = []

    def write() -> None:
        try:
            put(old, "Fog lay over the harbour.")
        except EmbedderError as error:
            refused.append(str(error))

    def take_over_slowly(*arguments: Any) -> None:
        threads.append(Thread(target=write))
        threads[0].start()
        threads[0].join(0.5)  # it has looked whose the vectors are by now, and waits for the lock
        take_over(*arguments)

    take_over = matching.take_over
    monkeypatch.setattr(reembedding, "take_over", take_over_slowly)
    with opened(home) as corpus, opened(home, HashEmbedder()) as old:
        reembed(corpus)
        threads[0].join(20)
        assert "embedded by 'hash-32', not by 'hash-64'" in refused[0]
        assert holds_vectors_of(corpus, new_embedder())


def test_owner_of_the_index_drops_what_it_holds_of_the_old_vectors(home: Path) -> None:
    with opened(home, HashEmbedder()) as owner, opened(home) as corpus:
        assert owner.rebuild()
        reembed(corpus)
        owner.embedder = new_embedder()
        assert owner.catch_up()
        assert len(held(owner)) == 3
        assert finds(owner, RAIN)
