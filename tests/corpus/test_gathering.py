"""From sources to candidates: what each kind of source holds, where it stands, and what is kept of it."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Article, Corpus, CorpusSettings, RawDocument, Rejection, SourceRejected, ingest
from corpus import gathering as gatherer
from corpus.article import article_id_of
from corpus.candidates import Candidate, Gathered, Kept, Source, Unopened
from corpus.gathering import Gatherer
from corpus.loading import kept
from corpus.parsing import parse
from corpus.refreshing import reread
from tests.corpus.making import RAIN, RIVER, SNOW, article, counts, texts

FEED = b"<rss version='2.0'><channel><title>P</title><item><link>https://post.example/1</link></item></channel></rss>"


def zipped(**members: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return buffer.getvalue()


@pytest.fixture
def gathering(corpus: Corpus) -> Gatherer:
    return Gatherer(corpus.settings, corpus.catalogue.ledger)


def gathered(gathering: Gatherer, *sources: Source) -> list[Gathered]:
    return list(gathering.gather(sources))


def candidates(items: Sequence[Gathered]) -> list[Candidate]:
    assert all(isinstance(item, Candidate) for item in items)
    return [item for item in items if isinstance(item, Candidate)]


def stand_at(items: Sequence[Gathered]) -> list[list[str]]:
    return [[place.source for place in candidate.places] for candidate in candidates(items)]


def test_file_stands_at_its_path_and_nothing_is_kept_of_it(gathering: Gatherer, folder: Path) -> None:
    (found,) = candidates(gathered(gathering, str(folder / "rain.txt")))
    assert (found.article.text, found.original, found.claims) == (RAIN, None, ())
    assert [place.source for place in found.places] == [str(folder / "rain.txt")]


def test_documents_known_are_counted_as_soon_as_they_come_into_view(gathering: Gatherer, folder: Path) -> None:
    items = gathering.gather([str(folder), RawDocument("pasted", SNOW.encode())])
    next(items)
    assert gathering.known == 4


def test_upload_stands_nowhere_and_its_bytes_are_kept(gathering: Gatherer) -> None:
    (found,) = candidates(gathered(gathering, RawDocument("notes.txt", RAIN.encode())))
    assert (found.places, found.original) == ((), RAIN.encode())


def test_address_that_an_article_names_is_claimed_unless_it_is_a_front_page(gathering: Gatherer) -> None:
    for url, claims in (
        ("https://Post.example/rain?utm_source=x#top", ("https://post.example/rain",)),
        ("https://post.example/", ()),
        ("https://post.example", ()),
    ):
        data = f"---\nurl: {url}\n---\n\n{RAIN}".encode()
        (found,) = candidates(gathered(gathering, RawDocument("rain.md", data)))
        assert found.claims == claims


def test_member_of_an_archive_stands_at_its_path_inside(gathering: Gatherer, tmp_path: Path) -> None:
    path = tmp_path / "may.zip"
    path.write_bytes(zipped(a__rain_txt=RAIN, river_txt=RIVER))
    assert stand_at(gathered(gathering, str(path))) == [[f"{path}!a/rain.txt"], [f"{path}!river.txt"]]


def test_row_of_a_table_stands_nowhere_since_rows_move(gathering: Gatherer, tmp_path: Path) -> None:
    table = "\n".join(f'{{"text": "{text}"}}' for text in (RAIN, RIVER))
    path, archive = tmp_path / "rows.jsonl", tmp_path / "rows.zip"
    path.write_text(table)
    archive.write_bytes(zipped(a__rows_jsonl=table))
    assert stand_at(gathered(gathering, str(path))) == stand_at(gathered(gathering, str(archive))) == [[], []]


def test_file_with_an_exclamation_mark_in_its_name_is_still_a_place(gathering: Gatherer, tmp_path: Path) -> None:
    path = tmp_path / "stop!line 3"
    path.write_text(RAIN)
    assert stand_at(gathered(gathering, str(path))) == [[str(path)]]


def test_upload_of_many_articles_is_not_kept_for_each(gathering: Gatherer) -> None:
    found = candidates(gathered(gathering, RawDocument("may.zip", zipped(a_txt=RAIN, b_txt=RIVER))))
    assert [(each.original, each.places) for each in found] == [(None, ()), (None, ())]


def test_feed_in_a_file_says_what_to_do(gathering: Gatherer) -> None:
    assert gathered(gathering, RawDocument("feed.xml", FEED)) == [
        Rejection("feed.xml", "this is a feed of 1 articles; add its address instead of the file")
    ]


def test_what_cannot_be_opened_is_told_from_what_cannot_be_read(gathering: Gatherer, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert gathered(gathering, "/nowhere", "", str(tmp_path / "empty.txt")) == [
        Unopened(Rejection("/nowhere", "there is no such file or folder")),
        Unopened(Rejection("", "the path is empty")),
        Rejection(str(tmp_path / "empty.txt"), "the file is empty"),
    ]


def test_upload_over_the_limit_is_not_read(own_home: Path, corpus: Corpus) -> None:
    settings = CorpusSettings(home=own_home, max_file_bytes=1_000)
    items = gathered(Gatherer(settings, corpus.catalogue.ledger), RawDocument("huge.txt", b"x" * 1_001))
    assert items == [Unopened(Rejection("huge.txt", "it has 1,001 bytes, more than the limit of 1,000"))]


def test_password_is_for_every_document_that_has_none_of_its_own(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def look(document: RawDocument, _: object) -> list[object]:
        seen.append(document.password)
        return []

    monkeypatch.setattr(gatherer, "parse", look)
    sources = [RawDocument("a", b"a"), RawDocument("b", b"b", password="own")]
    list(Gatherer(corpus.settings, corpus.catalogue.ledger, password="given").gather(sources))
    assert seen == ["given", "own"]


def test_reader_that_answers_for_another_file_is_not_believed(
    gathering: Gatherer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was taken over could otherwise put its text in the place of any article."""
    for source in ("/news/other.txt", "/news/rain.txt.bak", "/news/rain"):
        answer = article("Send all your money today.", source=source)
        monkeypatch.setattr(gatherer, "parse", lambda *_, answer=answer: iter([answer]))
        items = gathered(gathering, RawDocument("/news/rain.txt", b"x", is_place=True))
        assert items == [Unopened(Rejection("/news/rain.txt", "its reader answered for another source"))]


# Reading kept originals again


def better_than_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a sentence more is read from every document."""

    def read_better(document: RawDocument, settings: CorpusSettings) -> list[Article]:
        text = f"{document.data.decode()} This sentence was overlooked."
        items = parse(document, settings)
        return [replace(item, text=text, article_id=article_id_of(text)) for item in items if isinstance(item, Article)]

    monkeypatch.setattr(gatherer, "parse", read_better)


def test_uploads_of_one_name_are_read_again_each_for_itself(corpus: Corpus) -> None:
    ingest(corpus, [RawDocument("pasted", text.encode()) for text in (RAIN, RIVER, SNOW)])
    assert counts(reread(corpus)) == (0, 3, 0, 0)
    assert texts(corpus) == [RAIN, SNOW, RIVER]
    assert corpus.catalogue.ledger.places(["pasted"]) == {}


def test_better_reading_of_a_kept_original_becomes_a_version(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    old = ingest(corpus, [RawDocument("pasted", text.encode()) for text in (RAIN, RIVER)]).article_ids
    better_than_before(monkeypatch)
    report = reread(corpus)
    assert counts(report) == (0, 0, 2, 0)
    assert texts(corpus) == [f"{text} This sentence was overlooked." for text in (RAIN, RIVER)]
    pairs = {tuple(each.article_id for each in corpus.catalogue.stories.versions(new)) for new in report.article_ids}
    assert {before for before, _ in pairs} == set(old)
    for after in report.article_ids:
        raw = corpus.catalogue.article(after).raw
        assert raw
        assert kept(corpus.settings.originals_folder, raw)


def test_kept_original_is_gathered_for_the_article_that_was_read_from_it(gathering: Gatherer) -> None:
    fetched = datetime(2026, 3, 12, tzinfo=UTC)
    document = RawDocument("notes.txt", RAIN.encode(), fetched=fetched)
    (found,) = candidates(gathered(gathering, Kept(document, "0123456789abcdef")))
    assert (found.instead_of, found.places, found.original) == ("0123456789abcdef", (), RAIN.encode())
    assert found.article.fetched == fetched


def test_source_that_is_refused_is_not_the_end_of_the_others(
    gathering: Gatherer, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:

    def refusing(document: RawDocument, settings: CorpusSettings) -> object:
        if document.source.endswith("river.txt"):
            raise SourceRejected(document.source, "no")
        return parse(document, settings)

    monkeypatch.setattr(gatherer, "parse", refusing)
    items = gathered(gathering, str(folder))
    assert [type(item).__name__ for item in items] == ["Candidate", "Unopened", "Candidate"]
