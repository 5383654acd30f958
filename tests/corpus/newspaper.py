"""A newspaper on the loopback: article pages with their own metadata, and the feed that names them."""

import random
from datetime import UTC, datetime, timedelta

from feedgen.feed import FeedGenerator

from tests.corpus.website import Website

FIRST = datetime.now(UTC).replace(microsecond=0) - timedelta(days=5)
PLACES = (
    "Arnvik Brusk Calder Dravno Eskmouth Fennick Gulsund Harrow Ilmen Jarrow Keldmar Lund Morrow Narvik Orle".split()
)
THINGS = "bridge harbour school library tramway market hospital orchard lighthouse quarry bakery theatre".split()
DOINGS = "reopened closed burned flooded moved grew shrank changed hands opened early lost its roof".split()
WORDS = (
    "after before because while council mayor winter report budget engineers residents promised repairs costs".split()
)


def paragraphs(number: int, sentences: int = 9) -> list[str]:
    """A report that shares nothing but plain words with that of any other number."""
    chance = random.Random(number)
    said = [
        f"The {chance.choice(THINGS)} in {chance.choice(PLACES)} {chance.choice(DOINGS)} "
        f"on day {chance.randrange(400)} "
        f"{' '.join(chance.sample(WORDS, 5))} and {chance.randrange(2, 9_000)} {chance.choice(THINGS)}s were counted."
        for _ in range(sentences)
    ]
    return [" ".join(said[first : first + 3]) for first in range(0, sentences, 3)]


class Newspaper:
    """Articles by number at `/news/NUMBER`, and a feed at `/feed.xml` of those that were published."""

    def __init__(self, site: Website) -> None:
        self.site = site
        self._told: dict[str, tuple[str, datetime, datetime]] = {}

    def publish(self, number: int, *, text: list[str] | None = None, path: str | None = None, edition: int = 0) -> str:
        """Put an article on the site and into the feed; a later `edition` is told as an update. Its address."""
        path = path or f"/news/{number}"
        published = FIRST + timedelta(hours=number)
        updated = published + timedelta(minutes=edition)
        body = "".join(f"<p>{paragraph}</p>" for paragraph in text or paragraphs(number))
        title = f"Report number {number} from {PLACES[number % len(PLACES)]}"
        self.site.put(
            path,
            f"<html lang=en><head><title>{title}</title><meta property='og:site_name' content='The Loopback Post'>"
            f"<meta property='article:published_time' content='{published.isoformat()}'></head><body><main><article>"
            f"<h1>{title}</h1>{body}</article></main></body></html>",
            etag=True,
        )
        self._told[path] = (title, published, updated)
        self._put_feed()
        return self.site.address(path)

    @property
    def feed(self) -> str:
        return self.site.address("/feed.xml")

    def _put_feed(self) -> None:
        feed = FeedGenerator()
        feed.id(self.feed)
        feed.title("The Loopback Post")
        feed.link(href=self.site.address("/"))
        for path, (title, published, updated) in self._told.items():
            entry = feed.add_entry(order="append")
            entry.id(self.site.address(path))
            entry.title(title)
            entry.link(href=self.site.address(path))
            entry.published(published)
            entry.updated(updated)
            entry.summary(f"In short: {title}.")
        self.site.put("/feed.xml", feed.atom_str(), content_type="application/atom+xml", etag=True)
