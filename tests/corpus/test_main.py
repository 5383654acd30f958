"""The command line, a contract: exit codes, one JSON value on stdout, words on stderr."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import corpus
from corpus import ArticleNotFound, Corpus
from corpus.__main__ import main
from tests.corpus.making import RAIN, RIVER
from tests.fakes import HashEmbedder

Run = Callable[..., tuple[int, str, str]]
HEADED = f"Quay flooded again\nBy Mara Lind\nHarbour Post\n12 March 2025\n\n{RAIN}"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process, over the hashing embedder; (exit code, stdout, stderr)."""
    monkeypatch.setattr("corpus.__main__.open_corpus", lambda settings: Corpus(settings, embedder=HashEmbedder()))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "quay.txt").write_text(HEADED)
    (folder / "river.txt").write_text(RIVER)
    return folder


def json_of(result: tuple[int, str, str]) -> Any:
    code, out, err = result
    assert (code, err) == (0, "")
    return json.loads(out)


def test_add_prints_one_object_and_leaves_with_zero(command: Run, files: Path) -> None:
    report = json_of(command("add", str(files), "--json"))
    assert report.pop("seconds") >= 0
    assert report == {
        "loaded": 2, "added": 2, "unchanged": 0, "replaced": 0, "variants": 0, "revised": 0,
        "not_modified": 0, "rejected": [], "passages": 2, "offers": [], "stopped": None,
    }  # fmt: skip


def test_add_in_words_says_what_was_done(command: Run, files: Path) -> None:
    code, out, err = command("add", str(files))
    assert (code, err) == (0, "")
    assert out.startswith("added 2, replaced 0, unchanged 0, rejected 0 (2 passages, ")


def test_rejected_source_is_named_on_stderr_and_the_code_is_one(command: Run, files: Path) -> None:
    (files / "empty.txt").touch()
    code, out, err = command("add", str(files), "--json")
    assert code == 1
    assert err == f"rejected '{files}/empty.txt': the file is empty\n"
    assert json.loads(out)["rejected"] == [{"source": f"{files}/empty.txt", "reason": "the file is empty"}]
    assert json.loads(out)["added"] == 2


def test_dash_adds_the_text_on_stdin(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("The café closed on Monday.".encode("utf-16"))))
    assert json_of(command("add", "-", "--json"))["added"] == 1
    assert [(listed["source"], listed["text"]) for listed in json_of(command("list", "--json"))] == [
        ("pasted", "The café closed on Monday.")
    ]


def test_add_beside_a_running_process_says_who_takes_the_articles_in(command: Run, corpus: Corpus, files: Path) -> None:
    assert corpus.rebuild()  # the fixture now owns the index
    code, _, err = command("add", str(files))
    assert code == 0
    assert err.startswith(f"note: process {os.getpid()} (")
    assert err.endswith(") keeps the index, so the articles enter it later; they are found all the same\n")


def test_list_in_json_holds_every_field_of_an_article(command: Run, files: Path) -> None:
    command("add", str(files / "quay.txt"))
    (listed,) = json_of(command("list", "--json"))
    assert len(listed.pop("article_id")) == 16
    assert listed == {
        "version": 1, "source": str(files / "quay.txt"), "url": None, "title": "Quay flooded again",
        "publisher": "Harbour Post", "published": "2025-03-12T00:00:00+00:00", "published_from": "byline",
        "published_certainty": "likely", "updated": None, "fetched": None, "authors": ["Mara Lind"], "language": None,
        "pages": [], "is_teaser": False, "text": RAIN,
    }  # fmt: skip


def test_list_in_words_is_one_line_an_article(command: Run, files: Path) -> None:
    command("add", str(files))
    lines = command("list")[1].splitlines()
    assert [line[18:] for line in lines] == [
        "2025-03-12  Harbour Post: Quay flooded again",
        "no date     unknown publisher: The river rose above the old stone quay.",
    ]


def test_empty_list_is_an_empty_array_or_a_hint_on_stderr(command: Run) -> None:
    assert json_of(command("list", "--json")) == []
    code, out, err = command("list")
    assert (code, out) == (0, "")
    assert err.startswith("no articles yet; add some with `python -m corpus add")


def test_show_prints_the_article_of_list(command: Run, files: Path) -> None:
    command("add", str(files / "quay.txt"))
    (listed,) = json_of(command("list", "--json"))
    shown = json_of(command("show", listed["article_id"], "--json"))
    assert {name: shown[name] for name in listed} == listed
    assert shown.keys() - listed.keys() == {"versions", "also_in"}
    words = command("show", listed["article_id"])[1]
    assert words.startswith("Quay flooded again\n")
    assert "  authors: Mara Lind\n" in words
    assert words.endswith(f"\n\n{RAIN}\n")


def test_earlier_version_is_shown_by_its_id_and_listed_no_more(command: Run, files: Path) -> None:
    command("add", str(files / "river.txt"))
    (old,) = json_of(command("list", "--json"))
    (files / "river.txt").write_text(f"{RIVER} It fell again on Sunday.")
    assert json_of(command("add", str(files / "river.txt"), "--json"))["replaced"] == 1
    (new,) = json_of(command("list", "--json"))
    assert (new["version"], new["text"]) == (2, f"{RIVER} It fell again on Sunday.")
    shown = json_of(command("show", old["article_id"], "--json"))
    assert (shown["version"], shown["text"]) == (1, RIVER)
    assert [each["is_newest"] for each in shown["versions"]] == [False, True]
    assert "  version: 1, replaced since; 1 is " in command("show", old["article_id"])[1]


def test_edit_prints_the_corrected_article_and_reread_leaves_it(command: Run, files: Path) -> None:
    command("add", str(files / "river.txt"))
    (listed,) = json_of(command("list", "--json"))
    arguments = ("--published", "12 March 2026", "--author", "Mara", "--author", "Tove", "--title", "unknown")
    edited = json_of(command("edit", listed["article_id"], *arguments, "--json"))
    assert (edited["published"], edited["published_from"]) == ("2026-03-12T00:00:00+00:00", "given")
    assert (edited["authors"], edited["title"]) == (["Mara", "Tove"], None)
    assert command("edit", listed["article_id"], "--publisher", "Post")[1] == f"corrected {listed['article_id']}\n"
    assert json_of(command("add", str(files / "river.txt"), "--json"))["unchanged"] == 1
    assert json_of(command("list", "--json"))[0]["publisher"] == "Post"


def test_dry_run_prints_a_line_a_source_and_stores_nothing(command: Run, files: Path) -> None:
    (files / "empty.txt").touch()
    code, out, err = command("add", "--dry-run", str(files))
    assert (code, err) == (1, f"rejected '{files}/empty.txt': the file is empty\n")
    assert sorted(line.split()[0] for line in out.splitlines()[:-1]) == ["added", "added", "rejected"]
    assert out.splitlines()[-1].startswith("nothing stored; would be: added 2, replaced 0, unchanged 0, rejected 1")
    assert json_of(command("list", "--json")) == []


def test_reread_reads_what_was_pasted_and_no_files(command: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RAIN.encode())))
    command("add", "-")
    command("add", str(files / "river.txt"))
    report = json_of(command("reread", "--json"))
    assert (report["loaded"], report["unchanged"], report["replaced"]) == (1, 1, 0)


def test_unknown_id_is_an_error_for_show_and_remove(command: Run) -> None:
    for name in ("show", "remove"):
        with pytest.raises(ArticleNotFound, match="'nope'"):
            command(name, "nope")


def test_removed_article_is_listed_no_more(command: Run, files: Path) -> None:
    command("add", str(files))
    ids = [listed["article_id"] for listed in json_of(command("list", "--json"))]
    assert json_of(command("remove", ids[0], "--json")) == {"removed": [ids[0]]}
    assert command("remove", ids[1]) == (0, f"removed {ids[1]}\n", "")
    assert json_of(command("list", "--json")) == []


def test_rebuild_counts_what_it_indexed(command: Run, files: Path) -> None:
    command("add", str(files))
    assert json_of(command("rebuild", "--json")) == {"articles": 2, "passages": 2}
    assert command("rebuild") == (0, "indexed 2 passages of 2 articles\n", "")


def test_rebuild_beside_a_running_process_is_refused(command: Run, corpus: Corpus) -> None:
    assert corpus.rebuild()  # the fixture now owns the index
    code, out, err = command("rebuild", "--json")
    assert (code, out) == (1, "")
    assert err.startswith(f"error: process {os.getpid()} (")
    assert err.endswith(") keeps the index; close that one and run `python -m corpus rebuild` again\n")


@pytest.mark.parametrize("arguments", [(), ("add",), ("show",), ("fly",), ("list", "--yaml")])
def test_misuse_leaves_with_two_and_the_usage_on_stderr(command: Run, arguments: tuple[str, ...], capsys: Any) -> None:
    with pytest.raises(SystemExit) as caught:
        command(*arguments)
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: python -m corpus")


def _process(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "corpus", *arguments],
        cwd=Path(corpus.__file__).parent.parent,
        env={"FOOTNOTE_HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("arguments", [("--help",), ("list", "--json")])
def test_light_commands_import_no_model_library(own_home: Path, arguments: tuple[str, ...]) -> None:
    done = _process(*arguments, home=own_home)
    imported = {line.split("|")[-1].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert done.returncode == 0
    assert "corpus" in imported
    assert not imported & {"torch", "transformers", "sentence_transformers", "chromadb", "langchain", "trafilatura"}


def test_error_of_a_process_is_one_line_and_the_code_one(own_home: Path) -> None:
    done = _process("show", "nope", home=own_home)
    assert (done.returncode, done.stdout) == (1, "")
    assert "error: no article has the id 'nope'; `python -m corpus list` shows the ids" in done.stderr
    assert "Traceback" not in done.stderr


def test_date_that_is_none_is_misuse_in_one_line(own_home: Path) -> None:
    done = _process("edit", "nope", "--published", "soon", home=own_home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "'soon' is no date that an article can have been published on; write it as 2026-03-12" in done.stderr
    assert "Traceback" not in done.stderr


def test_setting_that_makes_no_sense_is_misuse(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_PASSAGE_CHARS", "9")
    with pytest.raises(ValueError, match="passage_chars"):
        command("list")
