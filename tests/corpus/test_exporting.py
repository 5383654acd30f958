"""The whole corpus in one file: all of it, as it was at one moment, readable without this program."""

import hashlib
import io
import json
import os
import resource
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, CorpusError, NoSpace
from corpus.article import article_id_of
from corpus.exporting import export
from tests.corpus.exports import FEED, GONE, MORE_RAIN, PAGE, SPEECH, fill, lines, part
from tests.corpus.making import RAIN, RIVER, SNOW, put
from tests.corpus.small_disk import small_disk


@pytest.fixture
def filled(corpus: Corpus, tmp_path: Path) -> Corpus:
    fill(corpus, tmp_path / "news")
    return corpus


@pytest.fixture
def exported(filled: Corpus, tmp_path: Path) -> Path:
    export(filled, tmp_path / "all.zip")
    return tmp_path / "all.zip"


def test_export_says_what_it_holds(filled: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    filled.catalogue.set_fact("embedder_weights", "5e884898")
    done = export(filled, path)
    assert (done.articles, done.versions, done.originals, done.bytes) == (4, 1, 1, path.stat().st_size)
    manifest = json.loads(part(path, "manifest.json"))
    assert {name: manifest[name] for name in ("format", "version", "embedder", "weights", "dimension")} == {
        "format": "footnote-export", "version": 1, "embedder": "hash-64", "weights": "5e884898", "dimension": 64,
    }  # fmt: skip
    names = ("articles", "versions", "passages", "sentences", "removed", "feeds", "originals")
    assert [manifest[name] for name in names] == [4, 1, 4, 8, 1, 1, 1]


def test_article_is_one_line_with_all_that_is_known_of_it(exported: Path, tmp_path: Path) -> None:
    (rain,) = [each for each in lines(exported, "articles.jsonl") if each["id"] == article_id_of(MORE_RAIN)]
    assert (rain["text"], rain["source"], rain["version"]) == (MORE_RAIN, str(tmp_path / "news" / "rain.txt"), 2)
    assert (rain["earlier"], rain["newest"], rain["edited"]) == ([article_id_of(RAIN)], None, [])
    assert rain["passages"] == [[0, 69, [[0, 45], [46, 69]]]]
    assert [place["source"] for place in rain["places"]] == [str(tmp_path / "news" / "rain.txt")]


def test_earlier_versions_come_last_and_have_no_passages(exported: Path) -> None:
    *newest, rain = lines(exported, "articles.jsonl")
    assert [each["newest"] for each in newest] == [None] * 4
    assert (rain["text"], rain["newest"], rain["passages"]) == (RAIN, article_id_of(MORE_RAIN), [])


def test_variants_share_a_story_and_hand_made_changes_are_named(exported: Path) -> None:
    by_id = {each["id"]: each for each in lines(exported, "articles.jsonl")}
    speech, again = by_id[article_id_of(SPEECH)], by_id[article_id_of(f"{SPEECH} {SNOW}")]
    assert speech["story"] == again["story"] is not None
    assert (speech["title"], speech["edited"]) == ("Breakwater, at last", ["title"])


def test_vectors_are_plain_numpy_files_in_the_order_of_the_passages(exported: Path, filled: Corpus) -> None:
    matrix = np.load(io.BytesIO(part(exported, "passages.npy")), allow_pickle=False)
    assert (matrix.dtype, matrix.shape) == (np.dtype("float16"), (4, 64))
    ids = [f"{each['id']}:{start}-{end}" for each in lines(exported, "articles.jsonl")
           for start, end, _ in each["passages"]]  # fmt: skip
    for name, row in zip(ids, matrix, strict=True):
        assert np.array_equal(filled.catalogue.vectors([name])[1][0], row.astype(np.float32))
    assert np.load(io.BytesIO(part(exported, "sentences.npy")), allow_pickle=False).shape == (8, 64)


def test_original_is_there_byte_for_byte_under_its_digest(exported: Path) -> None:
    digest = hashlib.sha256(PAGE).hexdigest()
    assert part(exported, f"originals/{digest[:2]}/{digest}") == PAGE


def test_removed_addresses_and_feeds_are_there(exported: Path) -> None:
    assert [each["source"] for each in lines(exported, "removed.jsonl")] == [GONE]
    assert [(each["address"], each["etag"]) for each in lines(exported, "feeds.jsonl")] == [(FEED, '"7"')]


def test_empty_corpus_can_be_exported(corpus: Corpus, tmp_path: Path) -> None:
    done = export(corpus, tmp_path / "none.zip")
    assert (done.articles, done.versions, done.originals) == (0, 0, 0)


def test_what_is_added_meanwhile_is_not_in_it(corpus: Corpus, tmp_path: Path) -> None:
    put(corpus, RAIN, RIVER)

    def add_one(done: int, total: int, name: str) -> None:
        put(corpus, f"{SNOW} It was the {done}th time.")

    assert export(corpus, tmp_path / "two.zip", progress=add_one).articles == 2
    assert [each["text"] for each in lines(tmp_path / "two.zip", "articles.jsonl")] == [RAIN, RIVER]
    assert corpus.catalogue.counts()[0] > 2


def test_interrupted_export_leaves_nothing(filled: Corpus, tmp_path: Path) -> None:
    def interrupt(done: int, total: int, name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(filled, tmp_path / "all.zip", progress=interrupt)
    assert [path.name for path in tmp_path.glob("all*")] == []


def test_older_export_is_replaced_and_stays_until_the_new_one_is_whole(exported: Path, filled: Corpus) -> None:
    def interrupt(done: int, total: int, name: str) -> None:
        raise KeyboardInterrupt

    put(filled, RIVER)
    before = exported.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        export(filled, exported, progress=interrupt)
    assert exported.read_bytes() == before
    assert export(filled, exported).articles == 5
    assert len(lines(exported, "articles.jsonl")) == 6


def test_file_that_is_no_export_is_not_overwritten(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Mara,")
    with pytest.raises(CorpusError, match="exists and is no export of Footnote; name a new file"):
        export(corpus, tmp_path / "letter.txt")
    assert (tmp_path / "letter.txt").read_text() == "Dear Mara,"


def test_folder_or_a_place_without_one_is_refused_in_words(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"is a folder; name a file in it"):
        export(corpus, tmp_path)
    with pytest.raises(CorpusError, match=r"none' does not exist; make it or name another one"):
        export(corpus, tmp_path / "none" / "all.zip")


def test_disk_that_fills_up_meanwhile_is_said_and_leaves_nothing(filled: Corpus, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", bytes_=8_000_000) as disk:

        def fill_it(done: int, total: int, name: str) -> None:
            disk.fill()

        with pytest.raises(NoSpace, match="is full; free some space or export to another disk"):
            export(filled, disk.folder / "all.zip", progress=fill_it)
        assert [path.name for path in disk.folder.iterdir()] == ["padding"]


def test_file_that_may_not_grow_is_said_and_the_older_export_stays(exported: Path, filled: Corpus) -> None:
    before, (soft, hard) = exported.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(NoSpace, match="is full; free some space or export to another disk"):
            export(filled, exported)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert exported.read_bytes() == before
    assert [path.name for path in exported.parent.glob("all*")] == ["all.zip"]


def test_export_that_cannot_fit_is_not_begun(filled: Corpus, tmp_path: Path) -> None:
    huge = filled.settings.originals_folder / "00" / ("0" * 64)
    huge.parent.mkdir(parents=True)
    huge.touch()
    os.truncate(huge, 8_000_000_000_000)  # a file of holes
    with pytest.raises(NoSpace, match=r"MB free and the export may need 8,000,\d+"):
        export(filled, tmp_path / "all.zip")
