"""Corpora of any size, made once and kept: Footnote's data folder and the plain chain's beside it.

    Shelf(folder, base).prepared(10_000)    the corpus with 10,000 passages, made where it is not there

Articles come in through the same functions as everybody's (`corpus.storing`), with vectors
that are made and not computed (`tests.bench.imitating`). A larger corpus begins as a copy
of the next smaller one. What was interrupted goes on where it was: an article is stored
whole or not at all, and its number is how many there are before it.

Knows nothing about what is measured on them.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus import Corpus
from corpus.embedding import Vectors
from corpus.ledger import Place
from corpus.storing import commit, prepare
from corpus.writing import Origin
from tests.bench.imitating import imitate
from tests.bench.making import RULES, Base, make
from tests.bench.ours import settings_of
from tests.bench.plain import BATCH, Filling
from tests.bench.working import Worker, known_of
from tests.soak.reports import Wide

SAY_EVERY = 2_000  # passages

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpora:
    """One size as it was asked for, how many articles and passages it has, and where both chains have them."""

    size: int
    articles: int
    passages: int
    ours: Path
    plain: Path


class Shelf:
    """Made corpora in a folder; others for other rules, sentences, lengths of passages, embedders."""

    def __init__(self, folder: Path, base: Base, say: Say) -> None:
        with Corpus(settings_of(folder / "nothing")) as corpus:
            maker = corpus.embedder.weights[:8] or "unknown"
            length = corpus.settings.passage_chars
        self._folder = folder / f"rules{RULES}-{len(base.sentences)}-{length}-{maker}"
        self._base = base
        self._say = say
        self._vectors: Vectors | None = None

    def prepared(self, passages: int) -> Corpora:
        """The corpus with at least so many passages, whole and closed."""
        place = self._folder / str(passages)
        if not (place / "made.json").exists():
            self._begin(passages)
            articles = self._fill(place / "ours", passages)
            self._fill_plain(place, passages)
            (place / "made.json").write_text(json.dumps(articles), "utf-8")
        articles, count = json.loads((place / "made.json").read_text("utf-8"))
        return Corpora(size=passages, articles=articles, passages=count, ours=place / "ours", plain=place / "plain")

    def catalogue_of(self, articles: int) -> Path:
        """A data folder with so many articles and no index, for what needs none."""
        place = self._folder / f"{articles}-articles"
        with Corpus(settings_of(place)) as corpus:
            stored = corpus.catalogue.counts()[0]
            for number in range(stored, articles):
                self._store(corpus, number)
                if number % 500 == 0:
                    self._say(f"{number:,} of {articles:,} articles")
        return place

    def _begin(self, passages: int) -> None:
        """Start from the largest smaller corpus that is whole, unless this one was begun before."""
        place = self._folder / str(passages)
        if place.exists():
            return
        wholes = [int(made.parent.name) for made in self._folder.glob("*/made.json")]
        smaller = max((size for size in wholes if size < passages), default=None)
        if smaller is None:
            place.mkdir(parents=True)
            return
        halfway = self._folder / f"{passages}.copying"
        shutil.rmtree(halfway, ignore_errors=True)
        shutil.copytree(self._folder / str(smaller), halfway, ignore=shutil.ignore_patterns("made.json"))
        halfway.rename(place)

    def _fill(self, home: Path, passages: int) -> tuple[int, int]:
        with Corpus(settings_of(home)) as corpus:
            articles, count = corpus.catalogue.counts()
            said = count
            while count < passages:
                count += self._store(corpus, articles)
                articles += 1
                if count - said >= SAY_EVERY:
                    said = count
                    self._say(f"{count:,} of {passages:,} passages written")
            if not corpus.catch_up(lambda done, total, _: self._tell("Footnote's index", done, total)):
                raise RuntimeError(f"the index is not filled: {corpus.health()}")
            return articles, count

    def _store(self, corpus: Corpus, number: int) -> int:
        made = make(number, self._base)
        origin = Origin(places=(Place(source=made.article.source),))
        prepared = prepare(made.article, corpus, origin)
        commit(corpus, prepared, imitate(prepared.texts, made, self._base_vectors()))
        return len(prepared.passages)

    def _fill_plain(self, place: Path, passages: int) -> None:
        """Give the plain chain the same passages with the same vectors, in the same order."""
        filling = Filling(place / "plain")
        try:
            with Corpus(settings_of(place / "ours")) as corpus:
                catalogue = corpus.catalogue
                numbers = catalogue.passage_numbers()
                for first in range(filling.count(), len(numbers), BATCH):
                    after = numbers[first - 1] if first else 0
                    _, ids, vectors = catalogue.vectors_after(after, BATCH)
                    known = catalogue.passages(ids)
                    articles = {each.article_id: catalogue.article(each.article_id) for each in known.values()}
                    metadatas = [known_of(articles[known[passage_id].article_id]) for passage_id in ids]
                    filling.add(ids, [known[passage_id].text for passage_id in ids], metadatas, vectors.astype("f4"))
                    self._tell("the plain chain's index", first, passages)
        finally:
            filling.close()

    def _tell(self, what: str, done: int, total: int) -> None:
        if done % SAY_EVERY < 100:
            self._say(f"{what}: {done:,} of {total:,} passages")

    def _base_vectors(self) -> Vectors:
        """The real sentences' vectors, computed once by Footnote's embedder; checksums of words for a quick run."""
        if self._vectors is None:
            path = self._folder / "sentences.npz"
            if self._base.is_small:
                self._vectors = Wide().embed(self._base.sentences)
                return self._vectors
            if not path.exists():
                self._say(f"embedding {len(self._base.sentences):,} real sentences")
                halfway = path.with_suffix(".part.npz")
                with Worker("ours") as worker:
                    worker.open(self._folder / "nothing")
                    worker.embed(self._base.sentences, halfway)
                halfway.rename(path)
            with np.load(path) as stored:
                self._vectors = stored["vectors"]
        return self._vectors
