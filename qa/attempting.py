"""One call of a model: its pieces as they come, by our clock, and how it ended.

The client's stream is read on a thread of its own, since a client's time-out counts from token to
token and a server that drips could hold a question for ever. A stream that ends without saying
that its answer had is a failure: a lost connection looks just like it.

Knows nothing of retries; those are `qa.generating`'s.
"""

import queue
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from qa.errors import ModelError, ModelTimeout
from qa.failures import OTHERWISE, UnfinishedError
from qa.prompting import Message

# How the providers say that a draft reached its limit of length, and that they took it back.
CUT = frozenset({"length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded"})
FILTERED = frozenset(
    {"content_filter", "refusal", "safety", "recitation", "prohibited_content", "guardrail_intervened"}
)


@dataclass(frozen=True, slots=True)
class _End:
    """What the client's thread says last: the reason the model gave, or the error it met."""

    reason: str | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """When the first word and the whole draft must be there, by `time.monotonic`."""

    first_word: float
    whole: float


def attempt(chat: Any, prompt: Sequence[Message], limits: Limits, name: str) -> Generator[str, None, bool]:
    """The pieces of one draft; returns whether it was cut at its limit of length.

    Raises: ModelTimeout past a limit, ModelError where the draft is empty or has no end, and
    whatever the client raises.
    """
    pieces: queue.Queue[str | _End] = queue.Queue()
    stopped = threading.Event()
    messages = [(message.role, message.text) for message in prompt]
    threading.Thread(target=_pump, args=(chat, messages, pieces, stopped), daemon=True).start()
    seen = False
    try:
        while True:
            limit = limits.whole if seen else min(limits.first_word, limits.whole)
            try:
                piece = pieces.get(timeout=max(0.0, limit - time.monotonic()))
            except queue.Empty:
                which = "more" if seen else "first"
                raise ModelTimeout(f"the model {name!r} gave no {which} word in time; {OTHERWISE}") from None
            if isinstance(piece, _End):
                return _is_cut(piece, name, seen=seen)
            seen = seen or not piece.isspace()
            yield piece
    finally:
        stopped.set()


def _is_cut(end: _End, name: str, *, seen: bool) -> bool:
    if end.error is not None:
        raise end.error
    if end.reason is None and seen:
        raise ModelError(f"the model {name!r} stopped in the middle of its answer; {OTHERWISE}") from UnfinishedError()
    if not seen:
        raise ModelError(f"the model {name!r} answered with nothing; {OTHERWISE}")
    if end.reason in FILTERED:
        raise ModelError(f"the model {name!r} had its answer withheld ({end.reason}); {OTHERWISE}")
    return end.reason in CUT


def _pump(chat: Any, messages: Any, pieces: "queue.Queue[str | _End]", stopped: threading.Event) -> None:
    """Read the client's stream to its end, or until nobody listens any more."""
    reason: str | None = None
    try:
        for chunk in chat.stream(messages):
            if stopped.is_set():
                return
            reason = _reason(chunk.response_metadata) or reason
            text = chunk.text if isinstance(chunk.text, str) else str(chunk.text)
            if text:
                pieces.put(text)
        pieces.put(_End(reason=reason))
    except Exception as error:  # the clients share no base class
        pieces.put(_End(error=error))


def _reason(metadata: dict[str, Any]) -> str | None:
    """Why the model stopped, in its provider's word; Ollama's older servers say `done` and nothing more."""
    said = metadata.get("finish_reason") or metadata.get("stop_reason") or metadata.get("done_reason")
    if said is None:
        return "stop" if metadata.get("done") is True else None
    return str(said).casefold()
