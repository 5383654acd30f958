"""How three kinds of model server write an answer, so that `tests.qa.faults` can misbehave in each.

OpenAI      server-sent events, an end said by `finish_reason`, then `[DONE]`
Anthropic   named server-sent events, an end said by `stop_reason`, then `message_stop`
Ollama      a JSON object a line, an end said by `done` and `done_reason`
"""

import json
from typing import Protocol

LLAMA_OVERFLOW = {
    "code": 400,
    "message": "request (2310 tokens) exceeds the available context size (2048 tokens)",
    "type": "exceed_context_size_error",
}


class Dialect(Protocol):
    """The bytes of one protocol; `overflows` are the ways to say that a prompt is too long."""

    kind: str
    opening: bytes
    closing: bytes
    empty: bytes
    error: bytes
    broken: bytes
    overflows: tuple[tuple[int, object], tuple[int, object]]

    def piece(self, text: str | None) -> bytes: ...

    def ending(self, reason: str) -> bytes: ...

    def refusal(self, code: int, message: str) -> object: ...


def _event(data: object, name: str = "") -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {data if isinstance(data, str) else json.dumps(data)}\n\n".encode()


class OpenAI:
    kind = "text/event-stream"
    opening = b""
    closing = _event("[DONE]")
    empty = _event({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "faulty", "choices": []})
    error = _event({"error": {"message": "the engine died", "code": 500}})
    broken = _event('{"choices": [')
    overflows = (
        (400, {"error": {"message": "maximum context length is 2048 tokens", "code": "context_length_exceeded"}}),
        (400, {"error": LLAMA_OVERFLOW}),
    )

    def piece(self, text: str | None) -> bytes:
        return self._chunk(text, None)

    def ending(self, reason: str) -> bytes:
        return self._chunk("", reason)

    def refusal(self, code: int, message: str) -> object:
        return {"error": {"message": message}}

    def _chunk(self, text: str | None, finish: str | None) -> bytes:
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
        return _event(
            {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "faulty", "choices": [choice]}
        )


class Anthropic:
    kind = "text/event-stream"
    opening = _event(
        {
            "type": "message_start",
            "message": {
                "id": "msg_1", "type": "message", "role": "assistant", "model": "faulty", "content": [],
                "stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 9, "output_tokens": 1},
            },
        },
        "message_start",
    ) + _event(
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        "content_block_start",
    )  # fmt: skip
    closing = _event({"type": "message_stop"}, "message_stop")
    empty = _event({"type": "content_block_stop", "index": 0}, "content_block_stop")
    error = _event({"type": "error", "error": {"type": "internal_error", "message": "the engine died"}}, "error")
    broken = _event('{"type": "content_block_delta", "index"', "content_block_delta")
    overflows = (
        (400, {"type": "error", "error": {"type": "invalid_request_error",
                                          "message": "prompt is too long: 9210 tokens > 8192 maximum"}}),
        (413, {"type": "error", "error": {"type": "request_too_large",
                                          "message": "Request exceeds the maximum size"}}),
    )  # fmt: skip

    def piece(self, text: str | None) -> bytes:
        delta = {"type": "text_delta", "text": text}
        return _event({"type": "content_block_delta", "index": 0, "delta": delta}, "content_block_delta")

    def ending(self, reason: str) -> bytes:
        told = {"stop": "end_turn", "length": "max_tokens"}.get(reason, reason)
        delta = {"stop_reason": told, "stop_sequence": None}
        stop = _event({"type": "content_block_stop", "index": 0}, "content_block_stop")
        end = {"type": "message_delta", "delta": delta, "usage": {"output_tokens": 7}}
        return stop + _event(end, "message_delta")

    def refusal(self, code: int, message: str) -> object:
        return {"type": "error", "error": {"type": "an_error", "message": message}}


class Ollama:
    kind = "application/x-ndjson"
    opening = b""
    closing = b""
    empty = b'{"model": "faulty", "created_at": "2026-07-02T10:00:00Z", "done": false}\n'
    error = b'{"error": "the engine died"}\n'
    broken = b'{"model": "faulty", "message": {"ro\n'
    overflows = (
        (400, {"error": "the input length exceeds the context length"}),
        (400, {"error": LLAMA_OVERFLOW}),
    )

    def piece(self, text: str | None) -> bytes:
        return self._line(text, done=False)

    def ending(self, reason: str) -> bytes:
        return self._line("", done=True, done_reason=reason)

    def refusal(self, code: int, message: str) -> object:
        return {"error": message}

    def _line(self, text: str | None, **end: object) -> bytes:
        message = {"role": "assistant", "content": text}
        line = {"model": "faulty", "created_at": "2026-07-02T10:00:00Z", "message": message, **end}
        return json.dumps(line).encode() + b"\n"
