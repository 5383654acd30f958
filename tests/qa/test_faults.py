"""Nineteen faults of a server, four kinds of model: each ends in a right retry or in one error, in time."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from qa import clients, generating
from qa.embedded import Endpoint
from qa.errors import ModelError
from qa.generating import ChatModelGenerator, Signal
from qa.prompting import Message, Prompt
from qa.settings import QASettings
from tests.qa.dialects import Anthropic, Dialect, Ollama, OpenAI
from tests.qa.faults import FAULTS, Fault, refused, reset, whole
from tests.qa.faulty import FaultyServer, Script

SLACK_SECONDS = 2.0
KEY = "sk-canary-4711"
SENTENCES = [f"Sentence {number} of the evidence." for number in range(1, 7)]


@dataclass(frozen=True, slots=True)
class Adapter:
    """A kind of model: what it is called, how its server speaks, where it is called."""

    model: str
    dialect: Dialect
    path: str
    suffix: str = ""


ADAPTERS = {
    "openai": Adapter("openai:faulty", OpenAI(), "/v1/chat/completions", "/v1"),
    "anthropic": Adapter("anthropic:faulty", Anthropic(), "/v1/messages"),
    "ollama": Adapter("ollama:faulty", Ollama(), "/api/chat"),
    "gguf": Adapter("gguf:/faulty.gguf", OpenAI(), "/v1/chat/completions"),
}
Make = Callable[..., ChatModelGenerator]


@pytest.fixture(params=ADAPTERS)
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return ADAPTERS[request.param]


@pytest.fixture
def make(adapter: Adapter, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes a generator that asks the server; a GGUF model's where the endpoint in this process would stand."""
    monkeypatch.setattr(generating, "FIRST_WAIT_SECONDS", 0.05)

    def generator(server: FaultyServer, answer_seconds: float = 20.0, first: float = 10.0) -> ChatModelGenerator:
        monkeypatch.setattr(
            clients, "start", lambda weights, tokens: Endpoint(f"{server.root}/v1", "local-key", tokens)
        )
        is_local = adapter.model.startswith("gguf:")
        base_url = None if is_local else f"{server.root}{adapter.suffix}"
        made = ChatModelGenerator(
            QASettings(
                model=adapter.model, base_url=base_url, api_key=None if is_local else KEY,
                answer_seconds=answer_seconds, first_token_seconds=first,
            )
        )  # fmt: skip
        made.warm()
        return made

    return generator


def prompt() -> Prompt:
    """A prompt with six parts that can be left out."""
    return Prompt(lambda parts: [Message("system", "Answer."), Message("user", " ".join(SENTENCES[:parts]))], 6)


def outcome(generator: ChatModelGenerator) -> tuple[str, list[Signal], ModelError | None]:
    """The draft that counts, what was said beside it, and the error."""
    draft, signals = "", []
    try:
        for piece in generator.stream(prompt()):
            if isinstance(piece, str):
                draft += piece
            else:
                signals.append(piece)
                draft = "" if piece is Signal.AGAIN else draft
    except ModelError as error:
        return draft, signals, error
    return draft, signals, None


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_fault_ends_in_a_right_retry_or_in_our_error_in_time(adapter: Adapter, make: Make, fault: Fault) -> None:
    with FaultyServer(fault.scripts(adapter.dialect)) as server:
        generator = make(server, fault.answer_seconds, fault.first_token_seconds)
        begun = time.monotonic()
        draft, signals, error = outcome(generator)
        seconds = time.monotonic() - begun
    assert seconds <= fault.answer_seconds + SLACK_SECONDS
    assert 1 <= len(server.calls) <= fault.calls
    if fault.error is None:
        assert (draft, error, Signal.CUT in signals) == (fault.draft, None, fault.is_cut)
    else:
        assert type(error) is fault.error
        assert re.search(rf"the model '{adapter.model}' .*{fault.says}.*; .*FOOTNOTE_", str(error))
        assert KEY not in str(error)


def test_every_row_of_the_table_is_there() -> None:
    assert len({fault.name for fault in FAULTS}) == 19


def asked(make: Make, *scripts: Script) -> tuple[str, FaultyServer, ModelError | None, float]:
    with FaultyServer(scripts) as server:
        generator = make(server)
        begun = time.monotonic()
        draft, _, error = outcome(generator)
        return draft, server, error, time.monotonic() - begun


def test_the_model_is_called_where_the_base_url_says_with_the_key(adapter: Adapter, make: Make) -> None:
    _, server, error, _ = asked(make, whole(adapter.dialect, "Rain fell."))
    assert (error, server.paths) == (None, [adapter.path])
    key = "local-key" if adapter.model.startswith("gguf:") else KEY
    assert server.keys[0].removeprefix("Bearer ") == key
    assert server.calls[0]["stream"] is True


def test_a_wait_that_is_asked_for_is_kept(adapter: Adapter, make: Make) -> None:
    scripts = refused(adapter.dialect, 429, Retry_After="1"), whole(adapter.dialect, "Rain fell.")
    draft, _, _, seconds = asked(make, *scripts)
    assert draft == "Rain fell."
    assert 1.0 <= seconds < 10.0


def test_a_prompt_found_too_long_is_sent_once_more_with_half_of_its_parts(adapter: Adapter, make: Make) -> None:
    draft, server, _, _ = asked(
        make, refused(adapter.dialect, *adapter.dialect.overflows[0]), whole(adapter.dialect, "Rain.")
    )
    assert draft == "Rain."
    sent = [str(call["messages"]).count("Sentence") for call in server.calls]
    assert sent == [6, 3]


def test_a_draft_begun_is_started_over_once_and_no_more(adapter: Adapter, make: Make) -> None:
    _, server, error, _ = asked(make, reset(adapter.dialect, "Rain fe"))
    assert (len(server.calls), type(error)) == (2, ModelError)


def test_lost_before_the_first_word_it_is_asked_again(adapter: Adapter, make: Make) -> None:
    draft, server, _, _ = asked(make, lambda handler: handler.reset(), whole(adapter.dialect, "Rain fell."))
    assert (draft, len(server.calls)) == ("Rain fell.", 2)


def test_no_server_at_all_is_said_so_in_time(adapter: Adapter, make: Make) -> None:
    with FaultyServer([]) as server:
        generator = make(server)
    begun = time.monotonic()
    _, _, error = outcome(generator)
    assert type(error) is ModelError
    assert "check that its server runs" in str(error)
    assert time.monotonic() - begun < 20 + SLACK_SECONDS
