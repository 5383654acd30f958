"""When was it published? Reads a date that a person or a page wrote out.

    parse_date("12 March 2026")             2026-03-12 00:00 UTC
    parse_date("2026-03-12T08:30:00+02:00") 2026-03-12 06:30 UTC
    parse_date("03/04/2026")                None: March or April?

A date without a time stands for midnight UTC of that day, a time without a zone for
UTC. What cannot be a publication date (the future, or before 1900) is None: an unknown
date is honest, a wrong one misleads.
"""

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from dateutil import parser

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
HOUR = 3_600
ZONES = {"CET": HOUR, "CEST": 2 * HOUR, "BST": HOUR, "EET": 2 * HOUR, "EEST": 3 * HOUR, "MSK": 3 * HOUR,
         "EST": -5 * HOUR, "ET": -5 * HOUR, "EDT": -4 * HOUR, "PST": -8 * HOUR, "PDT": -7 * HOUR}  # fmt: skip
TIME = (
    r"(?:,?\s*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?"
    rf"(?:\s*(?:UTC|GMT|Z|{'|'.join(ZONES)}|[+-]\d{{2}}:?\d{{2}}))?)?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
WRITTEN_DATE = re.compile(
    rf"\b{WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}})(?:T\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?|{TIME})(?!\w)",
    re.IGNORECASE,
)
EARLIEST_YEAR = 1900
CLOCK_SLACK = timedelta(days=1)  # "tomorrow" here can be today where the publisher is
# The day this was written: a clock that shows an earlier one is wrong, and no article's date is.
EARLIEST_NOW = datetime(2026, 11, 22, tzinfo=UTC)
DOTTED_TIME = re.compile(r"(?<=\s)(\d{1,2})\.(\d{2})(?!\d)")


class Certainty(StrEnum):
    """How sure a time of publication is.

    SURE: the publisher said so in a field made for it, with day and zone. LIKELY: said in
    such a field without a zone, or written beside the title. GUESS: inferred from an
    address, a file's own dates, or a date somewhere on the page.
    """

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "guess"


def find_date(line: str) -> re.Match[str] | None:
    """The first date written out in full in `line`: day, month and year, month unmistakable."""
    return WRITTEN_DATE.search(line)


def parse_date(text: str) -> datetime | None:
    """The aware UTC time that `text` names, or None where it names none that can be right."""
    found = find_date(text)
    if found is None:
        return None
    try:
        written = DOTTED_TIME.sub(r"\1:\2", found.group().replace(" at ", " "))
        date = parser.parse(written, dayfirst=False, tzinfos=ZONES)
        date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return date if is_plausible(date) else None


def is_plausible(published: datetime) -> bool:
    """Whether an article can have been published then."""
    return published.year >= EARLIEST_YEAR and published <= max(datetime.now(UTC), EARLIEST_NOW) + CLOCK_SLACK
