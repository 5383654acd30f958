"""What sources hold, on its way into the catalogue: `Candidate` and what may come beside one.

Knows nothing about how it was found; see `corpus.gathering`.
"""

from dataclasses import dataclass

from corpus.article import Article
from corpus.extracting import FeedItem
from corpus.ledger import Place, Subscription
from corpus.loading import RawDocument
from corpus.report import Offer, Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An address to go to; `etag` and `last_modified` are what it said the last time, `item` what a feed says of it."""

    address: str
    etag: str | None = None
    last_modified: str | None = None
    item: FeedItem | None = None
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept original of a stored article, to be read again."""

    document: RawDocument
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article as it was found.

    `places` is where it stands, `claims` are the addresses it says are its own, and
    `original` the bytes it was read from, where nobody else keeps them. `instead_of` is
    the stored article that was read from the same bytes before.
    """

    article: Article
    places: tuple[Place, ...] = ()
    claims: tuple[str, ...] = ()
    original: bytes | None = None
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Unopened:
    """A source that could not be opened or fetched, so that there was no document to read."""

    rejection: Rejection


@dataclass(frozen=True, slots=True)
class NotModified:
    """An address that said nothing has changed since the last visit."""

    place: Place


@dataclass(frozen=True, slots=True)
class FeedRead:
    """All that a feed names has been gathered: what it said of itself may now be remembered."""

    feed: Subscription


Source = str | RawDocument | Article | Visit | Kept
"""A path or address, a document's bytes, an article that a program made, and what is to be visited or read again."""

Gathered = Candidate | Rejection | Unopened | Offer | NotModified | FeedRead
