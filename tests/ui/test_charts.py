"""Articles are counted by month or year and by publisher, in the order in which the bars stand."""

from datetime import UTC, datetime

from ui.charts import counts_by_publisher, counts_over_time
from ui.resources import Listed


def at(year: int, month: int) -> datetime:
    return datetime(year, month, 9, tzinfo=UTC)


def by(publisher: str | None) -> Listed:
    return Listed("0", "Rain", publisher, None, is_sample=False)


def test_months_without_articles_are_bars_of_nothing() -> None:
    assert counts_over_time([at(2026, 2), at(2025, 11), at(2026, 2)]) == (
        "month",
        [("Nov 2025", 1), ("Dec 2025", 0), ("Jan 2026", 0), ("Feb 2026", 2)],
    )


def test_three_years_are_counted_by_month_and_longer_by_year() -> None:
    assert counts_over_time([at(2024, 1), at(2026, 12)])[0] == "month"
    assert counts_over_time([at(2024, 1), at(2027, 1)]) == (
        "year",
        [("2024", 1), ("2025", 0), ("2026", 0), ("2027", 1)],
    )


def test_publishers_with_most_articles_come_first_and_the_rest_is_one_bar() -> None:
    names = ["Post", "Post", "Post", None, None, "A", "B", "C", "D", "E", "F"]
    assert counts_by_publisher([by(name) for name in names]) == [
        ("Post", 3), ("unknown publisher", 2), ("A", 1), ("B", 1), ("C", 1), ("D", 1), ("all others", 2),
    ]  # fmt: skip
