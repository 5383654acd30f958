"""What a client's error means: which of our errors it is, whether another try can help, what to say of it.

The clients share no base class, and the same failure has another name in each; they are told apart
by status, by the names of their classes and by the server's own words.

Knows nothing of calls and deadlines; those are `qa.generating`'s.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from corpus.terminal import plain
from qa.errors import ContextOverflow, ModelError, ModelNotAvailable, ModelTimeout, QAError

TRANSIENT_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
TRANSIENT_SIGNS = ("overloaded", "rate_limit", "rate limit")  # said inside a stream, whose status was 200
LOST_CONNECTION = frozenset(
    {"APIConnectionError", "NetworkError", "ProtocolError", "RemoteProtocolError", "ConnectionError"}
)
OVERFLOW_SIGNS = (
    "context_length",
    "context length",
    "exceed_context",
    "context size",
    "context window",
    "maximum context",
    "too many tokens",
    "prompt is too long",
    "request_too_large",
)
NO_KEY_SIGN = "could not resolve authentication"
MAX_WORDS = 200  # characters of a server's own words

OTHERWISE = "ask again, or choose another one with FOOTNOTE_MODEL"
ADVICE = {
    400: f"the server does not take such a request; check FOOTNOTE_MODEL, or {OTHERWISE}",
    401: "set FOOTNOTE_API_KEY to a key that it takes",
    403: "set FOOTNOTE_API_KEY to a key that may use it",
    404: "check its name in FOOTNOTE_MODEL and the address in FOOTNOTE_BASE_URL",
}
SHORTEN = "ask in fewer words, or set FOOTNOTE_CONTEXT_TOKENS to what the model takes"
NO_SERVER = f"check that its server runs and FOOTNOTE_BASE_URL names it, or {OTHERWISE}"


class UnfinishedError(ConnectionError):
    """A stream ended without saying that its answer had."""


def failure_of(error: Exception, name: str, hidden: Callable[[str], str]) -> QAError:
    """Our error for a client's, in words; `hidden` takes the secrets out of what a server says."""
    what = f"the model {name!r} failed ({type(error).__name__}: {in_short(error, hidden)})"
    if NO_KEY_SIGN in str(error).casefold():
        return ModelNotAvailable(f"the model {name!r} cannot be used without a key; set FOOTNOTE_API_KEY")
    if any(sign in _all_said(error) for sign in OVERFLOW_SIGNS):
        return ContextOverflow(f"{what}; {SHORTEN}")
    if any("Timeout" in kind.__name__ for kind in type(error).__mro__):
        return ModelTimeout(f"{what}; {OTHERWISE}")
    wait = wait_asked(error)
    if wait is not None:
        return ModelError(f"{what} and asks for a wait of {wait:.0f} seconds; then {OTHERWISE}")
    if status_of(error) is None and _is_lost(error):
        return ModelError(f"{what}; {NO_SERVER}")
    return ModelError(f"{what}; {ADVICE.get(status_of(error) or 0, OTHERWISE)}")


def in_short(error: Exception, hidden: Callable[[str], str]) -> str:
    """An error's own words on one line, cut, without the secrets that `hidden` takes out."""
    return plain(hidden(str(error)))[:MAX_WORDS]


def is_transient(error: BaseException | None) -> bool:
    """Whether trying again can help: the server was busy, or the connection was lost."""
    if error is None or any("Timeout" in kind.__name__ for kind in type(error).__mro__):
        return False
    status = status_of(error)
    if status is not None and status >= 400:
        return status in TRANSIENT_STATUS
    return _is_lost(error) or any(sign in _all_said(error) for sign in TRANSIENT_SIGNS)


def wait_asked(error: BaseException | None) -> float | None:
    """The seconds that the server asks to be left alone, where it does."""
    # Ollama's client raises an error of its own `from None`, and only the one behind it has the response.
    for each in (error, getattr(error, "__context__", None)):
        headers = getattr(getattr(each, "response", None), "headers", None)
        if headers is not None:
            return _seconds(str(headers.get("retry-after") or ""))
    return None


def status_of(error: BaseException) -> int | None:
    """The HTTP status, or the code that an error inside a stream gives in its place."""
    body: Any = getattr(error, "body", None)
    for status in (getattr(error, "status_code", None), body.get("code") if isinstance(body, dict) else None):
        if isinstance(status, int) and 400 <= status < 600:
            return status
    return None


def _is_lost(error: BaseException) -> bool:
    return any(kind.__name__ in LOST_CONNECTION for kind in type(error).__mro__)


def _all_said(error: BaseException) -> str:
    return f"{error} {getattr(error, 'body', '')} {getattr(error, 'code', '')}".casefold()


def _seconds(header: str) -> float | None:
    """A `Retry-After`, which is a number of seconds or a moment."""
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
