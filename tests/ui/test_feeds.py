"""Followed feeds are listed, looked at again all at once, and no longer followed at a click."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from corpus import Corpus, IngestReport
from corpus.ledger import Subscription
from tests.ui.conftest import App
from tests.ui.test_articles import articles_page
from ui import adding, wording

FEED = Subscription(
    address="https://a.example/feed", title="The *Courier*", checked=datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
)


@pytest.fixture
def following(corpus: Corpus) -> Corpus:
    corpus.catalogue.ledger.subscribe(FEED)
    return corpus


def test_without_feeds_nothing_is_said_of_them(open_app: Callable[..., App], filled: Corpus) -> None:
    assert wording.REFRESH not in open_app(articles_page).texts


def test_feed_is_listed_as_text_with_when_it_was_read(open_app: Callable[..., App], following: Corpus) -> None:
    app = open_app(articles_page)
    assert "The *Courier*" in [text.value for text in app.test.text]
    captions = [
        caption.value.replace("\\", "").replace("\u00a0", " ").replace("\u2060", "") for caption in app.test.caption
    ]
    assert any("0 articles, last read 22 November 2026, 08:30 UTC" in caption for caption in captions)


def test_refresh_looks_at_every_feed_again(
    open_app: Callable[..., App], following: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "refresh", lambda corpus, **options: IngestReport(not_modified=1))
    app = open_app(articles_page)
    app.test.button(key="refresh").click().run()
    app.finish()
    assert "1 not changed since the last visit" in app.texts


def test_feed_is_no_longer_followed_at_a_click(open_app: Callable[..., App], following: Corpus) -> None:
    app = open_app(articles_page)
    app.test.button(key="stop-https://a.example/feed").click().run()
    assert following.catalogue.ledger.subscriptions() == []
    assert wording.REFRESH not in app.texts
