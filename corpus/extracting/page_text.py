"""What of a page's tree is the article: the unseen and the page around it go, the rest becomes lines.

The page around an article is told by what its parts are called. Nothing goes that holds the headline
or much of the page's text, whatever it is called.

Knows nothing about parsing and about who reads the lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from corpus.extracting.hiding import is_hiding
from corpus.extracting.page_says import words_of

UNSHOWN = "//noscript | //template | //nav | //dialog[not(@open)] | //body//*[@hidden]"
HALF_HIDDEN = (
    "//body//*[@aria-hidden='true' and string-length(normalize-space(.)) > 1 or contains(@class, 'visually-hidden')"
    " or contains(@class, 'sr-only')"
    " or contains(@class, 'screen-reader')]"
)
HIDING_RULE = re.compile(r"(?:^|[}\s,])\.([\w-]+)\s*(?:,[^{}]*)?\{[^{}]*display\s*:\s*none", re.IGNORECASE)
MEDIA_RULE = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
MAX_STYLE_CHARS = 300_000
AROUND = (
    "//button | //select | //svg | //iframe | //object | //figcaption | //footer[not(ancestor::blockquote)] | "
    "//amp-ad | //label"
)
AROUND_CLASS = re.compile(
    r"(?:^|[\s_-])(?:newsletter|related|recommend(?:ed|ations?)?|share(?:bar|tools|buttons?)?|social(?:bar|share)?|"
    r"sharing|comments?|"
    r"disqus|author-?(?:bio|box|card|info|description|profile)|bio-?box|about-?the-?author|subscri(?:be|ption)s?|"
    r"paywall|regwall|piano|"
    r"cookie\w*|consent|gdpr|most-?(?:read|popular|viewed)|trending|outbrain|taboola|read-?(?:more|next|also)|"
    r"more-?(?:on|from|stories)|"
    r"also-?read|breadcrumbs?|tag-?list|tags|topics?-?list|advert\w*|ads?|adslot|promo\w*|sponsor\w*|caption\w*|"
    r"credits?|copyright|"
    r"comment(?:aires|s-area)|kommentare?|kommentarer|komentarze|koment|comentarios?|commenti|reacties|yorum(?:lar)?|"
    r"contributors?|(?:author-?)?bios?|print-?note|(?:audio|video)-?player|vjs-no-js|speechify-ignore|nosnippet|"
    r"links-block|video-block|data-widget|img[-_]?desc|photo[-_]?org|image-?caption|bildunterschrift|podpis|typo|related-content|kanren|reactions?|republish|webmentions|journalist-?card|"
    r"photo-?credit|teaser\w*|upsell|cta|call-?to-?action|sign-?up|signup|donat\w+|print-?only|noprint|toolbar|"
    r"wp-caption-text|"
    r"inline-?related|interstitial-?link|further-?reading|see-?also|backlinks|rating|poll|quiz|"
    r"embed-?(?:title|caption)|byline|dateline|article-?meta|timestamp)(?=$|[\s_-])",
    re.IGNORECASE,
)
NAMES = ("class", "id", "data-component", "data-testid", "data-widget")
BLOCKS = frozenset("div section aside p ul ol header span em figure table dl".split())
LINES = frozenset(
    {"p", "span", "em", "ul", "ol"}
)  # these bear names for their looks, such as a "teaser text" that opens the article
LINE_CLASS = re.compile(
    r"caption|credit|copyright|byline|dateline|newsletter|related|read|advert|tag|share|social|breadcrumb|interstitial|"
    "img|photo|podpis|print|no-js|nosnippet|speechify",
    re.IGNORECASE,
)
WEAK_CLASS = re.compile(r"wall|piano|teaser|promo|subscri|sponsor|cta|call|sign|rating|poll|tags|topic", re.I)
LONGEST_PITCH = (
    700  # characters; a longer part with such a name is the article behind its paywall or in its teaser's clothes
)
MOST_CONTAINERS = 12
WHOLE_SHARE = 0.35  # of the page's paragraphs' text: what holds more is the article, whatever its class
SHORTEST_PROSE = 60  # characters; shorter paragraphs are captions and buttons as often as prose
SHORTEST_SUMMARY, LONGEST_SUMMARY = 40, 800  # characters


def drop_unseen(tree: Any) -> None:
    """Take out of the tree what a browser does not show."""
    styled = [element for element in tree.xpath("//body//*[@style]") if is_hiding(element.get("style"))]
    for element in (*tree.xpath(UNSHOWN), *styled):
        _drop(element)
    hidden = {name for style in tree.xpath("//style/text()") for name in _hidden_classes(style)}
    for element in tree.xpath("//script | //style"):
        _drop(element)
    total = _paragraphs(tree)
    groups = [tree.xpath(HALF_HIDDEN)]
    if hidden:
        by_class: dict[str, list[Any]] = {}
        for element in tree.xpath("//body//*[@class]"):
            for name in hidden.intersection(element.get("class").split()):
                by_class.setdefault(name, []).append(element)
        groups += by_class.values()
    for group in groups:  # a page behind an open dialog is hidden as a whole, and shown later
        if sum(map(_length, group)) <= WHOLE_SHARE * total:
            for element in group:
                _drop(element)


def drop_boilerplate(tree: Any) -> None:
    """Take out of the tree the parts around the article, by what they are called."""
    total = _paragraphs(tree)
    for element in tree.xpath(AROUND):
        if _length(element) <= WHOLE_SHARE * total:
            _drop(element)
    named: dict[str, list[Any]] = {}
    for element in tree.xpath("//body//*[@class or @id or @data-component or @data-testid or @data-widget]"):
        names = " ".join(element.get(name, "") for name in NAMES)
        found = (
            AROUND_CLASS.search(_words(names + " data-widget" * ("data-widget" in element.attrib)))
            if element.tag in BLOCKS
            else None
        )
        if found and (element.tag not in LINES or LINE_CLASS.search(found.group())) and element.find(".//h1") is None:
            if WEAK_CLASS.search(found.group()) and _length(element) > LONGEST_PITCH:
                continue
            named.setdefault(found.group().strip(" _-").lower(), []).append(element)
    for group in named.values():
        if sum(map(_length, group)) <= WHOLE_SHARE * total:
            for element in group:
                _drop(element)


def standfirst_of(tree: Any, summaries: Iterable[str | None]) -> str | None:
    """The summary between headline and text, where the page shows the very words its fields call its description.

    Extraction often takes it for a part of the head; readers take it for the article's first sentence.
    """
    openings = [
        words for summary in summaries if len(words := words_of((summary or "").rstrip("…."))) >= SHORTEST_SUMMARY
    ]
    if not openings:
        return None
    for element in tree.xpath("//body//p | //body//h2 | //body//div[not(.//p)] | //body//span | //body//strong"):
        text = " ".join("".join(element.itertext()).split())
        if not SHORTEST_SUMMARY <= len(text) <= LONGEST_SUMMARY:
            continue
        words = words_of(text)
        if any(
            words == opening or (words.startswith(opening) and len(words) < 2 * len(opening)) for opening in openings
        ):
            return text
    return None


def whole_of(tree: Any, shown: Sequence[str]) -> list[str]:
    """The article's lines where it stands in several containers of one kind, of which an extractor took `shown`."""
    words = {words_of(line) for line in shown}
    kinds: dict[tuple[str, str], list[Any]] = {}
    taken: dict[tuple[str, str], int] = {}
    for paragraph in tree.xpath(
        "//body//p[not(ancestor::aside or ancestor::footer or ancestor::form or ancestor::li)]"
    ):
        holder = paragraph.getparent()
        kind = (holder.tag, holder.get("class") or "")
        if kind[1] and _length(paragraph) >= SHORTEST_PROSE:
            kinds.setdefault(kind, []).append(holder)
            taken[kind] = taken.get(kind, 0) + (words_of("".join(paragraph.itertext())) in words)
    if max(taken.values(), default=0) < 2:
        return []
    kind = max(taken, key=lambda one: taken[one])
    first = kinds[kind][0]
    article = next(first.iterancestors("article", "main"), None)
    holders = [
        holder
        for holder in dict.fromkeys(kinds[kind])
        if next(holder.iterancestors("article", "main"), None) is article
    ]
    if article is None or len(holders) > MOST_CONTAINERS or taken[kind] < WHOLE_SHARE * len(kinds[kind]):
        return []
    parts = [
        part
        for holder in holders
        for part in holder.xpath("./p | ./h2 | ./h3 | ./h4 | ./blockquote | ./ul/li | ./ol/li")
    ]
    lines = (" ".join("".join(part.itertext()).split()) for part in parts)
    return [line for line in lines if line]


def lines_of(body: Any) -> Iterator[str]:
    """The lines of the body that trafilatura made: one a paragraph, heading, item of a list or row of a table."""
    yield from _flat(body.text)
    for element in body:
        if element.tag == "table":
            for row in element.iter("row"):
                yield " | ".join(cell for cell in (" ".join("".join(part.itertext()).split()) for part in row) if cell)
        else:
            yield from _flat(_text(element))
        yield from _flat(element.tail)


def _text(element: Any, depth: int = 0) -> str:
    """The element's text with a line break where a browser begins a line."""
    parts = [element.text or ""]
    for child in element if depth < 50 else ():
        if isinstance(child.tag, str):
            inner = _text(child, depth + 1)
            parts.append(
                "\n"
                if child.tag == "lb"
                else f"\n{inner}\n"
                if child.tag in ("p", "item", "head", "quote", "list")
                else inner
            )
        parts.append(child.tail or "")
    return "".join(parts)


def _flat(text: str | None) -> Iterator[str]:
    for line in (text or "").split("\n"):
        if line := " ".join(line.split()):
            yield line


def _words(name: str) -> str:
    """A name in class or id with its humps apart: "articleShare" is "article-Share"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.replace("__", "-"))


def _hidden_classes(style: str) -> list[str]:
    """The classes that a style sheet in the page hides on every screen."""
    return HIDING_RULE.findall(MEDIA_RULE.sub("", style[:MAX_STYLE_CHARS]))


def _paragraphs(tree: Any) -> int:
    return sum(_length(paragraph) for paragraph in tree.xpath("//p")) or _length(tree)


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext() if not text.isspace())


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()
