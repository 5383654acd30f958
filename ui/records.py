"""An exchange as a text to be kept, and back: the question, what it came to, and all of the evidence.

    exchange_of(record_of(exchange)) == exchange

Knows nothing about where records lie.
"""

import json
from functools import cache

from pydantic import TypeAdapter, ValidationError

from qa import Abstention, Answer, Reply
from ui import conversation_wording
from ui.asking import Failure, Stopped
from ui.session import Exchange

FORMAT = 1
KINDS: dict[str, type] = {"answer": Answer, "abstention": Abstention, "failure": Failure, "stopped": Stopped}


def record_of(exchange: Exchange) -> str:
    """The exchange as JSON, without its number."""
    kind = next(name for name, its in KINDS.items() if isinstance(exchange.outcome, its))
    record = {
        "format": FORMAT,
        "kind": kind,
        "question": exchange.question,
        "ignored": sorted(exchange.ignored),
        "outcome": _adapter(kind).dump_python(exchange.outcome, mode="json"),
    }
    return json.dumps(record, ensure_ascii=False)


def exchange_of(record: str, number: int = 0) -> Exchange:
    """The exchange; one that failed, and says so, where another version of the program wrote the record."""
    read = json.loads(record)
    question, ignored = str(read.get("question", "")), frozenset(map(str, read.get("ignored", ())))
    try:
        if read.get("format") != FORMAT:
            raise KeyError("format")
        outcome: Reply | Failure | Stopped = _adapter(read["kind"]).validate_python(read["outcome"])
    except (KeyError, ValidationError):
        outcome = Failure(message=conversation_wording.UNREADABLE)
    return Exchange(question, outcome, ignored, number=number)


@cache
def _adapter(kind: str) -> TypeAdapter[Reply | Failure | Stopped]:
    return TypeAdapter(KINDS[kind])
