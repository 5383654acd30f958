"""Which words of a question are slips of the pen, and what they were meant to be.

    "Who was toed off the breakwter?"    toed -> towed, breakwter -> breakwater

A slip is a word that no passage has, that is no everyday English and no acronym, and that
lies near one that a passage does have. Nothing is replaced: what was meant is searched
for besides what was written, and is shown, so that whoever asked for Morvin and got
Morvik can see it. It counts in full: with half its weight, 4 in 100 questions with slips
that found their passage first did so no more, and none without slips gained. A word that
was meant but stands in no passage still helps the embedder, which reads the question as
`mended`. How near a word is, `qa.mistyping` says.

Knows nothing about how passages are found.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.vocabulary import MOST_COUNTED, Vocabulary, folded, nearest
from qa.everyday import everyday_by_initial, everyday_words, is_everyday
from qa.mistyping import effort
from qa.terms import STOP_WORDS, Token, stem

SHORTEST = 4  # letters; three are near to too many words ("jab": job, cab, jar)
SHORTEST_STOP_WORD = 3  # "teh", "hwo": only as the letters of a stop word swapped
MOST_WORDS = 12  # of one question that are looked up; a pasted paragraph is no list of slips
MOST_CANDIDATES = 12  # that are counted in the corpus, nearest first
MOST_OTHERS = 1  # a second one lost more first places than it gained
# The most effort by a word's length, for words and for names. `python -m tests.quality.slipping FOLDER`; on the
# halves "tune" of four sets, of 3,806 right words / 1,089 slips / 882 double slips: (0.8, 0.6), (1.0, 0.8), (1.3, 1.0)
# takes 5 wrongly, understands 1,015 and 527; these 6, 1,038 and 715; (1.2, 1.0), (1.6, 1.6), (2.0, 2.0) 9, 1,038
# and 784.
MOST_EFFORT = ((4, 1.0, 0.8), (6, 1.3, 1.2), (8, 1.6, 1.6))
CLOSE = 0.25  # of effort: what is no further behind the first may be meant as well
# Of effort for each tenfold number of passages. Of the slips above 0 understands 2 fewer, 0.2 as many, 0.3 8 fewer.
COMMON = 0.1
UNSTORED = 0.3  # of effort, on top for a word that no passage has
# A word of few passages, no name, is a slip as well where a very near one stands in that many more: papers make slips
# too, and among 200,000 words, most of them invented names, 6 in 100 slips are words of the corpus.
MOST_RARE = 5
MANY_MORE = 100
MOST_EFFORT_IF_STORED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A word of the question and what it was meant to be; `others` are nearly as likely."""

    written: str
    meant: str
    span: Span
    is_stored: bool
    others: tuple[str, ...] = ()

    @property
    def search_words(self) -> tuple[str, ...]:
        """What to search for besides the written word, which stands nowhere."""
        return (self.meant, *self.others) if self.is_stored else ()


def corrected(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Correction]:
    """The slips among a question's words, all of them given, in their order."""
    doubtful = [token for token in tokens if _may_be_slip(token)][:MOST_WORDS]
    counts = _counts(doubtful, vocabulary)
    rare = [token for token in doubtful if counts[token.bare] <= (0 if _is_name(token) else MOST_RARE)]
    return [found for token in rare if (found := _correction(token, counts[token.bare], vocabulary))]


def _counts(tokens: Sequence[Token], vocabulary: Vocabulary) -> dict[str, int]:
    """In how many passages each word stands; one stemmed to a stop word ("toed": to) only where it is stored."""
    counts = vocabulary.count([token.bare for token in tokens])
    blurred = {token.bare: folded(token.bare) for token in tokens if token.stem in STOP_WORDS}
    stored = vocabulary.stored(list(blurred.values())) if blurred else set()
    return counts | {word: 0 for word, plain in blurred.items() if plain not in stored}


def mended(text: str, corrections: Sequence[Correction]) -> str:
    """The question with what was meant in place of what was written, for the embedder; nobody is shown it."""
    for correction in sorted(corrections, key=lambda each: -each.span.start):
        text = text[: correction.span.start] + correction.meant + text[correction.span.end :]
    return text


def _may_be_slip(token: Token) -> bool:
    word = token.bare
    if token.is_acronym or not word.isalpha() or is_everyday(word):
        return False
    if token.language != "en" and not token.is_content:
        return False
    return len(word) >= SHORTEST or (len(word) == SHORTEST_STOP_WORD and not _is_name(token))


def _is_name(token: Token) -> bool:
    return token.is_capital and not token.opens_sentence


def _correction(token: Token, count: int, vocabulary: Vocabulary) -> Correction | None:
    """What a word that stands in `count` passages was meant to be; nothing where no word is near enough."""
    efforts = _efforts(token, vocabulary)
    counts = vocabulary.count(list(efforts))
    if count:
        kept = [word for word in efforts if counts[word] >= MANY_MORE * count]
        efforts = {word: efforts[word] for word in kept if efforts[word] <= MOST_EFFORT_IF_STORED}
    there = [word for word in efforts if counts[word] or word in everyday_words()]  # not only in removed articles
    costs = {word: efforts[word] - _commonness(word, counts) for word in there}
    best, *rest = sorted(costs, key=lambda word: (costs[word], word)) or [""]
    if not best or stem(best) == token.stem:  # another form of one word is no slip
        return None
    others = [word for word in rest if counts[word] and word not in STOP_WORDS and stem(word) != stem(best)]
    return Correction(
        written=token.bare,
        meant=best.capitalize() if token.is_capital else best,
        span=Span(start=token.start, end=token.start + len(token.bare)),
        is_stored=bool(counts[best]) and best not in STOP_WORDS,
        others=tuple(word for word in others if costs[word] <= costs[best] + CLOSE)[:MOST_OTHERS],
    )


def _efforts(token: Token, vocabulary: Vocabulary) -> dict[str, float]:
    """The words that may be meant, stored ones and everyday ones, each with the effort to write it so."""
    typed = folded(token.bare)
    if len(typed) < SHORTEST:
        swapped = {typed[1] + typed[0] + typed[2], typed[0] + typed[2] + typed[1]}
        return dict.fromkeys(sorted(swapped & STOP_WORDS), 0.0)
    everyday = everyday_by_initial().get(typed[0], ()) if token.language == "en" else ()
    near = [*vocabulary.near(typed), *nearest(typed, everyday)]
    words = [each.word for each in sorted(set(near))[:MOST_CANDIDATES]]
    if _is_name(token):
        words = [word for word in words if word not in STOP_WORDS]
    efforts = {word: effort(typed, word) for word in words if len(word) >= SHORTEST or word in STOP_WORDS}
    return {word: cost for word, cost in efforts.items() if cost <= _most_effort(token)}


def _most_effort(token: Token) -> float:
    length = len(token.bare)
    return next(limits[1 + _is_name(token)] for limits in reversed(MOST_EFFORT) if length >= limits[0])


def _commonness(word: str, counts: Mapping[str, int]) -> float:
    """What is taken off a word's effort because it is common; a stop word is, one that stands nowhere is not."""
    count = MOST_COUNTED if word in STOP_WORDS else counts[word]
    return COMMON * math.log10(count) if count else -UNSTORED
