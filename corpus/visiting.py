"""Going to web addresses: a page's article, or the articles that the feed there names.

Each article of a feed is fetched; the feed's own text stands in, marked as a teaser,
where the article cannot be had. What a place or feed said of itself goes along with
what was found there, and is written down only when that is, so that a run cut off in
between asks again.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from corpus.addressing import canonical_address, check_address
from corpus.article import Article
from corpus.assembling import assemble
from corpus.candidates import Candidate, FeedRead, Gathered, NotModified, Unopened, Visit
from corpus.cleaning import clean_line
from corpus.dating import Certainty
from corpus.errors import SourceRejected
from corpus.extracting import Extracted, Feed, FeedItem
from corpus.fetching import Fetched, Fetcher
from corpus.ledger import Ledger, Place, Subscription
from corpus.loading import RawDocument, printable
from corpus.parsing import parse
from corpus.report import Rejection
from corpus.settings import CorpusSettings

MAX_SITEMAPS = 50  # that one index of sitemaps names; the newest come first by custom


class Visitor:
    """Visits addresses, each at most once; `known` counts the articles that feeds have brought into view."""

    def __init__(
        self,
        settings: CorpusSettings,
        ledger: Ledger,
        *,
        password: str | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        self.known = 0
        self._settings = settings
        self._ledger = ledger
        self._password = password
        self._fetcher = fetcher or Fetcher(settings)
        self._visited: set[str] = set()

    def as_known(self, address: str) -> Visit:
        """A visit that asks only for what is new, where an article or feed is known at this address."""
        if printable(address) != address:
            raise SourceRejected(printable(address), "it holds half of a character, or is endless")
        address = canonical_address(address.strip())  # copied together with the space beside it
        known = self._ledger.subscription(address) or self._ledger.place(address)
        if known is None or (isinstance(known, Place) and known.article_id is None):
            return Visit(address=address)
        return Visit(address=address, etag=known.etag, last_modified=known.last_modified)

    def visit(self, visit: Visit) -> Iterator[Gathered]:
        """What stands at an address; SourceRejected where the address itself cannot be used."""
        address = canonical_address(visit.address)
        if address in self._visited:
            return
        self._visited.add(address)
        try:
            self._check_reach(visit.feed, address)
            fetched = self._fetcher.fetch(address, etag=visit.etag, last_modified=visit.last_modified)
            results = self._received(visit, address, fetched)
        except SourceRejected as rejected:
            results = iter([Unopened(Rejection(rejected.source, rejected.reason))])
        try:
            yield from self._or_teaser(visit, address, results) if visit.item else results
        except SourceRejected as rejected:  # one bad page is not the end of the feed that named it
            yield Unopened(Rejection(rejected.source, rejected.reason))

    def _check_reach(self, feed: str | None, address: str) -> None:
        """SourceRejected where a feed from outside leads to a host of the reader's own network."""
        hosts = self._settings.allowed_hosts
        if feed and check_address(address, hosts).is_allowed and not check_address(feed, hosts).is_allowed:
            raise SourceRejected(address, f"a feed from outside, {feed!r}, names this host of yours; add it by itself")

    def _received(self, visit: Visit, address: str, fetched: Fetched) -> Iterator[Gathered]:
        stamp = visit.item.updated or visit.item.published if visit.item else None
        place = Place(
            source=address, etag=fetched.etag, last_modified=fetched.last_modified, checked=fetched.fetched,
            feed=visit.feed, stamp=stamp,
        )  # fmt: skip
        if fetched.not_modified:
            etag, last_modified = place.etag or visit.etag, place.last_modified or visit.last_modified
            yield NotModified(replace(place, etag=etag, last_modified=last_modified))
            return
        document = RawDocument(
            address, fetched.data, is_place=True, address=fetched.address, fetched=fetched.fetched,
            charset=fetched.charset, password=self._password,
        )  # fmt: skip
        for item in parse(document, self._settings):
            if isinstance(item, Feed) and visit.item:
                yield Rejection(address, "a feed names it as an article, but it is a feed itself")
            elif isinstance(item, Feed):
                yield from self._follow(item, place)
            elif isinstance(item, Article):
                yield self._page(item, place, fetched, visit.item)
            else:
                yield item

    def _page(self, article: Article, place: Place, fetched: Fetched, item: FeedItem | None) -> Candidate:
        """The article of a page, with what the feed knows better."""
        claims = tuple(claim for claim in claims_of(article) if claim != place.source)
        if article.source != place.source:  # one of many in a file on the web
            return Candidate(article=article, claims=claims)
        if item:
            article = _told_by(item, article)
        places = [replace(place, publisher=article.publisher)]
        final = canonical_address(fetched.address)
        if final != place.source:
            places.append(Place(source=final, is_alias=True, publisher=article.publisher))
        return Candidate(article=article, places=tuple(places), claims=claims, original=fetched.data)

    def _follow(self, feed: Feed, place: Place) -> Iterator[Gathered]:
        """The articles that a feed names and that are new or changed, then the feed itself."""
        is_complete = True
        for visit in self._named_by(feed, place):
            for result in self.visit(visit):
                is_complete = is_complete and not isinstance(result, Unopened)
                yield result
        if place.feed is None:  # a sitemap inside another is no feed of its own
            # Where an article could not be had, the feed is to be read in full the next time, changed or not.
            etag, last_modified = (place.etag, place.last_modified) if is_complete else (None, None)
            yield FeedRead(Subscription(
                address=place.source, title=clean_line(feed.title), etag=etag, last_modified=last_modified,
                checked=place.checked,
            ))  # fmt: skip

    def _named_by(self, feed: Feed, place: Place) -> Iterator[Visit]:
        for address in feed.more[:MAX_SITEMAPS] if place.feed is None else ():
            yield Visit(address=address, feed=place.source)
        named = [self._worth_visiting(item, place.feed or place.source) for item in feed.items]
        visits = [visit for visit in named if visit is not None]
        self.known += len(visits)
        yield from visits

    def _worth_visiting(self, item: FeedItem, feed: str) -> Visit | None:
        """The visit that an item of a feed asks for; None where its article is known as it is, or was removed."""
        try:
            address = canonical_address(item.address)
        except SourceRejected:
            return None
        known = self._ledger.place(address)
        if known is None:
            return Visit(address=address, item=item, feed=feed)
        told = item.updated or item.published
        if known.article_id is None or told is None or (known.stamp is not None and told <= known.stamp):
            return None
        return Visit(address=address, etag=known.etag, last_modified=known.last_modified, item=item, feed=feed)

    def _or_teaser(self, visit: Visit, address: str, results: Iterator[Gathered]) -> Iterator[Gathered]:
        """The results, or the feed's own text where they hold no article and none is known."""
        assert visit.item
        rejections: list[Rejection | Unopened] = []
        has_article = False
        for result in results:
            has_article = has_article or isinstance(result, Candidate | NotModified)
            if isinstance(result, Rejection | Unopened):
                rejections.append(result)
            else:
                yield result
        known = self._ledger.place(address)
        teaser = None if has_article or (known and known.article_id) else self._teaser(visit, address)
        if teaser:
            yield teaser
        else:
            yield from rejections

    def _teaser(self, visit: Visit, address: str) -> Candidate | None:
        item = visit.item
        assert item
        document = RawDocument(address, b"", is_place=True, address=address, fetched=datetime.now(UTC))
        found = Extracted(text=item.text, title=item.title, is_teaser=True)
        try:
            article = assemble(document, found, max_chars=self._settings.max_article_chars)
        except SourceRejected:
            return None
        stamp = item.updated or item.published
        place = Place(source=address, publisher=item.publisher, feed=visit.feed, stamp=stamp)
        return Candidate(article=_told_by(item, article), places=(place,))


def _told_by(item: FeedItem, article: Article) -> Article:
    """The article with what its feed says where the page says nothing, or only lets guess."""
    filled = replace(
        article,
        title=article.title or clean_line(item.title),
        publisher=article.publisher or clean_line(item.publisher),
        authors=article.authors or tuple(filter(None, map(clean_line, item.authors))),
        language=article.language or clean_line(item.language),
        updated=article.updated or item.updated,
    )
    if item.published and (article.published is None or article.published_certainty == Certainty.GUESS):
        return replace(
            filled, published=item.published, published_from="feed", published_certainty=Certainty.SURE.value
        )
    return filled


def claims_of(article: Article) -> tuple[str, ...]:
    """The address that an article says is its own, unless it is a site's front page."""
    try:
        address = canonical_address(article.url or "")
    except SourceRejected:
        return ()
    return (address,) if address.partition("://")[2].partition("/")[2] else ()
