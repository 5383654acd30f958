"""Dates that a question writes out, each read as the days it stands for.

    "6 April"     the most recent 6 April that is not in the future
    "May 2025"    1 to 31 May 2025
    "Q1 2026"     January to March 2026

Only what stands there is read; what stands around it ("since", "articles from") is
`qa.timing`'s business, which is also where a lone "March" or "2026" is told from a verb
or a number: such a `NamedTime` is `is_bare`. English, and full dates in the languages of
`corpus.date_words`. Times told from today are `qa.time_counts`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from corpus.date_words import MONTH_WORDS
from qa.periods import SEASONS, Period, day_of, last_started, month_of, quarter_of, season_of, year_of

ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
FOREIGN_LETTERS = 4  # "out" is October in Portuguese, "set" September in Italian: shorter words are English only
VERBS = frozenset({"may", "march"})  # "how many of the 12 may vote": a month only after "on", or with its capital


@dataclass(frozen=True, slots=True)
class NamedTime:
    """Days that a question names at these characters.

    `is_relative` counts from today ("last week"), `is_bare` may be another word altogether,
    `is_inferred` has no year of its own.
    """

    start: int
    end: int
    period: Period
    is_relative: bool = False
    is_bare: bool = False
    is_inferred: bool = False


MONTH = "(?P<month>" + "|".join(sorted(MONTH_WORDS["en"], key=len, reverse=True)) + r")\b\.?"
YEAR = r"(?P<year>(?:19|20)\d\d)(?![\w%]|[.,:/-]\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?![\w%])"
_WORD = r"(?P<word>[^\W\d_]{3,13})\b\.?"
_ON = re.compile(r"\b(?:(?:on|since|before|after|until)\s+(?:the\s+)?|(?:of|from)\s+)$", re.IGNORECASE)
CLEAR = r"(?<![\w.,/€$£-])"
_JOIN = r"\s*(?:-|–|—|\band\b|\bto\b|\bthrough\b)\s*(?:the\s+)?"

Reader = Callable[[re.Match[str], date], NamedTime | None]


def _month(word: str) -> int | None:
    """The month a word names in English or, without doubt, in another language."""
    word = word.casefold()
    if word in MONTH_WORDS["en"]:
        return MONTH_WORDS["en"][word]
    numbers = {months[word] for months in MONTH_WORDS.values() if word in months}
    return numbers.pop() if len(numbers) == 1 and len(word) >= FOREIGN_LETTERS else None


def _iso(match: re.Match[str], _: date) -> NamedTime | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"]) if match["d"] else 0
    try:
        period = day_of(date(year, month, day)) if day else month_of(year, month)
    except ValueError:
        return None
    return NamedTime(match.start(), match.end(), period)


def _numbers(match: re.Match[str], _: date) -> NamedTime | None:
    """24/04/2026 and 4/24/2026, but neither 3/4/2026 nor 4/3/2026; points always begin with the day."""
    day, month, year = int(match["a"]), int(match["b"]), int(match["y"])
    if match["sign"] == "/" and day <= 12:
        if month <= 12 and day != month:
            return None
        day, month = month, day
    try:
        return NamedTime(match.start(), match.end(), day_of(date(year, month, day)))
    except ValueError:
        return None


def _date(match: re.Match[str], today: date) -> NamedTime | None:
    parts = match.groupdict()
    month = _month(parts["word"])
    if month is None:
        return None
    first, last = int(parts["day"]), int(parts.get("until") or parts["day"])
    is_after_number = match.start("word") > match.start("day")
    if (
        parts["word"] in VERBS
        and not parts["year"]
        and is_after_number
        and not _ON.search(match.string, 0, match.start())
    ):
        return None
    if parts["year"]:
        days = _day(int(parts["year"]), month, first), _day(int(parts["year"]), month, last)
    else:
        begins = last_started(month, first, today)
        days = begins, _day(begins.year, month, last) if begins else None
    if days[0] is None or days[1] is None or days[0] > days[1]:
        return None
    end = match.end("year") if parts["year"] else match.end()
    return NamedTime(match.start(), end, Period(*days), is_inferred=not parts["year"])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_alone(match: re.Match[str], today: date) -> NamedTime | None:
    month, word = MONTH_WORDS["en"][match["month"].casefold()], (match["which"] or "").casefold()
    if match["year"]:
        return NamedTime(match.start(), match.end(), month_of(int(match["year"]), month))
    begins = last_started(month, 1, today)
    if begins is None or (word == "this" and begins.year != today.year):
        return None
    if word and word != "this" and begins.month == today.month:
        begins = begins.replace(year=begins.year - 1)  # "last November", said in November
    return NamedTime(
        match.start(), match.end(), month_of(begins.year, month), is_relative=bool(word), is_bare=not word,
        is_inferred=True,
    )  # fmt: skip


def _season(match: re.Match[str], today: date) -> NamedTime | None:
    name, which = match["season"].casefold(), (match["which"] or "").casefold()
    if name == "fall" and not which and not match["year"]:
        return None
    begins = date(int(match["year"] or today.year), SEASONS[name], 1)
    if begins > today:  # "winter 2026", said in that year: the one that ended in it
        begins = begins.replace(year=begins.year - 1)
    period = season_of(begins.year, name)
    if which and which != "this" and period.last and period.last >= today:
        period = season_of(begins.year - 1, name)
    if which == "this" and period.last and (today - period.last).days > 270:
        return None  # the one of this year is still to come
    is_set = bool(match["year"])
    return NamedTime(
        match.start(), match.end(), period, is_relative=bool(which), is_bare=not which and not is_set,
        is_inferred=not is_set,
    )  # fmt: skip


def _quarter(match: re.Match[str], today: date) -> NamedTime | None:
    number = ORDINALS.get((match["nth"] or "").casefold()) or int(match["q"] or 0)
    if not 1 <= number <= 4:
        return None
    year = int(match["year"] or today.year - ((match["which"] or "").casefold() == "last"))
    period = quarter_of(year, number)
    if not match["year"] and not match["which"] and period.first and period.first > today:
        period = quarter_of(year - 1, number)
    return NamedTime(match.start(), match.end(), period, is_inferred=not match["year"])


def _year(match: re.Match[str], _: date) -> NamedTime | None:
    return NamedTime(match.start(), match.end(), year_of(int(match["year"])), is_bare=True)


_WEEKDAY_BEFORE = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?:the\s+)?)?"
WHICH = r"(?P<which>last|this|past|previous)"
_YEAR_AFTER = rf"(?:,?\s+(?:de\s+|of\s+)?{YEAR})?"
_LAST_DAY = r"(?P<until>\d{1,2})(?:st|nd|rd|th)?"

DATE_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"{CLEAR}(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?![\d-])", _iso),
        (rf"{CLEAR}(?P<a>\d{{1,2}})(?P<sign>[./])(?P<b>\d{{1,2}})(?P=sign)(?P<y>(?:19|20)\d\d)(?!\d)", _numbers),
        (rf"{CLEAR}{_WEEKDAY_BEFORE}{_DAY}\s+(?:(?:of|de)\s+)?{_WORD}{_YEAR_AFTER}", _date),
        (rf"\b{_WEEKDAY_BEFORE}{_WORD}\s+(?:the\s+)?{_DAY}(?![:.,]\d){_YEAR_AFTER}", _date),
        (rf"{CLEAR}{_DAY}{_JOIN}{_LAST_DAY}\s+(?:of\s+)?{_WORD}{_YEAR_AFTER}", _date),
        (rf"\b{_WORD}\s+{_DAY}{_JOIN}{_LAST_DAY}(?![\w%]){_YEAR_AFTER}", _date),
        (rf"\b(?:{WHICH}\s+)?{MONTH}(?:,?\s+(?:of\s+)?{YEAR})?", _month_alone),
        (rf"\b(?:{WHICH}\s+)?(?P<season>{'|'.join(SEASONS)})\b(?:\s+(?:of\s+)?{YEAR})?", _season),
        (
            r"\b(?:q(?P<q>[1-4])|(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th)[ -]quarter)\b"
            rf"(?!\s+of\s+(?:the|a)\b)(?:(?:\s+of)?[ /]+(?:{YEAR}|(?P<which>this|last)\s+year))?",
            _quarter,
        ),
        (rf"{CLEAR}{YEAR}", _year),
    )
)
