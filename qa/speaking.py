"""What somebody said, where a question asks for that: the words in quotation marks beside the name.

    What did Brigid Hallam tell analysts?     "The quarter looks worse than it was," Brigid Hallam told analysts.
                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

Newspapers write a name whole once and then the surname: that stands beside the quotation, the rest of
the name elsewhere in the article. The reader was trained on few such questions, and takes the quotation
for no answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus import Span
from qa.candidates import Candidate
from qa.naming import stands_in
from qa.speakers import QUOTED, SAYING
from qa.terms import TITLES, Token, tokens

ASKED = re.compile(
    r"^what (?:exactly )?(?:did|does|do|has|have) (?P<who>.+?) "
    r"(?:say|said|tell|told|warn|warned|add|added|reply|replied|answer|answered|comment|argue|explain)\b(?P<rest>.*)",
    re.IGNORECASE,
)
# Before a surname these are no other person's first name.
ADDRESSED = TITLES | frozenset("sir dame lord lady judge justice mayor president minister secretary father".split())
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
    if speech is None:
        return list(candidates)
    known = _known_of(candidates)
    return [_with_quotation(speech, each, known[each.passage.article_id]) for each in candidates]


def _known_of(candidates: Sequence[Candidate]) -> dict[str, tuple[Token, ...]]:
    """The words that were found of each article."""
    passages = {each.passage.passage_id: each.passage for each in candidates}.values()
    texts: dict[str, list[str]] = {}
    for passage in passages:
        texts.setdefault(passage.article_id, [passage.title or ""]).append(passage.text)
    return {article_id: tokens("\n".join(found)) for article_id, found in texts.items()}


def _with_quotation(speech: Speech, candidate: Candidate, known: tuple[Token, ...]) -> Candidate:
    quotation = quotation_of(speech, candidate.text, known)
    if quotation is None or candidate.answerable >= ANSWERABLE:
        return candidate
    return replace(
        candidate, answer=quotation.moved(candidate.span.start), support=max(candidate.support, 0.0),
        answerable=ANSWERABLE,
    )  # fmt: skip


def quotation_of(speech: Speech, sentence: str, known: tuple[Token, ...] = ()) -> Span | None:
    """The words of that speaker, if the sentence quotes them and holds what else the question names.

    `known` are words of the sentence's article, where the rest of a name may stand.
    """
    quoted = max(QUOTED.finditer(sentence), key=lambda found: len(found.group()), default=None)
    if quoted is None or len(tokens(quoted.group())) < LEAST_WORDS:
        return None
    beside = tokens(QUOTED.sub(lambda found: " " * len(found.group()), sentence))
    stems = {token.stem for token in tokens(sentence)}
    is_spoken = any(token.text.casefold() in SAYING for token in beside)
    is_theirs = _is_named(speech.who, beside) or _has_surname(speech.who, beside, known)
    if not is_spoken or not is_theirs or not all(token.stem in stems for token in speech.rest):
        return None
    return Span(start=quoted.start() + 1, end=quoted.end() - 1)


def _is_named(who: Sequence[Token], words: tuple[Token, ...]) -> bool:
    return all(stands_in(token.text, words) for token in who if token.is_capital)


def _has_surname(who: Sequence[Token], beside: tuple[Token, ...], known: tuple[Token, ...]) -> bool:
    """Whether the speaker's surname stands beside the quotation, as of nobody else, and the rest in the article."""
    surname = [token for token in who if token.is_capital][-1]
    at = [place for place, token in enumerate(beside) if stands_in(surname.text, (token,))]
    return bool(at) and _is_named(who, known) and not any(_is_of_another(beside, place, who) for place in at)


def _is_of_another(words: tuple[Token, ...], place: int, who: Sequence[Token]) -> bool:
    """Whether a first name that was not asked for stands before the surname: "Peter Ingram"."""
    before = words[place - 1] if place else None
    if before is None or not before.is_capital or not before.is_content or words[place].start > before.end + 2:
        return False
    return before.text.casefold() not in ADDRESSED and not stands_in(before.text, tuple(who))
