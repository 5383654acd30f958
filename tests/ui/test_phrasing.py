"""Moments, lengths of time and names as one says them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ui import phrasing

SUMMER = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 3, 12, 8, 30, tzinfo=UTC), "12 March 2026, 08:30 UTC"),
        (datetime(2026, 7, 2, 0, 30, tzinfo=SUMMER), "1 July 2026, 22:30 UTC"),
        (datetime(2026, 3, 12, tzinfo=UTC), "12 March 2026"),
    ],
)
def test_moment_is_told_in_utc_and_midnight_as_a_day(at: datetime, text: str) -> None:
    assert phrasing.moment(at).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1, "5 seconds"), (42, "40 seconds"), (58, "1 minute"), (200, "3 minutes"), (9_000, "2 hours")],
)
def test_length_of_time_is_a_round_number(seconds: float, text: str) -> None:
    assert phrasing.duration(seconds) == text


def test_many_names_end_in_their_number() -> None:
    assert phrasing.names(["Tribune", "Post"]) == "Tribune, Post"
    assert phrasing.names(["Tribune", "Post", "Gazette", "Echo", "Courier"]) == "Tribune, Post, Gazette and 2 more"


def test_long_text_is_cut_to_its_room() -> None:
    assert phrasing.short("Rain  fell\non roofs", limit=12) == "Rain fell o…"
    assert phrasing.short("Rain  fell", limit=12) == "Rain fell"
