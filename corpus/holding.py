"""The open index, called by one thread at a time and given up as soon as it fails: `HeldIndex`.

Knows nothing about who owns the index, nor how it is opened and filled.
"""

from collections.abc import Callable
from threading import Event, Lock

from corpus.catalog import Catalogue
from corpus.draining import drain, search
from corpus.embedding import Vectors
from corpus.errors import IndexUnavailable
from corpus.index import WritableIndex
from corpus.logs import event
from corpus.running import Progress


class HeldIndex:
    """At most one open index. Safe to share between threads; `failed` is set where a search found it broken."""

    def __init__(self, catalogue: Catalogue, failed: Event) -> None:
        self._catalogue = catalogue
        self._has_failed = failed
        self._index: WritableIndex | None = None
        self._failed: list[WritableIndex] = []  # not trusted any more, and yet to be closed
        self._swapping = Lock()
        self._access = Lock()  # one call at a time to Chroma

    @property
    def is_open(self) -> bool:
        return self._index is not None

    def hold(self, index: WritableIndex) -> None:
        """From now on this one is searched, with what is pending added."""
        with self._swapping:
            self._index = index

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]] | None:
        """The `k` nearest passages as the catalogue is now; None where the index cannot say."""
        index = self._index
        if index is None:
            return None
        try:
            return search(index, self._catalogue, self._access, vector, k)
        except IndexUnavailable as error:
            self._distrust(index, error)
            return None

    def drain(self, progress: Progress, stopping: Callable[[], bool]) -> int:
        """Tell the index what is pending; how many passages that was. Raises: IndexUnavailable."""
        index = self._index
        if index is None:
            raise IndexUnavailable("the index failed while it was to be filled; it is looked at again by itself")
        return drain(index, self._catalogue, self._access, progress=progress, stopping=stopping)

    def let_go(self) -> bool:
        """Close what is open; whether that was an index that could be relied on to the end."""
        with self._swapping:
            failed, self._failed = self._failed, []
            index, self._index = self._index, None
        for each in failed:
            self._is_closed(each)
        return index is not None and self._is_closed(index)

    def ids(self) -> set[str]:
        """Every passage that the open index holds; none where none is open."""
        with self._access:
            return self._index.ids() if self._index else set()

    def _distrust(self, index: WritableIndex, error: Exception) -> None:
        """Search without an index that failed; whoever lets it go opens it anew, after a check."""
        with self._swapping:
            if self._index is index:
                self._index = None
                self._failed.append(index)
                event("index.unavailable", {"error": str(error)}, level="warning")
        self._has_failed.set()

    def _is_closed(self, index: WritableIndex) -> bool:
        try:
            with self._access:
                index.close()
        except BaseException as error:  # a panic of Chroma's Rust core is no `Exception`
            event("index.unclosed", {"error": type(error).__name__}, level="warning")
            return False
        return True
