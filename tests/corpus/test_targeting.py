"""Where an export may be written: a new file or an older export, and never so that something is lost."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus, CorpusError, CorpusSettings
from corpus.exporting import export
from tests.corpus.exports import fill, lines
from tests.corpus.making import RAIN, put
from tests.fakes import HashEmbedder


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus in another folder."""
    with Corpus(CorpusSettings(home=tmp_path / "other"), embedder=HashEmbedder()) as opened:
        yield opened


def refused(corpus: Corpus, path: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        export(corpus, path)
    return str(caught.value)


def test_empty_corpus_does_not_replace_an_export_that_holds_articles(
    corpus: Corpus, other: Corpus, tmp_path: Path
) -> None:
    put(corpus, RAIN)
    export(corpus, tmp_path / "all.zip")
    before = (tmp_path / "all.zip").read_bytes()
    said = refused(other, tmp_path / "all.zip")
    assert f"the folder {str(tmp_path / 'other')!r} holds no articles, and the export" in said
    assert said.endswith("holds 1; it stays as it is: check FOOTNOTE_HOME, or choose another file name")
    assert (tmp_path / "all.zip").read_bytes() == before
    assert list(tmp_path.glob("*.part")) == []


def test_empty_corpus_replaces_an_empty_export(other: Corpus, tmp_path: Path) -> None:
    export(other, tmp_path / "none.zip")
    assert export(other, tmp_path / "none.zip").articles == 0


def test_dash_is_no_file_name(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused(corpus, Path("-")) == (
        "an export is a file and is not written to '-'; name a file, such as 'footnote.zip'"
    )
    assert not (tmp_path / "-").exists()


def test_link_is_followed_and_stays_a_link(corpus: Corpus, tmp_path: Path) -> None:
    put(corpus, RAIN)
    (tmp_path / "disk").mkdir()
    link = tmp_path / "all.zip"
    link.symlink_to(tmp_path / "disk" / "backup.zip")
    export(corpus, link)
    export(corpus, link)
    assert link.is_symlink()
    assert [each["text"] for each in lines(tmp_path / "disk" / "backup.zip", "articles.jsonl")] == [RAIN]


def test_place_that_the_system_refuses_is_said_in_words(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert "name another file" in refused(corpus, tmp_path / "round" / "all.zip")
    assert "(file name too long); name another file" in refused(corpus, tmp_path / ("x" * 300))
    assert "(it is no path); name another file" in refused(corpus, tmp_path / "a\0b")


def test_pipe_is_not_waited_for(corpus: Corpus, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "exists and is no export of Footnote" in refused(corpus, tmp_path / "pipe")


def test_export_is_for_the_readers_eyes_only(corpus: Corpus, tmp_path: Path) -> None:
    export(corpus, tmp_path / "all.zip")
    assert (tmp_path / "all.zip").stat().st_mode & 0o777 == 0o600


def test_two_exports_to_one_place_do_not_meet(corpus: Corpus, other: Corpus, tmp_path: Path) -> None:
    fill(corpus, tmp_path / "news")
    put(other, RAIN)
    began: list[str] = []

    def export_the_other(done: int, total: int, name: str) -> None:
        if not began:
            began.append(name)
            export(other, tmp_path / "all.zip")
            assert [each["text"] for each in lines(tmp_path / "all.zip", "articles.jsonl")] == [RAIN]

    done = export(corpus, tmp_path / "all.zip", progress=export_the_other)
    assert (done.articles, done.bytes) == (4, (tmp_path / "all.zip").stat().st_size)
    assert len(lines(tmp_path / "all.zip", "articles.jsonl")) == 5
    assert [path.name for path in tmp_path.glob("all*")] == ["all.zip"]
