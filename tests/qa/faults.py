"""The nineteen ways in which a model's server fails, as data, and what each must come to.

Written once; `dialects` say each in the words of a protocol. A fault ends in a whole draft after
another try, in a draft that is marked as cut, or in a `ModelError`; never in anything else.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.errors import ContextOverflow, ModelError, ModelTimeout
from tests.qa.dialects import Dialect
from tests.qa.faulty import Handler, Script

WHOLE = "Rain fell."


@dataclass(frozen=True, slots=True)
class Fault:
    """What a server does, call by call, and what must come of it, with at most so many calls."""

    name: str
    scripts: Callable[[Dialect], Sequence[Script]]
    calls: int
    error: type[ModelError] | None = None
    draft: str = WHOLE
    says: str = ""
    is_cut: bool = False
    answer_seconds: float = 20.0  # so long that a busy machine decides nothing; those about time name their own
    first_token_seconds: float = 10.0


def whole(dialect: Dialect, *pieces: str | None, finish: str | None = "stop") -> Script:
    def script(handler: Handler) -> None:
        handler.start(200, dialect.kind)
        handler.write(dialect.opening)
        for piece in pieces:
            handler.write(dialect.piece(piece))
        if finish is not None:
            handler.write(dialect.ending(finish))
        if finish is not None or not dialect.opening:  # Anthropic's closing says as much as its ending
            handler.write(dialect.closing)

    return script


def refused(dialect: Dialect, code: int, body: object = None, **headers: str) -> Script:
    def script(handler: Handler) -> None:
        handler.start(code, "application/json", **headers)
        handler.write(json.dumps(body or dialect.refusal(code, f"status {code}")).encode())

    return script


def body(text: bytes, kind: str) -> Script:
    def script(handler: Handler) -> None:
        handler.start(200, kind)
        handler.write(text)

    return script


def begun(dialect: Dialect, *pieces: str, then: Callable[[Handler], None]) -> Script:
    """An answer begun, and then something else."""

    def script(handler: Handler) -> None:
        handler.start(200, dialect.kind)
        handler.write(dialect.opening)
        for piece in pieces:
            handler.write(dialect.piece(piece))
        then(handler)

    return script


def reset(dialect: Dialect, *pieces: str) -> Script:
    def then(handler: Handler) -> None:
        time.sleep(0.2)  # what was written must arrive before the reset discards it
        handler.reset()

    return begun(dialect, *pieces, then=then)


def silent(dialect: Dialect, *pieces: str) -> Script:
    return begun(dialect, *pieces, then=lambda _: time.sleep(7))


def dripping(dialect: Dialect) -> Script:
    def then(handler: Handler) -> None:
        for _ in range(100):
            handler.write(dialect.piece("rain "))
            time.sleep(0.1)

    return begun(dialect, then=then)


def written(dialect: Dialect, data: bytes) -> Script:
    return begun(dialect, "Rain fe", then=lambda handler: handler.write(data))


FAULTS = (
    Fault("busy-twice", lambda d: [refused(d, 429, Retry_After="1")] * 2 + [whole(d, "Rain ", "fell.")], 3),
    Fault("busy-for-ever", lambda d: [refused(d, 429)], 3, ModelError, says="429"),
    Fault("broken-for-ever", lambda d: [refused(d, 500)], 3, ModelError, says="500"),
    Fault("busy-for-an-hour", lambda d: [refused(d, 429, Retry_After="3600")], 1, ModelError, says="3600 seconds"),
    Fault("wrong-key", lambda d: [refused(d, 401)], 1, ModelError, says="401"),
    Fault("overflow", lambda d: [refused(d, *d.overflows[0])], 2, ContextOverflow),
    Fault("overflow-said-otherwise", lambda d: [refused(d, *d.overflows[1])], 2, ContextOverflow),
    Fault("cut-json", lambda d: [body(b'{"choices": [', "application/json")], 3, ModelError),
    Fault("html", lambda d: [body(b"<html><body>Log in</body></html>", "text/html")], 3, ModelError),
    Fault("no-choices", lambda d: [begun(d, then=lambda h: h.write(d.empty + d.ending("stop")))], 3, ModelError),
    Fault("null", lambda d: [whole(d, None)], 3, ModelError),
    Fault("cut", lambda d: [whole(d, "Rain fell. The ri", finish="length")], 1, draft="Rain fell. The ri", is_cut=True),
    Fault("no-ending", lambda d: [whole(d, "Rain fell", finish=None)], 3, ModelError, says="in the middle"),
    Fault("reset", lambda d: [reset(d, "Rain fe"), whole(d, WHOLE)], 2),
    Fault("error-event", lambda d: [written(d, d.error)], 3, ModelError),
    Fault("broken-event", lambda d: [written(d, d.broken)], 3, ModelError),
    Fault("no-first-word", lambda d: [silent(d)], 3, ModelTimeout, answer_seconds=2, first_token_seconds=0.8),
    Fault("silent", lambda d: [silent(d, "Rain fe")], 3, ModelTimeout, answer_seconds=2, first_token_seconds=0.8),
    Fault("dripping", lambda d: [dripping(d)], 1, ModelTimeout, answer_seconds=1.5),
)
