"""How far a feed reaches: not from outside into the reader's own network, however that was opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import CorpusSettings, Rejection
from corpus.candidates import Candidate, Unopened, Visit
from corpus.catalog import Catalogue
from corpus.fetching import Fetcher
from corpus.visiting import Visitor
from tests.corpus.feeds import rss
from tests.corpus.internet import Internet
from tests.corpus.newspaper import paragraphs
from tests.corpus.website import Website

BODY = "</p><p>".join(paragraphs(1))
PAGE = f"<html><body><article><h1>The budget of the harbour</h1><p>{BODY}</p></article></body></html>"


@pytest.fixture
def intranet() -> Iterator[Website]:
    with Website() as site:
        site.put("/budget", PAGE)
        yield site


@pytest.fixture
def visitor(tmp_path: Path, intranet: Website) -> Iterator[Visitor]:
    """A visitor that may fetch from the intranet, on an internet with one newspaper in it."""
    settings = CorpusSettings(home=tmp_path, allowed_hosts=(intranet.host,), fetch_delay=0)
    internet = Internet()
    with Website() as outside:
        internet.add("news.example", outside)
        internet.sites["127.0.0.1"] = intranet
        internet.names["127.0.0.1"] = [["127.0.0.1"]]
        item = f"<item><title>The budget</title><link>{intranet.address('/budget')}</link></item>"
        outside.put("/feed", rss(item), content_type="application/rss+xml")
        catalogue = Catalogue(tmp_path / "catalogue.sqlite3")
        yield Visitor(settings, catalogue.ledger, fetcher=Fetcher(settings, network=internet))
        catalogue.close()


def test_address_of_the_intranet_that_the_reader_gives_is_fetched(visitor: Visitor, intranet: Website) -> None:
    (found,) = visitor.visit(Visit(address=intranet.address("/budget")))
    assert isinstance(found, Candidate)
    assert found.article.title == "The budget of the harbour"


def test_feed_from_outside_cannot_name_a_host_of_the_intranet(visitor: Visitor, intranet: Website) -> None:
    refused, _ = visitor.visit(Visit(address="http://news.example/feed"))
    address = intranet.address("/budget")
    reason = "a feed from outside, 'http://news.example/feed', names this host of yours; add it by itself"
    assert refused == Unopened(Rejection(address, reason))
    assert intranet.connections == 0
