"""The name of the site that a web page belongs to, as the page shows it, where no field tells it.

A name counts that two places tell: a page's `<title>` ends with it and its logo, its link
home, its feed, its copyright line or its address says the same. Alone only the element
that themes reserve for the site's name is believed.

Knows nothing about fields for machines; `page_metadata` reads those first.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from corpus.extracting.jsonld import site_names
from corpus.extracting.page_names import COMPANY, SUFFIX, is_name
from corpus.extracting.page_says import absolute, is_front_page, words_of

LONGEST_SITE = 60
MOST_ITEMS = 500  # a page has some dozen; a list of shops has hundreds
MOST_LINKS = 40  # the link home stands in the page's head, another at its foot
SITE_CLASS = frozenset("site-title site-name sitename site-logo wordmark masthead logo brand navbar-brand".split())
OWN_CLASS = frozenset("site-title site-name sitename".split())  # of WordPress and Drupal: the name and nothing else
LOGO = re.compile(r"logo|masthead|banner|brand|wordmark|site-?title|titlebar", re.IGNORECASE)
FOOT = re.compile(r"foot|copyright|colophon|legal|imprint", re.IGNORECASE)
ORGANIZATIONS = re.compile(r"(?:NewsMediaOrganization|Organization|WebSite|Newspaper)\b")
CHROME = re.compile(
    r"^(?:logo(?:\s+(?:of|von|de|di|der|des))?|back to|go to|visit)\b[\s:-]*|\s*\([^()]*\)$|[\s:|–-]*\b(?:logo|"
    r"(?:zur )?startseite|home\s?page|home|accueil|inicio|rss(?: feed)?|atom|feed)$",
    re.IGNORECASE,
)
# What a link home or a logo is called where it is not called by the site's name.
NO_SITE = re.compile(
    r"\blogo|startseite|zurück|homepage|\b(?:link|graphic|grafik|bild|image|icon|banner|menu|menü|privacy policy)\b"
    r"|^(?:home|news|nachrichten|blog|übersicht|overview|index|start|main|inhalt|content)$",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)[\s©:,]*(?:\(c\)\s*)?(?:(?:by|the years)\s+)?"
    r"(?P<year>(?:19|20)\d\d(?:\s*[-–—/]\s*(?:\d{4}|\d\d|present))?)?[\s,:|]*(?:by\s+)?(?P<name>[^.,|·•©()\[\]\n:;]{2,60})",
    re.IGNORECASE,
)
RESERVED = re.compile(
    r"\s*[-–—]?\s*(?:all rights|版权所有|版權所有|tous droits|alle rechte|todos los|tutti i diritti|무단|\d{4}).*$",
    re.IGNORECASE,
)
SIGN = r"[|｜–—·•»«:：/_-]"


def site_of(tree: Any, *, authors: Iterable[str]) -> str | None:
    """The site's name as the page shows it; None where nothing confirms one. None of `authors` is one."""
    people = {words_of(name) for name in authors}
    titles = [" ".join("".join(title.itertext()).split()) for title in tree.xpath("//head/title")[:1]]
    titles += [title.strip() for title in tree.xpath("//meta[@property='og:title']/@content")[:1]]
    places = [
        list(_clean(names)) for names in (_marked(tree), _links_home(tree), _logos(tree), _feeds(tree), _rights(tree))
    ]
    shown = [name for names in places for name in names if words_of(name) not in people]
    for name in shown:  # what the title ends or begins with
        for title in titles:
            if hung := hanging(name, title):
                return hung
    if (hosted := _named_like_host(titles, _host(tree))) and words_of(hosted) not in people:
        return hosted
    said = [{words_of(name) for name in names} for names in places]
    agreed = next((name for name in shown if sum(words_of(name) in names for names in said) > 1), None)
    return agreed or next((name for name in _clean(_reserved(tree)) if words_of(name) not in people), None)


def hanging(name: str, title: str) -> str | None:
    """The site's name as a page's title spells it at its end or beginning; None where neither is the name."""
    spelled = r"\W+".join(map(re.escape, words_of(name).split()))
    pattern = (
        rf"(?:\s{SIGN}+\s|[|｜_»-])\s*(?P<last>{spelled})\W*$|^(?P<first>{spelled})\s*(?:\s{SIGN}+|[|｜»:：])\s*\S"
    )
    found = re.search(pattern, title, re.IGNORECASE) if words_of(name) else None
    return (found["last"] or found["first"]) if found else None


def _clean(names: Iterable[str]) -> Iterator[str]:
    """The names without "logo" and "home", the ones that can be a site's."""
    for name in names:
        name = CHROME.sub("", " ".join(name.split())).strip(" -–—|»:,")
        if len(name) <= LONGEST_SITE and is_name(name) and words_of(name) and not NO_SITE.search(name):
            yield name


def _marked(tree: Any) -> Iterator[str]:
    """The organisation or site that JSON-LD, microdata or RDFa names outside any article."""
    yield from site_names(tree.xpath("//script[contains(@type, 'ld+json')]/text()"))
    for item in tree.xpath("//*[@itemtype or @typeof]")[:MOST_ITEMS]:
        if not ORGANIZATIONS.search(f"{item.get('itemtype', '')} {item.get('typeof', '')}"):
            continue
        if item.xpath("ancestor::*[@itemscope or @typeof][1][not(contains(@itemtype, 'WebPage'))]"):
            continue
        for part in item.xpath(".//*[@itemprop='name' or @property='name' or @property='schema:name']")[:1]:
            yield part.get("content") or "".join(part.itertext())


def _reserved(tree: Any) -> Iterator[str]:
    yield from _marked(tree)
    for element in tree.xpath("//header//*[@class] | //body//*[@rel='home']")[:200]:
        if element.get("rel") == "home" or OWN_CLASS & set(element.get("class", "").split()):
            yield "".join(element.itertext())


def _links_home(tree: Any) -> Iterator[str]:
    """What links to the site's front page are called: their text, their label, their picture's."""
    host = _host(tree)
    named = 0
    for link in tree.xpath("//a[@href]"):
        href = link.get("href").strip()
        full = absolute(href, None)
        is_home = link.get("rel") == "home" or href in ("/", "./", "/index.html", "index.html")
        if is_home or (full and host and _bare(urlsplit(full).hostname) == host and is_front_page(full)):
            yield from _names_of(link)
            named += 1
        if named > MOST_LINKS:
            break
    marked = (one for one in tree.xpath("//body//*[@class]") if SITE_CLASS & set(one.get("class").split()))
    for element in islice(marked, MOST_LINKS):
        yield from _names_of(element)


def _names_of(element: Any) -> list[str]:
    labels = element.xpath(
        "@aria-label | @title | .//img/@alt | .//svg/@aria-label | .//*[local-name()='title']/text()"
    )
    text = " ".join("".join(element.itertext()).split())
    return [text, *re.split(r"\s[>»|]\s", text)[:1], *labels]


def _logos(tree: Any) -> Iterator[str]:
    """The words of pictures in the page's head, which are called its logo or banner."""
    for image in tree.xpath("//img[@alt]")[:MOST_LINKS]:
        holders = [image, *list(image.iterancestors())[:3]]
        names = " ".join(f"{one.get('class', '')} {one.get('id', '')} {one.get('src', '')}" for one in holders)
        if LOGO.search(names) or any(one.tag == "header" for one in holders):
            yield image.get("alt")


def _feeds(tree: Any) -> Iterator[str]:
    for title in tree.xpath("//link[contains(@type, 'rss') or contains(@type, 'atom')]/@title")[:4]:
        yield SUFFIX.split(title)[0]


def _rights(tree: Any) -> Iterator[str]:
    """Who claims the copyright at the page's foot, without the company's form."""
    texts = tree.xpath("//body//text()[contains(., '©') or contains(., 'opyright') or contains(., 'COPYRIGHT')]")
    for text in texts[-MOST_LINKS:]:
        parent = text.getparent()
        holder = parent.getparent() if text.is_tail and parent.getparent() is not None else parent
        if holder.tag in ("script", "style", "noscript", "figcaption", "a"):
            continue
        line = " ".join("".join(holder.itertext()).split())
        found = RIGHTS.search(line) if len(line) < 1_000 else None
        classes = " ".join(f"{one.tag} {one.get('class', '')} {one.get('id', '')}" for one in holder.iterancestors())
        if found and (found["year"] or FOOT.search(f"{holder.get('class', '')} {classes}")):
            yield COMPANY.sub("", RESERVED.sub("", found["name"])).strip() or found["name"]


def _named_like_host(titles: Iterable[str], host: str) -> str | None:
    """The first or last part of a title that is also the site's address: "Tarn Observer" at tarnobserver.example."""
    label = host.partition(".")[0].replace("-", "")
    for title in titles:
        parts = SUFFIX.split(title)
        for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
            letters = words_of(part).replace(" ", "")
            if len(letters) > 2 and label in (letters, letters.removeprefix("the")):
                return part.strip()
    return None


def _host(tree: Any) -> str:
    """The host that the page says it lives on, without "www."; empty where it does not say."""
    links = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return next((_bare(urlsplit(full).hostname) for link in links if (full := absolute(link, None))), "")


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.").removeprefix("m.")
