"""What a model read and wrote for one question, in tokens, counted outside of it.

Not every server says how many tokens it took, so they are reckoned from the characters,
the same way for each model: figures to compare runs by, not to pay bills by.
"""

from collections.abc import Iterator, Sequence

from qa.allowance import Allowance
from qa.generating import Generator, Signal
from qa.prompting import Message, Style

# The usual rule of thumb for English; names and numbers, of which news are full, take more.
CHARS_A_TOKEN = 4


class Meter:
    """A generator that counts what passes through it."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._read = self._written = 0

    @property
    def name(self) -> str:
        return self._generator.name

    @property
    def style(self) -> Style:
        return self._generator.style

    def stream(self, prompt: Sequence[Message], allowance: Allowance | None = None) -> Iterator[str | Signal]:
        self._read += sum(len(message.text) for message in prompt)
        for piece in self._generator.stream(prompt, allowance):
            self._written += len(piece) if isinstance(piece, str) else 0
            yield piece

    def taken(self) -> tuple[float, float]:
        """Tokens read and written since this was asked last, about."""
        read, written = self._read, self._written
        self._read = self._written = 0
        return read / CHARS_A_TOKEN, written / CHARS_A_TOKEN
