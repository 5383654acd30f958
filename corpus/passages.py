"""The passages of the newest articles: their vectors, sentences and words.

Vectors are stored as float16 (a cosine keeps three decimals) and handed out as float32.
The part of the catalogue that searching reads; articles come and go in `corpus.catalog`.
"""

import json
from collections.abc import Collection, Sequence

from corpus.article import Passage, Span
from corpus.database import Database, Row
from corpus.embedding import Vectors
from corpus.rows import PASSAGE_COLUMNS, Halves, passage_of, unpack, unpack_half

# Text, title, publisher. BM25's hit@1 on the halves "tune" of the samples and of OneStopQA: text alone
# 0.68 and 0.69, (1, 0.5, 0.2) 0.70 and 0.69, (1, 1, 0.5) 0.68 and 0.70, (1, 2, 1) 0.73 and 0.71.
WORD_WEIGHTS = (1.0, 2.0, 1.0)


class PassageTable:
    """The passages in one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

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

    def vectors_state(self) -> tuple[object, ...]:
        """A value that changes with every vector: how many, the last one's number, and how often all were exchanged."""
        row = self._database.rows(
            "SELECT count(*), coalesce(max(number), 0), (SELECT value FROM facts WHERE name = 'vectors') FROM passages"
        )[0]
        return tuple(row)

    def vectors_after(self, number: int, limit: int) -> tuple[list[int], list[str], Halves]:
        """Numbers, ids and vectors (float16) of at most `limit` passages behind this one, in their order."""
        rows = self._database.rows(
            "SELECT number, passage_id, vector FROM passages WHERE number > ? ORDER BY number LIMIT ?", (number, limit)
        )
        return [row[0] for row in rows], [row[1] for row in rows], unpack_half([row[2] for row in rows])

    def passage_numbers(self) -> list[int]:
        """The numbers of all passages, in order."""
        return [row[0] for row in self._database.rows("SELECT number FROM passages ORDER BY number")]

    def vectors_within(self, article_ids: Collection[str]) -> tuple[list[str], Vectors]:
        """Ids and vectors of the passages of these articles."""
        rows = self._database.rows_in("SELECT passage_id, vector FROM passages WHERE article_id IN", list(article_ids))
        return [row[0] for row in rows], unpack([row[1] for row in rows])

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

    def search_words(
        self, words: Sequence[str], k: int, within: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The best `k` passages holding any of `words`, by BM25; (passage id, score), best first.

        Words are matched as they are, stemmed: whatever they hold, none is read as an operator.
        `within` keeps to these articles.
        """
        match = " OR ".join('"' + word.replace('"', '""') + '"' for word in words if word.strip("\0 "))
        if not match:
            return []
        weights = ", ".join(map(str, WORD_WEIGHTS))
        rows = self._database.rows(
            f"SELECT p.passage_id, -bm25(passage_words, {weights}) AS score "
            "FROM passage_words JOIN passages p ON p.number = passage_words.rowid WHERE passage_words MATCH ? "
            "AND (? IS NULL OR p.article_id IN (SELECT value FROM json_each(?))) ORDER BY score DESC LIMIT ?",
            (match.replace("\0", ""), *(2 * [None if within is None else json.dumps(list(within))]), k),
        )
        return [(row[0], row[1]) for row in rows]

    def count_word(self, word: str) -> int:
        """In how many passages the word stands, stemmed."""
        match = '"' + word.replace('"', '""').replace("\0", "") + '"'
        return int(
            self._database.rows("SELECT count(*) FROM passage_words WHERE passage_words MATCH ?", (match,))[0][0]
        )
