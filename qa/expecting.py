"""What kind of answer a question expects, and whether a sentence holds one.

    expected("Who is the mayor of Varnholm?")         Kind.NAME
    expected("How long did the call last?")           Kind.NUMBER
    holds(Kind.NUMBER, sentence, question)             a number that the question did not give

A weak hint, used only to order sentences that are near already: a sentence without a
number can answer "how many" ("none of them"), so nothing is ruled out here.
"""

import re
from enum import StrEnum
from functools import lru_cache

from corpus.date_words import MONTH_WORDS
from corpus.languages import language_of, latin, plain
from qa.numbers import numbers
from qa.question_words import (
    CHINESE_NUMBER,
    CHINESE_REASON,
    CHINESE_TIME,
    DAYS,
    NUMBER_WORDS,
    PATTERNS_BY_LANGUAGE,
    SAID,
)
from qa.question_words import REASON_WORDS as FOREIGN_REASON_WORDS
from qa.terms import STOP_WORDS, Token, names, stem, tokens

COUNT_WORDS = frozenset(
    "hour hours minute minutes day days week weeks month months year years percent half third quarter dozen dozens "
    "hundreds thousands millions double twice couple several".split()
)
SHARES = frozenset({"half", "third", "thirds", "quarter", "quarters", "fifth", "double", "twice", "percent"})
SMALL_NUMBERS = frozenset({0.0, 1.0, 2.0, 3.0, 4.0, 5.0})  # "in two instalments" is no sum, price or distance
SHORTEST_MONTH = 3  # letters; "set" is September in Italian, but no sentence stands or falls by it
YEARS = range(1900, 2101)
TIME_WORDS = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday today yesterday tomorrow morning afternoon evening night noon midnight week weekend
    month year spring summer autumn winter ago o'clock a.m p.m a.m. p.m. decade century""".split()
)
REASON_WORDS = frozenset(
    """because since due after so caused cause causes reason reasons owing thanks blamed blames blame order therefore
    led prompted attributed citing amid following result""".split()
)
PLACE = re.compile(
    r"\b(?:in|at|to|from|near|off|on|outside|between|across|of)\s+(?:the\s+)?[A-ZÀ-Þ]\w+"
    r"|\b(?:at|in|on)\s+(?:the|a|an)\s+\w+"
)
QUOTATION = re.compile('["“”«»„「『]')
WITHOUT_CAPITALS = frozenset("zh ja ko ar he hi th ka".split())  # a name in these looks like any word


class Kind(StrEnum):
    """What an answer to a question would be."""

    NAME = "name"
    NUMBER = "number"
    AMOUNT = "amount"
    TIME = "time"
    PLACE = "place"
    REASON = "reason"
    QUOTATION = "quotation"
    ANYTHING = "anything"

    @property
    def is_certain(self) -> bool:
        """Whether a sentence without it hardly answers; reasons and opinions need no word that shows them."""
        return self in (Kind.NAME, Kind.NUMBER, Kind.AMOUNT, Kind.TIME)


PATTERNS = (
    (Kind.AMOUNT, r"\bhow (?:much|far|big|large|tall|high|fast|deep|wide|heavy)\b"),
    (Kind.AMOUNT, r"\bwhat (?:\w+ )?(?:percentage|percent|share|proportion|price|cost|fine|sum|amount)\b"),
    (Kind.AMOUNT, r"\bwhat (?:did|does|will|would) .+ cost\b"),
    (Kind.NUMBER, r"\bhow (?:many|long|old|often|late)\b|\bwhat number\b"),
    (Kind.NUMBER, r"\bwhat (?:\w+ )?(?:age|speed|score|rate)\b"),
    (Kind.TIME, r"\b(?:when|what (?:day|date|year|month|time)|which (?:day|date|year|month)|how soon)\b"),
    (Kind.PLACE, r"\b(?:where|(?:what|which) (?:city|town|country|place|port|venue|village|region))\b"),
    (Kind.NAME, r"\b(?:who|whom|whose|(?:what|which) (?:company|firm|person|minister|team|party|club|judge))\b"),
    (Kind.REASON, r"\b(?:why|what caused|how come|what (?:was|is) the (?:cause|reason))\b"),
    (Kind.QUOTATION, r"\bwhat (?:did|does|has|do) .+ (?:say|said|think|tell|told|call|claim|argue|promise)\b"),
)  # fmt: skip


def expected(question: str) -> Kind:
    """The kind of answer the question asks for."""
    language = language_of(question)
    patterns = PATTERNS_BY_LANGUAGE.get(language or "en", PATTERNS)
    text = plain(latin(question)) if language == "sr" else question
    for kind, pattern in patterns:
        if re.search(pattern, text, re.IGNORECASE):
            return Kind(kind)
    return Kind.ANYTHING


def holds(kind: Kind, sentence: str, question: str) -> bool:
    """Whether the sentence has an answer of that kind which the question did not itself give."""
    if kind is Kind.ANYTHING:
        return True
    lowered = {token.text.casefold() for token in tokens(sentence)}
    if (language := language_of(sentence) or language_of(question) or "en") != "en":
        return _holds_elsewhere(kind, sentence, question, lowered, language)
    if kind is Kind.NUMBER:
        return bool(_new_numbers(sentence, question)) or bool(lowered & COUNT_WORDS)
    if kind is Kind.AMOUNT:
        return any(number not in SMALL_NUMBERS for number in _new_numbers(sentence, question)) or bool(lowered & SHARES)
    if kind is Kind.TIME:
        return bool(lowered & TIME_WORDS) or any(number in YEARS for number in numbers(sentence))
    if kind is Kind.NAME:
        return bool(_new_names(sentence, question))
    if kind is Kind.PLACE:
        return bool(PLACE.search(sentence))
    if kind is Kind.REASON:
        return bool(lowered & REASON_WORDS)
    return bool(QUOTATION.search(sentence)) or "said" in lowered


def _holds_elsewhere(kind: Kind, sentence: str, question: str, lowered: set[str], language: str) -> bool:
    """The same of a sentence in another language; where no table tells, it may hold one."""
    if kind in (Kind.NUMBER, Kind.AMOUNT):
        counted = lowered & NUMBER_WORDS or (language == "zh" and CHINESE_NUMBER.search(sentence))
        return bool(_new_numbers(sentence, question)) or bool(counted)
    if kind is Kind.TIME:
        is_year = any(number in YEARS for number in numbers(sentence))
        return bool(lowered & (DAYS | _months())) or is_year or bool(CHINESE_TIME.search(sentence))
    if kind is Kind.NAME:
        return language in WITHOUT_CAPITALS or bool(_new_names(sentence, question))
    if kind is Kind.PLACE:
        return True
    if kind is Kind.REASON:
        return bool({plain(word) for word in lowered} & FOREIGN_REASON_WORDS) or bool(CHINESE_REASON.search(sentence))
    return bool(QUOTATION.search(sentence) or SAID.search(sentence))


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    """The months' names in every language, as far as they are no other word in it."""
    return frozenset(word for months in MONTH_WORDS.values() for word in months if len(word) >= SHORTEST_MONTH)


def _new_numbers(sentence: str, question: str) -> frozenset[float]:
    """Numbers that the question did not give; a year counts nothing."""
    return frozenset(number for number in numbers(sentence) - numbers(question) if number not in YEARS)


def _new_names(sentence: str, question: str) -> list[Token]:
    asked = {stem(token.text) for token in tokens(question)}
    opening = [token for token in tokens(sentence) if token.opens_sentence and token.is_capital and token.is_content]
    found = [token for run in names(sentence) for token in run] + opening
    return [token for token in found if token.stem not in asked and token.text.casefold() not in STOP_WORDS]
