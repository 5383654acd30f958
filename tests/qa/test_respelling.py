"""Other spellings of one word: British and American, names from other scripts, compounds, acronyms."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.respelling import joined, other_spellings
from qa.terms import stem, tokens
from tests.corpus.vocabularies import vocabulary_of


def spellings(folder: Path, word: str, text: str) -> tuple[str, ...]:
    _, token = tokens(f"the {word}")  # all in capitals, a question has no acronyms
    return other_spellings(token, vocabulary_of(folder, text))


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("colour", "color"), ("color", "colour"), ("neighbours", "neighbors"), ("harbored", "harboured"),
        ("organise", "organize"), ("organized", "organised"), ("privatisation", "privatization"),
        ("analyse", "analyze"), ("centre", "center"), ("theaters", "theatres"), ("fibre", "fiber"),
        ("defense", "defence"), ("licence", "license"), ("dialog", "dialogue"), ("anaemia", "anemia"),
        ("programme", "program"), ("grey", "gray"), ("aluminum", "aluminium"), ("judgment", "judgement"),
        ("adviser", "advisor"),
        ("Kyiv", "kiev"), ("Kiev", "kyiv"), ("Kharkov", "kharkiv"), ("Muhammad", "mohammed"), ("Gadhafi", "gaddafi"),
        ("Zelensky", "zelenskyy"), ("Zelenskiy", "zelensky"), ("Karolyne", "karoline"), ("Houssein", "hussein"),
        ("U.C.N.", "ucn"),
    ],
)  # fmt: skip
def test_other_spelling_is_found(tmp_path: Path, asked: str, printed: str) -> None:
    assert [other.lower() for other in spellings(tmp_path, asked, f"It was {printed} there.")] == [printed]


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("Helena", "Helene"), ("Morvik", "Morvig"), ("Hansen", "Hanson"), ("Jensen", "Jansen"), ("Maria", "Mario"),
        ("Andersen", "Anderson"), ("hours", "hors"), ("travelled", "traveled"), ("towed", "tows"), ("2026", "2027"),
    ],
)  # fmt: skip
def test_different_word_is_not_another_spelling(tmp_path: Path, asked: str, printed: str) -> None:
    assert spellings(tmp_path, asked, f"It was {printed} there.") == ()


def test_spelling_that_the_corpus_has_not_is_not_proposed(tmp_path: Path) -> None:
    assert spellings(tmp_path, "colour", "The rain fell.") == ()


def test_acronym_is_looked_for_with_points_where_it_stands_nowhere_without(tmp_path: Path) -> None:
    assert spellings(tmp_path, "UCN", "The U.C.N. met.") == ("U.C.N",)


def test_acronym_that_is_known_is_not(tmp_path: Path) -> None:
    assert spellings(tmp_path, "UCN", "The UCN met.") == ()


@pytest.mark.parametrize("printed", ["a cease-fire held", "a cease fire held"])
def test_compound_is_found_in_two_words(tmp_path: Path, printed: str) -> None:
    assert spellings(tmp_path, "ceasefire", printed) == ("cease fire",)


@pytest.mark.parametrize("printed", ["they cease to fire", "the fire will cease"])
def test_words_apart_are_no_compound(tmp_path: Path, printed: str) -> None:
    assert spellings(tmp_path, "ceasefire", printed) == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did the cease-fire hold?", {"cease-fire": "ceasefire"}),
        ("Did the cease fire hold?", {"cease fire": "ceasefire"}),
        ("Was there a cease, fire or not?", {}),
        ("Did he take over?", {}),  # "over" alone tells nothing
        ("Was it a take-over?", {"take-over": "takeover"}),
    ],
)
def test_two_words_are_found_as_one(tmp_path: Path, question: str, expected: dict[str, str]) -> None:
    vocabulary = vocabulary_of(tmp_path, "A ceasefire and a takeover.")
    assert joined(tokens(question), question, vocabulary) == expected


@given(word=st.text(min_size=1, max_size=20))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_spelling_repeats_what_the_stem_finds(tmp_path: Path, word: str) -> None:
    vocabulary = vocabulary_of(tmp_path, "colour color centre center organised")
    for token in [token for token in tokens(word) if not token.is_acronym and "." not in token.text]:
        assert token.stem not in {stem(other) for other in other_spellings(token, vocabulary) if " " not in other}
