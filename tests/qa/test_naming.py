"""Which words name the same thing, and which only look alike."""

import pytest

from qa.naming import is_short_for, other_names, same_name, short_form_stands_in, stands_in
from qa.terms import tokens


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Finland", "Finnish"),
        ("Washington", "US"),
        ("U.S.", "America"),
        ("Kremlin", "Russia"),
        ("Zelensky", "Zelenskyy"),
        ("Zelensky", "Zelenskiy"),
        ("Sergey", "Sergei"),
        ("Johnson", "Johnsson"),
        ("Georgia", "Georgian"),
        ("Putin's", "Putin"),
    ],
)
def test_two_words_for_one_thing_are_the_same_name(first: str, second: str) -> None:
    assert same_name(first, second)
    assert same_name(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Morvik", "Morvig"),
        ("Morvik", "Morvikson"),
        ("Varnholm", "Sundvarn"),
        ("Austria", "Australia"),
        ("Slovakia", "Slovenia"),
        ("Martin", "Martina"),
        ("Thorvall", "Thorvald"),
        ("Johnson", "Johnstone"),
        ("US", "us"),
        ("WHO", "who"),
        ("US", "UK"),
    ],
)
def test_words_that_only_look_alike_are_two_names(first: str, second: str) -> None:
    assert not same_name(first, second)
    assert not same_name(second, first)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("EU", "ministers of the European Union"),
        ("US", "the United States agreed"),
        ("Britain", "the United Kingdom agreed"),
        ("BBC", "the British Broadcasting Corporation"),
        ("Korea", "South Korean ships"),
    ],
)
def test_a_name_stands_in_a_text_under_its_longer_form(name: str, text: str) -> None:
    assert stands_in(name, tokens(text))


@pytest.mark.parametrize(("name", "text"), [("US", "they told us"), ("EU", "the African Union"), ("Oslo", "in Bergen")])
def test_a_name_that_is_not_there_does_not_stand_in_a_text(name: str, text: str) -> None:
    assert not stands_in(name, tokens(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [("European Union", "the EU agreed"), ("United States", "Washington agreed"), ("Black Sea Fleet", "the BSF")],
)
def test_a_long_name_stands_in_a_text_under_its_short_form(name: str, text: str) -> None:
    assert short_form_stands_in(name.split(), tokens(text))


def test_a_single_word_has_no_initials_to_stand_for_it() -> None:
    assert not short_form_stands_in(["Oslo"], tokens("the O met"))


def test_initials_must_stand_together() -> None:
    assert is_short_for("NRA", tokens("the North Reach Assembly"))
    assert not is_short_for("NRA", tokens("the North sea and Reach Assembly"))


def test_other_names_are_what_an_article_may_write_instead() -> None:
    assert set(other_names("Finland")) == {"finnish", "finns", "helsinki"}


def test_an_unknown_word_has_no_other_names() -> None:
    assert other_names("Varnholm") == ()


@pytest.mark.parametrize(("first", "second", "same"), [("Washington", "US", False), ("Kiev", "Kyiv", True)])
def test_exactly_a_capital_is_only_itself_however_spelt(first: str, second: str, same: bool) -> None:
    assert same_name(first, second, exact=True) is same
