"""The publishers a question names, and whether it asks for what they wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.crediting import credits_in

PUBLISHERS = (
    "Keldmar Tribune", "The Inland Post", "The Ledger & Exchange", "Keldmar Press Bureau", "The Aldervane Courier",
    "North Reach Gazette", "BBC", "The Guardian", "The Verge", "Fortune", "The Age", "TechCrunch", "CBSSports.com",
    "The New York Times", "Cnbc | World Business News Leader", "FOX News - Health", "FOX News - Lifestyle",
    "Sporting News", "Süddeutsche Zeitung", "thecanary.com", "Reuters",
)  # fmt: skip
TIMES = "The New York Times"

ASKED = {
    "According to the BBC, who won?": ("the BBC", "BBC", "who won?"),
    "Who won, according to BBC?": ("BBC", "BBC", "Who won, ?"),
    "Who won according to an article from Reuters?": ("Reuters", "Reuters", "Who won ?"),
    "Who won the vote, as reported by The Inland Post?": ("The Inland Post", "The Inland Post", "Who won the vote, ?"),
    "What did the Keldmar Tribune report on trams?": ("the Keldmar Tribune", "Keldmar Tribune", "What  on trams?"),
    "What has the Courier just reported?": ("the Courier", "The Aldervane Courier", "What ?"),
    "Does 'The Age' article suggest a loss?": ("The Age", "The Age", "Does article suggest a loss?"),
    "the harbour Gazette says it rained": ("Gazette", "North Reach Gazette", "the harbour it rained"),
    "What did the BBC write in its 6 August issue?": ("the BBC", "BBC", "What in its 6 August issue?"),
    "What was in the BBC's report?": ("the BBC", "BBC", "What was in  report?"),
    "What is the Press Bureau's first story?": ("the Press Bureau", "Keldmar Press Bureau", "What is  first story?"),
    "In the Guardian, who is praised?": ("the Guardian", "The Guardian", " who is praised?"),
    "Who is quoted on trams in the Guardian?": ("the Guardian", "The Guardian", "Who is quoted on trams ?"),
    "Which stories from Reuters are about cod?": ("Reuters", "Reuters", "Which  are about cod?"),
    "Which company is detailed by Fortune?": ("Fortune", "Fortune", "Which company is ?"),
    "who won according to fortune": ("fortune", "Fortune", "who won "),
    "How big was it, as the Post tells it?": ("the Post", "The Inland Post", "How big was it, ?"),
    "Ledger & Exchange: who leads Tessel?": ("Ledger & Exchange", "The Ledger & Exchange", "who leads Tessel?"),
    "What did the Ledger and Exchange write?": ("the Ledger and Exchange", "The Ledger & Exchange", "What ?"),
    "What did the NYT write?": ("the NYT", TIMES, "What ?"),
    "What did New York Times write?": ("New York Times", TIMES, "What ?"),
    "what does the guardian say about trams?": ("the guardian", "The Guardian", "what about trams?"),
    "What does CBSSports.com say about Boyd?": ("CBSSports.com", "CBSSports.com", "What  about Boyd?"),
    "What did CNBC report?": ("CNBC", "Cnbc | World Business News Leader", "What ?"),
    "What did the Suddeutsche Zeitung write?": ("the Suddeutsche Zeitung", "Süddeutsche Zeitung", "What ?"),
    "What did The Canary write?": ("The Canary", "thecanary.com", "What ?"),
    "What did TheVerge write?": ("TheVerge", "The Verge", "What ?"),
    "What was in yesterday's Gazette?": ("Gazette", "North Reach Gazette", "What was in yesterday's ?"),
}  # fmt: skip
SUBJECTS = {
    "Who owns the Guardian?": "The Guardian",
    "Why did the BBC cut jobs?": "BBC",
    "What did the BBC say about its losses?": "BBC",
    "Who resigned from the Guardian?": "The Guardian",
    "Who has a stake in the Inland Post?": "The Inland Post",
    "What does the BBC's annual report show?": "BBC",
    "Who told the BBC about the plan?": "BBC",
    "inland post honey fraud": "The Inland Post",
    "When was the Tribune founded?": "Keldmar Tribune",
}
NOT_NAMED = [
    "Who is on the verge of ruin?", "Who made a fortune?", "Which Fortune 500 firm fell?", "What is in the news?",
    "Who works at Reach Exchange?", "Where is the Post Office?", "At what age did she retire?",
    "Who said it in the press?", "What did the Herald write?", "Who lives in Keldmar?", "What is new in North Reach?",
    "",
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), ASKED.items())
def test_words_beside_a_name_ask_for_what_it_wrote(question: str, expected: tuple[str, str, str]) -> None:
    (credit,) = credits_in(question, PUBLISHERS)
    without = question[: credit.cut.start] + question[credit.cut.end :]
    assert (credit.span.of(question), credit.publishers, credit.is_asked) == (expected[0], (expected[1],), True)
    assert " ".join(without.split()) == " ".join(expected[2].split())


@pytest.mark.parametrize(("question", "publisher"), SUBJECTS.items())
def test_a_publisher_that_is_asked_about_is_named_and_no_more(question: str, publisher: str) -> None:
    (credit,) = credits_in(question, PUBLISHERS)
    assert (credit.publishers, credit.is_asked) == ((publisher,), False)


@pytest.mark.parametrize("question", NOT_NAMED)
def test_words_that_only_resemble_a_name_are_none(question: str) -> None:
    assert credits_in(question, PUBLISHERS) == ()


def test_the_sections_of_a_paper_are_one_paper() -> None:
    (credit,) = credits_in("What did FOX News write?", PUBLISHERS)
    assert credit.publishers == ("FOX News - Health", "FOX News - Lifestyle")


def test_one_section_is_named_by_its_whole_name() -> None:
    (credit,) = credits_in("What did FOX News - Health write?", PUBLISHERS)
    assert credit.publishers == ("FOX News - Health",)


def test_a_short_form_that_two_papers_share_is_no_name() -> None:
    assert credits_in("What did the Tribune write?", ("Keldmar Tribune", "Varnholm Tribune")) == ()
    (credit,) = credits_in("What did the Varnholm Tribune write?", ("Keldmar Tribune", "Varnholm Tribune"))
    assert credit.publishers == ("Varnholm Tribune",)


def test_a_paper_stored_under_two_spellings_is_one() -> None:
    (credit,) = credits_in("Who won, according to the BBC?", ("BBC", "The BBC"))
    assert credit.publishers == ("BBC", "The BBC")


def test_several_publishers_are_named_in_order() -> None:
    found = credits_in("Do 'The Verge' and 'TechCrunch' both report that The Age fell?", PUBLISHERS)
    assert [credit.publishers[0] for credit in found] == ["The Verge", "TechCrunch", "The Age"]


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=6))
def test_any_question_and_any_names_are_read(question: str, names: list[str]) -> None:
    for credit in credits_in(question, tuple(names)):
        assert set(credit.publishers) <= set(names)
        assert credit.cut.start <= credit.span.start
        assert credit.span.end <= credit.cut.end <= len(question)


@given(st.sampled_from(PUBLISHERS))
def test_every_publisher_is_found_under_its_own_name(name: str) -> None:
    (credit,) = credits_in(f"Who won, according to {name}?", PUBLISHERS)
    assert name in credit.publishers
    assert credit.is_asked
