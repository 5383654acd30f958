"""The article's title, authors and publisher, chosen among what the page's fields and headings say.

Knows nothing about HTML and JSON-LD: it gets what was read there.
"""

import re
from collections.abc import Iterable, Sequence

from corpus.extracting.page_says import PageSays, words_of

COMPANY = re.compile(
    r"\b(?:gmbh|kg|ag|ltd|limited|inc|llc|llp|corp|co|plc|s\.?a\.?|s\.?p\.?a|s\.?l\.?|b\.?v|a/s|ab|as|oy|verlag\w*|"
    r"editores|group|hus)\b\.?"
    r"|社$|株式会社",
    re.IGNORECASE,
)
SUFFIX = re.compile(r"\s+[|–—·•»«:/-]+\s+|\s*[|｜»_]\s*")
ADDRESS = re.compile(r"https?://|www\.|@|^/|\.(?:com|org|net)$", re.IGNORECASE)
NAMELESS = frozenset(
    "admin administrator editor webmaster redaktion redaction none null undefined root unknown author".split()
)
LONGEST_TITLE = 400
UNSPACED = r"[\u3040-\u30ff\u3400-\u9fff]"
BY = re.compile(r"(?:by|von|par|por|di|door|av|από|автор|autor|text|foto)\b:?\s+", re.IGNORECASE)
PLACE = re.compile(r"(?<=\w)\s+(?:in|at)\s+[A-ZÀ-Þ].*$")  # "By Ann Lee at Saltgate Park"
GENERIC = frozenset("blogger wordpress com wordpress medium website home site news".split())


def publisher_of(said: Sequence[PageSays]) -> str | None:
    """Who published the page, as readers know the name; the company behind it only where nothing else is said."""
    names = [" ".join(says.publisher.split()) for says in said if says.publisher]
    names = [name for name in names if words_of(name) not in GENERIC and len(name) <= 80] or names[:1]
    plain = [name for name in names if not COMPANY.search(name)]
    spaced = [name for name in plain if not re.fullmatch(r"\S+\.[a-z]{2,4}", name)]
    return next(iter([*spaced, *plain, *names]), None)


def title_of(titles: Sequence[str], said: Sequence[PageSays], publisher: str | None) -> str | None:
    """The headline without the site's name: what most of the page's fields agree on, JSON-LD first."""
    sites = [publisher, *(says.publisher for says in said)]
    first = [says.title for says in said if says.title]
    candidates = [
        without_site(" ".join(title[:LONGEST_TITLE].split()), sites, titles) for title in [*first[:1], *titles]
    ]
    candidates = [title for title in candidates if words_of(title) and words_of(title) not in map(words_of, sites)]
    counts = [words_of(title) for title in candidates]
    return max(candidates, key=lambda title: counts.count(words_of(title)), default=None)


def authors_of(said: Sequence[Sequence[str]], sites: Sequence[str | None]) -> tuple[str, ...]:
    """The authors that the first source names; the publisher's own name only where no source names a person."""
    publishers = {words_of(site) for site in sites} - {""}
    found = [names for written in said if (names := names_of(written))]
    people = [tuple(name for name in names if not _is_site(words_of(name), publishers)) for names in found]
    return next((names for names in people if names), found[0] if found else ())


def _is_site(name: str, publishers: set[str]) -> bool:
    return any(name.replace(" ", "") in (one.replace(" ", ""), one.replace(" ", "") + "de") for one in publishers)


def without_site(title: str, sites: Sequence[str | None], known: Sequence[str]) -> str:
    """The title less the " | The Times" that a page hangs on it.

    Cut where the rest names the site, or where what comes before is a title in `known` already.
    """
    short = {words_of(name) for name in known}
    names = {words_of(site) for site in sites} - {""}
    for mark in SUFFIX.finditer(title):
        if words_of(title[: mark.start()]) in short:
            return title[: mark.start()].strip()
    for site in filter(None, sites):  # "-临江网", with no spaces where the language has none
        if len(words_of(site)) > 2 and (found := re.search(rf"(?<=\w)\s*[-_–—]\s*{re.escape(site.strip())}$", title)):
            return title[: found.start()].strip()
    marks = list(SUFFIX.finditer(title))
    for mark in reversed(marks):
        tail, head = words_of(title[mark.end() :]), title[: mark.start()].strip()
        if tail and head and any(tail == name or _is_shortened(tail, name) for name in names):
            return without_site(head, sites, known)
    for mark in marks[:1]:
        if words_of(title[: mark.start()]) in names:
            return title[mark.end() :].strip()
    return title


def names_of(written: Iterable[str]) -> tuple[str, ...]:
    """Each author once: "By Ada Ek and Bo Lind" is two names; addresses and jobs are none."""
    names: dict[str, str] = {}
    for line in written:
        line = " ".join(line.split())
        if signed := BY.match(line):
            line = PLACE.sub("", line[signed.end() :])
        for name in re.split(r"\s*[;|•·]\s*|\s+(?:and|und|et|y|e|en|och|og)\s+(?=[A-ZÀ-Þ])|\s*&\s*|\s*[,،、]\s+", line):
            name = name.strip(" ,.-–—") if not re.search(r"\b[A-Z]\.$|\b[JS]r\.$", name) else name.strip(" ,-–—")
            if is_name(name):
                names.setdefault(words_of(name), name)
    return tuple(names.values())


def is_name(text: str) -> bool:
    """Whether the text can be someone's name: no address, no placeholder, not long."""
    text = text.strip()
    return 1 < len(text) <= 80 and not ADDRESS.search(text) and text.lower() not in NAMELESS and not text.isdigit()


def _is_shortened(tail: str, name: str) -> bool:
    """Whether "times" stands for "the times", or "bbc news" for "bbc"."""
    if tail.startswith(name) and re.match(UNSPACED, name[-1]):  # no space tells where a word ends
        return True
    return tail.replace(" ", "") in name.replace(" ", "") or (len(name) > 2 and tail.startswith(name + " "))
