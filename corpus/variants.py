"""Which articles are one text printed twice? Finds the copies of agency news.

    text -> signature -> bands     candidates: any article that shares a band (an indexed look-up)
    are_variants(text, other)      the check of a candidate, exact

A signature is a MinHash (Broder 1997, "On the resemblance and containment of documents")
of the text's shingles, i.e. all runs of five words; its hash functions are multiply-shift
(Dietzfelbinger 1996) over BLAKE2b, and its constants are drawn from BLAKE2b too, so that a
signature is the same on every machine and may be kept for years. A band is two numbers of
a signature taken together.

A template filled in anew (weather, markets, funerals) has the same shingles too; it is
told from a copy by its slots, the numbers and names that stand between equal words.

Knows nothing about articles, stores or what is done about variants.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np

SHINGLE_WORDS = 5
SHINGLE_CHARS = 8  # five words of Chinese, Japanese or Thai, whose scripts set no spaces
# 64 bands of two numbers find a pair that shares a fifth of its shingles in 93 of 100 cases, a third in all but one
# of 1,900. On 1,778 texts of the web (1.6 million pairs) 433 pairs shared a band, so the check is seldom needed.
NUMBERS = 128
NUMBERS_OF_BAND = 2
VERSION = b"\x01"  # of all that decides a signature; signatures of two versions are not comparable

# Set on copies and lookalikes made by rule from the sample articles (`python -m tests.quality.syndicating`: 220
# copies, 82 lookalikes), each at the middle of the values that link every copy and no lookalike.
MIN_CONTAINED = 0.4  # 0.3 to 0.5 do; 0.2 links 11 % of lookalikes (follow-ups that quote), 0.6 loses 2 % of copies
MAX_OTHER_SLOTS = 0.5  # 0.4 to 0.7 do; 0.3 loses a copy in house style, 0.9 links a form filled in anew
MIN_OTHER_SLOTS = 3  # 3 and 4 do; 2 loses a copy, 6 links 2 % of lookalikes
# 44 words. With 10 instead of 40, 16 more pairs of 2,092 texts of the web were linked; those looked at had no more
# in common than a notice that stood above both.
MIN_SHINGLES = 40

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])+")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
SENTENCE_START = re.compile(r"(?:^|[.!?:…]|\n)[\s\"'“”‘’«»(\[]*$")


class Kind(Enum):
    WORD = 0
    NUMBER = 1
    NAME = 2  # capitalised inside a sentence


class _Word(NamedTuple):
    folded: str
    kind: Kind


def signature(text: str) -> bytes:
    """The text's MinHash in 513 bytes; empty where the text is too short to be compared."""
    shingles = _shingles([word.folded for word in _words(text)])
    if len(shingles) < MIN_SHINGLES:
        return b""
    digests = b"".join(blake2b(shingle.encode("utf-8", "replace"), digest_size=4).digest() for shingle in shingles)
    hashes = np.frombuffer(digests, "<u4").astype(np.uint64)
    factors, terms = _constants()
    with np.errstate(over="ignore"):  # arithmetic modulo 2**64 is what multiply-shift asks for
        pairs = zip(factors, terms, strict=True)
        lowest = [((hashes * factor + term) >> np.uint64(32)).min() for factor, term in pairs]
    return VERSION + np.array(lowest, "<u4").tobytes()


def bands(signature: bytes) -> list[int]:
    """The signature's bands as signed 64-bit numbers: two texts of which any is equal are candidates."""
    if signature[:1] != VERSION:
        return []
    body, width = signature[1:], 4 * NUMBERS_OF_BAND
    return [
        int.from_bytes(
            blake2b(body[start : start + width], digest_size=8, salt=start.to_bytes(8, "little")).digest(),
            "little",
            signed=True,
        )
        for start in range(0, len(body), width)
    ]


def resemblance(a: bytes, b: bytes) -> float:
    """The share of shingles that two signatures' texts have in common (Jaccard), estimated; 0 where either is empty."""
    if not a or len(a) != len(b) or a[:1] != b[:1]:
        return 0.0
    equal = sum(a[start : start + 4] == b[start : start + 4] for start in range(1, len(a), 4))
    return equal / NUMBERS


def are_variants(text_a: str, text_b: str) -> bool:
    """Whether the two are one report: copied, cut, retitled or edited, but not written anew."""
    words_a, words_b = list(_words(text_a)), list(_words(text_b))
    first, second = (_shingles([word.folded for word in words]) for words in (words_a, words_b))
    shorter = min(len(first), len(second))
    if shorter < MIN_SHINGLES or len(first & second) < MIN_CONTAINED * shorter:
        return False
    return not _is_filled_in_anew(words_a, words_b)


def _is_filled_in_anew(words_a: Sequence[_Word], words_b: Sequence[_Word]) -> bool:
    """Whether the two are one form with other numbers or other names in it."""
    for kind in (Kind.NUMBER, Kind.NAME):
        slots_a, slots_b = _slots(words_a, kind), _slots(words_b, kind)
        compared = slots_a.keys() & slots_b.keys()
        other = sum(slots_a[place].isdisjoint(slots_b[place]) for place in compared)
        if other >= MIN_OTHER_SLOTS and other > MAX_OTHER_SLOTS * len(compared):
            return True
    return False


def _slots(words: Sequence[_Word], kind: Kind) -> dict[tuple[str, str], set[tuple[str, ...]]]:
    """Runs of numbers or of names, by the words before and after."""
    slots: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    run: list[str] = []
    before = ""
    for word in (*words, _Word("", Kind.WORD)):
        if word.kind is kind:
            run.append(word.folded)
            continue
        if run:
            slots.setdefault((before, word.folded), set()).add(tuple(run))
        run, before = [], word.folded
    return slots


def _shingles(folded: Sequence[str]) -> set[str]:
    """All runs of words; of characters where most of them stand in a script without spaces."""
    unspaced = sum(IS_UNSPACED.match(word) is not None for word in folded)
    length = SHINGLE_CHARS if 2 * unspaced > len(folded) else SHINGLE_WORDS
    return {" ".join(folded[start : start + length]) for start in range(len(folded) - length + 1)}


def _words(text: str) -> Iterator[_Word]:
    if not text.isascii():  # accents and vowel signs are house style, or would break a word in two
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char)[0] != "M")
    for found in WORD.finditer(text):
        word, start = found.group(), found.start()
        if word[0].isdigit():
            kind = Kind.NUMBER
        elif word[0].isupper() and not SENTENCE_START.search(text[max(0, start - 5) : start]):
            kind = Kind.NAME
        else:
            kind = Kind.WORD
        yield _Word(word.casefold(), kind)


@cache
def _constants() -> tuple[Any, Any]:
    """The odd factors and the terms of the hash functions."""
    drawn = [blake2b(number.to_bytes(4, "little"), digest_size=16).digest() for number in range(NUMBERS)]
    factors, terms = np.frombuffer(b"".join(drawn), "<u8").reshape(-1, 2).T
    return factors | np.uint64(1), terms
