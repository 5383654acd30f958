"""E-mails and saved pages: text, sender, date and attachments, whatever state they are in."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.extracting.mail import is_mail
from tests.corpus import texts
from tests.corpus.opening import FILES, all_in, ends_well, only, reason_for, texts_by_member

SENTENCE = "Rain fell on the harbour town for three days and the river rose above the old stone quay."
SECOND = "Nobody was hurt, the mayor said on Monday, but the market stayed closed until further notice."
PAGE = f"<html><body><article><h1>Quay flooded</h1><p>{SENTENCE}</p><p>{SECOND}</p></article></body></html>"
HEAD = b"From: Mara Lind <mara@post.example>\r\nDate: Wed, 12 Mar 2025 08:30:00 +0200\r\nMIME-Version: 1.0\r\n"


def mail(text: str | None = SENTENCE, *, sender: str = "Mara Lind <mara@post.example>") -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "reader@home.example"
    message["Subject"] = "Fwd: Quay flooded – again"
    message["Date"] = "Wed, 12 Mar 2025 08:30:00 +0200"
    if text is not None:
        message.set_content(text)
    return message


def test_mail_is_an_article_with_title_author_and_time() -> None:
    found = only(mail().as_bytes())
    assert (found.text.strip(), found.title, found.authors) == (SENTENCE, "Quay flooded – again", ("Mara Lind",))
    assert found.published == datetime(2025, 3, 12, 6, 30, tzinfo=UTC)
    assert (found.published_from, found.published_certainty) == ("mail", "likely")


@pytest.mark.parametrize(
    ("sender", "authors"),
    [
        ('"Lind, Mara" <m@post.example>', ("Mara Lind",)),
        ("=?utf-8?q?J=C3=B6rg_Wei=C3=9F?= <j@post.example>", ("Jörg Weiß",)),
        ("Ana de la Cruz <a@post.example>", ("Ana de la Cruz",)),
        ("The Harbour Post <news@post.example>", ()),
        ("Harbour Daily <news@post.example>", ()),
        ("Mara <m@post.example>", ()),
        ("mara.lind@post.example", ()),
        ("BREAKING NEWS <n@post.example>", ()),
        ("Desk 24 <d@post.example>", ()),
    ],
)
def test_sender_is_the_author_only_where_it_is_a_person(sender: str, authors: tuple[str, ...]) -> None:
    data = mail().as_bytes().replace(b"Mara Lind <mara@post.example>", sender.encode(), 1)
    assert only(data).authors == authors


def test_html_part_is_read_where_it_holds_an_article() -> None:
    message = mail("See the web version.")
    message.add_alternative(PAGE, subtype="html")
    found = only(message.as_bytes())
    assert SENTENCE in found.text
    assert "web version" not in found.text
    assert found.title == "Quay flooded – again"


def test_plain_part_is_read_where_the_html_holds_no_article() -> None:
    message = mail()
    message.add_alternative("<html><body><img src='cid:1'></body></html>", subtype="html")
    assert only(message.as_bytes()).text.strip() == SENTENCE


def test_attachments_that_can_be_read_are_members_after_the_mail() -> None:
    message = mail()
    message.add_attachment(PAGE.encode(), maintype="text", subtype="html", filename="../quay.html")
    message.add_attachment(
        texts.RUSSIAN.encode("koi8-r", "replace"), maintype="text", subtype="plain", filename="a.txt"
    )
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"PK\x05\x06" + bytes(18), maintype="application", subtype="pdf", filename="b.pdf")
    found = texts_by_member(message.as_bytes())
    assert list(found) == ["", "quay.html", "a.txt", "b.pdf"]
    assert found["quay.html"].startswith(SENTENCE)
    assert found["a.txt"].startswith("Власти Архангельска")
    assert found["b.pdf"] == "the archive holds no files"


def test_archive_attached_is_not_opened() -> None:
    message = mail()
    archive = (FILES / "archive" / "locked.zip").read_bytes()
    message.add_attachment(archive, maintype="application", subtype="octet-stream", filename="rain.pdf")
    assert texts_by_member(message.as_bytes())["rain.pdf"].startswith("an archive attached to an e-mail is not opened")


def test_mail_inside_a_mail_is_named_and_not_opened() -> None:
    message = mail()
    message.add_attachment(mail(SECOND))
    reason = "an e-mail inside an e-mail is not opened; save it and add it by itself"
    assert texts_by_member(message.as_bytes())["forwarded e-mail"] == reason


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "utf-8", "x-unknown", '"; drop'])
def test_charset_of_a_part_is_a_hint_and_no_more(label: str) -> None:
    head = HEAD + f"Content-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode()
    assert only(head + texts.RUSSIAN.encode("cp1251")).text == texts.RUSSIAN


def test_subject_that_was_sent_unencoded_is_read() -> None:
    data = HEAD + "Subject: Überschwemmung in Füssen\r\n\r\n".encode() + SENTENCE.encode()
    assert only(data).title == "Überschwemmung in Füssen"


def test_every_mail_of_a_mailbox_is_a_member() -> None:
    one = b"From mara@post.example Wed Mar 12 08:30:00 2025\n" + mail().as_bytes() + b"\n"
    two = b"From tove@post.example Thu Mar 13 08:30:00 2025\n" + mail(SECOND).as_bytes()
    found = texts_by_member(one + two)
    assert {name: text.strip() for name, text in found.items()} == {"mail 1": SENTENCE, "mail 2": SECOND}


# Damage


def test_mail_without_its_boundary_is_read_as_far_as_it_goes() -> None:
    data = HEAD + b"Content-Type: multipart/mixed\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n" + SENTENCE.encode()
    assert SENTENCE in only(data).text


def test_boundary_that_never_ends_is_read_to_the_end() -> None:
    data = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
    assert only(data + SENTENCE.encode()).text == SENTENCE


def nested(depth: int) -> bytes:
    parts = [f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n' for level in range(depth)]
    return HEAD + "".join(parts).encode() + b"Content-Type: text/plain\r\n\r\n" + SENTENCE.encode()


def test_parts_inside_parts_are_followed() -> None:
    assert only(nested(30)).text == SENTENCE


@pytest.mark.timeout(20)
def test_parts_inside_parts_without_end_are_refused() -> None:
    assert reason_for(nested(5_000)) == "this e-mail has parts inside parts without end"


@pytest.mark.parametrize(
    "header",
    [
        b"Date: Wed, 99 Foo 20250 99:99:99 +9999", b"Date: ", b"Subject: =?utf-8?b?%%%?=", b"Subject: =?klingon?q?x?=",
        b"Subject: =?ut\xd0\xbbf?q?x?=", b"Content-Type: text/plain; charset=\"a\x00\xff\"",
        b"From: <<>>,;:", b"Content-Type: ;;;", b"Content-Type: text/plain; charset*=klingon'x'%ff",
        b"Subject: " + b"=?" * 9000, b"Content-Transfer-Encoding: uuencode",
        b"Content-Disposition: attachment; filename*=klingon''%ff",
    ],
)  # fmt: skip
def test_damaged_header_costs_no_more_than_itself(header: bytes) -> None:
    assert ends_well(b"Message-ID: <1@a>\r\n" + header + b"\r\nTo: x@a\r\n\r\n" + SENTENCE.encode())


@pytest.mark.timeout(10)
def test_mail_of_endless_parts_is_refused() -> None:
    data = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\n\na\n" * 1_000_000
    assert reason_for(data) == "this e-mail has more than 100,000 parts"


def test_mail_with_a_very_long_head_is_a_mail() -> None:
    assert only(b"X-Seal: abcdefgh\r\n" * 3_000 + mail().as_bytes()).title == "Quay flooded – again"


def test_mail_without_text_says_so() -> None:
    assert reason_for(HEAD + b"\r\n\r\n") == "no article text found in this e-mail"


@pytest.mark.parametrize(
    "text",
    [
        "Note: the quay is flooded.\nDate: unknown\n\nRain fell.",
        "Subject: floods\n\nRain fell.",
        "From: the harbour\nTo: the hills\n\nRain fell.",
        "Rain fell.\n\nMIME-Version: 1.0\nMessage-ID: 1\n",
    ],
)
def test_article_that_looks_like_a_head_is_no_mail(text: str) -> None:
    assert not is_mail(text.encode())


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_mutilated_mail_ends_in_articles_or_a_reason(data: st.DataObject) -> None:
    message = mail()
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"Rain fell.", maintype="text", subtype="plain", filename="a.txt")
    whole = bytearray(message.as_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
        if not whole:
            break
    assert ends_well(bytes(whole))


# Saved pages: two made by Chromium's own "save as one file"


def test_saved_page_is_its_article_and_address() -> None:
    found = only((FILES / "mail" / "ferry.mhtml").read_bytes())
    assert found.url == "http://harbour.example/news/ferry-back"
    assert found.text.startswith("The ferry between Quay Street and the island of Skärn sailed again on Wednesday")
    assert "“We have missed the smell of diesel,” said Åse Brandt" in found.text
    assert "€410,000" in found.text
    assert (found.title, found.publisher) == ("Harbour ferry back in service", "Harbour Post")
    assert found.published == datetime(2025, 3, 12, 6, 30, tzinfo=UTC)


def test_saved_page_is_read_in_the_pages_own_encoding() -> None:
    found = only((FILES / "mail" / "cannery.mhtml").read_bytes())
    assert (found.title, found.language) == ("缶詰工場が再開", "ja")
    assert found.text.startswith("北の小さな港町で火曜日、十五年ぶりに缶詰工場が再開した。")


def test_saved_page_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = (FILES / "mail" / "ferry.mhtml").read_bytes()
    assert "Some two hundred passengers" in only(whole[:1_900]).text


def test_mail_with_pictures_in_its_text_is_a_mail_and_no_saved_page() -> None:
    message = mail(None)
    message.set_content(PAGE, subtype="html")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<1>")
    found = only(message.as_bytes())
    assert (found.title, found.published_from) == ("Quay flooded – again", "mail")


def test_saved_page_without_an_article_says_so() -> None:
    head = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.example/\r\nMIME-Version: 1.0\r\n"
    data = (
        head
        + b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>\r\n--x--'
    )
    assert reason_for(data) == "no article text found in this saved page"


def test_extracting_a_mail_twice_gives_the_same() -> None:
    data = mail().as_bytes()
    assert all_in(data) == all_in(data)
