"""Articles in rows: JSON Lines, JSON arrays and CSV, each row an article with named fields.

    {"headline": "Quay floods", "body": "Rain fell ...", "datePublished": "2025-03-12T08:30:00+02:00"}

    title;date;text
    Quay floods;12 March 2025;"Rain fell ..."

Prose is full of commas and may start with a brace, so a table has to prove itself: JSON by
its first signs, CSV by a header of known names over rows of equal length. A row that cannot
be read is refused by its line; the others go on.

`corpus.extracting.fields` reads what a row's fields mean.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from corpus.errors import SourceRejected
from corpus.extracting.extracted import Extracted, Refused
from corpus.extracting.fields import TEXT_NAMES, known_names, read_row

JSON_START = re.compile(r"\A\s*(?:\{\s*[\"}]|\[\s*[\[{])")
MAX_ROWS = 100_000
MAX_REFUSED = 1_000  # of a file that is not what it seems, nobody reads a million lines of reasons
MAX_FIELD_CHARS = 5_000_000
DELIMITERS = ",;\t|"
SNIFFED_CHARS = 2_000_000
SNIFFED_ROWS = 20
# An export's rows have one length; a stray quote in one of five still leaves the others.
MIN_EQUAL_SHARE = 0.8
MIN_ROWS_OF_UNKNOWN_TABLE = 4
MAX_COLUMN_NAME_CHARS = 40
ROWS_BELOW = ("articles", "items", "data", "results", "documents", "docs", "entries", "hits", "rows")
NO_JSON = "not valid JSON"
WANTED = f"the text is read from a column named {', '.join(TEXT_NAMES[:-1])} or {TEXT_NAMES[-1]}"

Row = tuple[str, object]
"""The member's name, and its fields or why there are none."""


def is_table(text: str) -> bool:
    """Whether a text is JSON or CSV, so that it cannot be read as an article itself."""
    return bool(JSON_START.match(text[:1_000])) or _delimiter(text) is not None


def extract_table(source: str, text: str) -> Iterator[Extracted | Refused]:
    """The article of each row; SourceRejected where the table as a whole has none."""
    rows = _json_rows(source, text) if JSON_START.match(text[:1_000]) else _csv_rows(source, text)
    refused = 0
    for number, (member, fields) in enumerate(rows, 1):
        if number > MAX_ROWS:
            yield Refused(member=member, reason=f"only {MAX_ROWS:,} rows of a file are read; split the file")
            return
        found = read_row(fields, member=member) if isinstance(fields, dict) else None
        if found is None:
            reason = fields if isinstance(fields, str) else f"{member}: no text found; {WANTED}"
            if not member:
                raise SourceRejected(source, f"no text found in this JSON; {WANTED}")
            yield Refused(member=member, reason=reason)
            refused += 1
        else:
            yield found
        if refused >= MAX_REFUSED:
            yield Refused(
                member=member, reason=f"{refused:,} rows cannot be read; those behind {member} were not tried"
            )
            return


def _json_rows(source: str, text: str) -> Iterator[Row]:
    """The objects of JSON Lines, of an array, of an array inside one object, or the one object itself."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    is_array = text.lstrip().startswith("[")
    if not is_array and len(lines) > 1 and any(isinstance(_loaded(line), dict) for _, line in lines[:2]):
        for number, line in lines:
            value = _loaded(line)
            reason = NO_JSON if value is None else "not an object with named fields"
            yield f"line {number}", value if isinstance(value, dict) else f"line {number}: {reason}"
        return
    try:
        value = json.loads(text)
    except RecursionError:
        raise SourceRejected(source, "this JSON is nested too deeply") from None
    except ValueError as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise SourceRejected(source, f"this is not valid JSON{place}; it may be damaged or cut off") from None
    yield from _rows_in(value)


def _rows_in(value: Any) -> Iterator[Row]:
    if isinstance(value, dict):
        inside = next((value[name] for name in ROWS_BELOW if _is_list_of_objects(value.get(name))), None)
        if inside is None or known_names(value)["text"]:
            yield "", value
            return
        value = inside
    for number, item in enumerate(value, 1):
        member = f"item {number}"
        yield member, item if isinstance(item, dict) else f"{member}: not an object with named fields"


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value[:10])


def _loaded(line: str) -> Any | None:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _csv_rows(source: str, text: str) -> Iterator[Row]:
    reader = _reader(text, _delimiter(text) or ",")
    header = [name.strip() for name in next(reader)]
    if not known_names(header)["text"]:
        found = ", ".join(name for name in header if name)[:300]
        raise SourceRejected(source, f"this table has no column of text; found {found}; {WANTED}")
    while True:
        member = f"line {reader.line_num + 1}"
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield member, f"{member}: longer than {MAX_FIELD_CHARS:,} characters, or damaged"
            continue
        if len(row) == len(header):
            yield member, dict(zip(header, row, strict=True))
        elif any(cell.strip() for cell in row):
            yield member, f"{member}: it has {len(row)} columns where the header has {len(header)}"


def _reader(text: str, delimiter: str) -> Any:
    """Rows as lists. The limit on a field is one for the whole process; this sets it to the same each time."""
    csv.field_size_limit(MAX_FIELD_CHARS)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str | None:
    """What stands between the columns, or None where this is no table."""
    head = text[:SNIFFED_CHARS]
    first = head.lstrip().partition("\n")[0]
    candidates = [sign for sign in DELIMITERS if sign in first[:5_000]]
    return next((sign for sign in candidates if _is_csv(head, sign, is_cut=len(text) > SNIFFED_CHARS)), None)


def _is_csv(head: str, delimiter: str, *, is_cut: bool) -> bool:
    reader = _reader(head, delimiter)
    rows: list[list[str]] = []
    with suppress(csv.Error):  # one field takes up everything: a quote that opens and never closes
        rows.extend(row for row in islice(reader, SNIFFED_ROWS) if row)
    if is_cut and len(rows) > 2 and len(rows) < SNIFFED_ROWS:
        rows.pop()
    return len(rows) >= 2 and _is_header(rows[0], rows[1:])


def _is_header(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether this names the columns of the rows below: known names over equal rows, or plainly a table."""
    names = [name.strip() for name in header]
    if len(names) < 2 or not all(0 < len(name) <= MAX_COLUMN_NAME_CHARS for name in names):
        return False
    if len(set(names)) < len(names) or names[-1][-1] in ".!?;:":
        return False
    equal = sum(len(row) == len(names) for row in rows)
    known = known_names(names)
    count = sum(map(bool, known.values()))
    if known["text"] and count >= 2:
        return equal >= MIN_EQUAL_SHARE * len(rows)
    is_plain_table = len(names) >= 3 and equal == len(rows)
    return is_plain_table and (count >= 2 or len(rows) + 1 >= MIN_ROWS_OF_UNKNOWN_TABLE)
