"""The questions with slips and those of keywords: thirty of each, and the answers stand where they say."""

import html
import json
from collections import Counter
from typing import Any

from qa.evaluating.gold import squeezed
from qa.everyday import is_everyday
from qa.terms import tokens
from tests.quality import sets

SLIPS = sets.SLIPS


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in SLIPS.read_text("utf-8").splitlines()]


def test_thirty_of_each_kind_half_of_them_to_tune_on() -> None:
    counted = Counter((record["kind"], record["half"]) for record in records())
    assert counted == dict.fromkeys(
        [("typo", "tune"), ("typo", "report"), ("keyword", "tune"), ("keyword", "report")], 15
    )


def test_questions_are_all_different() -> None:
    assert len({record["question"] for record in records()} | {record["id"] for record in records()}) == 120


def test_evidence_stands_in_its_article() -> None:
    for record in records():
        text = html.unescape((sets.SAMPLES / record["source"]).read_text("utf-8"))
        assert [each for each in record["gold_evidence"] if squeezed(each) not in squeezed(text)] == []


def test_answers_stand_in_the_evidence() -> None:
    for record in records():
        also = [other["evidence"] for other in record.get("also_accepted", [])]
        evidence = " ".join([*record["gold_evidence"], *also]).casefold()
        assert [answer for answer in record["answers"] if answer.casefold() not in evidence] == []


def test_every_question_of_slips_has_one_in_a_word_that_no_list_knows() -> None:
    typos = [record["question"] for record in records() if record["kind"] == "typo"]
    assert [question for question in typos if all(is_everyday(token.bare) for token in tokens(question))] == []


def test_keywords_are_no_sentences() -> None:
    for record in records():
        if record["kind"] == "keyword":
            assert 2 <= len(record["question"].split()) <= 5
            assert "?" not in record["question"]
