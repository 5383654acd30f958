"""Fix a text for good, before any span is counted in it.

    clean("Pri\\u00adces\\u00a0 rose.\\r\\nRecommended\\n-\\n1\\n-\\n2\\nThen fell.")
    == "Prices rose.\\n\\nThen fell."

Four things happen, once, in this order: characters that no reader sees are dropped
(controls, zero-width, bidirectional marks, soft hyphens, tag characters, variation
selectors: the places where hidden instructions travel); Unicode is composed (NFC); lines that a copied web
page leaves behind are removed; paragraphs are set one a line with one empty line
between them, hard-wrapped lines being joined.

`clean` is idempotent. It knows nothing about titles and bylines (`corpus.heading`).
"""

import re
import unicodedata
from urllib.parse import urlsplit

# Categories: control, format, surrogate, private use, unassigned. Line breaks and the two
# joiners that change the shape of words in Persian, Hindi and emoji are kept.
UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
KEPT_UNSEEN = frozenset("\n\u200c\u200d")
# Letters and marks that show nothing: fillers, the grapheme joiner, and every variation selector
# but the two that choose between an emoji and a plain sign, of which one at a time means something.
BLANKS = re.compile(
    r"[\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0d\U000e0100-\U000e01ef]|(?<=[\ufe0e\ufe0f])[\ufe0e\ufe0f]+"
)
JOINER_SCRIPTS = re.compile(r"(?<![\u0600-\u0dff\u2600-\U0001faff\ufe0f])[\u200c\u200d]+")

SPACES = re.compile(r"[^\S\n]+")
LEFTOVER_LABELS = frozenset(
    {
        "advertisement",
        "advert",
        "ad",
        "recommended",
        "recommended stories",
        "recommended reading",
        "read more",
        "read next",
        "read also",
        "more on this story",
        "more stories",
        "related",
        "related articles",
        "related stories",
        "related topics",
        "most read",
        "most popular",
        "share",
        "share this article",
        "share this",
        "save",
        "copy link",
        "print",
        "comments",
        "skip to content",
        "skip advertisement",
        "sign up",
        "subscribe",
        "newsletter",
        "follow us",
        "loading",
        "loading...",
        "continue reading",
        "story continues below",
        "article continues below",
        "story continues below advertisement",
        "listen to this article",
        "image",
        "image caption",
        "image source",
        "media caption",
        "getty images",
        "watch",
        "video",
    }
)
MARK_SIGNS = re.compile(r"[\W_]+")

SENTENCE_END = re.compile(r"[.!?:…。！？][\"'”’»)\]]*$")
WRAPPED_LINE = range(40, 101)


def clean(text: str, *, keeping: str = "") -> str:
    """The text that all spans will refer to; empty where nothing readable is left.

    The characters of `keeping` stay where they are although no reader sees them: a caller's marks.
    """
    text = _without_unseen(_with_plain_line_breaks(text), KEPT_UNSEEN.union(keeping))
    lines = [SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", text).split("\n")]
    blocks = _blocks(_without_leftovers(lines))
    if _is_hard_wrapped(blocks):
        blocks = [[" ".join(block)] for block in blocks]
    return "\n\n".join("\n".join(block) for block in blocks)


def clean_line(text: str | None) -> str | None:
    """A title, name or label on one line, cleaned likewise; None where nothing is left."""
    if text is None:
        return None
    return SPACES.sub(" ", clean(text).replace("\n", " ")).strip() or None


def clean_address(url: str | None) -> str | None:
    """A web address on one line; None where it is not one that a browser could open."""
    address = clean_line(url)
    try:
        is_web = address is not None and urlsplit(address).scheme in ("http", "https")
    except ValueError:  # "http://[bad"
        return None
    return address if is_web else None


def _with_plain_line_breaks(text: str) -> str:
    for line_break in ("\r\n", "\r", "\u2028", "\u0085", "\v"):
        text = text.replace(line_break, "\n")
    return text.replace("\u2029", "\n\n").replace("\f", "\n\n").replace("\t", " ")


def _without_unseen(text: str, kept: frozenset[str]) -> str:
    seen = "".join(char for char in text if unicodedata.category(char) not in UNSEEN_CATEGORIES or char in kept)
    return JOINER_SCRIPTS.sub("", BLANKS.sub("", seen))


def _without_leftovers(lines: list[str]) -> list[str]:
    """Drop teaser labels and the lone bullets and numbers that hang below them.

    A lone number can be an article's own line ("7"), so marks go only where a label
    stands above them or where two of them follow each other.
    """
    kept: list[str] = []
    run: list[str] = []
    for line in [*lines, "end"]:
        if line.casefold().strip(" :-–—|•·") in LEFTOVER_LABELS or _is_mark(line):
            run.append(line)
        elif line or not run:
            kept.extend(_surviving(run))
            run = []
            kept.append(line)
        else:
            run.append(line)
    return kept[:-1]


def _is_mark(line: str) -> bool:
    """A bullet, a rule or a number of one or two digits: a teaser whose title the copying lost ("- 1 - 2")."""
    words = [word for word in MARK_SIGNS.split(line) if word]
    return bool(line) and (not words or (len(words) == 1 and len(words[0]) <= 2 and words[0].isdecimal()))


def _surviving(run: list[str]) -> list[str]:
    marks = [line for line in run if _is_mark(line)]
    labels = [line for line in run if line and not _is_mark(line)]
    is_single_number = len(marks) == 1 and not labels and any(char.isalnum() for char in marks[0])
    if not marks and not labels:
        return run
    return run if is_single_number else [""]


def _blocks(lines: list[str]) -> list[list[str]]:
    """Runs of lines without an empty line inside."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_hard_wrapped(blocks: list[list[str]]) -> bool:
    """Whether lines end where a column ended and not where a thought did.

    True where at least three lines have a follower in their block, nearly all of them
    are of column width and most of them stop in the middle of a sentence.
    """
    inner = [line for block in blocks for line in block[:-1]]
    if len(inner) < 3:
        return False
    of_column_width = sum(len(line) in WRAPPED_LINE for line in inner)
    unfinished = sum(not SENTENCE_END.search(line) for line in inner)
    return of_column_width >= 0.8 * len(inner) and unfinished >= 0.6 * len(inner)
