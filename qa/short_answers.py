"""The few words that answer, said before the sentence they stand in, where the reader is sure of them.

    "Who signed it?"  ->  "Elina Valtonen."  "The treaty was signed by Elina Valtonen on Monday."

They are words of the article, cited to their sentence like any other claim.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus import Span
from qa.answer import ClaimAccepted, Evidence
from qa.candidates import Candidate
from qa.claim_parts import as_sentence
from qa.composing import Composer
from qa.contrasts import unit_of
from qa.grounding import Grounded, Support
from qa.numbers import is_number_word
from qa.terms import tokens

# Of the short answers to the samples' half "tune" 18 of 24 are right with both, 15 of 19 with -2 as the first
# and 19 of 25 with -9 as the second; to the half "report" 14 of 23 with both.
MIN_SUPPORT, MIN_SUPPORT_ALONE = -5.0, -6.0
# The lowest that costs none of the samples' half "tune" its answer: 24 of 37 with 2.4 quotes an answer, 23 with -6.
MIN_SUPPORT_BESIDE = -8.0
NEXT_WORD = re.compile(r"[ -]([^\W\d_]+)")
MAX_SHARE = 0.6  # of its sentence; longer words say what the quote says right after


def short_answer(candidates: Sequence[Candidate], alone: Callable[[Candidate], float]) -> Candidate | None:
    """The candidate whose words the reader prefers to none by most, where it is sure enough of them; None otherwise.

    `alone` is the support of its sentence without its passage.
    """
    read = [candidate for candidate in candidates if candidate.answer is not None]
    best = max(read, key=lambda candidate: candidate.support, default=None)
    is_sure = best is not None and best.support >= MIN_SUPPORT and alone(best) >= MIN_SUPPORT_ALONE
    return with_unit(best) if best is not None and is_sure else None


def with_unit(candidate: Candidate) -> Candidate:
    """The candidate with its answer up to the unit that a number is followed by: "2.4 million florins"."""
    assert candidate.answer is not None
    rest = candidate.passage.part(Span(start=candidate.answer.start, end=candidate.span.end))
    length = candidate.answer.end - candidate.answer.start
    following = NEXT_WORD.match(rest, length)
    said = tokens(rest[:length])
    if following is None or not said or not is_number_word(said[-1]) or not unit_of(following.group(1)):
        return candidate
    return replace(candidate, answer=Span(start=candidate.answer.start, end=candidate.answer.start + following.end()))


def led_by(found: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with that of the answer first."""
    place = (found.passage.passage_id, found.span)
    return [found, *(each for each in candidates if (each.passage.passage_id, each.span) != place)]


def beside(found: Candidate, quotes: Sequence[Candidate]) -> list[Candidate]:
    """What is quoted with a short answer: its sentence, and others in which the reader sees an answer too."""
    return [each for each in led_by(found, quotes) if each is found or each.support >= MIN_SUPPORT_BESIDE]


def say(candidate: Candidate, evidence: Evidence, composer: Composer) -> Iterator[ClaimAccepted]:
    """The words of a candidate's answer as a claim of their own, where they are few."""
    item = evidence.holding(candidate.passage.article_id, candidate.span)
    if item is None or candidate.answer is None or len(words := in_words(candidate)) > MAX_SHARE * len(candidate.text):
        return
    grounded = Grounded(item, candidate.span, Support(candidate.answerable), candidate.answer)
    accepted = composer.add(words, [grounded])
    if accepted is not None:
        yield accepted


def in_words(candidate: Candidate) -> str:
    """The answer as a sentence."""
    assert candidate.answer is not None
    return as_sentence(" ".join(candidate.passage.part(candidate.answer).split()))
