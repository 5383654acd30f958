"""Every way a model's server can fail ends in one named error, in time; see `tests.qa.faulty`."""

import re
import sys
import threading
import time
from pathlib import Path

import pytest
from langchain.chat_models import base

from qa import generating
from qa.errors import ContextOverflow, ModelError, ModelNotAvailable, ModelTimeout
from qa.generating import ChatModelGenerator, Signal
from qa.prompting import Message, Style
from qa.settings import QASettings
from tests.qa.faulty import FaultyServer, Script, answer, drip, events, hang, reset_after, status, text

PROMPT = [Message("system", "Answer."), Message("user", "Who was fined?")]
OPENAI_OVERFLOW = {"message": "maximum context length is 2048 tokens", "code": "context_length_exceeded"}
LLAMA_OVERFLOW = {
    "code": 400,
    "message": "request exceeds the available context size",
    "type": "exceed_context_size_error",
}
CANARY = "sk-canary-4711"


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generating, "FIRST_WAIT_SECONDS", 0.05)


def generator(base_url: str) -> ChatModelGenerator:
    return ChatModelGenerator(
        QASettings(model="faulty", base_url=base_url, api_key=CANARY, answer_seconds=2, first_token_seconds=1)
    )


def draft_of(*scripts: Script) -> tuple[list[str | Signal], int]:
    """The pieces that come of these scripts, and how many calls they took."""
    with FaultyServer(scripts) as server:
        return list(generator(server.base_url).stream(PROMPT)), len(server.calls)


def failure_of(*scripts: Script) -> tuple[ModelError, int, float]:
    """The error that comes of these scripts, the number of calls and the seconds."""
    with FaultyServer(scripts) as server:
        begun = time.monotonic()
        with pytest.raises(ModelError) as caught:
            list(generator(server.base_url).stream(PROMPT))
        return caught.value, len(server.calls), time.monotonic() - begun


def test_a_draft_is_handed_on_piece_by_piece() -> None:
    assert draft_of(answer("Rain ", "fell."))[0] == ["Rain ", "fell."]


def test_the_server_is_asked_with_the_prompt_the_name_and_the_key() -> None:
    with FaultyServer([answer("Rain fell.")]) as server:
        list(generator(server.base_url).stream(PROMPT))
    call = server.calls[0]
    assert [(turn["role"], turn["content"]) for turn in call["messages"]] == [
        ("system", "Answer."), ("user", "Who was fined?"),
    ]  # fmt: skip
    assert (call["model"], call["temperature"], call["stream"]) == ("faulty", 0, True)
    assert server.keys == [f"Bearer {CANARY}"]


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_busy_server_is_asked_again(code: int) -> None:
    assert draft_of(status(code), status(code), answer("Rain fell.")) == (["Rain fell."], 3)


def test_a_reset_before_the_first_word_is_tried_again() -> None:
    assert draft_of(reset_after(), answer("Rain fell.")) == (["Rain fell."], 2)


@pytest.mark.parametrize("code", [429, 500])
def test_a_server_that_stays_busy_is_given_up_after_three_calls(code: int) -> None:
    error, calls, _ = failure_of(status(code))
    assert calls == 3
    assert str(code) in str(error)


def test_a_long_wait_asked_for_is_not_waited() -> None:
    _, _, seconds = failure_of(status(429, Retry_After="3600"))
    assert seconds < 4


@pytest.mark.parametrize("code", [400, 401, 403, 404, 422])
def test_what_another_try_cannot_mend_is_called_once(code: int) -> None:
    assert failure_of(status(code))[1] == 1


@pytest.mark.parametrize("body", [OPENAI_OVERFLOW, LLAMA_OVERFLOW])
def test_a_prompt_too_long_is_named_so_and_not_tried_again(body: object) -> None:
    error, calls, _ = failure_of(status(400, body))
    assert isinstance(error, ContextOverflow)
    assert calls == 1


@pytest.mark.parametrize(
    "script",
    [
        text("<html><body>Log in</body></html>", "text/html"),
        text('{"choices": [', "application/json"),
        events({"choices": []}, "[DONE]"),
        events('{"choices": [', "[DONE]"),
        events({"error": {"message": "overloaded", "code": 500}}),
        answer(),
        answer("Rain fell", finish=None),
        reset_after("Rain fell"),
        events({"id": "x", "choices": [{"index": 0, "delta": {"content": None}, "finish_reason": "stop"}]}),
    ],
    ids=["html", "cut-json", "no-choices", "bad-event", "error-event", "nothing", "no-finish", "reset", "null"],
)  # fmt: skip
def test_what_is_no_whole_answer_is_a_model_error(script: Script) -> None:
    error, calls, seconds = failure_of(script)
    assert "the model 'faulty'" in str(error)
    assert calls <= 3
    assert seconds < 4


def test_a_draft_that_starts_over_is_told_of() -> None:
    assert draft_of(reset_after("Rain fell"), answer("Sun rose.")) == (["Rain fell", Signal.AGAIN, "Sun rose."], 2)


def test_a_draft_cut_at_its_limit_says_so_at_its_end() -> None:
    assert draft_of(answer("Rain fell. The", finish="length")) == (["Rain fell. The", Signal.CUT], 1)


@pytest.mark.parametrize("reason", ["content_filter", "refusal"])
def test_a_draft_taken_back_by_a_filter_is_a_failure(reason: str) -> None:
    error, calls, _ = failure_of(answer("Rain fell", finish=reason))
    assert (calls, f"withheld ({reason})" in str(error)) == (1, True)


def test_spaces_are_no_answer() -> None:
    assert "answered with nothing" in str(failure_of(answer(" ", "\n"))[0])


def test_pieces_before_a_failure_are_handed_on() -> None:
    with FaultyServer([answer("Rain ", "fell", finish=None)]) as server:
        stream = generator(server.base_url).stream(PROMPT)
        assert [next(stream), next(stream)] == ["Rain ", "fell"]
        assert next(stream) is Signal.AGAIN
        with pytest.raises(ModelError, match="stopped in the middle"):
            list(stream)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (hang(), "gave no first word in time"),
        (hang("Rain "), "gave no more word in time|Timeout"),
        (drip("rain ", every=0.25, times=20), "gave no more word in time"),
    ],
    ids=["before-the-first-word", "in-the-middle", "slow-drip"],
)
def test_a_server_too_slow_is_left_at_the_deadline(script: Script, said: str) -> None:
    error, calls, seconds = failure_of(script)
    assert isinstance(error, ModelTimeout)
    assert re.search(said, str(error))
    assert (calls, seconds < 4) == (1, True)


def test_a_reader_who_leaves_ends_the_call() -> None:
    with FaultyServer([drip("rain ", every=0.05, times=200)]) as server:
        stream = generator(server.base_url).stream(PROMPT)
        before = threading.active_count()
        next(stream)
        stream.close()  # type: ignore[attr-defined]
        deadline = time.monotonic() + 5
        while threading.active_count() >= before + 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert time.monotonic() < deadline


def test_no_server_at_all_is_a_model_error_in_time() -> None:
    begun = time.monotonic()
    with pytest.raises(ModelError, match="Connection"):
        list(generator("http://127.0.0.1:9/v1").stream(PROMPT))
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize("script", [status(401, {"message": f"wrong key {CANARY}"}), status(500), reset_after()])
def test_the_key_stands_in_no_message(script: Script) -> None:
    assert CANARY not in str(failure_of(script)[0])


def remote(model: str) -> ChatModelGenerator:
    return ChatModelGenerator(QASettings(model=model))


def test_an_unknown_provider_is_not_available() -> None:
    with pytest.raises(ModelNotAvailable, match=r"'nosuch:model' cannot be used .*FOOTNOTE_MODEL takes"):
        list(remote("nosuch:model").stream(PROMPT))


@pytest.mark.parametrize("provider", ["anthropic", "ollama"])
def test_a_provider_whose_package_is_missing_is_named(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    base._get_chat_model_creator.cache_clear()  # it remembers the packages that it found for an earlier test
    for package in (f"langchain_{provider}", "langchain_community"):
        monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ModelNotAvailable, match=f"pip install langchain-{provider}`, or unset FOOTNOTE_MODEL"):
        list(remote(f"{provider}:name").stream(PROMPT))


def test_a_missing_key_is_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelNotAvailable, match="FOOTNOTE_API_KEY"):
        list(remote("openai:gpt").stream(PROMPT))


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelNotAvailable, match=r"there is no model file '.*nowhere\.gguf'"):
        list(remote(f"gguf:{tmp_path}/nowhere.gguf").stream(PROMPT))


@pytest.mark.parametrize(
    ("model", "style", "name"),
    [
        ("embedded", Style.SHORT, "embedded:smollm2-135m"),
        ("gguf:/m.gguf", Style.FULL, "gguf:/m.gguf"),
        ("openai:gpt", Style.FULL, "openai:gpt"),
    ],
)
def test_the_model_tells_how_it_is_spoken_to(model: str, style: Style, name: str) -> None:
    made = remote(model)
    assert (made.style, made.name) == (style, name)


def test_a_small_model_file_is_spoken_to_in_short(tmp_path: Path) -> None:
    (tmp_path / "small.gguf").write_bytes(b"GGUF")
    assert remote(f"gguf:{tmp_path}/small.gguf").style is Style.SHORT


def test_a_server_of_ones_own_is_spoken_to_in_full() -> None:
    assert generator("http://127.0.0.1:9/v1").style is Style.FULL
