"""Prompt to draft: any LangChain chat model, in time, or one kind of error.

One retry loop (the clients' own are off) and one deadline for the first word and one for all of a
question's calls (`qa.allowance`). A prompt is made to fit before it is sent (`qa.trimming`); one that
the model still finds too long is sent once more with half of its evidence. A connection lost in the
middle of a draft starts it over, once, which its reader is told of.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import partial
from typing import Protocol

from qa.allowance import Allowance
from qa.attempting import Limits, attempt
from qa.clients import Client, client_of, hidden, is_local, style_of
from qa.embedded import PACKAGED_NAME
from qa.errors import ContextOverflow, ModelError, ModelTimeout, QAError
from qa.failures import OTHERWISE, SHORTEN, failure_of, is_transient, wait_asked
from qa.prompting import Message, Prompt, Style
from qa.settings import EMBEDDED_MODEL, QASettings
from qa.trimming import trimmed

FIRST_WAIT_SECONDS = 0.5


class Signal(Enum):
    """What a stream says beside its words."""

    AGAIN = "again"  # all of the draft so far is void: it starts over
    CUT = "cut"  # the draft ended at the model's limit of length, which may be inside a sentence


class Generator(Protocol):
    """Anything that turns a prompt into a draft, in pieces; ModelError where it fails.

    `allowance` has the calls and seconds that the question may still cost; without one, it is a question of its own.
    """

    @property
    def name(self) -> str: ...

    @property
    def style(self) -> Style: ...

    def stream(self, prompt: Sequence[Message], allowance: Allowance | None = None) -> Iterator[str | Signal]: ...


class ChatModelGenerator:
    """A LangChain chat model with our deadlines and retries around it; the client is made on first use."""

    def __init__(self, settings: QASettings) -> None:
        self._settings = settings
        self._client: Client | None = None
        self._lock = threading.Lock()
        self.style = style_of(settings)
        is_packaged = is_local(settings) and settings.model == EMBEDDED_MODEL
        self.name = f"{EMBEDDED_MODEL}:{PACKAGED_NAME}" if is_packaged else settings.model

    def warm(self) -> None:
        """Make the client, and load the weights of a local model, now."""
        self._ready()

    def stream(self, prompt: Sequence[Message], allowance: Allowance | None = None) -> Iterator[str | Signal]:
        """The draft in pieces; calls and seconds are taken from the allowance, or from one of its own.

        Raises: ModelError and its kinds where it fails, ModelNotAvailable where it cannot be called.
        """
        client = self._ready()
        allowance = allowance or Allowance(self._settings.answer_seconds)
        prompt = self._fitted(prompt, client)
        wait = FIRST_WAIT_SECONDS
        was_begun = was_halved = False
        while True:
            begun = False
            try:
                for piece in self._attempt(client, prompt, allowance):
                    begun = begun or isinstance(piece, str)
                    yield piece
                return
            except ContextOverflow:
                shorter = prompt.halved() if isinstance(prompt, Prompt) and not begun else None
                if shorter is None or was_halved or not allowance.admits():
                    raise
                prompt, was_halved = shorter, True
            except ModelError as error:
                asked = wait_asked(error.__cause__)
                pause = wait if asked is None else asked
                # A draft that broke off twice would break off again, and each time it is written anew.
                if not is_transient(error.__cause__) or not allowance.admits(pause) or (begun and was_begun):
                    raise
                time.sleep(pause)
                wait *= 2
            if begun:
                was_begun = True
                yield Signal.AGAIN

    def _attempt(self, client: Client, prompt: Sequence[Message], allowance: Allowance) -> Iterator[str | Signal]:
        """One call, its failures named as ours."""
        if not allowance.admits():
            raise ModelTimeout(f"there is no time left to ask the model {self.name!r}; {OTHERWISE}")
        allowance.spend()
        first_word = time.monotonic() + self._settings.first_token_seconds
        try:
            is_cut = yield from attempt(client.chat, prompt, Limits(first_word, allowance.deadline), self.name)
        except QAError:
            raise
        except Exception as error:  # the clients share no base class
            raise failure_of(error, self.name, partial(hidden, settings=self._settings)) from error
        if is_cut:
            yield Signal.CUT

    def _fitted(self, prompt: Sequence[Message], client: Client) -> Sequence[Message]:
        fitted = trimmed(prompt, client.room, client.count)
        if fitted is None:
            raise ContextOverflow(
                f"the question does not fit with any evidence into the {client.room:,} tokens that the model "
                f"{self.name!r} takes; {SHORTEN}"
            )
        return fitted

    def _ready(self) -> Client:
        with self._lock:
            if self._client is None:
                self._client = client_of(self._settings)
            return self._client
