"""A record is one line that can be taken apart again, without text of articles and without keys."""

import json
import logging
import re
import sys

import pytest

from corpus import CatalogueError
from corpus.log_lines import EVENTS, FIELDS, line_of

PAIR = re.compile(r'([a-z0-9_]+)=("(?:[^"\\]|\\.)*"|[^\s"=]*)(?: |$)')


def taken_apart(line: str) -> dict[str, str]:
    """The pairs of a line, as any program would read it: by one pattern, and JSON for what is quoted."""
    assert PAIR.sub("", line) == "", "something in the line belongs to no pair"
    return {name: json.loads(value) if value[:1] == '"' else value for name, value in PAIR.findall(line)}


def record_of(name: str, message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    raised = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.WARNING, "", 0, message, arguments, raised)


def line(fields: dict[str, object]) -> str:
    record = record_of(EVENTS, "index.rebuilt")
    setattr(record, FIELDS, fields)
    return line_of(record, "corpus")


def test_event_reads_as_pairs_in_order() -> None:
    written = line({"passages": 1200, "seconds": 3.14159, "sound": True, "owner": None, "kinds": ("a", "b")})
    head, _, tail = written.partition(" event=")
    assert re.fullmatch(r"time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=warning program=corpus pid=\d+", head)
    assert tail == 'index.rebuilt passages=1200 seconds=3.142 sound=true owner=null kinds="a, b"'


@pytest.mark.parametrize(
    "value",
    [
        "", " ", "two words", 'say "no"', "back\\slash", "a=b", "line\nbreak\r\n", "tab\tnul\x00bell\x07",
        "café", "\u2028\u2029\x85", "\x1b[31mred", "\u202egnp.exe", "\ud800", "🚢", 'x" level=error event="forged',
        "\\u000a", "\\", '"', "#{}[]", "ПАРОМ",
    ],
)  # fmt: skip
def test_whatever_a_value_holds_it_is_one_line_and_comes_back(value: str) -> None:
    written = line({"source": value, "after": 1})
    assert written.splitlines() == [written]
    assert all(char.isprintable() for char in written)
    assert taken_apart(written)["source"] == value
    assert (taken_apart(written)["event"], taken_apart(written)["after"]) == ("index.rebuilt", "1")


def test_huge_value_is_cut() -> None:
    assert taken_apart(line({"source": "word " * 1_000_000}))["source"] == "word " * 100 + "…"


def test_field_cannot_pass_for_the_line_s_own_or_break_out_of_its_name() -> None:
    pairs = taken_apart(line({"event": "forged", 'A b"=\n': 1, "": 2}))
    assert (pairs["event"], pairs["event_"], pairs["a_b___"], pairs["_"]) == ("index.rebuilt", "forged", "1", "2")


def test_credentials_of_an_address_are_masked() -> None:
    pairs = taken_apart(line({"source": "https://mara:ferry7@news.example/feed?token=tern"}))
    assert pairs["source"] == "https://***@news.example/feed?token=***"


def test_other_libraries_are_told_in_their_own_words_without_what_they_put_in() -> None:
    pairs = taken_apart(line_of(record_of("library", "cannot embed %r (%d left)", "The ferry sank.", 3), "ui"))
    assert (pairs["event"], pairs["logger"]) == ("message", "library")
    assert pairs["message"] == "cannot embed %r (%d left)"
    assert taken_apart(line_of(record_of("library", "%d left", 3), "ui"))["message"] == "3 left"


def test_our_own_messages_are_told_in_full() -> None:
    assert taken_apart(line_of(record_of("ui.asking", "error %s: %s", "ab12", "lost"), "ui"))["message"] == (
        "error ab12: lost"
    )


def raised(error: Exception, cause: Exception | None = None) -> BaseException:
    try:
        secret = "The ferry sank."  # noqa: F841  (a local that no line may hold)
        raise error from cause
    except Exception as caught:
        assert sys.exc_info()[1] is caught
        return caught


def test_exception_is_told_by_class_and_place_on_one_line() -> None:
    written = line_of(record_of("ui.app", "a page failed", error=raised(KeyError("The ferry sank."))), "ui")
    pairs = taken_apart(written)
    assert (pairs["event"], pairs["error"]) == ("error.unexpected", "KeyError")
    assert re.fullmatch(r"tests/corpus/test_log_lines\.py:\d+ raised", pairs["traceback"])
    assert "ferry" not in written


def test_message_of_an_error_that_speaks_of_paths_is_told_and_its_cause_named() -> None:
    error = raised(CatalogueError("the catalogue '/a' cannot be used"), ValueError("The ferry sank."))
    written = line_of(record_of("ui.app", "a page failed", error=error), "ui")
    pairs = taken_apart(written)
    assert (pairs["error"], pairs["reason"]) == ("CatalogueError", "the catalogue '/a' cannot be used")
    assert pairs["cause"] == "ValueError"
    assert "ferry" not in written


def test_message_that_another_library_put_text_into_is_told_by_its_place_alone() -> None:
    question = "Who leads the ferry inquiry?"
    record = logging.LogRecord("library", logging.WARNING, "/lib/parser.py", 7, f"no parse of {question}", None, None)
    line = line_of(record, program="qa")
    assert "message=parser.py:7" in line
    assert "ferry" not in line
