"""What a text is about, word by word: content words, names, negations.

    words("Did Putin refuse the 30-day ceasefire?")   putin, refus, 30, day, ceasefir
    names("Who met Elina Valtonen in Helsinki?")       (Elina Valtonen), (Helsinki)

Words are compared by their stem (Snowball's English stemmer), letter case aside. The
same reading serves the question, the article and the claim, so that a word found in
one is found in the other. A text in another language has that one's small words in place of
the stop words; its stems stay English, and what other forms a word has is looked up
(`qa.stemming`). Chinese is read by pairs of characters (`qa.pairing`).

The only file that imports snowballstemmer.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpus.languages import UNSPACED, is_small_word, is_surely_english, language_of
from qa.pairing import paired

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d")
POSSESSIVE = re.compile(r"['’]s?$")
INITIAL = re.compile(r"(?:^|\W)[^\W\d_]\.\s+$")  # "J. R. Keller": no sentence starts after "J."
SENTENCE_START = re.compile(r"(?:^|[.!?:;…]['\"”’»)\]]*\s+[„«¿¡]?\s?|\n\s*|^\s*['\"“‘„«¿¡(\[]\s?)$")
ELISION = re.compile(r"(?:[cdjlmnstCDJLMNST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|(?:[dnsc]?|a)ell|all|[Uu]n)['’](?=\w)")
WRITES_NOUNS_LARGE = frozenset({"de"})

STOP_WORDS = frozenset(
    """a about above after again against all also am among an and any are as at be because been before being below
    between both but by can could did do does doing done down during each either else ever every few for from further
    get gets getting go goes got had has have having he her here hers him his how however i if in into is it its itself
    just let like made make makes many may me might more most much must my near of off on once one only onto or other
    our ours out over own per quite rather really s said same say says she should since so some such than that the
    their theirs them then there these they this those though through thus to too toward towards under until up upon
    us very was we were what when where whether which while who whom whose why will with within would yet you your
    yours tell please give know described according article articles news report reported reportedly""".split()
)
# Verbs and nouns that questions are built with and articles word otherwise ("held", "takes
# place"): that one of them is missing says little about whether the answer is there.
LIGHT_WORDS = frozenset(
    """accept add agree announce answer arrive ask become begin believe bring build buy call carry cause change choose
    claim close come comment confirm consider continue cost cover create current currently deal decide describe die
    difference due earn end event example exactly expect explain explanation fact feel fight final find first follow
    form full general given good group grow happen happened hear held help hold idea include increase intend involve
    involved issue join keep kind know large last late latest lead learn leave live long look lose main man mean
    means meet mention miss move name need new next number offer old open order part pay people person place plan play
    point problem produce promise propose put reach reaction react reason receive refer remain remark response result
    return role run see sell send set show sign sort speak special spend stand start state stay step stop story
    suggest support take taken talk tell thing think time today total travel try turn type use view visit wait want
    way went win word work write big bigger early earlier fast faster fewer great high higher less little long
    longer low lower older quick quickly recent recently short slow slower small soon strong younger anybody anyone
    anything everybody everyone everything somebody someone something""".split()
)
LIGHT_WEIGHT = 0.35
STEMMERS = {
    "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese", "nl": "dutch", "pl": "polish",
    "cs": "czech", "sv": "swedish", "da": "danish", "ro": "romanian", "tr": "turkish", "ru": "russian", "sr": "serbian",
}  # fmt: skip
_own = threading.local()
# Words that turn a statement round. Verbs of refusal count: "refused" and "did not accept" agree.
NEGATIONS = frozenset(
    """no not never none nobody nothing neither nor without cannot refuse reject deny decline fail dismiss oppose ban
    block halt cancel abandon withdraw unable unlikely unwilling lack absent against prevent forbid stop
    false wrong""".split()
)
NEGATION_STEMS = frozenset(
    """refus reject deni declin fail dismiss oppos ban cancel abandon withdraw forbid prevent lack refusal denial
    failur""".split()
)
TITLES = frozenset("mr mrs ms dr prof gen sen gov rep st col capt sgt rev hon".split())


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number as it stands in a text."""

    text: str
    start: int
    stem: str
    is_capital: bool
    opens_sentence: bool
    is_acronym: bool
    language: str = "en"

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        """The word without a possessive ending, as an index of words has it."""
        return POSSESSIVE.sub("", self.text)

    @property
    def is_light(self) -> bool:
        return self.text.casefold() in LIGHT_WORDS or self.stem in LIGHT_WORDS

    @property
    def is_content(self) -> bool:
        if self.language != "en":
            return self.is_acronym or not is_small_word(self.text, self.language)
        return self.is_acronym or (self.text.casefold() not in STOP_WORDS and self.stem not in STOP_WORDS)


@lru_cache(maxsize=50_000)
def stem(word: str, language: str = "en") -> str:
    """The stem of one word, case aside, and in English accents; the word itself where a language has no stemmer."""
    if language == "en":
        return str(_stemmer("english").stemWord(without_accents(POSSESSIVE.sub("", word.casefold()).replace(".", ""))))
    name = STEMMERS.get(language)
    return str(_stemmer(name).stemWord(word.lower())) if name else word.lower()


def without_accents(word: str) -> str:
    """The word's letters alone: Erdogan for Erdoğan."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def _stemmer(name: str) -> Any:
    """One for each thread: without PyStemmer it is written in Python, and keeps the word at hand in itself."""
    if not hasattr(_own, name):
        import snowballstemmer

        setattr(_own, name, snowballstemmer.stemmer(name))
    return getattr(_own, name)


@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of `text` in order; hyphened words come apart ("30-day": 30, day)."""
    found: list[Token] = []
    language = language_of(text) or "en"
    shouts = text.isupper()  # in a headline all in capitals "US" may be "us"
    end = 0
    for word, start in _words(text, language):
        is_inside = text[end:start] == " " and text[end - 1 : end] not in ("", ".")  # as most words; saves a look
        opens = not is_inside and _opens_sentence(text[max(0, start - 6) : start])
        end = start + len(word)
        is_acronym = word.isupper() and len(word) > 1 and not shouts
        found.append(Token(word, start, stem(word), word[0].isupper(), opens, is_acronym, language))
    return tuple(found)


def _opens_sentence(before: str) -> bool:
    """Whether a sentence begins after these few characters."""
    return not before.strip("\"'“‘(„«¿¡ ") or bool(SENTENCE_START.search(before) and not INITIAL.search(before))


def _words(text: str, language: str) -> Iterator[tuple[str, int]]:
    """The words with their places; what is elided ("l’eau") is a word of its own."""
    if language == "en" and not UNSPACED.search(text):
        yield from ((match.group(), match.start()) for match in TOKEN.finditer(text))
        return
    for match in TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if UNSPACED.search(word):
            yield from ((piece, start + place) for piece, place in paired(word, after=text[start - 1 : start]))
        elif language != "en" and (elided := ELISION.match(word)):
            yield from ((elided.group()[:-1], start), (word[elided.end() :], start + elided.end()))
        else:
            yield word, start


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words, without English stop words as they are written; quicker than by `tokens`."""
    found = set(TOKEN.findall(text))
    if UNSPACED.search(text) or not is_surely_english(found):
        language = language_of(text) or "en"
        if language != "en" or UNSPACED.search(text):
            found = {word for word, _ in _words(text, language)}
        if language != "en":
            return frozenset(map(stem, found))
    return frozenset(map(stem, found - STOP_WORDS))


def words(text: str) -> tuple[str, ...]:
    """The stems of the content words, in order, each once."""
    return tuple(dict.fromkeys(token.stem for token in tokens(text) if token.is_content))


def names(text: str) -> tuple[tuple[Token, ...], ...]:
    """Runs of capitalised words that are names: "Elina Valtonen", "Black Sea", "EU".

    A lone capitalised word that opens a sentence may be any word and is left out, unless
    it is written in capitals or carries a possessive; `opening_words` has those.
    """
    runs: list[list[Token]] = []
    previous: Token | None = None
    for token in tokens(text):
        if token.is_capital and token.is_content and len(token.text) > 1:
            if (
                previous
                and runs
                and runs[-1][-1] is previous
                and _is_one_name(previous, text[previous.end : token.start])
            ):
                runs[-1].append(token)
            else:
                runs.append([token])
        previous = token
    return tuple(tuple(run) for run in runs if len(run) > 1 or not _may_be_any_word(run[0]))


def _is_one_name(previous: Token, gap: str) -> bool:
    """Whether a name goes on after `previous`: a full stop ends it, but not in "Mr. Lind"."""
    return gap in (" ", "-") or (gap == ". " and previous.text.casefold() in TITLES)


def _may_be_any_word(token: Token) -> bool:
    is_noun = token.language in WRITES_NOUNS_LARGE and not token.is_acronym
    return is_noun or (token.opens_sentence and not token.text[1:2].isupper() and not POSSESSIVE.search(token.text))


def opening_words(text: str) -> tuple[Token, ...]:
    """Content words that open a sentence with a capital and may or may not be names."""
    return tuple(token for token in tokens(text) if token.is_content and token.is_capital and _may_be_any_word(token))


def is_negation(token: Token) -> bool:
    """Whether the word turns its statement round."""
    plain = token.text.casefold().replace("’", "'")
    return plain.endswith("n't") or plain in NEGATIONS or token.stem in NEGATION_STEMS
