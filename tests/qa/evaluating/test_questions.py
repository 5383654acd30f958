"""Question files: what is read, what may be missing, and how a bad line is named."""

from pathlib import Path

import pytest

from qa.errors import QAError
from qa.evaluating.questions import KnownQuestion, read_questions
from tests.qa.evaluating.making import question_file


def test_questions_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('\ufeff{"question": "Who?", "answers": ["Thorvall", 7]}\n\n{"question": "Why?"}\n', "utf-8")
    assert read_questions(path) == [
        KnownQuestion(question="Who?", answers=("Thorvall", "7"), answerable=True, line=1),
        KnownQuestion(question="Why?", line=3),
    ]


def test_all_that_may_be_known_is_read(tmp_path: Path) -> None:
    path = question_file(
        tmp_path / "questions.jsonl",
        {
            "question": "And when?", "answers": "in May", "type": "when", "gold_ids": ["a"], "source": "b.txt",
            "gold_evidence": ["It was in May.", {"text": "May it was."}],
            "history": [{"role": "user", "text": "Who?"}, {"role": "agent", "text": "She."},
                        {"role": "user", "text": "Why?"}],
        },
    )  # fmt: skip
    assert read_questions(path) == [
        KnownQuestion(
            question="And when?", answers=("in May",), answerable=True, articles=("a", "b.txt"), kind="when", line=1,
            evidence=("It was in May.", "May it was."), said=(("Who?", "She."), ("Why?", "")),
        )
    ]  # fmt: skip


def test_what_cannot_be_answered_has_no_answer_to_look_for(tmp_path: Path) -> None:
    path = question_file(
        tmp_path / "q.jsonl", {"question": "Who?", "answerable": False, "answers": ["Insufficient information."]}
    )
    assert read_questions(path)[0].answers == ()


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "{}", '"text"', "7", '{"question": " "}', '{"question": 7}', '{"question": "a", "answerable": "no"}',
     '{"question": "a", "answers": {"a": 1}}', '{"question": "a", "history": "b"}', "[" * 5_000],
)  # fmt: skip
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f'{{"question": "Who?"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(QAError, match=r"line 2 of .* is no question"):
        read_questions(path)


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(QAError, match=r"cannot be read .* give a JSON Lines file"):
        read_questions(tmp_path / name)


def test_a_file_without_questions_is_named(tmp_path: Path) -> None:
    with pytest.raises(QAError, match="there is no question in"):
        read_questions(question_file(tmp_path / "empty.jsonl"))
