"""Other spellings of the same word: British and American, names from other scripts, compounds, acronyms.

    other_spellings("colour")       color
    other_spellings("Kyiv")         kiev
    other_spellings("ceasefire")    cease fire, where the articles have both words
    other_spellings("UCN")          U.C.N.

Rules propose more than there is ("advertize"); a proposal that the corpus has not is
dropped, so that the rules need no list of exceptions.

Knows nothing about slips (`qa.spelling`) nor about different names of one thing (`qa.naming`).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from corpus.vocabulary import Vocabulary, folded
from qa.everyday import is_everyday
from qa.terms import STOP_WORDS, Token, stem

# One line is one name. What its letters tell (Zelensky, Zelenskyy) stands in no table.
NAMES = """
kyiv kiev
kharkiv kharkov
lviv lvov
dnipro dnepr dnieper
luhansk lugansk
mykolaiv nikolaev
zaporizhzhia zaporizhia zaporozhye
chornobyl chernobyl
mumbai bombay
chennai madras
kolkata calcutta
beijing peking
myanmar burma
eswatini swaziland
mohammed muhammad mohamed mohammad muhammed mohamad mohamud
ahmed ahmad
hussein husain hussain husayn
yusuf yousef youssef yousuf
osama usama
gaddafi qaddafi gadhafi kadafi qadhafi
khamenei khamenai
hezbollah hizbollah hizbullah hezbullah
houthi huthi
houthis huthis
qaeda qaida
taliban taleban
isis isil daesh
quran koran
tchaikovsky chaikovsky
gorbachev gorbachov
lukashenko lukashenka
tikhanovskaya tsikhanouskaya
saakashvili sakashvili
rohingya rohinga
uighur uyghur
uighurs uyghurs
"""
PAIRS = """
aluminium aluminum
draught draft
grey gray
jewellery jewelry
kerb curb
manoeuvre maneuver
mould mold
plough plow
programme program
pyjamas pajamas
sceptic skeptic
sceptical skeptical
tyre tire
tyres tires
fulfil fulfill
enrol enroll
instalment installment
judgement judgment
skilful skillful
ageing aging
acknowledgement acknowledgment
airplane aeroplane
moustache mustache
speciality specialty
cosy cozy
maths math
adviser advisor
protester protestor
"""
RULES = tuple(
    (re.compile(pattern), change)
    for pattern, change in (
        (r"(?<=\w\w)our(?=$|s$|ed$|ing$|ful$|able$|ite|ist|hood)", "or"),
        (r"(?<=\w\w)or(?=$|s$|ed$|ing$|ful$|able$|ite|ist|hood)", "our"),
        (r"(?<=\w\w)is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "iz"),
        (r"(?<=\w\w)iz(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "is"),
        (r"(?<=\w)ys(?=(?:e|es|ed|er|ers|ing)$)", "yz"),
        (r"(?<=\w)yz(?=(?:e|es|ed|er|ers|ing)$)", "ys"),
        (r"(?<=\w)tre(?=$|s$)", "ter"),
        (r"(?<=\w)ter(?=$|s$)", "tre"),
        (r"(?<=\w)bre(?=$|s$)", "ber"),
        (r"(?<=\w)ber(?=$|s$)", "bre"),
        (r"(?<=\w)ence(?=$|s$)", "ense"),
        (r"(?<=\w)ense(?=$|s$)", "ence"),
        (r"(?<=\w)ogue(?=$|s$)", "og"),
        (r"(?<=\w)og(?=$|s$)", "ogue"),
        (r"ae", "e"),
        (r"(?<=\w)oe(?=\w)", "e"),
        (r"(?<=\w)ll(?=(?:ed|ing|er|ers)$)", "l"),
        (r"(?<=\w[aeiou])l(?=(?:ed|ing|er|ers)$)", "ll"),
    )
)
SHORTEST_BY_RULE = 5
SHORTEST_NAME = 6  # letters; shorter names that sound alike are different ones
SHORTEST_COMPOUND, SHORTEST_PART = 7, 3
ACRONYM_LETTERS = range(3, 6)
ALIKE = (("ph", "f"), ("kh", "h"), ("ck", "k"), ("ou", "u"), ("iy", "i"), ("q", "k"), ("y", "i"), ("w", "v"))
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


def other_spellings(token: Token, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Other ways to spell the word that the corpus has, lower case; a word that is another in any stemmer's eyes."""
    word = folded(token.bare).replace(".", "")
    if not word.isalpha():
        return ()
    if token.is_acronym or "." in token.bare:
        return _other_acronyms(token, vocabulary)
    proposed = [*_table().get(word, ()), *_by_rule(word)]
    if len(word) >= SHORTEST_NAME and not is_everyday(word):
        proposed += [near.word for near in vocabulary.near(word) if _sound(near.word) == _sound(word)]
    kept = vocabulary.stored(proposed)
    found = [other for other in proposed if other in kept and stem(other) != token.stem]
    return tuple(dict.fromkeys([*found, *_parts(word, vocabulary)]))


def joined(tokens: tuple[Token, ...], text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Neighbouring words that the corpus also has as one: "cease-fire" as ceasefire."""
    pairs = {
        text[first.start : second.end]: folded(first.text + second.text)
        for first, second in pairwise(tokens)
        if (gap := text[first.end : second.start]) in ("-", " ") and (first.text + second.text).isalpha()
        if gap == "-" or (first.is_content and second.is_content)
    }
    kept = vocabulary.stored(list(pairs.values()))
    return {written: word for written, word in pairs.items() if word in kept and len(word) >= SHORTEST_COMPOUND}


def _by_rule(word: str) -> Iterator[str]:
    if len(word) >= SHORTEST_BY_RULE and word not in STOP_WORDS:
        for pattern, change in RULES:
            if pattern.search(word):
                yield pattern.sub(change, word, count=1)


def _parts(word: str, vocabulary: Vocabulary) -> list[str]:
    """The two words a compound is made of, where they stand side by side in some passage."""
    if len(word) < SHORTEST_COMPOUND:
        return []
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    pairs = [(word[:place], word[place:]) for place in places]
    known = vocabulary.stored([part for pair in pairs for part in pair])
    phrases = [" ".join(pair) for pair in pairs if set(pair) <= known and STOP_WORDS.isdisjoint(pair)]
    return [phrase for phrase, count in vocabulary.count(phrases).items() if count]


def _other_acronyms(token: Token, vocabulary: Vocabulary) -> tuple[str, ...]:
    """ "U.C.N." as UCN; the other way round only where no passage has UCN, since single letters are slow to look up."""
    letters = token.bare.replace(".", "")
    if "." in token.bare:
        return (letters,)
    is_known = len(letters) not in ACRONYM_LETTERS or vocabulary.count([letters])[letters]
    return () if is_known else (".".join(letters),)


def _sound(name: str) -> str:
    """A name without what transliterations differ in."""
    name = name.translate(LETTERS)
    for one, other in ALIKE:
        name = name.replace(one, other)
    return re.sub(r"(.)\1+", r"\1", name)


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    lines = [line.split() for line in (NAMES + PAIRS).strip().splitlines()]
    return {word: tuple(other for other in line if other != word) for line in lines for word in line}
