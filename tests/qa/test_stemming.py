"""Other forms of a word that stand in the articles, in languages with many forms."""

from pathlib import Path

import pytest

from corpus.vocabulary import Vocabulary
from qa.stemming import forms_of
from tests.corpus.vocabularies import vocabulary_of

WORDS = "станцию станции стакан мост мосту школу шкода gledalaca Kraljevca kraljica Brücken Brut Брестовца"


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    return vocabulary_of(tmp_path, WORDS)


@pytest.mark.parametrize(
    ("word", "language", "forms"),
    [
        ("станция", "ru", {"станцию", "станции"}),
        ("школа", "uk", {"школу"}),
        ("гледалаца", "sr", {"gledalaca"}),
        ("Brestovca", "sr", {"брестовца"}),
        ("Kraljevcu", "sr", {"kraljevca"}),
        ("Brücke", "de", {"brucken"}),
        ("station", "xx", set()),
    ],
)
def test_the_stored_forms_of_a_word_are_found(
    word: str, language: str, forms: set[str], vocabulary: Vocabulary
) -> None:
    assert set(forms_of(word, language, vocabulary)) == forms
