"""The command line as programs use it: JSON on stdout, words on stderr, exit codes."""

import io
import json
import sys

import pytest

from corpus import Corpus
from qa import __main__ as command
from qa.errors import ModelError
from qa.pipeline import QuestionAnswerer
from qa.settings import QASettings
from tests.fakes import HashEmbedder, ScriptedGenerator

FINED = "How much was Reach Line fined?"
TRUE = "Reach Line was fined 2.4 million florins on Thursday [1]."
FAILING = ModelError("the model 'scripted' failed; ask again")


@pytest.fixture
def script(filled_corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> ScriptedGenerator:
    """The command over the filled corpus and a generator with one true draft, which fails from then on."""
    generator = ScriptedGenerator(TRUE, error=FAILING)
    monkeypatch.setattr(command, "Corpus", lambda settings: Corpus(settings, embedder=HashEmbedder()))
    monkeypatch.setattr(
        command, "QuestionAnswerer", lambda corpus, settings: QuestionAnswerer(corpus, settings, generator=generator)
    )
    return generator


def run(*arguments: str) -> int:
    """The command as a process would run it; its exit code."""
    with pytest.raises(SystemExit) as left, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["qa", *arguments])
        command.run(command.main, expected=(command.QAError, command.CorpusError))
    return int(left.value.code or 0)


@pytest.mark.usefixtures("script")
def test_ask_prints_one_json_object_and_leaves_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", FINED, "--json") == 0
    out, err = capsys.readouterr()
    reply = json.loads(out)
    assert (reply["kind"], reply["text"], err) == ("answer", TRUE.replace(" [1]", ""), "")
    assert out.count("\n") == 1


@pytest.mark.usefixtures("script")
def test_an_abstention_leaves_with_0_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "Who won the Nobel Prize in chemistry?", "--json") == 0
    assert json.loads(capsys.readouterr().out)["reason"] == "weak_evidence"


@pytest.mark.usefixtures("script")
def test_without_json_the_answer_is_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", FINED) == 0
    assert capsys.readouterr().out.startswith("Reach Line was fined 2.4 million florins on Thursday. [1]\n\n[1] “Reach")


@pytest.mark.usefixtures("script")
@pytest.mark.parametrize("question", ["", "  ", "🚋", "a" * 2_001])
def test_a_question_that_cannot_be_asked_leaves_with_2(question: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", question, "--json") == 2
    out, err = capsys.readouterr()
    assert (out, err.startswith("error: the question"), err.count("\n")) == ("", True, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", FINED, "--from", "yesterday"],
        ["ask", FINED, "--to", "2026-13-01"],
        ["search", "ferry", "-k", "0"],
        ["search", "ferry", "-k", "many"],
        ["sing"],
        [],
    ],
)
@pytest.mark.usefixtures("script")
def test_misuse_leaves_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert capsys.readouterr().out == ""


def test_a_failing_model_leaves_with_1(script: ScriptedGenerator, capsys: pytest.CaptureFixture[str]) -> None:
    list(script.stream([]))
    assert run("ask", FINED, "--json") == 1
    assert capsys.readouterr() == ("", "error: the model 'scripted' failed; ask again\n")


def test_without_json_a_failing_model_leaves_what_was_found(
    script: ScriptedGenerator, capsys: pytest.CaptureFixture[str]
) -> None:
    list(script.stream([]))
    assert run("ask", FINED) == 1
    out, err = capsys.readouterr()
    assert out.startswith("What was found to answer from:\n\n1. ")
    assert "fined 2.4 million florins" in out
    assert err == "error: the model 'scripted' failed; ask again\n"


def test_a_setting_that_cannot_be_used_leaves_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_ANSWER_SECONDS", "soon")
    assert run("ask", FINED) == 2


@pytest.mark.usefixtures("script")
def test_questions_on_stdin_get_one_json_line_each(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = f"{FINED}\n\nWho won the Nobel Prize in chemistry?\n🚋\n{FINED}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert run("ask", "-", "--json") == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["answer", "abstention", "error", "error"]
    assert err.count("error: ") == 2


@pytest.mark.parametrize("options", [["--conversation"], []])
@pytest.mark.usefixtures("script")
def test_in_a_conversation_a_question_may_lean_on_the_one_before(
    options: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = f"{FINED}\nAnd who owns the Nobel Prize?\nWhat about Oslo?\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    run("ask", "-", "--json", *options)
    standing = [json.loads(line).get("standing_question") for line in capsys.readouterr().out.splitlines()]
    assert standing == [None, None, "And who owns the Oslo?" if options else None]


@pytest.mark.usefixtures("script")
def test_bytes_on_stdin_that_are_no_text_are_still_a_question(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Nobel Prize \xff\xfe in chemistry?\n")))
    assert run("ask", "-", "--json") == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "abstention"


@pytest.mark.usefixtures("script")
def test_ask_keeps_to_the_publishers_and_dates_given(capsys: pytest.CaptureFixture[str]) -> None:
    run("ask", FINED, "--json", "--publisher", "Keldmar Press Bureau")
    run("ask", FINED, "--json", "--from", "2026-05-15", "--to", "2026-05-15")
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert {item["title"] for item in first["evidence"]} == {
        "Coastal union cuts cod catch on Hollin Bank by 18 percent"
    }
    assert {item["title"] for item in second["evidence"]} == {"Tolm Bridge opens after seven-month delay"}


@pytest.mark.usefixtures("script")
def test_search_prints_an_array_of_results(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "tram fare", "-k", "3", "--json") == 0
    results = json.loads(capsys.readouterr().out)
    assert [result["rank"] for result in results] == [1, 2, 3]
    assert results[0]["title"] == "Varnholm tram fare to rise to 3.10 florins in April"


@pytest.mark.usefixtures("script")
def test_search_in_words_says_so_when_nothing_is_found(
    filled_corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    for article in filled_corpus.catalogue.articles():
        filled_corpus.remove(article.article_id)
    assert run("search", "tram") == 0
    assert "python -m corpus list" in capsys.readouterr().out


def test_the_model_can_be_named_for_one_question(
    script: ScriptedGenerator, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[QASettings] = []
    build = command.QuestionAnswerer
    monkeypatch.setattr(
        command, "QuestionAnswerer", lambda corpus, settings: seen.append(settings) or build(corpus, settings)
    )
    run("ask", FINED, "--model", "openai:gpt", "--json")
    assert [settings.model for settings in seen] == ["openai:gpt"]
