"""Question, window and answer: the examples the reader learns from, in one shape whatever file they come from.

    public(folder)        the public pairs: `qamr.jsonl`, `squad2.jsonl`
    written()             our own, in the folders of `qa/training/written`
    part_of(example)      "train", "tune" or "report"; whole articles fall into one of them

A file of our own holds blocks: a line `@ Title | Publisher | YYYY-MM-DD`, a line with a window of an
article, lines `+ question => words of the window`, and lines `- question` that the window does not
answer although it seems to; lines `= claim` that the window supports, and `! kind | claim` that it does
not. A claim takes the question's place.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qa.reading import header_of

WRITTEN = Path(__file__).parent / "written"
QAMR, SQUAD, CLAIMS = "qamr", "squad2", "claims"
# Whole articles of SQuAD 2.0 that are never trained on: one to choose settings by, three for published figures.
SQUAD_TUNE = frozenset({"Imperialism"})
SQUAD_REPORT = frozenset({"Harvard University", "Huguenot", "Immune system"})
TUNED_ON = 10  # of hundred articles of the other sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question, a text under its header, and where in the text the answer stands; `start` -1 where nowhere.

    `supported` says of a claim in the question's place whether the text supports it; None with a question.
    """

    question: str
    header: str
    text: str
    start: int = -1
    end: int = -1
    source: str
    group: str
    kind: str = ""
    supported: bool | None = None

    @property
    def answers(self) -> bool:
        return self.start >= 0

    @property
    def answer(self) -> str:
        return self.text[self.start : self.end] if self.answers else ""


def public(folder: Path) -> list[Example]:
    """The pairs of the public files, as they are: `text` is the whole context.

    Raises: FileNotFoundError.
    """
    return [example for source in (QAMR, SQUAD) for example in _public(folder / f"{source}.jsonl", source)]


def _public(path: Path, source: str) -> Iterator[Example]:
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        found = record["start"] is not None
        yield Example(
            question=record["question"].strip(),
            header=header_of(record["title"], None),
            text=record["context"],
            start=record["start"] if found else -1,
            end=record["end"] if found else -1,
            source=source,
            group=f"{source}:{record['group']}",
        )


def written(folder: Path = WRITTEN) -> list[Example]:
    """The examples of our own files, in the files' order; `group` names the folder, the file and the article."""
    return [example for path in sorted(folder.rglob("*.txt")) for example in _written(path)]


def _written(path: Path) -> Iterator[Example]:
    header = text = group = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        mark, _, rest = line.partition(" ")
        if mark == "@":
            title, _, day = rest.rsplit(" | ", 2)
            header, text = header_of(title, datetime.fromisoformat(day)), ""
            group = f"written:{path.parent.name}/{path.stem}:{title}"
        elif mark in "+-" and mark and text:
            question, _, answer = rest.partition(" => ")
            start = text.find(answer) if mark == "+" else -1
            if mark == "+" and (start < 0 or not answer):
                raise ValueError(f"{path.name}, line {number}: {answer!r} does not stand in the window above it")
            yield Example(
                question=question, header=header, text=text, start=start, end=start + len(answer) if start >= 0 else -1,
                source="written", group=group,
            )  # fmt: skip
        elif mark in "=!" and mark and text:
            kind, _, claim = rest.partition(" | ") if mark == "!" else ("", "", rest)
            yield Example(
                question=claim, header=header, text=text, source=CLAIMS, group=f"claims:{group.partition(':')[2]}",
                kind=kind, supported=mark == "=",
            )  # fmt: skip
        elif line.strip():
            text = line


def part_of(example: Example) -> str:
    """Which part an example belongs to, by its article, so that no text is in two parts."""
    source, _, article = example.group.partition(":")
    if source == SQUAD:
        return "report" if article in SQUAD_REPORT else "tune" if article in SQUAD_TUNE else "train"
    is_ours = source in ("written", CLAIMS)  # questions and claims about one article belong together
    named = article.partition("/")[2] if is_ours else article  # whichever folder a file is moved to
    digest = hashlib.sha256(f"{'written' if is_ours else source}:{named}".encode()).hexdigest()
    return "tune" if int(digest, 16) % 100 < TUNED_ON else "train"
