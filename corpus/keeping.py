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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Event, RLock, Thread

from corpus.catalog import Catalogue
from corpus.draining import is_worn
from corpus.embedding import Vectors
from corpus.errors import CorpusError
from corpus.exact import ExactIndex
from corpus.health import Health, State
from corpus.holding import HeldIndex
from corpus.logs import event
from corpus.opening import opener_for
from corpus.owning import Ownership
from corpus.running import Progress
from corpus.settings import CorpusSettings
from corpus.spacing import free_bytes, require_space
from corpus.tidying import Tidier

LOOK_SECONDS = 1.0
MOST_PAUSE_SECONDS = 60.0  # between two tries of an index that fails


class IndexKeeper:
    """Keeps the index of one catalogue. Safe to share between threads."""

    def __init__(self, settings: CorpusSettings, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._ownership = Ownership(settings.home, catalogue)
        self._exact = ExactIndex(catalogue)
        self._work = RLock()  # one thread opens, fills and closes the index
        self._health = Health(state=State.IDLE, words="the index is not open")
        self._thread: Thread | None = None
        self._stop = Event()
        self._wake = Event()
        self._held = HeldIndex(catalogue, self._wake)
        self._tidier = Tidier(settings)
        self._opener = opener_for(settings, catalogue, say=self._say, stopping=self._stop.is_set)

    # For everybody

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The `k` nearest passages as (passage id, cosine), nearest first, as the catalogue is now."""
        found = self._held.search(vector, k)
        return self._exact.search(vector, k) if found is None else found

    def health(self) -> Health:
        """How the index is, with what is pending now."""
        return replace(self._health, pending=sum(self._catalogue.pending_counts()))

    # For who adds and removes

    def catch_up(self, progress: Progress | None = None) -> bool:
        """Have the index told what it has missed; False where that is left for later, and `health` says why.

        At once, or where the thread of `start` is there, by that. An index that fails is no
        failure of who adds: what is stored is stored, and found.
        """
        if self._thread is not None:
            self._wake.set()
            return self._health.state not in (State.WAITING, State.UNREACHABLE, State.FAILED)
        with self._work, suppress(Exception), self._giving_up():
            return not any(self._catalogue.pending_counts()) or self._keep_up(progress)
        return False

    def rebuild(self, progress: Progress | None = None) -> bool:
        """Make the index anew from the stored vectors; False where another process owns it.

        Raises: IndexUnavailable, NoSpace, CatalogueError.
        """
        with self._work, self._giving_up():
            if not self._take():
                return False
            self._begin_anew()
            return self._keep_up(progress)

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
            try:
                self._let_go(is_sound=True)
            finally:
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
            except BaseException as error:  # the thread must outlive whatever it meets
                if not self._stop.is_set():
                    self._give_up(error)
                pause = min(2 * pause, MOST_PAUSE_SECONDS)
            self._wake.wait(pause)
            self._wake.clear()

    def _keep_up(self, progress: Progress | None = None) -> bool:
        """Open the index where it is not, and tell it what is pending; False where another process owns it."""
        if not self._take():
            return False
        if self._catalogue.is_index_outdated():
            self._begin_anew()
        if not self._held.is_open:
            self._open()
        added, removed = self._catalogue.pending_counts()
        if added or removed:
            told = self._fill(progress)
            self._tidier.tidy(told=told, has_dropped=bool(removed))
        if is_worn(self._catalogue) and self._has_room() and not self._stop.is_set():
            event("index.compacting", {"dropped": self._catalogue.dropped_count()})
            self._begin_anew()
            return self._keep_up(progress)
        if not self._stop.is_set():
            self._exact.let_go()
            if self._health.state is not State.READY:
                self._say_ready()
        return True

    def _open(self) -> None:
        self._let_go(is_sound=False)  # one that failed may still be there
        opened = self._opener.open_index()
        self._held.hold(opened.index)
        self._say(Health(state=State.REBUILDING, words="the index is filled", problems=opened.problems))

    def _fill(self, progress: Progress | None) -> int:
        is_filling = self._health.state is not State.READY
        started = time.perf_counter()

        def show(done: int, total: int, name: str) -> None:
            if is_filling:
                self._say_filled(done, total)
            if progress is not None:
                progress(done, total, name)

        done = self._held.drain(show, self._stop.is_set)
        event("index.filled", {"passages": done, "seconds": round(time.perf_counter() - started, 2)})
        return done

    def _begin_anew(self) -> None:
        require_space(self._settings.home, self._settings.min_free_bytes)  # or there would be no index for a while
        self._say(Health(state=State.REBUILDING, words="the index is made anew"))
        self._let_go(is_sound=False)
        self._opener.clear()

    def _has_room(self) -> bool:
        return free_bytes(self._settings.home) >= self._settings.min_free_bytes

    def _take(self) -> bool:
        if self._ownership.take():
            return True
        self._say(Health(state=State.WAITING, words=f"{self._ownership.owner()} keeps the index"))
        return False

    @contextmanager
    def _giving_up(self) -> Iterator[None]:
        """Within it, go on without the index after whatever happens; it is looked at before it is trusted again."""
        try:
            yield
        except Exception as error:
            self._give_up(error)
            raise
        except BaseException:
            self._let_go(is_sound=False)
            raise

    def _give_up(self, error: BaseException) -> None:
        with self._work:
            self._let_go(is_sound=False)
        if isinstance(error, CorpusError):
            event("index.unavailable", {"error": str(error)}, level="warning")
        else:
            logging.getLogger(__name__).error("keeping the index failed", exc_info=error)
        self._say(self._opener.failed(error))

    def _let_go(self, *, is_sound: bool) -> None:
        if self._held.let_go() and is_sound:
            self._opener.seal()

    def _say_filled(self, done: int, total: int) -> None:
        if done >= total:  # what was added meanwhile is pending, as ever; else who adds without a pause waits for good
            self._say_ready()
            return
        words = f"{done:,} of {total:,} passages are in the index"
        self._say(Health(state=State.REBUILDING, words=words, problems=self._health.problems, done=done, total=total))

    def _say_ready(self) -> None:
        self._say(Health(state=State.READY, words="the index is ready", problems=self._health.problems))

    def _say(self, health: Health) -> None:
        self._health = health
