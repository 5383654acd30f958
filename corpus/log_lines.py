"""A log record as one line of pairs, which holds no text of an article and no key.

    time=... level=info program=corpus pid=4711 event=run.finished added=3 source="caf\\u00e9 \\"Tern\\".txt"

A value that is not plain is a JSON string, so that a line is taken apart by one pattern
and `json.loads`. Values are cut, and credentials in them masked.

What other libraries say is kept to their own words, without what they put in; an
exception is told by its class and the places it passed, and by its message only where
that class speaks of paths or code and not of data.

Knows nothing about where the line goes.
"""

import json
import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType

from corpus.concealing import concealed
from corpus.errors import CorpusError
from corpus.settings import PROJECT_FOLDER

EVENTS = "footnote"  # the logger of our events: the message is the event's name
FIELDS = "footnote_fields"  # the attribute of a record that has its pairs
MAX_VALUE_CHARS = 500
MAX_FOREIGN_CHARS = 300  # of a message that another library wrote
MAX_FRAMES = 25
OURS = ("corpus", "qa", "ui")
# Errors whose messages name a path or a piece of code. Any other may quote what it choked on.
TELLING = (CorpusError, OSError, AttributeError, NameError, TypeError, ImportError, NotImplementedError, MemoryError)
PLAIN = re.compile(r"[\w.,:;/@+*%~!?()\[\]{}<>|&^$#-]+", re.ASCII)
OWN_NAMES = frozenset(("time", "level", "program", "pid", "event"))
UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def line_of(record: logging.LogRecord, program: str) -> str:
    """The record as a line, without the end of the line."""
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    pairs: dict[str, object] = {
        "time": moment, "level": record.levelname.lower(), "program": program, "pid": record.process
    }  # fmt: skip
    fields: Mapping[str, object] = getattr(record, FIELDS, {})
    if record.name == EVENTS:
        pairs["event"] = record.msg
    else:
        pairs["event"] = "error.unexpected" if record.exc_info else "message"
        fields = {"logger": record.name, "message": _message_of(record), **fields}
    for name, value in fields.items():
        name = re.sub(r"[^a-z0-9_]", "_", name.lower()[:40]) or "_"
        pairs[name + "_" * (name in OWN_NAMES)] = value
    line = " ".join(f"{name}={_written(value)}" for name, value in pairs.items())
    error = record.exc_info[1] if record.exc_info else None
    return " ".join([line, *_told(error)]) if error else line


def _message_of(record: logging.LogRecord) -> str:
    """What was said: ours in full; of others their own words, with only numbers put in.

    A message without arguments may have had text put in before it came: only its place is told.
    """
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()
    if not record.args:
        return f"{record.filename}:{record.lineno}"
    values = record.args if isinstance(record.args, tuple) else ("",)
    is_known = all(isinstance(value, int | float) for value in values)
    return (record.getMessage() if is_known else str(record.msg))[:MAX_FOREIGN_CHARS]


def _told(error: BaseException) -> Iterator[str]:
    """An exception as pairs: its class, its message where that can be told, where it came from, what caused it."""
    yield f"error={_written(type(error).__name__)}"
    if isinstance(error, TELLING):
        yield f"reason={_written(str(error))}"
    yield f"traceback={_quoted(_frames(error.__traceback__))}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        yield f"cause={_written(type(cause).__name__)} cause_traceback={_quoted(_frames(cause.__traceback__))}"


def _frames(traceback: TracebackType | None) -> str:
    """Where the exception passed, outermost first, without a line of code or any value."""
    frames = []
    while traceback:
        code = traceback.tb_frame.f_code
        file = code.co_filename.removeprefix(f"{PROJECT_FOLDER}/").rpartition("site-packages/")[2]
        frames.append(f"{file}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return " > ".join(frames[-MAX_FRAMES:])


def _written(value: object) -> str:
    """A value on one line: as it is where it is plain, otherwise as a JSON string; long ones are cut."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, float):
        return str(round(value, 3))
    text = concealed(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
    if len(text) > MAX_VALUE_CHARS:
        text = text[:MAX_VALUE_CHARS] + "…"
    return text if PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """A JSON string that holds nothing a terminal or an editor would obey, or take for the end of a line."""
    quoted = json.dumps(text, ensure_ascii=False)
    is_safe = all(unicodedata.category(char) not in UNSAFE for char in quoted)
    return quoted if is_safe else json.dumps(text)
