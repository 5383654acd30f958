"""A run: kept line by line, gone on with after an end too soon, told apart from other runs."""

import json
from pathlib import Path

import pytest

from corpus import Corpus
from qa.errors import ModelError, QAError
from qa.evaluating.gold import GoldFinder
from qa.evaluating.judging import verdict
from qa.evaluating.metering import Meter
from qa.evaluating.questions import KnownQuestion
from qa.evaluating.running import FAILED_BEFORE_GIVING_UP, Asker
from qa.evaluating.runs import RunFile, read_run, run_of
from qa.generating import ChatModelGenerator
from qa.pipeline import QuestionAnswerer
from qa.prompting import Style
from qa.settings import QASettings
from tests.fakes import ScriptedGenerator
from tests.qa.evaluating.making import FINED, NOBEL
from tests.qa.faulty import FaultyServer, answer
from tests.qa.test_main import TRUE

QUESTIONS = [
    KnownQuestion(question=FINED, answers=("2.4 million",), answerable=True, articles=("ferry-verdict.txt",), line=1),
    KnownQuestion(question=NOBEL, answerable=False, line=2),
    KnownQuestion(question=FINED, answers=("9 million",), answerable=True, line=3),
]


def file_of(corpus: Corpus, *, fresh: bool = False, judge: str = "") -> RunFile:
    run = run_of(Path("q.jsonl"), QUESTIONS, corpus, QASettings(), judge)
    return RunFile.open(corpus.settings.home, run, fresh=fresh)


def asker(corpus: Corpus, generator: ScriptedGenerator) -> Asker:
    meter = Meter(generator)
    return Asker(QuestionAnswerer(corpus, generator=meter), corpus, GoldFinder(corpus), meter=meter)


def nothing(done: int, total: int, source: str) -> None:
    """Nobody watches."""


def test_each_question_leaves_one_line_with_its_figures(filled_corpus: Corpus) -> None:
    file = file_of(filled_corpus)
    asker(filled_corpus, ScriptedGenerator(TRUE, TRUE)).ask_all(QUESTIONS, file, nothing)
    run, results = read_run(file.path)
    assert (run, results) == (file.run, file.results)
    assert [(each.line, each.kind, each.figures.get("holds a known answer")) for each in results] == [
        (1, "answer", 1.0), (2, "abstention", None), (3, "answer", 0.0),
    ]  # fmt: skip
    assert results[0].figures["article hit@1"] == 1.0
    assert results[0].figures["tokens written"] == len(TRUE) / 4
    assert results[1].figures["tokens written"] == 0.0
    assert 0 < (results[1].answerability or 0) < (results[0].answerability or 0) < 1


def test_a_run_that_was_cut_short_goes_on_where_it_was(filled_corpus: Corpus) -> None:
    file = file_of(filled_corpus)

    def interrupt(done: int, total: int, source: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asker(filled_corpus, ScriptedGenerator(TRUE)).ask_all(QUESTIONS, file, interrupt)
    with file.path.open("a", encoding="utf-8") as torn:
        torn.write('{"line": 3, "quest')  # as a crash leaves it
    again = file_of(filled_corpus)
    assert (again.path, [each.line for each in again.results]) == (file.path, [1, 2])
    asker(filled_corpus, ScriptedGenerator(TRUE)).ask_all(QUESTIONS, again, nothing)
    assert [each.line for each in read_run(file.path)[1]] == [1, 2, 3]


def test_a_finished_run_is_left_alone(filled_corpus: Corpus) -> None:
    first = file_of(filled_corpus)
    asker(filled_corpus, ScriptedGenerator(TRUE, TRUE)).ask_all(QUESTIONS, first, nothing)
    assert file_of(filled_corpus).path != first.path


def test_another_judge_another_corpus_or_fresh_is_another_run(filled_corpus: Corpus) -> None:
    first = file_of(filled_corpus)
    assert file_of(filled_corpus).path == first.path
    assert file_of(filled_corpus, judge="openai:x").path != first.path
    assert file_of(filled_corpus, fresh=True).path != first.path
    filled_corpus.remove(filled_corpus.catalogue.articles()[0].article_id)
    assert file_of(filled_corpus).results == []
    assert file_of(filled_corpus).run.key != first.run.key


def test_a_failing_question_is_kept_as_failed_and_asked_again(filled_corpus: Corpus) -> None:
    file = file_of(filled_corpus)
    failing = ScriptedGenerator(TRUE, error=ModelError("it is gone"))
    asker(filled_corpus, failing).ask_all(QUESTIONS, file, nothing)
    assert [each.kind for each in file.results] == ["answer", "abstention", "error"]
    assert file.results[2].error == "it is gone"
    again = file_of(filled_corpus)
    asker(filled_corpus, ScriptedGenerator(TRUE)).ask_all(QUESTIONS, again, nothing)
    assert [each.kind for each in read_run(file.path)[1]] == ["answer", "abstention", "answer"]


def test_a_model_that_is_gone_ends_the_run(filled_corpus: Corpus) -> None:
    questions = [KnownQuestion(question=FINED, line=number) for number in range(20)]
    file = file_of(filled_corpus)
    with pytest.raises(QAError, match="5 questions failed one after the other; the last said: gone"):
        asker(filled_corpus, ScriptedGenerator(error=ModelError("gone"))).ask_all(questions, file, nothing)
    assert len(file.results) == FAILED_BEFORE_GIVING_UP


def test_a_follow_up_is_asked_after_its_conversation(filled_corpus: Corpus) -> None:
    generator = ScriptedGenerator(TRUE, style=Style.SHORT)
    asked = KnownQuestion(question="And how much was it fined?", said=(("Who runs Reach Line?", ""),), line=1)
    asker(filled_corpus, generator).ask(asked)
    assert "Reach Line" in generator.prompts[-1][-1].text.partition("Question:")[2]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"a": 1}\n{"b": 2}\n'])
def test_a_file_without_a_run_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, "utf-8")
    with pytest.raises(QAError, match="holds no run"):
        read_run(tmp_path / "run.json")


def test_what_json_printed_is_read_as_the_run_it_was(filled_corpus: Corpus, tmp_path: Path) -> None:
    file = file_of(filled_corpus)
    asker(filled_corpus, ScriptedGenerator(TRUE, TRUE)).ask_all(QUESTIONS, file, nothing)
    (tmp_path / "a.json").write_text(json.dumps({"questions": 3, **file.as_json()}), "utf-8")
    assert read_run(tmp_path / "a.json") == (file.run, file.results)


@pytest.mark.parametrize(
    ("said", "expected"), [("Yes.", 1.0), ("**no**, it", 0.0), ("Perhaps", None), ("Nothing", None)]
)
def test_a_judge_says_yes_or_no_and_nothing_else_counts(
    said: str, expected: float | None, filled_corpus: Corpus
) -> None:
    reply = QuestionAnswerer(filled_corpus, generator=ScriptedGenerator(TRUE)).ask(FINED)
    with FaultyServer([answer(said)]) as server:
        judge = ChatModelGenerator(QASettings(model="judge", base_url=server.base_url))
        assert verdict(judge, QUESTIONS[0], reply) == expected
    told = server.calls[0]["messages"][-1]["content"]
    assert "Known answer: 2.4 million" in told
    assert "Answer to compare: Reach Line was fined" in told


def test_a_judge_is_not_asked_about_a_refusal_or_without_a_known_answer(filled_corpus: Corpus) -> None:
    silent = ScriptedGenerator()
    answerer = QuestionAnswerer(filled_corpus, generator=ScriptedGenerator(TRUE))
    assert verdict(silent, QUESTIONS[0], answerer.ask(NOBEL)) is None
    assert verdict(silent, QUESTIONS[1], answerer.ask(FINED)) is None
    assert silent.prompts == []
