"""Room and memory given back to the system after work on the index: `Tidier`.

Chroma and SQLite work with many short-lived pieces in many threads, and glibc keeps what they
freed. Over 2,000 articles that came and went, with three threads searching, a process grew from
129 to 147 MB of which 112 to 121 were in use all the time. Where the C library is another one,
memory is left to it.
"""

import ctypes
from contextlib import suppress

from corpus.compacting import compact, wants_compacting
from corpus.errors import CorpusError
from corpus.logs import event
from corpus.settings import CorpusSettings

M_ARENA_MAX = -8  # of glibc's malloc.h
# Passages told to the index between two trims; one takes a few milliseconds, and there is nothing to win after fewer.
TRIM_AFTER = 200


def keep_to_two_arenas() -> None:
    """Have the allocator use two arenas instead of eight for each core, at the start of a process of many threads.

    With the default the same process was at 250 MB where it is at 145.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


class Tidier:
    """Tidies up after the keeper of one corpus's index; what cannot be done is left, and nothing fails for it."""

    def __init__(self, settings: CorpusSettings) -> None:
        self._settings = settings
        self._told = 0
        self._may_compact = True

    def tidy(self, *, told: int, has_dropped: bool) -> None:
        """Give back what there is to give after so many passages were told to the index."""
        self._told += told
        if self._told >= TRIM_AFTER:
            self._told = 0
            with suppress(OSError, AttributeError):
                ctypes.CDLL(None).malloc_trim(0)
        if has_dropped and self._may_compact:
            self._compact()

    def _compact(self) -> None:
        try:
            if wants_compacting(self._settings):
                done = compact(self._settings)
                self._may_compact = not done.problems  # otherwise it would be tried for each article that is removed
                event("catalogue.compacted", {"before": done.before, "after": done.after})
        except (CorpusError, OSError) as error:
            self._may_compact = False
            event("catalogue.uncompacted", {"error": str(error)}, level="warning")
