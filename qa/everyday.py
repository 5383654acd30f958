"""Is a word everyday English? What every paper prints is not a slip, even where this corpus lacks it.

    is_everyday("truck")      True: not "track", though only that stands in the articles
    is_everyday("Slovenia")   True: not Slovakia
    is_everyday("captian")    False

The list is the packaged embedder's own: the whole words of its tokenizer's vocabulary,
21,000 that are frequent in English texts, British and American, names of places and
people among them. No slip of `tests/quality/slips.jsonl` is in it; two of some eighty pass
as forms of a word ("keepes", "wining"). A spelling dictionary of 160,000 words was tried in
its place: it has more rare words, but no British spellings, and "toed", "heater" and
"costal" are words to it, whatever was meant.

Knows nothing about the corpus. Where the list cannot be read, no word is everyday.
"""

from functools import lru_cache

from corpus.embedding import packaged_weights
from corpus.errors import EmbedderError
from qa.terms import STOP_WORDS, stem, without_accents

SHORTEST = 3  # letters; the list has every letter and many pairs as words
SHORTEST_ROOT = 4  # letters; "toed" is rather "towed" than a form of "toe"


def is_everyday(word: str) -> bool:
    """Whether the word, or what it is a form of, is frequent in English."""
    plain = without_accents(word.casefold())
    root = stem(plain)
    if len(root) < SHORTEST_ROOT:
        return plain in everyday_words()
    return not everyday_words().isdisjoint((plain, root, f"{root}e", f"{root.removesuffix('i')}y"))


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Frequent English words in lower case, three letters or more."""
    try:
        lines = (packaged_weights() / "vocab.txt").read_text("utf-8").splitlines()
    except (EmbedderError, OSError, UnicodeDecodeError):
        return STOP_WORDS
    return STOP_WORDS.union(line for line in lines if len(line) >= SHORTEST and line.isalpha())


@lru_cache(maxsize=1)
def everyday_by_initial() -> dict[str, tuple[str, ...]]:
    """The same words under their first letter."""
    grouped: dict[str, list[str]] = {}
    for word in sorted(everyday_words()):
        grouped.setdefault(word[0], []).append(word)
    return {initial: tuple(words) for initial, words in grouped.items()}
