"""Which words of a question are slips, and what they were meant to be."""

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.vocabulary import Vocabulary
from qa.spelling import MANY_MORE, MOST_WORDS, Correction, corrected, mended
from qa.terms import tokens
from tests.corpus.vocabularies import vocabulary_of

FERRY = "Captain Tomas Herlev of the ferry Skarrow Tern was towed past the breakwater at Aldervane on Monday morning."
MAYORS = "Helena Morvik is mayor of Varnholm. Helene Morvig is mayor of Sundvarn."


@pytest.fixture
def ferry(tmp_path: Path) -> Vocabulary:
    return vocabulary_of(tmp_path, FERRY, MAYORS)


def found(question: str, vocabulary: Vocabulary) -> list[Correction]:
    return corrected(tokens(question), vocabulary)


def pairs(question: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    return [(each.written, each.meant) for each in found(question, vocabulary)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who was toed?", [("toed", "towed")]),
        ("On which Mornign was it?", [("Mornign", "Morning")]),
        ("Who is the captian of the Skarow Turn?", [("captian", "captain"), ("Skarow", "Skarrow")]),
        ("When did Herlve reach the breakwter?", [("Herlve", "Herlev"), ("breakwter", "breakwater")]),
        ("What happened at Aldervain?", [("Aldervain", "Aldervane")]),
        ("captian's ferry", [("captian", "captain")]),
    ],
)
def test_slip_is_understood(ferry: Vocabulary, question: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(question, ferry) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who was towed past the breakwater?",
        "Did the captains tow ferries?",  # other forms of known words
        "Which truck crossed to Slovenia?",  # everyday words that the articles lack
        "Is Helena Morvik the mayor?",  # near to Helene Morvig, and known
        "Was Bergström there?",  # near to nothing
        "What did NATO and U.C.N. say about KV-12 in 2026?",
        "Who had the jab?",
        "",
    ],
)
def test_right_words_are_left_alone(ferry: Vocabulary, question: str) -> None:
    assert found(question, ferry) == []


def test_correction_says_where_the_word_stands(ferry: Vocabulary) -> None:
    question = "Is the captian's ferry old?"
    (correction,) = found(question, ferry)
    assert correction.span.of(question) == "captian"
    assert (correction.is_stored, correction.search_words) == (True, ("captain",))


def test_slip_of_an_everyday_word_is_mended_but_not_searched_for(ferry: Vocabulary) -> None:
    (correction,) = found("What is the poplation of Aldervane?", ferry)
    assert (correction.meant, correction.is_stored, correction.search_words) == ("population", False, ())


@pytest.mark.parametrize(("question", "meant"), [("Waht is it?", "What"), ("Was teh ferry old?", "the")])
def test_slip_of_a_stop_word_is_not_searched_for(ferry: Vocabulary, question: str, meant: str) -> None:
    (correction,) = found(question, ferry)
    assert (correction.meant, correction.search_words) == (meant, ())


def test_name_is_no_slip_of_a_stop_word(ferry: Vocabulary) -> None:
    assert found("Did Teh or Wth come?", ferry) == []


def test_name_near_another_is_searched_for_as_that_and_shown(ferry: Vocabulary) -> None:
    (correction,) = found("Who is Tomas Herlov?", ferry)
    assert (correction.written, correction.meant) == ("Herlov", "Herlev")


def test_word_between_two_is_searched_for_as_both(tmp_path: Path) -> None:
    words = vocabulary_of(tmp_path, "The skarrow lay still.", "The skarryw lay still.")
    (correction,) = found("Where is the skarriw?", words)
    assert correction.search_words == ("skarrow", "skarryw")


def test_two_forms_of_what_was_meant_are_searched_for_once(tmp_path: Path) -> None:
    (correction,) = found("Is it a korvel?", vocabulary_of(tmp_path, "The korvil and the korvils."))
    assert correction.search_words == ("korvil",)


def test_commoner_word_is_meant_where_two_are_as_near(tmp_path: Path) -> None:
    words = vocabulary_of(tmp_path, "A korval.", "A korvil.", "A korvil again.", "The korvil came.")
    (correction,) = found("Is it a korvel?", words)
    assert (correction.meant, correction.others) == ("korvil", ("korval",))


def test_slip_that_papers_made_too_is_one_where_the_right_word_is_far_commoner(tmp_path: Path) -> None:
    words = vocabulary_of(tmp_path, "The goverment fell.", *["The government fell."] * MANY_MORE)
    assert pairs("Did the goverment fall?", words) == [("goverment", "government")]


def test_rare_word_beside_one_not_so_common_is_none(tmp_path: Path) -> None:
    words = vocabulary_of(tmp_path, "The goverment fell.", *["The government fell."] * (MANY_MORE - 1))
    assert found("Did the goverment fall?", words) == []


def test_rare_name_is_no_slip_of_a_common_one(tmp_path: Path) -> None:
    words = vocabulary_of(tmp_path, "It was Morvin.", *["It was Morvik."] * MANY_MORE)
    assert found("Who is Morvin?", words) == []


def test_word_whose_articles_are_gone_is_not_meant(tmp_path: Path) -> None:
    words = vocabulary_of(tmp_path, "The korvil came.")
    with words._database.transaction() as connection:
        connection.execute("DELETE FROM passage_words")
    assert found("Is it a korvel?", words) == []


def test_pasted_paragraph_is_looked_up_in_part(ferry: Vocabulary) -> None:
    assert len(found("captian " * 3 * MOST_WORDS, ferry)) == MOST_WORDS


def test_mended_question_says_what_was_meant(ferry: Vocabulary) -> None:
    question = "Waht did the captian's ferry do at Aldervain?"
    assert mended(question, found(question, ferry)) == "What did the captain's ferry do at Aldervane?"


def test_question_without_slips_is_mended_to_itself() -> None:
    assert mended("Who was towed?", []) == "Who was towed?"


@given(question=st.text(max_size=60))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_gets_corrections_of_its_own_words(ferry: Vocabulary, question: str) -> None:
    for correction in found(question, ferry):
        assert correction.span.of(question) == correction.written
        assert correction.meant.casefold() != correction.written.casefold()


@given(place=st.integers(1, 7), letter=st.sampled_from(string.ascii_lowercase))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_long_word_with_a_wrong_letter_is_understood(ferry: Vocabulary, place: int, letter: str) -> None:
    typed = "breakwater"[:place] + letter + "breakwater"[place + 1 :]
    expected = [] if typed == "breakwater" else [(typed, "breakwater")]
    assert pairs(f"Was the {typed} hit?", ferry) == expected
