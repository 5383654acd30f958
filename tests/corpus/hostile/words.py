"""Word files that are bombs, hold entities, are cut off, are something else, or hide words (rows 19, 20 and 32).

Good ones are made by python-docx, bad ones put together by hand.
"""

import io
import random
import zipfile
from collections.abc import Callable

from tests.corpus.hostile.case import REJECTED, SECRET, STORED, Case, first_words, prose
from tests.corpus.making_files import MACRO_WORD, word, word_body

OUTSIDE = "/etc/hostname"
ENTITIES = "<!DOCTYPE r [<!ENTITY a0 'haha'>" + "".join(
    f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 10)
) + "]>"  # fmt: skip
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"
MAIN = "word/document.xml"
NOT_VALID = "not a valid Word file"


def said(text: str, *, look: str = "") -> str:
    """A paragraph in Word's XML."""
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def report(number: int) -> str:
    return "".join(map(said, prose(number).split("\n\n")))


def article(number: int = 0) -> bytes:
    """A good Word file."""
    return word(*prose(number).split("\n\n"))


def many_paragraphs(count: int, *, words: int) -> bytes:
    """So many paragraphs, each with a number of its own, so that they do not shrink like a bomb."""
    chance = random.Random(3)
    text = "x " * words
    return word_body("".join(
        f'<w:p w:rsidR="{chance.getrandbits(64):X}"><w:r><w:t>{text}</w:t></w:r></w:p>' for _ in range(count)
    ))  # fmt: skip


def changed(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The archive with these members in place of its own, or without them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, value in changes.items():
            if value is not None:
                new.writestr(name, value)
    return out.getvalue()


def related(kind: str, target: str) -> bytes:
    """A good Word file that names something outside."""
    relation = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r9" Type="{KINDS}/{kind}" Target="{target}"'
        ' TargetMode="External"/></Relationships>'
    )
    return word_body(report(11), more={"word/_rels/document.xml.rels": relation.encode()})


def other_archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def utf16_laughs() -> bytes:
    """The entities in an encoding in which a search for their first letters finds nothing."""
    good = word_body(said("&a9;"), head=ENTITIES)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        text = archive.read(MAIN).decode().replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>')
    return changed(good, {MAIN: text.encode("utf-16")})


def unseen(name: str, xml: str) -> Case:
    return Case(row=32, name=f"{name}.docx", make=lambda: word_body(report(12) + xml), ends=STORED,
                holds=(first_words(12),), lacks=(SECRET,))  # fmt: skip


def refused(name: str, make: Callable[[], bytes], reason: str = NOT_VALID, *, row: int = 20) -> Case:
    return Case(row=row, name=name, make=make, ends=REJECTED, reason=reason)


XXE = f"<!DOCTYPE r [<!ENTITY a SYSTEM 'file://{OUTSIDE}'>]>"
PARAMETER = "<!DOCTYPE r [<!ENTITY % a SYSTEM 'http://127.0.0.1:9/x.dtd'> %a;]>"

CASES = [
    refused("one-node-100-mb.docx", lambda: word_body(said("x" * 100_000_000)), "unpacks to more than", row=19),
    refused("picture-120-mb.docx", lambda: word_body(report(0), more={"word/media/a.png": b"\0" * 120_000_000}),
            "it unpacks to more than 100 MB", row=19),
    refused("paragraphs-460000-alike.docx", lambda: word_body(said("a") * 460_000), "unpacks to more than", row=19),
    refused("paragraphs-460000.docx", lambda: many_paragraphs(460_000, words=1), "unpacks to more than", row=19),
    refused("long-paragraphs.docx", lambda: many_paragraphs(60_000, words=60), "longer than 600,000", row=19),
    Case(row=19, name="paragraphs-250000.docx", make=lambda: many_paragraphs(250_000, words=1), is_slow=True),
    Case(row=19, name="rows-6000.docx", make=lambda: word_body(
        "<w:tbl>" + f"<w:tr><w:tc>{said('ab')}</w:tc><w:tc>{said('cd')}</w:tc></w:tr>" * 6_000 + "</w:tbl>")),
    Case(row=19, name="tables-in-tables.docx", make=lambda: word_body(
        "<w:tbl><w:tr><w:tc>" * 200 + report(0) + "</w:tc></w:tr></w:tbl>" * 200)),
    refused("laughs.docx", lambda: word_body(said("&a9;"), head=ENTITIES)),
    refused("laughs-utf16.docx", utf16_laughs),
    refused("laughs-in-styles.docx", lambda: word_body(report(0), more={
        "word/styles.xml": f"<?xml version='1.0'?>{ENTITIES}<x>&a9;</x>".encode()})),
    refused("laughs-in-properties.docx", lambda: changed(article(), {
        "docProps/core.xml": f"<?xml version='1.0'?>{ENTITIES}<x>&a9;</x>".encode()})),
    refused("outside-entity.docx", lambda: word_body(said("&a;"), head=XXE)),
    refused("parameter-entity.docx", lambda: word_body(said("a"), head=PARAMETER)),
    refused("outside-in-types.docx", lambda: changed(article(), {
        TYPES: f"<?xml version='1.0'?>{XXE}<Types>&a;</Types>".encode()})),
    *(refused(f"cut-at-{share}.docx", lambda share=share: article()[: len(article()) * share // 100], "not a valid")
      for share in (1, 10, 30, 50, 70, 90, 99)),
    refused("xlsx.docx", lambda: other_archive(TYPES, "xl/workbook.xml"), "this is a file of XLSX"),
    refused("pptx.docx", lambda: other_archive(TYPES, "ppt/presentation.xml"), "this is a file of PPTX"),
    Case(row=20, name="jar.docx", make=lambda: other_archive("META-INF/MANIFEST.MF", "A.class"), ends=REJECTED),
    refused("no-archive-at-all.docx", lambda: b"PK\x03\x04" + b"word/document.xml" * 40),
    refused("macros.docm", lambda: word_body(report(0), main=MACRO_WORD), "macros (.docm) are not read"),
    refused("macros.docx", lambda: word_body(report(0), main=MACRO_WORD), "macros (.docm) are not read"),
    refused("old-word.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_096), "old Office file"),
    refused("locked-word.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999)
            + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
    refused("no-types.docx", lambda: changed(article(), {TYPES: None}), ""),
    refused("types-are-noise.docx", lambda: changed(article(), {TYPES: random.Random(1).randbytes(900)})),
    refused("no-relations.docx", lambda: changed(article(), {"_rels/.rels": None})),
    refused("body-is-noise.docx", lambda: changed(article(), {MAIN: random.Random(2).randbytes(9_000)})),
    refused("body-is-a-page.docx", lambda: changed(article(), {MAIN: b"<html><p>Rain fell.</html>"})),
    refused("body-is-empty.docx", lambda: changed(article(), {MAIN: b""})),
    refused("relation-to-a-file.docx", lambda: changed(article(), {"_rels/.rels": (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{KINDS}/officeDocument"'
        f' Target="../../../../../..{OUTSIDE}"/></Relationships>').encode()})),
    refused("elements-in-elements.docx", lambda: word_body("<w:ins>" * 5_000 + said("a") + "</w:ins>" * 5_000)),
    *(Case(row=20, name=f"names-{kind}.docx", make=lambda kind=kind: related(kind, "http://127.0.0.1:9/a"),
           ends=STORED, holds=(first_words(11),)) for kind in ("image", "attachedTemplate", "aFChunk", "hyperlink")),
    unseen("vanish", said(SECRET, look="<w:vanish/>")),
    unseen("white", said(SECRET, look='<w:color w:val="FFFFFF"/>')),
    unseen("half-a-point", said(SECRET, look='<w:sz w:val="1"/>')),
    unseen("deleted", f"<w:p><w:del><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>"),
    unseen("field-code", f"<w:p><w:r><w:instrText>{SECRET}</w:instrText></w:r></w:p>"),
    unseen("xml-comment", f"<!-- {SECRET} -->"),
]  # fmt: skip
