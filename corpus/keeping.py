"""The index kept whole and up to date, whoever asks meanwhile: `IndexKeeper`.

One process owns the index and keeps it; every other one, and this one while the index is
being looked at or made anew, searches the catalogue's own vectors. What the index is worth
is known on opening:

    its files are as they were when they were closed    it is opened
    they were never closed: a crash, a kill -9          it is compared with the catalogue first
    they are different, or the comparison fails         it is made anew from the stored vectors

In the app a thread does that and looks for work every second; the command line does it at
once. A search never waits for it.
"""

import logging
import time
from dataclasses import replace
from threading import Event, Lock, RLock, Thread

from corpus.catalog import Catalogue
from corpus.compacting import compact, wants_compacting
from corpus.draining import drain, is_worn, search
from corpus.embedding import Vectors
from corpus.errors import CorpusError, IndexUnavailable
from corpus.exact import ExactIndex
from corpus.health import Health, State
from corpus.index import WritableIndex
from corpus.logs import event
from corpus.opening import opener_for
from corpus.owning import Ownership
from corpus.running import Progress
from corpus.settings import CorpusSettings
from corpus.trimming import Trimmer

LOOK_SECONDS = 1.0
MOST_PAUSE_SECONDS = 60.0  # between two tries of an index that fails


class IndexKeeper:
    """Keeps the index of one catalogue. Safe to share between threads."""

    def __init__(self, settings: CorpusSettings, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._ownership = Ownership(settings.home, catalogue)
        self._exact = ExactIndex(catalogue)
        self._index: WritableIndex | None = None
        self._work = RLock()  # one thread opens, fills and closes the index
        self._access = Lock()  # one call at a time to Chroma
        self._suspicion = Lock()
        self._failed: list[WritableIndex] = []  # not trusted any more, and yet to be closed
        self._health = Health(state=State.IDLE, words="the index is not open")
        self._thread: Thread | None = None
        self._stop = Event()
        self._wake = Event()
        self._trimmer = Trimmer()
        self._opener = opener_for(settings, catalogue, say=self._say, stopping=self._stop.is_set)

    # For everybody

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The `k` nearest passages as (passage id, cosine), nearest first, as the catalogue is now."""
        index, found = self._index, None
        if index is not None:
            try:
                found = search(index, self._catalogue, self._access, vector, k)
            except IndexUnavailable as error:
                self._distrust(index, error)
        return self._exact.search(vector, k) if found is None else found

    def health(self) -> Health:
        """How the index is, with what is pending now."""
        return replace(self._health, pending=sum(self._catalogue.pending_counts()))

    # For who adds and removes

    def catch_up(self, progress: Progress | None = None) -> bool:
        """Have the index told what it has missed; False where that is left for later, and `health` says why.

        At once, or where the thread of `start` is there, by that.
        """
        if self._thread is not None:
            self._wake.set()
            return self._health.state not in (State.WAITING, State.UNREACHABLE, State.FAILED)
        with self._work:
            if not any(self._catalogue.pending_counts()):
                return True
            try:
                return self._keep_up(progress)
            except CorpusError as error:
                self._give_up(error)
                return False

    def rebuild(self, progress: Progress | None = None) -> bool:
        """Make the index anew from the stored vectors; False where another process owns it.

        Raises: IndexUnavailable.
        """
        with self._work:
            if not self._take():
                return False
            try:
                self._begin_anew()
                return self._keep_up(progress)
            except CorpusError as error:
                self._give_up(error)
                raise

    def inspect(self) -> tuple[str, ...] | None:
        """What is wrong with the index, looked at closely; None where another process owns it. Mends nothing.

        Raises: IndexUnavailable.
        """
        with self._work:
            if self._take():
                self._let_go(is_sound=True)
                return self._opener.inspect()
            return None

    def start(self) -> None:
        """Keep the index from now on in a thread of its own."""
        with self._work:
            if self._thread is None:
                self._thread = Thread(target=self._keep, name="index-keeper", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Close the index, so that the next process opens it without a check, and let that process have it."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        with self._work:
            self._let_go(is_sound=True)
            self._ownership.release()
            self._thread = None
        self._stop.clear()

    # What the owner does

    def _keep(self) -> None:
        pause = LOOK_SECONDS
        while not self._stop.is_set():
            try:
                with self._work:
                    self._keep_up()
                pause = LOOK_SECONDS
            except Exception as error:  # the thread must outlive whatever it meets
                if not isinstance(error, CorpusError):
                    logging.getLogger(__name__).exception("keeping the index failed")
                self._give_up(error)
                pause = min(2 * pause, MOST_PAUSE_SECONDS)
            self._wake.wait(pause)
            self._wake.clear()

    def _keep_up(self, progress: Progress | None = None) -> bool:
        """Open the index where it is not, and tell it what is pending; False where another process owns it."""
        self._close_failed()
        if not self._take():
            return False
        if self._catalogue.is_index_outdated():
            self._begin_anew()
        index = self._index or self._opened()
        added, removed = self._catalogue.pending_counts()
        if added or removed:
            self._fill(index, progress)
        if removed:
            self._give_room_back()
        if is_worn(self._catalogue):
            event("index.compacting", {"dropped": self._catalogue.dropped_count()})
            self._begin_anew()
            return self._keep_up(progress)
        if self._health.state is not State.READY and not self._stop.is_set():
            self._exact.let_go()
            self._say(Health(state=State.READY, words="the index is ready", problems=self._health.problems))
        return True

    def _opened(self) -> WritableIndex:
        opened = self._opener.open_index()
        self._index = opened.index  # searched from now on, with what is pending added
        self._say(Health(state=State.REBUILDING, words="the index is filled", problems=opened.problems))
        return opened.index

    def _fill(self, index: WritableIndex, progress: Progress | None) -> None:
        is_filling = self._health.state is not State.READY
        problems = self._health.problems
        started = time.perf_counter()

        def show(done: int, total: int, name: str) -> None:
            if is_filling:
                words = f"{done:,} of {total:,} passages are in the index"
                self._say(Health(state=State.REBUILDING, words=words, problems=problems, done=done, total=total))
            if progress is not None:
                progress(done, total, name)

        done = drain(index, self._catalogue, self._access, progress=show, stopping=self._stop.is_set)
        self._trimmer.did(done)
        event("index.filled", {"passages": done, "seconds": round(time.perf_counter() - started, 2)})

    def _begin_anew(self) -> None:
        self._say(Health(state=State.REBUILDING, words="the index is made anew"))
        self._let_go(is_sound=False)
        self._opener.clear()

    def _take(self) -> bool:
        if self._ownership.take():
            return True
        self._say(Health(state=State.WAITING, words=f"{self._ownership.owner()} keeps the index"))
        return False

    def _give_room_back(self) -> None:
        if wants_compacting(self._settings) and not self._stop.is_set():
            done = compact(self._settings)
            event("catalogue.compacted", {"before": done.before, "after": done.after})

    def _distrust(self, index: WritableIndex, error: Exception) -> None:
        """Search without an index that failed; the next look closes it, and what opens it then checks it."""
        with self._suspicion:
            if self._index is index:
                self._index = None
                self._failed.append(index)
                event("index.unavailable", {"error": str(error)}, level="warning")
        self._wake.set()

    def _close_failed(self) -> None:
        with self._suspicion:
            failed, self._failed = self._failed, []
        for index in failed:
            with self._access:
                index.close()

    def _give_up(self, error: Exception) -> None:
        """Go on without the index until the next try."""
        with self._work:
            self._let_go(is_sound=False)
        event("index.unavailable", {"error": str(error)}, level="warning")
        self._say(self._opener.failed(error))

    def _let_go(self, *, is_sound: bool) -> None:
        self._close_failed()
        with self._suspicion:
            index, self._index = self._index, None
        if index is not None:
            with self._access:
                index.close()
            if is_sound:
                self._opener.seal()

    def _say(self, health: Health) -> None:
        self._health = health
