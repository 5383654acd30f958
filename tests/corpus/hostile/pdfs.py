"""PDFs that are broken, locked, empty of text, bombs, or hold words that no reader sees (rows 15-18 and 32).

Locked ones are made by pikepdf, pages by ReportLab, pictures by Pillow; what no program makes, by hand.
"""

import io
import random
import zlib

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.hostile.case import REJECTED, SECRET, STORED, Case, constant, first_words, prose
from tests.corpus.making_files import FILES, assembled, encrypted, lines, one_page, pdf, with_content

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>"
    b" /XObject << /X 6 0 R >> >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
ORDERS = b"BT /F1 10 Tf 50 700 Td (words) Tj ET\n"
RC4_40, RC4_128, AES_128, AES_256 = 2, 3, 4, 6
SCANNED = "no text (scanned?)"
NOT_VALID = "not a valid PDF"
KIND = {RC4_40: "rc4-40", RC4_128: "rc4-128", AES_128: "aes-128", AES_256: "aes-256"}


def article(number: int = 0) -> bytes:
    """A good PDF of one page."""
    words, rows = prose(number).split(), [""]
    for word in words:
        if len(rows[-1]) + len(word) > 80:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return one_page("\n".join(rows))


def packed(unit: bytes, *, megabytes: int) -> bytes:
    """That many megabytes of `unit`, deflated without ever being whole in memory."""
    block = unit * (1_000_000 // len(unit))
    packer = zlib.compressobj(6)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def stream(data: bytes, about: bytes) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), about, data)


def bomb(about: bytes = b"/Filter /FlateDecode", *, megabytes: int = 300) -> bytes:
    """A page whose drawing orders, text with a font, unpack to so much."""
    return assembled([CATALOGUE, PAGES, PAGE, stream(packed(ORDERS, megabytes=megabytes), about), FONT])


def form_bomb() -> bytes:
    """A page that draws a form, whose orders are the bomb."""
    about = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Filter /FlateDecode"
    form = stream(packed(ORDERS, megabytes=60), about)
    return assembled([CATALOGUE, PAGES, PAGE, stream(b"/X Do", b""), FONT, form])


def drawn_again_and_again(pages: int) -> bytes:
    """Many pages that share one stream of orders just below the limit."""
    kids = b" ".join(b"%d 0 R" % (number + 6) for number in range(pages))
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages)
    orders = stream(zlib.compress(b"0 0 m 9 9 l S\n" * 1_000_000, 6), b"/Filter /FlateDecode")
    return assembled([CATALOGUE, tree, b"null", orders, FONT, *[PAGE] * pages])


def form_in_itself() -> bytes:
    about = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return assembled([CATALOGUE, PAGES, PAGE, stream(b"/X Do", b""), FONT, stream(b"/X Do /X Do", about)])


def forms_that_double(levels: int = 26) -> bytes:
    """Each form draws the next twice: 2 to the 26th in the end."""
    forms = []
    for level in range(levels):
        about = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> /XObject"
        about += b" << /X %d 0 R >> >>" % (level + 7)
        forms.append(stream(b"/X Do /X Do " if level < levels - 1 else ORDERS, about))
    return assembled([CATALOGUE, PAGES, PAGE, stream(b"/X Do", b""), FONT, *forms])


def blank_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return assembled([CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)] + [page] * count)


def deep_tree(depth: int) -> bytes:
    """Pages inside pages inside pages."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(depth)]
    return assembled([CATALOGUE, *nodes, b"<< /Type /Page /MediaBox [0 0 9 9] >>"])


def picture() -> bytes:
    """A scan: a page with one photograph."""
    from PIL import Image

    noise = Image.frombytes("L", (200, 300), random.Random(5).randbytes(60_000))
    return pdf(lambda canvas: canvas.drawImage(ImageReader(noise), 50, 50, 400, 600) and None)


def with_unseen(draw: str) -> bytes:
    """A good page with one line more, drawn so that no reader sees it."""

    def page(canvas: Canvas) -> None:
        top = 700.0
        for row in prose(3).replace("\n\n", " ").split(". "):
            top = lines(canvas, 60, top, row + ".", size=8)
        canvas.saveState()
        if draw == "white":
            canvas.setFillGray(1)
        where = -900 if draw == "outside" else 60
        size = 0.5 if draw == "tiny" else 10
        if draw == "invisible":
            text = canvas.beginText(60, 300)
            text.setTextRenderMode(3)
            text.textLine(SECRET)
            canvas.drawText(text)
        else:
            lines(canvas, where, 300, SECRET, size=size)
        canvas.restoreState()

    return pdf(page)


def locked(revision: int, *, user: str) -> bytes:
    out = io.BytesIO(encrypted(article(revision), user=user, owner="egret", revision=revision))
    return out.getvalue()


def cut(share: float) -> bytes:
    data = (FILES / "herring-writer.pdf").read_bytes()
    return data[: int(len(data) * share)]


END = b"\nstartxref\n9\n%%EOF\n"
CASES = [
    Case(row=15, name="header-only.pdf", make=constant(b"%PDF-1.7\n"), ends=REJECTED, reason=NOT_VALID),
    *(
        Case(row=15, name=f"cut-at-{share}.pdf", make=lambda share=share: cut(share / 100), ends=REJECTED,
             reason=NOT_VALID)
        for share in (2, 10, 25, 40, 55, 70, 85)
    ),
    Case(row=15, name="circular-prev.pdf",
         make=lambda: assembled([CATALOGUE, PAGES, PAGE, stream(b"", b""), FONT], trailer=b"/Prev HERE"),
         ends=REJECTED, reason=SCANNED),
    Case(row=15, name="own-kid.pdf", make=lambda: assembled([CATALOGUE, PAGES.replace(b"3 0", b"2 0")]),
         ends=REJECTED, reason=SCANNED),
    Case(row=15, name="own-length.pdf", ends=REJECTED,
         make=lambda: assembled([CATALOGUE, PAGES, PAGE, b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream", FONT])),
    Case(row=15, name="pages-10000.pdf", make=lambda: blank_pages(10_000), ends=REJECTED,
         reason="it has 10,000 pages, more than the limit of 2,000"),
    Case(row=15, name="says-2-billion-pages.pdf", ends=REJECTED,
         make=lambda: assembled([CATALOGUE, PAGES.replace(b"Count 1", b"Count 2147483647")])),
    Case(row=15, name="says-fewer-than-no-pages.pdf", ends=REJECTED,
         make=lambda: assembled([CATALOGUE, PAGES.replace(b"Count 1", b"Count -7")])),
    Case(row=15, name="no-root.pdf", make=lambda: assembled([b"null"]), ends=REJECTED),
    Case(row=15, name="tree-5000-deep.pdf", make=lambda: deep_tree(5_000), ends=REJECTED),
    Case(row=15, name="brackets.pdf", make=lambda: b"%PDF-1.7\n" + b"<<" * 1_000_000 + b"stream\n" + END,
         ends=REJECTED, reason=NOT_VALID),
    Case(row=15, name="arrays-in-arrays.pdf", ends=REJECTED,
         make=lambda: assembled([CATALOGUE, PAGES, PAGE, b"[" * 200_000 + b"]" * 200_000])),
    Case(row=15, name="form-in-itself.pdf", make=form_in_itself, ends=REJECTED, is_slow=True),
    Case(row=15, name="forms-that-double.pdf", make=forms_that_double, ends=REJECTED, seconds=4, is_slow=True),
    Case(row=15, name="endless-page.pdf", ends=REJECTED,
         make=lambda: assembled([CATALOGUE, PAGES, PAGE.replace(b"595 842", b"1e38 1e38"), stream(ORDERS, b""), FONT])),
    *(
        Case(row=16, name=f"{KIND[revision]}.pdf", make=lambda revision=revision: locked(revision, user="heron"),
             ends=REJECTED, reason="needs a password")
        for revision in KIND
    ),
    *(
        Case(row=16, name=f"{KIND[revision]}-wrong.pdf", make=lambda revision=revision: locked(revision, user="heron"),
             ends=REJECTED, reason="the password given does not open it", password="stork")
        for revision in KIND
    ),
    *(
        Case(row=16, name=f"{KIND[revision]}-right.pdf", make=lambda revision=revision: locked(revision, user="heron"),
             ends=STORED, holds=(first_words(revision),), password="heron")
        for revision in KIND
    ),
    *(
        Case(row=16, name=f"{KIND[revision]}-owner-only.pdf", make=lambda revision=revision: locked(revision, user=""),
             ends=STORED, holds=(first_words(revision),))
        for revision in KIND
    ),
    Case(row=17, name="photograph.pdf", make=picture, ends=REJECTED, reason=SCANNED),
    Case(row=17, name="drawing.pdf", make=lambda: pdf(lambda canvas: canvas.rect(50, 50, 400, 400, fill=1)),
         ends=REJECTED, reason=SCANNED),
    Case(row=17, name="blank.pdf", make=lambda: blank_pages(3), ends=REJECTED, reason=SCANNED),
    Case(row=18, name="bomb.pdf", make=bomb, ends=REJECTED, reason="unpacks to more than 16 MB"),
    Case(row=18, name="bomb-short-filter.pdf", make=lambda: bomb(b"/Filter /Fl", megabytes=60), ends=REJECTED,
         reason="unpacks to more than 16 MB"),
    Case(row=18, name="bomb-in-bomb.pdf", make=lambda: with_content(ORDERS * 500_000, filters=3), ends=REJECTED,
         reason="unpacks to more than 16 MB"),
    Case(row=18, name="bomb-in-form.pdf", make=form_bomb, ends=REJECTED, reason="unpacks to more than 16 MB"),
    Case(row=18, name="bomb-as-picture.pdf", make=lambda: bomb(b"/A /Image /Filter /FlateDecode"), ends=REJECTED),
    Case(row=18, name="bomb-spelled-otherwise.pdf", make=lambda: bomb(b"/Filter /#46lateDecode", megabytes=40),
         ends=REJECTED, reason="more than 20,000 pieces of text"),
    Case(row=18, name="bomb-filter-elsewhere.pdf", ends=REJECTED, is_slow=True, make=lambda: assembled(
        [CATALOGUE, PAGES, PAGE, stream(packed(ORDERS, megabytes=40), b"/Filter 6 0 R"), FONT, b"/FlateDecode"])),
    Case(row=18, name="pieces.pdf", make=lambda: with_content(ORDERS * 25_000), ends=REJECTED,
         reason="more than 20,000 pieces of text"),
    Case(row=18, name="drawn-again-and-again.pdf", make=lambda: drawn_again_and_again(1_000), ends=REJECTED,
         reason="longer than 4 seconds", seconds=4),
    *(
        Case(row=32, name=f"{draw}.pdf", make=lambda draw=draw: with_unseen(draw), ends=STORED,
             holds=(first_words(3),), lacks=(SECRET,))
        for draw in ("white", "invisible", "tiny", "outside")
    ),
]  # fmt: skip
