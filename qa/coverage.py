"""How much of a question a text holds, each word weighed by how rare it is.

    Rarity       how much a word tells, by the corpus: its inverse document frequency
    Coverage     the share of a question's weight that stands in a text's stems
    share_held   the same over tokens, where a name of several words counts too

Light words, which questions are built with and articles word otherwise, count for a third.
"""

import math
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from corpus import Corpus
from qa.naming import stands_in
from qa.query import Query
from qa.terms import LIGHT_WEIGHT, Token, stems

# A word's rarity is asked for anew when the corpus has grown or shrunk by so much: exact numbers
# change with every article and move no weight by more than a tenth.
STALE_SHARE = 0.1
TEXTS_REMEMBERED = 4_096


class Rarity:
    """How much a word tells: its inverse document frequency over the corpus's passages."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: dict[str, float] = {}
        self._total = 0

    def of(self, words: Sequence[str]) -> dict[str, float]:
        """Robertson and Spärck Jones's weight of each word, floored at 0 by the added 1."""
        total = self._corpus.catalogue.state()[0]
        if abs(total - self._total) > STALE_SHARE * self._total:
            self._known, self._total = {}, total
        known = self._known  # another thread may begin anew meanwhile
        for word in words:
            if word not in known:
                known[word] = _weight(self._corpus.catalogue.count_word(word), total)
        return {word: known[word] for word in words}

    def weights(self, query: Query) -> dict[Token, float]:
        """What each of the question's words weighs."""
        known = self.of([token.bare for token in query.content])
        return {token: known[token.bare] * (LIGHT_WEIGHT if token.is_light else 1.0) for token in query.content}


class Coverage:
    """The share of a question's weight that a text holds."""

    def __init__(self, query: Query, weights: Mapping[Token, float]) -> None:
        total = sum(weights.values())
        self._forms = [query.stems(token) for token in weights] if total > 0 else []
        self._shares = [weight / total for weight in weights.values()] if total > 0 else []
        self._known: dict[frozenset[str], int] = {}

    @classmethod
    def among(cls, query: Query, weights: Mapping[Token, float], texts: Sequence[Set[str]]) -> "Coverage":
        """The same where a word counts by its rarity among these texts: what all of them hold tells none apart."""
        counts = {token: sum(not query.stems(token).isdisjoint(text) for text in texts) for token in weights}
        local = {token: weight * _weight(counts[token], len(texts)) for token, weight in weights.items()}
        return cls(query, local)

    def of(self, *texts: frozenset[str]) -> float:
        """From 0 to 1, of these texts taken together; a title is looked through once for all its sentences."""
        held = 0
        for text in texts:
            held |= self._held_by(text)
        return sum(share for place, share in enumerate(self._shares) if held >> place & 1)

    def _held_by(self, text: frozenset[str]) -> int:
        """The places of the question's words that stand in a text, as bits."""
        held = self._known.get(text)
        if held is None:
            held = sum(1 << place for place, forms in enumerate(self._forms) if not forms.isdisjoint(text))
            self._known[text] = held
        return held


@lru_cache(maxsize=TEXTS_REMEMBERED)
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text's words; stop words are left out, so that "US" is not found in "us"."""
    return stems(text)


def share_held(query: Query, weights: Mapping[Token, float], words: tuple[Token, ...]) -> float:
    """How much of the question's weight stands in a text, from 0 to 1; a name also under its other names."""
    total = sum(weights.values())
    if total <= 0:
        return 0.0
    return sum(weight for token, weight in weights.items() if is_held(query, token, words)) / total


def is_held(query: Query, token: Token, words: tuple[Token, ...]) -> bool:
    """Whether a word of the question stands in a text, in any of its forms."""
    stems = {word.stem for word in words if word.is_content}
    return not query.stems(token).isdisjoint(stems) or (token.is_capital and stands_in(token.text, words))


def is_inflected(query: Query, name: Token, words: tuple[Token, ...]) -> bool:
    """Whether a name stands in a text in another of its forms, where its language has forms of names."""
    return name.language != "en" and is_held(query, name, words)


def _weight(count: int, total: int) -> float:
    return math.log(1 + (total - count + 0.5) / (count + 0.5))
