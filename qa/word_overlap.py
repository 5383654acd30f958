"""How much of a claim's words a text holds, and in what order.

    share_in(said, told, light_weight)     of the claim's content words
    lacking(said, told)                    those of them that it does not hold
    share_in_order(said, told)             of those that come in the text's order
    names_keep_order(said, told)           "Putin thanked Trump" is not "Trump thanked Putin"

Numbers are not counted as words: they are compared by their value (`qa.fact_checks`).
"""

import re
from itertools import pairwise

from qa.naming import same_name
from qa.numbers import is_number_word
from qa.terms import Token

MONTHS_AND_DAYS = re.compile(  # "may" and "march" are verbs
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
MIN_OWN_WORDS = 0.5  # of those that are no names, so that not the names alone are shared
# Of `tests/quality/claims.jsonl` 207 true claims keep to so many of their passage's words, and 13 of them have two
# others side by side; of 245 false ones whose facts stand there 56. With 0.8 it is 1 of 178 and 12 of 182.
KEPT_TO_WORDS = 0.7


def share_in(said: tuple[Token, ...], told: tuple[Token, ...], light_weight: float) -> float:
    """How much of the claim's content stands in the quote."""
    stems = {token.stem for token in told if token.is_content}
    total = held = 0.0
    for token in said:
        if token.is_content and not is_number_word(token):  # numbers were compared by value
            weight = light_weight if token.is_light else 1.0
            total += weight
            held += weight * (token.stem in stems or any(same_name(token.text, other.text) for other in told))
    return held / total if total else 0.0


def lacking(said: tuple[Token, ...], told: tuple[Token, ...]) -> tuple[list[Token], int]:
    """The claim's content words that the text does not hold, in order, and how many it has in all."""
    stems = {token.stem for token in told if token.is_content}
    content = [token for token in said if token.is_content and not is_number_word(token)]
    missing = [
        token
        for token in content
        if token.stem not in stems and not any(same_name(token.text, other.text) for other in told)
    ]
    return missing, len(content)


def adds_something(said: tuple[Token, ...], told: tuple[Token, ...]) -> bool:
    """Whether a claim that else keeps to the text's words has words side by side that the text has not."""
    missing, count = lacking(said, told)
    if not missing or len(missing) > (1 - KEPT_TO_WORDS) * count:
        return False
    content = [token for token in said if token.is_content and not is_number_word(token)]
    return any(first in missing and second in missing for first, second in pairwise(content))


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
