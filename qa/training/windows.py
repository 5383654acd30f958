"""Longer texts cut into the windows that the reader sees, with the answer's place in each."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.splitting import sentences_of
from qa.training.examples import Example

SENTENCES = 3
MAX_CHARS = 700


def windows_of(example: Example, *, step: int = 2) -> Iterator[Example]:
    """Windows of up to three sentences, one in common with the next; each says whether the answer is whole in it."""
    spans = sentences_of(example.text)
    at = 0
    while spans[at:]:
        some = spans[at : at + SENTENCES]
        while len(some) > 1 and some[-1].end - some[0].start > MAX_CHARS:
            some = some[:-1]
        yield cut(example, some[0].start, some[-1].end)
        if at + len(some) >= len(spans):
            return
        at += min(step, len(some))


def cut(example: Example, start: int, end: int) -> Example:
    """The example with only these characters of its text."""
    is_in = example.answers and start <= example.start and example.end <= end
    return replace(
        example,
        text=example.text[start:end],
        start=example.start - start if is_in else -1,
        end=example.end - start if is_in else -1,
    )
