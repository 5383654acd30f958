"""Which fact of a claim does a text lack? Numbers, days, units, names, negations.

    missing_from(claim, passage)           what no sentence of the passage has: "number", "date", "name"
    failed_fact(claim, quote, passage)     what the quote does not hold, "unit", "hedge", "opposite" and
                                           "negation" besides; None where it holds all

A date may be told otherwise than it is claimed: "on Tuesday" in an article of 4 March is the
third as well. What a pronoun of the quote stands for may stand beside it in the passage.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from corpus import Passage
from qa.contrasts import contrast
from qa.everyday import is_everyday
from qa.naming import short_form_stands_in, stands_in
from qa.numbers import numbers
from qa.periods import MONTH_NAMES, WEEKDAY_NAMES
from qa.terms import Token, is_negation, names, opening_words, tokens
from qa.word_overlap import MONTHS_AND_DAYS, words_of

CLAUSE_MARGIN = 3  # words around the matched ones in which a negation still belongs to them
CLAUSE_BREAK = re.compile(r"[,;:()—–]")
PRONOUNS = frozenset("he she they it his her him their them its i we our my who".split())
PLACE_WORDS = frozenset("in at near to from outside inside around through".split())
WEEKDAYS = [name.casefold() for name in WEEKDAY_NAMES]
DIGIT_ONE = re.compile(r"\b1\b")


def missing_from(claim: str, passage: Passage) -> str | None:
    """The first fact of the claim that stands nowhere in its passage, by kind; None where all do.

    A capital that opens a sentence is a name only where its word is no everyday English.
    """
    numbers_told, dates_told = days_told(passage.text, passage.published)
    lacking = numbers(claim) - numbers(passage.text) - numbers_told
    if lacking and (lacking != {1.0} or DIGIT_ONE.search(claim)):  # "one" is a pronoun as often as a number
        return "number"
    if dates_of(claim) - dates_of(passage.text) - dates_told:
        return "date"
    around = tokens(f"{passage.title or ''} . {passage.publisher or ''} . {passage.text}")
    opening = [(token,) for token in opening_words(claim) if not is_everyday(token.text)]
    return None if all(_is_told(run, around) for run in (*names(claim), *opening)) else "name"


def _is_told(run: Sequence[Token], told: tuple[Token, ...]) -> bool:
    names_only = [token.text for token in run if not MONTHS_AND_DAYS.fullmatch(token.text)]  # those are no names here
    return all(stands_in(name, told) for name in names_only) or short_form_stands_in(names_only, told)


def days_told(text: str, published: datetime | None) -> tuple[frozenset[float], frozenset[str]]:
    """The numbers and the months and days that an article's date tells besides those it is written with.

    The day it appeared, the day before and the day after, and the days that its weekdays stand
    for, the last such day or the next.
    """
    if published is None:
        return frozenset(), frozenset()
    named = {WEEKDAYS.index(each) for each in dates_of(text) if each in WEEKDAYS}
    days = [published + timedelta(days=shift) for shift in range(-7, 8)]
    meant = [day for day in days if abs((day - published).days) <= 1 or day.weekday() in named]
    told = {float(number) for day in meant for number in (day.day, day.year)}
    words = {word.casefold() for day in meant for word in (MONTH_NAMES[day.month - 1], WEEKDAYS[day.weekday()])}
    return frozenset(told), frozenset(words)


def failed_fact(claim: str, quote: str, passage: Passage) -> str | None:
    """The first fact of the claim that the quote does not hold, by kind."""
    said = tokens(claim)
    if not any(token.is_content for token in said):
        return "words"
    if numbers(claim) - numbers(quote):
        return "number"
    if dates_of(claim) - dates_of(quote):
        return "date"
    if turned := contrast(claim, quote):
        return turned
    if not _names_hold(claim, quote, passage):
        return "name"
    return None if negation_agrees(said, quote) else "negation"


def _names_hold(claim: str, quote: str, passage: Passage) -> bool:
    told, around = tokens(quote), words_of(passage)
    leans = leans_on_context(quote)
    for run in (*names(claim), *((token,) for token in opening_words(claim))):
        exact = run[0].start in _places(tokens(claim))
        in_quote, in_passage = ([stands_in(token.text, text, exact=exact) for token in run] for text in (told, around))
        is_shortened = short_form_stands_in([token.text for token in run], told, exact=exact)
        if not is_shortened and not (all(in_passage) and (any(in_quote) or leans)):
            return False
    return True


def _places(said: tuple[Token, ...]) -> set[int]:
    """Where the words begin that a claim uses as a place: "in Kyiv" is not in Ukraine at large."""
    return {token.start for before, token in pairwise(said) if before.text.casefold() in PLACE_WORDS}


def leans_on_context(quote: str) -> bool:
    """Whether a pronoun stands in the quote before any name, so that what it stands for came earlier."""
    first_name = min((run[0].start for run in names(quote)), default=len(quote))
    return any(token.text.casefold() in PRONOUNS and token.start < first_name for token in tokens(quote))


def negation_agrees(said: tuple[Token, ...], quote: str) -> bool:
    """Whether the claim is turned round as the part of the quote is that it speaks of."""
    return _is_negated(said) is _is_negated(_clause(said, quote))


def denies_more(said: tuple[Token, ...], told: tuple[Token, ...]) -> bool:
    """Whether the claim has more words that turn a statement round than the quote."""
    return sum(map(is_negation, said)) > sum(map(is_negation, told))


def _clause(said: tuple[Token, ...], quote: str) -> tuple[Token, ...]:
    """The part of the quote that the claim speaks of: from its first matched word to its last, and a few around."""
    told = tokens(quote)
    stems = {token.stem for token in said if token.is_content}
    matched = [position for position, token in enumerate(told) if token.stem in stems]
    if not matched:
        return told
    first, last = matched[0], matched[-1]
    while first > max(0, matched[0] - CLAUSE_MARGIN) and not _is_broken(quote, told[first - 1], told[first]):
        first -= 1
    while last < min(len(told) - 1, matched[-1] + CLAUSE_MARGIN) and not _is_broken(quote, told[last], told[last + 1]):
        last += 1
    return told[first : last + 1]


def _is_broken(quote: str, before: Token, after: Token) -> bool:
    """Whether a clause ends between two words that stand side by side."""
    return bool(CLAUSE_BREAK.search(quote[before.end : after.start]))


def _is_negated(words: Sequence[Token]) -> bool:
    """Whether an odd number of words turn the statement round."""
    return sum(is_negation(token) for token in words) % 2 == 1


def dates_of(text: str) -> frozenset[str]:
    """The months and days of the week that a text names, in lower case."""
    return frozenset(match.group().casefold() for match in MONTHS_AND_DAYS.finditer(text))
