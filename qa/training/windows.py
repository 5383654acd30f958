"""Longer texts cut into the windows that the reader sees, with the answer's place in each."""

from collections.abc import Iterator
from dataclasses import replace

from corpus import Span
from corpus.splitting import sentences_of
from qa.training.examples import Example

SENTENCES, MAX_CHARS = 3, 700
PASSAGE_CHARS = 1_000  # as long as the app's passages


def windows_of(example: Example, *, step: int = 2) -> Iterator[Example]:
    """Windows of up to three sentences, one in common with the next; each says whether the answer is whole in it."""
    spans = sentences_of(example.text)
    at = 0
    while spans[at:]:
        some = _as_many(spans[at : at + SENTENCES], MAX_CHARS)
        yield cut(example, some[0].start, some[-1].end)
        if at + len(some) >= len(spans):
            return
        at += min(step, len(some))


def passages_of(example: Example) -> Iterator[Example]:
    """Windows as long as the app's passages, which follow each other; each says whether the answer is whole in it."""
    spans = sentences_of(example.text)
    while spans:
        some = _as_many(spans, PASSAGE_CHARS)
        yield cut(example, some[0].start, some[-1].end)
        spans = spans[len(some) :]


def _as_many(spans: list[Span], chars: int) -> list[Span]:
    """The first of the sentences, as many as fit; one at least."""
    fitting = [span for span in spans if span.end - spans[0].start <= chars]
    return fitting or spans[:1]


def cut(example: Example, start: int, end: int) -> Example:
    """The example with only these characters of its text."""
    is_in = example.answers and start <= example.start and example.end <= end
    return replace(
        example,
        text=example.text[start:end],
        start=example.start - start if is_in else -1,
        end=example.end - start if is_in else -1,
    )
