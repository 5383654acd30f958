"""The forms of a word, in other languages than English, that the articles have: what full-text search cannot join.

    forms_of("станция", "ru", vocabulary)       станции, станций, where these stand in articles
    forms_of("Брестовца", "sr", vocabulary)     brestovca: Serbian is written in two alphabets

The search stems English words only, and Slavic ones have a dozen endings. A form is a stored
word that begins alike and has the same stem; what has no stemmer, Ukrainian, is cut by its
endings. Knows nothing about what the word means.
"""

import re

from corpus.languages import cyrillic, latin
from corpus.vocabulary import Vocabulary, folded
from qa.terms import STEMMERS, stem

SHORTEST = 4  # letters; shorter words are small ones mostly
SHORTEST_STEM = 3
LONGEST_ENDING = 4  # letters: "-иями"
CHANGED = 2  # letters before the ending that may change with it: "Kraljevac", "Kraljevca"
UKRAINIAN_ENDINGS = re.compile(
    r"(?:ями|ами|ого|ому|ими|іми|ове|ові|еві|ією|єю|ею|ою|ий|ій|ої|ах|ях|ам|ям|ом|ем|єм|ів|їв|их|іх|им|ім"
    r"|[аеиіїоуюяьєйв])$"
)


def forms_of(word: str, language: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The other stored forms of a word, those as long as it first."""
    if len(word) < SHORTEST or not word.isalpha() or (language not in STEMMERS and language != "uk"):
        return ()
    typed = word.lower()
    own = _stem(typed, language)
    found: set[str] = set()
    for written in (latin(typed), cyrillic(typed)) if language == "sr" else (typed,):
        whole = folded(written)
        beginning = whole[: max(SHORTEST_STEM, min(len(own), len(whole)) - CHANGED)]
        stored = vocabulary.beginning(beginning, len(whole) + LONGEST_ENDING)
        found |= {other for other in stored if _stem(other, language) in (own, _stem(whole, language))}
    return tuple(sorted(found - {folded(typed)}, key=lambda other: (abs(len(other) - len(typed)), other)))


def _stem(word: str, language: str) -> str:
    if language == "uk":
        return UKRAINIAN_ENDINGS.sub("", word) if len(word) > SHORTEST_STEM else word
    return stem(latin(word) if language == "sr" else word, language)
