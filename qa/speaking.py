"""What somebody said, where a question asks for that: the words in quotation marks beside the name.

    What did Brigid Hallam tell analysts?     "The quarter looks worse than it was," Brigid Hallam told analysts.
                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

The reader was trained on few such questions, and takes the quotation for no answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus import Span
from qa.candidates import Candidate
from qa.naming import stands_in
from qa.speakers import QUOTED, SAYING
from qa.terms import Token, tokens

ASKED = re.compile(
    r"^what (?:exactly )?(?:did|does|do|has|have) (?P<who>.+?) "
    r"(?:say|said|tell|told|warn|warned|add|added|reply|replied|answer|answered|comment|argue|explain)\b(?P<rest>.*)",
    re.IGNORECASE,
)
LEAST_WORDS = 3  # fewer are a name or an odd word in quotation marks
# By one question over the samples alone, to which `qa.abstaining` gives 0.65 with it and 0.14 without; 0.3 is needed.
ANSWERABLE = 0.6


@dataclass(frozen=True, slots=True)
class Speech:
    """Whose words are asked for, and what about, or told whom."""

    who: tuple[Token, ...]
    rest: tuple[Token, ...]


def speech_asked(question: str) -> Speech | None:
    """What a question for somebody's words asks; None where it is another question, or the speaker has no name."""
    found = ASKED.match(question.strip())
    if found is None:
        return None
    who = tuple(token for token in tokens(found["who"]) if token.is_content)
    rest = tuple(token for token in tokens(found["rest"]) if token.is_content and not token.is_light)
    return Speech(who, rest) if any(token.is_capital for token in who) else None


def with_quotations(question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those with the words that are asked for answering by them."""
    speech = speech_asked(question)
    return list(candidates) if speech is None else [_with_quotation(speech, each) for each in candidates]


def _with_quotation(speech: Speech, candidate: Candidate) -> Candidate:
    quotation = quotation_of(speech, candidate.text)
    if quotation is None or candidate.answerable >= ANSWERABLE:
        return candidate
    return replace(
        candidate, answer=quotation.moved(candidate.span.start), support=max(candidate.support, 0.0),
        answerable=ANSWERABLE,
    )  # fmt: skip


def quotation_of(speech: Speech, sentence: str) -> Span | None:
    """The words of that speaker, if the sentence quotes them and holds what else the question names."""
    quoted = max(QUOTED.finditer(sentence), key=lambda found: len(found.group()), default=None)
    if quoted is None or len(tokens(quoted.group())) < LEAST_WORDS:
        return None
    beside = tokens(QUOTED.sub(lambda found: " " * len(found.group()), sentence))
    said = tokens(sentence)
    stems = {token.stem for token in said}
    is_spoken = any(token.text.casefold() in SAYING for token in beside)
    is_theirs = all(stands_in(token.text, beside) for token in speech.who if token.is_capital)
    if not is_spoken or not is_theirs or not all(token.stem in stems for token in speech.rest):
        return None
    return Span(start=quoted.start() + 1, end=quoted.end() - 1)
