"""Boxes on a page that show by their shape what they are, whatever their names and language.

A short box with a button or an address field asks for something; a list of links with
dates leads elsewhere; a raised number points at a note; a table around whole paragraphs
is the layout of an old page; pictures with more text below them than around them are the
article.

Knows nothing about parsing and about the words in a box, but for the few that are on buttons.
"""

import re
from typing import Any

LONGEST_BOX = 250  # characters; a pitch has a heading and one or two sentences
MOST_PEERS = 3  # a live blog has a button to share below each post, a pitch comes once or twice
SHORTEST_CELL = 300  # characters; a cell of data says less, also where it is a sentence
GALLERY_SHARE = 0.6  # of the text in paragraphs and captions together
FIELDS = "//input[not(@type) or @type='email' or @type='text'] | //button | //textarea"
NOTE_MARK = re.compile(r"\[?\(?(?:\d{1,3}|[a-z*†‡§])\)?\]?", re.IGNORECASE)
RULE = re.compile(r"[_*—–-]{3,}|(?:\* ){2}\*")
PITCH = re.compile(
    r"(?:sign (?:me )?up|subscribe|join|donate|support us|follow|download)(?: (?:here|now|us|today|for free))?|"
    r"(?:jetzt |hier )?(?:abonnieren|anmelden|spenden)|(?:je )?m'(?:abonne|inscris)|s'(?:abonner|inscrire)|"
    r"suscr[ií]b(?:irse|ete|ase)|ap[uú]ntate|iscriviti|abbonati|inscreva-se|assine|zapisz się|подписаться|"
    r"підписатися|abone ol|inschrijven|aanmelden|prenumerera|購読|登録|구독",
    re.IGNORECASE,
)
LINK_SHARE, LIST_SHARE = 0.95, 0.85  # of the letters; a list of other articles has dates and names of sections too
LINKED = (
    "//p[a] | //ul[.//a] | //ol[.//a] | //h2[a] | //h3[a] | //h4[a] | //div[a and not(p)] | "
    "//p[count(*)=1 and (i or em or b or strong) and .//a] | //table[.//a] | //td[a] | //font[a]"
)
HEADINGS = ("h2", "h3", "h4", "h5")
BOXES = ("div", "section", "aside", "form")


def drop_boxes(tree: Any) -> None:
    """Take out of the tree what asks the reader for something and what points at notes."""
    peers: dict[tuple[str, str], int] = {}
    for element in tree.iter(*BOXES):
        peers[_kind(element)] = peers.get(_kind(element), 0) + 1
    for control in [*tree.xpath(FIELDS), *(link for link in tree.iter("a") if _is_pitch(link))]:
        if (box := _box_around(control)) is not None and peers.get(_kind(box), 0) <= MOST_PEERS:
            _drop(box)
    for player in tree.xpath("//div[audio or video]"):  # what stands beside a player names the recording
        if _length(player) <= LONGEST_BOX:
            _drop(player)
    rules = [line for line in tree.xpath("//p[not(*)]") if RULE.fullmatch((line.text or "").strip())]
    if rules:
        _drop_note_below(rules[-1])
    for initial in tree.xpath("//p/span[1] | //p/b[1]"):  # a large first letter: one word with what follows it
        if not (initial.getparent().text or "").strip() and len("".join(initial.itertext()).strip()) == 1:
            initial.drop_tag()
    for mark in tree.xpath("//sup[a]"):
        if NOTE_MARK.fullmatch("".join(mark.itertext()).strip()):
            _drop(mark)
    for line in tree.xpath("//p[a or i or em]"):
        if _length(line) <= LONGEST_BOX and (links := line.xpath(".//a")) and _ends_in_pitch(line, links[-1]):
            _drop(line)


def drop_links(tree: Any) -> None:
    """Take out of the tree paragraphs and lists that are links: they name other articles."""
    for element in tree.xpath(LINKED):
        if _is_linked(element):
            _drop_heading_of(element)
            _drop(element)


def unroll_layout(tree: Any) -> None:
    """Make blocks of tables that hold paragraphs, and paragraphs of captions that are a gallery's text."""
    for table in tree.xpath("//table"):
        if table.find(".//table") is not None or any(_is_column(cell) for cell in table.iter("td")):
            for part in table.xpath("descendant-or-self::*[self::table or self::tbody or self::tr or self::td]"):
                if next(part.iterancestors("table"), table) is table:
                    part.tag = "div"
    captions = [caption for caption in tree.iter("figcaption") if caption.find(".//p") is not None]
    told = sum(map(_length, captions))
    if len(captions) < 3 or told < GALLERY_SHARE * sum(_length(part) for part in tree.xpath("//p")):
        return
    for caption in captions:
        for part in caption.xpath(".//*[self::span or self::small or self::div][not(.//p)]"):
            _drop(part)
        for part in (caption, *caption.iter("div", "section")):
            part.tag = "div"
            part.attrib.pop("class", None)
        for figure in caption.iterancestors("figure"):
            figure.tag = "div"


def _drop_note_below(rule: Any) -> None:
    """Agencies end an article with a drawn line and what they say of themselves, in italics to the last paragraph."""
    below = [element for element in rule.itersiblings() if _length(element)]
    if below and all(
        element.tag == "p" and _length(element) == sum(map(_length, element.xpath("./i | ./em"))) for element in below
    ):
        for element in below:
            _drop(element)


def _is_column(cell: Any) -> bool:
    """Whether a cell of a table holds running text: paragraphs, or lines apart, and much of it."""
    return _length(cell) >= SHORTEST_CELL and len(cell.xpath(".//p | .//br")) >= 3


def _box_around(control: Any) -> Any | None:
    """The largest short box around a button, field or link; None where the control stands in the text."""
    if next(control.iterancestors("p", "li", "blockquote", "td", "h1", "h2", "h3"), None) is not None:
        return None
    box = None
    for parent in control.iterancestors():
        if parent.tag not in BOXES or _length(parent) > LONGEST_BOX or parent.find(".//h1") is not None:
            break
        box = parent
    return box if box is not None and box.find(".//p") is not None else None


def _is_pitch(link: Any) -> bool:
    return bool(PITCH.fullmatch("".join(link.itertext()).strip(" .!→»>")))


def _ends_in_pitch(line: Any, link: Any) -> bool:
    words = "".join(line.itertext()).strip()
    return _is_pitch(link) and words.endswith("".join(link.itertext()).strip())


def _is_linked(element: Any) -> bool:
    """Whether all of the element is links to other pages."""
    links = [link for link in element.iter("a") if not (link.get("href") or "#").startswith("#")]
    share = LIST_SHARE if element.tag in ("ul", "ol") else LINK_SHARE
    return bool(links) and sum(map(_letters, links)) >= share * _letters(element) > 0


def _drop_heading_of(links: Any) -> None:
    """A heading with nothing but links below it is theirs: "Related coverage"."""
    heading, after = links.getprevious(), links.getnext()
    is_last = after is None or after.tag in HEADINGS
    if links.tag in ("ul", "ol") and is_last and heading is not None and heading.tag in HEADINGS:
        _drop(heading)


def _letters(element: Any) -> int:
    """How many letters an element shows: brackets, bars and dates around a link make it no sentence."""
    return sum(map(str.isalpha, "".join(element.itertext())))


def _kind(element: Any) -> tuple[str, str]:
    return element.tag, element.get("class") or ""


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext() if not text.isspace())


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()
