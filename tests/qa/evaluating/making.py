"""Questions and results made up for a test; every field a test does not name has a plain value."""

import json
from pathlib import Path
from typing import Any

from qa.evaluating.runs import ABSTENTION, ANSWER, Result

FINED = "How much was Reach Line fined?"
NOBEL = "Who won the Nobel Prize in chemistry?"


def result(line: int = 1, *, answered: bool = True, score: float | None = 0.5, **fields: Any) -> Result:
    """A result of an answerable question, numbered by its line."""
    given = {"question": f"question {line}?", "answerable": True, "answerability": score} | fields
    return Result(line=line, kind=ANSWER if answered else ABSTENTION, **given)


def question_file(path: Path, *records: object) -> Path:
    """A file with one record a line."""
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path
