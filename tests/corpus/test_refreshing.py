"""Looking again: what is new comes in, what was corrected becomes a version, what is the same costs a header."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus, CorpusSettings, IngestOptions, RawDocument, ingest
from corpus.refreshing import refresh, reread
from tests.corpus.making import counts
from tests.corpus.newspaper import Newspaper, paragraphs
from tests.corpus.website import Website
from tests.fakes import HashEmbedder


@pytest.fixture
def site() -> Iterator[Website]:
    with Website() as opened:
        yield opened


@pytest.fixture
def newspaper(site: Website) -> Newspaper:
    return Newspaper(site)


@pytest.fixture
def online(own_home: Path, site: Website) -> Iterator[Corpus]:
    """A corpus that may fetch from the newspaper, without the polite waiting."""
    settings = CorpusSettings(home=own_home, allowed_hosts=(site.host,), fetch_delay=0)
    with Corpus(settings, embedder=HashEmbedder()) as opened:
        yield opened


def test_feed_of_thirty_then_three_new_two_corrected_and_one_copy(
    online: Corpus, newspaper: Newspaper, site: Website
) -> None:
    addresses = [newspaper.publish(number) for number in range(30)]
    first = ingest(online, [newspaper.feed])
    assert (counts(first), first.variants) == ((30, 0, 0, 0), 0)
    old = {address: online.catalogue.ledger.standing_at([address])[address] for address in addresses}

    for number in (30, 31, 32):
        newspaper.publish(number)
    for number in (4, 7):
        newspaper.publish(
            number, text=[*paragraphs(number), f"Correction: the number in {number} was wrong."], edition=9
        )
    newspaper.publish(11, path="/syndicated/eleven")
    second = refresh(online)
    assert (counts(second), second.loaded) == ((3, 1, 2, 0), 6)
    assert online.catalogue.counts()[0] == 33

    for number in (4, 7):
        address = addresses[number]
        new = online.catalogue.ledger.standing_at([address])[address]
        versions = online.catalogue.stories.versions(new)
        assert [(each.article_id, each.version, each.is_newest) for each in versions] == [
            (old[address], 1, False), (new, 2, True),
        ]  # fmt: skip
        assert "Correction" not in online.catalogue.article(old[address]).text
        assert online.catalogue.passages_of(old[address]) == []
        assert "Correction" in online.catalogue.article(new).text
    copies = online.catalogue.stories.copies([old[addresses[11]]])[old[addresses[11]]]
    assert [copy.url for copy in copies] == [site.address("/syndicated/eleven")]

    asked = len(site.requests)
    third = refresh(online)
    assert (counts(third), third.loaded, third.not_modified) == ((0, 0, 0, 0), 0, 35)
    later = [request for request in site.requests[asked:] if request.path != "/robots.txt"]
    assert len(later) == 35
    assert all("if-none-match" in request.headers for request in later)


def test_corrected_page_is_found_although_its_feed_says_nothing(online: Corpus, newspaper: Newspaper) -> None:
    newspaper.publish(1)
    ingest(online, [newspaper.feed])
    newspaper.publish(1, text=[*paragraphs(1), "This report was corrected on Monday."])
    assert counts(refresh(online)) == (0, 0, 1, 0)


def test_article_that_was_removed_is_not_brought_back_by_its_feed(online: Corpus, newspaper: Newspaper) -> None:
    address = newspaper.publish(1)
    report = ingest(online, [newspaper.feed])
    online.remove(report.article_ids[0])
    newspaper.publish(2)
    assert counts(refresh(online)) == (1, 0, 0, 0)
    assert counts(ingest(online, [address])) == (1, 0, 0, 0)  # asked for by name it comes back


def test_feeds_own_text_stands_in_until_the_article_can_be_had(
    online: Corpus, newspaper: Newspaper, site: Website
) -> None:
    address = newspaper.publish(1)
    site.put("/news/1", "Forbidden", status=403)
    ingest(online, [newspaper.feed])
    (teaser,) = online.catalogue.articles()
    assert (teaser.is_teaser, teaser.published_from, teaser.url) == (True, "feed", address)
    assert teaser.text.startswith("In short: Report number 1")
    newspaper.publish(1)
    assert counts(refresh(online)) == (0, 0, 1, 0)
    (article,) = online.catalogue.articles()
    assert (article.is_teaser, article.version, article.published_from) == (False, 2, "meta")


def test_feed_of_a_cut_off_run_is_read_in_full_again(online: Corpus, newspaper: Newspaper) -> None:
    for number in range(4):
        newspaper.publish(number)

    def stop_at_the_third(done: int, known: int, name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    assert ingest(online, [newspaper.feed], progress=stop_at_the_third).interrupted
    assert online.catalogue.ledger.subscriptions() == []
    ingest(online, [newspaper.feed])
    assert online.catalogue.counts()[0] == 4
    assert [feed.title for feed in online.catalogue.ledger.subscriptions()] == ["The Loopback Post"]


def test_page_that_names_a_feed_offers_it_until_it_is_followed(
    online: Corpus, newspaper: Newspaper, site: Website
) -> None:
    newspaper.publish(1)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(50))
    site.put(
        "/story",
        "<html><head><link rel=alternate type='application/atom+xml' title='All news' href='/feed.xml'></head>"
        f"<body><article><h1>A story with a feed beside it</h1>{body}</article></body></html>",
    )
    report = ingest(online, [site.address("/story")])
    assert [(offer.title, offer.address) for offer in report.offers] == [("All news", newspaper.feed)]
    ingest(online, [newspaper.feed])
    assert ingest(online, [site.address("/story?again=1")]).offers == []


def test_upload_that_was_kept_can_be_read_again(online: Corpus) -> None:
    text = "Rain fell on the harbour town for three days, and the river rose."
    ingest(online, [RawDocument("notes.txt", text.encode())])
    report = reread(online)
    assert counts(report) == (0, 1, 0, 0)


def test_dry_run_says_what_would_be_stored_and_stores_nothing(online: Corpus, newspaper: Newspaper) -> None:
    newspaper.publish(1)
    seen: list[str] = []
    options = IngestOptions(dry_run=True)
    report = ingest(online, [newspaper.feed], outcome=lambda outcome: seen.append(outcome.title), options=options)
    assert (report.added, seen) == (1, ["Report number 1 from Brusk"])
    assert online.catalogue.counts() == (0, 0)
    assert online.catalogue.ledger.subscriptions() == []
    assert not list(online.settings.home.glob("originals/**/*"))
