"""Short names for the sentences of the evidence, drawn anew for each question.

    k47   Exports fell in May.          m36   Analysts expect more.

A letter and digits without look-alikes, in no order, so that a model can neither count them
nor copy one from an instruction; never a word of the evidence, so that none is met in an
article. Knows nothing about prompts or drafts.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from corpus import Span, sentences_of
from qa.answer import ScoredPassage
from qa.terms import tokens

LETTERS = "acdefhjkmnprtuvwxy"  # none of b, g, i, l, o, q, s, z, which digits can be taken for
DIGITS = "234679"
FEWEST_DIGITS = 2  # 648 ids: of 40 sentences shown a made-up id hits one in six times of a hundred
ROOM = 2  # times as many ids as sentences, so that what is drawn stays a choice


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence of the evidence; `span` is its place in the article."""

    item: ScoredPassage
    span: Span

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        return self.item.passage.part(self.span)


Shown = Mapping[str, ShownSentence]
"""The sentences of the evidence in their order, by id."""


def draw_ids(items: Sequence[ScoredPassage], *, question: str = "", seed: int | None = None) -> Shown:
    """An id for each sentence of the evidence; the same ones for the same `seed`."""
    sentences = [ShownSentence(item, span) for item in items for span in _spans(item)]
    chance = random.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    words = _words(question, *(text for item in items for text in _texts(item)))
    return dict(zip(chance.sample(_free(words, len(sentences)), len(sentences)), sentences, strict=True))


def _free(words: frozenset[str], wanted: int) -> list[str]:
    """Ids that are no word of the evidence, enough to choose from."""
    found: list[str] = []
    length = FEWEST_DIGITS
    while len(found) < ROOM * wanted:
        made = ("".join(signs) for signs in product(LETTERS, *[DIGITS] * length))
        found += [each for each in made if each not in words]
        length += 1
    return found


def _words(*texts: str) -> frozenset[str]:
    """The words of the texts as an id would be met in them: "F16" is one word here, though two for the search."""
    split = "".join(char if char.isalnum() else " " for char in " ".join(texts).casefold()).split()
    return frozenset(split) | {token.text.casefold() for text in texts for token in tokens(text)}


def _texts(item: ScoredPassage) -> Iterator[str]:
    yield from filter(None, (item.passage.text, item.passage.title, item.passage.publisher))


def _spans(item: ScoredPassage) -> Iterator[Span]:
    for span in sentences_of(item.passage.text):
        yield span.moved(item.passage.span.start)
