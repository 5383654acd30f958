"""The words that stand in the stored passages, for finding out what a slip of the pen was meant to be.

    near("mornign")     morning 1
    near("zelenski")    zelensky 1, zelenskyy 2

One row a distinct word, lower case and without accents, as full-text search reads it but
not stemmed; titles' and publishers' words too. Words are only ever added: one whose last
passage is gone stays until the next `refill`, and `count` says that it stands nowhere.

Kept by length, so that a word and all of its lengths and first letter are one stretch of a
b-tree: of 200,000 words (26,000 real, the rest invented from their letters) the stretch has
about 3,000. Measured there with slips of one and two letters, look-up on a fresh connection,
median and 95 %: this 2.0 and 7.5 ms, finding 98 %; an FTS5 table of trigrams 5.5 and 20 ms,
92 %; deletion neighbourhoods 0.1 and 0.3 ms, 75 %, with one deletion, but 44 MB instead of
3.4 and 20 times the time to write, and with two deletions past 100 MB.

Knows nothing about questions, nor which of the near words was meant.

The only file that imports rapidfuzz.
"""

import json
import re
import sqlite3
import string
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from corpus.database import Database
from corpus.unspaced import spaced

WORD = re.compile(r"[^\W\d_]{3,30}")
SHORTEST_FAR = 6  # letters; two slips in a shorter word leave too little to know it by
MOST_COUNTED = 1_000  # enough to rank by; counting on costs milliseconds for a common word
ACCENTED = re.compile(r"([a-zßđøłæœı])[\u0300-\u036f]+")
LETTERS = string.ascii_lowercase
READ_AT_ONCE = 500  # passages
DOT_ABOVE = "\u0307"  # what is left above the i of a Turkish capital, and would split the word
ADD = "INSERT OR IGNORE INTO words (length, word) SELECT length(value), value FROM json_each(?)"


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """A stored word and how many letters lie between: added, left out, changed, or swapped with the next."""

    distance: int
    word: str


def create_words(connection: sqlite3.Connection) -> None:
    """Make the table and fill it from the passages there are; inside the caller's transaction."""
    connection.execute(
        "CREATE TABLE words (length INTEGER NOT NULL, word TEXT NOT NULL, PRIMARY KEY (length, word)) "
        "STRICT, WITHOUT ROWID"
    )
    refill(connection)


def refill(connection: sqlite3.Connection) -> None:
    """Keep only the words that stand in a passage now; inside the caller's transaction."""
    found: set[str] = set()
    rows = connection.execute("SELECT text, title, publisher FROM passage_words")
    while some := rows.fetchmany(READ_AT_ONCE):
        found |= words_of(text for row in some for text in row)
    connection.execute("DELETE FROM words")
    connection.execute(ADD, (json.dumps(sorted(found, key=lambda word: (len(word), word))),))


def write_words(connection: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Add the words of one article's texts; inside the transaction that writes its passages."""
    connection.execute(ADD, (json.dumps(list(words_of(texts))),))


def words_of(texts: Iterable[str]) -> set[str]:
    """The distinct words of these texts, of three letters and more, as they are kept."""
    text = unicodedata.normalize("NFC", "\n".join(texts)).lower().replace(DOT_ABOVE, "")
    found = set(WORD.findall(text))
    return {word if word.isascii() else folded(word) for word in found}


def folded(word: str) -> str:
    """A word in lower case and without accents, as full-text search folds it: it takes them from Latin letters only."""
    letters = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", ACCENTED.sub(r"\1", letters))


def nearest(typed: str, words: Collection[str]) -> list[Near]:
    """Those of `words` that are one letter away from a folded word, or two where it is long; nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    # A C++ loop: 0.5 ms for 3,000 words, of which 20 lines of Python would take 40.
    found = process.extract(typed, words, scorer=OSA.distance, score_cutoff=_reach(typed), limit=None)
    return sorted(Near(int(distance), word) for word, distance, _ in found)


class Vocabulary:
    """The stored words of one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # CROSS JOIN: few words are looked up in a table of many, whatever SQLite guesses.

    def stored(self, words: Collection[str]) -> set[str]:
        """Those of `words`, in lower case and without accents, that were ever stored."""
        rows = self._database.rows(
            "SELECT word FROM json_each(?) CROSS JOIN words ON length = length(value) AND word = value",
            (json.dumps(list(words)),),
        )
        return {row[0] for row in rows}

    def near(self, word: str) -> list[Near]:
        """The stored words one letter away, or two where the word is long and begins alike; nearest first.

        That the first letter is wrong is looked for with one slip only: it seldom is.
        """
        typed = folded(word)
        beginning = self._beginning(typed, reach=_reach(typed))
        candidates = {*beginning, *self.stored(_first_letter_slips(typed))} - {typed}
        return nearest(typed, candidates)

    def beginning(self, letters: str, longest: int) -> list[str]:
        """The stored words of at most `longest` letters that begin with these, folded ones."""
        rows = self._database.rows(
            "SELECT word FROM json_each(?) CROSS JOIN words ON length = value AND word >= ? AND word < ?",
            (json.dumps(list(range(len(letters), longest + 1))), letters, letters + "\U0010ffff"),
        )
        return [row[0] for row in rows]

    def count(self, words: Sequence[str]) -> dict[str, int]:
        """In how many passages each word stands, stemmed; `MOST_COUNTED` where there are as many or more."""
        return {word: self._count(word) for word in words}

    def _count(self, word: str) -> int:
        match = '"' + spaced(word).replace('"', '""').replace("\0", "") + '"'
        return int(
            self._database.rows(
                "SELECT count(*) FROM (SELECT 1 FROM passage_words WHERE passage_words MATCH ? LIMIT ?)",
                (match, MOST_COUNTED),
            )[0][0]
        )

    def _beginning(self, typed: str, *, reach: int) -> list[str]:
        """The stored words with this first letter and about this length."""
        rows = self._database.rows(
            "SELECT word FROM json_each(?) CROSS JOIN words ON length = value AND word >= ? AND word < ?",
            (json.dumps(list(range(len(typed) - reach, len(typed) + reach + 1))), typed[:1], typed[:1] + "\U0010ffff"),
        )
        return [row[0] for row in rows]


def _first_letter_slips(typed: str) -> set[str]:
    """What the word can have been if one slip touched its first letter."""
    rest = typed[1:]
    slips = {rest, typed[1:2] + typed[:1] + typed[2:]}
    return slips.union(*({letter + rest, letter + typed} for letter in LETTERS)) - {""}


def _reach(typed: str) -> int:
    return 2 if len(typed) >= SHORTEST_FAR else 1
