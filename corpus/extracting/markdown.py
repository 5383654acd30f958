"""Markdown to plain text, by markdown-it-py; front matter, by PyYAML's safe loader.

Emphasis, links and images lose their marks and keep their words, so that a quote
reads as the article does. The only file that imports either library.
"""

import re
from datetime import UTC, date, datetime
from typing import Any

from corpus.dating import Certainty, is_plausible, parse_date, read_stamp
from corpus.extracting.extracted import Extracted

FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n(?P<yaml>(?:[^\n]*\n)*?)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)")
STRUCTURE = re.compile(
    r"^(?:#{1,6}[ \t]+\S|>\s|[ \t]{0,3}[*_]{2}\S.*[*_]{2}[ \t]*$)|\[[^\]\[\n]{1,500}\]\([^)\s]{1,2000}\)", re.MULTILINE
)
HEADING = re.compile(r"\A\s*#{1,2}\s+\S")
MAX_FRONT_MATTER_CHARS = 20_000


def is_markdown(text: str) -> bool:
    """Whether the text is written in Markdown: front matter, a heading first, or two marks of structure."""
    return bool(FRONT_MATTER.match(text) or HEADING.match(text) or len(STRUCTURE.findall(text[:50_000])) >= 2)


def extract_markdown(text: str) -> Extracted:
    """The article's words, and its metadata from the front matter where there is one."""
    fields: dict[str, Any] = {}
    if found := FRONT_MATTER.match(text):
        fields = _front_matter(found["yaml"])
        text = text[found.end() :]
    said = fields.get("date") or fields.get("published")
    published = _date(said)
    return Extracted(
        text=_plain(text),
        title=_string(fields.get("title") or fields.get("headline")),
        publisher=_string(fields.get("publisher") or fields.get("source")),
        published=published,
        published_from="front-matter" if published else None,
        published_certainty=_certainty(said) if published else None,
        updated=_date(fields.get("updated") or fields.get("lastmod") or fields.get("modified")),
        authors=_authors(fields.get("author") or fields.get("authors")),
        url=_string(fields.get("url")),
        language=_string(fields.get("language") or fields.get("lang")),
    )


def _front_matter(block: str) -> dict[str, Any]:
    import yaml

    # An alias can make a short block enormous when it is read; metadata has no use for one.
    if len(block) > MAX_FRONT_MATTER_CHARS or re.search(r"[:\-]\s*[&*]\w", block):
        return {}
    try:
        loaded = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {str(key).lower(): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}


def _plain(text: str) -> str:
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        if token.type == "inline":
            blocks.append("".join(_words(child) for child in token.children or ()))
        elif token.type in ("code_block", "fence"):
            blocks.append(token.content)
    return "\n\n".join(block for block in blocks if block.strip())


def _words(token: Any) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n" if token.type == "hardbreak" else " "
    return token.content if token.type in ("text", "code_inline", "text_special", "image") else ""


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _authors(value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())


def _certainty(said: Any) -> str:
    """Sure where a zone stands there."""
    stamp = read_stamp(said) if isinstance(said, str) else None
    has_zone = stamp.has_zone if stamp else isinstance(said, datetime) and said.tzinfo is not None
    return (Certainty.SURE if has_zone else Certainty.LIKELY).value


def _date(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        try:
            moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        except OverflowError:  # the year 1 or 9999 with a time zone leaves the calendar
            return None
    elif isinstance(value, date):
        moment = datetime(value.year, value.month, value.day, tzinfo=UTC)
    else:
        return parse_date(value) if isinstance(value, str) else None
    return moment if is_plausible(moment) else None
