"""From sources to stored articles: gather, place, split, embed, store.

One bad article in a thousand is a line in the report, not the end of the run. Gathering
(opening, fetching, parsing) runs ahead in a thread. Articles are embedded in groups,
since a model is several times faster on a full batch, and committed one by one; a run
that is interrupted, or meets a full disk, keeps what it committed, and the same run
started again goes on where it stopped, because a stored text is never embedded twice.
"""

import json
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from corpus.addressing import canonical_address
from corpus.ahead import Ahead
from corpus.article import Article
from corpus.candidates import Candidate, FeedRead, Gathered, NotModified, Source, Unopened
from corpus.ending import ending
from corpus.errors import ArticleNotFound, SourceRejected
from corpus.gathering import Gatherer
from corpus.ledger import Subscription
from corpus.originals import keep_original
from corpus.placing import continued, improved, names_of, origin_of, sign_unsigned, with_variants
from corpus.report import IngestReport, Offer, Outcome, Rejection, Status
from corpus.running import IngestOptions, OnOutcome, Progress
from corpus.spacing import require_space
from corpus.store import Corpus
from corpus.storing import Prepared, commit, embed, prepare, revise
from corpus.writing import Origin

GROUP_TEXTS = 256  # enough to keep all cores at work, and PyTorch's batches of like lengths
IDLE_SECONDS = 1.0  # after which what waits is stored, not held back for a full group that a slow website would fill
AHEAD = 16  # articles parsed and waiting; a page's bytes wait with it


def ingest(
    corpus: Corpus,
    sources: Iterable[Source],
    *,
    progress: Progress | None = None,
    outcome: OnOutcome | None = None,
    options: IngestOptions | None = None,
) -> IngestReport:
    """Add what `sources` hold: paths, folders, addresses, documents, articles. Ctrl-C keeps what is stored."""
    return _Run(corpus, progress=progress, outcome=outcome, options=options or IngestOptions()).over(list(sources))


@dataclass(slots=True, kw_only=True)
class _Group:
    """Articles that wait to be embedded together."""

    waiting: list[Prepared] = field(default_factory=list)
    texts: int = 0
    names: set[str] = field(default_factory=set)  # of all texts and places that those waiting are about


class _Run:
    """One run of adding."""

    def __init__(
        self, corpus: Corpus, *, progress: Progress | None, outcome: OnOutcome | None, options: IngestOptions
    ) -> None:
        self._corpus, self._home = corpus, corpus.settings.home
        self._progress = progress or _ignore
        self._outcome = outcome or _ignore
        self._is_dry, self._stopping = options.dry_run, options.stopping
        self._gatherer = Gatherer(corpus.settings, corpus.catalogue.ledger, password=options.password)
        self._group = _Group()
        self._done = 0
        self._seen: set[str] = set()  # texts of this run; a dry run stores none of them
        self.report = IngestReport()

    def over(self, sources: Sequence[Source]) -> IngestReport:
        started = time.perf_counter()
        with ending(self.report, self._home):
            self._take_all(sources)
        if not self._is_dry:
            with ending(self.report, self._home):
                self._corpus.catch_up()
        self.report.seconds = round(time.perf_counter() - started, 3)
        if not self._is_dry:
            with ending(self.report, self._home):
                self._corpus.catalogue.record_run(json.dumps(self.report.as_json()))
        return self.report

    def _take_all(self, sources: Sequence[Source]) -> None:
        self._require_space()
        gathered = Ahead(self._gatherer.gather(sources), depth=AHEAD, stopping=self._stopping)
        try:
            if not self._is_dry:
                sign_unsigned(self._corpus.catalogue)
            for item in gathered:
                self._take(item)
                if self._group.waiting and gathered.is_idle(IDLE_SECONDS):
                    self._flush()
            self._flush()
            self._progress(self._done, self._done, "")
        finally:
            gathered.stop()

    def _require_space(self) -> None:
        if not self._is_dry:
            require_space(self._home, self._corpus.settings.min_free_bytes)

    def _take(self, item: Gathered) -> None:
        if isinstance(item, Offer):
            self._offer(item)
            return
        if isinstance(item, FeedRead):
            self._remember(item.feed)
            return
        self._done += 1
        if isinstance(item, NotModified):
            self.report.not_modified += 1
            self._renew(item)
        elif isinstance(item, Rejection | Unopened):
            self.report.loaded += isinstance(item, Rejection)
            self._reject(item.rejection if isinstance(item, Unopened) else item)
        else:
            self.report.loaded += 1
            name = item.article.title or item.article.source
            self._progress(self._done - 1, max(self._gatherer.known, self._done), name)
            self._place(item)

    def _offer(self, offer: Offer) -> None:
        is_new = all(offer.address != other.address for other in self.report.offers)
        if is_new and self._corpus.catalogue.ledger.subscription(canonical_address(offer.address)) is None:
            self.report.offers.append(offer)

    def _reject(self, rejection: Rejection) -> None:
        self.report.rejected.append(rejection)
        self._outcome(Outcome(source=rejection.source, status=Status.REJECTED, detail=rejection.reason))

    def _renew(self, item: NotModified) -> None:
        """Note what an unchanged address said of itself."""
        ledger = self._corpus.catalogue.ledger
        if self._is_dry:
            return
        if feed := ledger.subscription(item.place.source):
            ledger.subscribe(replace(feed, checked=item.place.checked))
        elif known := ledger.place(item.place.source):
            ledger.note([replace(item.place, article_id=known.article_id, publisher=known.publisher)])
            self._say_unchanged(item.place.source, known.article_id)

    def _say_unchanged(self, source: str, article_id: str | None) -> None:
        title = _name(self._corpus.catalogue.article(article_id)) if article_id else ""
        self._outcome(Outcome(source=source, status=Status.UNCHANGED, title=title, article_id=article_id))

    def _remember(self, feed: Subscription) -> None:
        if not self._is_dry:
            self._flush()  # the feed's own etag must not be known before its articles are
            self._corpus.catalogue.ledger.subscribe(feed)

    def _place(self, candidate: Candidate) -> None:
        """Store what is known already at once, and put a new text into the group."""
        catalogue = self._corpus.catalogue
        names = names_of(candidate, catalogue)
        if not names.isdisjoint(self._group.names):
            self._flush()
            names = names_of(candidate, catalogue)
        try:
            article, origin = candidate.article, origin_of(candidate, catalogue)
        except SourceRejected as rejected:
            self._reject(Rejection(rejected.source, rejected.reason))
            return
        if catalogue.has(article.article_id):
            self._know(article, origin)
            return
        if self._is_dry and article.article_id in self._seen:
            self.report.unchanged += 1
            self._outcome(Outcome(source=article.source, status=Status.UNCHANGED, title=_name(article)))
            return
        self._seen.add(article.article_id)
        article, edited = continued(article, origin, catalogue)
        origin = replace(origin, edited=edited)
        prepared = replace(prepare(article, self._corpus, origin), original=candidate.original)
        self._group.waiting.append(prepared)
        self._group.texts += prepared.count
        self._group.names |= names
        if self._group.texts >= GROUP_TEXTS:
            self._flush()

    def _know(self, article: Article, origin: Origin) -> None:
        """The text is stored: note where else it stands, what it replaces there, and what is better known of it."""
        with suppress(ArticleNotFound):  # the reader removed it in this very moment, and it stays so
            self.report.revised += self._improve(article, origin)
        self.report.replaced += bool(origin.replacing)
        self.report.unchanged += not origin.replacing
        status = Status.REPLACED if origin.replacing else Status.UNCHANGED
        self._outcome(
            Outcome(source=article.source, status=status, title=_name(article), article_id=article.article_id)
        )

    def _improve(self, article: Article, origin: Origin) -> bool:
        """Attach a stored article to where it was found; whether more is known of it now."""
        catalogue = self._corpus.catalogue

        def better(stored: Article) -> Article:
            return improved(stored, article, edited=catalogue.edited(stored.article_id)) or stored

        stored = catalogue.article(article.article_id)
        is_better = better(stored) != stored
        if not self._is_dry:
            catalogue.attach(stored.article_id, origin)
            if is_better:
                revise(self._corpus, stored.article_id, better)
        return is_better

    def _flush(self) -> None:
        """Embed the group in one go and commit its articles one by one."""
        group, self._group = self._group.waiting, _Group()
        if not group:
            return
        self._require_space()
        vectors = [] if self._is_dry else embed(self._corpus.embedder, group)
        for row, prepared in enumerate(group):
            origin = with_variants(prepared.origin, prepared.article, self._corpus.catalogue)
            article = prepared.article
            if not self._is_dry:
                if prepared.original is not None:
                    article = replace(article, raw=keep_original(self._corpus.settings, prepared.original))
                commit(self._corpus, replace(prepared, article=article, origin=origin), vectors[row])
            self._count(article, origin, len(prepared.passages))

    def _count(self, article: Article, origin: Origin, passages: int) -> None:
        report = self.report
        report.added += not origin.replacing
        report.replaced += bool(origin.replacing)
        report.variants += bool(origin.variants)
        report.passages += passages
        report.article_ids.append(article.article_id)
        status = Status.REPLACED if origin.replacing else Status.VARIANT if origin.variants else Status.ADDED
        others = [self._corpus.catalogue.article(other) for other in origin.variants]
        detail = ", ".join(other.publisher or other.source for other in others)
        self._outcome(Outcome(
            source=article.source, status=status, title=_name(article), detail=detail, article_id=article.article_id
        ))  # fmt: skip


def _ignore(*_: object) -> None:
    """Nobody watches."""


def _name(article: Article) -> str:
    return article.title or article.text[:80]
