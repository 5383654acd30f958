"""Two reports of one thing: which value came later, and when nothing says so."""

import pytest

from tests.qa.telling_articles import Report, told

HURT = "How many people were hurt in the Norby fire?"
EIGHT = Report("Eight people were hurt in the Norby fire.")
FIVE = Report("Five people were hurt in the Norby fire.", "2026-05-06")
OPENS = "When will the Harrow museum open?"


def test_the_newer_report_comes_first_whichever_was_found_first() -> None:
    assert told(HURT, EIGHT, FIVE) == told(HURT, FIVE, EIGHT) == ("change", "Five people", "Eight people")


def test_reports_of_one_day_disagree() -> None:
    same_day = Report(FIVE.text, "2026-05-04")
    assert told(HURT, EIGHT, same_day)[0] == "disagreement"
    assert set(told(HURT, EIGHT, same_day)[1:]) == {"Five people", "Eight people"}


def test_hours_put_reports_of_one_day_in_order() -> None:
    morning, evening = Report(EIGHT.text, "2026-05-04T08:00:00"), Report(FIVE.text, "2026-05-04T19:00:00")
    assert told(HURT, evening, morning) == ("change", "Five people", "Eight people")


def test_a_correction_of_the_same_day_is_a_change() -> None:
    corrected = Report("Five people, not eight, were hurt in the Norby fire.")
    assert told(HURT, EIGHT, corrected) == ("change", "Five people", "Eight people")


def test_without_dates_only_the_articles_words_put_reports_in_order() -> None:
    undated = [Report(report.text, None) for report in (EIGHT, FIVE)]
    assert told(HURT, *undated)[0] == "disagreement"
    corrected = Report("Five people, not eight, were hurt in the Norby fire.", None)
    assert told(HURT, undated[0], corrected) == ("change", "Five people", "Eight people")


def test_three_values_are_told_from_the_newest_to_the_oldest() -> None:
    first = Report("Two people were hurt in the Norby fire.", "2026-05-03")
    assert told(HURT, first, FIVE, EIGHT) == ("change", "Five people", "Eight people", "Two people")


def test_a_newer_report_that_names_the_older_figure_is_a_change_all_the_same() -> None:
    both = Report("Five people were hurt in the Norby fire. On Monday eight people were counted.", "2026-05-06")
    assert told(HURT, EIGHT, both) == ("change", "Five people", "Eight people")


def test_an_older_report_that_has_both_figures_has_them_of_two_things() -> None:
    both = Report("Eight people were hurt in the Norby fire. Five people went home.")
    assert told(HURT, both, FIVE) == ()


def test_one_article_does_not_disagree_with_itself() -> None:
    assert told(HURT, Report("Eight people were hurt in the Norby fire, and five people were hurt near it.")) == ()


def test_equal_values_are_no_conflict() -> None:
    assert told(HURT, EIGHT, Report("8 people were hurt in the Norby fire.", "2026-05-06")) == ()


@pytest.mark.parametrize(
    ("question", "values"),
    [(OPENS, ("3 May", "14 June")), ("Who will lead the Harrow museum?", ("Lin Marsh", "Ove Dahl"))],
)
def test_days_and_names_that_the_reader_is_sure_of_change_too(question: str, values: tuple[str, str]) -> None:
    verb = "open on {}" if question == OPENS else "be led by {}"
    older, newer = (
        Report(f"The Harrow museum will {verb.format(value)}.", day, answer=value)
        for value, day in zip(values, ("2026-03-02", "2026-04-20"), strict=True)
    )
    assert told(question, older, newer) == ("change", values[1], values[0])


def test_words_that_the_reader_doubts_are_no_values() -> None:
    older = Report("The Harrow museum will open on 3 May.", "2026-03-02", answer="3 May", support=-9.0)
    newer = Report("The Harrow museum will open on 14 June.", "2026-04-20", answer="14 June")
    assert told(OPENS, older, newer) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (EIGHT, Report("Five people were killed in the Norby fire.", "2026-05-06")),
        (EIGHT, Report("Five people were hurt in the Sandby fire.", "2026-05-06")),
        (EIGHT, Report("In the Norby fire of 1958 five people were hurt.", "2026-05-06")),
        (EIGHT, Report("Five people were hurt in the Norby fire.", "2027-05-06")),
        (EIGHT, Report("Five lorries were hurt in the Norby fire.", "2026-05-06")),
        (EIGHT, Report("About eight people were hurt in the Norby fire.", "2026-05-06")),
        (EIGHT, Report("In the Norby fire, five of the hurt people were children.", "2026-05-06")),
        (EIGHT, Report("Without the alarm five people would have been hurt in the Norby fire.", "2026-05-06")),
        (
            Report("Eight people were hurt in the Norby fire on 2 May.", "2026-05-03"),
            Report("Five people were hurt in the Norby fire on 4 May.", "2026-05-06"),
        ),
    ],
    ids=["fate", "place", "year", "a year later", "unit", "rounded", "part", "supposed", "day"],
)
def test_different_things_have_different_figures(one: Report, other: Report) -> None:
    assert told(HURT, one, other) == ()


def test_two_things_told_in_the_same_words_are_not_one() -> None:
    women = Report("Sigrun Dale won the women's race of the Hedmark marathon.", answer="Sigrun Dale")
    men = Report("Tore Vang won the men's race of the Hedmark marathon.", "2026-05-05", answer="Tore Vang")
    assert told("Who won the Hedmark marathon?", women, men) == ()
