"""Words by their stems, names by their capitals, statements turned round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.terms import is_negation, names, opening_words, stem, tokens, words


def names_in(text: str) -> list[str]:
    return [" ".join(token.text for token in run) for run in names(text)]


def test_words_are_the_stems_of_content_words_in_order() -> None:
    assert words("Did Putin refuse the 30-day ceasefire?") == ("putin", "refus", "30", "day", "ceasefir")


def test_a_repeated_word_is_given_once() -> None:
    assert words("Ferry meets ferries") == ("ferri", "meet")


@pytest.mark.parametrize(
    ("first", "second"),
    [("ferry", "ferries"), ("Fined", "fine"), ("mayor's", "mayor"), ("Erdoğan", "Erdogan"), ("U.S.", "US")],
)
def test_forms_of_one_word_have_one_stem(first: str, second: str) -> None:
    assert stem(first) == stem(second)


def test_hyphened_words_come_apart() -> None:
    assert [token.text for token in tokens("a 30-day, north-east gale")] == ["a", "30", "day", "north", "east", "gale"]


@given(st.text())
def test_every_token_stands_where_it_says(text: str) -> None:
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who met Elina Valtonen in Helsinki?", ["Elina Valtonen", "Helsinki"]),
        ("Varnholm's mayor spoke.", ["Varnholm's"]),
        ("then J. R. Keller said no", ["Keller"]),
        ("then Mr. Lind paid", ["Mr Lind"]),
        ("The EU and NATO met.", ["EU", "NATO"]),
        ("It is a U.S. plan.", ["U.S."]),
        ("They asked WHO and us.", ["WHO"]),
        ("He met Jean-Claude Juncker. Later he left.", ["Jean Claude Juncker"]),
        ("nothing here", []),
    ],
)
def test_names_are_runs_of_capitalised_words(text: str, found: list[str]) -> None:
    assert names_in(text) == found


def test_a_capital_at_a_sentences_start_may_be_any_word() -> None:
    text = "Engineers waited. Nobody came to Sundvarn."
    assert names_in(text) == ["Sundvarn"]
    assert [token.text for token in opening_words(text)] == ["Engineers", "Nobody"]


def test_an_acronym_that_looks_like_a_pronoun_is_a_content_word() -> None:
    assert words("The US told us") == ("us", "told")


def test_in_a_text_all_in_capitals_a_pronoun_stays_a_pronoun() -> None:
    assert words("THEY TOLD US") == ("told",)


@pytest.mark.parametrize("word", ["not", "never", "isn't", "don’t", "cannot", "refused", "denies", "without", "unable"])
def test_words_that_turn_a_statement_round_are_known(word: str) -> None:
    assert is_negation(tokens(word)[0])


@pytest.mark.parametrize("word", ["knot", "accepted", "nothingness", "few", "Norway"])
def test_other_words_turn_nothing_round(word: str) -> None:
    assert not is_negation(tokens(word)[0])
