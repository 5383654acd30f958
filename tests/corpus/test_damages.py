"""Every damage to an index folder is noticed on opening and made good from the catalogue, and no answer is wrong.

Not before, not while the index is checked and made anew, and not after; and no model is asked.
"""

import itertools
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus
from corpus.exact import ExactIndex
from corpus.fingerprints import fingerprint
from corpus.health import State
from corpus.opening import SEAL_FACT
from tests.corpus.damages import DAMAGES, HARMLESS, Damage
from tests.corpus.making import held
from tests.corpus.many import fill, make, opened, random_vectors
from tests.fakes import HashEmbedder

PASSAGES, EARLIER = 1_200, 1_100  # Chroma writes its vector files from 1,000 on
VECTORS = random_vectors(PASSAGES)
QUESTIONS = VECTORS[::60]


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose index is whole and closed; `earlier` is the index of some time before, `other` a stranger's.

    They are copied: making one takes seconds.
    """
    home = tmp_path_factory.mktemp("intact") / "home"
    make(home, VECTORS[:EARLIER])
    shutil.copytree(home / "index", home / "earlier")
    with opened(home) as corpus:
        fill(corpus, VECTORS[EARLIER:], "Snow")
        assert corpus.catch_up()
    make(home.parent / "stranger", random_vectors(PASSAGES, seed=8), "Hail")
    shutil.copytree(home.parent / "stranger" / "index", home / "other")
    return home


@pytest.fixture
def home(intact: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(intact, tmp_path / "damaged"))


@pytest.fixture
def crashed(home: Path) -> Path:
    """The same as a crash leaves it: nobody could say what the files were when they were closed."""
    with opened(home) as corpus:
        corpus.catalogue.set_fact(SEAL_FACT, "")
    return home


def bring_the_index_of_earlier(folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(folder.with_name("earlier"), folder)


def bring_the_index_of_another_corpus(folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(folder.with_name("other"), folder)


EVERY = (*DAMAGES, bring_the_index_of_earlier, bring_the_index_of_another_corpus)


class Asking:
    """Questions put to a corpus again and again: before its index is opened, while it is looked at, and after."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._exact = ExactIndex(corpus.catalogue)
        self._right = [self._ids(self._exact.search(question, 5)) for question in QUESTIONS]

    def open(self) -> None:
        """Have the index opened as the app does it, asking all the while."""
        self.ask_all()
        self._corpus.keep_index()
        for number in itertools.cycle(range(len(QUESTIONS))):
            if self._corpus.health().state is State.READY:
                break
            assert self._corpus.health().state is not State.FAILED, self._corpus.health()
            self._ask(number)
        self.ask_all()

    def ask_all(self) -> None:
        for number in range(len(QUESTIONS)):
            self._ask(number)

    def _ask(self, number: int) -> None:
        found = self._corpus.search_dense(QUESTIONS[number], 5)
        assert self._ids(found) == self._right[number], self._corpus.health()

    def _ids(self, found: list[tuple[str, float]]) -> list[str]:
        return [passage_id for passage_id, _ in found]


def segments(home: Path) -> set[str]:
    """The names of Chroma's own folders, which it makes up anew for a new index."""
    return {path.name for path in (home / "index").iterdir() if path.is_dir()}


def assert_kept(home: Path, segments_before: set[str]) -> None:
    with opened(home) as corpus:
        Asking(corpus).open()
        assert corpus.health().problems == ()
        assert len(held(corpus)) == PASSAGES
        assert segments(home) == segments_before


def test_intact_index_is_opened_as_it_is(home: Path) -> None:
    assert_kept(home, segments(home))


def test_intact_index_that_a_crash_left_is_kept(crashed: Path) -> None:
    assert_kept(crashed, segments(crashed))


@pytest.mark.parametrize("damage", [*EVERY, *HARMLESS])
def test_every_damage_changes_the_fingerprint(home: Path, damage: Damage) -> None:
    before = fingerprint(home / "index")
    damage(home / "index")
    assert fingerprint(home / "index") != before


@pytest.mark.parametrize("damage", [*EVERY, *HARMLESS])
def test_damage_to_a_closed_index_is_noticed_and_made_good(home: Path, damage: Damage) -> None:
    damage(home / "index")
    assert_made_good(home)


@pytest.mark.parametrize("damage", EVERY)
def test_damage_in_a_crash_is_noticed_and_made_good(crashed: Path, damage: Damage) -> None:
    damage(crashed / "index")
    assert_made_good(crashed)


def assert_made_good(home: Path) -> None:
    with opened(home) as corpus:
        Asking(corpus).open()
        assert corpus.health().problems
        ids, vectors = corpus.catalogue.vectors()
        assert held(corpus) == set(ids)
        assert len(ids) == PASSAGES
        index = corpus._keeper._held._index
        assert index is not None
        assert [index.search(vector, 1)[0][0] for vector in vectors[::60]] == ids[::60]
        assert isinstance(corpus.embedder, HashEmbedder)
        assert (corpus.embedder.calls, corpus.embedder.queries) == (0, [])


@pytest.mark.parametrize("damage", HARMLESS)
def test_damage_where_nothing_is_kept_changes_no_answer(crashed: Path, damage: Damage) -> None:
    """It cannot be told from what was there, and it need not be: the index goes on working, also for what comes."""
    damage(crashed / "index")
    assert_kept(crashed, segments(crashed))
    with opened(crashed) as corpus:
        for listed in corpus.catalogue.listing()[:200]:
            corpus.catalogue.remove(listed.article_id)
        fill(corpus, random_vectors(100, seed=9), "Hail")
        assert corpus.catch_up()
        Asking(corpus).ask_all()
        assert held(corpus) == ExactIndex(corpus.catalogue).ids()


@pytest.mark.slow
def test_ten_thousand_passages_are_made_anew_within_a_minute(tmp_path: Path) -> None:
    vectors = random_vectors(10_000, 384)
    with opened(tmp_path / "large") as corpus:
        fill(corpus, vectors)
        assert corpus.rebuild()
        seconds = _seconds_of(corpus)
        print(f"10,000 passages of 384 numbers were made anew in {seconds:.1f} s")
        assert seconds < 60
        assert len(held(corpus)) == 10_000
        assert np.mean([corpus.search_dense(vector, 1)[0][1] > 0.99 for vector in vectors[::100]]) >= 0.95


def _seconds_of(corpus: Corpus) -> float:
    started = time.perf_counter()
    assert corpus.rebuild()
    return time.perf_counter() - started
