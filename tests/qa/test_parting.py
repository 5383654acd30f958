"""A question about several things is taken apart; any other stays whole."""

import pytest

from qa.parting import MAX_PARTS, parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did Tessel and the Reach Line both cut jobs?", ("Did Tessel cut jobs", "Did the Reach Line cut jobs")),
        ("Did both Tessel and Reach Line cut jobs?", ("Did Tessel cut jobs", "Did Reach Line cut jobs")),
        ("Have both the Courier and the Tribune reported the fine?",
         ("Have the Courier reported the fine", "Have the Tribune reported the fine")),
        ("Compare the tram fares in Varnholm with those in Keldmar",
         ("the tram fares in Varnholm", "those in Keldmar")),
        ("What is the difference between the first report and the verdict?", ("the first report", "the verdict")),
        ("How do the Tribune and the Gazette differ on the bridge?", ("the Tribune", "the Gazette")),
        ("Does The Verge say that X works, while TechCrunch says it fails?",
         ("Does The Verge say that X works", "TechCrunch says it fails")),
        ("Inflation in 2024 compared with inflation in 2025", ("Inflation in 2024", "inflation in 2025")),
        ("Putin versus Zelensky on the truce", ("Putin", "Zelensky on the truce")),
    ],
)  # fmt: skip
def test_wording_that_shows_several_things_is_taken_apart(question: str, expected: tuple[str, ...]) -> None:
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    ["Who leads the inquiry?", "What did bread and butter cost?", "Who met Putin and Zelensky?", "both", "", "?",
     "What happened while?", "Why were both sentenced?", "the and the both the"],
)  # fmt: skip
def test_a_question_about_one_thing_stays_whole(question: str) -> None:
    assert parts(question) == ()


def test_no_more_parts_are_searched_than_are_worth_it() -> None:
    assert len(parts("; ".join(f"report {number} on the ferry" for number in range(9)))) == MAX_PARTS
