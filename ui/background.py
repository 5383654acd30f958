"""Work on the corpus in a thread of its own, as pages see it: how far it is, whether it ended, what went wrong.

Knows nothing about what the work is.
"""

from dataclasses import dataclass
from threading import Event as Flag
from threading import Thread

from corpus import Corpus, CorpusError
from ui import wording
from ui.asking import logged


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; `title` is the article at hand, empty before the first."""

    done: int = 0
    known: int = 0
    title: str = ""


class BackgroundRun:
    """One run; every property is safe to read while it goes on. `_work` begins with it, so a subclass is made first."""

    def __init__(self, corpus: Corpus, *, doing: str) -> None:
        self.progress = Progress()
        self.problem = ""
        self._corpus = corpus
        self._doing = doing
        self._stopping = Flag()
        self._thread = Thread(target=self._run, name=doing, daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def stop(self) -> None:
        """End the run as soon as it can; what has been done stays."""
        self._stopping.set()

    def wait(self, seconds: float) -> bool:
        """True once the run has ended."""
        self._thread.join(seconds)
        return self.is_done

    def _run(self) -> None:
        try:
            self._work()
        except CorpusError as error:
            self.problem = wording.sentence(str(error))
        except Exception:
            self.problem = wording.UNEXPECTED.format(error_id=logged(f"{self._doing} failed"))

    def _work(self) -> None:
        raise AssertionError("a run does something")
