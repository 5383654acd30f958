"""The process that parses: reads documents on stdin and writes what they hold on stdout, under hard limits.

What it reads may be hostile. It may use `MEMORY_BYTES` of memory, write no file, and
spend a fixed time on one item; the kernel ends it where it does not keep to that, and
`corpus.parsing` starts another. Run by that module alone.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from corpus.assembling import assemble, source_of
from corpus.errors import SourceRejected
from corpus.extracting import Extracted, Feed, Format, Refused, extract
from corpus.extracting.extracted import Wanted
from corpus.extracting.feed_links import find_feeds
from corpus.extracting.sniffing import format_of
from corpus.extracting.text import decode
from corpus.framing import DONE, READY, Item, frame, pack_item, read_frame, unpack_document
from corpus.loading import RawDocument
from corpus.report import Offer, Rejection

MEMORY_BYTES = 1 << 30
OPEN_FILES = 64
OUT_OF_MEMORY = 3  # the exit code after which the parent need not guess


def main() -> None:
    """Serve documents until stdin ends."""
    answers, requests = os.fdopen(os.dup(1), "wb"), sys.stdin.buffer
    os.dup2(2, 1)  # a library that prints must not break a frame
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    answers.write(READY)
    answers.flush()
    while (header := read_frame(requests)) is not None:
        request = json.loads(header)
        document = unpack_document(request["document"], read_frame(requests) or b"")
        _serve(document, request, answers)


def _serve(document: RawDocument, request: dict[str, Any], answers: BinaryIO) -> None:
    seconds = request["seconds"]
    signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody may be there any more to stop us

    def begins(number: int, name: str) -> bool:
        """Tell which member comes next, so that one which ends this process can be passed over by the next."""
        send(json.dumps({"begun": number, "member": name}).encode("ascii"))
        return number > int(request["skip"])

    def send(payload: bytes) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)  # whoever reads this may take its time
        answers.write(frame(payload))
        answers.flush()
        signal.setitimer(signal.ITIMER_REAL, seconds)

    try:
        for item in _items(document, request["max_chars"], begins):
            send(pack_item(item))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    send(DONE)
    signal.setitimer(signal.ITIMER_REAL, 0)


def _items(document: RawDocument, max_chars: int, wanted: Wanted) -> Iterator[Item]:
    """What the document holds, each as one item; a parser's surprise is one too."""
    try:
        for found in extract(document, wanted):
            yield _item(document, found, max_chars)
        yield from _offers(document)
    except SourceRejected as rejected:
        yield Rejection(rejected.source, rejected.reason)
    except MemoryError:
        raise
    except Exception as error:
        yield Rejection(document.source, f"it could not be read ({type(error).__name__}: {str(error)[:200]})")


def _offers(document: RawDocument) -> Iterator[Offer]:
    """The feeds that a page from the web names."""
    text = decode(document.data, charset=document.charset) if document.address else None
    if text and format_of(text) is Format.HTML:
        for title, address in find_feeds(text, document.address or ""):
            yield Offer(document.source, title, address)


def _item(document: RawDocument, found: Extracted | Feed | Refused, max_chars: int) -> Item:
    if isinstance(found, Refused):
        return Rejection(source_of(document, found.member), found.reason)
    if isinstance(found, Feed):
        return found
    try:
        return assemble(document, found, max_chars=max_chars)
    except SourceRejected as rejected:
        return Rejection(rejected.source, rejected.reason)


if __name__ == "__main__":
    main()
