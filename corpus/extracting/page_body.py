"""Where on a page the article's body stands, and which of an extractor's lines stand in it.

An extractor tells prose from menus, but it takes what stands below the body (comments,
teasers, the writer's life) with it and passes over short lines inside (a heading of one
word, an item of a list). The place of its long lines shows the body; what stands outside
goes, what stands between its paragraphs comes back.

Knows nothing about parsing, names of classes and languages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.extracting.page_says import words_of

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
UNDRAWN = frozenset("head script style noscript template select textarea button svg iframe object".split())
CELLS = frozenset({"td", "th"})
HEADINGS = frozenset({"h2", "h3", "h4"})
ASIDE = frozenset({"aside", "figure", "figcaption", "footer", "form", "nav", "table"})
SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"”“»’'」』)]*$")
MAX_LINES = 6_000  # an article's page has a few hundred
LONG = 60  # characters; half of that in Chinese, Japanese and Korean, which need fewer
# Of the prose that an extractor took. On 252 news pages 0.7, 0.8, 0.85 and 0.9 gave equal texts (F within .001), on
# 990 pages of all kinds 0.7 lost 22 wanted strings more than 0.9 did, and 0.9 let in 12 unwanted ones more than 0.7.
CORE_SHARE = 0.85
LEAST_FOUND = 0.6  # of the extractor's text; below that the page is drawn in a way that this file does not follow
MOST_STEPS = 3  # levels between the body and the block beside which its summary stands
MOST_LABELS = 8  # lines between summary and body: byline, dates, a picture's caption


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as a browser draws it, and the block it stands in."""

    text: str
    words: str
    holder: Any


def within_body(tree: Any, shown: Sequence[str]) -> list[str]:
    """The lines of `shown` that stand in the article's body or lead to it, and those of the body that it lacks."""
    drawn = list(_drawn(tree))
    wanted = {words_of(line) for line in shown}
    found = {number for number, line in enumerate(drawn) if line.words in wanted}
    prose = [number for number in sorted(found) if _is_long(drawn[number].text)]
    if not prose or sum(len(drawn[number].text) for number in prose) < LEAST_FOUND * sum(map(len, shown)):
        return list(shown)
    core = _core(tree, [drawn[number] for number in prose])
    inside = [number for number, line in enumerate(drawn) if _stands_in(line.holder, core)]
    headings = [number for number in inside if drawn[number].holder.tag == "h1"]
    if len(headings) == 1:  # what stands above the headline names a section, an edition or a tariff
        inside = [number for number in inside if number >= headings[0]]
    places: dict[str, list[int]] = {}
    for number, line in enumerate(drawn):
        places.setdefault(line.words, []).append(number)
    holders = {drawn[number].holder for number in prose if _stands_in(drawn[number].holder, core)}
    # A line that an extractor cut or joined is not found as it is drawn, and must not come twice.
    strange = [words for words in wanted if words not in places]
    missing = [
        number
        for number in (
            *_opening(drawn, inside[0], core, found),
            *_missing(drawn, inside, core, found=found, holders=holders),
        )
        if not any(words in drawn[number].words or drawn[number].words in words for words in strange)
    ]
    first, insides = inside[0], set(inside)
    kept: list[str] = []
    for text in shown:
        spots = places.get(words_of(text), [])
        spot = next((one for one in spots if one in insides), None)
        if spot is None and spots and not any(one < first and _leads(drawn[one]) for one in spots):
            continue
        while spot is not None and missing and missing[0] < spot:
            kept.append(drawn[missing.pop(0)].text)
        kept.append(text)
    return [*kept, *(drawn[number].text for number in missing)]


def _leads(line: Drawn) -> bool:
    """Whether a line above the body is prose or a point of a summary: labels and dates are short, without a stop."""
    return _is_long(line.text) or (line.holder.tag == "li" and bool(SENTENCE_END.search(line.text)))


def _opening(drawn: Sequence[Drawn], first: int, core: Any, found: set[int]) -> list[int]:
    """The number of the summary that stands in a block of its own right above the body, where it was passed over."""
    above: set[Any] = set()
    for element in (core, *[parent for parent, _ in zip(core.iterancestors(), range(MOST_STEPS), strict=False)]):
        above.update(list(element.itersiblings(preceding=True))[:MOST_STEPS])
    for number in range(first - 1, max(-1, first - MOST_LABELS), -1):
        line = drawn[number]
        if line.holder.tag == "h1" or number in found:
            return []
        is_block = line.holder in above and line.holder.tag in ("div", "p", "h2")
        if is_block and _is_long(line.text) and SENTENCE_END.search(line.text) and not _is_linked(line.holder):
            return [number]
    return []


def _missing(
    drawn: Sequence[Drawn], inside: Sequence[int], core: Any, *, found: set[int], holders: set[Any]
) -> list[int]:
    """The numbers of the lines that stand beside the body's paragraphs and were passed over."""
    parents = {holder.getparent() for holder in holders}
    taken = {drawn[number].words for number in found}
    missing = []
    for place, number in enumerate(inside):
        line = drawn[number]
        if number in found or not line.words or line.words in taken or _is_apart(line.holder, core):
            continue
        if _is_linked(line.holder):
            continue
        tag = line.holder.tag
        after = inside[place + 1] if place + 1 < len(inside) else None
        if (
            line.holder in holders
            or (tag == "p" and line.holder.getparent() in parents)
            or (tag in HEADINGS and after in found)
            or (tag == "li" and line.holder.getparent().getparent() in parents)
        ):
            missing.append(number)
            taken.add(line.words)
    return missing


def _is_linked(holder: Any) -> bool:
    """Whether most of a block is one link."""
    return any(2 * len("".join(link.itertext())) > len("".join(holder.itertext())) for link in holder.iter("a"))


def _is_apart(holder: Any, core: Any) -> bool:
    """Whether the line stands in a box inside the body."""
    while holder is not None and holder is not core:
        if holder.tag in ASIDE:
            return True
        holder = holder.getparent()
    return False


def _core(tree: Any, prose: Sequence[Drawn]) -> Any:
    """The smallest element that holds nearly all of the prose."""
    weights: dict[Any, int] = {}
    for line in prose:
        element = line.holder
        while element is not None:
            weights[element] = weights.get(element, 0) + len(line.text)
            element = element.getparent()
    core, total = tree, weights.get(tree, 0)
    while best := [child for child in core if weights.get(child, 0) >= CORE_SHARE * total]:
        core = best[0]
    return core


def _stands_in(element: Any, core: Any) -> bool:
    while element is not None and element is not core:
        element = element.getparent()
    return element is core


def _is_long(line: str) -> bool:
    return len(line) >= (LONG if line.isascii() or max(line[:200]) < "\u3000" else LONG / 2)


def _drawn(tree: Any) -> Iterator[Drawn]:
    """The page's lines from top to bottom, without recursion: a page can be nested deeper than Python calls."""
    parts: list[str] = []
    block = tree
    stack: list[tuple[Any, Iterator[Any]]] = [(tree, iter(tree))]
    count = 0
    while stack and count < MAX_LINES:
        element, children = stack[-1]
        child = next(children, None)
        if child is not None:
            if not isinstance(child.tag, str):
                parts.append(child.tail or "")
                continue
            breaks = child.tag in BLOCKS or child.tag == "br"
            if breaks and (line := _line(parts, block)):
                count += 1
                yield line
            if child.tag in CELLS:
                parts.append(" | ")
            if child.tag in BLOCKS:
                block = child
            if child.tag not in UNDRAWN:
                parts.append(child.text or "")
                stack.append((child, iter(child)))
            continue
        stack.pop()
        if element.tag in BLOCKS:
            if line := _line(parts, block):
                count += 1
                yield line
            block = next((parent for parent, _ in reversed(stack) if parent.tag in BLOCKS), tree)
        if stack:
            parts.append(element.tail or "")


def _line(parts: list[str], block: Any) -> Drawn | None:
    """The line gathered so far, where it has any words; the next one begins."""
    text = " ".join("".join(parts).split()).strip("| ")
    parts.clear()
    return Drawn(text, words_of(text), block) if text else None
