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
from corpus.languages import UNSPACED, language_of

MAX_TITLE_CHARS = 220
MAX_HEAD_LINES = 6
MAX_HEAD_LINE_CHARS = 140
BYLINE = re.compile(
    r"^(?:(?:by|words by|written by|author:|authors:|von|par|por|di|autor:|piše:?|автор:|пише:?|текст:)\s+"
    r"|(?:本报)?记者[\s:：]*|文[/:：]\s*)(?P<names>\S.*)$",
    re.IGNORECASE,
)
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
NAME_MARKS = "“„«\"'"
# Where a paper's name has one capital, as a sentence has: "Вечерний город", "Jutarnji list".
IN_SENTENCE_CASE = frozenset({"ru", "uk", "bg", "sr"})
LONGEST_IN_SENTENCE_CASE = 4  # words
LONGEST_UNSPACED = 10  # characters of a name in Chinese or Japanese; what is longer is a sentence
SHORTEST_UNSPACED = 5  # of a title
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
    language: str | None = None


def read_head(text: str, *, title_known: bool = False) -> Head:
    """The head of a cleaned text; `length` is where the article itself begins.

    With `title_known` (the format named the title) the first line counts as a title
    only where a date or byline follows it.
    """
    lines = text.split("\n")
    head = Head(language=language_of(text))
    start = 0
    # A name alone makes no field: "Senate Passes Bill" is no publisher.
    is_field = any(kind != "name" for kind, _ in _fields_of(lines[0].strip(), head.language))
    if not is_field and _can_be_title(lines, title_known, head.language):
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
        fields = _fields_of(line, head.language)
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
        head.published = head.published or parse_date(value, language=head.language)
    elif kind == "byline":
        head.authors = head.authors or _names(value)
    elif kind == "title":
        head.title = head.title or value
    elif kind == "publisher":
        head.publisher = head.publisher or value
    else:
        head.names.append(value)


def _fields_of(line: str, language: str | None) -> list[tuple[str, str]]:
    """The line as (kind, value) pairs; empty where any part of it is something else."""
    if not line or len(line) > MAX_HEAD_LINE_CHARS:
        return []
    if labelled := LABEL.match(line):
        label = "title" if labelled["label"].lower() in ("title", "headline") else "publisher"
        return [(label, labelled["value"])]
    fields: list[tuple[str, str]] = []
    if date := find_date(line, language=language):
        if parse_date(date.group(), language=language) is None:
            return []
        fields.append(("date", date.group()))
        line = f"{line[: date.start()]} | {line[date.end() :]}"
    for part in SEPARATOR.split(line):
        part = part.strip(" .,:;*_()[]")
        if not part or DATE_LABEL.match(part) or (fields and DESK.match(part)):  # "By Mara Lind, our correspondent"
            continue
        kind = _kind_of(part, language)
        if kind is None:
            return []
        byline = BYLINE.match(part)
        fields.append((kind, byline["names"] if byline else part))
    return fields


def _kind_of(part: str, language: str | None) -> str | None:
    if byline := BYLINE.match(part):
        return "byline" if _names_writers(byline["names"]) else None
    return "name" if _looks_like_name(part, language) else None


def _looks_like_name(part: str, language: str | None = None) -> bool:
    words = part.split()
    if UNSPACED.match(part):
        return len(part) <= LONGEST_UNSPACED
    if language in IN_SENTENCE_CASE and _is_capital(words[0]) and len(words) <= LONGEST_IN_SENTENCE_CASE:
        return part[-1].isalpha()
    return 1 <= len(words) <= 8 and all(word.lower() in SMALL_WORDS or _is_capital(word) for word in words)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdecimal() or word[0] in NAME_MARKS


def _names_writers(value: str) -> bool:
    return all(DESK.match(name) or _looks_like_name(name) for name in _split_names(value))


def _names(value: str) -> tuple[str, ...]:
    """The people named; a desk or an agency is no person."""
    return tuple(name for name in _split_names(value) if not DESK.match(name))


def _split_names(value: str) -> list[str]:
    return [name.strip() for name in re.split(r"\s*,\s*|\s+and\s+|\s*&\s*", value) if name.strip()]


def _can_be_title(lines: list[str], title_known: bool, language: str | None) -> bool:
    first = lines[0].strip()
    rest = [line.strip() for line in lines[1:] if line.strip()]
    is_sentence = first.rstrip("\"'”’»)]").endswith((".", ",", ";", ":", "。", "，", "；", "："))
    is_word = len(first) < SHORTEST_UNSPACED if UNSPACED.match(first) else len(first.split()) < 2
    if not rest or len(first) > MAX_TITLE_CHARS or is_sentence or is_word:
        return False
    if title_known:
        return bool(_fields_of(rest[0], language))
    followed_by_space = not lines[1].strip()
    return followed_by_space or bool(_fields_of(rest[0], language)) or rest[0][0].isupper() or rest[0][0] in "\"'“‘"


def _offset_of(lines: list[str], number: int) -> int:
    """Where line `number` begins, empty lines before it skipped."""
    while number < len(lines) and not lines[number].strip():
        number += 1
    return sum(len(line) + 1 for line in lines[:number])
