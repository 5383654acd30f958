"""The dates that one element of a web page shows or carries, and whether each is that of a change.

Knows nothing about where on the page the element stands; `page_dates` chooses it.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from corpus.dating import Stamp, find_date, parse_relative, read_date, read_stamp

UPDATED_LABEL = re.compile(
    r"(?:updat|modif|edited|revised|corrected|aktualis|geändert|stand:|zuletzt|mis? à jour|maj\b|actuali[sz]|"
    r"atuali[sz]ad|"
    r"aggiornat|bijgewerkt|gewijzigd|oppdatert|opdateret|uppdaterad|ändrad|обновл|изменен|оновл|zaktuali|aktualizo|"
    r"päivitetty|"
    r"güncelle|تحديث|更新|수정|cập nhật|diperbarui|frissítve|ενημ)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(?:(?:first |originally )?(?:published|posted|created|released)|veröffentlicht|erstellt|publié|publiée|"
    r"publicado|publicada|"
    r"pubblicato|gepubliceerd|publisert|publicerad|julkaistu|opublikowano|опубликовано|on|at|am|vom|le|el|il|op|"
    r"den|um|uhr|"
    r"date|datum|fecha|data|by|von|por|par|ist|last|zuletzt|kl)\b[:.]?|投稿|公開|配信|掲載|発表|입력|등록",
    re.IGNORECASE,
)
LONGEST_REST = 70
# Times are for machines in attributes where the text says "5 hours ago" or "10:12", or where a script fills it in.
CARRIERS = frozenset("time abbr span relative-time time-ago local-time".split())
INSTANT_NAME = re.compile(r"data-.*(?:date|time|stamp|publi|epoch|utc)", re.IGNORECASE)
INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*|\d{10}(?:\d{3})?")


def dates_in(
    element: Any, text: str, *, fetched: datetime | None, language: str | None
) -> Iterator[tuple[Stamp, bool]]:
    """The dates of `element`, whose text is `text`, in its order, and whether each is that of a change.

    What the element carries for machines comes before what it shows; a date within a
    sentence is none. "2 hours ago" counts back from `fetched`; without that it is unknown.
    """
    own = _is_update_field(element)
    if stamp := instant_of(element):
        before = _text_before(element)
        yield stamp, own or bool(UPDATED_LABEL.search(before) or UPDATED_LABEL.search(text))
        return
    if any(instant_of(part) for part in element.iterdescendants(*CARRIERS)):
        return
    start, rest, found = 0, "", []
    while match := find_date(text[start:], language=language):
        before = text[start : start + match.start()] if start or match.start() else _text_before(element)
        stamp = read_date(match.group(), language=language)
        if stamp:
            found.append((stamp, own or bool(UPDATED_LABEL.search(before[-40:]))))
        rest += text[start : start + match.start()]
        start += match.end()
    rest = LABEL.sub("", UPDATED_LABEL.sub("", rest + text[start:])).strip()
    if found and len(rest) <= LONGEST_REST and not re.search(r"[.!?。]\s+\S", rest):
        yield from found
    elif not found and fetched:
        yield from _relative(element, text, fetched=fetched, language=language)


def instant_of(element: Any) -> Stamp | None:
    """The moment that the element's attributes tell machines; None where they tell none."""
    if element.tag == "time" and (stamp := read_stamp(element.get("datetime"))):
        return stamp
    if element.tag not in CARRIERS:
        return None
    for name, value in element.items():
        is_named = name in ("datetime", "title") or INSTANT_NAME.fullmatch(name)
        if is_named and INSTANT.fullmatch(value.strip()) and (stamp := read_stamp(value.strip())):
            return stamp
    return None


def is_only_date(text: str, *, language: str | None) -> bool:
    """Whether the text says a date and nothing else but that it is one: "Datum: 18.10.2021"."""
    found = find_date(text, language=language)
    return found is not None and not LABEL.sub("", text[: found.start()] + text[found.end() :]).strip(" :,.|·•-–—()")


def _relative(element: Any, text: str, *, fetched: datetime, language: str | None) -> Iterator[tuple[Stamp, bool]]:
    """The moment that the text, or one run of it as in "By <b>Ann Lee</b> 2 hours ago", tells by `fetched`."""
    bare = LABEL.sub("", re.sub(rf"{UPDATED_LABEL.pattern}\w*", "", text, flags=re.IGNORECASE)).strip(" :|·•-–—")
    runs = [" ".join(run.split()) for run in element.itertext() if any(map(str.isdigit, run))]
    for phrase in (text, bare, *runs):
        if moment := parse_relative(phrase, fetched=fetched, language=language):
            is_update = _is_update_field(element) or UPDATED_LABEL.search(text + _text_before(element))
            yield Stamp(moment, False), bool(is_update)
            return


def _is_update_field(element: Any) -> bool:
    name = " ".join((element.get("class", ""), element.get("itemprop", ""), *element.keys()))
    return bool(UPDATED_LABEL.search(name)) and "publi" not in name.lower()  # a theme: "published updated" at the first


def _text_before(element: Any) -> str:
    """The words right before an element, in its own line: "Updated" before a time."""
    previous = element.getprevious()
    parent = element.getparent()
    text = (previous.tail or "") if previous is not None else ((parent.text if parent is not None else "") or "")
    if (
        not text.strip()
        and previous is not None
        and previous.tag not in ("time", "h1")
        and isinstance(previous.tag, str)
    ):
        text = "".join(previous.itertext())
    return " ".join(text.split())[-40:]
