"""What an article may write instead: told by a real full-text table, which reads letters as they are."""

import sqlite3
from pathlib import Path

import pytest

from corpus.database import Database
from qa.rewording import MOST_FORMS, Rewording, reworded
from qa.terms import tokens
from tests.corpus.vocabularies import vocabulary_of


def all_forms(folder: Path, question: str, printed: str) -> list[Rewording]:
    return reworded(question, tokens(question), vocabulary_of(folder, printed))


def is_found(folder: Path, phrases: list[str]) -> bool:
    """Whether one of the phrases stands in the text."""
    match = " OR ".join(f'"{phrase}"' for phrase in phrases)
    database = Database(folder / "words.sqlite3", lambda connection: None)
    return bool(database.rows("SELECT 1 FROM passage_words WHERE passage_words MATCH ?", (match,)))


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("2.4 million", "a fine of €2.4m"), ("2.4m", "2.4 million florins"), ("two million", "it cost 2,000,000"),
        ("1.2bn", "1,200,000,000 in debt"), ("18600", "18,600 homes"), ("3rd", "the third bid"),
        ("thirty", "a 30-day truce"), ("percent", "four per cent"), ("Zelensky", "Zelenskyy called"),
        ("Kyiv", "in Kiev"), ("Muhammad", "Mohammed came"), ("colour", "what color"), ("organise", "to organize"),
        ("centre", "the center"), ("ceasefire", "a cease-fire"), ("cease-fire", "a ceasefire"),
        ("frontrunner", "the front-runner"), ("front-runner", "the frontrunner"), ("the UCN", "U.C.N. ministers"),
        ("the U.C.N.", "UCN ministers"), ("women", "a woman"), ("Gaddafi's", "Qaddafi spoke"),
    ],
)  # fmt: skip
def test_text_is_found_by_another_form_only(tmp_path: Path, asked: str, printed: str) -> None:
    forms = [form for each in all_forms(tmp_path, asked, printed) for form in each.forms]
    assert not is_found(tmp_path, [asked])
    assert is_found(tmp_path, forms)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("30 days", "a 30-day truce"), ("Erdogan", "Erdoğan said"), ("Putin", "Putin’s call"),
        ("cease fire", "cease-fire"),
        ("travelled", "he traveled"), ("1.2m", "€1.2m"), ("naive", "naïve"), ("50", "50% of it"),
    ],
)  # fmt: skip
def test_what_full_text_search_finds_itself_needs_no_form(tmp_path: Path, asked: str, printed: str) -> None:
    assert is_found(vocabulary_folder(tmp_path, printed), [asked])


def vocabulary_folder(folder: Path, printed: str) -> Path:
    vocabulary_of(folder, printed)
    return folder


def test_forms_stand_beside_what_was_written(tmp_path: Path) -> None:
    found = all_forms(tmp_path, "Who paid 2.4m for the ceasefire in Kyiv?", "The cease-fire in Kiev.")
    assert [(each.written, each.forms) for each in found] == [
        ("ceasefire", ("cease fire",)),
        ("Kyiv", ("kiev",)),
        ("2.4m", ("2.4 million", "2.4mn", "2,400,000", "2400000")),
    ]


def test_question_without_other_forms_has_none(tmp_path: Path) -> None:
    assert all_forms(tmp_path, "Who towed the ferry to Aldervane?", "The ferry was towed to Aldervane.") == []


def test_pasted_paragraph_is_reworded_in_part(tmp_path: Path) -> None:
    found = all_forms(tmp_path, " ".join(f"colour {word}" for word in "abcdefgh") * 40, "color")
    assert [each.forms for each in found] == [("color",)]
    assert all(len(each.forms) <= MOST_FORMS for each in found)


def test_forms_are_safe_in_a_query(tmp_path: Path) -> None:
    forms = [form for each in all_forms(tmp_path, 'A "2.4m" OR NEAR(ceasefire', "cease-fire") for form in each.forms]
    try:
        assert is_found(tmp_path, forms)
    except sqlite3.OperationalError as error:
        pytest.fail(str(error))
