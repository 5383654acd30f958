"""Moments, lengths of time and lists of names as one says them; the fixed texts are `ui.wording`'s."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from qa.periods import written_day
from ui import wording

NO_BREAK = "\u00a0"
_DATE = re.compile(r"(?:\b\d{1,2} )?\b[A-Z][a-z]+ \d{4}\b|\b\d{1,2} (?=[A-Z][a-z]+\b)")


def day(moment: datetime) -> str:
    """A date with spaces that keep it on one line, `2 July 2026`."""
    return written_day(moment).replace(" ", NO_BREAK)


def moment(at: datetime) -> str:
    """A moment in full, `2 July 2026, 08:30 UTC`; midnight stands for a day whose time nobody said."""
    at = at.astimezone(UTC)
    return day(at) if (at.hour, at.minute) == (0, 0) else f"{day(at)}, {at:%H:%M} UTC"


def together(text: str) -> str:
    """A text with each date in it, `16 to 25 November 2026`, kept on one line as far as it is one day or month."""
    return _DATE.sub(lambda found: found[0].replace(" ", NO_BREAK), text)


def duration(seconds: float) -> str:
    """A length of time in round numbers, `40 seconds`, `3 minutes`."""
    if seconds < 55:
        return wording.counted(max(5, round(seconds / 5) * 5), "second")
    minutes = round(seconds / 60)
    return wording.counted(minutes, "minute") if minutes < 90 else wording.counted(round(minutes / 60), "hour")


def names(given: Sequence[str], *, limit: int = 3) -> str:
    """The first of several names, `Tribune, Post, Gazette and 2 more`."""
    shown = ", ".join(given[:limit])
    return shown if len(given) <= limit else wording.AND_MORE.format(names=shown, count=len(given) - limit)


def short(text: str, *, limit: int = 80) -> str:
    """A text on one line that takes no more room than `limit` characters."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= limit else one_line[: limit - 1].rstrip() + "…"
