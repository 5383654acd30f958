"""An export back into a corpus, an empty one or one that has articles already.

The file is checked whole before anything of it is stored: what `corpus.portable` and
`corpus.parcels` say of it, its counts, and each original against its name. Then each
article comes in by one transaction, so that an import may be interrupted anywhere, and
run again it goes on where it stopped. Only the catalogue and the originals are written;
the index learns of it like of any other addition, in the process that owns it.

What is there stays: an article that is stored keeps its metadata and gains places, a known
place keeps what it leads to, an address whose article the reader removed takes nothing
away. Only where the export knows a newer version of an article that stands nowhere else,
or another text at its place (`corpus.arriving` says which of two is the newer), that one
takes its place, and what the reader set by hand here goes on to it. An article
that was removed here comes back, as if it was added.

Vectors are used as they are where the same embedder made them; otherwise articles are cut
and embedded anew, a group at a time.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.admitting import refusing
from corpus.arriving import Arrival, Became, arrive, arrive_earlier, note_feeds, note_removed, place_of
from corpus.article import Passage, Span
from corpus.database import Database
from corpus.embedding import Vectors
from corpus.errors import ArticleNotFound
from corpus.logs import event
from corpus.matching import Identity, identity_of
from corpus.migrations import migrate
from corpus.originals import keep_original
from corpus.parcels import FEED_FIELDS, PLACE_FIELDS, Parcel, passages_of, row_of
from corpus.placing import continued
from corpus.portable import FEEDS, REMOVED, PortableReader, reading
from corpus.running import Progress
from corpus.spacing import require_space
from corpus.store import Corpus
from corpus.storing import Prepared, embed, prepare
from corpus.variants import are_variants, bands, signature
from corpus.verifying import check, delivered, name_of
from corpus.writing import Origin

GROUP_TEXTS = 256  # embedded together, as when articles are added


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did; `unchanged` counts articles and versions that were stored already."""

    articles: int
    versions: int
    unchanged: int
    originals: int
    reembedded: int
    seconds: float


def import_from(corpus: Corpus, path: Path, *, progress: Progress | None = None) -> Imported:
    """Add what an export holds to the corpus; adding, asking and the app may go on meanwhile.

    Ctrl-C keeps what is stored, and the same import goes on from there. `Corpus.catch_up`
    brings it to the index.

    Raises: ImportRefused, before anything is stored; NoSpace; EmbedderError.
    """
    started = time.perf_counter()
    path = path.expanduser().absolute()
    database = Database(corpus.settings.catalogue_path, migrate)
    try:
        with reading(path) as archive:
            with refusing(path):
                ids = check(archive, progress or _ignore)
            counts = _Import(corpus, database, archive, exported=ids, progress=progress or _ignore).run()
    finally:
        database.close()
    imported = Imported(**counts, seconds=round(time.perf_counter() - started, 3))
    event("corpus.imported", asdict(imported))
    return imported


class _Import:
    """The second reading of a file, which was checked: everything that is not here yet is stored."""

    def __init__(
        self, corpus: Corpus, database: Database, archive: PortableReader, *, exported: frozenset[str],
        progress: Progress,
    ) -> None:  # fmt: skip
        self._corpus, self._database, self._archive, self._progress = corpus, database, archive, progress
        self._exported = exported
        self._counts = dict.fromkeys(("articles", "versions", "unchanged", "originals", "reembedded"), 0)
        self._identity = identity_of(corpus.embedder)
        self._waiting: list[tuple[Parcel, Prepared]] = []  # to be embedded together
        self._seen: set[str] = set()  # of the export's articles; which of those are variants it says itself
        self._stories: dict[str, str] = {}  # of the export, and for each an article that is here

    def run(self) -> dict[str, int]:
        """What was done, by the names of `Imported`."""
        manifest, settings = self._archive.manifest, self._corpus.settings
        require_space(settings.home, settings.min_free_bytes + self._archive.unpacked_bytes())
        is_same = self._is_same_embedder()
        total = manifest.articles + manifest.versions
        for number, read in enumerate(delivered(self._archive)):
            parcel = read.parcel
            self._progress(total + number, 2 * total, name_of(parcel))
            if parcel.newest is not None:
                self._flush()  # its newest version may wait there
                self._store_earlier(parcel)
                continue
            is_here = self._is_here(parcel)
            if not is_here:
                parcel = self._continued(parcel)
            # A title is embedded with its passages: one that was set by hand here needs other vectors.
            if is_here or (is_same and parcel.article.title == read.parcel.article.title):
                self._store(parcel, passages_of(parcel), read.vectors, _paired(parcel.sentences, read.sentences))
            else:
                self._wait(parcel)
        self._flush()
        with self._database.transaction() as connection:
            note_removed(connection, [row_of(each, PLACE_FIELDS) for each in self._archive.records(REMOVED)])
            # Feeds come last: what a feed said must not be known before its articles are here.
            note_feeds(connection, [row_of(each, FEED_FIELDS) for each in self._archive.records(FEEDS)])
        self._progress(2 * total, 2 * total, "")
        return self._counts

    def _is_same_embedder(self) -> bool:
        """Whether the vectors in the file can be used here as they are."""
        manifest = self._archive.manifest
        own = self._database.rows("SELECT length(vector) / 2 FROM passages LIMIT 1")
        made_by = Identity(name=manifest.embedder, weights=manifest.weights, probe=manifest.probe)
        return not made_by.difference(self._identity) and own in ([], [(manifest.dimension,)])

    def _is_here(self, parcel: Parcel) -> bool:
        return bool(self._database.rows("SELECT 1 FROM articles WHERE article_id = ?", (parcel.article.article_id,)))

    def _continued(self, parcel: Parcel) -> Parcel:
        """The parcel with what the reader set by hand, here, of the same article whose place it takes."""
        with self._database.snapshot() as connection:
            place = place_of(connection, parcel, self._exported)
        for other in place.replaced:
            origin = Origin(replacing=(other,), signature=signature(parcel.article.text))
            known, edited = continued(parcel.article, origin, self._corpus.catalogue)
            more = ("published_from", "published_certainty") if "published" in edited else ()
            article = replace(parcel.article, **{name: getattr(known, name) for name in (*edited, *more)})
            parcel = replace(parcel, article=article, edited=tuple(sorted({*parcel.edited, *edited})))
        return parcel

    def _wait(self, parcel: Parcel) -> None:
        """Cut an article anew and embed it with the next ones."""
        self._waiting.append((parcel, prepare(parcel.article, self._corpus, Origin())))
        if sum(prepared.count for _, prepared in self._waiting) >= GROUP_TEXTS:
            self._flush()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        vectors = embed(self._corpus.embedder, [prepared for _, prepared in waiting])
        for (parcel, prepared), own in zip(waiting, vectors, strict=True):
            count = len(prepared.passages)
            sentences = _paired(prepared.sentences, own[count:])
            self._counts["reembedded"] += self._store(parcel, prepared.passages, own[:count], sentences)

    def _store(
        self, parcel: Parcel, passages: Sequence[Passage], vectors: Vectors,
        sentences: Sequence[Sequence[tuple[Span, Vectors]]],
    ) -> bool:  # fmt: skip
        """Merge one article that is searched; whether it is new here."""
        is_here = self._is_here(parcel)
        origin = Origin() if is_here else self._origin(parcel)
        if not is_here:
            self._keep_original(parcel)
        arrival = Arrival(
            parcel=parcel, passages=passages, vectors=vectors, sentences=sentences, origin=origin,
            identity=self._identity, exported=self._exported,
        )  # fmt: skip
        with self._database.transaction() as connection:
            became = arrive(connection, arrival)
        self._seen.add(parcel.article.article_id)
        if parcel.story and self._corpus.catalogue.has(parcel.article.article_id):
            self._stories.setdefault(parcel.story, parcel.article.article_id)
        self._counts[became] += 1
        return became is Became.ARTICLE

    def _store_earlier(self, parcel: Parcel) -> None:
        if not self._is_here(parcel):
            self._keep_original(parcel)
        with self._database.transaction() as connection:
            is_new = arrive_earlier(connection, parcel)
        self._counts["versions" if is_new else "unchanged"] += 1

    def _origin(self, parcel: Parcel) -> Origin:
        """By what later variants are found, and the variants: those exported, and those that were here before."""
        signed = parcel.signature or b""
        if not bands(signed):  # none was worked out, or by other rules than today's
            signed = signature(parcel.article.text)
        marks = tuple(bands(signed))
        variants = {self._stories[parcel.story]} if parcel.story in self._stories else set()
        for other in self._corpus.catalogue.stories.candidates(marks).keys() - self._seen:
            with suppress(ArticleNotFound):  # it was removed in this moment
                if are_variants(parcel.article.text, self._corpus.catalogue.article(other).text):
                    variants.add(other)
        return Origin(signature=signed, bands=marks, variants=tuple(sorted(variants)))

    def _keep_original(self, parcel: Parcel) -> None:
        """Store what the article was read from before the article, so that none lacks its original."""
        if parcel.article.raw and (data := self._archive.original(parcel.article.raw)) is not None:
            keep_original(self._corpus.settings, data)
            self._counts["originals"] += 1


def _paired(sentences: Sequence[Sequence[Span]], vectors: Vectors) -> list[list[tuple[Span, Vectors]]]:
    """For each passage its sentences with their vectors, one row a sentence."""
    rows = iter(vectors)
    return [[(span, next(rows)) for span in spans] for spans in sentences]


def _ignore(*_: object) -> None:
    """Nobody watches."""
