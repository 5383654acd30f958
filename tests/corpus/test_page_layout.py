"""Characters to pieces and pieces to lines, by their places alone."""

from corpus.extracting.columns import columns_of
from corpus.extracting.page_layout import Piece, pieces_of, rows_of


def chars(text: str, *, left: float = 50, bottom: float = 700, size: float = 10) -> list[Piece]:
    """Each character half as wide as high; a space has no place, as PDFium tells it."""
    return [
        Piece(char, left + index * size / 2, bottom, left + (index + 1) * size / 2, bottom + size, size)
        if char != " "
        else Piece(" ", 0, 0, 0, 0, size)
        for index, char in enumerate(text)
    ]


def piece(text: str, left: float, top: float, size: float = 10) -> Piece:
    return Piece(text, left, top - size, left + 5 * len(text), top, size)


def test_characters_become_a_piece_with_the_box_around_them() -> None:
    assert pieces_of(chars("Rain fell")) == [Piece("Rain fell", 50, 700, 95, 710, 10)]


def test_a_wide_gap_parts_pieces_and_a_narrow_one_is_a_space() -> None:
    found = pieces_of([*chars("Rain"), *chars("fell", left=73), *chars("here", left=110)])
    assert [piece.text for piece in found] == ["Rain fell", "here"]


def test_another_height_parts_pieces() -> None:
    assert [piece.text for piece in pieces_of([*chars("Rain"), *chars("fell", bottom=688)])] == ["Rain", "fell"]


def test_raised_digits_are_told_from_those_of_a_number() -> None:
    found = pieces_of([*chars("in 2026"), *chars("1", left=85, bottom=704, size=6)])
    assert [piece.text for piece in found] == ["in 2026¹"]


def test_a_drop_capital_belongs_to_the_first_of_the_lines_beside_it() -> None:
    pieces = [piece("T", 50, 700, 30), piece("he rain fell", 80, 699), piece("for a week", 80, 687)]
    assert [(row.text, floor) for row, floor, _ in rows_of(pieces)] == [("The rain fell", 670), ("for a week", 0)]


def test_lines_of_a_right_to_left_script_are_joined_from_the_right() -> None:
    pieces = [piece("העולם", 50, 700), piece("שלום", 90, 700)]
    assert [row.text for row, _, _ in rows_of(pieces)] == ["שלום העולם"]


def test_columns_of_a_right_to_left_script_are_read_from_the_right() -> None:
    text = "גשם ירד על הגבעות כל השבוע"
    pieces = [piece(text, left, top) for left in (50, 200) for top in (700, 688, 676)]
    found = columns_of(pieces, set())
    assert [column.pieces[0].left for column in found] == [200, 50]


def test_a_headline_across_two_columns_comes_first() -> None:
    body = [piece("words that fill a line", left, top) for left in (50, 200) for top in (700, 688, 676)]
    headline = piece("A headline that goes across both of the columns", 50, 740)
    found = columns_of([*body, headline], set())
    assert [(column.pieces[0].left, column.pieces[0].top, len(column.pieces)) for column in found] == [
        (50, 740, 1), (50, 700, 3), (200, 700, 3),
    ]  # fmt: skip


def test_one_line_each_is_columns_only_where_pages_before_had_them() -> None:
    pieces = [piece("words that fill a line", 50, 700), piece("words that fill a line", 200, 700)]
    assert len(columns_of(pieces, set())) == 1
    assert len(columns_of(pieces, {180})) == 2


def test_two_widely_set_lines_of_one_column_are_no_columns() -> None:
    pieces = [
        piece(text, left, top)
        for left, text in ((50, "Opponents said that the"), (180, "tramway would take up"))
        for top in (700, 688)
    ]
    assert len(columns_of([*pieces, piece("all of the room there is for cars in the town", 50, 676)], set())) == 1


def test_letters_of_a_right_to_left_word_are_set_from_the_right() -> None:
    drawn = [char for char in chars("םולש") if char.text != " "]  # as drawn, from the left
    assert [piece.text for piece in pieces_of(drawn)] == ["שלום"]
