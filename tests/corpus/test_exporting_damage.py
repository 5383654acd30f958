"""A damaged catalogue is not exported: what an import would refuse never replaces a good backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Corpus, CorpusError
from corpus.exporting import export
from tests.corpus.exports import fill

SPEECH_IS = "title = 'Breakwater, at last'"
OF_SPEECH = f"article_id = (SELECT article_id FROM articles WHERE {SPEECH_IS})"
SAYS_MORE = "; nothing was exported; `python -m corpus check` says more, and your last export is as it was"


def said_of(corpus: Corpus, path: Path, *statements: str) -> str:
    """The words in which an export is refused after these were done to the catalogue; the older one stays."""
    before = path.read_bytes()
    with closing(sqlite3.connect(corpus.settings.catalogue_path, isolation_level=None)) as database:
        for statement in statements:
            assert database.execute(statement).rowcount == 1, statement
    with pytest.raises(CorpusError) as caught:
        export(corpus, path)
    assert path.read_bytes() == before
    assert list(path.parent.glob("*.part")) == []
    assert str(caught.value).endswith(SAYS_MORE)
    return str(caught.value).removesuffix(SAYS_MORE)


@pytest.fixture
def exported(corpus: Corpus, tmp_path: Path) -> Path:
    fill(corpus, tmp_path / "news")
    export(corpus, tmp_path / "all.zip")
    return tmp_path / "all.zip"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("text = text || '!'", "is not the one that its id stands for"),
        ("text = 'a' || char(0)", "text holds characters that no text has"),
        ("added = 'yesterday'", "Invalid isoformat string: 'yesterday'"),
        ("published = '2026-03-12T00:00:00'", "published must be an aware UTC time"),
        ("authors = '{'", "Expecting property name"),
        ("pages = '[5, 3]'", "do not lie in its text"),
        ("raw = 'none'", "is not named by a SHA-256"),
        ("version = 0", "has the version 0"),
        ("newest = 'nothing'", "is an earlier version and has passages"),
    ],
)
def test_damaged_article_is_named_and_the_older_export_stays(
    change: str, words: str, exported: Path, corpus: Corpus
) -> None:
    said = said_of(corpus, exported, f"UPDATE articles SET {change} WHERE {SPEECH_IS}")
    assert said.startswith("the article 'Breakwater, at last' is damaged (")
    assert words in said


@pytest.mark.parametrize(
    ("vector", "words"),
    [
        ("x'3c00'", "a vector has 2 bytes, not 128"),
        ("zeroblob(256)", "a vector has 256 bytes, not 128"),
        ("CAST(replace(hex(zeroblob(64)), '00', char(126) || char(126)) AS BLOB)", "vectors that no embedder gives"),
    ],
)
def test_damaged_vector_is_said_with_its_article(vector: str, words: str, exported: Path, corpus: Corpus) -> None:
    said = said_of(corpus, exported, f"UPDATE passages SET vector = {vector} WHERE {OF_SPEECH}")
    assert said == f"the article 'Breakwater, at last' is damaged ({words})".replace("(vectors", "(it holds vectors")


def test_passage_that_ends_past_its_text_is_damage(exported: Path, corpus: Corpus) -> None:
    said = said_of(corpus, exported, f'UPDATE passages SET "end" = 9999 WHERE {OF_SPEECH}')
    assert "ends past the text's 335 characters" in said


def test_earlier_version_of_nothing_is_damage(exported: Path, corpus: Corpus, tmp_path: Path) -> None:
    said = said_of(corpus, exported, "UPDATE articles SET newest = 'nothing' WHERE newest IS NOT NULL")
    assert said == f"the article {str(tmp_path / 'news' / 'rain.txt')!r} is damaged (what took its place is not there)"


def test_damaged_removed_address_and_feed_are_named(exported: Path, corpus: Corpus) -> None:
    said = said_of(corpus, exported, "UPDATE sources SET checked = 'never' WHERE article_id IS NULL")
    assert said.startswith("the removed address 'https://post.example/gone' is damaged (Invalid isoformat")
    mend = "UPDATE sources SET checked = NULL WHERE article_id IS NULL"
    said = said_of(corpus, exported, mend, "UPDATE feeds SET added = 'never'")
    assert said.startswith("the feed 'https://post.example/feed.xml' is damaged (Invalid isoformat")
