"""The few words that answer, said before the sentence they stand in, where the reader is sure of them.

    "Who signed it?"  ->  "Elina Valtonen."  "The treaty was signed by Elina Valtonen on Monday."

They are words of the article, cited to their sentence like any other claim.
"""

from collections.abc import Callable, Iterator, Sequence

from qa.answer import ClaimAccepted, Evidence
from qa.candidates import Candidate
from qa.composing import Composer
from qa.drafting import item_with
from qa.grounding import Grounded, Support

# Of the short answers to the samples' half "tune" 14 of 18 are right with both, 12 of 16 with -4 and 14 of 19 without
# the second; to the half "report" 13 of 22 with both, 13 of 25 without it.
MIN_SUPPORT, MIN_SUPPORT_ALONE = -2.0, -7.0
# The lowest that costs none of the samples' half "tune" its answer: 24 of 37 with 2.4 quotes an answer, 23 with -6.
MIN_SUPPORT_BESIDE = -8.0
MAX_SHARE = 0.6  # of its sentence; longer words say what the quote says right after


def short_answer(candidates: Sequence[Candidate], alone: Callable[[Candidate], float]) -> Candidate | None:
    """The candidate whose words the reader prefers to none by most, where it is sure enough of them; None otherwise.

    `alone` is the support of its sentence without its passage.
    """
    read = [candidate for candidate in candidates if candidate.answer is not None]
    best = max(read, key=lambda candidate: candidate.support, default=None)
    is_sure = best is not None and best.support >= MIN_SUPPORT and alone(best) >= MIN_SUPPORT_ALONE
    return best if is_sure else None


def led_by(found: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with that of the answer first."""
    return [found, *(candidate for candidate in candidates if candidate is not found)]


def beside(found: Candidate, quotes: Sequence[Candidate]) -> list[Candidate]:
    """What is quoted with a short answer: its sentence, and others in which the reader sees an answer too."""
    return [each for each in led_by(found, quotes) if each is found or each.support >= MIN_SUPPORT_BESIDE]


def say(candidate: Candidate, evidence: Evidence, composer: Composer) -> Iterator[ClaimAccepted]:
    """The words of a candidate's answer as a claim of their own, where they are few."""
    item = item_with(evidence, candidate)
    if item is None or candidate.answer is None or len(words := in_words(candidate)) > MAX_SHARE * len(candidate.text):
        return
    grounded = Grounded(item, candidate.span, Support(candidate.answerable), candidate.answer)
    accepted = composer.add(words, [grounded])
    if accepted is not None:
        yield accepted


def in_words(candidate: Candidate) -> str:
    """The answer as a sentence: a capital, a full stop."""
    assert candidate.answer is not None
    text = " ".join(candidate.passage.part(candidate.answer).split()).strip(",;: ")
    return f"{text[:1].upper()}{text[1:]}" + "." * (text[-1:] not in tuple(".!?…"))
