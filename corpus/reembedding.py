"""All articles embedded anew, by the embedder that is set now, and searched by the old one until the end.

New vectors go to a table of their own (`new_vectors`), a group at a time. When one is there
for every passage, one transaction puts them in the place of the old ones and notes whose
they are; before that nothing has changed, after it everything has. So a run may end at any
moment, and the next one goes on where it ended. Articles that others add, correct or remove
meanwhile, with the old embedder, are found before the exchange and embedded as well.

The passages stay cut as they are: only their vectors and their sentences' are made anew.
Knows nothing about the index but that it must be rebuilt afterwards.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from corpus.article import Passage, Span
from corpus.database import Database
from corpus.embedding import embed_parts
from corpus.errors import EmbedderError
from corpus.matching import Identity, identity_of, take_over
from corpus.migrations import migrate
from corpus.rows import pack
from corpus.running import Progress
from corpus.spacing import require_space
from corpus.store import Corpus
from corpus.storing import embedded_text, inside

RUN_FACT = "reembedding"  # the identity of the embedder that `new_vectors` are of
GROUP_TEXTS = 256  # as many as adding embeds at once: enough for the embedder's sorting by length to pay
READ_AT_ONCE = 64  # passages
WHOLE = -1  # `new_vectors.start` of a passage's own vector
# How much room a vector takes beyond itself until all is done, in rows of `sentences`, where a row of more than 1,002
# bytes takes pages of its own. 60,000 vectors of 384 numbers took 155 MB, of 512 numbers 636 MB, of 768 numbers 732 MB,
# most of it the log of the exchange; by this it is 192, 799 and 829.
ROWS_NEEDED = 3
ROW_BYTES, LARGEST_ROW, PAGE_BYTES = 40, 1_002, 4_096
MISSING = """FROM passages p LEFT JOIN new_vectors n ON n.passage = p.number AND n.start = -1
    WHERE n.passage IS NULL AND p.number > ?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reembedded:
    """What a run did: the articles and passages it embedded, fewer than all where it went on with another's."""

    articles: int
    passages: int
    seconds: float
    interrupted: bool = False


def reembed(
    corpus: Corpus, *, progress: Progress | None = None, stopping: Callable[[], bool] | None = None
) -> Reembedded:
    """Embed every article anew with the corpus's embedder; Ctrl-C and `stopping` keep what was embedded.

    Raises: EmbedderError where the embedder cannot be loaded or another one is at it as
    well, NoSpace, CatalogueError.
    """
    run = _Run(corpus, progress=progress or _ignore, stopping=stopping or bool)
    done = run.over()
    if not done.interrupted:
        corpus.catch_up()  # whoever owns the index sees that the vectors have changed, and makes it anew
    return done


@dataclass(frozen=True, slots=True)
class _Part:
    """A passage to embed, by its number, and its sentences as spans of the article."""

    number: int
    passage: Passage
    sentences: tuple[Span, ...]

    @property
    def count(self) -> int:
        """How many vectors it gets."""
        return 1 + len(self.sentences)


class _Run:
    """One run of embedding anew."""

    def __init__(self, corpus: Corpus, *, progress: Progress, stopping: Callable[[], bool]) -> None:
        self._corpus = corpus
        self._progress = progress
        self._stopping = stopping
        self._database = Database(corpus.settings.catalogue_path, migrate)
        self._articles: set[str] = set()
        self._passages = 0

    def over(self) -> Reembedded:
        started = time.perf_counter()
        is_done = False
        try:
            identity = identity_of(self._corpus.embedder)
            self._begin(identity)
            while not is_done and self._embed_missing(identity):
                is_done = self._exchange(identity)
        except KeyboardInterrupt:
            pass
        finally:
            self._database.close()
        return Reembedded(
            articles=len(self._articles), passages=self._passages, interrupted=not is_done,
            seconds=round(time.perf_counter() - started, 3),
        )  # fmt: skip

    def _begin(self, identity: Identity) -> None:
        """Keep what an earlier run of the same embedder left, and no other's."""
        with self._database.transaction() as connection:
            left = _begun(connection)
            if left is None or left.difference(identity):
                connection.execute("DELETE FROM new_vectors")
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?,?)", (RUN_FACT, json.dumps(asdict(identity))))
        self._require_space()

    def _require_space(self) -> None:
        (missing,) = self._database.rows(
            "SELECT (SELECT count(*) FROM passages) + (SELECT count(*) FROM sentences) - "
            "(SELECT count(*) FROM new_vectors)"
        )[0]
        size = bytes_needed(len(self._corpus.embedder.embed_query("size"))) if missing else 0
        settings = self._corpus.settings
        require_space(settings.home, settings.min_free_bytes + size * missing)

    def _embed_missing(self, identity: Identity) -> bool:
        """Embed what has no new vector yet; False where the run was stopped."""
        last = 0
        while group := self._group(last):
            self._tell(last, group[0].passage.title or group[0].passage.text[:80])
            if self._stopping():
                return False
            self._keep(group, self._vectors(group), identity)
            last = group[-1].number
        self._tell(last, "")
        return True

    def _group(self, last: int) -> list[_Part]:
        """The next passages without new vectors, as many as are embedded at once."""
        rows = self._database.rows(f"SELECT p.number, p.passage_id {MISSING} ORDER BY p.number LIMIT {READ_AT_ONCE}",
                                   (last,))  # fmt: skip
        passages = self._corpus.catalogue.passages([passage_id for _, passage_id in rows])
        spans = self._spans([number for number, _ in rows])
        group: list[_Part] = []
        count = 0
        for number, passage_id in rows:
            if passage := passages.get(passage_id):  # otherwise it was removed just now
                group.append(part := _Part(number, passage, tuple(spans.get(number, []))))
                count += part.count
            if count >= GROUP_TEXTS:
                break
        return group

    def _vectors(self, group: Sequence[_Part]) -> list[bytes]:
        """For each passage its vector, and then its sentences', as they are made when an article is added."""
        texts = [embedded_text(part.passage) for part in group]
        spans = [inside(part.passage, part.sentences) for part in group]
        found = embed_parts(self._corpus.embedder, texts, spans)
        return [pack(vector) for whole, parts in found for vector in (whole, *parts)]

    def _spans(self, numbers: Sequence[int]) -> dict[int, list[Span]]:
        """Where each passage's sentences are in the article."""
        rows = self._database.rows(
            'SELECT passage, start, "end" FROM sentences WHERE passage IN (SELECT value FROM json_each(?))',
            (json.dumps(numbers),),
        )
        spans: dict[int, list[Span]] = {}
        for number, start, end in rows:
            spans.setdefault(number, []).append(Span(start=start, end=end))
        return spans

    def _keep(self, group: Sequence[_Part], vectors: Sequence[bytes], identity: Identity) -> None:
        """Write the group's new vectors down, but for passages that were removed meanwhile."""
        keys = [(part.number, start) for part in group for start in (WHOLE, *(span.start for span in part.sentences))]
        settings = self._corpus.settings
        require_space(settings.home, settings.min_free_bytes)
        with self._database.transaction() as connection:
            _require_begun(connection, identity)
            connection.executemany(
                "INSERT OR REPLACE INTO new_vectors SELECT ?1, ?2, ?3 WHERE EXISTS "
                "(SELECT 1 FROM passages WHERE number = ?1)",
                [(*key, vector) for key, vector in zip(keys, vectors, strict=True)],
            )
        self._articles |= {part.passage.article_id for part in group}
        self._passages += len(group)

    def _exchange(self, identity: Identity) -> bool:
        """Put the new vectors in the place of the old ones; False, and nothing is done, where one is missing."""
        with self._database.transaction() as connection:
            _require_begun(connection, identity)
            if connection.execute(f"SELECT 1 {MISSING} LIMIT 1", (0,)).fetchone():
                return False
            connection.execute(
                "UPDATE passages SET indexed = 0, vector = (SELECT n.vector FROM new_vectors n "
                "WHERE n.passage = passages.number AND n.start = -1)"
            )
            connection.execute(
                "UPDATE sentences SET vector = (SELECT n.vector FROM new_vectors n "
                "WHERE n.passage = sentences.passage AND n.start = sentences.start)"
            )
            connection.execute("DELETE FROM new_vectors")
            connection.execute("DELETE FROM facts WHERE name = ?", (RUN_FACT,))
            take_over(connection, identity)
        return True

    def _tell(self, last: int, title: str) -> None:
        total, _ = self._corpus.catalogue.counts()
        (missing,) = self._database.rows(f"SELECT count(DISTINCT p.article_id) {MISSING}", (last,))[0]
        self._progress(max(0, total - missing), total, title)


def bytes_needed(dimension: int) -> int:
    """The room that one vector needs in the catalogue's files until it has taken the place of the old one."""
    vector = 2 * dimension
    row = vector + ROW_BYTES
    if row > LARGEST_ROW:
        row = -(-row // PAGE_BYTES) * PAGE_BYTES
    return ROWS_NEEDED * row + vector


def _begun(connection: sqlite3.Connection) -> Identity | None:
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (RUN_FACT,)).fetchone()
    return Identity(**json.loads(row[0])) if row else None


def _require_begun(connection: sqlite3.Connection, identity: Identity) -> None:
    """EmbedderError where another run has ended, or begun with another embedder, since this one began."""
    begun = _begun(connection)
    if begun is None or begun.difference(identity):
        raise EmbedderError(
            f"another Footnote embeds the articles anew as well, with {begun.name if begun else identity.name!r}; "
            f"let it finish, or stop it and start again"
        )


def _ignore(*_: object) -> None:
    """Nobody watches."""
