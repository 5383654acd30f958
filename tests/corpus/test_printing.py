"""What a terminal shows: every fact with where it is from, and nothing that a terminal would obey."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus import Corpus, IngestReport, Offer, Outcome, Rejection, Status
from corpus.catalog import Listed
from corpus.ledger import Place, Subscription
from corpus.printing import (
    article_as_json,
    feed_as_json,
    print_article,
    print_feeds,
    print_listing,
    print_notes,
    print_outcome,
    print_report,
    shown_as_json,
)
from corpus.writing import Origin
from tests.corpus.making import RAIN, article, put

MOMENT = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
FULL = replace(
    article(RAIN), url="https://post.example/1", title="Deluge", publisher="Post", published=MOMENT,
    published_from="json-ld", published_certainty="sure", updated=MOMENT, fetched=MOMENT, authors=("Mara", "Tove"),
    language="en", pages=(0, 9), is_teaser=True,
)  # fmt: skip
ESCAPE = "\x1b[2J\n\u202e"


def test_article_is_shown_with_each_fact_that_is_known(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    print_article(FULL, corpus.catalogue)
    assert capsys.readouterr().out == (
        "Deluge\n"
        f"  id: {FULL.article_id}\n"
        "  source: /news/rain.txt\n"
        "  address: https://post.example/1\n"
        "  publisher: Post\n"
        "  authors: Mara, Tove\n"
        "  published: 2026-03-12 08:30 UTC (from json-ld, sure)\n"
        "  updated: 2026-03-12 08:30 UTC\n"
        "  fetched: 2026-03-12 08:30 UTC\n"
        "  language: en\n"
        "  pages: 2\n"
        "  text: the feed's own; the article itself could not be had\n"
        f"\n{RAIN}\n"
    )


def test_article_of_which_nothing_is_known_says_so(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    print_article(article(RAIN), corpus.catalogue)
    assert capsys.readouterr().out == (
        f"{RAIN}\n  id: {FULL.article_id}\n  source: /news/rain.txt\n"
        f"  publisher: unknown\n  published: unknown\n\n{RAIN}\n"
    )


def test_replaced_version_says_so_and_names_the_others(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = article(RAIN).article_id, article("Rain fell for four days.").article_id
    put(corpus, RAIN)
    put(corpus, "Rain fell for four days.", replacing=[old])
    print_article(corpus.catalogue.article(old), corpus.catalogue)
    assert f"  version: 1, replaced since; 1 is {old}, 2 is {new}\n" in capsys.readouterr().out
    print_article(corpus.catalogue.article(new), corpus.catalogue)
    assert f"  version: 2; 1 is {old}, 2 is {new}\n" in capsys.readouterr().out
    shown = shown_as_json(corpus.catalogue.article(old), corpus.catalogue)
    assert [(each["article_id"], each["version"], each["is_newest"]) for each in shown["versions"]] == [
        (old, 1, False), (new, 2, True),
    ]  # fmt: skip


def test_other_places_of_the_text_are_shown(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    put(corpus, RAIN)
    place = Place(source="https://courier.example/7", publisher="Courier")
    corpus.catalogue.attach(article(RAIN).article_id, Origin(places=(place,)))
    print_article(article(RAIN), corpus.catalogue)
    assert "  also in: Courier (https://courier.example/7)\n" in capsys.readouterr().out
    (copy,) = shown_as_json(article(RAIN), corpus.catalogue)["also_in"]
    assert copy == {
        "article_id": article(RAIN).article_id, "title": None, "publisher": "Courier",
        "source": "https://courier.example/7", "url": "https://courier.example/7",
    }  # fmt: skip


def test_article_in_json_has_times_in_iso_and_no_inner_names() -> None:
    shown = article_as_json(FULL)
    assert (shown["published"], shown["updated"]) == ("2026-03-12T08:30:00+00:00",) * 2
    assert (shown["authors"], shown["pages"], shown["is_teaser"]) == (["Mara", "Tove"], [0, 9], True)
    assert "raw" not in shown


def test_listing_notes_versions_teasers_and_copies(capsys: pytest.CaptureFixture[str]) -> None:
    plain = Listed(
        article_id="0" * 16, version=1, source="a", title="Rain", publisher=None, published=None,
        is_teaser=False, copies=0, added=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    print_listing([plain, replace(plain, version=3, publisher="Post", published=MOMENT, is_teaser=True, copies=2)])
    assert capsys.readouterr().out == (
        "0000000000000000  no date     unknown publisher: Rain\n"
        "0000000000000000  2026-03-12  Post: Rain  (version 3, teaser, also in 2 more)\n"
    )


def test_report_names_only_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(IngestReport(added=2, seconds=1.26))
    print_report(
        IngestReport(added=1, variants=1, revised=2, not_modified=3, rejected=[Rejection("a", "b")]), is_dry=True
    )
    assert capsys.readouterr().out == (
        "added 2, replaced 0, unchanged 0, rejected 0 (0 passages, 1.3 s)\n"
        "nothing stored; would be: added 1, replaced 0, unchanged 0, variants 1, with new metadata 2, not modified 3, "
        "rejected 1 (0 passages, 0.0 s)\n"
    )


def test_nothing_that_strangers_wrote_reaches_the_terminal_as_an_order(capsys: pytest.CaptureFixture[str]) -> None:
    report = IngestReport(
        rejected=[Rejection(f"a{ESCAPE}", f"it could not be read ({ESCAPE})")],
        offers=[Offer("a", f"News{ESCAPE}", f"https://post.example/{ESCAPE}")],
    )
    print_notes(report)
    print_outcome(Outcome(source=f"a{ESCAPE}", status=Status.VARIANT, title=ESCAPE, detail=f"Post{ESCAPE}"))
    print_feeds([Subscription(address=f"https://post.example/{ESCAPE}", title=ESCAPE)])
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
    assert len(err.splitlines()) == 2
    assert len(out.splitlines()) == 3


def test_feed_that_many_pages_offer_is_offered_once(capsys: pytest.CaptureFixture[str]) -> None:
    print_notes(IngestReport(offers=[Offer(page, "News", "https://post.example/feed") for page in "abc"]))
    assert capsys.readouterr().err == (
        "note: News can be followed: python -m corpus add 'https://post.example/feed'\n"
    )  # fmt: skip


def test_feed_is_shown_with_when_it_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    feed = Subscription(address="https://post.example/feed", title="Post", added=MOMENT, checked=MOMENT, articles=3)
    print_feeds([feed, replace(feed, title=None, checked=None)])
    assert capsys.readouterr().out == (
        "Post: 3 articles, checked 2026-03-12 08:30 UTC\n  https://post.example/feed\n"
        "untitled feed: 3 articles, checked never\n  https://post.example/feed\n"
    )
    assert feed_as_json(feed) == {
        "address": "https://post.example/feed", "title": "Post", "articles": 3,
        "added": "2026-03-12T08:30:00+00:00", "checked": "2026-03-12T08:30:00+00:00",
    }  # fmt: skip
