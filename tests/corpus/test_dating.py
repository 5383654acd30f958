"""Dates that a person or a page wrote out, and those that are better left unknown."""

from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from corpus.dating import is_plausible, parse_date


@pytest.mark.parametrize(
    "text",
    ["12 March 2025", "March 12, 2025", "12 Mar 2025", "12th March 2025", "Wednesday, 12 March 2025", "2025-03-12",
     "Mar. 12 2025", "Published on 12 MARCH 2025 in Lind"],
)  # fmt: skip
def test_day_without_a_time_is_its_midnight_in_utc(text: str) -> None:
    assert parse_date(text) == datetime(2025, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2025-03-12T08:30:00+02:00", 6, 30),
        ("2025-03-12T08:30:00Z", 8, 30),
        ("12 March 2025, 08:30", 8, 30),
        ("12 March 2025 at 8:30 p.m.", 20, 30),
        ("12 March 2025 4.20 p.m.", 16, 20),
        ("12 March 2025 08:30 GMT", 8, 30),
        ("12 March 2025, 08:30 CET", 7, 30),
        ("March 12, 2025 8:30 am EDT", 12, 30),
        ("Wed, 12 March 2025 10:00 +0200", 8, 0),
    ],
)
def test_time_is_turned_to_utc(text: str, hour: int, minute: int) -> None:
    assert parse_date(text) == datetime(2025, 3, 12, hour, minute, tzinfo=UTC)


def test_time_zone_can_move_the_day() -> None:
    assert parse_date("2025-03-12T00:30:00+02:00") == datetime(2025, 3, 11, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["03/04/2025", "31 February 2025", "12 March", "March 2025", "2025", "yesterday", ""])
def test_doubtful_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["12 March 1899", "1 January 2099", "9999-12-31T23:59:59-12:00"])
def test_date_that_no_article_can_have_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("year", [1900, 1970, 2025])
def test_old_dates_are_taken_as_given(year: int) -> None:
    assert parse_date(f"{year}-01-01") == datetime(year, 1, 1, tzinfo=UTC)


def test_what_is_tomorrow_here_may_be_today_at_the_publishers() -> None:
    assert is_plausible(datetime.now(UTC) + timedelta(hours=14))


def test_clock_that_was_set_back_takes_no_dates_away(monkeypatch: pytest.MonkeyPatch) -> None:
    class ClockSetBack(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "ClockSetBack":
            return cls(1970, 1, 1, tzinfo=UTC)

    monkeypatch.setattr("corpus.dating.datetime", ClockSetBack)
    assert is_plausible(datetime(2026, 10, 9, tzinfo=UTC))
