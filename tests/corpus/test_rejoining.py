"""Words cut at line ends, paragraphs and footnotes, told from lines with their places."""

import pytest

from corpus.extracting.columns import Column, lines_of
from corpus.extracting.extracted import PAGE_MARK
from corpus.extracting.page_layout import Piece
from corpus.extracting.rejoining import Rejoiner

LETTER = 5.0  # points; as if all letters had one width


def piece(text: str, *, top: float, left: float = 50, size: float = 10) -> Piece:
    return Piece(text, left, top - size, left + LETTER * len(text) * size / 10, top, size)


def paragraphs_of(*pages: list[Piece]) -> list[str]:
    columns = [[Column(pieces, is_split=False)] for pieces in pages]
    return [paragraph.text.replace(PAGE_MARK, "") for paragraph in Rejoiner(lines_of(columns)).paragraphs()]


def set_in_lines(*texts: str) -> list[Piece]:
    return [piece(text, top=700 - 12 * number) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("the delay embar-", "rassed the council"), "the delay embarrassed the council"),
        (("the delay embar\x02", "rassed the council"), "the delay embarrassed the council"),
        (("the delay embar\u00ad", "rassed the council"), "the delay embarrassed the council"),
        (("ended after a 30-", "day delay in all"), "ended after a 30-day delay in all"),
        (("the line of Anglo-", "Saxon kings ended"), "the line of Anglo-Saxon kings ended"),
        (("in the years 1990-", "95 it had closed"), "in the years 1990-95 it had closed"),
        (("the mayor, a self-", "made man, spoke up"), "the mayor, a self-made man, spoke up"),
        (("a state-of-the-", "art crane was bought"), "a state-of-the-art crane was bought"),
        (("a state-", "of-the-art crane was"), "a state-of-the-art crane was"),
        (("it is well-known and well-", "known it stays"), "it is well-known and well-known it stays"),
        (("he left the harbour –", "without a word to us"), "he left the harbour – without a word to us"),
        (("he left the harbour—", "without a word to us"), "he left the harbour—without a word to us"),
        (("a pre- and a post-", "war harbour in one"), "a pre- and a postwar harbour in one"),
    ],
)
def test_a_hyphen_goes_only_where_the_line_end_put_it(lines: tuple[str, ...], text: str) -> None:
    assert paragraphs_of(set_in_lines(*lines)) == [text]


def test_a_line_that_had_room_for_the_next_word_ends_a_paragraph() -> None:
    wide = "The council met on Monday to hear what the engineers had found."
    assert paragraphs_of(set_in_lines(wide, "It rose at noon.", wide)) == [f"{wide} It rose at noon.", wide]


def test_a_capital_in_mid_sentence_begins_no_paragraph() -> None:
    lines = (
        "The council met on Monday to hear the minister, John",
        "Smith, who had come from the capital by the train.",
    )
    assert paragraphs_of(set_in_lines(*lines)) == [" ".join(lines)]


def test_footnotes_come_after_the_paragraph_that_runs_over_the_page() -> None:
    first = [
        piece("The council met on Monday to hear what the¹", top=700),
        piece("1 It was the third time.", top=100, size=8),
    ]
    second = [piece("engineers had found under the old bridge.", top=700), piece("It rose at noon.", top=640)]
    assert paragraphs_of(first, second) == [
        "The council met on Monday to hear what the¹ engineers had found under the old bridge.",
        "1 It was the third time.",
        "It rose at noon.",
    ]


def test_small_print_without_a_number_is_no_footnote() -> None:
    first = [piece("The council met on Monday to hear them all.", top=700), piece("Photo: Ole Brekke", top=100, size=8)]
    second = [piece("It rose at noon and went home.", top=700)]
    assert paragraphs_of(first, second)[1] == "Photo: Ole Brekke"


def test_bullets_begin_paragraphs() -> None:
    assert paragraphs_of(set_in_lines("• the first of the two harbours", "• the second of the harbours")) == [
        "• the first of the two harbours",
        "• the second of the harbours",
    ]
