"""A question read against a corpus: which articles it asks for, which words are slips, what else they may be called.

    "What did the Gazete say about the feery last week?"
        filters      North Reach Gazette, 16 to 25 November 2026
        corrections  feery -> ferry
        query        what is searched for

The question itself stays as it was typed; what was read is told beside the reply, and each
phrase can be taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from corpus import Corpus
from qa.answer import Understood
from qa.conversation import Standing
from qa.errors import QuestionRefused
from qa.filtering import Filters
from qa.off_task import is_off_task
from qa.query import Group, Query
from qa.rewording import reworded
from qa.scoping import Scope, read_scope
from qa.spelling import Correction, corrected, mended
from qa.terms import STOP_WORDS, Token, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """A question as it was typed, what is searched for, and what the reader is told of how it was read."""

    question: str
    query: Query
    understood: Understood

    @property
    def standing(self) -> str:
        """The question as it stands alone."""
        return self.understood.standing or self.question

    def typed_as(self, question: str) -> "Interpretation":
        """The same reading of a question that was typed otherwise, and leaned on those before it."""
        return replace(self, question=question, understood=replace(self.understood, standing=self.question))


def checked(question: str, *, max_chars: int) -> str:
    """The question without what is no text around it; QuestionRefused where it cannot be asked."""
    text = question.encode("utf-8", "replace").decode().strip()  # half a surrogate pair is no text
    if not any(map(str.isalnum, text)):
        raise QuestionRefused(f"the question {text[:40]!r} has no words; ask in a sentence or with a few keywords")
    if len(text) > max_chars:
        raise QuestionRefused(f"the question has {len(text):,} characters, more than {max_chars:,}; ask a shorter one")
    return text


def interpret(
    question: str,
    corpus: Corpus,
    *,
    now: datetime,
    filters: Filters | None = None,
    ignored: frozenset[str] = frozenset(),
) -> Interpretation:
    """The question as it is searched for; `filters` are the reader's own, `ignored` phrases not to be read.

    Filters that the question's words became, but which leave nothing to search, only prefer.
    """
    catalogue = corpus.catalogue
    given = filters or Filters()
    scope = read_scope(question, now=now, publishers=catalogue.publishers(), ignored=ignored)
    wanted = given.narrowed(scope.filters)
    if scope.filters and not catalogue.selects(wanted):
        wanted, scope = given, _only_preferring(question, scope)
    read = tokens(scope.text)
    forms = {each.written: each.forms for each in reworded(scope.text, read, catalogue.vocabulary)}
    doubtful = [token for token in read if token.language == "en" or not forms.get(token.bare)]
    corrections = tuple(corrected(doubtful, catalogue.vocabulary))
    query = Query.of(scope.text, wanted or None)
    query = replace(
        query,
        content=_meant(query.content, read, corrections),
        boosts=scope.boosts,
        wants_latest=scope.wants_latest,
        mended=mended(scope.text, corrections) if corrections else "",
        others=_others(forms, corrections),
        aside=scope.aside,
    )
    understood = Understood(
        is_off_task=is_off_task(question),
        filters=wanted,
        phrases=scope.phrases,
        corrections=_in_question(question, corrections),
    )
    return Interpretation(question=question, query=query, understood=understood)


def interpret_after(
    standing: Standing, last: str, corpus: Corpus, *, now: datetime, filters: Filters | None, ignored: frozenset[str]
) -> Interpretation:
    """The same of a question that may lean on the one before, `last`.

    What was put beside it helps to find the place: its times count as they did in `last`, whose
    own words tell more of them, and that nobody mentions its words is no reason to abstain.
    """
    start = len(standing.text) - len(standing.beside)
    if standing.beside:
        known = corpus.catalogue.publishers()
        here, there = (read_scope(text, now=now, publishers=known).phrases for text in (standing.text, last))
        ignored |= {each.text for each in here if each.span.end >= start} - {each.text for each in there}
    asked = interpret(standing.text, corpus, now=now, filters=filters, ignored=ignored)
    aside = {token.stem for token in tokens(standing.beside) if not token.is_capital}
    return replace(asked, query=replace(asked.query, aside=asked.query.aside | aside, beside=standing.beside))


def _only_preferring(question: str, scope: Scope) -> Scope:
    phrases = tuple(replace(phrase, is_filter=False) for phrase in scope.phrases)
    return replace(scope, text=question, filters=Filters(), boosts=scope.as_boosts(), phrases=phrases)


def _meant(
    content: tuple[Token, ...], read: tuple[Token, ...], corrections: tuple[Correction, ...]
) -> tuple[Token, ...]:
    """The words that count: a slip where what was meant counts ("toed"), and none that was meant not to ("teh")."""
    counts = {each.span.start: each.meant.casefold() not in STOP_WORDS for each in corrections}
    known = {token.start for token in content}
    added = tuple(token for token in read if counts.get(token.start) and token.start not in known)
    return tuple(token for token in content if counts.get(token.start, True)) + added


def _others(forms: Mapping[str, Group], corrections: tuple[Correction, ...]) -> Mapping[str, Group]:
    found = dict(forms)
    for correction in corrections:
        found[correction.written] = (*found.get(correction.written, ()), *correction.search_words)
    return found


def _in_question(question: str, corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
    """The corrections that are searched for, with their places in the question as it was typed."""
    found = []
    start = 0
    for correction in corrections:
        place = question.find(correction.written, start)
        if correction.is_stored and place >= 0:
            start = place + len(correction.written)
            found.append(replace(correction, span=replace(correction.span, start=place, end=start)))
    return tuple(found)
