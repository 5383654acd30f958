"""Which rows are furniture of the page, told from where they stand and how often."""

from corpus.extracting.page_layout import Piece
from corpus.extracting.running_heads import Sheet, without_running_heads


def row(text: str, top: float, left: float = 50) -> Piece:
    return Piece(text, left, top - 10, left + 5 * len(text), top, 10)


def kept(*pages: list[Piece]) -> list[list[str]]:
    return [[piece.text for piece in page] for page in without_running_heads([Sheet(page, 0, 842) for page in pages])]


def test_a_head_with_another_number_on_each_page_goes() -> None:
    assert kept(*([row(f"The Post, page {n}", 820), row("Rain.", 700)] for n in (1, 2))) == [["Rain."], ["Rain."]]


def test_a_head_with_other_words_stays() -> None:
    assert kept([row("Rain in May", 820), row("a", 700)], [row("Hail in June", 820), row("b", 700)]) == [
        ["Rain in May", "a"],
        ["Hail in June", "b"],
    ]


def test_the_same_row_at_another_height_stays() -> None:
    assert kept([row("The Post", 820), row("a", 700)], [row("The Post", 790), row("b", 700)])[0] == ["The Post", "a"]


def test_the_first_line_of_running_text_stays_even_if_repeated() -> None:
    pages = [[row("All boats stay in port.", 790), row(f"{day} was stormy.", 778)] for day in ("Monday", "Tuesday")]
    assert kept(*pages)[0] == ["All boats stay in port.", "Monday was stormy."]


def test_a_lone_page_number_goes_and_another_number_stays() -> None:
    assert kept([row("Rain.", 700), row("1", 40)]) == [["Rain."]]
    assert kept([row("Rain.", 700), row("7", 40)]) == [["Rain.", "7"]]


def test_what_is_all_the_page_has_stays() -> None:
    assert kept([row("Closed today", 820)], [row("Closed today", 820)]) == [["Closed today"], ["Closed today"]]
