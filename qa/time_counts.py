"""Times that a question tells from today, each read as the days it stands for.

    "last week"          Monday to Sunday of the week before this one
    "last three days"    the three days before today, and today
    "two months ago"     that calendar month
    "Monday"             the last Monday, or today

Knows nothing about the words around them; see `qa.time_words` for dates written out.
"""

import re
from datetime import date

from qa.periods import (
    DAY,
    Period,
    day_of,
    month_of,
    months_back,
    quarter_of,
    week_of,
    weekday_before,
    weekend_before,
    year_of,
)
from qa.time_words import MONTH, WHICH, YEAR, NamedTime, Reader

WEEKDAYS = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
COUNTS = {
    word: number
    for number, words in enumerate(
        "zero a|an|one couple|two three four few|several|five six seven eight nine ten eleven twelve".split()
    )
    for word in words.split("|")
}
UNIT_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14}


def _unit(match: re.Match[str], today: date) -> NamedTime | None:
    """ "this week", "last month", "the previous year"."""
    back = int(match["which"].casefold() != "this")
    unit = match["unit"].casefold()
    if unit == "weekend" and not back and today.weekday() < WEEKDAYS["saturday"]:
        return None  # it is still to come
    if unit == "weekend":
        # The weekend that is over before today, or before Monday for the one that is now.
        period = weekend_before(today if back else today + DAY * (7 - today.weekday()))
    elif unit == "quarter":
        first = month_of(today.year, 3 * ((today.month - 1) // 3 - back) + 1).first
        assert first is not None
        period = quarter_of(first.year, (first.month - 1) // 3 + 1)
    elif unit == "week":
        period = week_of(today - DAY * 7 * back)
    else:
        period = month_of(today.year, today.month - back) if unit == "month" else year_of(today.year - back)
    return NamedTime(match.start(), match.end(), period, is_relative=True)


def _day_word(match: re.Match[str], today: date) -> NamedTime | None:
    word = " ".join(match.group().casefold().split())
    if "before yesterday" in word:
        period = day_of(today - DAY * 2)
    elif "weekend" in word:
        is_now = today.weekday() >= WEEKDAYS["saturday"]
        period = weekend_before(today + DAY * (7 - today.weekday()) if is_now else today)
    elif "before last" in word:
        period = week_of(today - DAY * 14)
    elif word.startswith("last"):  # what happened in a night is reported on either day
        period = Period(today - DAY, today)
    else:
        period = day_of(today - DAY * word.startswith("yesterday"))
    return NamedTime(match.start(), match.end(), period, is_relative=True)


def _weekday(match: re.Match[str], today: date) -> NamedTime | None:
    which, number = (match["which"] or "").casefold(), WEEKDAYS[match["weekday"].casefold()]
    day = weekday_before(today - DAY if which and which != "this" else today, number)
    if which == "this" and day < today - DAY * today.weekday():
        return None  # it is still to come
    return NamedTime(match.start(), match.end(), day_of(day), is_relative=True, is_bare=not which, is_inferred=True)


def _until_today(match: re.Match[str], today: date) -> NamedTime | None:
    """ "last three days", "past two months", "recent weeks"; "the past week" is seven days up to today."""
    unit = match["unit"].casefold().rstrip("s")
    count = _count(match["count"]) or (1 if unit == match["unit"].casefold() else COUNTS["several"])
    try:
        if unit in ("month", "year"):
            first = months_back(today, count * (12 if unit == "year" else 1))
        else:
            first = today - DAY * max(round(count * UNIT_DAYS[unit]), 1)
    except (ValueError, OverflowError):  # beyond the calendar
        return None
    return NamedTime(match.start(), match.end(), Period(first, today), is_relative=True)


def _ago(match: re.Match[str], today: date) -> NamedTime | None:
    """ "two weeks ago" is that whole week, "three days ago" that day."""
    count, unit = _count(match["count"]), match["unit"].casefold().rstrip("s")
    try:
        if match["count"].casefold() in ("few", "several") and unit == "day":
            period = Period(today - DAY * 7, today - DAY * 2)
        elif unit == "day":
            period = day_of(today - DAY * count)
        elif unit == "week":
            period = week_of(today - DAY * 7 * count)
        else:
            period = month_of(today.year, today.month - count) if unit == "month" else year_of(today.year - count)
    except (ValueError, OverflowError):
        return None
    return NamedTime(match.start(), match.end(), period, is_relative=True)


def _count(word: str | None) -> int:
    word = (word or "0").casefold()
    return int(word) if word.isdecimal() else COUNTS[word]


_NUMBER = rf"(?:a\s+)?(?P<count>\d{{1,3}}|{'|'.join(COUNTS)})(?:\s+of)?"
_UNITS = r"(?P<unit>hours?|days?|weeks?|fortnight|months?|years?)\b"
_OF_SOMETHING = (
    rf"(?!\s+(?:of|in)\s+(?:the\s+)?(?:{MONTH.replace('?P<month>', '?:')}|{YEAR.replace('?P<year>', '?:')}))"
)

COUNT_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"\b(?P<which>last|this|previous)\s+(?P<unit>week|weekend|month|quarter|year)\b{_OF_SOMETHING}", _unit),
        (
            r"\b(?:the\s+day\s+before\s+yesterday|yesterday(?:\s+(?:morning|afternoon|evening|night))?|today|tonight"
            r"|this\s+(?:morning|afternoon|evening)|last\s+(?:night|evening)|the\s+week\s+before\s+last"
            r"|(?:(?<=over\s)|(?<=at\s))the\s+weekend)\b",
            _day_word,
        ),
        (
            rf"\b(?:{WHICH}\s+)?(?P<weekday>{'|'.join(WEEKDAYS)})\b(?:\s+(?:morning|afternoon|evening|night)\b)?",
            _weekday,
        ),
        (rf"\b(?:last|past|previous)\s+{_NUMBER}\s+{_UNITS}", _until_today),
        (rf"\b(?:recent|(?:the\s+|this\s+)?past)(?P<count>)\s+{_UNITS}", _until_today),
        (rf"(?<!\w){_NUMBER}\s+(?P<unit>days?|weeks?|months?|years?)\s+ago\b", _ago),
    )
)
