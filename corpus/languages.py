"""Which language is a text written in? By its script, its letters and its small words.

    language_of("Der Stadtrat hat am Freitag ...")     "de"
    language_of("Кога је министар позвао?")            "sr"
    language_of("Skarrow Tern inquiry")                None: nothing in it tells

A guess from what stands there, not from what its page says of itself: a template's "en" is on
pages of every language. Short texts count too, so small words that are English ones as well, or
stand in names, weigh little and English is preferred. Knows nothing about articles.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from corpus.function_words import AMBIGUOUS, WORDS_BY_LANGUAGE

READ_CHARS = 1_500  # of a long text; a language shows in its first sentences
WORD = re.compile(r"[^\W\d_]+")
WEAK = 0.4  # of a word that says little, beside 1
WEAKEST = 0.2  # of a single letter
LEAST = 0.8  # two weak words, or a strong one
TELLING_LETTER = 0.5  # of a letter that one language of a script has
HAN, KANA, HANGUL = r"\u3400-\u9fff\uf900-\ufaff", r"\u3040-\u30ff", r"\uac00-\ud7a3"
UNSPACED = re.compile(f"[{HAN}{KANA}]")
SCRIPTS = {
    "ko": re.compile(f"[{HANGUL}]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
}
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
CYRILLIC_LETTERS = {"sr": "ђјљњћџ", "uk": "іїєґ", "ru": "ыэё", "bg": "ъ"}
LATIN_LETTERS_OF = {
    "de": "äöüß", "fr": "çêèùœ", "es": "ñ¿¡", "sr": "čćšžđ", "pt": "ãõ", "pl": "łąęśż", "cs": "řěůý", "sv": "å",
    "da": "øæ", "ro": "ăâșț", "tr": "ğış",
}  # fmt: skip
MOST_BY_LETTERS = 0.7  # less than `LEAST`: Zürich stands in English too
CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "sr", "bg"})
LATIN_LANGUAGES = WORDS_BY_LANGUAGE.keys() - CYRILLIC_LANGUAGES - {"zh", "ja"} | {"sr"}
SERBIAN = dict(
    zip("абвгдежзијклмнопрстћуфхцчшђљњџ",
        "a b v g d e ž z i j k l m n o p r s t ć u f h c č š đ lj nj dž".split(), strict=True)
)  # fmt: skip
ENGLISH_ALONE = WORDS_BY_LANGUAGE["en"].difference(
    {"a"}, *(small for language, small in WORDS_BY_LANGUAGE.items() if language != "en")
)
UNFOLDED = str.maketrans({"đ": "dj", "ß": "ss", "ł": "l", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=8_192)
def language_of(text: str) -> str | None:
    """The language's two letters; None where nothing tells."""
    text = text[:READ_CHARS]
    if text.isascii():
        return _latin(text.lower())
    letters = sum(map(str.isalpha, text))
    unspaced = UNSPACED.findall(text)
    if len(unspaced) > letters / 4:  # names and numbers stand between them
        return "ja" if any("\u3040" <= letter <= "\u30ff" for letter in unspaced) else "zh"
    for language, script in SCRIPTS.items():
        if len(script.findall(text)) > letters / 2:
            return language
    if len(CYRILLIC.findall(text)) > letters / 2:
        return _cyrillic(text.lower())
    return _latin(text.lower())


def is_surely_english(words: AbstractSet[str]) -> bool:
    """Whether a text's words, as they are written, are surely English: a quicker look that leaves many texts open.

    Of 18,265 articles, paragraphs and sentences in nine languages, 7,803 had two such words, all English.
    """
    return len(words & ENGLISH_ALONE) >= 2


def plain(word: str) -> str:
    """A word in lower case and without accents, Serbian in Latin letters: "Što" and "што" as "sto"."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    letters = unicodedata.normalize("NFD", lowered.translate(UNFOLDED))
    if CYRILLIC.search(lowered):
        return unicodedata.normalize("NFC", lowered).replace("ё", "е")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def latin(text: str) -> str:
    """Serbian Cyrillic in Latin letters: "Брестовац" as "Brestovac"."""
    return "".join(SERBIAN.get(letter) or SERBIAN.get(letter.lower(), letter).capitalize() for letter in text)


@lru_cache(maxsize=50_000)
def is_small_word(word: str, language: str) -> bool:
    """Whether a word is one of those that a language's sentences are held together by."""
    small = WORDS_BY_LANGUAGE.get(language, frozenset())
    return plain(latin(word) if language == "sr" else word) in small


def cyrillic(word: str) -> str:
    """A Serbian word in Cyrillic letters: "Njegoš" as "Његош"."""
    for latin_letters, letter in sorted(
        ((value, key) for key, value in SERBIAN.items()), key=lambda pair: -len(pair[0])
    ):
        word = word.replace(latin_letters, letter).replace(latin_letters.capitalize(), letter.upper())
    return word


def _cyrillic(text: str) -> str:
    letters = Counter(text)
    scores = {
        language: TELLING_LETTER * sum(letters[letter] for letter in telling)
        for language, telling in CYRILLIC_LETTERS.items()
    }
    for word in map(plain, WORD.findall(text)):
        for language in CYRILLIC_LANGUAGES:
            scores[language] += is_small_word(word, language)
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores["ru"] else "ru"


def _latin(text: str) -> str | None:
    scores = dict.fromkeys(LATIN_LANGUAGES, 0.0)
    is_plain, weights = text.isascii(), _weights()
    for word, count in Counter(WORD.findall(text)).items():
        for language, weight in weights.get(word if is_plain else plain(word), ()):
            scores[language] += count * weight
    if not is_plain:
        for language, telling in LATIN_LETTERS_OF.items():
            scores[language] += min(TELLING_LETTER * sum(map(text.count, telling)), MOST_BY_LETTERS)
    best = max(scores.values())
    if best < LEAST:
        return None
    likeliest = [language for language, score in scores.items() if score == best]
    return "en" if "en" in likeliest else likeliest[0] if len(likeliest) == 1 else None


@cache
def _weights() -> dict[str, list[tuple[str, float]]]:
    """The languages that each small word may be of, and what it counts for each."""
    weights: dict[str, list[tuple[str, float]]] = {}
    for language in LATIN_LANGUAGES:
        for word in WORDS_BY_LANGUAGE[language]:
            weights.setdefault(word, []).append((language, _weight(word, language)))
    return weights


def _weight(word: str, language: str) -> float:
    if language == "en":
        return 1.0
    return WEAKEST if len(word) == 1 else WEAK if word in AMBIGUOUS else 1.0
