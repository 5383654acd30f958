"""Plain text: bytes read in their encoding, and what is no text told from what is."""

import pytest

from corpus.extracting.text import decode, fit_for_markup
from tests.corpus.opening import only, reason_for

ENGLISH = "The café’s owner paid €5 for “nothing” – as Zoë Müller said."
RUSSIAN = "Дождь шёл весь день над городом, и река поднялась на два метра. Жители покинули свои дома."
JAPANESE = "雨が一日中降り続き、川の水位が二メートル上がった。住民は丘の上の学校へ避難した。"
SENTENCE = "Rain fell on the harbour town for three days."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"), (ENGLISH, "utf-8-sig"), (ENGLISH, "utf-16"), (ENGLISH, "utf-16-le"), (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"), (ENGLISH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "utf-16-le"), (JAPANESE, "shift-jis"),
    ],
)  # fmt: skip
def test_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    assert only(text.encode(encoding)).text == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\n" * 1_000])
def test_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert reason_for(data, "a.pdf") == "the file is empty"


def test_text_riddled_with_controls_is_no_text() -> None:
    assert reason_for(b"Rain \x01\x02 fell. " * 20, "rain").startswith(
        "this is not readable text; readable are HTML, PDF"
    )


def test_text_with_a_few_stray_controls_is_text() -> None:
    assert only(f"{SENTENCE}\x02".encode()).text == f"{SENTENCE}\x02"


@pytest.mark.parametrize("odd", ["\0", "\u200b", "\u202e", "\U000e0041", "\ufffd"])
def test_odd_character_is_left_to_cleaning(odd: str) -> None:
    assert decode(f"{SENTENCE}{odd} It rose.".encode()) == f"{SENTENCE}{odd} It rose."


@pytest.mark.parametrize("odd", ["\0", "\x01", "\x0b", "\ufffe", "&#1;", "&#x0b;", "&#xD800;", "&#0000;"])
def test_odd_character_in_a_page_does_not_cost_the_page(odd: str) -> None:
    more = "<p>Nobody was hurt, but the market stayed closed.</p><p>The county promised money for a new wall.</p>"
    page = f"<html><body><article><p>{SENTENCE}</p>{more}<p>The old{odd} quay stands.</p></article></body></html>"
    assert "The old quay stands." in only(page.encode()).text


@pytest.mark.parametrize("kept", ["&#9;", "&#10;", "&#32;", "&#100;", "&#x1F9AD;", "&#xd8;", "&#xA0;", "é", "\t"])
def test_other_characters_of_a_page_are_kept(kept: str) -> None:
    assert fit_for_markup(f"a{kept}b") == f"a{kept}b"


def test_half_of_a_surrogate_pair_in_utf8_is_replaced() -> None:
    text = decode(f"{SENTENCE} Überall Öl, ".encode() * 30 + "\ud800".encode("utf-8", "surrogatepass"))
    assert (text or "").startswith(f"{SENTENCE} Überall Öl, ")
