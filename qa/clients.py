"""The LangChain client for a model, chosen by one string, and what the model has room for.

    embedded                 the packaged model in this process
    gguf:/path/model.gguf    any other GGUF file, likewise
    openai:NAME, ollama:NAME, anthropic:NAME ...   whatever `init_chat_model` knows
    NAME with FOOTNOTE_BASE_URL                    any OpenAI-compatible server

The clients' own retries are off, since `qa.generating` has the one loop.

The only file that imports langchain and langchain_openai.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from corpus.concealing import concealed
from qa.embedded import PACKAGED_NAME, Endpoint, packaged_model, start, weights_of
from qa.errors import ModelNotAvailable
from qa.failures import in_short
from qa.prompting import Message, Style
from qa.settings import EMBEDDED_MODEL, QASettings
from qa.trimming import Count, estimated_tokens

SHORT_DRAFT_TOKENS = 48
FULL_DRAFT_TOKENS = 600
SHORT_CONTEXT_TOKENS = 2_048
FULL_CONTEXT_TOKENS = 4_096  # six passages, instruction and question are 2,000 tokens and the draft 600
REMOTE_CONTEXT_TOKENS = 8_192  # every server of today takes more; Ollama is told to
COUNT_SECONDS = 2.0
# A model of a billion parameters at four bits; below it they follow no more than one short instruction, and
# muddle who did what (a 0.5B model invented an answer to each of 5 questions that its evidence did not answer).
SMALL_MODEL_BYTES = 800_000_000


@dataclass(frozen=True, slots=True)
class Client:
    """A LangChain chat model; `room` is how many tokens of a prompt it takes, as `count` counts them."""

    chat: Any
    room: int
    count: Count


def is_local(settings: QASettings) -> bool:
    """Whether the model runs in this process."""
    return settings.base_url is None and settings.model.split(":")[0] in (EMBEDDED_MODEL, "gguf")


def style_of(settings: QASettings) -> Style:
    """How much the model can be told: little where it is the packaged one, or a small GGUF file."""
    if not is_local(settings):
        return Style.FULL
    if settings.model.split(":")[0] == EMBEDDED_MODEL:
        return Style.SHORT
    try:
        is_small = weights_of(settings.model).stat().st_size < SMALL_MODEL_BYTES
    except OSError:
        is_small = False  # it cannot be used anyway, which is said when it is
    return Style.SHORT if is_small else Style.FULL


def client_of(settings: QASettings) -> Client:
    """The client for the model of the settings; ModelNotAvailable where it cannot be made."""
    return _local(settings) if is_local(settings) else _remote(settings)


def hidden(text: str, settings: QASettings) -> str:
    """The text without the keys that a server may have repeated."""
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    return concealed(text.replace(key, "***") if key else text)


def _local(settings: QASettings) -> Client:
    model = settings.model
    if model.startswith(f"{EMBEDDED_MODEL}:") and model != f"{EMBEDDED_MODEL}:{PACKAGED_NAME}":
        raise ModelNotAvailable(f"there is no embedded model {model!r}; set FOOTNOTE_MODEL={EMBEDDED_MODEL}")
    is_short = style_of(settings) is Style.SHORT
    draft = SHORT_DRAFT_TOKENS if is_short else FULL_DRAFT_TOKENS
    context = settings.context_tokens or (SHORT_CONTEXT_TOKENS if is_short else FULL_CONTEXT_TOKENS)
    endpoint = start(weights_of(model) if model.startswith("gguf:") else packaged_model(), context)
    chat = _openai("local", endpoint.base_url, endpoint.key, settings, draft)
    return Client(chat, endpoint.tokens - draft, _counter(chat, endpoint))


def _counter(chat: Any, endpoint: Endpoint) -> Count:
    """Counts with the model's own template and tokenizer, which llama.cpp has beside the OpenAI routes."""
    root = endpoint.base_url.removesuffix("/v1")
    options = {"timeout": COUNT_SECONDS}

    def ask(route: str, body: dict[str, Any], field: str) -> Any:
        return chat.root_client.post(f"{root}/{route}", cast_to=object, body=body, options=options)[field]

    def count(prompt: Sequence[Message]) -> int:
        try:
            messages = [{"role": message.role, "content": message.text} for message in prompt]
            text = ask("apply-template", {"messages": messages}, "prompt")
            return len(ask("tokenize", {"content": text, "add_special": True, "parse_special": True}, "tokens"))
        except Exception:  # what is wrong with it is said by the call itself
            return estimated_tokens(prompt)

    return count


def _remote(settings: QASettings) -> Client:
    context = settings.context_tokens or REMOTE_CONTEXT_TOKENS
    draft = min(FULL_DRAFT_TOKENS, context // 4)
    provider = settings.model.partition(":")[0]
    if settings.base_url and provider not in ("anthropic", "ollama"):
        key = settings.api_key.get_secret_value() if settings.api_key else "no-key"
        chat = _openai(settings.model.removeprefix("openai:"), settings.base_url, key, settings, draft)
    else:
        chat = _initialised(settings, _options(settings, context, draft))
    return Client(chat, context - draft, estimated_tokens)


def _options(settings: QASettings, context: int, draft: int) -> dict[str, Any]:
    """What a provider's client is told; each has its own names for it."""
    provider = settings.model.partition(":")[0]
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    options: dict[str, Any] = {"temperature": 0}
    if provider in ("anthropic", "ollama") and settings.base_url:  # both add to it what they need
        options["base_url"] = settings.base_url.rstrip("/").removesuffix("/v1")
    if provider == "ollama":
        # Without `num_ctx` it takes 4,096 tokens and drops the beginning of what is longer, silently.
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        client = {"timeout": settings.first_token_seconds, "headers": headers}
        return {**options, "num_ctx": context, "num_predict": draft, "client_kwargs": client}
    if provider == "anthropic":
        options["max_tokens"] = draft
    return {**options, "max_retries": 0, "timeout": settings.first_token_seconds, **({"api_key": key} if key else {})}


def _initialised(settings: QASettings, options: dict[str, Any]) -> Any:
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(settings.model, **options)
    except ImportError as error:
        package = f"langchain-{settings.model.partition(':')[0].replace('_', '-')}"
        raise ModelNotAvailable(
            f"the model {settings.model!r} needs a package that is not installed ({_said_by(error, settings)}); run "
            f"`.venv/bin/python -m pip install {package}`, or unset FOOTNOTE_MODEL to use the embedded model"
        ) from error
    except Exception as error:  # a missing key, an unknown provider: each client has its own kind
        raise ModelNotAvailable(
            f"the model {settings.model!r} cannot be used ({_said_by(error, settings)}); FOOTNOTE_MODEL takes "
            f"`embedded`, `gguf:/path/model.gguf` or `provider:name`, "
            f"and FOOTNOTE_API_KEY or the provider's own variable its key"
        ) from error


def _openai(name: str, base_url: str, key: str, settings: QASettings, tokens: int) -> Any:
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


def _said_by(error: Exception, settings: QASettings) -> str:
    return in_short(error, partial(hidden, settings=settings))
