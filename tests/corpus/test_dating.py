"""Dates that a person or a page wrote out, and those that are better left unknown."""

from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from corpus.dating import is_plausible, parse_date, parse_relative, read_stamp


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


@pytest.mark.parametrize(
    "text",
    ["12. März 2025", "12 mars 2025", "12 марта 2025", "2025年3月12日", "12 de marzo de 2025", "12 tháng 3, 2025",
     "2025년 3월 12일", "12 مارس 2025", "2025. március 12."],
)  # fmt: skip
def test_day_is_read_in_many_languages(text: str) -> None:
    assert parse_date(text) == datetime(2025, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("le 12 mars 2025 à 14h05", 14, 5),
        ("12. März 2025, 8:30 Uhr", 8, 30),
        ("2025년 3월 12일 오후 2:05", 14, 5),
        ("9:30 AM EST, Wed March 12, 2025", 14, 30),
        ("March 12, 2025 5 PM ET", 21, 0),
    ],
)
def test_time_is_read_as_each_language_writes_it(text: str, hour: int, minute: int) -> None:
    assert parse_date(text) == datetime(2025, 3, 12, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "month"), [("de", 4), ("fr", 4), ("en-GB", 4), ("en-US", 3), ("en", None), (None, None)]
)
def test_language_settles_which_number_is_the_month(language: str | None, month: int | None) -> None:
    expected = month and datetime(2025, month, 3 if month == 4 else 4, tzinfo=UTC)
    assert parse_date("03/04/2025", language=language) == expected


@pytest.mark.parametrize(
    ("value", "has_zone"),
    [
        ("2025-03-12T08:30:00Z", True),
        ("2025-03-12T09:30:00.000+0100", True),
        ("1741768200", True),
        (1741768200000, True),
        ("Wed, 12 Mar 2025 10:30:00 +0200", True),
        ("Wed Mar 12 09:30:00 CET 2025", True),
        ("20250312083000", False),
    ],
)
def test_moment_is_read_in_any_form_a_machine_writes(value: object, has_zone: bool) -> None:
    stamp = read_stamp(value)
    assert stamp is not None
    assert (stamp.moment, stamp.has_zone) == (datetime(2025, 3, 12, 8, 30, tzinfo=UTC), has_zone)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "2 hours ago", datetime(2026, 3, 12, 8, tzinfo=UTC)),
        ("de", "vor 3 Stunden", datetime(2026, 3, 12, 7, tzinfo=UTC)),
        ("fr", "il y a 2 jours", datetime(2026, 3, 10, tzinfo=UTC)),
        ("es", "hace 5 minutos", datetime(2026, 3, 12, 9, 55, tzinfo=UTC)),
        ("en", "yesterday", datetime(2026, 3, 11, tzinfo=UTC)),
        ("en", "5 min", None),
        ("en", "in 2 hours", None),
        ("en", "The war two days ago was worse", None),
    ],
)
def test_time_told_from_now_counts_back_from_when_the_page_was_fetched(
    language: str, text: str, expected: datetime | None
) -> None:
    assert parse_relative(text, fetched=datetime(2026, 3, 12, 10, tzinfo=UTC), language=language) == expected
