"""A question read against a corpus: filters, preferences, slips, other forms."""

from datetime import UTC, datetime

import pytest

from corpus import Corpus, RawDocument, ingest
from qa.conversation import Turn, standing
from qa.errors import QuestionRefused
from qa.filtering import Filters
from qa.interpreting import Interpretation, checked, interpret, interpret_after

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
HEAD = "Title: {title}\nPublisher: {publisher}\nDate: {date}\n\n"
FERRY = "The ferry was towed to the breakwater at Varnholm. The captain was not hurt, the police said."
TRAM = "A tram ticket will cost three florins from April, the council of Keldmar said."


@pytest.fixture
def papers(corpus: Corpus) -> Corpus:
    for title, publisher, date, text in (
        ("Ferry towed", "North Reach Gazette", "2026-03-12", FERRY),
        ("Trams", "The Keldmar Tribune", "2026-01-02", TRAM),
    ):
        head = HEAD.format(title=title, publisher=publisher, date=date)
        ingest(corpus, [RawDocument(f"{title}.txt", f"{head}{text}".encode())])
    return corpus


def read(corpus: Corpus, question: str, filters: Filters | None = None, *ignored: str) -> Interpretation:
    return interpret(question, corpus, now=NOW, filters=filters, ignored=frozenset(ignored))


def test_a_publisher_and_a_time_become_filters_that_are_told(papers: Corpus) -> None:
    asked = read(papers, "What did the Gazette report last week?")
    assert asked.understood.filters.publishers == ("North Reach Gazette",)
    assert asked.understood.filters.earliest == datetime(2026, 3, 9, tzinfo=UTC)
    assert asked.query.within == asked.understood.filters
    assert [phrase.text for phrase in asked.understood.phrases] == ["the Gazette", "last week"]
    assert asked.question == "What did the Gazette report last week?"


def test_a_phrase_that_is_taken_back_filters_nothing(papers: Corpus) -> None:
    asked = read(papers, "What did the Gazette report last week?", None, "last week", "the Gazette")
    assert asked.query.within is None
    assert asked.understood.phrases == ()


def test_filters_that_leave_nothing_only_prefer(papers: Corpus) -> None:
    asked = read(papers, "What did the Tribune report last week?")
    assert asked.query.within is None
    assert asked.query.boosts
    assert [phrase.is_filter for phrase in asked.understood.phrases] == [False, False]


def test_the_readers_own_filters_win(papers: Corpus) -> None:
    own = Filters(publishers=("The Keldmar Tribune",))
    assert read(papers, "What did the Gazette report?", own).understood.filters == own


def test_a_slip_is_searched_for_as_it_was_meant_and_told_with_its_place(papers: Corpus) -> None:
    question = "Who was toed to the breakwter?"
    asked = read(papers, question)
    assert {"towed", "breakwater"} <= {form for group in asked.query.search_words for form in group}
    assert asked.query.embedded == "Who was towed to the breakwater?"
    assert [each.span.of(question) for each in asked.understood.corrections] == ["toed", "breakwter"]


def test_a_slip_for_a_word_that_tells_nothing_is_no_word_of_the_question(papers: Corpus) -> None:
    assert [token.text for token in read(papers, "teh tram").query.content] == ["tram"]


def test_words_of_a_time_need_no_mention_in_the_evidence(papers: Corpus) -> None:
    aside = read(papers, "What was towed in March 2026?", None, "in March 2026").query.aside
    assert {"march", "2026"} <= aside


def test_a_plain_question_is_searched_as_it_stands(papers: Corpus) -> None:
    asked = read(papers, "What will a tram ticket cost?")
    assert (asked.query.within, asked.query.boosts, asked.query.mended) == (None, (), "")
    assert asked.understood.phrases == asked.understood.corrections == ()


@pytest.mark.parametrize("question", ["", "  ", "?!"])
def test_a_question_without_words_is_refused(question: str) -> None:
    with pytest.raises(QuestionRefused, match="no words"):
        checked(question, max_chars=100)


def test_a_question_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionRefused, match="101 characters, more than 100"):
        checked("a" * 101, max_chars=100)


def read_after(corpus: Corpus, question: str, last: str) -> Interpretation:
    stands = standing(question, [Turn(question=last)])
    return interpret_after(stands, last, corpus, now=NOW, filters=None, ignored=frozenset())


def test_a_time_that_was_no_time_of_articles_before_is_none_in_what_goes_on(papers: Corpus) -> None:
    """Tickets that will cost more in April are not looked for in articles of April."""
    assert read(papers, "By how much will the ticket rise in April?").understood.phrases == ()
    asked = read_after(papers, "Who signed it?", "By how much will the ticket rise in April?")
    assert asked.standing == "Who signed it, the ticket rise in April?"
    assert asked.understood.phrases == ()


def test_a_time_that_was_read_before_is_read_again(papers: Corpus) -> None:
    asked = read_after(papers, "Who signed it?", "What did the council decide last week?")
    assert [phrase.text for phrase in asked.understood.phrases] == ["last week"]


def test_what_was_put_beside_a_question_is_neither_asked_nor_missed(papers: Corpus) -> None:
    asked = read_after(papers, "And what does a ticket cost?", "What is the salary of the mayor?")
    assert asked.query.text == "What does a ticket cost, the salary of the mayor?"
    assert asked.query.asked == "What does a ticket cost?"
    assert {"salari", "mayor"} <= asked.query.aside
    assert "ticket" not in asked.query.aside
