"""The reader's look at the first passages: each whole, under its article's title and day.

    reranked(reader, query, passages)       the same passages, in the order that the reader would have them too
    reread(reader, question, candidates)    the same candidates, with `answer`, `support` and `answerable`
    support_alone(reader, question, one)    a second opinion, of the sentence alone

A passage is read whole, since "she" and "the company" stand elsewhere, and since of several
places that might answer the best one is told by comparing; the answer that counts for a
sentence must lie in itself. What is read for ranking is not read again for choosing.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus import Passage, Span
from qa.answer import ScoredPassage
from qa.candidates import Candidate
from qa.query import Query
from qa.reading import Reader, Reading, Window, header_of, knows
from qa.reranking import mixed

# One in a thousand of the questions that the reader was trained on is longer than 21 words. With MultiHop-RAG's, of 45
# words on average and over several articles, it tells 0.03 less well (AUROC) what is answered.
MAX_QUESTION_WORDS = 24
PASSAGES_READ = 12  # of 10 ms each on two cores
# Of OneStopQA's questions of the half "tune" the passage is first for 0.805 without, 0.836 with 0.2 and 0.800 with 0.4;
# of the half "report" for 0.808, 0.828 and 0.801. Of ClapNQ's for 0.89, 0.87 and 0.83; for 0.87, 0.87 and 0.87.
RERANK_WEIGHT = 0.2


def reader_for(
    query: Query, reader: Callable[[], Reader | None], passages: Sequence[ScoredPassage] = ()
) -> Reader | None:
    """The reader, where it can make something of a question, and of the passage found first: it knows English only."""
    is_known = knows(query.asked, *(found.passage.text for found in passages[:1]))
    return reader() if is_known and len(query.asked.split()) <= MAX_QUESTION_WORDS else None


def reranked(reader: Reader, query: Query, passages: list[ScoredPassage]) -> list[ScoredPassage]:
    """The first passages in the order of their score and the reader's together, before the others."""
    readings = reader.read(query.asked, [window_of(found.passage) for found in passages[:PASSAGES_READ]])
    return mixed(passages, [reading.answerable for reading in readings], RERANK_WEIGHT)


def reread(reader: Reader, question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, in their order, with what the reader found in each."""
    windows = [window_of(candidate.passage, candidate.span) for candidate in candidates]
    readings = reader.read(question, windows)
    return [_with(candidate, reading) for candidate, reading in zip(candidates, readings, strict=True)]


def support_alone(reader: Reader, question: str, candidate: Candidate) -> float:
    """How well the sentence answers when nothing but itself is read."""
    return reader.read(question, [window_of(candidate.as_evidence(rank=1).passage)])[0].support


def window_of(passage: Passage, sentence: Span | None = None) -> Window:
    """What the reader sees of a passage; of one sentence of it, in the article's characters, where one is given."""
    return Window(
        text=passage.text,
        header=header_of(passage.title, passage.published),
        focus=sentence.moved(-passage.span.start) if sentence else None,
    )


def _with(candidate: Candidate, reading: Reading) -> Candidate:
    answer = reading.span.moved(candidate.passage.span.start) if reading.span else None
    return replace(candidate, answer=answer, support=reading.support, answerable=reading.answerable)
