"""The examples of our own files, and which part an article falls into."""

import json
from pathlib import Path

import pytest

from qa.training.examples import WRITTEN, Example, part_of, public, written

BLOCK = """@ Bridge opens | Varnholm Post | 2024-05-03
Mayor Ana Pires opened the bridge. It cost 4 million euros.
+ Who opened it? => Ana Pires
- Who designed it?
"""


def test_a_block_gives_its_questions_with_the_place_of_their_answers(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BLOCK, encoding="utf-8")
    answered, missed = written(tmp_path)
    assert answered.answer == "Ana Pires"
    assert answered.header == "Bridge opens | 3 May 2024"
    assert (answered.question, missed.question) == ("Who opened it?", "Who designed it?")
    assert not missed.answers
    assert missed.text == "Mayor Ana Pires opened the bridge. It cost 4 million euros."


def test_an_answer_that_does_not_stand_in_the_window_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BLOCK.replace("=> Ana Pires", "=> Anna Pires"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"one.txt, line 3: 'Anna Pires'"):
        written(tmp_path)


def test_all_our_own_files_can_be_read_and_hold_as_many_near_misses_as_answers() -> None:
    questions = [example for example in written() if example.supported is None]
    answered = sum(example.answers for example in questions)
    assert len(questions) > 40_000
    assert 0.4 < answered / len(questions) < 0.6


def test_our_own_claims_are_as_often_true_as_false() -> None:
    claims = [example for example in written() if example.supported is not None]
    assert len(claims) > 18_000
    assert 0.4 < sum(bool(claim.supported) for claim in claims) / len(claims) < 0.6


def test_no_window_stands_twice_in_our_own_files() -> None:
    windows = [line for path in sorted(WRITTEN.rglob("*.txt")) for line in path.read_text("utf-8").splitlines()
               if line and line[:2] not in ("@ ", "+ ", "- ", "= ", "! ")]  # fmt: skip
    assert len(windows) == len(set(windows))


def test_public_pairs_are_read_with_their_titles(tmp_path: Path) -> None:
    record = {"question": " Who won? ", "context": "Ann won.", "title": None, "start": 0, "end": 3, "group": "g"}
    (tmp_path / "qamr.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    other = {**record, "title": "Huguenot", "start": None, "end": None, "group": "Huguenot"}
    (tmp_path / "squad2.jsonl").write_text(json.dumps(other) + "\n", encoding="utf-8")
    first, second = public(tmp_path)
    assert (first.question, first.answer, first.header) == ("Who won?", "Ann", "")
    assert (second.answers, second.header, part_of(second)) == (False, "Huguenot", "report")


def test_all_questions_of_an_article_fall_into_the_same_part() -> None:
    parts = {
        part_of(Example(question=question, header="", text="", source="written", group="written:news/a:Bridge opens"))
        for question in ("Who?", "When?", "Where?")
    }
    assert len(parts) == 1
