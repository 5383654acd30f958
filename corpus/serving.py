"""The index on a Chroma server, which may be slow, gone or wrong: `ServerIndex`.

Chroma's client waits for ever for a server that does not answer. Here every call ends in
time: it runs in a thread, and one that is late is left behind and its connection closed
under it. A call that fails is tried again while there is time, since each of them can be
made twice; then the server is left alone for a while (`corpus.breaking`). What it holds
after a failure nobody knows: it may have been started again with older data, or with none.
So a search is refused until `verify` has compared it with the catalogue.

Knows nothing about who searches meanwhile and when to try again; see `corpus.keeping`.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Lock
from typing import TypeVar
from urllib.parse import urlsplit

from corpus.article import Passage
from corpus.breaking import Breaker, DeadlinePassed, Paused, within
from corpus.catalog import Catalogue
from corpus.embedding import Vectors
from corpus.errors import IndexUnavailable
from corpus.index import ChromaIndex
from corpus.knocking import knock, shown

T = TypeVar("T")

# A search may have to wait for a call that tells something, and both together must end within 10 s. On two busy
# cores, over 100,000 passages, a search took 9 ms, telling 500 passages at most 2.2 s, dropping all 2.4 s, and
# before the first call loading Chroma's client 1 to 3 s.
ASK_SECONDS = 3.0
TELL_SECONDS = 6.0
RETRY_PAUSES = (0.2, 0.4)
IDS_AT_ONCE = 10_000  # of 100,000 passages, all of them took 0.3 s
PROBES = 16
MIN_PROBES_FOUND = 0.9  # Chroma's search is approximate: it may miss one
SAME_COSINE = 0.99
REASON_CHARS = 160
GONE, BUSY = 404, 429


class ServerIndex:
    """One collection of a Chroma server; IndexUnavailable in time where the server fails. One writer at a time.

    Nothing is opened before the first call, and a closed one can be used again.
    """

    def __init__(self, url: str, collection: str, *, breaker: Breaker | None = None) -> None:
        self._url = url
        self._collection = collection
        self._breaker = breaker or Breaker()
        self._lock = Lock()
        self._index: ChromaIndex | None = None
        self._failures = 0
        self._verified: int | None = None  # what `_failures` was when the server was last found sound

    @property
    def is_verified(self) -> bool:
        """Whether nothing has failed since the server was compared with the catalogue."""
        return self._verified == self._failures

    def seconds_left(self) -> float:
        """How long every call fails at once; 0 where the server may be called."""
        return self._breaker.seconds_left()

    def verify(self, catalogue: Catalogue) -> tuple[str, ...]:
        """What is wrong with what the server holds, as phrases; from then on it may be searched.

        The catalogue notes what it does hold, so that the rest becomes pending. A server that
        does not find passages by their own vectors is emptied.

        Raises: IndexUnavailable.
        """
        problems: list[str] = []
        told, held = catalogue.indexed_count() + catalogue.pending_counts()[1], self.count()
        if held != told:  # it was lost, or went back to an older state
            problems.append(f"it holds {held:,} passages and was told {told:,}")
            catalogue.unsettle(held=self.ids())
        failures = self._failures
        if not self._finds_its_own(catalogue):
            problems.append("it does not find passages by their own vectors")
            self.clear()
            catalogue.unsettle(held=set())
            failures = self._failures  # a refused sample is one
        self._verified = failures
        return tuple(problems)

    def upsert(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Take passages in. Some hundreds at once, so that the server can do it in time."""
        self._call(lambda index: index.upsert(passages, vectors), TELL_SECONDS)

    def remove(self, passage_ids: Sequence[str]) -> None:
        self._call(lambda index: index.remove(passage_ids), TELL_SECONDS)

    def clear(self) -> None:
        """Drop all that it holds; other collections of the same server stay."""
        self._call(lambda index: index.clear(), TELL_SECONDS)

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        if not self.is_verified:
            raise self._unavailable("has yet to be compared with the catalogue")
        return self._search(vector, k)

    def count(self) -> int:
        """How many passages the collection holds."""
        return self._call(lambda index: index.count(), TELL_SECONDS)  # often the first call, which connects

    def ids(self) -> set[str]:
        """Every passage it holds, asked for in pages, each with a time limit of its own."""
        found: set[str] = set()
        while True:
            page = self._call(partial(ChromaIndex.some_ids, first=len(found), limit=IDS_AT_ONCE), ASK_SECONDS)
            if len(page) < IDS_AT_ONCE:
                return found.union(page)
            if found.issuperset(page):
                raise self._unavailable("gives the same passages again and again")
            found.update(page)

    def close(self) -> None:
        """Close the connection; before it is searched again, it must be compared with the catalogue again."""
        self._verified = None
        self._let_go()

    def _search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        return self._call(lambda index: index.search(vector, k), ASK_SECONDS)

    def _finds_its_own(self, catalogue: Catalogue) -> bool:
        """Whether passages that the server took in are found by their own vectors."""
        _, vectors = catalogue.indexed_sample(PROBES)
        try:
            found = [self._search(vector, 1) for vector in vectors]
        except _Refused:  # it holds vectors of another length
            return False
        return sum(bool(best) and best[0][1] > SAME_COSINE for best in found) >= MIN_PROBES_FOUND * len(found)

    def _call(self, work: Callable[[ChromaIndex], T], seconds: float) -> T:
        try:
            ticket = self._breaker.admit()
        except Paused as paused:
            raise self._unavailable(f"failed and is asked again in {paused.seconds:.0f} s") from None
        try:
            result = self._tried(work, seconds)
        except _Refused:
            self._breaker.succeeded(ticket)  # it is there, and able to say no
            raise
        except BaseException:
            self._breaker.failed(ticket)
            raise
        self._breaker.succeeded(ticket)
        return result

    def _tried(self, work: Callable[[ChromaIndex], T], seconds: float) -> T:
        """What `work` gets from the server, tried again after each of the pauses while there is time."""
        ends = time.monotonic() + seconds
        for pause in (*RETRY_PAUSES, seconds):
            too_late = Event()
            attempt = partial(self._attempt, work, ends, too_late)
            try:
                return within(ends - time.monotonic(), attempt, name="asking Chroma")
            except DeadlinePassed:
                self._failures += 1
                self._let_go(too_late)
                raise self._unavailable(f"did not answer within {seconds:g} seconds") from None
            except IndexUnavailable as error:
                self._failures += 1
                failure = error
            status = _status(failure)
            if status == GONE:
                self._let_go()  # the collection; connecting again makes it anew
            if 400 <= status < 500 and status != BUSY:
                raise self._unavailable(f"refused ({self._reason(failure)})", _Refused) from failure
            if time.monotonic() + pause >= ends:
                break
            time.sleep(pause)
        raise self._unavailable(f"cannot be used ({self._reason(failure)})") from failure

    def _attempt(self, work: Callable[[ChromaIndex], T], ends: float, too_late: Event) -> T:
        try:
            return work(self._index or self._connected(ends, too_late))
        except (IndexUnavailable, DeadlinePassed):
            raise
        except Exception as error:  # such as that of a connection closed by another call that came too late
            raise IndexUnavailable(str(error)) from error

    def _connected(self, ends: float, too_late: Event) -> ChromaIndex:
        """The connection, made where there is none. One that is made too late is not used for anything."""
        knock(self._url, ends - time.monotonic())
        made = ChromaIndex.on_server(self._url, self._collection, seconds=TELL_SECONDS)
        with self._lock:
            if not too_late.is_set():
                self._index = self._index or made
            kept = None if too_late.is_set() else self._index
        if kept is not made:
            made.close()
        if kept is None:
            raise IndexUnavailable("the connection was made too late")
        return kept

    def _let_go(self, too_late: Event | None = None) -> None:
        """Close the connection, under a call that is late too, so that its thread ends and does no more."""
        with self._lock:
            if too_late is not None:
                too_late.set()
            index, self._index = self._index, None
        if index is not None:
            index.close()

    def _unavailable(self, what: str, kind: type[IndexUnavailable] = IndexUnavailable) -> IndexUnavailable:
        return kind(
            f"the Chroma server {shown(self._url)!r} {what}; nothing is lost and searching goes on without it: start "
            "it again with `chroma run`, or correct or remove FOOTNOTE_CHROMA_URL"
        )

    def _reason(self, error: Exception) -> str:
        """What went wrong, in one line without the password, which an address may hold."""
        cause = error.__cause__ or error
        said = " ".join(str(cause).split())
        password = urlsplit(self._url).password
        said = said.replace(password, "***") if password else said
        return said[:REASON_CHARS] or type(cause).__name__


class _Refused(IndexUnavailable):
    """The server answered, and will say the same again."""


def _status(error: Exception) -> int:
    """The HTTP status that an error of Chroma's own stands for; 0 for any other error."""
    code = getattr(error.__cause__, "code", None)
    return int(code()) if callable(code) else 0
