"""The language of a text: by script, letters and small words; what tells nothing has none."""

import pytest

from corpus.languages import cyrillic, is_small_word, language_of, latin


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wann wird die Brücke wieder geöffnet?", "de"),
        ("Quand le pont sera-t-il ouvert ?", "fr"),
        ("¿Quién es la alcaldesa?", "es"),
        ("Сколько стоит проезд в метро?", "ru"),
        ("Скільки коштувала школа?", "uk"),
        ("Ко је министар саобраћаја?", "sr"),
        ("Ko je trener Drine?", "sr"),
        ("Sta kaze direktor Zoran Cirkovic?", "sr"),
        ("市长是谁？", "zh"),
        ("市長はだれですか", "ja"),
        ("Who paid for the ferry?", "en"),
    ],
)
def test_a_question_shows_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["war crimes tribunal", "El Salvador", "Las Vegas casino fire", "Skarrow Tern", "2026"]
)
def test_names_and_words_of_two_languages_do_not_make_a_text_foreign(text: str) -> None:
    assert language_of(text) in ("en", None)


def test_serbian_is_the_same_in_both_alphabets() -> None:
    assert latin("Његош, Брестовац") == "Njegoš, Brestovac"
    assert cyrillic("njegoš") == "његош"
    assert is_small_word("што", "sr") and is_small_word("što", "sr")
