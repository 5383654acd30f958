"""Guess the encoding of bytes that are not UTF-8, by what a person can have written.

Every candidate is tried on a sample. The text that it shows is scored by how surprising
its letters are in the languages which that encoding serves, and how they stand together:
a Cyrillic letter inside a Latin word, a capital after a small letter or a sign between
two letters is what a wrong encoding makes. The least surprising wins.

A label (from a server, a mail or the page) counts as evidence worth `LABEL_WORTH`, no more:
a right one settles a tie, a wrong one loses against the text itself.

Knows nothing about byte order marks and UTF-8; that is `corpus.extracting.text`.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.extracting.letters import costs_of

WESTERN = ("de", "fr", "es", "pt", "it", "sv", "da", "fi", "nl", "is", "ca", "ga", "sq", "en")
CENTRAL = ("pl", "cs", "sk", "hu", "hr", "sl", "ro")
CYRILLIC = ("ru", "uk", "bg", "sr", "be")
# Each encoding, the languages written in it, and how many nats of evidence it starts behind the first:
# of two that show the same words the one in use today is right.
CANDIDATES: dict[str, tuple[tuple[str, ...], float]] = {
    "cp1252": (WESTERN, 0),
    "cp1250": (CENTRAL, 1),
    "cp1251": (CYRILLIC, 1),
    "koi8-r": (("ru", "bg"), 2),
    "cp932": (("ja",), 2),
    "gb18030": (("zh", "zh-hant"), 2),
    "big5": (("zh-hant",), 2),
    "cp949": (("ko",), 2),
    "euc-jp": (("ja",), 3),
    "cp1253": (("el",), 2),
    "cp1254": (("tr",), 2),
    "cp1255": (("he",), 2),
    "cp1256": (("ar", "fa"), 2),
    "cp1257": (("lt", "lv", "et"), 2),
    "cp874": (("th",), 2),
    "iso8859-2": (CENTRAL, 3),
    "koi8-u": (("uk",), 3),
    "iso8859-15": (WESTERN, 5),
    "iso8859-5": (CYRILLIC, 5),
    "iso8859-7": (("el",), 4),
    "iso8859-6": (("ar",), 5),
    "cp866": (("ru", "uk"), 5),
    "mac-cyrillic": (CYRILLIC, 6),
    "mac-roman": (WESTERN, 8),
}
WIDE = ("utf-16-le", "utf-16-be")
ASIAN = ("zh", "ja", "ko", "zh-hant")
# What browsers read these labels as, since their encodings contain them.
READ_AS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "iso8859-8": "cp1255",
    "iso8859-11": "cp874", "tis-620": "cp874", "iso8859-13": "cp1257", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "euc_jp": "euc-jp", "big5hkscs": "big5",
}  # fmt: skip
LABEL_WORTH = 5.0
ASCII_COST = (
    3.0  # an ASCII byte costs this in every encoding, so that it matters only where one reads it as half a sign
)
BROKEN_COST = 25.0
# In nats, set so that whole tuning texts are all read right under seven labels each (280 of 280; of pieces of 50
# characters 648 of 672), and 91 web pages written in eight encodings (139 of 143; without `LETTER_ALONE`, which
# keeps "£4" from becoming "Ł4", 20 of them were wrong). None of them is among the tests' hundred files.
MIXED_SCRIPTS, LETTER_ALONE, CAPITAL_INSIDE, SIGN_INSIDE, TWO_ACCENTS = 8.0, 6.0, 5.0, 4.0, 1.5
WORDS_OF_ONE_LETTER = frozenset("àèéóíôöåêÀÈÉÓÍÔÖÅÊавиікоусязйьАВИІКОУСЯЗЙήοηκӀıוה")
LATIN_END = "\u0250"
# Cost of a byte beyond ASCII: in 24 tuning texts (other than the tests') it was 1.6 to 4.0 where the encoding was
# right; random bytes cost 12.8 in the best. A few odd signs in a text that is ASCII otherwise are forgiven.
MAX_COST_PER_BYTE = 8.0
FORGIVEN_COST = 60.0
# Cost of a character of UTF-16; 5.3 to 7.6 in the tuning texts, 18 in random bytes.
MAX_COST_PER_WIDE_CHARACTER = 9.0
SAMPLE_BYTES = 8_000  # all 280 guesses on whole tuning texts, of 100 to 400 bytes, were right
WINDOW_BYTES = 2_000
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def named(label: str | None) -> str | None:
    """The candidate that a label means, or None where it means none."""
    try:
        name = codecs.lookup((label or "").strip(" \t\r\n\"';").lower()).name
    except (LookupError, ValueError):  # a NUL in it is a ValueError
        return None
    name = READ_AS.get(name, name)
    return name if name in CANDIDATES else None


def guess(data: bytes, *, labels: Sequence[str] = ()) -> str | None:
    """The encoding that shows the likeliest text, or None where all show none.

    `labels` are what the server and the page said, as `named` gives it.
    """
    if wide := _wide(data):
        return wide
    sample = b"\n".join(_windows(data))
    beyond = sum(byte >= 0x80 for byte in sample)
    if not beyond:
        return None
    costs = {encoding: _cost(sample, encoding) for encoding in CANDIDATES}
    ascii_cost = ASCII_COST * (len(sample) - beyond)
    most = MAX_COST_PER_BYTE * beyond + FORGIVEN_COST
    plausible = [name for name, cost in costs.items() if cost - ascii_cost <= most]
    handicaps = {name: behind - LABEL_WORTH * labels.count(name) for name, (_, behind) in CANDIDATES.items()}
    return min(plausible, key=lambda name: costs[name] + handicaps[name], default=None)


def _windows(data: bytes) -> Iterator[bytes]:
    """The lines that hold bytes beyond ASCII, up to `SAMPLE_BYTES`; each begins where no sign is cut in two."""
    taken, place = 0, 0
    while taken < SAMPLE_BYTES and (found := BEYOND_ASCII.search(data, place)):
        line = data.rfind(b"\n", max(place, found.start() - 200), found.start()) + 1
        start = line or max(place, found.start() - 200)
        end = data.find(b"\n", found.start(), start + WINDOW_BYTES)
        end = end if end >= 0 else start + WINDOW_BYTES
        yield data[start:end]
        taken += end - start
        place = data.find(b"\n", end, end + 1_000_000) + 1 or len(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark where it shows Chinese, Japanese or Korean; the zeros tell of the rest."""
    sample = data[: SAMPLE_BYTES // 2]
    if len(data) % 2 or len(sample) < 8:
        return None
    costs = {encoding: _cost(sample, encoding) / (len(sample) / 2) for encoding in WIDE}
    best = min(costs, key=costs.__getitem__)
    return best if costs[best] <= MAX_COST_PER_WIDE_CHARACTER else None


def _cost(sample: bytes, encoding: str) -> float:
    """How surprising the text that `encoding` shows is, in the language where it is least so."""
    text = sample.decode(encoding, errors="replace")
    counts = Counter(char for char in text if char > "\x7f")
    broken = counts.pop("\ufffd", 0)
    shared = ASCII_COST * sum(char <= "\x7f" for char in text) + BROKEN_COST * broken
    shared += 10.0 * sum(char < " " and char not in "\n\r\t\f" for char in text)
    languages = ASIAN if encoding in WIDE else CANDIDATES[encoding][0]
    least = min(sum(count * cost(char) for char, count in counts.items()) for cost in map(costs_of, languages))
    return shared + least + _strangeness(text)


def _strangeness(text: str) -> float:
    """What neighbours say: mixed scripts, letters alone, capitals and signs inside words, accents side by side."""
    cost = 0.0
    for (before, char, after), count in Counter(zip(" " + text, text, text[1:] + " ", strict=False)).items():
        if char > "\x7f" and char.isalpha() and char < "\u2e80":
            is_alone = not before.isalpha() and not after.isalpha()
            if (is_alone and char not in WORDS_OF_ONE_LETTER) or before.isdigit() or after.isdigit():
                cost += LETTER_ALONE * count
        if char > "\x7f" or after > "\x7f":
            cost += count * _strangeness_of_two(char, after)
    return cost


def _strangeness_of_two(first: str, second: str) -> float:
    if not (first.isalpha() and second.isalpha()):
        return SIGN_INSIDE * (_is_sign(first, beside=second) or _is_sign(second, beside=first))
    cost = CAPITAL_INSIDE * (first.islower() and second.isupper())
    if (first < LATIN_END) != (second < LATIN_END):
        return cost + MIXED_SCRIPTS * (max(first, second) < "\u2e80")
    return cost + TWO_ACCENTS * (first > "\x7f" and "\x7f" < second < LATIN_END)


def _is_sign(char: str, *, beside: str) -> bool:
    """A symbol that touches a letter (`na¶ladowaæ`); dashes, quotes and the like may."""
    return (
        char > "\x7f"
        and not char.isalnum()
        and char not in "\u00a0’“”–—„«»…‘°•\u3000·"
        and beside.isalpha()
        and char < "\u2e80"
    )
