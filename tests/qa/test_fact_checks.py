"""What a claim says that no sentence of its passage has."""

from datetime import UTC, datetime

import pytest

from qa.fact_checks import days_told, missing_from
from tests.qa.making import passage

STRIKE = "Dock workers at Aldervane walked out on Tuesday. The union, led by Agnes Thorvall, wants 4 percent."


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("Agnes Thorvall leads the union that wants four percent.", None),
        ("Workers left the docks of Aldervane.", None),
        ("One of the unions wants 4 percent.", None),
        ("Shortly after, dock workers walked out.", None),
        ("The union wants 5 percent.", "number"),
        ("Dock workers walked out on Wednesday.", None),  # the article appeared on Thursday
        ("Dock workers walked out on Sunday.", "date"),
        ("Dock workers walked out in May.", "date"),
        ("Tomas Herlev leads the union.", "name"),
        ("Herlev wants 4 percent.", "name"),
    ],
)
def test_numbers_days_and_names_must_stand_somewhere_in_the_passage(claim: str, kind: str | None) -> None:
    assert missing_from(claim, passage(STRIKE)) == kind


def test_a_weekday_tells_the_day_of_the_month_that_it_was() -> None:
    assert missing_from("They walked out on 30 June.", passage(STRIKE)) is None  # the Tuesday before Thursday 2 July
    assert missing_from("They walked out on 29 June.", passage(STRIKE)) == "number"


def test_without_a_date_of_publication_an_article_tells_only_what_stands_in_it() -> None:
    assert days_told("It happened on Tuesday.", None) == (frozenset(), frozenset())
    numbers, names = days_told("It happened on Tuesday.", datetime(2026, 7, 2, tzinfo=UTC))
    assert numbers >= {2026.0, 2.0, 30.0}
    assert names >= {"july", "june", "tuesday", "thursday"}
