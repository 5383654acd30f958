"""What a web page says about its article in fields made for that: `PageSays`, one for each kind of field.

Knows nothing about where the fields stand; `jsonld` and `page_metadata` fill them in.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

WORDS = re.compile(r"[\W_]+")


@dataclass(slots=True, kw_only=True)
class PageSays:
    """Fields as they were written; None or empty is "did not say".

    `published` and `updated` keep all that was said, best first, since the first may be unusable.
    """

    kind: str  # "json-ld", "microdata" or "meta"
    title: str | None = None
    publisher: str | None = None
    published: list[object] = field(default_factory=list)
    updated: list[object] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    summary: str | None = None
    body: str | None = None
    posts: tuple[tuple[str, str, str], ...] = ()  # of a live blog: time, headline, text


def words_of(text: str | None) -> str:
    """The words of a line in small letters, one space between: what two spellings of one title share."""
    return WORDS.sub(" ", text or "").casefold().strip()


def absolute(address: str | None, base: str | None) -> str | None:
    """The address as a browser would open it from the page at `base`; None where that is not on the web."""
    try:
        full = urljoin(base or "", (address or "").strip())
        parts = urlsplit(full)
        return full if address and parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:  # "http://[bad"
        return None


def same_page(one: str | None, other: str | None) -> bool:
    """Whether two addresses differ only in what does not choose a page: scheme, "www.", query, fragment, last slash."""
    return bool(one and other) and _place(one or "") == _place(other or "")


def is_front_page(address: str) -> bool:
    """Whether the address names a whole site."""
    return _place(address)[1] in ("", "/index.html", "/index.php")


def _place(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address, ""
    return (parts.hostname or "").removeprefix("www.").removeprefix("m."), parts.path.rstrip("/").removesuffix("/amp")
