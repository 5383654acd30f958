"""Ingest: nothing twice, nothing lost, and one bad article is not the end of the run."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Article, Corpus, CorpusSettings, RawDocument, Rejection, ingest
from corpus.storing import embedded_text
from tests.conftest import SAMPLES
from tests.corpus.making import RAIN, RIVER, SNOW, article, counts, held, texts, vector, whole
from tests.fakes import HashEmbedder

# Once and no more


def test_folder_becomes_articles_that_are_found(corpus: Corpus, folder: Path) -> None:
    report = ingest(corpus, [str(folder)])
    assert (report.loaded, report.passages, counts(report)) == (3, 3, (3, 0, 0, 0))
    assert texts(corpus) == [RAIN, SNOW, RIVER]
    best = corpus.search_dense(vector(SNOW), 1)[0][0]
    assert corpus.catalogue.passages([best])[best].source == str(folder / "snow.txt")


def test_same_folder_again_adds_and_embeds_nothing(corpus: Corpus, embedder: HashEmbedder, folder: Path) -> None:
    ingest(corpus, [str(folder)])
    embedder.calls = 0
    assert counts(ingest(corpus, [str(folder)])) == (0, 3, 0, 0)
    assert embedder.calls == 0
    assert texts(corpus) == [RAIN, SNOW, RIVER]


def test_same_text_under_two_names_is_one_article(corpus: Corpus, folder: Path) -> None:
    (folder / "rain-again.txt").write_text(f"{RAIN}\n")
    assert counts(ingest(corpus, [str(folder)])) == (3, 1, 0, 0)


def test_same_text_pasted_later_is_unchanged(corpus: Corpus, folder: Path) -> None:
    ingest(corpus, [str(folder)])
    assert counts(ingest(corpus, [RawDocument("pasted", RAIN.encode("utf-16"))])) == (0, 1, 0, 0)


def test_changed_file_replaces_its_article(corpus: Corpus, folder: Path) -> None:
    ingest(corpus, [str(folder)])
    (folder / "rain.txt").write_text("Rain fell on the harbour town for four days.")
    assert counts(ingest(corpus, [str(folder)])) == (0, 2, 1, 0)
    assert texts(corpus) == ["Rain fell on the harbour town for four days.", SNOW, RIVER]
    found = [passage_id for passage_id, _ in corpus.search_dense(vector(RAIN), 10)]
    assert len(found) == 3


def test_pasted_texts_do_not_replace_each_other(corpus: Corpus) -> None:
    ingest(corpus, [RawDocument("pasted", RAIN.encode()), RawDocument("pasted", RIVER.encode())])
    assert texts(corpus) == [RAIN, RIVER]


def test_article_made_by_a_program_is_stored_as_it_is(corpus: Corpus) -> None:
    made = replace(
        article("Rain fell.", source="feed", title="Rain"),
        published=datetime(2025, 3, 12, tzinfo=UTC),
        published_from="given",
    )
    assert counts(ingest(corpus, [made])) == (1, 0, 0, 0)
    assert corpus.catalogue.article(made.article_id) == made


# What goes wrong


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7", "it is not a valid PDF"),
        (b"Rain. 12 34 56 78 90", "no article text found (only 4 letters)"),
        (b"Rain fell. " * 60_000, "its text has 659,999 characters, more than one article's 600,000"),
    ],
)
def test_bad_file_is_a_line_in_the_report_and_the_run_goes_on(
    corpus: Corpus, folder: Path, data: bytes, reason: str
) -> None:
    (folder / "bad.txt").write_bytes(data)
    report = ingest(corpus, [str(folder)])
    assert counts(report) == (3, 0, 0, 1)
    assert report.rejected[0].source == str(folder / "bad.txt")
    assert report.rejected[0].reason.startswith(reason)


def test_source_that_is_not_there_is_a_line_in_the_report(corpus: Corpus, folder: Path) -> None:
    report = ingest(corpus, ["/nowhere/rain.txt", str(folder)])
    assert report.rejected == [Rejection("/nowhere/rain.txt", "there is no such file or folder")]
    assert (report.loaded, report.added) == (3, 3)


def test_file_over_the_size_limit_is_a_line_in_the_report(own_home: Path, folder: Path) -> None:
    (folder / "huge.txt").write_text(RAIN * 100)
    with Corpus(CorpusSettings(home=own_home, max_file_bytes=1_000), embedder=HashEmbedder()) as corpus:
        report = ingest(corpus, [str(folder)])
    assert report.rejected == [
        Rejection(str(folder / "huge.txt"), "the file has 4,500 bytes, more than the limit of 1,000")
    ]


def test_name_that_is_no_utf8_does_not_stop_the_run(corpus: Corpus, folder: Path) -> None:
    (folder / "caf\udce9.txt").write_text("The café closed on Monday after thirty years.")
    assert counts(ingest(corpus, [str(folder), "/nowhere/\udcff"])) == (4, 0, 0, 1)
    assert corpus.catalogue.ledger.place(f"{folder}/caf\\udce9.txt")


def test_passages_carry_the_head_and_the_text_begins_below_it(corpus: Corpus) -> None:
    report = ingest(corpus, [str(SAMPLES / "storm-north-reach.txt")])
    stored = corpus.catalogue.article(report.article_ids[0])
    assert (stored.title, stored.publisher) == (
        "Storm cuts power to 18,600 homes in North Reach",
        "Keldmar Press Bureau",
    )
    assert stored.text.startswith("A storm that crossed the coast of North Reach overnight")
    assert {passage.title for passage in corpus.catalogue.passages_of(stored.article_id)} == {stored.title}


def test_each_passage_has_its_own_sentences(filled_corpus: Corpus) -> None:
    for stored in filled_corpus.catalogue.articles():
        for passage in filled_corpus.catalogue.passages_of(stored.article_id):
            spans, vectors = filled_corpus.catalogue.sentences([passage.passage_id])[passage.passage_id]
            assert all(passage.span.contains(span) for span in spans)
            assert (spans[0].start, spans[-1].end) == (passage.span.start, passage.span.end)
            assert vectors == pytest.approx(HashEmbedder().embed([span.of(stored.text) for span in spans]), abs=1e-3)


def test_passage_is_embedded_below_its_title(corpus: Corpus, embedder: HashEmbedder) -> None:
    ingest(corpus, [article(RAIN, title="Deluge")])
    assert embedder.texts == [f"Deluge\n{RAIN}", RAIN]
    assert embedded_text(whole(article(RAIN))) == RAIN


def test_articles_are_embedded_in_one_call_a_group(corpus: Corpus, embedder: HashEmbedder, folder: Path) -> None:
    ingest(corpus, [str(folder)])
    assert embedder.calls == 1


# The report


def test_progress_names_each_document_and_ends_at_the_total(corpus: Corpus, folder: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    progress: Callable[[int, int, str], None] = lambda done, total, name: seen.append((done, total, Path(name).name))  # noqa: E731
    ingest(corpus, [str(folder)], progress=progress)
    assert seen == [(0, 3, "rain.txt"), (1, 3, "river.txt"), (2, 3, "snow.txt"), (3, 3, "")]


def test_report_is_the_object_the_command_line_promises(corpus: Corpus) -> None:
    report = ingest(corpus, [RawDocument("a", RAIN.encode()), RawDocument("b", b"")])
    assert list(report.as_json()) == [
        "loaded", "added", "unchanged", "replaced", "variants", "revised", "not_modified", "rejected", "passages",
        "seconds", "offers", "stopped",
    ]  # fmt: skip
    assert report.as_json()["rejected"] == [{"source": "b", "reason": "the file is empty"}]


def test_every_run_is_recorded(corpus: Corpus, folder: Path) -> None:
    ingest(corpus, [str(folder)])
    ingest(corpus, [str(folder)])
    assert corpus.catalogue._database.rows("SELECT json_extract(report, '$.added') FROM runs") == [(3,), (0,)]


def test_removed_article_leaves_no_trace_in_catalogue_words_or_index(corpus: Corpus) -> None:
    made: Article = article(RAIN)
    ingest(corpus, [made])
    corpus.search_dense(vector(RAIN), 1)
    corpus.remove(made.article_id)
    for table in ("articles", "passages", "sentences", "passage_words", "removals"):
        assert corpus.catalogue._database.rows(f"SELECT count(*) FROM {table}") == [(0,)]
    assert held(corpus) == set()
