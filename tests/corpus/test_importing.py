"""An export comes back whole, and what was there before stays."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import ArticleNotFound, Corpus, CorpusSettings, NoSpace, ingest
from corpus.article import article_id_of
from corpus.editing import Edits, edit
from corpus.exporting import export
from corpus.importing import import_from
from corpus.ledger import Place
from corpus.loading import kept
from tests.corpus.exports import GONE, MORE_RAIN, SPEECH, holdings
from tests.corpus.making import RAIN, RIVER, SNOW, put, texts
from tests.fakes import HashEmbedder


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus in another folder."""
    with Corpus(CorpusSettings(home=tmp_path / "other"), embedder=HashEmbedder()) as opened:
        yield opened


def test_everything_comes_back_as_it_was(corpus: Corpus, exported: Path, other: Corpus) -> None:
    done = import_from(other, exported)
    assert (done.articles, done.versions, done.unchanged, done.originals, done.reembedded) == (4, 1, 0, 1, 0)
    assert holdings(other) == holdings(corpus)


def test_export_of_the_import_is_imported_the_same(exported: Path, other: Corpus, tmp_path: Path) -> None:
    import_from(other, exported)
    export(other, tmp_path / "again.zip")
    with Corpus(CorpusSettings(home=tmp_path / "third"), embedder=HashEmbedder()) as third:
        import_from(third, tmp_path / "again.zip")
        assert holdings(third) == holdings(other)


def test_stored_vectors_are_used_and_nothing_is_embedded(exported: Path, other: Corpus) -> None:
    import_from(other, exported)
    assert isinstance(other.embedder, HashEmbedder)
    assert [text for text in other.embedder.texts if text in (MORE_RAIN, SPEECH)] == []
    assert other.catch_up()
    found = other.search_dense(other.embedder.embed_query(MORE_RAIN), 1)
    assert found[0][0] == f"{article_id_of(MORE_RAIN)}:0-69"


def test_second_import_adds_nothing(exported: Path, other: Corpus) -> None:
    import_from(other, exported)
    before = holdings(other)
    done = import_from(other, exported)
    assert (done.articles, done.versions, done.unchanged, done.originals) == (0, 0, 5, 0)
    assert holdings(other) == before


def test_interrupted_import_goes_on_where_it_stopped(corpus: Corpus, exported: Path, other: Corpus) -> None:
    def interrupt(done: int, total: int, name: str) -> None:
        if done == 7:  # of ten: five are checked, then stored
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_from(other, exported, progress=interrupt)
    assert other.catalogue.counts()[0] == 2
    done = import_from(other, exported)
    assert (done.articles, done.versions, done.unchanged) == (2, 1, 2)
    assert holdings(other) == holdings(corpus)


def test_progress_ends_with_all_done(exported: Path, other: Corpus) -> None:
    told: list[tuple[int, int]] = []
    import_from(other, exported, progress=lambda done, total, name: told.append((done, total)))
    assert told == [(done, 10) for done in range(11)]


def test_other_embedder_embeds_anew(exported: Path, tmp_path: Path) -> None:
    with Corpus(CorpusSettings(home=tmp_path / "third"), embedder=HashEmbedder("hash-b", weights="b")) as third:
        done = import_from(third, exported)
        assert (done.articles, done.versions, done.reembedded) == (4, 1, 4)
        assert isinstance(third.embedder, HashEmbedder)
        assert MORE_RAIN in third.embedder.texts
        assert third.catalogue.fact("embedder") == "hash-b"
        assert third.search_lexical(["breakwater"], 5)
        assert [each.version for each in third.catalogue.stories.versions(article_id_of(RAIN))] == [1, 2]
        assert import_from(third, exported).reembedded == 0


def test_same_name_with_other_weights_is_another_embedder(corpus: Corpus, other: Corpus, tmp_path: Path) -> None:
    put(corpus, RAIN)
    corpus.catalogue.set_fact("embedder_weights", "of another day")
    export(corpus, tmp_path / "one.zip")
    assert import_from(other, tmp_path / "one.zip").reembedded == 1


def test_stored_article_keeps_what_is_known_of_it_and_gains_the_places(exported: Path, other: Corpus) -> None:
    put(other, SPEECH, RIVER)
    edit(other, article_id_of(SPEECH), Edits(publisher="By hand"))
    done = import_from(other, exported)
    assert (done.articles, done.unchanged) == (3, 1)
    stored = other.catalogue.article(article_id_of(SPEECH))
    assert (stored.publisher, stored.title) == ("By hand", None)
    places = [place.source for place in other.catalogue.ledger.places_of(stored.article_id)]
    assert "https://post.example/speech" in places
    assert RIVER in texts(other)


def test_removed_address_takes_nothing_away(exported: Path, other: Corpus) -> None:
    put(other, RIVER)
    other.catalogue.ledger.note([Place(source=GONE, article_id=article_id_of(RIVER))])
    import_from(other, exported)
    place = other.catalogue.ledger.place(GONE)
    assert place is not None
    assert place.article_id == article_id_of(RIVER)


def test_article_that_was_removed_here_comes_back_to_its_place(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    corpus.remove(article_id_of(SPEECH))
    assert import_from(corpus, exported).articles == 1
    standing = corpus.catalogue.ledger.standing_at([str(tmp_path / "news" / "speech.txt")])
    assert list(standing.values()) == [article_id_of(SPEECH)]


def test_newer_version_of_the_export_takes_the_old_ones_place(exported: Path, other: Corpus, tmp_path: Path) -> None:
    rain = tmp_path / "news" / "rain.txt"
    rain.write_text(RAIN)
    ingest(other, [str(rain)])
    done = import_from(other, exported)
    assert (done.articles, done.versions, done.unchanged) == (4, 0, 1)
    assert not other.catalogue.has(article_id_of(RAIN))
    assert other.catalogue.article(article_id_of(MORE_RAIN)).version == 2
    assert other.catalogue.ledger.standing_at([str(rain)]) == {str(rain): article_id_of(MORE_RAIN)}


def test_old_version_that_stands_elsewhere_here_stays(exported: Path, other: Corpus, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(RAIN)
    ingest(other, [str(tmp_path / "mine.txt")])
    import_from(other, exported)
    assert other.catalogue.has(article_id_of(RAIN))
    assert other.catalogue.has(article_id_of(MORE_RAIN))


def test_older_export_changes_nothing_that_is_newer_here(corpus: Corpus, exported: Path, tmp_path: Path) -> None:
    rain = tmp_path / "news" / "rain.txt"
    rain.write_text(SNOW)
    ingest(corpus, [str(rain)])
    before = holdings(corpus)
    assert import_from(corpus, exported).articles == 0
    assert holdings(corpus) == before


def test_variant_of_what_was_here_is_found(exported: Path, other: Corpus, tmp_path: Path) -> None:
    (tmp_path / "third.txt").write_text(f"{RIVER} {SPEECH}")
    ingest(other, [str(tmp_path / "third.txt")])
    import_from(other, exported)
    assert len(holdings(other)["stories"]) == 1
    assert len(holdings(other)["stories"][0]) == 3


def test_feed_that_is_followed_here_stays_as_it_is(exported: Path, other: Corpus) -> None:
    import_from(other, exported)
    (feed,) = other.catalogue.ledger.subscriptions()
    other.catalogue.ledger.subscribe(replace(feed, etag='"9"'))
    import_from(other, exported)
    assert [each.etag for each in other.catalogue.ledger.subscriptions()] == ['"9"']


def test_original_is_kept_before_its_article(exported: Path, other: Corpus) -> None:
    import_from(other, exported)
    (digest,) = [each.raw for each in other.catalogue.articles() if each.raw]
    assert kept(other.settings.originals_folder, digest)


def test_too_full_a_disk_is_said_before_anything_is_stored(exported: Path, tmp_path: Path) -> None:
    settings = CorpusSettings(home=tmp_path / "full", min_free_bytes=10**18)
    with Corpus(settings, embedder=HashEmbedder()) as full:
        with pytest.raises(NoSpace):
            import_from(full, exported)
        with pytest.raises(ArticleNotFound):
            full.catalogue.article(article_id_of(SPEECH))


def test_import_works_while_another_corpus_has_the_folder_open(exported: Path, other: Corpus) -> None:
    put(other, RIVER)
    assert other.catch_up()
    with Corpus(other.settings, embedder=HashEmbedder()) as second:
        import_from(second, exported)
    assert other.search_dense(HashEmbedder().embed_query(MORE_RAIN), 1)[0][0] == f"{article_id_of(MORE_RAIN)}:0-69"
