"""Does a question lean on what was asked before it?

It does where "it", "there" or "the other one" stands in it for something that it does not name, or "the" before a word
of the turn before. Names and figures of its own are what a question stands on.
"""

import re
from collections.abc import Sequence

from qa.numbers import numbers
from qa.terms import Token, names, stem, tokens

THINGS = frozenset("it its they them their theirs this that these those itself themselves".split())
ONES = frozenset({"one", "ones"})  # "the other one"; but not "one of the schools"
ELSE = frozenset("else others instead there here".split())
# These lean only where little else is asked: "what happened then", but not "what other reasons do banks give".
ELSE_IF_SHORT = frozenset("other another same then afterwards since too".split())
SHORT_WORDS = 6
QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
AUXILIARIES = frozenset(
    """is are was were am be been do does did has have had can could will would shall should may might must""".split()
)
DETERMINERS = frozenset("the a an this that these those his her their its".split())
ORDINALS = frozenset("first second third last new old next".split())
PREPOSITIONS = frozenset("in on at from for to by after before during since until with about of under near".split())
# "It" and "there" that stand for nothing.
EMPTY_IT = re.compile(
    r"\bit\s+(?:is\s+|was\s+)?(?:true|likely|possible|clear|certain|take|takes|took|rain|rains|rained|snow)\b"
    r"(?:\s+that)?|\b(?:is|are|was|were|be|been)\s+there\b|\bthere\s+(?:is|are|was|were|be|will|has|have)\b"
    r"|\bit\s+(?:cost|take|mean|help|matter)\b(?=.*\bto\b)|\bthat\s+(?:is|was)\s+(?:true|why)\b|\b(?:is|was)\s+it\s+(?:true|likely|possible|clear|certain|because)\b(?:\s+that)?",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"\bthe\s+(?:\w+\s+){0,2}?(\w{3,})\b", re.IGNORECASE)


def leans(text: str, told: str) -> bool:
    """Whether something in the text stands for what only the last turn names; `told` is its question and answer."""
    read = tokens(EMPTY_IT.sub(" ", text))
    named = [run[0].start for run in names(text)]
    for token in read:
        word = token.text.casefold()
        before = [start for start in named if start < token.start]
        if word in THINGS and not before and not _is_determined(token, read):
            return True
        if word in ELSE and not named:
            return True
        is_short = word in ELSE_IF_SHORT and len(read) <= SHORT_WORDS
        if not named and (is_short or (word in ONES and _is_chosen(token, read))):
            return True
    return not named and not numbers(text) and _is_definite(text, told)


def _is_chosen(token: Token, read: Sequence[Token]) -> bool:
    """Whether "one" is one of some: "the one", "which one", "the first one"."""
    at = read.index(token)
    return at > 0 and read[at - 1].text.casefold() in DETERMINERS | QUESTION_WORDS | ELSE_IF_SHORT | ORDINALS


def _is_determined(token: Token, read: Sequence[Token]) -> bool:
    """Whether "that" or "this" goes with what follows: a clause or a time, "the claim that ...", "this week"."""
    at = read.index(token)
    following = read[at + 1].text.casefold() if read[at + 1 :] else ""
    if token.text.casefold() == "that" and at and read[at - 1].text.casefold() not in AUXILIARIES | PREPOSITIONS:
        return bool(following)
    return token.text.casefold() in {"this", "that"} and following in {"week", "month", "year", "morning", "evening"}


def _is_definite(text: str, told: str) -> bool:
    """Whether "the ship" is one that the last turn spoke of."""
    known = {token.stem for token in tokens(told) if token.is_content}
    return any(stem(found.group(1)) in known for found in DEFINITE.finditer(text))
