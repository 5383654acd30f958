"""Metadata set by hand: it is stored as it is meant, and no later reading undoes it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import ArticleNotFound, Corpus, CorpusSettings, ingest
from corpus.editing import Edits, edit
from corpus.refreshing import refresh
from tests.corpus.making import RAIN, article, counts, put
from tests.corpus.newspaper import Newspaper, paragraphs
from tests.corpus.website import Website
from tests.fakes import HashEmbedder

RAIN_ID = article(RAIN).article_id


@pytest.fixture
def site() -> Iterator[Website]:
    with Website() as opened:
        yield opened


@pytest.fixture
def online(own_home: Path, site: Website) -> Iterator[Corpus]:
    settings = CorpusSettings(home=own_home, allowed_hosts=(site.host,), fetch_delay=0)
    with Corpus(settings, embedder=HashEmbedder()) as opened:
        yield opened


def test_every_field_can_be_set(corpus: Corpus) -> None:
    put(corpus, RAIN)
    edits = Edits(title=" The  flood ", publisher="Post", published="12 March 2026", authors=["Mara Lind", "Tove"],
                  url="https://post.example/1")  # fmt: skip
    edited = edit(corpus, RAIN_ID, edits)
    assert edited == corpus.catalogue.article(RAIN_ID)
    assert edited == replace(
        article(RAIN), title="The flood", publisher="Post", published=datetime(2026, 3, 12, tzinfo=UTC),
        published_from="given", published_certainty="sure", authors=("Mara Lind", "Tove"), url="https://post.example/1",
    )  # fmt: skip
    assert corpus.catalogue.edited(RAIN_ID) == {"title", "publisher", "published", "authors", "url"}


def test_unknown_empties_a_field_and_nothing_leaves_it(corpus: Corpus) -> None:
    put(corpus, RAIN)
    edit(corpus, RAIN_ID, Edits(title="Flood", publisher="Post", published="2026-03-12", authors=["Mara"]))
    edited = edit(corpus, RAIN_ID, Edits(title="unknown", published="Unknown", authors=["unknown"]))
    assert (edited.title, edited.published, edited.published_certainty, edited.authors) == (None, None, None, ())
    assert edited.publisher == "Post"


def test_text_is_never_edited_and_its_passages_stay_the_same(corpus: Corpus) -> None:
    (passage_id,) = put(corpus, RAIN)
    edit(corpus, RAIN_ID, Edits(title="Flood"))
    (passage,) = corpus.catalogue.passages_of(RAIN_ID)
    assert (passage.passage_id, passage.text, passage.title) == (passage_id, RAIN, "Flood")


@pytest.mark.parametrize("date", ["yesterday-ish", "2026-02-30", "2999-01-01", "03/04/2026", ""])
def test_date_that_is_none_is_an_error_and_changes_nothing(corpus: Corpus, date: str) -> None:
    put(corpus, RAIN)
    with pytest.raises(ValueError, match=f"^'{date}' is no date that an article can have been published on; write it"):
        edit(corpus, RAIN_ID, Edits(title="Flood", published=date))
    assert corpus.catalogue.article(RAIN_ID) == article(RAIN)


@pytest.mark.parametrize("url", ["post.example/1", "javascript:alert(1)", "ftp://post.example/1", "http://[bad"])
def test_address_that_is_none_is_an_error(corpus: Corpus, url: str) -> None:
    put(corpus, RAIN)
    with pytest.raises(ValueError, match="is no web address; write it with https://"):
        edit(corpus, RAIN_ID, Edits(url=url))


def test_edit_without_a_field_and_of_no_article_are_errors(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="nothing to set; name a field"):
        edit(corpus, RAIN_ID, Edits())
    with pytest.raises(ArticleNotFound):
        edit(corpus, RAIN_ID, Edits(title="Flood"))


def test_file_read_again_leaves_what_was_set_by_hand(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "quay.txt"
    path.write_text(f"Quay flooded again\nBy Mara Lind\n12 March 2025\n\n{RAIN}")
    (its_id,) = ingest(corpus, [str(path)]).article_ids
    edit(corpus, its_id, Edits(title="By hand", published="2024-01-01"))
    report = ingest(corpus, [str(path)])
    assert (counts(report), report.revised) == ((0, 1, 0, 0), 0)
    stored = corpus.catalogue.article(its_id)
    assert (stored.title, stored.published, stored.authors) == (
        "By hand", datetime(2024, 1, 1, tzinfo=UTC), ("Mara Lind",),
    )  # fmt: skip


def test_corrected_page_becomes_a_version_with_what_was_set_by_hand(online: Corpus, site: Website) -> None:
    newspaper = Newspaper(site)
    address = newspaper.publish(1)
    (old,) = ingest(online, [address]).article_ids
    edit(online, old, Edits(title="By hand", publisher="unknown"))
    newspaper.publish(1, text=[*paragraphs(1), "This report was corrected on Monday."])
    report = refresh(online)
    assert counts(report) == (0, 0, 1, 0)
    new = online.catalogue.article(report.article_ids[0])
    assert (new.version, new.title, new.publisher) == (2, "By hand", None)
    assert online.catalogue.edited(new.article_id) == {"title", "publisher"}
    newspaper.publish(1)  # the first text comes back
    refresh(online)
    again = online.catalogue.article(old)
    assert (again.version, again.title, again.publisher) == (3, "By hand", None)


def test_earlier_version_can_be_edited_and_stays_out_of_the_search(corpus: Corpus) -> None:
    put(corpus, RAIN)
    put(corpus, "Rain fell on the harbour town for four days.", replacing=[RAIN_ID])
    edit(corpus, RAIN_ID, Edits(title="Deluge"))
    assert corpus.catalogue.article(RAIN_ID).title == "Deluge"
    assert corpus.search_lexical(["deluge"], 5) == []
