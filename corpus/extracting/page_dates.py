"""When the article of a web page was published, and when it was changed since.

Fields made for it come first, then a date written beside the headline, then the
address. A date in the text, in comments, in related articles or in the copyright line
is never taken: an unknown date is honest, a wrong one misleads.

Knows nothing about HTML parsing; it gets the tree and what the page's fields say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from typing import Any

from corpus.dating import CLOCK_SLACK, Certainty, Stamp, is_plausible, read_date, read_stamp
from corpus.extracting.dated_elements import dates_in, instant_of, is_only_date
from corpus.extracting.page_says import PageSays, words_of

URL_DATE = re.compile(
    r"(?<=[/_.-])((?:19|20)\d\d)([/_.-]?)(\d{1,2}|[a-z]{3})\2(\d{1,2})(?=$|[/_.?-]|[a-z])", re.IGNORECASE
)
DATE_CLASS = re.compile(r"date|time|publi|posted|byline|stamp|meta|info|pubdate|fecha|datum", re.IGNORECASE)
AWAY = frozenset("aside footer nav figure figcaption blockquote table li form".split())
AWAY_CLASS = re.compile(
    r"related|comment|kommentar|guestbook|recommend|teaser|most-?read|sidebar|footer|caption|copyright|promo(?!ted)|next-|"
    r"latest|pic(?:ture)?-?box|image|photo|weather|calendar|\bevents?\b",
    re.IGNORECASE,
)
# What the themes of WordPress, Blogger and the microformats call the time of the post itself.
MARKED = frozenset("published entry-date dt-published".split())
POST = frozenset("hentry h-entry".split())
NOT_POST = re.compile(r"related|comment|recommend|teaser|promo|latest", re.IGNORECASE)
AFTER_HEADLINE = 180  # elements; a byline follows within a dozen, share bars and pictures can stand between
BEFORE_HEADLINE = 12
HEADER_DEPTH = 4
LONGEST_BYLINE = 140
LONGEST_BARE = 70  # where nothing but its place tells that it is a byline; captions are longer
LONGEST_LONE_DATE = 45
MOST_DATED = 200  # a page with more dates is a table of them
TEXT_BEGINS = 160  # a paragraph this long, and the head of the article is over
ZONE_SPREAD = timedelta(hours=15)  # two stamps of one moment, one of them without its zone
DAY_SPREAD = timedelta(hours=38)  # a moment of a day that stands for its midnight, in whichever zone
MIDNIGHT = time()


@dataclass(slots=True)
class PageDates:
    """What the page told; `source` and `certainty` speak of `published`."""

    published: datetime | None = None
    source: str | None = None
    certainty: Certainty | None = None
    updated: datetime | None = None


def date_page(
    said: Sequence[PageSays],
    headline: Any | None,
    *,
    addresses: Sequence[str | None],
    fetched: datetime | None,
    language: str | None,
) -> PageDates:
    """The dates of the article that `said` and the text around `headline` tell, the surest first."""
    latest = fetched.astimezone(UTC) + CLOCK_SLACK if fetched else None

    def usable(values: Sequence[object]) -> list[Stamp]:
        stamps = (read_stamp(value) or read_date(str(value), language=language) for value in values)
        return [stamp for stamp in stamps if stamp and (latest is None or stamp.moment <= latest)]

    fields = [(stamp, says.kind) for says in said for stamp in usable(says.published)]
    changes = [stamp.moment for says in said for stamp in usable(says.updated)]
    beside = list(_beside(headline, fetched=fetched, language=language)) if headline is not None else []
    beside = [(stamp, is_update) for stamp, is_update in beside if latest is None or stamp.moment <= latest]
    changes += [stamp.moment for stamp, is_update in beside if is_update]
    marked = [stamp for stamp in _marked(headline) if latest is None or stamp.moment <= latest]
    in_address = [
        day for address in addresses if (day := date_in_address(address)) and (latest is None or day <= latest)
    ]
    if fields:
        stamp, kind = _best(fields, in_address, changes)
        found = PageDates(stamp.moment, kind, Certainty.SURE if stamp.has_zone else Certainty.LIKELY)
    elif first := _first_shown(beside, marked):
        found = PageDates(first.moment, "byline", Certainty.LIKELY)
    elif in_address:
        found = PageDates(in_address[0], "url", Certainty.GUESS)
    elif headline is not None and (day := _only_day(headline, latest, language)):
        found = PageDates(day, "page", Certainty.GUESS)
    else:
        found = PageDates()
    # An article is not changed before it appears: such a time is that of the last draft.
    found.updated = next((change for change in changes if found.published is None or change >= found.published), None)
    return found


def date_in_address(address: str | None) -> datetime | None:
    """The day in an address such as ".../2026/03/12/quay"; None where it has none."""
    for year, sign, month, day in URL_DATE.findall((address or "")[:1_000]):
        text = f"{day} {month} {year}" if month.isalpha() else f"{year}-{month:0>2}-{day:0>2}"
        if (not sign and (len(month) != 2 or len(day) != 2)) or not (stamp := read_date(text)):
            continue
        return stamp.moment if is_plausible(stamp.moment) else None
    return None


def _best(fields: list[tuple[Stamp, str]], in_address: list[datetime], changes: list[datetime]) -> tuple[Stamp, str]:
    """The first field, unless another says the same moment with its zone or fits what the address and changes say."""
    stamp, kind = fields[0]
    if changes and stamp.moment > changes[0]:
        days = {day.date() for day in in_address}
        if changes[0].date() in days and stamp.moment.date() not in days:
            return Stamp(changes[0], True), kind  # swapped
        fitting = [field for field in fields if field[0].moment <= changes[0]]
        stamp, kind = fitting[0] if fitting else (stamp, kind)
    if not stamp.has_zone:
        for other, other_kind in fields:
            if other.has_zone and abs(other.moment - stamp.moment) < ZONE_SPREAD:
                return other, other_kind
    return stamp, kind


def _beside(headline: Any, *, fetched: datetime | None, language: str | None) -> Iterator[tuple[Stamp, bool]]:
    """The dates beside the headline, in reading order, and whether each is that of a change."""
    read: set[Any] = set()
    around = list(_around(headline, language))
    # What is called a date is one; "released on 14 August" in a table of facts is only taken where nothing is.
    for element in (*filter(_is_date_field, around), *(one for one in around if not _is_date_field(one))):
        if element in read or not isinstance(element.tag, str) or _is_away(element, headline):
            continue
        text = _text_of(element)
        is_field = _is_date_field(element)
        if (not text and not instant_of(element)) or len(text) > (LONGEST_BYLINE if is_field else LONGEST_BARE):
            continue
        if len(element) and not is_field and element.tag not in ("p", "div", "span", "td"):
            continue
        found = list(dates_in(element, text, fetched=fetched if is_field else None, language=language))
        if found and not is_field and not is_only_date(text, language=language) and _is_in_box(element, headline):
            continue
        if found:
            read.update(element.iter())
        yield from found


def _first_shown(beside: list[tuple[Stamp, bool]], marked: list[Stamp]) -> Stamp | None:
    """The first date beside the headline; the post's marked time where that is all or the same day told exactly."""
    first = next((stamp for stamp, is_update in beside if not is_update), None)
    if first is None or first.moment.time() != MIDNIGHT:
        return first or next(iter(marked), None)
    return next((stamp for stamp in marked if abs(stamp.moment - first.moment) < DAY_SPREAD), first)


def _marked(headline: Any | None) -> Iterator[Stamp]:
    """The times that the post around the headline marks as its own: many themes set them below the text."""
    holders = () if headline is None else headline.iterancestors()
    post = next((one for one in holders if one.tag == "article" or POST & set(one.get("class", "").split())), None)
    for element in post.iter("time", "abbr") if post is not None else ():
        if MARKED & set(element.get("class", "").split()) and (stamp := instant_of(element)):
            between = takewhile(lambda holder: holder is not post, element.iterancestors())
            if not any(one.tag in ("article", "aside") or NOT_POST.search(_label(one)) for one in between):
                yield stamp


def _only_day(headline: Any, latest: datetime | None, language: str | None) -> datetime | None:
    """The day that every date on the page outside its text names, where they name one."""
    days: dict[Any, datetime] = {}
    dated = 0
    for element in (
        headline.getroottree()
        .getroot()
        .iter("time", "span", "p", "div", "em", "small", "li", "td", "dd", "b", "strong")
    ):
        if len(element) > 3 or len(days) > 1 or dated > MOST_DATED:
            continue
        text = _text_of(element)
        if len(text) > LONGEST_LONE_DATE or not any(map(str.isdigit, text)):
            continue
        if _is_away(element, headline):
            continue
        is_plain = _is_date_field(element) or is_only_date(text, language=language)
        for stamp, is_update in dates_in(element, text, fetched=None, language=language):
            dated += 1
            if not is_update and (is_plain or not _is_in_box(element, headline)):
                days.setdefault(stamp.moment.date(), stamp.moment)
    day = next(iter(days.values()), None) if len(days) == 1 else None
    return day if day and (latest is None or day <= latest) else None


def _around(headline: Any, language: str | None) -> Iterator[Any]:
    """The elements after the headline up to the article's text, then the few right before it."""
    paragraphs = 0
    for number, element in enumerate(headline.xpath("following::*[position() <= 400]")):
        paragraphs += element.tag == "p" and len("".join(element.itertext())) > TEXT_BEGINS
        if number > AFTER_HEADLINE or paragraphs > 1:  # the first can be the standfirst, above the byline
            break
        if not (element.tag == "p" and len("".join(element.itertext())) > TEXT_BEGINS):
            yield element
    near = headline
    for _ in range(HEADER_DEPTH):
        above = near.getparent()
        near = above if above is not None and above.tag not in ("body", "html") else near
    before = [
        element for element in headline.xpath("preceding::*[position() <= 40]") if near in element.iterancestors()
    ]
    # Above a headline a date stands alone; words with it are those of another article.
    yield from (
        one
        for one in before[-BEFORE_HEADLINE:]
        if _is_date_field(one) or is_only_date(_text_of(one), language=language)
    )


def _is_date_field(element: Any) -> bool:
    return element.tag == "time" or bool(DATE_CLASS.search(_label(element)))


def _is_away(element: Any, headline: Any) -> bool:
    """Whether the element belongs to something else that stands beside the headline."""
    for holder in (element, *element.iterancestors()):
        if holder is headline.getparent() or headline in holder.iterdescendants(headline.tag):
            return False
        # HTML calls what tells of its section's writer and time a footer, wherever it stands; themes list both.
        if (
            holder.tag in AWAY and not (holder.tag in ("footer", "li") and _is_date_field(holder))
        ) or AWAY_CLASS.search(_label(holder)):
            return True
    return False


def _is_in_box(element: Any, headline: Any) -> bool:
    """Whether a heading of its own stands over the element: "Bus times" over "checked 2 May 2026"."""
    headings = element.xpath("(preceding::*[self::h2 or self::h3 or self::h4])[last()]")
    heading = next(iter([*element.xpath(".//h2 | .//h3 | .//h4"), *headings]), None)
    if heading is None or words_of(_text_of(heading)) in words_of(_text_of(headline)):
        return False
    box = next(one for one in (element, *element.iterancestors()) if heading in one.iterdescendants(heading.tag))
    return headline not in box.iterdescendants(headline.tag)


def _text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _label(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"
