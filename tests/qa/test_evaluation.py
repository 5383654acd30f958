"""Scoring replies whose right answers are known."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Corpus
from qa.answer import Abstention, Answer, Reason, Reply, Step, Trace
from qa.errors import QAError
from qa.evaluation import KnownQuestion, as_table, evaluate, is_right, read_questions, score, uncovered
from qa.pipeline import QuestionAnswerer
from tests.fakes import ScriptedGenerator
from tests.qa.making import VERDICT, citation, evidence

TRACE = Trace(steps=(Step(name="retrieve", seconds=0.25, kept=1), Step(name="judge", seconds=0.5, kept=1)))


def answer(text: str, *, cited: bool = True) -> Answer:
    cites = (citation(text),) if cited else ()
    return Answer(question="?", text=text, citations=cites, evidence=evidence(VERDICT), model="m", trace=TRACE)


def abstention() -> Abstention:
    return Abstention(question="?", reason=Reason.WEAK_EVIDENCE, evidence=evidence(), model="m", trace=TRACE)


def known(*answers: str) -> KnownQuestion:
    return KnownQuestion(question="?", answers=answers, answerable=bool(answers))


@pytest.mark.parametrize("expected", ["Rain", "RAIN FELL", "rain, fell!", "snow"])
def test_an_answer_is_found_case_and_marks_aside(expected: str) -> None:
    assert is_right(known("sleet", expected), answer("The Rain fell.")) is (expected != "snow")


def test_a_part_of_a_word_is_no_answer() -> None:
    assert not is_right(known("rain"), answer("The train left."))


def test_an_answer_may_stand_in_a_quote() -> None:
    assert is_right(known("2.4 million"), answer("It was fined."))
    assert not is_right(known("2.4 million"), answer("It was fined."), in_quotes=False)


def test_an_abstention_is_never_right() -> None:
    assert not is_right(known("rain"), abstention())


def test_letters_that_no_claim_covers_are_named() -> None:
    reply = answer("Rain fell.")
    assert uncovered(reply) == ""
    assert uncovered(replace(reply, text="Rain fell. So 9!")) == "So9"


def test_replies_are_counted_by_kind(corpus: Corpus) -> None:
    replies: list[tuple[KnownQuestion, Reply]] = [
        (known("rain"), abstention()),
        (known("rain"), replace(answer("Rain fell."), citations=())),
        (known(), abstention()),
        (known(), replace(answer("Snow."), citations=())),
    ]
    scores = score(replies, corpus)
    assert (scores.answerable, scores.right, scores.right_in_text, scores.refused_in_vain) == (2, 1, 1, 1)
    assert (scores.unanswerable, scores.abstained) == (2, 1)
    assert (scores.citations, scores.sentences_uncovered, scores.seconds) == (0, 12, 0.75)


def test_citations_are_checked_against_the_stored_articles(filled_corpus: Corpus) -> None:
    generator = ScriptedGenerator("Tomas Herlev was acquitted [1].")
    question = KnownQuestion(question="Was Captain Herlev acquitted?", answers=("acquitted",), answerable=True)
    scores = evaluate(QuestionAnswerer(filled_corpus, generator=generator), filled_corpus, [question])
    assert (scores.right, scores.citations, scores.citations_exact, scores.sentences_uncovered) == (1, 1, 1, 0)


def test_no_questions_score_zero(corpus: Corpus) -> None:
    assert score([], corpus).seconds == 0.0


def test_questions_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "Who?", "answers": ["Thorvall", 7]}\n\n{"question": "Why?"}\n', encoding="utf-8")
    assert read_questions(path) == [
        KnownQuestion(question="Who?", answers=("Thorvall", "7"), answerable=True),
        KnownQuestion(question="Why?", answers=(), answerable=False),
    ]


@pytest.mark.parametrize("line", ["{", "[]", "{}", '"text"', "7"])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f'{{"question": "Who?"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(QAError, match=r"line 2 of .* is no question"):
        read_questions(path)


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(QAError, match=r"cannot be read .* give a JSON Lines file"):
        read_questions(tmp_path / name)


def test_the_table_has_a_line_for_each_score(corpus: Corpus) -> None:
    table = as_table(score([(known("rain"), abstention())], corpus))
    assert table.splitlines()[0].split() == ["answerable", "1"]
    assert len(table.splitlines()) == 10
