"""PDFs of articles: order of reading, paragraphs, headline, what is left out as furniture.

`bridge-chromium.pdf` is printed by Chromium, `herring-writer.pdf` by LibreOffice Writer;
the others are drawn with ReportLab.
"""

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.extracting.extracted import PAGE_MARK
from corpus.extracting.pdf import extract_pdf
from tests.corpus.making_files import FILES, lines, one_page, pdf, written

BRIDGE = [
    PAGE_MARK + "By Mara Lind | The Harbour Post | 12 March 2026",
    "The iron bridge over the Varn will carry trams again from September, the town council decided on Monday by 21"
    " votes to 14, ending an argument that had outlived four mayors.",
    "Engineers spent the winter inside its two hollow piers. Their report, published last week, found that the rivets"
    " of the eastern span were sound and that only the deck would have to be replaced, at a cost of 48.5 million"
    " crowns.",
    "“We were told for a generation that it could not be done,” said Oda Brekke, who chairs the transport committee."
    " “It turns out that nobody had looked.”",
    "Opponents said that the tramway would take the place of some 260 parking bays and that the shops of the lower town"
    " had not been consulted. A petition with 3,100 names was handed over before the vote.¹",
    "Work on the approach roads begins in May. The first tram is to cross on 4 September, the hundredth anniversary of"
    " the opening of the bridge.",
    "“Nobody had looked.”",  # white on a dark box
    "Who pays",
    "The state bears two thirds of the cost and the town the rest, over twelve years.",
    "1 Counted by the town clerk on 6 March; names given twice were counted once.",
]
HERRING = [
    PAGE_MARK + "By Ines Okafor | The Sound Weekly | 3 February 2026",
    "For the first time since 1978 herring have spawned in the inner Sound, the marine institute said on Tuesday."
    " Divers counted the eggs on eleven reefs. The catch stays closed until 2030.¹",
    "Fishermen at Brannock welcomed the news. Two of them had taken part in the count.",
    "Reef Depth Eggs",
    "Stennis 4 m 12,000",
    "Mull Bank 9 m 3,500",
    "Cleaner water",
    "Three things came together, according to the institute. The sewage works at Lund were rebuilt in 2019, eelgrass"
    " was planted on forty hectares of mud, and two mild winters let the young fish live.",
    "None of this was planned as one scheme. The eelgrass was paid for by a wind farm, which had to make up for the"
    " cables that it laid across the bay.",
    "Seals have followed the herring. Rangers saw forty of them in January, where there had been six the year before,"
    " and asked walkers to keep their dogs on the lead along the northern shore until the end of May.",
    "The institute will dive again in the spring of 2027. If the eggs are there a second time, it will call the stock"
    " recovering, a word that it has not used of any fish in the Sound for as long as it has kept its books.",
    "1 The ban was made in 1984 and has been renewed nine times.",
    PAGE_MARK + "A full report is to be laid before the county assembly in June, together with a plan for the harbours."
    " It will say which of the reefs are to be closed to anchors, and who is to pay for the buoys.",
]
LEFT = "The harbour of Brannock is to be\ndredged in two stages, the first\nof them before the winter storms."
MIDDLE = "Ships of more than nine metres\ndraught have had to wait for the\ntide since the flood of 2023."
RIGHT = "The port expects forty more calls\na year, most of them by vessels\nthat carry timber and grain."


def paragraphs_of(data: bytes) -> list[str]:
    return extract_pdf("a.pdf", data).text.split("\n\n")


def test_a_print_from_chromium_is_read_in_order_with_cut_words_mended() -> None:
    found = extract_pdf("bridge.pdf", (FILES / "bridge-chromium.pdf").read_bytes())
    assert found.title == "Old bridge at Varn to carry trams again after thirty years of argument"
    assert found.text.split("\n\n") == BRIDGE


def test_a_print_from_writer_keeps_columns_footnotes_and_pages_apart() -> None:
    found = extract_pdf("herring.pdf", (FILES / "herring-writer.pdf").read_bytes())
    assert (found.title, found.authors) == ("Herring return to the Sound", ("Ines Okafor",))
    assert found.text.split("\n\n") == HERRING


def test_when_it_was_printed_is_no_date_of_publication() -> None:
    found = extract_pdf("bridge.pdf", (FILES / "bridge-chromium.pdf").read_bytes())
    assert (found.published, found.published_from, found.updated) == (None, None, None)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_three_columns_are_read_one_after_the_other_however_they_were_drawn(order: tuple[int, ...]) -> None:
    def page(canvas: Canvas) -> None:
        for number in order:
            lines(canvas, 50 + 175 * number, 700, (LEFT, MIDDLE, RIGHT)[number])
        lines(canvas, 50, 760, "Brannock harbour to be dredged before the winter", size=20)

    found = extract_pdf("a.pdf", pdf(page))
    assert found.title == "Brannock harbour to be dredged before the winter"
    assert found.text == PAGE_MARK + "\n\n".join(text.replace("\n", " ") for text in (LEFT, MIDDLE, RIGHT))


def test_columns_drawn_line_by_line_across_the_page_are_told_apart() -> None:
    def page(canvas: Canvas) -> None:
        for row, pair in enumerate(zip(LEFT.split("\n"), RIGHT.split("\n"), strict=True)):
            lines(canvas, 50, 700 - 12 * row, pair[0])
            lines(canvas, 230, 700 - 12 * row, pair[1])

    assert paragraphs_of(pdf(page)) == [PAGE_MARK + LEFT.replace("\n", " "), RIGHT.replace("\n", " ")]


def test_a_sentence_runs_from_one_column_into_the_next() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, 50, 700, "The harbour of Brannock is to be\ndredged in two stages, the first")
        lines(canvas, 230, 700, "of them before the winter storms\nthat close it to fishing boats.")

    assert paragraphs_of(pdf(page)) == [
        PAGE_MARK + "The harbour of Brannock is to be dredged in two stages, the first of them before the winter"
        " storms that close it to fishing boats."
    ]


def test_an_indent_or_a_gap_begins_a_paragraph() -> None:
    def page(canvas: Canvas) -> None:
        lines(
            canvas, 50, 700, "The harbour of Brannock is to be dredged, and the two\nstages begin in May and in August."
        )
        lines(canvas, 65, 676, "Ships of more than nine metres have had to wait")
        lines(canvas, 50, 664, "for the tide since the flood that filled the channel up.")
        lines(canvas, 50, 634, "The port expects forty more calls a year, most of them")
        lines(canvas, 50, 622, "by vessels that carry timber.")

    assert paragraphs_of(pdf(page)) == [
        PAGE_MARK + "The harbour of Brannock is to be dredged, and the two stages begin in May and in August.",
        "Ships of more than nine metres have had to wait for the tide since the flood that filled the channel up.",
        "The port expects forty more calls a year, most of them by vessels that carry timber.",
    ]


def test_a_paragraph_that_runs_over_the_page_has_the_mark_inside() -> None:
    first = written("The council of Brannock voted on the harbour by a major-")
    second = written("ity of two, and the mayor abstained from voting at all.")
    assert extract_pdf("a.pdf", pdf(first, second)).text == (
        f"{PAGE_MARK}The council of Brannock voted on the harbour by a major{PAGE_MARK}ity of two, and the mayor"
        " abstained from voting at all."
    )


def test_a_page_without_text_still_counts_as_a_page() -> None:
    def picture(canvas: Canvas) -> None:
        canvas.rect(100, 100, 300, 300, fill=1)

    data = pdf(picture, written("Rain fell on the hills for a week."))
    assert extract_pdf("a.pdf", data).text == 2 * PAGE_MARK + "Rain fell on the hills for a week."


def test_running_heads_feet_and_page_numbers_are_left_out() -> None:
    def page(number: int, text: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            lines(canvas, 50, 800, "The Harbour Post")
            lines(canvas, 450, 800, f"12 March 2026, page {number}")
            lines(canvas, 50, 700, text)
            lines(canvas, 290, 40, str(number))

        return draw

    found = paragraphs_of(pdf(page(1, LEFT), page(2, MIDDLE), page(3, RIGHT)))
    assert found == [PAGE_MARK + text.replace("\n", " ") for text in (LEFT, MIDDLE, RIGHT)]


def test_text_that_is_only_repeated_stays() -> None:
    page = written("All boats stay in port.\nAll boats stay in port.", top=800)
    assert paragraphs_of(pdf(page, page)).count(f"{PAGE_MARK}All boats stay in port. All boats stay in port.") == 2


def test_a_table_is_read_row_by_row() -> None:
    def page(canvas: Canvas) -> None:
        for row, cells in enumerate([("Goteham", "12,400"), ("Brix", "9,300"), ("Lund", "8,100")]):
            for column, cell in enumerate(cells):
                lines(canvas, 50 + 120 * column, 700 - 20 * row, cell)

    assert extract_pdf("a.pdf", pdf(page)).text == f"{PAGE_MARK}Goteham 12,400\n\nBrix 9,300\n\nLund 8,100"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Rain falls on the hills", "Rain falls on the hills"),
        ("Microsoft Word - rain.docx", "Rain falls on the hills"),
        ("Quarterly letter of the port", "Rain falls on the hills"),
    ],
)
def test_the_title_is_what_stands_largest_on_the_first_page(title: str, expected: str) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, 50, 800, "POST", size=40)
        lines(canvas, 50, 740, "Rain falls on the hills", size=24)
        lines(canvas, 50, 700, LEFT)

    found = extract_pdf("a.pdf", pdf(page, title=title, author="Microsoft Office User"))
    assert (found.title, found.authors) == (expected, ())
    assert found.text == f"{PAGE_MARK}POST\n\n{LEFT}".replace("\n", " ").replace("  ", "\n\n")


def test_text_all_of_one_size_has_no_title() -> None:
    assert extract_pdf("a.pdf", one_page(LEFT)).title is None


def test_a_page_turned_on_its_side_is_read_as_a_reader_turns_it() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(90)
        lines(canvas, 100, -100, LEFT)

    assert paragraphs_of(pdf(page)) == [PAGE_MARK + LEFT.replace("\n", " ")]
