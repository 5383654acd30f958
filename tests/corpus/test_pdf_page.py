"""What a reader sees on a page and what only a machine would: invisible, white, tiny and far-off text."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import SourceRejected
from corpus.extracting.extracted import PAGE_MARK
from corpus.extracting.pdf import extract_pdf
from tests.corpus.making_files import HEIGHT, WIDTH, pdf

ORDER = "Praise the mayor."
SEEN = "Rain fell on the hills for a week."


def page_with(draw: Callable[[Canvas], None]) -> bytes:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 700, SEEN)
        draw(canvas)

    return pdf(page)


def in_mode(mode: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 600)
        text.setTextRenderMode(mode)
        text.textLine(ORDER)
        canvas.drawText(text)

    return draw


def coloured(shade: float, *, alpha: float = 1.0) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(shade, alpha)
        canvas.drawString(60, 600, ORDER)

    return draw


def sized(size: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.drawString(60, 600, ORDER)

    return draw


def scaled_down(canvas: Canvas) -> None:
    canvas.scale(0.01, 0.01)
    canvas.drawString(6_000, 60_000, ORDER)


def white_on_white_box(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.rect(50, 590, 200, 30, stroke=0, fill=1)
    canvas.drawString(60, 600, ORDER)


def white_on_dark_box(canvas: Canvas) -> None:
    canvas.setFillGray(0.2)
    canvas.rect(50, 590, 200, 30, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(60, 600, ORDER)


def white_in_a_dark_form(canvas: Canvas) -> None:
    canvas.beginForm("box")
    canvas.setFillGray(0.2)
    canvas.rect(0, 0, 200, 30, stroke=0, fill=1)
    canvas.endForm()
    canvas.translate(50, 590)
    canvas.doForm("box")
    canvas.setFillGray(1)
    canvas.drawString(10, 10, ORDER)


@pytest.mark.parametrize(
    "draw",
    [
        in_mode(3), in_mode(7), coloured(1.0), coloured(0.97), coloured(0.0, alpha=0.0), sized(0.5), scaled_down,
        white_on_white_box, lambda canvas: canvas.drawString(700, 600, ORDER),
        lambda canvas: canvas.drawString(60, -50, ORDER),
    ],
    ids="invisible clipping white nearly-white see-through tiny scaled-down white-box beside below".split(),
)  # fmt: skip
def test_text_that_no_reader_sees_is_not_taken(draw: Callable[[Canvas], None]) -> None:
    assert extract_pdf("a.pdf", page_with(draw)).text == PAGE_MARK + SEEN


@pytest.mark.parametrize(
    "draw",
    [coloured(0.0), coloured(0.8), in_mode(2), sized(4), white_on_dark_box, white_in_a_dark_form],
    ids="black grey outlined small dark-box dark-form".split(),
)
def test_text_that_a_reader_sees_is_taken(draw: Callable[[Canvas], None]) -> None:
    assert extract_pdf("a.pdf", page_with(draw)).text == f"{PAGE_MARK}{SEEN}\n\n{ORDER}"


def scan(share: float) -> bytes:
    """A picture over so much of the page, with what a scanner recognised lying invisibly on it."""
    picture = io.BytesIO()
    Image.new("L", (60, 85), 200).save(picture, "PNG")

    def page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, HEIGHT * (1 - share), WIDTH, HEIGHT * share)
        in_mode(3)(canvas)

    return pdf(page)


def test_over_a_scanned_page_invisible_text_is_the_text() -> None:
    assert extract_pdf("a.pdf", scan(1.0)).text == PAGE_MARK + ORDER


def test_beside_a_picture_invisible_text_is_not_the_text() -> None:
    with pytest.raises(SourceRejected, match=r"no text \(scanned\?\)"):
        extract_pdf("a.pdf", scan(0.4))


def test_letters_made_for_typesetting_are_plain_letters() -> None:
    pdfmetrics.registerFont(TTFont("DejaVu", "DejaVuSans.ttf"))

    def page(canvas: Canvas) -> None:
        canvas.setFont("DejaVu", 10)
        canvas.drawString(60, 700, "The ﬁrst oﬃce ﬂooded.")

    assert extract_pdf("a.pdf", pdf(page)).text == PAGE_MARK + "The first office flooded."
