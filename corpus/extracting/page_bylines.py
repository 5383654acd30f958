"""The names under a web page's headline, where no field and no markup says who wrote it: "By Ann Lee in Oslo".

Knows nothing about fields and classes; `page_metadata` reads those first.
"""

import re
from collections.abc import Iterator
from typing import Any

from corpus.extracting.page_says import words_of

LABELS = (
    "by|submitted by|written by|posted by|words by|story by|reported by|report by|von|vom|por|par|di|door|av|af|fra|"
    "från|από|του|της|от|автор|текст|oleh|yazan|autor|autora|autorin|auteur|autore|text|tekst|texte|testo|texto"
)
LABELLED = re.compile(rf"^(?:{LABELS})\b\s*[:：]?\s*(?P<names>\S.*)$", re.IGNORECASE)
# Chinese and Japanese name the reporter after a colon, Korean before the word.
REPORTER = re.compile(r"(?:记者|記者|作者|撰文|文)\s*[：:/／]\s*(?P<name>[\u3400-\u9fff·]{2,6})(?![\u3400-\u9fff])")
KOREAN = re.compile(r"^(?P<name>[가-힣]{2,4})\s?기자\b")
PARTICLES = frozenset("de del della di da dos van von der den ter la le al el bin ibn y e af av zu".split())
LIST = re.compile(r"\s*,\s*|\s+(?:and|und|et|y|e|en|och|og|και|и)\s+|\s*[&;/]\s*")
END = re.compile(r"\s+(?:in|at|for|from|aus|à|im|em|en|i|·|•|\|)\s+|\s*[|·•\n(]|\s+[-–—]\s+|\s*\d")
AWAY = re.compile(
    r"comment|related|teaser|sidebar|footer|recommend|\bbio\b|caption|credit|promo|nav\b|menu", re.IGNORECASE
)
LINES = ("p", "div", "span", "font", "td", "address", "em", "i", "small", "li")
AFTER = 60  # elements below the headline; share buttons and a picture can stand between
LONGEST_LINE = 140
TEXT_BEGINS = 160  # a paragraph this long, and the head of the article is over
SHORTEST_HEADLINE = 12
ENOUGH = 400  # characters; no headline and no line of writers is longer


def signed_by(tree: Any) -> list[str]:
    """The people that the first line of writers under the headline names; none where no line is one."""
    headline = _headline(tree)
    paragraphs = 0
    for element in headline.xpath(f"following::*[position() <= {AFTER}]") if headline is not None else ():
        holders = (element, *element.iterancestors())
        if element.tag not in LINES or any(AWAY.search(one.get("class", "")) for one in holders):
            continue
        text = _start_of(element).strip()
        paragraphs += element.tag == "p" and len(text) > TEXT_BEGINS
        if paragraphs > 1:  # the first can be the standfirst
            return []
        if len(text) <= LONGEST_LINE and (names := list(_names(element, text))):
            return names
    return []


def _headline(tree: Any) -> Any | None:
    """The first element that shows what `<title>` or `og:title` says, headings before others."""
    titles = [words_of(title) for title in tree.xpath("//head/title/text() | //meta[@property='og:title']/@content")]
    for tags in ("//h1 | //h2", "//h3 | //td | //font | //b | //strong | //p | //div | //span"):
        for element in tree.xpath(tags)[:400]:
            text = words_of(_start_of(element))
            is_long = len(text) >= SHORTEST_HEADLINE or (len(text) > 5 and not text.isascii())
            if is_long and any(text in title and 2 * len(text) > len(title) for title in titles):
                return element
    return next(iter(tree.xpath("//h1")), None)


def _names(element: Any, text: str) -> Iterator[str]:
    if found := REPORTER.search(text) or KOREAN.search(text):
        yield found["name"]
        return
    line = " ".join(text.split("\n")[0].split())
    found = LABELLED.match(line) or (LABELLED.match(" ".join(text.split())) if len(line) < SHORTEST_HEADLINE else None)
    if found is None:
        return
    # Names with elements of their own are told from the office that stands beside them.
    parts = [" ".join("".join(_texts(part)).split()) for part in element if part.tag in ("a", "span", "b", "strong")]
    marked = [part for part in parts if _is_person(part)]
    yield from marked or filter(_is_person, LIST.split(END.split(found["names"])[0].strip()))


def _is_person(text: str) -> bool:
    """Whether the text has the form of a person's name: two to five words, each with a capital letter first."""
    words = text.split()
    capitals = [word for word in words if word.casefold() not in PARTICLES]
    return 2 <= len(words) <= 5 and len(capitals) > 1 and all(map(_is_capitalised, capitals))


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not re.search(r"[^\w.'’-]|\d|_", word)


def _start_of(element: Any) -> str:
    """The first words of the element: one that holds the whole page need not be read to its end."""
    start = ""
    for text in _texts(element):
        start += text[:ENOUGH]
        if len(start) >= ENOUGH:
            break
    return start


def _texts(element: Any) -> Iterator[str]:
    """The element's texts in order, a line's end where it breaks one."""
    yield element.text or ""
    for part in element:
        if part.tag == "br":
            yield "\n"
        elif isinstance(part.tag, str) and part.tag not in ("script", "style"):
            yield from _texts(part)
        yield part.tail or ""
