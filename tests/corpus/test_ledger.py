"""The ledger: which article stands where, what an address said, and which feeds are followed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from corpus.catalog import Catalogue
from corpus.ledger import Ledger, Place, Subscription
from corpus.writing import Origin
from tests.corpus.making import RAIN, RIVER, SNOW, article, vector, whole

PAGE, PRINT, FEED = "https://post.example/rain", "https://post.example/rain/print", "https://post.example/feed.xml"
DAY = datetime(2026, 3, 12, tzinfo=UTC)
RAIN_ID, RIVER_ID = article(RAIN).article_id, article(RIVER).article_id


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def ledger(catalogue: Catalogue) -> Ledger:
    return catalogue.ledger


def put(
    catalogue: Catalogue, text: str, *places: Place, published: datetime | None = None, fetched: datetime | None = None
) -> None:
    stored = replace(article(text), published=published, fetched=fetched)
    passage, its_vector = whole(stored), vector(text)
    catalogue.put(stored, [passage], its_vector[np.newaxis], [[(passage.span, its_vector)]],
                  origin=Origin(places=places))  # fmt: skip


# Places


def test_place_comes_back_as_it_was_noted(ledger: Ledger) -> None:
    place = Place(
        source=PAGE, article_id=RAIN_ID, is_alias=True, publisher="Post", etag='W/"1"', last_modified="Thu",
        checked=DAY, feed=FEED, stamp=DAY,
    )  # fmt: skip
    ledger.note([place])
    assert ledger.place(PAGE) == place
    assert ledger.places([PAGE, PRINT]) == {PAGE: place}
    assert ledger.place(PRINT) is None


def test_every_place_of_an_article_is_known_aliases_last(catalogue: Catalogue) -> None:
    put(catalogue, RAIN, Place(source=PAGE, is_alias=True), Place(source=PRINT), Place(source="/rain.txt"))
    assert [place.source for place in catalogue.ledger.places_of(RAIN_ID)] == ["/rain.txt", PRINT, PAGE]


def test_newer_answer_takes_the_place_of_the_older_one_whole(ledger: Ledger) -> None:
    ledger.note([Place(source=PAGE, article_id=RAIN_ID, etag='"1"', last_modified="Thu", checked=DAY)])
    ledger.note([Place(source=PAGE, article_id=RIVER_ID, etag='"2"')])
    assert ledger.place(PAGE) == Place(source=PAGE, article_id=RIVER_ID, etag='"2"')


def test_what_the_feed_said_stays_where_the_page_is_looked_at_without_it(ledger: Ledger) -> None:
    ledger.note([Place(source=PAGE, article_id=RAIN_ID, publisher="Post", feed=FEED, stamp=DAY)])
    ledger.note([Place(source=PAGE, article_id=RAIN_ID)])
    assert ledger.place(PAGE) == Place(source=PAGE, article_id=RAIN_ID, publisher="Post", feed=FEED, stamp=DAY)


def test_address_that_was_visited_is_no_mere_alias_again(ledger: Ledger) -> None:
    ledger.note([Place(source=PAGE, article_id=RAIN_ID, is_alias=True)])
    ledger.note([Place(source=PAGE, article_id=RAIN_ID)])
    ledger.note([Place(source=PAGE, article_id=RAIN_ID, is_alias=True)])
    assert ledger.place(PAGE) == Place(source=PAGE, article_id=RAIN_ID)


def test_page_that_names_its_own_address_again_does_not_forget_what_that_answered(ledger: Ledger) -> None:
    answered = Place(source=PAGE, article_id=RAIN_ID, etag='"1"', last_modified="Thu", checked=DAY)
    ledger.note([answered])
    ledger.note([Place(source=PAGE, article_id=RAIN_ID, is_alias=True)])
    assert ledger.place(PAGE) == answered
    ledger.note([Place(source=PAGE, article_id=RIVER_ID, is_alias=True)])  # another text: the answer was not about it
    assert ledger.place(PAGE) == Place(source=PAGE, article_id=RIVER_ID)


def test_more_places_are_looked_up_than_a_query_may_name(ledger: Ledger) -> None:
    sources = [f"{PAGE}/{number}" for number in range(1_200)]
    ledger.note([Place(source=source, article_id=RAIN_ID) for source in sources])
    assert ledger.standing_at(sources) == dict.fromkeys(sources, RAIN_ID)
    assert len(ledger.places(sources)) == 1_200


# Pages to visit again


def test_only_web_addresses_of_articles_are_visited_again(catalogue: Catalogue) -> None:
    put(catalogue, RAIN, Place(source=PAGE), Place(source=PRINT, is_alias=True), Place(source="/rain.txt"))
    catalogue.ledger.note([Place(source="https://post.example/removed")])
    assert [place.source for place in catalogue.ledger.pages()] == [PAGE]


def test_pages_since_a_day_go_by_publication_and_without_it_by_fetching(catalogue: Catalogue) -> None:
    before, after = DAY - timedelta(days=1), DAY + timedelta(days=1)
    put(catalogue, RAIN, Place(source=f"{PAGE}/old"), published=before, fetched=after)
    put(catalogue, RIVER, Place(source=f"{PAGE}/new"), published=after, fetched=before)
    put(catalogue, SNOW, Place(source=f"{PAGE}/undated"), fetched=after)
    assert [place.source for place in catalogue.ledger.pages(since=DAY)] == [f"{PAGE}/new", f"{PAGE}/undated"]


# Feeds


def test_feed_is_remembered_and_what_it_said_last_replaces_what_it_said_before(ledger: Ledger) -> None:
    ledger.subscribe(Subscription(address=FEED, title="The Post", etag='"1"', last_modified="Thu", checked=DAY))
    first = ledger.subscription(FEED)
    ledger.subscribe(Subscription(address=FEED, etag='"2"', checked=DAY + timedelta(days=1)))
    second = ledger.subscription(FEED)
    assert first is not None
    assert second == replace(first, etag='"2"', last_modified=None, checked=DAY + timedelta(days=1))
    assert (second.title, second.added) == ("The Post", first.added)


def test_feeds_count_the_articles_they_brought_that_are_still_there(ledger: Ledger) -> None:
    ledger.subscribe(Subscription(address=FEED))
    ledger.note([Place(source=PAGE, article_id=RAIN_ID, feed=FEED), Place(source=PRINT, feed=FEED)])
    assert [feed.articles for feed in ledger.subscriptions()] == [1]


def test_forgotten_feed_leaves_its_articles(ledger: Ledger) -> None:
    ledger.subscribe(Subscription(address=FEED))
    ledger.note([Place(source=PAGE, article_id=RAIN_ID, feed=FEED)])
    assert ledger.unsubscribe(FEED)
    assert not ledger.unsubscribe(FEED)
    assert ledger.subscriptions() == []
    assert ledger.place(PAGE) == Place(source=PAGE, article_id=RAIN_ID)
