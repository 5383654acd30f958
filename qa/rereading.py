"""The reader's look at the first sentences: each between its neighbours, under its article's title and day.

    reread(reader, question, candidates)     the same candidates, with `answer`, `support` and `answerable`

A sentence is read with the one before and the one after it, since "she" and "the company"
stand elsewhere, but its answer must lie in itself.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus import Span
from qa.candidates import Candidate
from qa.query import Query
from qa.reading import Reader, Reading, Window, header_of

# One in a thousand of the questions that the reader was trained on is longer than 21 words. With MultiHop-RAG's, of 45
# words on average and over several articles, it tells 0.03 less well (AUROC) what is answered.
MAX_QUESTION_WORDS = 24


def is_short_enough(query: Query) -> bool:
    """Whether the reader can make something of a question."""
    return len(query.embedded.split()) <= MAX_QUESTION_WORDS


def reread(reader: Reader, question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, in their order, with what the reader found in each."""
    readings = reader.read(question, [window_of(candidate) for candidate in candidates])
    return [_with(candidate, reading) for candidate, reading in zip(candidates, readings, strict=True)]


def window_of(candidate: Candidate) -> Window:
    """What the reader sees of a sentence."""
    around = candidate.around or candidate.span
    return Window(
        text=candidate.passage.part(around),
        header=header_of(candidate.passage.title, candidate.passage.published),
        focus=_moved(candidate.span, -around.start),
    )


def _with(candidate: Candidate, reading: Reading) -> Candidate:
    if reading.span is None:
        return candidate
    start = (candidate.around or candidate.span).start
    return replace(
        candidate,
        answer=_moved(reading.span, start),
        support=reading.support,
        answerable=reading.answerable,
    )


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)
