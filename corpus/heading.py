"""Read title, byline, publisher and date off the head of a plain-text article.

    Bridge to open in May                    title
    By Mara Lind                             authors
    The Harbour Post | 12 March 2026         publisher, published
                                             (what follows is the article)

A line becomes metadata only where it is clearly that: every part of it is a date,
a byline, a labelled field, or a short name beside one of those. Reading stops at the
first line that is not, and a doubtful line stays in the text: a line too many in the
text is harmless, a first sentence taken for a publisher is a loss.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from corpus.dating import find_date, parse_date

MAX_TITLE_CHARS = 220
MAX_HEAD_LINES = 6
MAX_HEAD_LINE_CHARS = 140
BYLINE = re.compile(r"^(?:by|words by|written by|author:|authors:|von|par)\s+(?P<names>\S.*)$", re.IGNORECASE)
# Not everyone who writes is named: "By our transport desk", "By the news team", "Jorun Pell and agencies".
DESK = re.compile(
    r"^(?:(?:our|the|a|staff)\b.{0,40}\b(?:desk|team|staff|correspondents?|reporters?|writers?|editors?|service)"
    r"|(?:news\s+)?agenc(?:y|ies)|staff|agency\s+staff|wire\s+reports)$",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?P<label>title|headline|publisher|source|publication|newspaper|outlet)\s*:\s*(?P<value>\S.*)$", re.I
)
DATE_LABEL = re.compile(r"^(?:first published|last updated|published|updated|posted|date)(?:\s+on)?\s*:?\s*$", re.I)
SEPARATOR = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|,\s+|\s{3,}")
NAME_PART = re.compile(r"^[A-Z0-9À-ÖØ-Þ“\"'].*")
SMALL_WORDS = frozenset(
    {
        "&",
        "a",
        "an",
        "and",
        "at",
        "by",
        "de",
        "del",
        "der",
        "des",
        "di",
        "du",
        "for",
        "in",
        "la",
        "le",
        "of",
        "on",
        "the",
        "und",
        "et",
        "van",
        "von",
        "y",
    }
)


@dataclass(slots=True)
class Head:
    """What the head says, and how many characters of the text it takes up."""

    title: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    length: int = 0
    names: list[str] = field(default_factory=list)


def read_head(text: str, *, title_known: bool = False) -> Head:
    """The head of a cleaned text; `length` is where the article itself begins.

    With `title_known` (the format named the title) the first line counts as a title
    only where a date or byline follows it.
    """
    lines = text.split("\n")
    head = Head()
    start = 0
    is_field = any(kind != "name" for kind, _ in _fields_of(lines[0].strip()))  # "Senate Passes Bill" is no publisher
    if not is_field and _can_be_title(lines, title_known):
        head.title, start = lines[0].strip(), 1
    end = _read_fields(lines, start, head)
    head.publisher = head.publisher or (head.names[0] if head.names else None)
    head.length = _offset_of(lines, end)
    return head if head.length < len(text) else Head()


def _read_fields(lines: list[str], start: int, head: Head) -> int:
    """Fill `head` from the lines after the title; the number of the first line of the article.

    A line that is only a name may be a publisher or the first subheading. It is taken
    where a date or byline stands in the line above it or in one below.
    """
    end = start
    waiting: list[tuple[str, str]] = []
    for position in range(start, min(len(lines), start + 2 * MAX_HEAD_LINES)):
        line = lines[position].strip()
        if not line:
            continue
        fields = _fields_of(line)
        if not fields:
            break
        sure = any(kind != "name" for kind, _ in fields)
        adjacent = position == end > start and not head.names
        if sure or adjacent:
            for kind, value in [*waiting, *fields]:
                _take(head, kind, value)
            waiting, end = [], position + 1
        else:
            waiting += fields
    return end


def _take(head: Head, kind: str, value: str) -> None:
    if kind == "date":
        head.published = head.published or parse_date(value)
    elif kind == "byline":
        head.authors = head.authors or _names(value)
    elif kind == "title":
        head.title = head.title or value
    elif kind == "publisher":
        head.publisher = head.publisher or value
    else:
        head.names.append(value)


def _fields_of(line: str) -> list[tuple[str, str]]:
    """The line as (kind, value) pairs; empty where any part of it is something else."""
    if not line or len(line) > MAX_HEAD_LINE_CHARS:
        return []
    if labelled := LABEL.match(line):
        label = "title" if labelled["label"].lower() in ("title", "headline") else "publisher"
        return [(label, labelled["value"])]
    fields: list[tuple[str, str]] = []
    if date := find_date(line):
        if parse_date(date.group()) is None:
            return []
        fields.append(("date", date.group()))
        line = f"{line[: date.start()]} | {line[date.end() :]}"
    for part in SEPARATOR.split(line):
        part = part.strip(" .,:;*_()[]")
        if not part or DATE_LABEL.match(part) or (fields and DESK.match(part)):  # "By Mara Lind, our correspondent"
            continue
        kind = _kind_of(part)
        if kind is None:
            return []
        byline = BYLINE.match(part)
        fields.append((kind, byline["names"] if byline else part))
    return fields


def _kind_of(part: str) -> str | None:
    if BYLINE.match(part):
        return "byline" if _names_writers(BYLINE.match(part)["names"]) else None  # type: ignore[index]
    return "name" if _looks_like_name(part) else None


def _looks_like_name(part: str) -> bool:
    words = part.split()
    return 1 <= len(words) <= 8 and all(word.lower() in SMALL_WORDS or NAME_PART.match(word) for word in words)


def _names_writers(value: str) -> bool:
    return all(DESK.match(name) or _looks_like_name(name) for name in _split_names(value))


def _names(value: str) -> tuple[str, ...]:
    """The people named; a desk or an agency is no person."""
    return tuple(name for name in _split_names(value) if not DESK.match(name))


def _split_names(value: str) -> list[str]:
    return [name.strip() for name in re.split(r"\s*,\s*|\s+and\s+|\s*&\s*", value) if name.strip()]


def _can_be_title(lines: list[str], title_known: bool) -> bool:
    first = lines[0].strip()
    rest = [line.strip() for line in lines[1:] if line.strip()]
    is_sentence = first.rstrip("\"'”’»)]").endswith((".", ",", ";", ":"))
    if not rest or len(first) > MAX_TITLE_CHARS or is_sentence or len(first.split()) < 2:
        return False
    if title_known:
        return bool(_fields_of(rest[0]))
    followed_by_space = not lines[1].strip()
    return followed_by_space or bool(_fields_of(rest[0])) or rest[0][0].isupper() or rest[0][0] in "\"'“‘"


def _offset_of(lines: list[str], number: int) -> int:
    """Where line `number` begins, empty lines before it skipped."""
    while number < len(lines) and not lines[number].strip():
        number += 1
    return sum(len(line) + 1 for line in lines[:number])
