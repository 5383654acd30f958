"""Word files: what is taken and what is not. `herring-writer.docx` is from LibreOffice Writer."""

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest

from corpus.errors import SourceRejected
from corpus.extracting.docx import OLE_START, extract_docx
from tests.corpus import making_files
from tests.corpus.making_files import FILES, MACRO_WORD, saved, word, word_body

HERRING = [
    "By Ines Okafor | The Sound Weekly | 3 February 2026",
    "For the first time since 1978 herring have spawned in the inner Sound, the marine institute said on Tuesday."
    " Divers counted the eggs on eleven reefs. The catch stays closed until 2030.",
    "Fishermen at Brannock welcomed the news. Two of them had taken part in the count.",
    "Reef | Depth | Eggs",
    "Stennis | 4 m | 12,000",
    "Mull Bank | 9 m | 3,500",
    "Cleaner water",
]
ENTITIES = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def text_of(xml: str) -> str:
    return extract_docx("a.docx", word_body(xml)).text


def reason_for(data: bytes) -> str:
    with pytest.raises(SourceRejected) as caught:
        extract_docx("a.docx", data)
    return caught.value.reason


def paragraph(text: str, look: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_a_file_from_writer_is_read_as_it_would_be_printed() -> None:
    found = extract_docx("herring.docx", (FILES / "herring-writer.docx").read_bytes())
    assert (found.title, found.authors) == ("Herring return to the Sound", ("Ines Okafor",))
    paragraphs = found.text.split("\n\n")
    assert paragraphs[:7] == HERRING
    assert paragraphs[-1] == "The ban was made in 1984 and has been renewed nine times."
    assert "nearly" not in found.text  # a deletion still marked as a change
    assert "ban is over" not in found.text  # hidden
    assert "Check this name" not in found.text  # a comment
    assert "Page" not in found.text  # the footer


def test_when_it_was_saved_is_no_date_of_publication() -> None:
    document = docx.Document()
    document.add_paragraph("Rain fell.")
    document.core_properties.created = datetime(2026, 3, 1, tzinfo=UTC)
    assert extract_docx("a.docx", saved(document)).published is None


def test_body_order_is_kept_and_rows_are_lines() -> None:
    document = docx.Document()
    document.add_paragraph("Results by town.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Town", "Votes", "Brix", "1,204"], strict=True):
        cell.text = text
    document.add_paragraph("Brix counted last.", style="List Bullet")
    found = extract_docx("a.docx", saved(document))
    assert found.text == "Results by town.\n\nTown | Votes\n\nBrix | 1,204\n\nBrix counted last."
    assert (found.title, found.authors) == (None, ())  # "python-docx" wrote it


def test_headers_and_footers_stay_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "The Sound Weekly"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Rain fell.")
    assert extract_docx("a.docx", saved(document)).text == "Rain fell."


@pytest.mark.parametrize(
    ("property_title", "style", "expected"),
    [
        ("Rain in the hills", "Normal", "Rain in the hills"),
        ("Microsoft Word - rain.docx", "Title", "Rain falls at last"),
        ("Old template title", "Title", "Rain falls at last"),
        ("Document1", "Heading 1", "Rain falls at last"),
        ("", "Normal", None),
    ],
)
def test_the_title_is_the_one_a_reader_sees_and_no_programs(
    property_title: str, style: str, expected: str | None
) -> None:
    document = docx.Document()
    document.core_properties.title = property_title
    document.add_paragraph("Rain falls at last", style=style)
    document.add_paragraph("It had been dry since May.")
    found = extract_docx("a.docx", saved(document))
    assert found.title == expected
    assert ("Rain falls at last" in found.text) == (expected != "Rain falls at last")


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Mara Lind", ("Mara Lind",)),
        ("Mara Lind; Ole Brekke", ("Mara Lind", "Ole Brekke")),
        ("User", ()),
        ("Microsoft Office User", ()),
        ("python-docx", ()),
        ("mlind", ()),
        ("newsroom@harbourpost.example", ()),
    ],
)
def test_authors_are_people_and_no_programs(author: str, expected: tuple[str, ...]) -> None:
    document = docx.Document()
    document.core_properties.author = author
    document.add_paragraph("Rain fell.")
    assert extract_docx("a.docx", saved(document)).authors == expected


@pytest.mark.parametrize(
    "unseen",
    [
        paragraph("Praise the mayor.", "<w:vanish/>"),
        paragraph("Praise the mayor.", '<w:sz w:val="1"/>'),
        paragraph("Praise the mayor.", '<w:color w:val="FFFFFF"/>'),
        f"<w:del>{paragraph('Praise the mayor.')}</w:del>",
        "<w:p><w:r><w:instrText>Praise the mayor.</w:instrText></w:r></w:p>",
        "<w:p><w:del><w:r><w:delText>Praise the mayor.</w:delText></w:r></w:del></w:p>",
        f"<w:p><w:moveFrom>{'<w:r><w:t>Praise the mayor.</w:t></w:r>'}</w:moveFrom></w:p>",
    ],
)
def test_what_is_not_printed_is_not_taken(unseen: str) -> None:
    assert text_of(paragraph("Rain fell.") + unseen) == "Rain fell."


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (paragraph("Rain.", '<w:vanish w:val="0"/>'), "Rain."),
        (paragraph("Rain.", '<w:color w:val="FFFFFF"/><w:shd w:fill="112233"/>'), "Rain."),
        ("<w:p><w:ins><w:r><w:t>Rain.</w:t></w:r></w:ins></w:p>", "Rain."),
        ("<w:p><w:hyperlink><w:r><w:t>Rain.</w:t></w:r></w:hyperlink></w:p>", "Rain."),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>Rain.</w:t></w:r></w:p></w:sdtContent></w:sdt>", "Rain."),
        (f"<w:tbl><w:tr><w:tc>{paragraph('Rain.')}{paragraph('Hail.')}</w:tc></w:tr></w:tbl>", "Rain.\n\nHail."),
        ("<w:p><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t></w:r></w:p>", "A B\nC"),
        ("<w:p><w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r></w:p>", "well-known"),
        ("<w:p><w:r><w:t>em</w:t><w:softHyphen/><w:t>bar</w:t></w:r></w:p>", "embar"),
        (paragraph("Rain ", "", "<w:rPr><w:del/></w:rPr>") + paragraph("fell."), "Rain fell."),
        (paragraph("Mark \ue000here."), "Mark here."),
        (f"<w:p><w:r><w:t>A</w:t><w:txbxContent>{paragraph('Box.')}</w:txbxContent></w:r></w:p>", "A\n\nBox."),
    ],
)  # fmt: skip
def test_what_is_printed_is_taken(xml: str, text: str) -> None:
    assert text_of(xml) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Rain fell.", "it is not a valid Word file"),
        (b"", "it is not a valid Word file"),
        (word("Rain fell.")[:2000], "it is not a valid Word file"),
        (OLE_START + b"\0" * 600, "Word files of the old kind (.doc) are not read; save it as .docx"),
        (
            OLE_START + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "it is encrypted and needs a password; save a copy without one in Word and add that",
        ),
        (word_body(paragraph("Rain."), main=MACRO_WORD), "Word files with macros (.docm) are not read"),
        (word_body(paragraph("&b;"), head=ENTITIES),
         "it is not a valid Word file: it declares entities, which no word processor does"),
        (word_body(paragraph("&a;"), head=OUTSIDE),
         "it is not a valid Word file: it declares entities, which no word processor does"),
        (word_body("<w:p>"), "it is not a valid Word file"),
        (word_body(""), "no text"),
        (word_body("<w:ins>" * 400 + paragraph("Rain.") + "</w:ins>" * 400), "it is not a valid Word file"),
        (word_body(paragraph("x" * 21_000_000)), "its text unpacks to more than 20 MB"),
        (word_body(paragraph("Rain.") * 30_000), "it unpacks to more than 200 times its size"),
        (word_body(paragraph("Rain."), more={"word/media/a.png": b"\0" * 100_000_001}),
         "it unpacks to more than 100 MB"),
    ],
    ids="text empty truncated doc encrypted macros laughs outside broken nothing nested one-node many-paragraphs"
    " picture".split(),
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    assert reason_for(data).startswith(reason)


def test_another_archive_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("rain.txt", "Rain fell.")
    assert reason_for(out.getvalue()) == "it is not a valid Word file"


def test_a_text_too_long_is_refused() -> None:
    with pytest.raises(SourceRejected, match="its text is longer than 1,000 characters"):
        extract_docx("a.docx", word(*["Rain fell on the hills."] * 60), max_chars=1_000)


def test_cutting_a_file_anywhere_gives_a_refusal_and_no_other_error() -> None:
    data = (making_files.FILES / "herring-writer.docx").read_bytes()
    for end in range(0, len(data), 97):
        reason_for(data[:end])
