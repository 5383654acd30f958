"""Web pages with what a careful reader takes from each, and how far a reading of them is right.

Each page in `pages/` is an HTML file with a JSON file beside it. The pages are written by
hand in the shape of real publishers' templates, the articles are invented. `text` holds
the body: paragraphs, subheadings, list items and quotes, one a line with an empty line
between. What a sensible reader may take in or leave out stands in `optional` (standfirst,
captions, footnotes, an entry's clock time) and costs nobody anything. `boilerplate` are
lines of the page that belong to no article of it.

Knows nothing about any extractor: a system is a function from `KnownPage` to `Reading`.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from statistics import fmean

PAGES = Path(__file__).with_name("pages")
# Chinese and Japanese have no spaces between words, so each of their characters is a token.
UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
QUOTES = str.maketrans("‘’‚‛“”„‟«»‹›`´", "''''\"\"\"\"\"\"''''")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """A page as it came, and what it says. `published` None: the page truly does not say."""

    name: str
    html: str
    address: str | None
    fetched: datetime | None
    title: str
    authors: tuple[str, ...]
    publisher: str
    published: datetime | None
    published_day_only: bool
    text: str
    optional: tuple[str, ...]
    boilerplate: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a system took from a page. `is_day` marks a date that never claims a time of day."""

    text: str = ""
    title: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    is_day: bool = False
    authors: tuple[str, ...] = ()


class Verdict(StrEnum):
    """How a time of publication fares. DAY: the right day from a system that keeps no time, where the page has one."""

    RIGHT = "right"
    DAY = "day"
    UNKNOWN = "unknown"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """One reading of one page, judged."""

    name: str
    f1: float
    leaked: tuple[str, ...]
    is_title_right: bool
    is_publisher_right: bool
    published: Verdict
    are_authors_right: bool


@cache
def pages(folder: Path = PAGES) -> tuple[KnownPage, ...]:
    """All pages of the set in `folder`, in the order of their names."""
    return tuple(_loaded(path) for path in sorted(folder.glob("*.json")))


def scores_of(system: Callable[[KnownPage], Reading], known: Iterable[KnownPage]) -> list[PageScore]:
    """The score of `system` on each of the pages."""
    return [score(page, system(page)) for page in known]


def score(page: KnownPage, reading: Reading) -> PageScore:
    """How far `reading` is what a careful reader takes from `page`."""
    seen = squeezed(reading.text).casefold()
    return PageScore(
        name=page.name,
        f1=token_f1(reading.text, page.text, page.optional),
        leaked=tuple(line for line in page.boilerplate if squeezed(line).casefold() in seen),
        is_title_right=_plain_quotes(reading.title) == _plain_quotes(page.title),
        is_publisher_right=_bare_name(reading.publisher) == _bare_name(page.publisher),
        published=_verdict(page, reading),
        are_authors_right=_names(reading.authors) == _names(page.authors),
    )


def token_f1(found: str, expected: str, optional: Sequence[str] = ()) -> float:
    """The harmonic mean of token precision and recall of `found`, order not counting.

    An optional line that stands more often on one side, as a whole, is taken out there once:
    having it and lacking it come to the same. Half an optional line is surplus.
    """
    ours, theirs = _spaced(found), _spaced(expected)
    # Longest first: a short optional line may be part of a long one.
    for line in sorted(map(_spaced, optional), key=len, reverse=True):
        surplus = ours.count(line) - theirs.count(line)
        ours = ours.replace(line, " ", 1) if surplus > 0 else ours
        theirs = theirs.replace(line, " ", 1) if surplus < 0 else theirs
    left, right = Counter(ours.split()), Counter(theirs.split())
    return 2 * (left & right).total() / ((left.total() + right.total()) or 1)


def tokens(text: str) -> list[str]:
    """The words of `text`, casefolded and composed; soft hyphens are no part of a word."""
    return TOKEN.findall(unicodedata.normalize("NFC", text.replace("\u00ad", "")).casefold())


def squeezed(text: str) -> str:
    """`text` composed, without soft hyphens, and with one space where any white space was."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "")).split())


def table(systems: Mapping[str, Sequence[PageScore]]) -> str:
    """Means and counts of each system, a line each, under one heading line."""
    head = f"{'':12} {'token F1':>9} {'leaking':>8} {'title':>6} {'publisher':>10} {'authors':>8}   published"
    return "\n".join([head, *(_row(name, scores) for name, scores in systems.items())])


def _row(name: str, scores: Sequence[PageScore]) -> str:
    verdicts = Counter(page.published for page in scores)
    return (
        f"{name:12} {fmean(page.f1 for page in scores):9.3f} {sum(bool(page.leaked) for page in scores):8}"
        f" {sum(page.is_title_right for page in scores):6} {sum(page.is_publisher_right for page in scores):10}"
        f" {sum(page.are_authors_right for page in scores):8}   "
        + ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in Verdict)
    )


def _loaded(path: Path) -> KnownPage:
    said = json.loads(path.read_text("utf-8"))
    return KnownPage(
        name=path.stem,
        html=path.with_suffix(".html").read_text("utf-8"),
        address=said["address"],
        fetched=_time(said["fetched"]),
        title=said["title"],
        authors=tuple(said["authors"]),
        publisher=said["publisher"],
        published=_time(said["published"]),
        published_day_only=said["published_day_only"],
        text=said["text"],
        optional=tuple(said["optional"]),
        boilerplate=tuple(said["boilerplate"]),
    )


def _time(written: str | None) -> datetime | None:
    time = datetime.fromisoformat(written) if written else None
    if time is not None and time.tzinfo is None:
        raise ValueError(f"{written!r} has no zone: write one")
    return time


def _spaced(text: str) -> str:
    """The tokens of `text`, each with a space of its own on both sides, so that a line is found only as whole words."""
    return "".join(f" {token} " for token in tokens(text))


def _verdict(page: KnownPage, reading: Reading) -> Verdict:
    if reading.published is None:
        return Verdict.RIGHT if page.published is None else Verdict.UNKNOWN
    if page.published is None:
        return Verdict.WRONG
    is_same_day = reading.published.date() == page.published.date()
    if page.published_day_only:
        return Verdict.RIGHT if is_same_day else Verdict.WRONG
    if reading.is_day:
        return Verdict.DAY if is_same_day else Verdict.WRONG
    # Milliseconds are noise of the template, not of the clock on the wall.
    return Verdict.RIGHT if abs((reading.published - page.published).total_seconds()) < 1 else Verdict.WRONG


def _plain_quotes(line: str | None) -> str:
    return squeezed(line or "").translate(QUOTES)


def _bare_name(name: str | None) -> str:
    return squeezed(name or "").casefold().removeprefix("the ")


def _names(names: Sequence[str]) -> set[str]:
    return {squeezed(name).casefold() for name in names}
