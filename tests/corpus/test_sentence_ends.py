"""Where a full stop ends no sentence: ordinals, abbreviations, what goes on in small letters."""

import pytest

from corpus.sentence_ends import goes_on
from corpus.splitting import sentences_of


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("Am Freitag, dem 3.", "April, begann es.", "de"),
        ("Gebaut von der Fa.", "Brückner.", "de"),
        ("Le préfet, M.", "Lorgeril, attend.", "fr"),
        ("Сказал мэр А. В.", "Солодников.", "ru"),
        ("Nagrada od 18 mil.", "dinara.", "sr"),
        ("для студентов и т. д.", "— 20 руб.", "ru"),
    ],
)
def test_a_sentence_goes_on(before: str, after: str, language: str) -> None:
    assert goes_on(before, after, language)


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("Er kam am 3.", "Dann ging er.", "de"),
        ("Он ушёл.", "— Куда?", "ru"),
        ("no capitals here.", "none at all.", "en"),
        ("He ate vitamin C.", "Then he slept.", "en"),
        ("Why?", "because.", "en"),
    ],
)
def test_a_sentence_ends(before: str, after: str, language: str) -> None:
    assert not goes_on(before, after, language)


def test_a_page_that_calls_itself_english_is_cut_by_its_own_language() -> None:
    text = "Der Rat gab am Freitag, dem 3. April, 1,2 Mio. Euro frei. Das reicht nicht."
    assert [span.of(text) for span in sentences_of(text, language="en")] == [text[:57], text[58:]]
