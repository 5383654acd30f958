"""Catalogues that earlier releases wrote, opened today: everything is there, found, and can be exported.

The files are real ones; `files/catalogues/README.md` says how they were made.
"""

import hashlib
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Corpus, CorpusSettings, ingest
from corpus.exporting import export
from corpus.importing import import_from
from corpus.loading import kept
from corpus.migrations import STEPS
from tests.corpus.exports import holdings
from tests.fakes import HashEmbedder

FILES = Path(__file__).parent / "files" / "catalogues"
BOTH = ["schema-1", "schema-2"]
COD, NEW_COD, FERRY = "e6150cdd4200a087", "0613aac6990b2e47", "4213a23fc66800c4"
FARES, COPIED_FARES = "4e4ac3f8639090fa", "cff3a616a65b8134"
BRIDGE, REPORT = "94db84922b080c0b", "245196861bbb6c65"
ORIGINAL = "222c0a554e0b555dd4358e69673cb8caca941311e4dbdcaff929bec9f024fd6e"  # of files/bridge.html

Opened = Callable[[str], Corpus]


def unpacked(name: str, home: Path) -> Path:
    with zipfile.ZipFile(FILES / f"{name}.zip") as archive:
        archive.extractall(home)
    return home


def schema_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


@pytest.fixture
def opened(own_home: Path) -> Iterator[Opened]:
    """Opens a stored data folder, a copy of it, with today's code."""
    corpora: list[Corpus] = []

    def open_it(name: str) -> Corpus:
        corpora.append(Corpus(CorpusSettings(home=unpacked(name, own_home)), embedder=HashEmbedder()))
        return corpora[-1]

    yield open_it
    for corpus in corpora:
        corpus.close()


@pytest.mark.parametrize(("name", "schema"), [("schema-1", 1), ("schema-2", 2)])
def test_file_has_the_schema_it_is_named_for_and_todays_once_opened(
    name: str, schema: int, own_home: Path, tmp_path: Path
) -> None:
    stored = (FILES / f"{name}.zip").read_bytes()
    path = unpacked(name, own_home) / "catalogue.sqlite3"
    assert schema_of(path) == schema
    Corpus(CorpusSettings(home=own_home), embedder=HashEmbedder()).close()
    assert schema_of(path) == len(STEPS)
    assert (FILES / f"{name}.zip").read_bytes() == stored


@pytest.mark.parametrize("name", BOTH)
def test_opening_twice_changes_nothing_more(name: str, opened: Opened, own_home: Path) -> None:
    before = holdings(opened(name))
    with Corpus(CorpusSettings(home=own_home), embedder=HashEmbedder()) as again:
        assert holdings(again) == before


def test_articles_of_schema_1_are_all_there(opened: Opened) -> None:
    corpus = opened("schema-1")
    assert [(each.article_id, each.publisher, len(each.text)) for each in corpus.catalogue.articles()] == [
        (COD, "Keldmar Press Bureau", 1_294), (FERRY, "Keldmar Tribune", 1_343), (FARES, "Keldmar Tribune", 1_113),
    ]  # fmt: skip
    ferry = corpus.catalogue.article(FERRY)
    assert ferry.title == "Ferry company fined 2.4 million florins, captain cleared"
    assert (ferry.published, ferry.published_from) == (datetime(2026, 7, 2, tzinfo=UTC), "byline")
    assert corpus.catalogue.counts() == (3, 9)
    assert list(corpus.catalogue.ledger.standing_at([ferry.source]).values()) == [FERRY]


def test_articles_of_schema_2_are_all_there(opened: Opened) -> None:
    catalogue = opened("schema-2").catalogue
    assert [(each.article_id, each.title) for each in catalogue.articles()] == [
        (REPORT, "Report number 0 from Arnvik"),
        (NEW_COD, "Coastal union cuts cod catch on Hollin Bank by 18 percent"),
        (BRIDGE, "Trams return to the Varn bridge"),
        (FARES, "Varnholm tram fare to rise to 3.10 florins in April"),
        (COPIED_FARES, "Varnholm tram fare to rise to 3.10 florins in April"),
    ]
    assert catalogue.counts() == (5, 14)
    assert catalogue.edited(BRIDGE) == {"title"}


def test_versions_and_variants_of_schema_2_are_there(opened: Opened) -> None:
    catalogue = opened("schema-2").catalogue
    versions = catalogue.stories.versions(COD)
    assert [(each.article_id, each.version, each.is_newest) for each in versions] == [
        (COD, 1, False), (NEW_COD, 2, True),
    ]  # fmt: skip
    assert "46,300 tonnes" in catalogue.article(COD).text
    assert "46,100 tonnes" in catalogue.article(NEW_COD).text
    (copy,) = catalogue.stories.copies([FARES])[FARES]
    assert (copy.article_id, copy.publisher) == (COPIED_FARES, "Inland Post")


def test_feed_removed_address_and_original_of_schema_2_are_there(opened: Opened) -> None:
    corpus = opened("schema-2")
    (feed,) = corpus.catalogue.ledger.subscriptions()
    assert (feed.title, feed.articles) == ("The Loopback Post", 1)
    removed = corpus.catalogue.ledger.place(feed.address.replace("feed.xml", "news/1"))
    assert removed is not None
    assert removed.article_id is None
    original = kept(corpus.settings.originals_folder, ORIGINAL)
    assert corpus.catalogue.article(BRIDGE).raw == ORIGINAL
    assert original is not None
    assert hashlib.sha256(original).hexdigest() == ORIGINAL


@pytest.mark.parametrize(("name", "cod"), [("schema-1", COD), ("schema-2", NEW_COD)])
def test_articles_are_found_by_words_and_by_meaning(name: str, cod: str, opened: Opened) -> None:
    corpus = opened(name)
    assert corpus.catch_up()
    assert corpus.search_lexical(["tonnes", "cod"], 1)[0][0].startswith(f"{cod}:")
    wanted = corpus.catalogue.passages_of(cod)[1]
    question = HashEmbedder().embed([f"{wanted.title}\n{wanted.text}"])[0]
    assert corpus.search_dense(question, 1)[0][0] == wanted.passage_id


@pytest.mark.parametrize("name", BOTH)
def test_old_catalogue_takes_new_articles_and_knows_its_places(name: str, opened: Opened, tmp_path: Path) -> None:
    corpus = opened(name)
    source = corpus.catalogue.article(FARES).source
    (place,) = corpus.catalogue.ledger.places([source]).values()
    assert place.article_id == FARES
    (tmp_path / "new.txt").write_text("The crane on the northern quay was taken down on Friday.")
    assert ingest(corpus, [str(tmp_path / "new.txt")]).added == 1


@pytest.mark.parametrize(("name", "articles", "versions", "originals"), [("schema-1", 3, 0, 0), ("schema-2", 5, 1, 2)])
def test_old_catalogue_can_be_exported_and_brought_back(
    name: str, articles: int, versions: int, originals: int, opened: Opened, tmp_path: Path
) -> None:
    old = opened(name)
    done = export(old, tmp_path / "all.zip")
    assert (done.articles, done.versions, done.originals) == (articles, versions, originals)
    with Corpus(CorpusSettings(home=tmp_path / "other"), embedder=HashEmbedder()) as other:
        assert import_from(other, tmp_path / "all.zip").reembedded == 0
        assert holdings(other) == holdings(old)
