"""When a question wants its articles from: the times in it, as filters and as preferences.

    What was reported last week?          only 16 to 22 November
    Who won yesterday's final?            only yesterday and the two days after, yesterday preferred
    Who won the election of 6 April?      anything, 6 to 8 April preferred
    What happened in 1918? ... by 2030?   nothing: no article is meant

A date in a question is mostly part of what is asked and not of when it was written about.
So a time filters only where the question speaks of reporting ("articles from March",
"yesterday's papers") or counts from today ("last week", "since Monday"); any other date
is preferred and no more. What lies in the future, or is a deadline, says nothing.

Times are whole days in UTC. Pure; knows nothing about publishers or articles.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from corpus import Span
from qa.periods import DAY, Period, part_of
from qa.time_counts import COUNT_READERS
from qa.time_cues import (
    Link,
    closes,
    is_about_now,
    is_meant,
    latest_in,
    link_before,
    part_before,
    possessive_end,
    speaks_of_reporting,
)
from qa.time_words import DATE_READERS, NamedTime

__all__ = ["TimePhrase", "latest_in", "times_in"]

NEAR = 400  # days: "since March" is about news where March is no longer ago; the price "since 2019" is not
FIRST_YEAR = 1990  # what happened before is history, written about at any time
# Days in which a time is still news, by how many days it has. Of 37 "on Thursday"s in 350 articles (the samples and
# MultiHop-RAG's) 15 stood in an article of that day, 8 in one of the next, 4 two days on, 10 later or before.
# Longer ones are by rule: a month's figures come within a week, a quarter's within 45 days.
AFTERMATH = ((3, 2), (10, 3), (31, 7), (93, 45), (366, 31))
SHORTEST_WHOLE = 20  # days: of a week there is no early part worth telling
SHORT = 10  # days: what is said of such a time is news at once
_JOINT = re.compile(r"\s*(?:-|–|—|\band\b|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*(?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time in a question: its words, what goes with them when they are taken out, and the days they ask for.

    `only` admits nothing else; `rather` is where such articles most likely are.
    """

    span: Span
    cut: Span
    only: Period | None
    rather: Period | None
    is_relative: bool


def times_in(question: str, now: datetime) -> tuple[TimePhrase, ...]:
    """The times that a question asks articles of, in order; none of those that it only mentions."""
    today = now.astimezone(UTC).date()
    phrases = [_phrase(question, named, today) for named in _joined(question, _named(question, today))]
    return tuple(phrase for phrase in phrases if phrase is not None)


def _named(question: str, today: date) -> list[NamedTime]:
    """The times in the question, in order; where two overlap, the longer one."""
    found = [
        _in_part(named, question)
        for pattern, read in (*DATE_READERS, *COUNT_READERS)
        for match in pattern.finditer(question)
        if (named := read(match, today)) is not None
    ]
    kept: list[NamedTime] = []
    for named in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if all(named.end <= other.start or other.end <= named.start for other in kept):
            kept.append(named)
    return sorted(kept, key=lambda each: each.start)


def _in_part(named: NamedTime, question: str) -> NamedTime:
    """The time cut down to the part that is named before it: "late August"."""
    part = part_before(question, named) if _days(named.period) >= SHORTEST_WHOLE else None
    if part is None:
        return named
    return replace(named, start=part[0], period=part_of(named.period, part[1]), is_bare=False)


def _joined(question: str, times: list[NamedTime]) -> list[NamedTime]:
    """The times, two of them that are the ends of one ("between March and May") made one."""
    joined: list[NamedTime] = []
    for named in times:
        previous = joined[-1] if joined else None
        if previous and _JOINT.fullmatch(question, previous.end, named.start):
            link = link_before(question, previous)
            period = _from_to(previous, named)
            if link and link.means in ("between", "from", "in") and period:
                joined[-1] = replace(named, start=previous.start, period=period, is_bare=False)
                continue
        joined.append(named)
    return joined


def _from_to(begin: NamedTime, end: NamedTime) -> Period | None:
    """From the one's first day to the other's last; a begin without a year is in the end's year or the one before."""
    first, last = begin.period.first, end.period.last
    if first is None or last is None:
        return None
    if first > last and begin.is_inferred and begin.is_relative:
        first -= DAY * 7  # "between Friday and Monday"
    elif begin.is_inferred and not begin.is_relative:
        try:
            first = first.replace(year=last.year)
            first = first if first <= last else first.replace(year=last.year - 1)
        except ValueError:
            return None
    return Period(first, last) if first <= last else None


def _phrase(question: str, named: NamedTime, today: date) -> TimePhrase | None:
    """What the time asks for, or None where it is no time of articles."""
    link = link_before(question, named)
    is_news = speaks_of_reporting(question, named, _days(named.period))
    first = named.period.first
    end = possessive_end(question, named.end)
    if first is None or first > today or not is_meant(question, named) or (link and link.means == "by"):
        return None
    if named.is_bare and link is None and not is_news and end == named.end and not closes(question, named):
        return None
    bound = _bound(named.period, link, today)
    if bound is None or (
        link and link.means == "from" and not is_news and not _JOINT.search(question, named.start, end)
    ):
        return None  # "what does a ticket cost from April" is older than April
    only, rather = (bound, None) if is_news else _asked(named, bound, link, today)
    if not is_news and named.period == Period(today, today) and is_about_now(question):
        return None  # "today" for "these days"
    if only is None and rather is None:
        return None
    is_open = link is not None and (link.is_event or link.means not in ("in", "from"))
    return TimePhrase(
        span=Span(start=link.start if link and is_open else named.start, end=named.end),
        cut=Span(start=link.own if link and end == named.end else named.start, end=end),
        only=only,
        rather=rather,
        is_relative=named.is_relative,
    )


def _bound(period: Period, link: Link | None, today: date) -> Period | None:
    """The days with their preposition: "since", "before". What is told after an event may be told on its day."""
    first, last, means = period.first, period.last, link.means if link else "in"
    is_within = link is not None and link.is_event
    if first is None or last is None or means in ("in", "from", "between", "by"):
        return period
    if means == "since" or (means == "after" and is_within):
        return Period(first, None)
    if means == "after":
        return Period(last + DAY, None) if last < today else None
    if means == "before":
        return Period(None, last if is_within and first != last else first - DAY)
    return Period(None, last)


def _asked(named: NamedTime, bound: Period, link: Link | None, today: date) -> tuple[Period | None, Period | None]:
    """The only and the preferred days, where the question does not speak of reporting."""
    first, last = named.period.first, named.period.last
    assert first is not None and last is not None
    is_near, means = (today - first).days <= NEAR, link.means if link else "in"
    if means == "since" or (means == "after" and named.is_relative):
        return (bound, None) if is_near else (None, None)
    if first.year < FIRST_YEAR:
        return None, None
    if means in ("after", "before", "until"):
        return None, bound
    after = Period(first, max(last, min(last + DAY * _aftermath(_days(named.period)), today)))
    if not named.is_relative:
        return None, after
    if last >= today:
        return (bound, None) if is_near else (None, None)
    if not is_near:
        return None, after
    if _days(named.period) <= SHORT:
        return after, named.period
    # What is told of a month or a season is told in it or at any time later: last month's prices come out in this one.
    return Period(first, None), after


def _days(period: Period) -> int:
    return (period.last - period.first).days + 1 if period.first and period.last else 0


def _aftermath(days: int) -> int:
    return next(after for longest, after in AFTERMATH if days <= longest or longest == AFTERMATH[-1][0])
