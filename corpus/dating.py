"""When was it published? Reads a date that a person or a page wrote out.

    parse_date("12 March 2026")             2026-03-12 00:00 UTC
    parse_date("12. März 2026, 8:30 Uhr")   2026-03-12 08:30 UTC
    parse_date("03/04/2026")                None: March or April?
    parse_relative("vor 3 Stunden", ...)    three hours before the page was fetched

A date without a time stands for midnight UTC of that day, a time without a zone for
UTC. What cannot be a publication date (the future, or before 1900) is None: an unknown
date is honest, a wrong one misleads.

The only file that imports dateutil and dateparser. Knows nothing about pages and files.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from corpus.date_words import DAY_FIRST, MONTH_WORDS, US_ZONES, ZONES, written_date

EARLIEST_YEAR = 1900
CLOCK_SLACK = timedelta(days=1)  # "tomorrow" here can be today where the publisher is
# The day this was written: a clock that shows an earlier one is wrong, and no article's date is.
EARLIEST_NOW = datetime(2026, 11, 22, tzinfo=UTC)
LONGEST_LINE = 1_000  # a date stands near the head of a line; what is longer is a text
LONGEST_RELATIVE = 40
DAY_FIRST_PLACES = frozenset("gb au nz ie in za sg hk ke ng gh mt".split())  # of those that write English
DURATION = re.compile(r"\d+\s?[a-zа-яß-ÿ]+\.?", re.IGNORECASE)  # "5 min" tells how long it takes to read
EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
ASIAN = frozenset({"zh", "ja", "ko", "vi", "th", "fa"})  # not in `MONTH_WORDS`: their months are numbers
DIGITS = re.compile(r"(\d{8})(\d{6})")
# Digits of other scripts by their value; each is one character, so that places in the line stay what they are.
ASCII_DIGITS = {first + value: str(value) for first in (0x660, 0x6F0, 0x966, 0x9E6, 0xFF10) for value in range(10)}
UNIX_DATE = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d{2}:\d{2}:\d{2} (?P<zone>[A-Z]{1,5}|[+-]\d{4}) \d{4}")


class Certainty(StrEnum):
    """How sure a time of publication is.

    SURE: the publisher said so in a field made for it, with day and zone. LIKELY: said in
    such a field without a zone, or written beside the title. GUESS: inferred from an
    address, a file's own dates, or a date somewhere on the page.
    """

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as it was written: in UTC, and whether its zone stood there."""

    moment: datetime
    has_zone: bool


def find_date(line: str, *, language: str | None = None) -> re.Match[str] | None:
    """The first date written out in full in `line`: day, month and year, month unmistakable."""
    line, start = line[:LONGEST_LINE].translate(ASCII_DIGITS), 0
    while found := written_date().search(line, start, LONGEST_LINE):
        if _day_of(found, language) is not None:
            return found
        start = found.start() + 1
    return None


def parse_date(text: str, *, language: str | None = None) -> datetime | None:
    """The aware UTC time that `text` names, or None where it names none that can be right.

    `language` (a tag such as "de" or "en-GB") settles the order in "03/04/2026".
    """
    stamp = read_date(text, language=language)
    return stamp.moment if stamp else None


def read_date(text: str, *, language: str | None = None) -> Stamp | None:
    """The first date in `text` with its zone, as `parse_date` reads it."""
    found = find_date(text, language=language)
    day = _day_of(found, language) if found else None
    if found is None or day is None:
        return None
    mark = "_after" if found["hour_after"] else "_before"
    try:
        return _plausible(*_with_time(day, found, mark))
    except (ValueError, OverflowError):
        return None


def read_stamp(value: object) -> Stamp | None:
    """A moment in any form a machine writes it: ISO 8601, RFC 2822, seconds or milliseconds since 1970."""
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    try:
        if EPOCH.fullmatch(text):
            seconds = float(text) / (1_000 if len(text.partition(".")[0]) == 13 else 1)
            return _plausible(datetime.fromtimestamp(seconds, UTC), True)
        moment = datetime.fromisoformat(DIGITS.sub(r"\1T\2", text))
        return _plausible(moment, moment.tzinfo is not None)
    except (ValueError, OverflowError, OSError):
        pass
    unix = UNIX_DATE.fullmatch(text)
    if unix and (unix["zone"][0] in "+-" or unix["zone"].lower() in ZONES):
        from dateutil import parser

        return _plausible(
            parser.parse(text, tzinfos={name.upper(): int(hours * 3_600) for name, hours in ZONES.items()}), True
        )
    return read_date(text) if len(text) <= LONGEST_LINE else None


def parse_relative(text: str, *, fetched: datetime, language: str | None = None) -> datetime | None:
    """The moment that "2 hours ago" or "gestern, 14:30" meant when the page was fetched; None for anything else.

    Minutes and hours are kept; what is said in days or more stands for midnight, like a date without a time.
    """
    text = " ".join(text.split()).strip(" .,;:·•|–—-()")
    if not text or len(text) > LONGEST_RELATIVE or DURATION.fullmatch(text) or find_date(text):
        return None
    import dateparser

    base = fetched.astimezone(UTC).replace(tzinfo=None)
    code = (language or "en").split("-")[0].lower()
    known = [code] if code in MONTH_WORDS or code in ASIAN else []
    try:
        found = dateparser.parse(
            text,
            languages=known if code == "en" else [*known, "en"],
            settings={"RELATIVE_BASE": base, "PARSERS": ["relative-time"], "RETURN_AS_TIMEZONE_AWARE": False},
        )
    except (ValueError, OverflowError, TypeError, AttributeError):  # an unknown language; a count beyond the calendar
        return None
    if found is None or found > base:
        return None
    is_by_the_clock = (base - found < timedelta(days=1) and found != base) or found.time() != base.time()
    moment = found if is_by_the_clock else found.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.replace(tzinfo=UTC) if is_plausible(moment.replace(tzinfo=UTC)) else None


def is_plausible(published: datetime) -> bool:
    """Whether an article can have been published then."""
    return published.year >= EARLIEST_YEAR and published <= max(datetime.now(UTC), EARLIEST_NOW) + CLOCK_SLACK


def _plausible(moment: datetime, has_zone: bool) -> Stamp | None:
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the year 1 or 9999 with a zone leaves the calendar
        return None
    return Stamp(moment, has_zone) if is_plausible(moment) else None


def _day_of(found: re.Match[str], language: str | None) -> datetime | None:
    """The day a match of `written_date` names; None where its month is a guess or its day is in no calendar."""
    parts = {name: value for name, value in found.groupdict().items() if value}
    year = next(int(value) for name, value in parts.items() if name[0] == "y")
    if "first" in parts:
        order = _in_order(int(parts["first"]), int(parts["second"]), parts["sign"], language)
        if order is None:
            return None
        day, month = order
    else:
        day = next(int(value) for name, value in parts.items() if re.fullmatch(r"d\d", name))
        word = next((value for name, value in parts.items() if re.fullmatch(r"w\d", name)), None)
        named = _month_of(word, language) if word else None
        month = named or next((int(value) for name, value in parts.items() if re.fullmatch(r"m\d", name)), 0)
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _month_of(word: str, language: str | None) -> int | None:
    """The month's number; a word that means two months in two languages needs the language."""
    word = " ".join(word.casefold().split())
    known = MONTH_WORDS.get((language or "").split("-")[0].lower(), {})
    if word in known:
        return known[word]
    numbers = {months[word] for months in MONTH_WORDS.values() if word in months}
    return numbers.pop() if len(numbers) == 1 else None


def _in_order(first: int, second: int, sign: str, language: str | None) -> tuple[int, int] | None:
    """Day and month of two numbers, where their size or the language settles which is which."""
    if first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    code, _, place = (language or "").replace("_", "-").lower().partition("-")
    if code in DAY_FIRST or (code == "en" and place in DAY_FIRST_PLACES):
        return first, second
    return (second, first) if code == "en" and place == "us" and sign != "." else None


def _with_time(day: datetime, found: re.Match[str], mark: str) -> tuple[datetime, bool]:
    """The day with its time, and whether a zone was named."""
    if not found["hour" + mark]:
        return day, False
    hour = int(found["hour" + mark])
    is_late = (found["half" + mark] or "").lower() == "p" or (found["noon" + mark] or "") in ("午後", "下午", "오후")
    is_early = (found["half" + mark] or "").lower() == "a" or (found["noon" + mark] or "") in ("午前", "上午", "오전")
    if hour <= 12 and (is_late or is_early):
        hour = hour % 12 + (12 if is_late else 0)
    moment = day.replace(hour=hour, minute=int(found["minute" + mark] or 0), second=int(found["second" + mark] or 0))
    zone = _zone_of(found["zone" + mark], moment)
    return (moment.replace(tzinfo=zone), True) if zone else (moment, False)


def _zone_of(name: str | None, moment: datetime) -> timezone | None:
    if not name:
        return None
    if offset := re.search(r"([+-])(\d{2}):?(\d{2})$", name):
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    hours = ZONES[name.lower()]
    return timezone(timedelta(hours=hours + (name.lower() in US_ZONES and _is_us_summer(moment))))


def _is_us_summer(moment: datetime) -> bool:
    """Whether clocks in the United States are forward: from March's second Sunday to November's first, at two."""
    march, november = datetime(moment.year, 3, 8, 2), datetime(moment.year, 11, 1, 2)
    return march + timedelta(days=6 - march.weekday()) <= moment < november + timedelta(days=6 - november.weekday())
