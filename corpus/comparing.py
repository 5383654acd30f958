"""What an index folder holds against what the catalogue says it holds: `compare`, and the faults in words.

The catalogue knows three kinds of passages: those the index has (`indexed`), those it has
yet to take in, and those it has yet to drop. After a crash the index may be ahead with the
last two, and nothing else may differ:

    indexed  ⊆  ids of the index  ⊆  indexed + to take in + to drop

Every vector, text and place of an indexed passage is compared, and everything must be found
by searching. Runs in a process of its own (`corpus.checking_child`), since a damaged folder
can end the process that opens it. Changes nothing in the catalogue.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from corpus.embedding import Vectors
from corpus.errors import IndexUnavailable
from corpus.index import ChromaIndex
from corpus.rows import unpack

DATABASE = "chroma.sqlite3"
# Chroma keeps the texts' words although Footnote does not ask for them, and fails to drop a passage where they are off.
CHECK_WORDS = "INSERT INTO embedding_fulltext_search (embedding_fulltext_search) VALUES ('integrity-check')"
BATCH = 1_000
# The catalogue keeps float16, Chroma the float32 made of it: intact vectors differ by less than 0.00005.
SAME_COSINE = 0.99
SAMPLE = 200
# Intact indexes of 900 to 10,000 random vectors and of 30 tight clusters found all 200 of themselves, also after half
# of them had been dropped and taken in again; 99 of 100 at 50,000. Of an index that lost its files 1 is found.
LEAST_OWN = 0.95
# A search for everything missed no passage of intact indexes (five to twenty of each kind), and 1 of 3,000 in one of
# three that had been half dropped and taken in again.
MOST_UNREACHED = 0.002
WHOLE = 20_000  # passages up to which one search for all of them is cheap: 0.05 s for 10,000
PROBES_WHOLE, PROBES_PART, PART = 3, 50, 1_000
BEGIN = "opening it"  # what a process that says nothing at all was doing

Step = Callable[[str, int, int], None]
"""Called with what is looked at now, and how many of how many passages are done."""


def compare(folder: Path, catalogue_path: Path, step: Step = lambda *_: None) -> list[str]:
    """What is wrong with the index in `folder`, one short sentence each; none where it is sound."""
    with closing(sqlite3.connect(f"{catalogue_path.absolute().as_uri()}?mode=ro", uri=True)) as catalogue:
        catalogue.execute("BEGIN")  # one view of it, whoever adds meanwhile
        said = _Catalogue(catalogue)
        if not folder.exists() and not said.indexed:
            return []
        step("reading its database", 0, len(said.indexed))
        problems = _faults_of_files(folder)
        if problems:
            return problems
        try:
            step(BEGIN, 0, len(said.indexed))
            index = ChromaIndex.in_folder(folder)
        except IndexUnavailable as error:
            return [f"it cannot be opened ({_cause(error)})"]
        with closing(index):
            return _Comparison(index, said, step).problems()


class _Catalogue:
    """What the catalogue says, as of one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        rows = connection.execute("SELECT passage_id, indexed FROM passages ORDER BY number").fetchall()
        self.indexed = [row[0] for row in rows if row[1]]
        removals = connection.execute("SELECT passage_id FROM removals").fetchall()
        self.undecided = {row[0] for row in rows if not row[1]}.union(row[0] for row in removals)

    def passages(self, passage_ids: list[str]) -> dict[str, tuple[Any, ...]]:
        """Article, start, end, text and vector of those that the index has."""
        rows = self._connection.execute(
            'SELECT p.passage_id, p.article_id, p.start, p."end", '
            'substr(a.text, p.start + 1, p."end" - p.start), p.vector '
            "FROM passages p JOIN articles a USING (article_id) "
            "WHERE p.indexed = 1 AND p.passage_id IN (SELECT value FROM json_each(?))", (json.dumps(passage_ids),)
        )  # fmt: skip
        return {row[0]: row[1:] for row in rows}

    def vectors(self, passage_ids: list[str]) -> Vectors:
        """Their vectors, row for row."""
        passages = self.passages(passage_ids)
        return unpack([passages[passage_id][-1] for passage_id in passage_ids])


class _Comparison:
    """One look at an open index."""

    def __init__(self, index: ChromaIndex, said: _Catalogue, step: Step) -> None:
        self._index = index
        self._said = said
        self._step = step
        self._found: list[str] = []
        self._known: set[str] = set()
        self._done = 0

    def problems(self) -> list[str]:
        for look in (self._look_at_ids, self._look_at_records, self._look_for_everything, self._look_for_themselves):
            with self._telling():
                look()
            if self._found:
                break  # it is made anew anyway, and the next look might end this process
        return self._found

    def _look_at_ids(self) -> None:
        indexed = set(self._said.indexed)
        self._say_step("reading its ids")
        held = self._index.ids()
        self._known = held & indexed
        self._count(len(indexed - held), "are missing")
        strangers = len(held - indexed - self._said.undecided)
        if strangers:
            self._found.append(f"{strangers:,} of the {len(held):,} it holds are not in the catalogue")
        count = self._index.count()
        if count != len(held):
            self._found.append(f"it counts {count:,} passages and names {len(held):,}")

    def _look_at_records(self) -> None:
        vectors = texts = places = 0
        self._say_step("reading its passages")
        for records in self._index.records(BATCH):
            said = self._said.passages(records["ids"])
            for passage_id, embedding, document, metadata in zip(
                records["ids"], records["embeddings"], records["documents"], records["metadatas"], strict=True
            ):
                if passage_id not in said:
                    continue
                article_id, start, end, text, blob = said[passage_id]
                vectors += not _is_same(embedding, unpack([blob])[0])
                texts += document != text
                place = {"article_id": article_id, "start": start, "end": end}
                places += not place.items() <= (metadata or {}).items()
            self._done += len(said)
            self._say_step("reading its passages")
        self._count(vectors, "have another vector than in the catalogue")
        self._count(texts, "have another text than in the catalogue")
        self._count(places, "stand at another place than in the catalogue")

    def _look_for_everything(self) -> None:
        """A search for all must find all; what no path of the graph leads to is never found by any."""
        count = self._index.count()
        is_whole = count <= WHOLE
        wanted = count if is_whole else PART
        for passage_id in _spread(self._said.indexed, PROBES_WHOLE if is_whole else PROBES_PART):
            self._say_step("a search for everything")
            (found,) = self._index.search_many(self._said.vectors([passage_id]), wanted)
            unreached = wanted - len(set(found))
            if unreached > MOST_UNREACHED * wanted:
                self._found.append(f"{unreached:,} of {wanted:,} passages are not found by searching")
                return
            if set(found) - self._known - self._said.undecided or len(set(found)) < len(found):
                self._found.append("a search finds passages that are not there, or one twice")
                return

    def _look_for_themselves(self) -> None:
        sample = _spread(self._said.indexed, SAMPLE)
        if not sample:
            return
        self._say_step("searching for single passages")
        vectors = self._said.vectors(sample)
        found = self._index.search_many(vectors, 1)
        best = [ids[0] for ids in found if ids]
        known = {passage_id: unpack([row[-1]])[0] for passage_id, row in self._said.passages(best).items()}
        # Another passage that is as near will do; what is to be taken in or dropped may be the nearest.
        own = sum(
            bool(ids) and (ids[0] in self._said.undecided or (ids[0] in known and _is_same(known[ids[0]], vector)))
            for vector, ids in zip(vectors, found, strict=True)
        )
        if own < LEAST_OWN * len(sample):
            self._found.append(f"{len(sample) - own:,} of {len(sample):,} passages are not found by their own vectors")

    def _count(self, number: int, what: str) -> None:
        if number:
            self._found.append(f"{number:,} of {len(self._said.indexed):,} passages {what}")

    def _say_step(self, words: str) -> None:
        self._step(words, self._done, len(self._said.indexed))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Chroma's own complaint is a fault like any other."""
        try:
            yield
        except IndexUnavailable as error:
            self._found.append(f"it cannot be read ({_cause(error)})")


def _faults_of_files(folder: Path) -> list[str]:
    """What can be said of the folder before Chroma opens it."""
    path = folder / DATABASE
    if not folder.exists():
        return ["its folder is missing"]
    if not folder.is_dir():
        return ["a file stands where its folder should be"]
    if not path.exists():
        return ["its database is missing"]
    if not path.stat().st_size:
        return ["its database is empty"]
    try:
        # Not read-only: after a crash SQLite first puts back what a broken-off transaction changed.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as database:
            said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if said == "ok":  # which is not asked of an index of words by every version of SQLite
                database.execute(CHECK_WORDS)  # a write that writes nothing; it is not committed either
    except sqlite3.DatabaseError as error:
        said = str(error)
    return [] if said == "ok" else [f"its database is damaged ({' '.join(said.split())})"]


def _is_same(held: Vectors, said: Vectors) -> bool:
    """Whether two vectors point the same way; never where one is no vector, or of another length."""
    if len(held) != len(said):
        return False
    length = float(held @ held) * float(said @ said)
    return length > 0 and float(held @ said) >= SAME_COSINE * length**0.5


def _spread(ids: list[str], number: int) -> list[str]:
    """At most `number` of the ids, evenly spread."""
    return [ids[place * len(ids) // number] for place in range(number)] if len(ids) > number else ids


def _cause(error: IndexUnavailable) -> str:
    """The last of what Chroma, or the system, said: the clauses before it name its own parts."""
    cause = error.__cause__ or error
    said = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    clauses = [clause for clause in " ".join(said.split()).split(": ") if clause.strip()]
    return clauses[-1][-200:] if clauses else type(cause).__name__
