"""Invented words and names whose frequencies fall as those of a language do.

A real corpus never stops bringing new names and rare words, and a search by words is as
fast as these are rare. Recombined sentences alone would have the vocabulary of a few dozen
articles however many are made of them. So names and numbers are exchanged for others, and
some of the rare words too, drawn by rank from a vocabulary without an end.

Everything follows from the generator of chance that is handed in.
"""

import re
from collections.abc import Mapping
from random import Random

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bral crin dosk flen".split()
PUBLISHERS = 40
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
# OneStopQA's 115,000 characters have 5,900 different words and 68,000 of news stubs 4,200, which by Heaps's law with
# the usual 0.6 gives some 16,000 and 63,000 at six hundred thousand and six million; made articles with these three
# numbers have 15,200 and 60,300. With (1.4, 100, 0.25) they have 14,000 and 54,500.
TAIL = 1.5
HEAD = 300
RARE_SHARE = 0.3
RARE_COUNT = 3  # in the articles that the sentences come from
MOST_RANK = 5_000_000


def word_of(rank: int) -> str:
    """The word at this rank, from 1; no two ranks have the same one."""
    syllables = []
    number = rank + len(SYLLABLES)  # two syllables at least
    while number:
        number, digit = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[digit])
    return "".join(syllables)


def draw(chance: Random) -> str:
    """A word, the common ones most often: at rank r its share falls as (r + HEAD) to the power of -TAIL."""
    rank = HEAD * ((1.0 - chance.random()) ** (-1.0 / (TAIL - 1.0)) - 1.0)
    return word_of(1 + min(int(rank), MOST_RANK))


def publisher_of(chance: Random) -> str:
    """One of 40 publishers; the second has half as many articles as the first, the third a third."""
    shares = [1.0 / rank for rank in range(1, PUBLISHERS + 1)]
    return publisher(chance.choices(range(1, PUBLISHERS + 1), shares)[0])


def publisher(rank: int) -> str:
    kinds = ("Tribune", "Post", "Courier", "Herald", "Gazette")
    return f"{word_of(rank * 7).capitalize()} {kinds[rank % len(kinds)]}"


def vary(sentence: str, chance: Random, names: dict[str, str], counts: Mapping[str, int]) -> str:
    """The sentence with other names, other numbers, and some of its rare words exchanged.

    `names` remembers an article's, so that whoever has a name keeps it; `counts` says how
    often a word stands in the articles that the sentences come from.
    """

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if word.isdigit():
            return str(chance.randrange(10 ** (len(word) - 1), 10 ** len(word)))
        if word[0].isupper() and (match.start() > 0 and len(word) > 2):
            return names.setdefault(word, draw(chance).capitalize())
        is_rare = word.islower() and len(word) > 5 and counts.get(word, 0) <= RARE_COUNT
        return draw(chance) if is_rare and chance.random() < RARE_SHARE else word

    return WORD.sub(other, sentence)
