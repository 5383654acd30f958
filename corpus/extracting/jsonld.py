"""A page's JSON-LD to what it says of the page's article.

Blocks may be broken, several, lists or graphs, and they describe more than the article:
the site, related articles, videos. The one node that is about this page is chosen; a
page that names several articles and does not say which is its own says nothing.

Knows nothing about HTML: it gets the blocks' text.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.extracting.page_says import PageSays, absolute, same_page, words_of

ARTICLES = frozenset(
    "newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "askpublicnewsarticle "
    "reviewnewsarticle liveblogposting article blogposting socialmediaposting report satiricalarticle "
    "advertisercontentarticle techarticle scholarlyarticle medicalwebpage".split()
)
# What may stand for the article where no node is one; a page's own node knows its dates.
STAND_INS = ("review", "claimreview", "recipe", "interview", "imagegallery", "mediagallery", "creativework", "itempage",
             "webpage", "videoobject", "podcastepisode")  # fmt: skip
# Below these hang other articles and other things' dates.
ASIDE = frozenset(
    "relatedlink isrelatedto mentions citation comment associatedmedia liveblogupdate review video image author "
    "publisher "
    "creator editor itemlistelement potentialaction significantlink about isbasedon sameas subjectof breadcrumb "
    "contributor sponsor workexample".split()
)
SITES = frozenset({"website", "newsmediaorganization", "newspaper"})  # an organisation may be one reported on
MAX_NODES = 5_000  # a page has some dozen; whole sites have been seen in one block
BROKEN_END = re.compile(r",\s*([}\]])")
WRAPPING = re.compile(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$|^\s*<!--|-->\s*$|;\s*$")
TRUNCATED = re.compile(r"(?:\.\.\.|…)$")


def read_json_ld(blocks: Iterable[str], *, address: str | None, titles: Iterable[str]) -> PageSays | None:
    """What the node about this page says; None where there is none.

    `titles` are what the page calls itself elsewhere: they tell its own article from another's.
    """
    nodes = [node for block in blocks for node in _nodes(_loaded(block))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    names = {words_of(title) for title in titles} - {""}
    own = _about_this_page([node for node in nodes if _types(node) & ARTICLES], address, names)
    page = next((node for kind in STAND_INS for node in nodes if kind in _types(node)), None)
    page = page or next((node for node in nodes if "@type" not in node and node.get("datePublished")), None)
    if own is None and any(_types(node) & ARTICLES for node in nodes):
        return None
    if (chosen := own or page) is None:
        return None
    says = _says(chosen, by_id)
    if own and page and "webpage" in _types(page):  # dates an article's node leaves out stand at its page
        says.published += _texts(page.get("datePublished"))
        says.updated += _texts(page.get("dateModified"))
        says.language = says.language or _language(page.get("inLanguage"))
    if own is None and not _types(chosen) & {"review", "claimreview", "recipe", "interview"}:
        says.title = None  # a page's name carries the site's, a video's is another's
    return says


def site_names(blocks: Iterable[str]) -> Iterator[str]:
    """The names that nodes of a whole site or a news organisation bear, wherever they stand on their own."""
    for block in blocks:
        for node in _nodes(_loaded(block)):
            if _types(node) & SITES:
                yield from _names(node.get("name"), {})


def _loaded(block: str) -> Any:
    """The block's value; None where it cannot be read even with the usual faults mended."""
    text = WRAPPING.sub("", WRAPPING.sub("", block)).strip()
    for attempt in (text, BROKEN_END.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node that may be about the page, outermost first, in the order written."""
    pending = [value]
    seen = 0
    while pending and seen < MAX_NODES:
        level, pending = pending, []
        for node in level:
            seen += 1
            if isinstance(node, list):
                pending.extend(node[:MAX_NODES])
            elif isinstance(node, dict):
                yield node
                pending.extend(
                    child for key, child in node.items()
                    if isinstance(child, dict | list) and key.lower() not in ASIDE
                    and not (key.lower() == "haspart" and _types(node) & ARTICLES)
                )  # fmt: skip


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rpartition("/")[2].rpartition(":")[2].lower() for kind in kinds if isinstance(kind, str)}


def _about_this_page(nodes: list[dict[str, Any]], address: str | None, names: set[str]) -> dict[str, Any] | None:
    """The article among `nodes` that this page is of."""
    best, best_score = None, 0
    for node in nodes:
        title = words_of(_text(node.get("headline") or node.get("name")))
        is_named = bool(title) and any(_alike(title, name) for name in names)
        is_here = any(same_page(absolute(url, address), address) for url in _addresses(node))
        score = 1 + 4 * is_named + 2 * is_here + bool(node.get("datePublished")) + ("liveblogposting" in _types(node))
        if score > best_score and (is_named or is_here or len(nodes) == 1):
            best, best_score = node, score
    if best is None and nodes:  # several, none of them known: one kind of article is a list of others
        dated = [node for node in nodes if node.get("datePublished") and node.get("articleBody")]
        return dated[0] if len(dated) == 1 else None
    return best


def _alike(one: str, other: str) -> bool:
    """Whether one of two titles is the other's beginning, or holds nearly all its words."""
    if one.startswith(other) or other.startswith(one) or f" {one} " in f" {other} ":
        return True
    left, right = set(one.split()), set(other.split())
    return len(left & right) >= 0.7 * min(len(left), len(right))


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        for part in value if isinstance(value, list) else [value]:
            target = part.get("@id") or part.get("url") if isinstance(part, dict) else part
            if isinstance(target, str):
                yield target


def _says(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> PageSays:
    title = _text(node.get("headline")) or _text(node.get("name"))
    return PageSays(
        kind="json-ld",
        title=None if title is None or TRUNCATED.search(title) else title,
        publisher=next(iter(_names(node.get("publisher") or node.get("sourceOrganization"), by_id)), None),
        published=_texts(node.get("datePublished"))
        or _texts(node.get("uploadDate"))
        or _texts(node.get("dateCreated")),
        updated=_texts(node.get("dateModified")),
        authors=tuple(_names(node.get("author") or node.get("creator"), by_id)),
        url=next(_addresses(node), None),
        language=_language(node.get("inLanguage")),
        summary=_text(node.get("description")),
        body=_text(node.get("articleBody"), keep_lines=True),
        posts=tuple(_posts(node.get("liveBlogUpdate"))),
    )


def _posts(value: Any) -> Iterator[tuple[str, str, str]]:
    for post in value if isinstance(value, list) else [value]:
        if isinstance(post, dict) and (text := _text(post.get("articleBody"), keep_lines=True)):
            when = next((str(date) for date in _texts(post.get("datePublished"))), "")
            yield when, _text(post.get("headline")) or "", text


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names of people or organisations, however they were nested, in order."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            known = part if part.get("name") else by_id.get(str(part.get("@id")), part)
            spelled = " ".join(filter(None, (_text(known.get("givenName")), _text(known.get("familyName")))))
            yield from _names(known.get("name") or spelled, {})
        elif text := _text(part):
            yield text


def _texts(value: Any) -> list[object]:
    values = value if isinstance(value, list) else [value]
    values = [part.get("@value") if isinstance(part, dict) else part for part in values]
    return [part for part in values if isinstance(part, str | int | float) and part]


def _text(value: Any, *, keep_lines: bool = False) -> str | None:
    """A string without markup's escapes; None for anything else. Tags are left to whoever knows HTML."""
    if isinstance(value, list):
        value = (("\n" if keep_lines else " ").join(part for part in value if isinstance(part, str))) or None
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    text = html.unescape(html.unescape(value)).strip()
    return (text if keep_lines else " ".join(re.sub(r"</?\w[^<>]{0,200}>", "", text).split())) or None


def _language(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    return _text(value[0] if isinstance(value, list) and value else value)
