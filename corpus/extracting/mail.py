"""E-mails (EML) and pages that a browser saved as one file (MHTML): both are MIME.

    mail         the subject is the title, the text its HTML or plain part; then its attachments
    saved page   the page is the part that the others belong to; the address stands in the head

    mailbox      many mails in one file, each a member

A part's bytes are decoded like any file's, with what the mail says as one more hint.
Knows nothing about MIME (`mail_parts`), nor about PDF and the like: attachments go to the
`open_member` it is given.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice, pairwise

from corpus.dating import Certainty, is_plausible
from corpus.errors import SourceRejected
from corpus.extracting.archive import is_docx
from corpus.extracting.extracted import Extracted, Feed, Refused
from corpus.extracting.mail_parts import FORWARDED, Part, header_of, leaves_of, parsed
from corpus.extracting.naming import extension_of, shown_name
from corpus.extracting.text import decode, extract_text, fit_for_markup
from corpus.loading import RawDocument

Opener = Callable[[RawDocument], Iterator[Extracted | Feed | Refused]]

HEADER = re.compile(rb"\A([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]*(.*)\Z")
TELLING = {b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to", b"snapshot-content-location"}
USUAL = {b"from", b"to", b"date", b"subject", b"content-type"}
HEAD_BYTES = 100_000
MAILBOX_LINE = re.compile(rb"(?:\A|\r?\n\r?\n)(?=From \S{1,200} [^\r\n]{10,60}\r?\n[A-Za-z-]{2,60}:)")
MAX_MAILS = 10_000
# Every line that can part a mail costs the parser 15 microseconds; three million took it 54 seconds.
MAX_BOUNDARIES = 100_000
REPLY_MARK = re.compile(r"\A(?:(?:re|fw|fwd|aw|wg|tr|rv|odp|vs|sv)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)
ATTACHED_TYPES = {
    "text/html", "text/plain", "text/markdown", "application/pdf", "application/xhtml+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
ATTACHED_NAMES = {"html", "htm", "txt", "md", "pdf", "docx"}
PERSON = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[-'’.][^\W\d_]*)*")
NO_PERSON = frozenset(
    "news newsletter newsletters newsroom team daily weekly times post press desk editor editors editorial office info"
    " service support alert alerts digest update updates briefing herald tribune gazette journal media agency magazine"
    " redaktion zeitung nachrichten rédaction online mail noreply via".split()
)
ARTICLES = frozenset("the le la les das die der el los il lo de het".split())  # before a newspaper's name


def is_mail(data: bytes) -> bool:
    """Whether the first lines are a mail's head: only headers, and such as only mail has."""
    names: set[bytes] = set()
    lines = data[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").splitlines()
    for number, line in enumerate(lines[:-1] if len(data) > HEAD_BYTES else lines):  # the last was cut
        if not line.strip():
            break
        if line[:1] in b" \t" and names:
            continue
        if number == 0 and line.startswith(b"From ") and b"@" in line:  # how a mailbox begins a mail
            continue
        found = HEADER.match(line)
        if found is None:
            return False
        names.add(found[1].lower())
    return (len(names & TELLING) >= 1 and len(names & (USUAL | TELLING)) >= 2) or names >= USUAL


def extract_mail(document: RawDocument, open_member: Opener) -> Iterator[Extracted | Feed | Refused]:
    """The mail's article and then its attachments'; or the saved page; or those of every mail in a mailbox."""
    starts = [found.end() for found in islice(MAILBOX_LINE.finditer(document.data), MAX_MAILS + 1)]
    if len(starts) < 2 or starts[0] != 0:  # a mail may quote how a mailbox looks
        yield from _one_mail(document, open_member)
        return
    for number, (start, end) in enumerate(pairwise([*starts, len(document.data)]), 1):
        member = f"mail {number}"
        if number > MAX_MAILS:
            yield Refused(member=member, reason=f"only {MAX_MAILS:,} mails of a mailbox are read; split it")
            return
        try:
            for found in _one_mail(replace(document, data=document.data[start:end]), open_member):
                yield _inside(found, member)
        except SourceRejected as rejected:
            yield Refused(member=member, reason=rejected.reason)


def _one_mail(document: RawDocument, open_member: Opener) -> Iterator[Extracted | Refused]:
    if document.data.count(b"\n--") > MAX_BOUNDARIES:
        raise SourceRejected(document.source, f"this e-mail has more than {MAX_BOUNDARIES:,} parts")
    try:
        message = parsed(document.data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
        parts = list(leaves_of(message))
    except RecursionError:
        raise SourceRejected(document.source, "this e-mail has parts inside parts without end") from None
    if message.get_content_type() == "multipart/related" and (address := _page_address(message, parts)):
        yield _saved_page(document, message, parts, address)
        return
    body = _body(document, message, parts)
    if body is not None:
        yield body
    found_any = body is not None
    for number, part in enumerate(parts, 1):
        if part.is_attached:
            for found in _attachment(part, number, open_member):
                found_any = True
                yield found
    if not found_any:
        raise SourceRejected(document.source, "no article text found in this e-mail")


def _body(document: RawDocument, message: Message, parts: list[Part]) -> Extracted | None:
    """The mail's own text, from its HTML where that holds an article."""
    bodies = [part for part in parts if not part.is_attached]
    found: Extracted | None = None
    for part in bodies:
        page = decode(part.data, charset=part.charset) if part.kind == "text/html" else None
        if page:
            from corpus.extracting.html import extract_html

            found = extract_html(fit_for_markup(page), address=document.address, fetched=document.fetched)
            break
    if found is None:
        texts = [decode(part.data, charset=part.charset) for part in bodies if part.kind == "text/plain"]
        text = "\n\n".join(text for text in texts if text)
        if not text:
            return None
        found = extract_text(text)
    subject = REPLY_MARK.sub("", header_of(message, "Subject"))
    author = _person(header_of(message, "From"))
    sent = _sent(message)
    found = replace(found, title=subject or found.title, authors=(author,) if author else found.authors)
    if sent is None:
        return found
    return replace(found, published=sent, published_from="mail", published_certainty=Certainty.LIKELY.value)


def _person(sender: str) -> str | None:
    """The sender's name where it reads like a person's: two to four capitalised words, none of a newsroom's."""
    name = parseaddr(sender)[0].strip(" '\"")
    if name.count(",") == 1:
        name = " ".join(part.strip() for part in reversed(name.split(",")))
    words = name.split()
    if not 2 <= len(words) <= 4 or words[0].casefold() in ARTICLES:
        return None
    if any(word.casefold().strip(".") in NO_PERSON for word in words):
        return None
    is_name = all(PERSON.fullmatch(word) for word in words) and words[0][0].isupper() and words[-1][0].isupper()
    return name if is_name and not all(word.isupper() for word in words) else None


def _sent(message: Message) -> datetime | None:
    try:
        sent = parsedate_to_datetime(header_of(message, "Date")[:100])
        sent = sent.replace(tzinfo=UTC) if sent.tzinfo is None else sent.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent if is_plausible(sent) else None


def _page_address(message: Message, parts: list[Part]) -> str | None:
    """The address of a saved page; None where this is a mail, whose pictures are parts of it too."""
    address = header_of(message, "Snapshot-Content-Location")
    if address or message.get("To") or message.get("Received"):
        return address or None
    return next((part.location for part in parts if part.kind == "text/html" and part.location), None)


def _saved_page(document: RawDocument, message: Message, parts: list[Part], address: str) -> Extracted:
    from corpus.extracting.html import extract_html

    page = next((part for part in parts if part.kind in ("text/html", "application/xhtml+xml")), None)
    text = decode(page.data, charset=page.charset) if page else None
    found = (
        extract_html(fit_for_markup(text), address=address, fetched=_sent(message) or document.fetched)
        if text
        else None
    )
    if found is None:
        raise SourceRejected(document.source, "no article text found in this saved page")
    return found if found.url else replace(found, url=address)


def _attachment(part: Part, number: int, open_member: Opener) -> Iterator[Extracted | Refused]:
    """The articles of an attachment; nothing for pictures, calendars and whatever else is not read."""
    name = shown_name(part.name, number=number)
    if part.kind == FORWARDED:
        yield Refused(member=name, reason="an e-mail inside an e-mail is not opened; save it and add it by itself")
        return
    if part.kind not in ATTACHED_TYPES and extension_of(part.name) not in ATTACHED_NAMES:
        return
    if part.data.startswith(b"PK\x03\x04") and not is_docx(part.data):
        yield Refused(
            member=name, reason="an archive attached to an e-mail is not opened; save it and add it by itself"
        )
        return
    try:
        for found in open_member(RawDocument(name, part.data, charset=part.charset)):
            yield _inside(found, name)
    except SourceRejected as rejected:
        yield Refused(member=name, reason=rejected.reason)


def _inside(found: Extracted | Feed | Refused, name: str) -> Extracted | Refused:
    """The same, named as a member of this mail or mailbox."""
    if isinstance(found, Feed):
        return Refused(member=name, reason="a feed attached to an e-mail is not followed; add it by itself")
    return replace(found, member=f"{name}/{found.member}" if found.member else name)
