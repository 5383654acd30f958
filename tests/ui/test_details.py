"""What is known of an article is told with where it comes from; what leads elsewhere is a link or a button."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus import Article, Corpus, RawDocument, ingest
from corpus.ledger import Place
from tests.ui.conftest import FERRY, revised
from ui.details import facts_of, published_line

PLAIN = Article(article_id="0" * 16, text="Rain fell.", source="/news/rain.txt")
AT = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)


def told(corpus: Corpus, article: Article) -> list[tuple[str, str]]:
    return [(fact["label"], fact["text"].replace("\u00a0", " ")) for fact in facts_of(corpus, article)]


@pytest.mark.parametrize(
    ("source", "certainty", "line"),
    [
        ("json-ld", "sure", "12 March 2026, 08:30 UTC, from the page's metadata, sure"),
        ("url", "guess", "12 March 2026, 08:30 UTC, from the address, a guess"),
        ("given", "sure", "12 March 2026, 08:30 UTC, set by you"),
        ("a new way", "likely", "12 March 2026, 08:30 UTC, a new way, likely"),
        (None, None, "12 March 2026, 08:30 UTC"),
    ],
)
def test_date_is_told_with_its_source_and_how_sure_it_is(source: str | None, certainty: str | None, line: str) -> None:
    article = replace(PLAIN, published=AT, published_from=source, published_certainty=certainty)
    assert published_line(article).replace("\u00a0", " ") == line


def test_all_that_is_known_is_told_and_nothing_else(corpus: Corpus) -> None:
    assert told(corpus, PLAIN) == [("Published", "date unknown"), ("Source", "/news/rain.txt")]
    full = replace(PLAIN, published=AT, updated=AT.replace(hour=9), fetched=AT.replace(day=13),
                   authors=("Hanna Moor", "Rurik Sandal"), language="en", url="https://a.example/rain")  # fmt: skip
    assert told(corpus, full) == [
        ("Published", "12 March 2026, 08:30 UTC"),
        ("Updated", "12 March 2026, 09:30 UTC"),
        ("Fetched", "13 March 2026, 08:30 UTC"),
        ("Authors", "Hanna Moor, Rurik Sandal"),
        ("Language", "en"),
        ("Source", "/news/rain.txt"),
        ("Web address", "https://a.example/rain"),
    ]


@pytest.mark.parametrize(
    ("source", "href"),
    [("https://a.example/rain", "https://a.example/rain"), ("/news/rain.txt", ""), ("javascript:alert(1)", "")],
)
def test_only_a_web_address_is_a_link(corpus: Corpus, source: str, href: str) -> None:
    (fact,) = [fact for fact in facts_of(corpus, replace(PLAIN, source=source)) if fact["label"] == "Source"]
    assert fact["href"] == href


def test_other_places_of_the_same_text_are_told(corpus: Corpus) -> None:
    ingest(corpus, [RawDocument("ferry.txt", FERRY)])
    (article,) = corpus.catalogue.articles()
    corpus.catalogue.ledger.note([
        Place(source="https://post.example/ferry", article_id=article.article_id, publisher="The Post"),
        Place(source="https://post.example/f?id=1", article_id=article.article_id, is_alias=True),
    ])  # fmt: skip
    assert [fact["text"] for fact in facts_of(corpus, article) if fact["label"] == "Also at"] == [
        "https://post.example/ferry"
    ]


def test_every_version_is_named_and_the_others_open(corpus: Corpus) -> None:
    old, new = revised(corpus)
    facts = [fact for fact in facts_of(corpus, new) if fact["label"] == "Versions"]
    assert [fact["text"][:16] for fact in facts] == ["Version 1, added", "Version 2, added"]
    assert [fact["article_id"] for fact in facts] == [old.article_id, ""]
