"""Do the articles tell what is asked in two ways, and if so, which came later?

    disagreement(query, candidates, article)   the `Conflict` of their reports, or None

Values come from `qa.asked_values`; two of them disagree where they cannot both be true and their
sentences tell of the same thing (`qa.likeness`). Of an article's own versions only the newest
is ever searched, so a correction in place is no conflict.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from corpus import Article
from qa.asked_values import Told, values_asked_for
from qa.candidates import Candidate
from qa.conflicts import Conflict, ConflictKind, Version
from qa.evidence import SENTENCE_BUDGET_CHARS
from qa.likeness import same_matter
from qa.query import Query

MOST = 3  # versions
HOUR = timedelta(hours=1)


def disagreement(query: Query, candidates: Sequence[Candidate], article: Callable[[str], Article]) -> Conflict | None:
    """What the reports tell differently of what is asked; None where they agree or only one tells it."""
    told = values_asked_for(query.embedded, candidates, article)
    for number, first in enumerate(told):
        rivals = [
            other
            for other in told[number + 1 :]
            if first.differs_from(other) and _is_same_matter(query.embedded, first, other)
        ]
        if rivals:
            return _conflict([first, *rivals], told)
    return None


def _is_same_matter(question: str, first: Told, other: Told) -> bool:
    return same_matter(question, first.telling, other.telling, is_sure=first.is_sure and other.is_sure)


def _conflict(rivals: Sequence[Told], told: Sequence[Told]) -> Conflict | None:
    """The versions, each value once, the newest first."""
    values: list[list[Told]] = []
    for rival in rivals:
        if not any(rival.is_same_as(known[0]) for known in values):
            values.append([rival, *(each for each in told if each is not rival and each.is_same_as(rival))])
    if any(same[0].published is None for same in values):
        return _without_dates([same[0] for same in values])
    values.sort(key=_recency, reverse=True)
    newest = max(values[0], key=lambda each: (each.revises, each.moment, -told.index(each)))
    older = [
        min((each for each in same if each.article_id != newest.article_id), key=lambda each: each.moment, default=None)
        for same in values[1:]
    ]
    chosen = [newest, *(each for each in older if each is not None)][:MOST]
    if len(chosen) < 2:
        return None
    is_change = all(_is_later(newer, before) for newer, before in pairwise(chosen))
    if any(before.knows(newest) or (not is_change and newest.knows(before)) for before in chosen[1:]):
        return None  # one article gives both values, which are then of two things
    return _made(ConflictKind.CHANGE if is_change else ConflictKind.DISAGREEMENT, chosen)


def _without_dates(versions: list[Told]) -> Conflict | None:
    """Only the words of the articles themselves can put these in order."""
    versions = sorted(versions[:2], key=lambda each: not each.revises)
    is_change = versions[0].revises and not versions[1].revises
    return _made(ConflictKind.CHANGE if is_change else ConflictKind.DISAGREEMENT, versions)


def _made(kind: ConflictKind, versions: Sequence[Told]) -> Conflict:
    return Conflict(
        kind=kind,
        versions=tuple(
            Version(passage=each.telling.candidate.passage, quote=each.telling.candidate.span, words=each.words)
            for each in _within_budget(versions)
        ),
    )


def _within_budget(versions: Sequence[Told]) -> Sequence[Told]:
    """The newest two, and a third where all of them can be shown as evidence."""
    length = sum(len(each.telling.text) for each in versions)
    return versions if length <= SENTENCE_BUDGET_CHARS else versions[:2]


def _recency(same: Sequence[Told]) -> tuple[date, bool, datetime, datetime]:
    """Of two values the one that was told last; where both were, the one that is newer at all."""
    moments = [each.moment for each in same]
    return max(moments).date(), any(each.revises for each in same), max(moments), min(moments)


def _is_later(newer: Told, before: Told) -> bool:
    """Whether time or its own words put one report after another; on one day only where both say when."""
    if newer.revises and not before.revises:
        return True
    if newer.moment.date() != before.moment.date():
        return newer.moment > before.moment
    has_times = all(each.moment.time() != time.min for each in (newer, before))
    return has_times and newer.moment - before.moment >= HOUR
