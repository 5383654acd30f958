"""Correcting an article's metadata by hand; its text is never edited, since quotes point into it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from corpus.article import Article
from corpus.cleaning import clean_address, clean_line
from corpus.dating import Certainty, parse_date
from corpus.store import Corpus
from corpus.storing import revise

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What to set; None leaves a field as it is, and "unknown" empties it."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: Sequence[str] | None = None
    url: str | None = None


def edit(corpus: Corpus, article_id: str, edits: Edits) -> Article:
    """The corrected article; no later reading of its source undoes what was set.

    Raises: ArticleNotFound, and ValueError for a date or address that is none.
    """
    changes: dict[str, object] = {}
    if edits.title is not None:
        changes["title"] = _line(edits.title)
    if edits.publisher is not None:
        changes["publisher"] = _line(edits.publisher)
    if edits.authors is not None:
        changes["authors"] = tuple(filter(None, map(_line, edits.authors)))
    if edits.url is not None:
        changes["url"] = _address(edits.url)
    if edits.published is not None:
        changes["published"] = _date(edits.published)
    if not changes:
        raise ValueError("nothing to set; name a field, e.g. --published 2026-03-12")
    edited = tuple(changes)
    if "published" in changes:
        is_known = changes["published"] is not None
        changes["published_from"] = "given"
        changes["published_certainty"] = Certainty.SURE.value if is_known else None
    corrected = revise(corpus, article_id, lambda stored: replace(stored, **changes), edited=edited)  # type: ignore[arg-type]
    corpus.catch_up()
    return corrected


def _line(value: str) -> str | None:
    return None if value.strip().lower() == UNKNOWN else clean_line(value)


def _address(value: str) -> str | None:
    address = None if value.strip().lower() == UNKNOWN else clean_address(value)
    if address is None and value.strip().lower() != UNKNOWN:
        raise ValueError(f"{value!r} is no web address; write it with https://")
    return address


def _date(value: str) -> datetime | None:
    if value.strip().lower() == UNKNOWN:
        return None
    date = parse_date(value)
    if date is None:
        raise ValueError(
            f"{value!r} is no date that an article can have been published on; write it as 2026-03-12, "
            f"as 2026-03-12T08:30+02:00, or as {UNKNOWN}"
        )
    return date
