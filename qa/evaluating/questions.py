"""Questions with what is known of their answers, from a JSON Lines file.

    {"question": "Who chairs the inquiry?", "answers": ["Thorvall"], "answerable": true,
     "gold_ids": ["9f3a..."], "gold_evidence": ["Ida Thorvall chairs the inquiry."]}

Only "question" must be there; what a file lacks is not measured. A line that is no question
is named by its number.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import QAError

ARTICLE_FIELDS = ("gold_ids", "gold_articles", "sources", "source")
AGENTS = frozenset({"agent", "assistant"})
WANTED = 'each line needs an object with "question", and what is known of "answers", "answerable", "gold_ids" and so on'


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownQuestion:
    """A question and what is known of its answer.

    `answers` are strings of which one should appear; `answerable` is None where nobody says;
    `articles` name the articles it is answered from, each by id, source, address or title;
    `evidence` are their words that carry the answer. `said` is the conversation before it:
    questions and answers, oldest first.
    """

    question: str
    answers: tuple[str, ...] = ()
    answerable: bool | None = None
    articles: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    line: int = 0


def read_questions(path: Path) -> list[KnownQuestion]:
    """The questions of a JSON Lines file; QAError names the line that cannot be read."""
    found = []
    for number, record in records_of(path):
        try:
            found.append(_question(record, number))
        except (ValueError, KeyError, TypeError) as error:
            raise _unreadable(path, number, repr(error)) from error
    if not found:
        raise QAError(f"there is no question in {str(path)!r}; {WANTED}")
    return found


def records_of(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    """The objects of a JSON Lines file with the numbers of their lines; QAError where one is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QAError(f"the questions {str(path)!r} cannot be read ({error}); give a JSON Lines file") from error
    records: list[tuple[int, Mapping[str, Any]]] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise _unreadable(path, number, str(error)) from error
            if not isinstance(record, dict):
                raise _unreadable(path, number, "no object")
            records.append((number, record))
    return records


def _unreadable(path: Path, number: int, reason: str) -> QAError:
    return QAError(f"line {number} of {str(path)!r} is no question ({reason}); {WANTED}")


def _question(record: Mapping[str, Any], line: int) -> KnownQuestion:
    text = record["question"]
    if not isinstance(text, str) or not text.strip():
        raise ValueError('"question" is no text')
    answers = _texts(record.get("answers"))
    evidence = _texts(record.get("gold_evidence"))
    articles = tuple(dict.fromkeys(name for field in ARTICLE_FIELDS for name in _texts(record.get(field))))
    answerable = record.get("answerable")
    if answerable is None and (answers or evidence):
        answerable = True
    if answerable is not None and not isinstance(answerable, bool):
        raise ValueError('"answerable" is neither true nor false')
    return KnownQuestion(
        question=text,
        answers=answers if answerable is not False else (),
        answerable=answerable,
        articles=articles,
        evidence=evidence,
        said=_turns(record.get("history")),
        kind=str(record.get("type") or record.get("kind") or ""),
        line=line,
    )


def _texts(value: object) -> tuple[str, ...]:
    """One text or many, each written as such, as a number, or as the "text" of an object."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    texts = [item.get("text") if isinstance(item, dict) else item for item in values]
    if not all(isinstance(text, str | int | float) for text in texts):
        raise TypeError(f"{value!r} is neither a text nor a list of texts")
    return tuple(str(text) for text in texts if str(text).strip())


def _turns(history: object) -> tuple[tuple[str, str], ...]:
    """Question and answer by turns, of `[{"role": "user" | "agent", "text": ...}, ...]`."""
    if history is None:
        return ()
    if not isinstance(history, list) or not all(isinstance(said, dict) for said in history):
        raise TypeError('"history" is no list of objects')
    turns: list[tuple[str, str]] = []
    for said in history:
        text = str(said.get("text") or said.get("content") or "")
        if said.get("role") not in AGENTS:
            turns.append((text, ""))
        elif turns:
            turns[-1] = (turns[-1][0], text)
    return tuple(turns)
