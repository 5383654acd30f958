"""What stands around a time in a question: prepositions, words of reporting, words for now.

    "since Monday"                  since
    "before the election of 6 April"   before, an event
    "articles from March"           speaks of reporting

Knows nothing about the days a time stands for, but how many they are.
"""

import re
from dataclasses import dataclass

from corpus import Span
from qa.time_words import ORDINALS, NamedTime

FARTHEST = 80  # characters before a time in which its preposition and its words of reporting stand
LONGEST_GAP = 5  # words between "published" and the time it goes with
WEAK_DAYS = 31

_LINKS = {
    "since": "since", "after": "after", "following": "after", "later than": "after", "before": "before",
    "prior to": "before", "ahead of": "before", "earlier than": "before", "until": "until", "till": "until",
    "up to": "until", "through": "until", "by": "by", "between": "between", "from": "from",
}  # fmt: skip
_PLAIN = r"in|on|of|during|over|within|at|for|throughout|as\s+of|dated|around"
_LINK = re.compile(
    rf"\b(?P<word>{'|'.join(_LINKS).replace(' ', chr(92) + 's+')}|{_PLAIN})"
    r"(?:\s+(?:back\s+in|around|about|of|as))?\s+(?P<the>the\s+)?$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\s+[a-z]{3,}")  # "after the September decision"
_EVENT = re.compile(
    r"\b(?P<word>since|after|before|until|till)\s+(?:the\s+)?(?:[\w'’-]+\s+){1,4}?(?:of|on|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)", re.IGNORECASE)
_ONWARDS = re.compile(r"\s+(?:onwards?\b|on(?=\s*(?:[,.;?!]|$)))", re.IGNORECASE)
_NOT_MEANT = re.compile(
    r"\b(?:next|coming|upcoming|every|each|good|black|bloody|super|cyber|ash|easter|palm|sheffield|later)\s+$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|won[’']t|going\s+to|due|scheduled|planned|plans?\s+to|expected\s+to|upcoming)\b", re.IGNORECASE
)

_DOUBTFUL = frozenset("may May march mar dec fall spring".split())
_AFTER_NUMBER = re.compile(r"(?:\d|\b(?:version|number|no\.?|agenda|target))\s*$", re.IGNORECASE)  # "Agenda 2030"
_PRINTED = (
    r"articles?|stories|coverage|headlines?|news|newspapers?|papers?|press|front\s+pages?|reporting|reports|editions?"
)
# Nouns of the trade, and what only articles do: any time beside them is a time of publication. Not "report": "the audit
# office's report of 20 January" is no article.
_STRONG_BEFORE = re.compile(
    rf"\b(?:(?:{_PRINTED}|issue)\s+(?:(?:published|written|dated)\s+)?(?:(?:from|of|in|on|for|since|during|over|within"
    r"|between|before|after|until|dated)\s+)?(?:the\s+)?"
    rf"|(?:publish(?:ed)?|in\s+the\s+(?:news|papers?|press|headlines))(?:[^\w.?!;]+[\w'’&]+){{0,{LONGEST_GAP}}}[^\w.?!;]+)$",
    re.IGNORECASE,
)
_STRONG_AFTER = re.compile(rf"(?:['’]s?)?\s+(?:{_PRINTED}|issue)\b", re.IGNORECASE)
# Verbs that companies use, too: "what did Tessel report for the first quarter" is not asked of the quarter's articles.
_WEAK_BEFORE = re.compile(
    rf"\b(?:reported|reporting|wrote|write|written|posted|covered)(?:[^\w.?!;]+[\w'’&]+){{0,{LONGEST_GAP}}}[^\w.?!;]+$",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"(?<!\bat the )\b(?:latest|newest|most\s+recent(?:ly)?|recent(?:ly)?|currently|nowadays|these\s+days|right\s+now"
    r"|at\s+the\s+moment|so\s+far|to\s+date|up\s+to\s+now|until\s+now|as\s+of\s+now|by\s+now|now"
    r"|any\s+(?:news|updates?)|what(?:['’]?s|\s+is)\s+new\b(?=\s*(?:with|on|in|about|\?|$))"
    r"|last\s+(?:article|report|story|update|news))\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\btoday\b(?!['’])", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:is|are|does|do|stands?|costs?|has|have)\b|['’]s\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|did|happened|happening|[a-z]{3,}ed|won|said|died|new|news)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """The preposition of a time: what it means, where it begins, and whether an event stands between the two.

    `start` is where the preposition begins, `own` where the words begin that are the time's own:
    of "before the election of 6 April" they are "of 6 April".
    """

    means: str
    start: int
    own: int
    is_event: bool = False


def link_before(question: str, named: NamedTime) -> Link | None:
    """The preposition that the time hangs on; None where there is none."""
    since = max(0, named.start - FARTHEST)
    before = question[since : named.start]
    match = _LINK.search(before)
    if match is None:
        return None
    own, means = since + match.start(), _LINKS.get(" ".join(match["word"].casefold().split()), "in")
    if means == "from" and _ONWARDS.match(question, named.end):
        means = "since"
    event = _EVENT.search(before) if means == "in" else None
    if event is not None:
        return Link(_LINKS[event["word"].casefold()], since + event.start(), own, is_event=True)
    is_owner = possessive_end(question, named.end) > named.end
    is_owner = is_owner or bool(match["the"] and _NOUN.match(question, named.end))
    return Link(means, own, own, is_event=means != "in" and is_owner)


def possessive_end(question: str, end: int) -> int:
    """Where the word that ends here ends with its possessive: "last week's"."""
    match = _POSSESSIVE.match(question, end)
    return match.end() if match else end


def is_meant(question: str, named: NamedTime) -> bool:
    """Whether the words are a time that has been: not "next Friday", "Black Friday", "will open on Friday"."""
    if _NOT_MEANT.search(question, max(0, named.start - FARTHEST), named.start):
        return False
    return not (named.is_inferred and _FUTURE.search(question))


def closes(question: str, named: NamedTime) -> bool:
    """Whether a lone month or year ends a row of keywords ("ferry february"); never the verbs and names among them."""
    word = question[named.start : named.end].rstrip(".")
    if question[named.end :].strip() or word in _DOUBTFUL:
        return False
    return not _AFTER_NUMBER.search(question, 0, named.start)


def speaks_of_reporting(question: str, named: NamedTime, days: int) -> bool:
    """Whether the time is that of articles: "articles from March", "reported last week", "yesterday's papers"."""
    before = question[max(0, named.start - FARTHEST) : named.start]
    if _STRONG_BEFORE.search(before) or _STRONG_AFTER.match(question, named.end):
        return True
    return days <= WEAK_DAYS and bool(_WEAK_BEFORE.search(before))


def latest_in(question: str) -> tuple[Span, ...]:
    """The words that ask for the newest there is: "latest", "so far"; "today" where the question is about now."""
    spans = [
        Span(start=match.start(), end=match.end())
        for match in _LATEST.finditer(question)
        if match.group() != "Now" or match.start() == 0  # a title, such as "Apocalypse Now"
    ]
    if is_about_now(question) and (today := _TODAY.search(question)):
        spans.append(Span(start=today.start(), end=today.end()))
    return tuple(sorted(spans))


def is_about_now(question: str) -> bool:
    """Whether the question asks how things are, not what happened: "What does a ticket cost today?"."""
    return bool(_PRESENT.search(question)) and not _PAST.search(question)


def part_before(question: str, named: NamedTime) -> tuple[int, str] | None:
    """Where the words for a part of the time begin and which it is: "late" August, "the first week of" May."""
    match = _PART.search(question, max(0, named.start - FARTHEST), named.start)
    if match is None:
        return None
    if match["week"]:
        return match.start(), f"week {ORDINALS[match['week'].casefold()]}"
    if match["half"]:
        return match.start(), f"half {ORDINALS[match['half'].casefold()]}"
    return match.start(), _EDGES[match["edge"].casefold()] if match["edge"] else match["third"].casefold()


_EDGES = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_PART = re.compile(
    r"\b(?:(?P<third>early|mid|late)(?:\s+in)?|(?P<edge>beginning|start|middle|end)\s+of"
    r"|(?P<half>first|second)\s+half\s+of|(?P<week>first|second|third|fourth|last)\s+week\s+(?:of|in))[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
