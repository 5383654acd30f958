"""How much of a claim's words a text holds, and in what order.

    share_in(said, told, light_weight)     of the claim's content words
    lacking(said, told)                    those of them that it does not hold
    share_in_order(said, told)             of those that come in the text's order
    names_keep_order(said, told)           "Putin thanked Trump" is not "Trump thanked Putin"

Numbers are not counted as words: they are compared by their value (`qa.fact_checks`).
"""

import re
from itertools import pairwise

from corpus import Passage
from qa.naming import same_name
from qa.numbers import is_number_word
from qa.periods import MONTH_NAMES, WEEKDAY_NAMES
from qa.terms import Token, tokens

MONTHS_AND_DAYS = re.compile(rf"\b(?:{'|'.join([*MONTH_NAMES, *WEEKDAY_NAMES])})\b")  # "may" and "march" are verbs
MIN_OWN_WORDS = 0.5  # of those that are no names, so that not the names alone are shared
# Of `tests/quality/claims.jsonl` 207 true claims keep to so many of their passage's words, and 13 of them have two
# others side by side; of 245 false ones whose facts stand there 56. With 0.8 it is 1 of 178 and 12 of 182.
KEPT_TO_WORDS = 0.7


def words_of(passage: Passage) -> tuple[Token, ...]:
    """The words of a passage, after those of its article's title."""
    return tokens(f"{passage.title or ''} . {passage.text}")


def share_in(said: tuple[Token, ...], told: tuple[Token, ...], light_weight: float) -> float:
    """How much of the claim's content stands in the quote."""
    weighed = [(light_weight if token.is_light else 1.0, is_held) for token, is_held in _content(said, told)]
    total = sum(weight for weight, _ in weighed)
    return sum(weight for weight, is_held in weighed if is_held) / total if total else 0.0


def lacking(said: tuple[Token, ...], told: tuple[Token, ...]) -> tuple[list[Token], int]:
    """The claim's content words that the text does not hold, in order, and how many it has in all."""
    content = _content(said, told)
    return [token for token, is_held in content if not is_held], len(content)


def adds_something(said: tuple[Token, ...], told: tuple[Token, ...]) -> bool:
    """Whether a claim that else keeps to the text's words has words side by side that the text has not."""
    held = [is_held for _, is_held in _content(said, told)]
    keeps_to_it = held.count(False) <= (1 - KEPT_TO_WORDS) * len(held)
    return keeps_to_it and any(not first and not second for first, second in pairwise(held))


def _content(said: tuple[Token, ...], told: tuple[Token, ...]) -> list[tuple[Token, bool]]:
    """The claim's content words, and whether the text holds each; numbers are compared by value."""
    stems = {token.stem for token in told if token.is_content}
    return [
        (token, token.stem in stems or any(same_name(token.text, other.text) for other in told))
        for token in said
        if token.is_content and not is_number_word(token)
    ]


def says_it(said: tuple[Token, ...], told: tuple[Token, ...]) -> bool:
    """Whether the quote holds what the claim says of its names: "Haske is corrupt" is not "Haske spoke"."""
    own = tuple(token for token in said if token.is_content and not token.is_capital)
    return not own or share_in(own, told, light_weight=1.0) >= MIN_OWN_WORDS


def share_in_order(said: tuple[Token, ...], told: tuple[Token, ...]) -> float:
    """The longest run of the claim's content words that keeps the quote's order, as a share of them."""
    second = [token.stem for token in told if token.is_content]
    first = [
        token.stem for token in said if token.is_content and (not is_number_word(token) or token.stem in second)
    ]  # a number written otherwise has no place in the order
    row = [0] * (len(second) + 1)
    for word in first:
        diagonal = 0
        for column, other in enumerate(second, start=1):
            kept = row[column]
            row[column] = diagonal + 1 if word == other else max(row[column], row[column - 1])
            diagonal = kept
    return row[-1] / len(first) if first else 0.0


def names_keep_order(said: tuple[Token, ...], told: tuple[Token, ...]) -> bool:
    """Whether the claim's names come as in the quote: "Putin thanked Trump" is not "Trump thanked Putin"."""
    place = 0
    for token in said:
        if token.is_capital and token.is_content and not MONTHS_AND_DAYS.fullmatch(token.text):
            places = [number for number, other in enumerate(told) if same_name(token.text, other.text)]
            later = [number for number in places if number >= place]
            if places and not later:
                return False
            place = min(later, default=place)
    return True
