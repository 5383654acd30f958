"""One article with all that belongs to it, as a line of an export and back.

    id, text                the text, and the first 16 hex digits of the SHA-256 of its UTF-8
    source, url, title, publisher, authors, language
    published, published_from, published_certainty, updated, fetched, added        times or null
    pages, is_teaser, raw   where pages begin; whether it is a feed's own text; its original's SHA-256
    version, newest         its number, and null or the id of the version that took its place
    earlier                 the ids of the versions whose place it took
    edited                  the fields that the reader set by hand
    story, signature        articles of one story are variants; what more are found by, in hex, or null
    places                  where it stands: source, is_alias, publisher, etag, last_modified, checked, feed, stamp
    passages                [start, end, [[start, end], …]]: each passage with its sentences

Passages' ids and texts follow from these. What is read back is checked in full: types and
times, that the id is the text's, that spans lie in the text, rise, and hold their sentences.
A value that is wrong is a ValueError, TypeError or KeyError.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from corpus.article import Article, Passage, Span, article_id_of, passage_id_of
from corpus.cleaning import clean_address
from corpus.rows import moment_of, written

PLACE_FIELDS = ("source", "is_alias", "publisher", "etag", "last_modified", "checked", "feed", "stamp")
FEED_FIELDS = ("address", "title", "etag", "last_modified", "added", "checked")
TIMES = ("published", "updated", "fetched", "added", "checked", "stamp")
LABELS = ("source", "url", "title", "publisher", "published_from", "published_certainty", "language")
SURROGATE = re.compile("[\ud800-\udfff]")
DIGEST = re.compile(r"[0-9a-f]{64}")
MAX_VERSION = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An article, its spans, and how it stands to others; `places` are rows of `PLACE_FIELDS`."""

    article: Article
    added: datetime
    newest: str | None = None
    earlier: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    story: str | None = None
    signature: bytes | None = None
    places: tuple[tuple[Any, ...], ...] = ()
    passages: tuple[Span, ...] = ()
    sentences: tuple[tuple[Span, ...], ...] = ()


def record_of(parcel: Parcel) -> dict[str, Any]:
    """The parcel as what JSON can hold."""
    article = parcel.article
    return {
        "id": article.article_id, "version": article.version, "newest": parcel.newest, "earlier": list(parcel.earlier),
        **{name: getattr(article, name) for name in LABELS},
        "published": written(article.published), "updated": written(article.updated),
        "fetched": written(article.fetched), "added": written(parcel.added), "authors": list(article.authors),
        "pages": list(article.pages), "is_teaser": article.is_teaser, "raw": article.raw, "edited": list(parcel.edited),
        "story": parcel.story, "signature": parcel.signature.hex() if parcel.signature else None,
        "places": [place_record(place) for place in parcel.places],
        "passages": [
            [span.start, span.end, [[part.start, part.end] for part in parts]]
            for span, parts in zip(parcel.passages, parcel.sentences, strict=True)
        ],
        "text": article.text,
    }  # fmt: skip


def parcel_of(record: Mapping[str, Any]) -> Parcel:
    """The parcel that a line holds, checked."""
    text = _word(record, "text")
    if article_id_of(text) != record["id"]:
        raise ValueError(f"the text of article {record['id']!r:.40} is not the one that its id stands for")
    newest, signature = _word_or_none(record, "newest"), _word_or_none(record, "signature")
    passages, sentences = _spans(_list(record, "passages", list), text)
    if newest and passages:
        raise ValueError(f"article {record['id']} is an earlier version and has passages")
    added = _moment(record, "added")
    if added is None:
        raise ValueError(f"article {record['id']} does not say when it was added")
    return Parcel(
        article=_article(record, text), added=added, newest=newest, earlier=tuple(_list(record, "earlier", str)),
        edited=tuple(_list(record, "edited", str)), story=_word_or_none(record, "story"),
        signature=bytes.fromhex(signature) if signature else None,
        places=tuple(row_of(each, PLACE_FIELDS) for each in _list(record, "places", dict)),
        passages=passages, sentences=sentences,
    )  # fmt: skip


def place_record(place: Sequence[Any]) -> dict[str, Any]:
    """A row of `PLACE_FIELDS` as what JSON can hold."""
    named = dict(zip(PLACE_FIELDS, place, strict=True))
    return {**named, "is_alias": bool(named["is_alias"])}


def row_of(record: Mapping[str, Any], fields: Sequence[str]) -> tuple[Any, ...]:
    """The checked values of a place's or feed's fields, in this order; the first is its path or address."""
    if not _word(record, fields[0]):
        raise ValueError(f"a {fields[0]} is empty")
    return tuple(
        int(_flag(record, name)) if name == "is_alias" else
        written(_moment(record, name)) if name in TIMES else _word_or_none(record, name)
        for name in fields
    )  # fmt: skip


def passages_of(parcel: Parcel) -> list[Passage]:
    article = parcel.article
    return [
        Passage(
            passage_id=passage_id_of(article.article_id, span), article_id=article.article_id, span=span,
            text=span.of(article.text), ordinal=ordinal, source=article.source, title=article.title,
            publisher=article.publisher, published=article.published, url=article.url,
        )
        for ordinal, span in enumerate(parcel.passages)
    ]  # fmt: skip


def _article(record: Mapping[str, Any], text: str) -> Article:
    version, pages, raw = record["version"], _list(record, "pages", int), _word_or_none(record, "raw")
    if type(version) is not int or not 1 <= version < MAX_VERSION:
        raise ValueError(f"article {record['id']} has the version {version!r:.40}")
    if pages != sorted(pages) or (pages and not pages[0] == 0 <= pages[-1] <= len(text)):
        raise ValueError(f"the pages of article {record['id']} do not lie in its text")
    if raw and not DIGEST.fullmatch(raw):
        raise ValueError(f"the original of article {record['id']} is not named by a SHA-256")
    labels = {name: _word_or_none(record, name) for name in LABELS}
    return Article(
        article_id=record["id"], text=text, version=version, source=_word(record, "source"),
        url=clean_address(labels["url"]), title=labels["title"], publisher=labels["publisher"],
        published=_moment(record, "published"), published_from=labels["published_from"],
        published_certainty=labels["published_certainty"], updated=_moment(record, "updated"),
        fetched=_moment(record, "fetched"), authors=tuple(_list(record, "authors", str)),
        language=labels["language"], pages=tuple(pages), is_teaser=_flag(record, "is_teaser"), raw=raw,
    )  # fmt: skip


def _spans(rows: Sequence[Any], text: str) -> tuple[tuple[Span, ...], tuple[tuple[Span, ...], ...]]:
    passages = tuple(_span(start, end) for start, end, _ in rows)
    sentences = tuple(tuple(_span(start, end) for start, end in parts) for _, _, parts in rows)
    for spans in (passages, *sentences):
        if any(one.end > other.start for one, other in pairwise(spans)):
            raise ValueError("spans overlap, or do not rise")
    if passages and passages[-1].end > len(text):
        raise ValueError(f"span {passages[-1].start}:{passages[-1].end} ends past the text's {len(text)} characters")
    for passage, parts in zip(passages, sentences, strict=True):
        if any(not passage.contains(part) for part in parts):
            raise ValueError("a sentence lies outside its passage")
    return passages, sentences


def _span(start: Any, end: Any) -> Span:
    if type(start) is not int or type(end) is not int:
        raise TypeError(f"span {start!r:.40}:{end!r:.40} is not made of two numbers")
    return Span(start=start, end=end)


def _moment(record: Mapping[str, Any], name: str) -> datetime | None:
    moment = moment_of(_word_or_none(record, name))
    if moment is not None and moment.utcoffset() is None:
        raise ValueError(f"{name} {record[name]!r:.40} has no time zone")
    return moment


def _flag(record: Mapping[str, Any], name: str) -> bool:
    if type(record[name]) is not bool:
        raise TypeError(f"{name} is {record[name]!r:.40}, not true or false")
    return bool(record[name])


def _word(record: Mapping[str, Any], name: str) -> str:
    found = _word_or_none(record, name)
    if found is None:
        raise ValueError(f"a {name} is missing")
    return found


def _word_or_none(record: Mapping[str, Any], name: str) -> str | None:
    value = record[name]
    return None if value is None else _checked(value, name)


def _list(record: Mapping[str, Any], name: str, kind: type) -> list[Any]:
    values = record[name]
    if type(values) is not list or any(type(value) is not kind for value in values):
        raise TypeError(f"{name} is {values!r:.40}, not a list of its kind")
    return [_checked(value, name) for value in values] if kind is str else values


def _checked(value: Any, name: str) -> str:
    """The value where it is a text that the catalogue can hold."""
    if not isinstance(value, str):
        raise TypeError(f"{name} is {value!r:.40}, not a text")
    if "\0" in value or SURROGATE.search(value):
        raise ValueError(f"{name} holds characters that no text has")
    return value
