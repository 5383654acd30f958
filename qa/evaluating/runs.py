"""A run as it is kept: one JSON object a line in a file, each written before the next question is asked.

The first line says what was run (the questions, the model, the corpus), the others are the
results. A run of the same things that was cut short is found by that line and goes on; one
that was finished is never touched again, so that any two can be compared.
"""

import hashlib
import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from corpus import Corpus
from qa.errors import QAError
from qa.evaluating.questions import KnownQuestion
from qa.settings import QASettings

FOLDER = "evaluations"
ANSWER, ABSTENTION, ERROR = "answer", "abstention", "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one question, with its figures by measure; `line` is that of the question file."""

    line: int
    question: str
    type: str = ""
    answerable: bool | None = None
    kind: str
    reason: str | None = None
    text: str = ""
    quotes: tuple[str, ...] = ()
    answerability: float | None = None
    citations: int = 0
    uncovered: int = 0
    error: str = ""
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was run: `key` is the same for a run of the same things and no other."""

    key: str
    questions: str
    count: int
    model: str
    judge: str
    articles: int
    passages: int
    embedder: str
    reader: bool
    reranker: str
    started: str


_Kept = TypeVar("_Kept", Run, Result)


def run_of(path: Path, questions: Sequence[KnownQuestion], corpus: Corpus, settings: QASettings, judge: str) -> Run:
    """The run of these questions, with these settings, over the corpus as it is now."""
    count, passages = corpus.catalogue.counts()
    ids = sorted(listed.article_id for listed in corpus.catalogue.listing())
    told = [[asdict(question) for question in questions], ids, settings.model, settings.base_url, judge,
            corpus.embedder.name, settings.reader, settings.reranker]  # fmt: skip
    return Run(
        key=hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16],
        questions=str(path),
        count=len(questions),
        model=settings.model,
        judge=judge,
        articles=count,
        passages=passages,
        embedder=corpus.embedder.name,
        reader=settings.reader,
        reranker=settings.reranker,
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )


class RunFile:
    """The file of one run, open for more results."""

    def __init__(self, path: Path, run: Run, results: Sequence[Result]) -> None:
        self.path = path
        self.run = run
        self.results = list(results)

    @classmethod
    def open(cls, home: Path, run: Run, *, fresh: bool = False) -> "RunFile":
        """The newest unfinished run of the same things, or a new file; with `fresh` always a new one."""
        folder = home / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        stem = re.sub(r"[^\w.-]+", "-", Path(run.questions).stem)[:60] or "questions"
        for path in sorted(folder.glob("*.jsonl"), reverse=True) if not fresh else ():
            unfinished = _unfinished(path, run)
            if unfinished is not None:
                return unfinished
        path = _new(folder, f"{re.sub('[^0-9T]', '', run.started.partition('+')[0])}-{stem}")
        opened = cls(path, run, ())
        opened._write(asdict(run))
        return opened

    def add(self, result: Result) -> None:
        """Keep a result; it is on the disk when this returns."""
        self._write(asdict(result))
        self.results.append(result)

    def as_json(self) -> dict[str, Any]:
        """What was run, and the results."""
        return {"run": asdict(self.run), "results": [asdict(result) for result in self.results]}

    def _write(self, value: dict[str, Any]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(value, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


def read_run(path: Path) -> tuple[Run, list[Result]]:
    """A kept run, or one that `--json` printed; QAError where the file holds neither."""
    try:
        text = path.read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.split("\n") if line.strip()]
        if len(lines) == 1 and "results" in lines[0]:
            lines = [lines[0]["run"], *lines[0]["results"]]
        return _made(Run, lines[0]), _last_of_each([_made(Result, line) for line in lines[1:]])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise QAError(
            f"{str(path)!r} holds no run ({error!r}); give what `python -m qa eval QUESTIONS.jsonl --json` printed, "
            f"or a file of the folder {FOLDER!r} in the data folder"
        ) from error


def _unfinished(path: Path, run: Run) -> RunFile | None:
    """The run in this file, where it is the same and lacks results; a line cut off by a crash is taken away."""
    text = path.read_text(encoding="utf-8", errors="replace")
    whole = text[: text.rfind("\n") + 1]
    first = whole.partition("\n")[0]
    if f'"{run.key}"' not in first:
        return None
    if whole != text:
        path.write_text(whole, encoding="utf-8")
    kept, results = read_run(path)
    done = [result for result in results if result.kind != ERROR]
    return RunFile(path, kept, done) if kept.key == run.key and len(done) < run.count else None


def _last_of_each(results: Sequence[Result]) -> list[Result]:
    """A question that failed and was asked again has two lines; the later one holds."""
    return list({result.line: result for result in results}.values())


def _made(kind: type[_Kept], record: dict[str, Any]) -> _Kept:
    known = {each.name for each in fields(kind)}
    values: dict[str, Any] = {
        name: tuple(value) if name == "quotes" else value for name, value in record.items() if name in known
    }
    return kind(**values)


def _new(folder: Path, name: str) -> Path:
    """A path that nothing has yet: two runs may begin within one second."""
    path, number = folder / f"{name}.jsonl", 2
    while True:
        try:
            path.touch(exist_ok=False)
            return path
        except FileExistsError:
            path, number = folder / f"{name}-{number}.jsonl", number + 1
