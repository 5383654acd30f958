"""How an article of an export stands to what is here: whose place it takes, and what it keeps of that."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Corpus, CorpusSettings, ingest
from corpus.article import article_id_of
from corpus.editing import Edits, edit
from corpus.exporting import export
from corpus.importing import import_from
from corpus.ledger import Place
from corpus.writing import Origin
from tests.corpus.exports import SPEECH, holdings
from tests.corpus.making import RAIN, RIVER, article, put, texts, whole
from tests.fakes import HashEmbedder

MORE = f"{SPEECH} The vote was nine to four."
OTHER = f"{SPEECH} Nobody spoke against it."
HERE = datetime(2026, 3, 2, tzinfo=UTC)
LATER, SOONER = datetime(2026, 3, 3, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus in another folder."""
    with Corpus(CorpusSettings(home=tmp_path / "other"), embedder=HashEmbedder()) as opened:
        yield opened


def add(corpus: Corpus, path: Path, text: str) -> str:
    """Write a file and add it; the article's id."""
    path.write_text(text)
    ingest(corpus, [str(path)])
    return article_id_of(text)


def put_at(corpus: Corpus, source: str, text: str, *, updated: datetime | None = None) -> str:
    """Store an article of one passage that stands at `source`; its id."""
    stored = replace(article(text, source), updated=updated)
    passage, vectors = whole(stored), corpus.embedder.embed([text])
    origin = Origin(places=(Place(source=source),))
    corpus.store(stored, [passage], vectors, [[(passage.span, vectors[0])]], origin=origin)
    return stored.article_id


def bring(corpus: Corpus, other: Corpus, path: Path) -> tuple[int, int, int]:
    export(corpus, path)
    done = import_from(other, path)
    return done.articles, done.versions, done.unchanged


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "all.zip"


def test_what_was_set_by_hand_goes_on_to_the_newer_version(
    corpus: Corpus, other: Corpus, path: Path, tmp_path: Path
) -> None:
    old = add(other, tmp_path / "speech.txt", SPEECH)
    edit(other, old, Edits(title="By hand", publisher="Mine"))
    add(corpus, tmp_path / "speech.txt", SPEECH)
    new = add(corpus, tmp_path / "speech.txt", MORE)
    edit(corpus, new, Edits(authors=("Mara",)))
    assert bring(corpus, other, path) == (1, 0, 1)
    stored = other.catalogue.article(new)
    assert (stored.title, stored.publisher, stored.authors, stored.version) == ("By hand", "Mine", ("Mara",), 2)
    assert other.catalogue.edited(new) == {"title", "publisher", "authors"}
    assert {(each.title, each.publisher) for each in other.catalogue.passages_of(new)} == {("By hand", "Mine")}
    assert isinstance(other.embedder, HashEmbedder)
    assert f"By hand\n{MORE}" in other.embedder.texts  # a title is embedded with its passages


def test_another_report_at_the_place_takes_over_nothing(
    corpus: Corpus, other: Corpus, path: Path, tmp_path: Path
) -> None:
    old = add(other, tmp_path / "today.txt", RIVER)
    edit(other, old, Edits(publisher="Mine"))
    add(corpus, tmp_path / "today.txt", RIVER)
    new = add(corpus, tmp_path / "today.txt", SPEECH)
    assert bring(corpus, other, path) == (1, 0, 1)
    assert (other.catalogue.article(new).publisher, other.catalogue.edited(new)) == (None, frozenset())


def test_version_that_gave_way_is_no_variant_of_the_new_one(
    corpus: Corpus, other: Corpus, path: Path, tmp_path: Path
) -> None:
    old = add(other, tmp_path / "speech.txt", SPEECH)
    add(corpus, tmp_path / "speech.txt", SPEECH)
    new = add(corpus, tmp_path / "speech.txt", MORE)
    bring(corpus, other, path)
    assert other.catalogue.stories.story_of([old, new]) == {}
    assert [each.article_id for each in other.catalogue.stories.versions(new)] == [old, new]


@pytest.mark.parametrize(
    ("updated", "newest", "counted"),
    [
        (LATER, MORE, (1, 0, 0)),
        (SOONER, OTHER, (0, 1, 0)),
        (None, OTHER, (0, 1, 0)),  # not known of both: the one that was added later
    ],
)
def test_later_of_two_texts_of_one_place_is_searched(
    updated: datetime | None, newest: str, counted: tuple[int, int, int], corpus: Corpus, other: Corpus, tmp_path: Path
) -> None:
    path = tmp_path / "all.zip"
    put_at(corpus, "https://post.example/a", MORE, updated=updated)
    put_at(other, "https://post.example/a", OTHER, updated=HERE)
    assert bring(corpus, other, path) == counted
    assert texts(other) == [newest]
    kept = article_id_of(newest)
    versions = other.catalogue.stories.versions(kept)
    assert [each.article_id for each in versions] == [article_id_of(OTHER if newest == MORE else MORE), kept]
    assert [each.version for each in versions] == [1, 2]
    assert other.catalogue.ledger.standing_at(["https://post.example/a"]) == {"https://post.example/a": kept}
    before = holdings(other)
    assert import_from(other, path).unchanged == 1
    assert holdings(other) == before


def test_text_that_was_added_later_there_is_the_later_one(corpus: Corpus, other: Corpus, path: Path) -> None:
    put_at(other, "/news/a.txt", OTHER)
    put_at(corpus, "/news/a.txt", MORE)
    assert bring(corpus, other, path) == (1, 0, 0)
    assert texts(other) == [MORE]


def test_later_text_takes_over_what_was_set_by_hand(corpus: Corpus, other: Corpus, path: Path, tmp_path: Path) -> None:
    old = add(other, tmp_path / "speech.txt", SPEECH)
    edit(other, old, Edits(publisher="Mine"))
    new = add(corpus, tmp_path / "speech.txt", MORE)
    assert bring(corpus, other, path) == (1, 0, 0)
    assert other.catalogue.article(new).publisher == "Mine"
    assert other.catalogue.edited(new) == {"publisher"}


def test_article_that_stands_elsewhere_too_stays_and_the_place_goes_to_the_later_text(
    corpus: Corpus, other: Corpus, path: Path
) -> None:
    stays = put_at(other, "/news/a.txt", OTHER)
    other.catalogue.ledger.note([Place(source="/news/b.txt", article_id=stays)])
    comes = put_at(corpus, "/news/a.txt", MORE)
    bring(corpus, other, path)
    standing = other.catalogue.ledger.standing_at(["/news/a.txt", "/news/b.txt"])
    assert standing == {"/news/a.txt": comes, "/news/b.txt": stays}
    assert texts(other) == [OTHER, MORE]


def test_place_that_was_only_claimed_decides_nothing(corpus: Corpus, other: Corpus, path: Path) -> None:
    put(other, RAIN)
    other.catalogue.ledger.note([Place(source="/news/b.txt", article_id=article_id_of(RAIN), is_alias=True)])
    put_at(corpus, "/news/b.txt", RIVER)
    bring(corpus, other, path)
    assert texts(other) == [RAIN, RIVER]


def test_article_that_the_export_has_elsewhere_gives_way_to_none(corpus: Corpus, other: Corpus, path: Path) -> None:
    put_at(other, "/news/a.txt", RAIN)
    put_at(corpus, "/news/a.txt", RIVER)
    put_at(corpus, "/news/b.txt", RAIN)
    bring(corpus, other, path)
    assert texts(other) == [RAIN, RIVER]
