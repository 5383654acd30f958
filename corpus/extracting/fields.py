"""What the named fields of a row mean, whatever a newsroom's export calls them.

    {"Headline": "Quay floods", "pub_date": "2025-03-12", "byline": "By Mara Lind and Tove Ask", ...}

Names are compared without case, spaces, dashes and underscores; fields that nobody knows
are passed over. A value may be an object that has a name (`{"@type": "Person", "name": ...}`).
Knows nothing about JSON and CSV; that is `corpus.extracting.tables`.
"""

import html
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from corpus.dating import Certainty, read_stamp
from corpus.extracting.extracted import Extracted

TEXT_NAMES = ("text", "body", "content", "articleBody")
NAMES = {
    "text": ("text", "body", "content", "articlebody", "fulltext", "articletext", "contenttext", "contenthtml",
             "bodytext", "bodyhtml"),
    "title": ("title", "headline"),
    "url": ("url", "link", "address", "permalink", "canonicalurl", "weburl"),
    "published": ("published", "date", "publicationdate", "datepublished", "publisheddate", "publishedat",
                  "publishdate", "pubdate", "publishedtime"),
    "updated": ("updated", "datemodified", "updatedat", "modified", "lastmodified", "updateddate"),
    "authors": ("author", "authors", "byline", "creator"),
    "publisher": ("publisher", "source", "outlet", "site", "sitename", "newspaper"),
    "language": ("language", "lang", "inlanguage"),
}  # fmt: skip
SEPARATORS = re.compile(r"[\s_\-.:@]+")
BETWEEN_NAMES = re.compile(r"\s*[;|]\s*|\s+(?:and|und|et|y|&)\s+")
MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|h[1-6]|ul|ol|li|strong|em|b|i|blockquote|figure|img|table|section|article)(?:\s[^<>]*|/)?>",
    re.I,
)
PIECE = re.compile(r".{1,150000}(?:</p\s*>|<br\s*/?>|\n|\Z)|.{1,150000}", re.IGNORECASE | re.DOTALL)
BY = re.compile(r"\A(?:by|von|par|por)\s+(?=\S)", re.IGNORECASE)


def known_names(fields: Iterable[object]) -> dict[str, list[str]]:
    """For each meaning the fields that carry it, the most telling name first."""
    plain: dict[str, str] = {}
    for name in fields:
        if isinstance(name, str):
            plain.setdefault(SEPARATORS.sub("", name[:100]).lower(), name)
    return {meaning: [plain[name] for name in names if name in plain] for meaning, names in NAMES.items()}


def read_row(fields: Mapping[str, Any], *, member: str) -> Extracted | None:
    """The article that a row's fields make up, or None where none of them holds its text."""
    from corpus.extracting.feed_items import plain_line

    known = known_names(fields)

    def first(meaning: str) -> Any:
        return next((fields[name] for name in known[meaning] if fields[name] not in (None, "", [], {})), None)

    text = next((text for name in known["text"] if (text := _text(_named(fields[name])))), None)
    if text is None:
        return None
    published, certainty = _moment(first("published"))
    publisher = _named(first("publisher"))
    return Extracted(
        text=text,
        title=plain_line(_named(first("title"))),
        publisher=plain_line(publisher) if not str(publisher).startswith(("http:", "https:")) else None,
        published=published,
        published_from="field" if published else None,
        published_certainty=certainty,
        updated=_moment(first("updated"))[0],
        authors=_authors(first("authors")),
        url=_named(first("url")),
        language=_named(first("language")),
        member=member,
    )


def _text(written: str | None) -> str:
    """The text of a field, without its markup where it has some; a long one is read in pieces, as that has a limit."""
    if not written or not MARKUP.search(written):
        return html.unescape(written or "").strip()
    from corpus.extracting.feed_items import plain_text

    return "\n".join(filter(None, map(plain_text, PIECE.findall(written))))


def _named(value: Any) -> str | None:
    """A value in words: itself, what an object calls its name, or the first of a list."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("text") or value.get("rendered")
    return value.strip() or None if isinstance(value, str) else None


def _moment(value: Any) -> tuple[datetime | None, str | None]:
    """A time in UTC and how sure it is: a zone that stands there leaves no doubt."""
    stamp = read_stamp(value if isinstance(value, int | float) else _named(value))
    if stamp is None:
        return None, None
    return stamp.moment, (Certainty.SURE if stamp.has_zone else Certainty.LIKELY).value


def _authors(value: Any) -> tuple[str, ...]:
    """The names in a list, or in one line such as "By Mara Lind and Tove Ask"."""
    written = [_named(item) or "" for item in (value if isinstance(value, list) else [value])]
    names: list[str] = []
    for line in written:
        for name in BETWEEN_NAMES.split(BY.sub("", line)):
            parts = [part.strip() for part in name.split(",")]
            # "Mara Lind, Tove Ask" are two; "Lind, Mara" is one.
            names += parts if all(" " in part for part in parts) else [name]
    return tuple(dict.fromkeys(name.strip(" ,") for name in names if name.strip(" ,")))
