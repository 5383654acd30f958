"""The times in a question: asked for, preferred, or only mentioned. Asked at noon on Monday, 23 November 2026."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.periods import Period
from qa.timing import latest_in, times_in

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

# What stands before the bar is the phrase; the days after it, both included, are all that is admitted.
FILTERS = {
    "What was reported last week about cod?": "last week | 2026-11-16 2026-11-22",
    "Articles from last week on the bridge": "last week | 2026-11-16 2026-11-22",
    "What happened this week in Torskell?": "this week | 2026-11-23 2026-11-29",
    "What did they find out earlier this month?": "this month | 2026-11-01 2026-11-30",
    "Which laws were passed this year?": "this year | 2026-01-01 2026-12-31",
    "What happened today?": "today | 2026-11-23 2026-11-23",
    "Show me yesterday's headlines": "yesterday | 2026-11-22 2026-11-22",
    "What happened in the last three days?": "last three days | 2026-11-20 2026-11-23",
    "Storm damage over the past 2 weeks": "past 2 weeks | 2026-11-09 2026-11-23",
    "What did scientists say in the past two months?": "past two months | 2026-09-23 2026-11-23",
    "What did they say about herring in recent weeks?": "recent weeks | 2026-10-19 2026-11-23",
    "Who was arrested in the past week?": "the past week | 2026-11-16 2026-11-23",
    "Who died in the last 24 hours?": "last 24 hours | 2026-11-22 2026-11-23",
    "What has changed since Friday?": "since Friday | 2026-11-20 -",
    "Any news since yesterday?": "since yesterday | 2026-11-22 -",
    "What has the council done since 6 April?": "since 6 April | 2026-04-06 -",
    "How much have prices risen since March?": "since March | 2026-03-01 -",
    "What has she said since the election of 22 June?": "since the election of 22 June | 2026-06-22 -",
    "How did they react after yesterday's vote?": "after yesterday | 2026-11-22 -",
    "Find articles from March about ferries": "March | 2026-03-01 2026-03-31",
    "Which pieces were published in 2025?": "2025 | 2025-01-01 2025-12-31",
    "Stories between 3 and 9 April": "between 3 and 9 April | 2026-04-03 2026-04-09",
    "Ferry news between March and May 2026": "between March and May 2026 | 2026-03-01 2026-05-31",
    "What was in the papers on 6 April?": "6 April | 2026-04-06 2026-04-06",
    "What did the 3 February headlines say?": "3 February | 2026-02-03 2026-02-03",
    "Coverage since 2019 of the strike": "since 2019 | 2019-01-01 -",
    "Articles before 6 April on trams": "before 6 April | - 2026-04-05",
    "News after 6 April 2026": "after 6 April 2026 | 2026-04-07 -",
    "Articles from 6 April on": "from 6 April | 2026-04-06 -",
    "Which articles did the Gazette publish in May?": "May | 2026-05-01 2026-05-31",
    "What was reported between Friday and Sunday?": "between Friday and Sunday | 2026-11-20 2026-11-22",
    "What was reported between Sunday and Monday?": "between Sunday and Monday | 2026-11-22 2026-11-23",
    "What was reported between Monday and Wednesday?": "between Monday and Wednesday | 2026-11-16 2026-11-18",
    "Reports until last Tuesday": "until last Tuesday | - 2026-11-17",
    "What did the Tribune write in August?": "August | 2026-08-01 2026-08-31",
    "What was reported about the injured on 6 February 2026?": "6 February 2026 | 2026-02-06 2026-02-06",
}
# The days that are admitted, and after the second bar those of them that are preferred.
FILTERS_WITH_PREFERENCE = {
    "What did parliament decide last week?": "last week | 2026-11-16 2026-11-23 | 2026-11-16 2026-11-22",
    "Who won yesterday?": "yesterday | 2026-11-22 2026-11-23 | 2026-11-22 2026-11-22",
    "What happened on Friday?": "Friday | 2026-11-20 2026-11-22 | 2026-11-20 2026-11-20",
    "Who won Friday's vote?": "Friday | 2026-11-20 2026-11-22 | 2026-11-20 2026-11-20",
    "What was said last Monday?": "last Monday | 2026-11-16 2026-11-18 | 2026-11-16 2026-11-16",
    "What happened two weeks ago?": "two weeks ago | 2026-11-09 2026-11-18 | 2026-11-09 2026-11-15",
    "What happened three days ago?": "three days ago | 2026-11-20 2026-11-22 | 2026-11-20 2026-11-20",
    "Who met the week before last?": "the week before last | 2026-11-09 2026-11-18 | 2026-11-09 2026-11-15",
    "Who won over the weekend?": "the weekend | 2026-11-21 2026-11-23 | 2026-11-21 2026-11-22",
    "Which author got an award last month?": "last month | 2026-10-01 - | 2026-10-01 2026-11-07",
    "Who won the election last summer?": "last summer | 2026-06-01 - | 2026-06-01 2026-10-15",
    "What did Sundvarn build this spring?": "this spring | 2026-03-01 - | 2026-03-01 2026-07-15",
    "What was opened last May?": "last May | 2026-05-01 - | 2026-05-01 2026-06-07",
}
PREFERENCES = {
    "Who won the election of 6 April?": "6 April | 2026-04-06 2026-04-08",
    "Who died on April 6th 2026?": "April 6th 2026 | 2026-04-06 2026-04-08",
    "What did the court decide on the 2nd of July?": "2nd of July | 2026-07-02 2026-07-04",
    "What happened on Tuesday, 6 October?": "Tuesday, 6 October | 2026-10-06 2026-10-08",
    "Who died on 2026-10-05?": "2026-10-05 | 2026-10-05 2026-10-07",
    "Who was fined on 24/04/2026?": "24/04/2026 | 2026-04-24 2026-04-26",
    "Who was fined on 24.4.2026?": "24.4.2026 | 2026-04-24 2026-04-26",
    "Unfall am 6. April 2026": "6. April 2026 | 2026-04-06 2026-04-08",
    "accident du 6 avril 2026": "6 avril 2026 | 2026-04-06 2026-04-08",
    "How did the storm in January affect the trains?": "January | 2026-01-01 2026-02-07",
    "Who resigned in December?": "December | 2025-12-01 2026-01-07",
    "Who resigned in November?": "November | 2026-11-01 2026-11-30",
    "Who was jailed in March 2025?": "March 2025 | 2025-03-01 2025-04-07",
    "Who was jailed in Sept. 2025?": "Sept. 2025 | 2025-09-01 2025-10-07",
    "ferry inquiry february": "february | 2026-02-01 2026-03-07",
    "How many boats were laid up in 2025?": "2025 | 2025-01-01 2026-01-31",
    "Who was mayor last year?": "last year | 2025-01-01 2026-01-31",
    "What did Tessel earn in Q1 2026?": "Q1 2026 | 2026-01-01 2026-05-15",
    "What did it earn in the fourth quarter of 2025?": "fourth quarter of 2025 | 2025-10-01 2026-02-14",
    "What happened before the election of 6 April?": "before the election of 6 April | - 2026-04-05",
    "What happened after the 6 April?": "after the 6 April | 2026-04-07 -",
    "Where is the rate after the September decision?": "after the September | 2026-09-01 -",
    "What was known until Friday?": "until Friday | - 2026-11-20",
    "What was agreed in early March?": "early March | 2026-03-01 2026-03-13",
    "What was agreed in late August 2026?": "late August 2026 | 2026-08-21 2026-09-07",
    "Who met in the first week of May?": "first week of May | 2026-05-01 2026-05-10",
    "Who met in the second half of June?": "second half of June | 2026-06-16 2026-07-07",
    "Where was she from 3 to 9 April?": "3 to 9 April | 2026-04-03 2026-04-12",
    "Where was she on April 3-9, 2026?": "April 3-9, 2026 | 2026-04-03 2026-04-12",
    "Who died between 28 December and 4 January?": "between 28 December and 4 January | 2025-12-28 2026-01-07",
    "Who trained in the spring of 2025?": "spring of 2025 | 2025-03-01 2025-07-15",
    "Who trained in the winter of 2025?": "winter of 2025 | 2025-12-01 2026-04-14",
}
NOTHING = """\
What happened in 1918?|What will change by 2030?|Will it rain on Friday?|What opens next week?|Who sang September?
Is it due by the end of May?|How many of the 12 may vote?|Who led the march on the capital?|What did Theresa May say?
What happened on Black Friday?|Which 2000 homes lost power?|What has risen since 2019?|Who goes to the Friday market?
How has it changed in the past ten years?|Who scored in the 1987 Keldmar Cup final?|What is Agenda 2030?|Is it 2 metres?
How effective is KV-12?|Who signed the 30-day ceasefire?|Would he end the war within 24 hours?|Who was hurt in the fall?
When did the Berlin Wall fall?|May I ask who won?|What does a ticket cost today?|Do trains run on Fridays?
Who meets every Monday?|What will a ticket cost from 1 April?|Who was born on 03/04/2026?|Who was born on 31 April?
Did 1,264 volunteers come at 18:42?|What is the fare from April?|What is planned in March 2031?|Who won the second half?
Who took the third quarter of the game?|How many of 7,000 sat down?|Is 2.6 metres in 2.026 a lot?""".replace(
    "\n", "|"
).split("|")


def days(text: str) -> Period:
    first, last = (datetime.fromisoformat(day).date() if day != "-" else None for day in text.split())
    return Period(first, last)


@pytest.mark.parametrize(("question", "expected"), FILTERS.items())
def test_times_of_reporting_and_times_told_from_today_are_all_that_is_admitted(question: str, expected: str) -> None:
    text, only = expected.split(" | ")
    (phrase,) = times_in(question, NOW)
    assert (phrase.span.of(question), phrase.only, phrase.rather) == (text, days(only), None)


@pytest.mark.parametrize(("question", "expected"), FILTERS_WITH_PREFERENCE.items())
def test_what_happened_lately_may_be_told_a_little_later(question: str, expected: str) -> None:
    text, only, rather = expected.split(" | ")
    (phrase,) = times_in(question, NOW)
    assert (phrase.span.of(question), phrase.only, phrase.rather) == (text, days(only), days(rather))


@pytest.mark.parametrize(("question", "expected"), PREFERENCES.items())
def test_a_date_that_is_part_of_the_matter_is_preferred_and_no_more(question: str, expected: str) -> None:
    text, rather = expected.split(" | ")
    (phrase,) = times_in(question, NOW)
    assert (phrase.span.of(question), phrase.only, phrase.rather) == (text, None, days(rather))


@pytest.mark.parametrize("question", NOTHING)
def test_what_only_looks_like_a_time_of_articles_is_left_alone(question: str) -> None:
    assert times_in(question, NOW) == ()


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("What happened in the last three days at sea?", "What happened  at sea?"),
        ("Who won Friday's vote?", "Who won  vote?"),
        ("Find articles from March about ferries", "Find articles  about ferries"),
        ("How did they react after yesterday's vote?", "How did they react after  vote?"),
    ],
)
def test_a_time_is_cut_out_with_its_own_words_and_no_other(question: str, without: str) -> None:
    (phrase,) = times_in(question, NOW)
    assert question[: phrase.cut.start] + question[phrase.cut.end :] == without


def test_today_is_the_day_in_utc() -> None:
    late_in_new_york = datetime.fromisoformat("2026-11-22T20:00:00-05:00")
    (phrase,) = times_in("What happened today?", late_in_new_york)
    assert phrase.only == days("2026-11-23 2026-11-23")


def test_the_29th_of_february_is_the_last_there_was() -> None:
    (phrase,) = times_in("Who died on 29 February?", NOW)
    assert phrase.rather == days("2024-02-29 2024-03-02")


def test_two_dates_are_two_times() -> None:
    found = times_in("Did it change between the report of October 6, 2025 and that of October 9, 2025?", NOW)
    assert [phrase.rather for phrase in found] == [days("2025-10-06 2025-10-08"), days("2025-10-09 2025-10-11")]


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What is the latest on the ferry?", "latest"),
        ("What was the most recent cup final?", "most recent"),
        ("Who now leads the party?", "now"),
        ("Who is currently mayor?", "currently"),
        ("How many have died so far?", "so far"),
        ("Any news about the captain?", "Any news"),
        ("What's new with Tessel?", "What's new"),
        ("What does a ticket cost today?", "today"),
    ],
)
def test_words_for_the_newest_are_found(question: str, word: str) -> None:
    assert [span.of(question) for span in latest_in(question)] == [word]


@pytest.mark.parametrize(
    "question",
    [
        "By when must it be paid at the latest?",
        "Who directed Apocalypse Now?",
        "What happened today?",
        "Is it known?",
        "Who wrote the last chapter?",
    ],
)
def test_words_that_only_resemble_them_are_not(question: str) -> None:
    assert latest_in(question) == ()


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                "in last since between and 6 31 0 99 april may q5 2026 0000 the first week of friday's ago".split()
            ),
            st.text(max_size=5),
        ),
        max_size=12,
    ),
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(9990, 1, 1)),
)
def test_any_words_at_any_time_are_read_in_order_and_never_asked_of_the_future(words: list[str], now: datetime) -> None:
    question = " ".join(words)
    found = times_in(question, now.replace(tzinfo=UTC))
    assert [phrase.span for phrase in found] == sorted(phrase.span for phrase in found)
    for phrase in found:
        assert phrase.only or phrase.rather
        for period in (phrase.only, phrase.rather):
            assert period is None or period.first is None or period.first <= now.date()
