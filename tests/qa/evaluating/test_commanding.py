"""`python -m qa eval` as programs use it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import Corpus
from qa import __main__ as command
from qa.evaluating import commanding
from qa.pipeline import QuestionAnswerer
from tests.fakes import HashEmbedder, ScriptedGenerator
from tests.qa.evaluating.making import FINED, NOBEL, question_file
from tests.qa.test_main import FAILING, TRUE, run

ROOT = Path(__file__).parents[3]
RECORDS = ({"question": FINED, "answers": ["2.4 million"], "source": "ferry-verdict.txt"},
           {"question": NOBEL, "answerable": False})  # fmt: skip


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return question_file(tmp_path / "questions.jsonl", *RECORDS)


@pytest.fixture
def script(filled_corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> ScriptedGenerator:
    """The command over the filled corpus and a generator with one true draft, which fails from then on."""
    generator = ScriptedGenerator(TRUE, error=FAILING)
    monkeypatch.setattr(command, "Corpus", lambda settings: Corpus(settings, embedder=HashEmbedder()))
    monkeypatch.setattr(commanding, "ChatModelGenerator", lambda settings: generator)
    monkeypatch.setattr(command, "QuestionAnswerer", QuestionAnswerer)
    return generator


@pytest.mark.usefixtures("script")
def test_the_figures_are_one_json_object_and_the_rest_goes_to_stderr(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("eval", str(questions), "--json") == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert (told["questions"], told["right"], told["abstained"], told["citations_exact"]) == (2, 1, 1, 1)
    assert told["measures"]["retrieval"]["article hit@1"]["n"] == 1
    assert [each["line"] for each in told["results"]] == [1, 2]
    assert Path(told["plot"]).read_text("utf-8").startswith("<svg")
    assert f"each result is kept in {told['kept']}" in err


@pytest.mark.usefixtures("script")
def test_without_json_a_table_is_printed(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("eval", str(questions)) == 0
    assert capsys.readouterr().out.startswith("2 questions (1 answerable, 1 not), 4 articles, embedded\n")


def test_a_failing_model_leaves_with_1_and_its_question_is_asked_again(
    script: ScriptedGenerator, questions: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    list(script.stream([]))
    assert run("eval", str(questions)) == 1
    assert "line 1 failed: the model 'scripted' failed" in capsys.readouterr().err
    monkeypatch.setattr(commanding, "ChatModelGenerator", lambda settings: ScriptedGenerator(TRUE))
    assert run("eval", str(questions), "--json") == 0
    out, err = capsys.readouterr()
    assert "going on with the run of" in err
    assert (json.loads(out)["failed"], json.loads(out)["right"]) == (0, 1)


@pytest.mark.usefixtures("script")
def test_a_missing_or_bad_file_leaves_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("eval", str(tmp_path / "none.jsonl")) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert run("eval", str(question_file(tmp_path / "bad.jsonl", *RECORDS, 7))) == 1
    assert "line 3 of" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["a.jsonl", "--make", "b.jsonl"], ["--compare", "a"], ["--count", "0"]])
def test_misuse_leaves_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("eval", *arguments) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("filled_corpus")
def test_in_a_process_a_set_is_made_and_never_written_over(own_home: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.jsonl"

    def process(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "FOOTNOTE_HOME": str(own_home)}
        line = [sys.executable, "-m", "qa", "eval", *arguments]
        return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)

    first = process("--make", str(made), "--count", "12", "--json")
    told = json.loads(first.stdout)
    assert (first.returncode, first.stderr, told["questions"]) == (0, "", len(made.read_text("utf-8").splitlines()))
    assert sum(told["kinds"].values()) == told["questions"] > 0
    again = process("--make", str(made))
    assert (again.returncode, again.stdout) == (2, "")
    assert "is there already" in again.stderr


@pytest.mark.usefixtures("script")
def test_kept_runs_are_compared_without_a_corpus(
    questions: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run("eval", str(questions), "--json")
    out = capsys.readouterr().out
    (tmp_path / "a.json").write_text(out, "utf-8")
    assert run("eval", "--compare", str(tmp_path / "a.json"), json.loads(out)["kept"], "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["questions"], told["only_first"], told["only_second"]) == (2, 0, 0)
    assert told["measures"]["answers"]["holds a known answer"] == {
        "first": 1.0, "second": 1.0, "difference": 0.0, "low": 0.0, "high": 0.0, "n": 1, "beyond_chance": False
    }  # fmt: skip
    assert run("eval", "--compare", str(tmp_path / "a.json"), str(questions)) == 1
    assert "holds no run" in capsys.readouterr().err
