"""What a client's error is taken for, whatever it is called there."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from qa.errors import ContextOverflow, ModelError, ModelNotAvailable, ModelTimeout
from qa.failures import failure_of, is_transient, wait_asked


class Response:
    def __init__(self, **headers: str) -> None:
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class ClientError(Exception):
    """As the clients' errors are: a status, a body, a response."""

    def __init__(self, said: str = "", status_code: int = -1, body: object = None, **headers: str) -> None:
        super().__init__(said)
        self.status_code = status_code
        self.body = body
        self.response = Response(**headers)


class ReadTimeout(Exception):
    """As httpx names it."""


class NetworkError(Exception):
    """As httpx names what is above a read that failed."""


class ReadError(NetworkError):
    pass


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503, 529])
def test_a_busy_server_is_worth_another_try(status: int) -> None:
    assert is_transient(ClientError(status_code=status))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422])
def test_what_stays_as_it_is_is_not(status: int) -> None:
    assert not is_transient(ClientError("rate limit", status_code=status))


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (ReadError(), True),
        (ConnectionResetError(), True),
        (ReadTimeout(), False),
        (TimeoutError(), False),
        (ValueError("no chunks"), False),
        (None, False),
        (ClientError("{'type': 'overloaded_error'}", status_code=200), True),
        (ClientError("it died", body={"code": 503}), True),
        (ClientError("it died", body={"code": "bad_key"}), False),
    ],
)
def test_a_lost_connection_is_worth_another_try_and_a_slow_one_is_not(error: Exception | None, transient: bool) -> None:
    assert is_transient(error) is transient


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("0.5", 0.5), ("-3", 0.0), ("soon", None), ("", None)])
def test_the_wait_is_what_the_server_says(header: str, seconds: float | None) -> None:
    assert wait_asked(ClientError(Retry_After=header)) is None  # names of headers are lower-cased by the clients
    assert wait_asked(ClientError(**{"retry-after": header})) == seconds


def test_the_wait_may_be_a_moment() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    wait = wait_asked(ClientError(**{"retry-after": moment}))
    assert wait is not None
    assert 85 < wait <= 90


def test_the_wait_is_found_behind_an_error_that_has_no_response() -> None:
    try:
        try:
            raise ClientError(**{"retry-after": "7"})
        except ClientError:
            raise RuntimeError("busy") from None
    except RuntimeError as error:
        assert wait_asked(error) == 7.0


@pytest.mark.parametrize(
    ("error", "kind", "advice"),
    [
        (ClientError("bad key", 401), ModelError, "set FOOTNOTE_API_KEY"),
        (ClientError("no such model", 404), ModelError, "check its name in FOOTNOTE_MODEL"),
        (ClientError("prompt is too long: 9 tokens", 400), ContextOverflow, "set FOOTNOTE_CONTEXT_TOKENS"),
        (ClientError("no", 400, body={"code": "context_length_exceeded"}), ContextOverflow, "ask in fewer words"),
        (ReadTimeout(), ModelTimeout, "ask again"),
        (ReadError(), ModelError, "check that its server runs"),
        (TypeError("Could not resolve authentication method"), ModelNotAvailable, "set FOOTNOTE_API_KEY"),
    ],
)
def test_the_message_says_what_to_do(error: Exception, kind: type[Exception], advice: str) -> None:
    failure = failure_of(error, "m", str)
    assert type(failure) is kind
    assert str(failure).startswith("the model 'm' ")
    assert advice in str(failure).partition("; ")[2]


def test_nothing_of_a_servers_words_steers_a_terminal_or_fills_it() -> None:
    said = str(failure_of(ClientError("\x1b[2J\n" + "a" * 9_000), "m", str))
    assert "\x1b" not in said
    assert len(said) < 400
