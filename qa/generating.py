"""Prompt to draft: any LangChain chat model, chosen by one string.

    embedded                 the packaged model in this process
    gguf:/path/model.gguf    any other GGUF file, likewise
    openai:NAME, ollama:NAME, anthropic:NAME ...   whatever `init_chat_model` knows
    NAME with FOOTNOTE_BASE_URL                    any OpenAI-compatible server

One retry loop (the clients' own are off), one deadline for the first token and one for
the whole draft, kept by a thread of ours since a client's time-out counts from token to
token. A draft that ends without saying that it ended is a failure, not an answer.

The only file that imports langchain and langchain_openai.
"""

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from qa.embedded import PACKAGED_NAME, packaged_model, start, weights_of
from qa.errors import ContextOverflow, ModelError, ModelNotAvailable, ModelTimeout
from qa.prompting import Message, Style
from qa.settings import EMBEDDED_MODEL, QASettings

TRIES = 3
FIRST_WAIT_SECONDS = 0.5
TRANSIENT_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
SHORT_DRAFT_TOKENS = 48
FULL_DRAFT_TOKENS = 600
# A model of a billion parameters at four bits; below it they follow no more than one short instruction, and
# muddle who did what (a 0.5B model invented an answer to each of 5 questions that its evidence did not answer).
SMALL_MODEL_BYTES = 800_000_000
OVERFLOW_SIGNS = (
    "context_length",
    "context length",
    "exceed_context",
    "context size",
    "maximum context",
    "too many tokens",
)


class Generator(Protocol):
    """Anything that turns a prompt into a draft, in pieces; ModelError where it fails."""

    @property
    def name(self) -> str: ...

    @property
    def style(self) -> Style: ...

    def stream(self, prompt: Sequence[Message]) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class _End:
    """What the client's thread says last: the reason the model gave, or the error it met."""

    reason: str | None = None
    error: Exception | None = None


class ChatModelGenerator:
    """A LangChain chat model with our deadlines and retries around it; the client is made on first use."""

    def __init__(self, settings: QASettings) -> None:
        self._settings = settings
        self._client: Any = None
        self._lock = threading.Lock()
        self._is_local = settings.base_url is None and settings.model.split(":")[0] in (EMBEDDED_MODEL, "gguf")
        self.style = Style.SHORT if self._is_local and _is_small(settings.model) else Style.FULL
        packaged = f"{EMBEDDED_MODEL}:{PACKAGED_NAME}"
        self.name = packaged if self._is_local and settings.model == EMBEDDED_MODEL else settings.model

    def warm(self) -> None:
        """Make the client, and load the weights of a local model, now."""
        self._ready()

    def stream(self, prompt: Sequence[Message]) -> Iterator[str]:
        deadline = time.monotonic() + self._settings.answer_seconds
        client = self._ready()
        for attempt in range(TRIES):
            begun = False
            try:
                for piece in self._attempt(client, prompt, deadline):
                    begun = True
                    yield piece
                return
            except ModelError as error:
                wait = FIRST_WAIT_SECONDS * 2**attempt
                is_last = attempt == TRIES - 1 or time.monotonic() + wait > deadline
                # What was handed out cannot be taken back: only a draft not begun may start again.
                if begun or is_last or not _is_transient(error.__cause__):
                    raise
                time.sleep(wait)

    def _attempt(self, client: Any, prompt: Sequence[Message], deadline: float) -> Iterator[str]:
        """One call, its pieces passed through a queue so that our clock decides."""
        pieces: queue.Queue[str | _End] = queue.Queue()
        stopped = threading.Event()
        messages = [(message.role, message.text) for message in prompt]
        threading.Thread(target=_pump, args=(client, messages, pieces, stopped), daemon=True).start()
        first_token_by = min(time.monotonic() + self._settings.first_token_seconds, deadline)
        seen = False
        try:
            while True:
                limit = deadline if seen else first_token_by
                try:
                    piece = pieces.get(timeout=max(0.0, limit - time.monotonic()))
                except queue.Empty:
                    raise ModelTimeout(self._said(f"gave no {'more' if seen else 'first'} word in time")) from None
                if isinstance(piece, _End):
                    self._check_end(piece, seen=seen)
                    return
                seen = True
                yield piece
        finally:
            stopped.set()

    def _check_end(self, end: _End, *, seen: bool) -> None:
        if end.error is not None:
            raise _failure(end.error)(
                self._said(f"failed ({type(end.error).__name__}: {_in_short(end.error, self._settings)})")
            ) from end.error
        if not seen:
            raise ModelError(self._said("answered with nothing"))
        if end.reason is None:
            raise ModelError(self._said("stopped in the middle of its answer"))

    def _said(self, what: str) -> str:
        return f"the model {self.name!r} {what}; ask again, or choose another one with FOOTNOTE_MODEL"

    def _ready(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = self._local_client() if self._is_local else _remote_client(self._settings)
            return self._client

    def _local_client(self) -> Any:
        model = self._settings.model
        if model.startswith(f"{EMBEDDED_MODEL}:") and model != f"{EMBEDDED_MODEL}:{PACKAGED_NAME}":
            raise ModelNotAvailable(f"there is no embedded model {model!r}; set FOOTNOTE_MODEL={EMBEDDED_MODEL}")
        endpoint = start(weights_of(model) if model.startswith("gguf:") else packaged_model())
        tokens = SHORT_DRAFT_TOKENS if self.style is Style.SHORT else FULL_DRAFT_TOKENS
        return _openai_client("local", endpoint.base_url, endpoint.key, self._settings, tokens)


def _is_small(model: str) -> bool:
    """Whether the model is one to be told little and checked strictly: the packaged one, or a small GGUF file."""
    if model.split(":")[0] == EMBEDDED_MODEL:
        return True
    try:
        return weights_of(model).stat().st_size < SMALL_MODEL_BYTES
    except OSError:
        return False  # it cannot be used anyway, which is said when it is


def _remote_client(settings: QASettings) -> Any:
    key = settings.api_key.get_secret_value() if settings.api_key else None
    if settings.base_url:
        name = settings.model.removeprefix("openai:")
        return _openai_client(name, settings.base_url, key or "no-key", settings, FULL_DRAFT_TOKENS)
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"temperature": 0, "max_retries": 0, "timeout": settings.first_token_seconds}
    if key:
        options["api_key"] = key
    try:
        return init_chat_model(settings.model, **options)
    except ImportError as error:
        package = f"langchain-{settings.model.partition(':')[0]}"
        raise ModelNotAvailable(
            f"the model {settings.model!r} needs a package that is not installed ({_in_short(error, settings)}); run "
            f"`.venv/bin/python -m pip install {package}`, or unset FOOTNOTE_MODEL to use the embedded model"
        ) from error
    except Exception as error:  # a missing key, an unknown provider: each client has its own kind
        raise ModelNotAvailable(
            f"the model {settings.model!r} cannot be used ({_in_short(error, settings)}); FOOTNOTE_MODEL takes "
            f"`embedded`, `gguf:/path/model.gguf` or `provider:name`, "
            f"and FOOTNOTE_API_KEY or the provider's own variable its key"
        ) from error


def _openai_client(name: str, base_url: str, key: str, settings: QASettings, tokens: int) -> Any:
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=name,
        base_url=base_url,
        api_key=SecretStr(key),
        temperature=0,
        max_retries=0,
        timeout=settings.first_token_seconds,
        max_completion_tokens=tokens,
        stream_usage=False,
    )


def _pump(client: Any, messages: Any, pieces: "queue.Queue[str | _End]", stopped: threading.Event) -> None:
    """Read the client's stream on a thread of its own; ends early where nobody listens any more."""
    reason: str | None = None
    try:
        for chunk in client.stream(messages):
            if stopped.is_set():
                return
            reason = (
                chunk.response_metadata.get("finish_reason") or chunk.response_metadata.get("stop_reason") or reason
            )
            reason = reason or chunk.response_metadata.get("done_reason")
            text = chunk.text if isinstance(chunk.text, str) else str(chunk.text)
            if text:
                pieces.put(text)
        pieces.put(_End(reason=reason))
    except Exception as error:  # the clients share no base class; every failure becomes a ModelError
        pieces.put(_End(error=error))


def _is_transient(error: BaseException | None) -> bool:
    """Whether trying again can help: the server was busy or out of reach."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return status in TRANSIENT_STATUS
    return error is not None and ("Connection" in type(error).__name__ or "Protocol" in type(error).__name__)


def _failure(error: Exception) -> type[ModelError]:
    """The kind of our error that the client's error is."""
    body = f"{error} {getattr(error, 'body', '')} {getattr(error, 'code', '')}".casefold()
    if any(sign in body for sign in OVERFLOW_SIGNS):
        return ContextOverflow
    return ModelTimeout if "Timeout" in type(error).__name__ else ModelError


def _in_short(error: Exception, settings: QASettings) -> str:
    """The client's words on one line; a server may repeat the key it was given, we do not."""
    text = " ".join(str(error).split())
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    return (text.replace(key, "***") if key else text)[:200]
