"""A question about several things, taken apart, so that each of them is searched for.

    parts("Did Tessel and the Reach Line both cut jobs?")
        ("Did Tessel cut jobs?", "Did the Reach Line cut jobs?")
    parts("Compare the tram fares in Varnholm with those in Keldmar")
        ("the tram fares in Varnholm", "those in Keldmar")
    parts("Who leads the inquiry?")                          ()

One vector for two things lies between them and near neither, and the thing with the rarer
words takes every place in a list. Taken apart is only what its wording shows to be several;
"and" alone does not ("bread and butter").
"""

import re
from collections.abc import Sequence

from qa.terms import words

MAX_PARTS = 3
MIN_WORDS = 1  # content words, without which a part searches for nothing

AUXILIARY = r"(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should)"
# "Did A and B both ...", where "both" tells where the second one ends.
BOTH_AFTER = re.compile(
    rf"^(?P<before>{AUXILIARY}\s+)(?P<one>.+?)\s+and\s+(?P<other>.+?)\s+both\s+(?P<after>.+)$", re.I
)
# "Did both A and B ...": the second one is a name, or an article with a word or two behind it.
NAMED = r"(?:(?:the|a|an)\s+)?(?:[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:of\s+)?[A-ZÀ-Þ][\w.'’-]*)*|(?:the|a|an)\s+[\w-]+)"
BOTH_BEFORE = re.compile(rf"^(?P<before>.*?)\bboth\s+(?P<one>.+?)\s+and\s+(?P<other>{NAMED})(?P<after>.*)$")
BETWEEN = re.compile(
    r"\b(?:differ\w*|compar\w*|contrast\w*|choice|discrepanc\w*)\b.*?\bbetween\s+(?P<one>.+?)\s+and\s+(?P<other>[^,?]+)",
    re.I,
)
COMPARE = re.compile(
    r"\b(?:compare|contrast)\s+(?P<one>.+?)\s+(?:with|and|to|against)\s+(?P<other>[^?]+)"
    r"|(?P<first>.+?)\s+(?:compared (?:with|to)|as opposed to|versus|vs\.?)\s+(?P<second>[^?]+)",
    re.I,
)
DIFFER = re.compile(r"^how (?:do|did|does) (?P<one>.+?) and (?P<other>.+?) (?:differ|compare|disagree)\b", re.I)
CLAUSES = re.compile(r",?\s+(?:while|whereas)\s+|;\s+", re.I)


def parts(question: str) -> tuple[str, ...]:
    """What is to be searched for one by one, at most three things; none where the question is about one."""
    text = question.strip().rstrip("?").strip()
    for found in (_clauses(text), _both(text), _compared(text)):
        fit = [part.strip(" ,") for part in found]
        if len(fit) > 1 and all(len(words(part)) >= MIN_WORDS for part in fit):
            return tuple(fit[:MAX_PARTS])
    return ()


def _clauses(text: str) -> Sequence[str]:
    return CLAUSES.split(text)


def _both(text: str) -> Sequence[str]:
    match = BOTH_AFTER.match(text) or BOTH_BEFORE.match(text)
    if match is None:
        return ()
    before, after = match["before"].strip(), match["after"].strip()
    return [f"{before} {match[side]} {after}" for side in ("one", "other")]


def _compared(text: str) -> Sequence[str]:
    match = DIFFER.search(text) or BETWEEN.search(text) or COMPARE.search(text)
    return [group for group in match.groups() if group] if match else ()
