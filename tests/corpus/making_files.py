"""PDF and Word files for the tests, made by ReportLab, pikepdf and python-docx; small and the same every time.

What those programs cannot make is put together by hand. The files in `files/` come from
programs that are not there in every test run: `bridge-chromium.pdf` is `bridge.html` as
headless Chromium prints it, with backgrounds; `herring-writer.docx` is `herring.fodt`
as LibreOffice Writer converts it, and `herring-writer.pdf` the same less the tracked changes.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
from reportlab.pdfgen.canvas import Canvas

FILES = Path(__file__).parent / "files"
WIDTH, HEIGHT = 595, 842
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"


def pdf(*pages: Callable[[Canvas], None], title: str = "untitled", author: str = "anonymous") -> bytes:
    """A PDF whose pages are drawn by the given functions, on A4."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(canvas: Canvas, left: float, top: float, text: str, *, size: float = 10, font: str = "Helvetica") -> float:
    """Draw each line of `text` below the one before; the height where the next would stand."""
    canvas.setFont(font, size)
    for line in text.split("\n"):
        canvas.drawString(left, top, line)
        top -= 1.2 * size
    return top


def written(text: str, *, top: float = 700) -> Callable[[Canvas], None]:
    """A page with these lines, to be drawn."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, top, text)

    return draw


def one_page(text: str) -> bytes:
    """A PDF of one page with these lines."""
    return pdf(written(text))


def encrypted(data: bytes, *, user: str, owner: str, revision: int) -> bytes:
    """The PDF under passwords; revision 3 is RC4 with 128 bits, 6 is AES with 256."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        rules = pikepdf.Encryption(user=user, owner=owner, R=revision, aes=revision > 4, metadata=revision > 4)
        document.save(out, encryption=rules)
    return out.getvalue()


def with_content(content: bytes, *, filters: int = 1) -> bytes:
    """A PDF of one page with these drawing orders, compressed so many times."""
    for _ in range(filters):
        content = zlib.compress(content, 9)
    stream = b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (
        len(content), b" ".join([b"/FlateDecode"] * filters), content)  # fmt: skip
    return assembled([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ])  # fmt: skip


def assembled(objects: list[bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, the first of them the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    previous = trailer.replace(b"HERE", b"%d" % table)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, previous))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs, from python-docx."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """The file that python-docx makes of its document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_body(xml: str, *, head: str = "", main: str = WORD, more: dict[str, bytes] | None = None) -> bytes:
    """The smallest Word file with this XML in its body; `head` stands before its root, `more` are further parts."""
    spaces = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
        f' ContentType="{main}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0"?>{head}<w:document xmlns:w="{spaces}"><w:body>{xml}</w:body>'
        "</w:document>",
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return out.getvalue()
