"""The passages of the newest articles: their vectors, sentences and words.

Vectors are stored as float16 (a cosine keeps three decimals) and handed out as float32.
The part of the catalogue that searching reads; articles come and go in `corpus.catalog`.
"""

from collections.abc import Sequence

from corpus.article import Passage, Span
from corpus.columns import Columns, Selection, Within
from corpus.database import Database, Row
from corpus.embedding import Vectors
from corpus.rows import PASSAGE_COLUMNS, Halves, passage_of, unpack, unpack_half
from corpus.selecting import publishers
from corpus.vocabulary import Vocabulary
from corpus.weighing import Weigher, Word


class PassageTable:
    """The passages in one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.columns = Columns(database)
        self.vocabulary = Vocabulary(database)
        self._weigher = Weigher(database, self.columns)
        self._publishers: tuple[object, tuple[str, ...]] = (None, ())

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids; an id that is no longer stored is left out."""
        rows = self._database.rows_in(
            f"SELECT {PASSAGE_COLUMNS} FROM passages p JOIN articles a USING (article_id) WHERE p.passage_id IN",
            passage_ids,
        )
        return {row[0]: passage_of(row) for row in rows}

    def passages_of(self, article_id: str) -> list[Passage]:
        """An article's passages in order."""
        return [passage_of(row) for row in self._database.rows(
            f"SELECT {PASSAGE_COLUMNS} FROM passages p JOIN articles a USING (article_id) "
            "WHERE p.article_id = ? ORDER BY p.ordinal", (article_id,))]  # fmt: skip

    def vectors(self, passage_ids: Sequence[str] | None = None) -> tuple[list[str], Vectors]:
        """Passage ids and their vectors, row for row; all of them where no ids are given."""
        if passage_ids is None:
            rows = self._database.rows("SELECT passage_id, vector FROM passages ORDER BY number")
        else:
            rows = self._database.rows_in("SELECT passage_id, vector FROM passages WHERE passage_id IN", passage_ids)
        return [row[0] for row in rows], unpack([row[1] for row in rows])

    def vectors_after(self, number: int, limit: int) -> tuple[list[int], list[str], Halves]:
        """Numbers, ids and vectors (float16) of at most `limit` passages behind this one, in their order."""
        rows = self._database.rows(
            "SELECT number, passage_id, vector FROM passages WHERE number > ? ORDER BY number LIMIT ?", (number, limit)
        )
        return [row[0] for row in rows], [row[1] for row in rows], unpack_half([row[2] for row in rows])

    def vectors_numbered(self, numbers: Sequence[int]) -> tuple[list[str], Vectors]:
        """Ids and vectors of the passages with these numbers."""
        rows = self._database.rows_in("SELECT passage_id, vector FROM passages WHERE number IN", numbers)
        return [row[0] for row in rows], unpack([row[1] for row in rows])

    def ids_of(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of the passages with these numbers, by number; one that is no longer stored is left out."""
        return dict(self._database.rows_in("SELECT number, passage_id FROM passages WHERE number IN", numbers))

    def passage_numbers(self) -> list[int]:
        """The numbers of all passages, in order."""
        return [row[0] for row in self._database.rows("SELECT number FROM passages ORDER BY number")]

    def sentences(self, passage_ids: Sequence[str]) -> dict[str, tuple[list[Span], Vectors]]:
        """For each passage its sentences' spans in the article and their vectors, row for row."""
        rows = self._database.rows_in(
            'SELECT p.passage_id, s.start, s."end", s.vector FROM sentences s JOIN passages p ON p.number = s.passage '
            "WHERE p.passage_id IN", passage_ids)  # fmt: skip
        grouped: dict[str, list[Row]] = {}
        for row in rows:
            grouped.setdefault(row[0], []).append(row)
        return {
            passage_id: ([Span(start=row[1], end=row[2]) for row in group], unpack([row[3] for row in group]))
            for passage_id, group in grouped.items()
        }

    def search_words(self, words: Sequence[Word], k: int, within: Within | None = None) -> list[tuple[str, float]]:
        """The best `k` passages holding any of `words`, by BM25; (passage id, score), best first.

        Words are matched as they are, stemmed: whatever they hold, none is read as an operator. Of
        several in a tuple, which name one thing, a passage has what it gets for the best. `within`
        keeps to some articles.
        """
        found = self._weigher.search(words, k, within)
        ids = self.ids_of([number for number, _ in found])
        return [(ids[number], score) for number, score in found if number in ids]

    def count_word(self, word: str) -> int:
        """In how many passages the word stands, stemmed."""
        return self._weigher.count(word)

    def publishers(self) -> tuple[str, ...]:
        """The publishers of the newest articles; the same tuple for as long as they are the same."""
        version = self._database.version()
        if version is None or self._publishers[0] != version:
            found = tuple(publishers(self._database))
            self._publishers = (version, self._publishers[1] if found == self._publishers[1] else found)
        return self._publishers[1]

    def selects(self, selection: Selection) -> bool:
        """Whether any article is among those selected."""
        table = self.columns.current("articles")
        return bool(self.columns.mask(table, selection).any())
