"""Stretches of days: a week, a month, a season, counted back from a day.

    last_started(3, 31, ...)     the most recent 31 March that is not in the future
    month_of(2026, 4)            1 to 30 April 2026
    part_of(April, "late")       21 to 30 April

A `Period` is whole days, both ends included; an end that is None is open. A day is a day
in UTC. Seasons are those of the northern half of the world, in whole months.

Pure arithmetic; knows nothing about the words of a question (`qa.timing`).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the month each begins with
MONTH_NAMES = ("January February March April May June July August September October November December").split()
WEEKDAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; None is an open end, but not on both sides."""

    first: date | None
    last: date | None

    @property
    def earliest(self) -> datetime | None:
        """The moment it begins."""
        return datetime.combine(self.first, time.min, UTC) if self.first else None

    @property
    def latest(self) -> datetime | None:
        """The last moment that is still in it."""
        return datetime.combine(self.last, time.max, UTC) if self.last else None

    def meets(self, other: "Period") -> "Period | None":
        """The days that are in both, or None where there are none."""
        firsts = [each for each in (self.first, other.first) if each]
        lasts = [each for each in (self.last, other.last) if each]
        first, last = max(firsts, default=None), min(lasts, default=None)
        return None if first and last and first > last else Period(first, last)

    def in_words(self) -> str:
        """How a reader would write it: "16 to 22 November 2026", "since 6 April 2026"."""
        if self.last is None:
            assert self.first is not None
            return f"since {written_day(self.first)}"
        if self.first is None:
            return f"until {written_day(self.last)}"
        if self.first == self.last:
            return written_day(self.first)
        if self.first.day == 1 and self.last == month_of(self.last.year, self.last.month).last:
            return _months(self.first, self.last)
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first.day} to {written_day(self.last)}"
        if self.first.year == self.last.year:
            return f"{self.first.day} {MONTH_NAMES[self.first.month - 1]} to {written_day(self.last)}"
        return f"{written_day(self.first)} to {written_day(self.last)}"


def day_of(day: date) -> Period:
    """One day."""
    return Period(day, day)


def week_of(day: date) -> Period:
    """Monday to Sunday around a day."""
    monday = day - DAY * day.weekday()
    return Period(monday, monday + DAY * 6)


def month_of(year: int, month: int) -> Period:
    """A calendar month; months before January and after December count into the years around."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def months_of(year: int, month: int, count: int) -> Period:
    """So many calendar months from this one on."""
    return Period(month_of(year, month).first, month_of(year, month + count - 1).last)


def year_of(year: int) -> Period:
    """A calendar year."""
    return months_of(year, 1, 12)


def quarter_of(year: int, quarter: int) -> Period:
    """A quarter of a calendar year, from 1."""
    return months_of(year, 3 * quarter - 2, 3)


def season_of(year: int, name: str) -> Period:
    """The season that begins in this year; a winter ends in the next."""
    return months_of(year, SEASONS[name], 3)


def weekend_before(day: date) -> Period:
    """The last Saturday and Sunday that were over before this day."""
    sunday = day - DAY * (day.weekday() + 1)
    return Period(sunday - DAY, sunday)


def weekday_before(day: date, weekday: int) -> date:
    """The last Monday (0) to Sunday (6) that is not after this day."""
    return day - DAY * ((day.weekday() - weekday) % 7)


def months_back(day: date, count: int) -> date:
    """The same day so many months ago, or the last of its month where that is shorter."""
    last = month_of(day.year, day.month - count).last
    assert last is not None
    return last.replace(day=min(day.day, last.day))


def last_started(month: int, day: int, today: date) -> date | None:
    """The most recent such day that is not in the future; None where no year has it."""
    for year in range(today.year, today.year - 9, -1):  # 29 February can be eight years back
        if 1 <= day <= monthrange(year, month)[1] and date(year, month, day) <= today:
            return date(year, month, day)
    return None


def part_of(whole: Period, part: str) -> Period:
    """The "early", "mid" or "late" third of a longer time, its "half 1" or "half 2", its "week 2" or "week -1"."""
    first, last = whole.first, whole.last
    assert first is not None and last is not None
    days = (last - first).days + 1
    if part.startswith("week"):
        number = int(part.split()[1])
        if number < 0:
            return Period(last - DAY * 6, last)
        return Period(first + DAY * 7 * (number - 1), min(last, first + DAY * (7 * number - 1)))
    shares = {
        "early": (0, 1 / 3),
        "mid": (1 / 3, 2 / 3),
        "late": (2 / 3, 1),
        "half 1": (0, 1 / 2),
        "half 2": (1 / 2, 1),
    }
    start, end = shares[part]
    return Period(first + DAY * int(days * start), first + DAY * (max(int(days * end), 1) - 1))


def written_day(day: date) -> str:
    """A day as it is shown and told to a model: "3 April 2026"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _months(first: date, last: date) -> str:
    """Whole months: "April 2026", "January to March 2026", "2026"."""
    ends = f"{MONTH_NAMES[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return ends
    if first.year == last.year:
        return str(first.year) if (first.month, last.month) == (1, 12) else f"{MONTH_NAMES[first.month - 1]} to {ends}"
    return f"{MONTH_NAMES[first.month - 1]} {first.year} to {ends}"
