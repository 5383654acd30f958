"""The index opened, and known to be sound: in a folder of this computer, or on a Chroma server.

    open_index   the index, made anew where it cannot be trusted
    clear        drop the index and note that everything is pending
    seal         remember what its files are now, after it was closed
    failed       what it means that it cannot be used

The seal is a fact of the catalogue, emptied before the index is opened: it says of a closed
index that nothing has touched it since, and of a crash that something may have.
"""

import hashlib
import platform
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from corpus.catalog import Catalogue
from corpus.checking import inspect_index
from corpus.errors import CorpusError, IndexUnavailable
from corpus.fingerprints import fingerprint
from corpus.health import Health, State
from corpus.index import ChromaIndex, WritableIndex
from corpus.knocking import shown
from corpus.logs import event
from corpus.serving import ServerIndex
from corpus.settings import CorpusSettings
from corpus.spacing import require_space

SEAL_FACT = "index_files"
PLACE_FACT = "index_place"
CORPUS_FACT = "corpus_id"
FOLDER = "folder"
GONE = "its files are gone"
TOUCHED = "its files were changed or damaged after Footnote closed them"

Say = Callable[[Health], None]
Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An index that may be used; `problems` are why it was made anew, where it was."""

    index: WritableIndex
    problems: tuple[str, ...] = ()


class Opener(Protocol):
    """Opens the index of one corpus; only for the owner. Raises: IndexUnavailable, NoSpace."""

    def open_index(self) -> Opened: ...

    def inspect(self) -> tuple[str, ...]:
        """What is wrong with a closed index, looked at closely; mends nothing."""
        ...

    def clear(self) -> None: ...

    def glance(self) -> str:
        """How the closed index is, in words, without looking into it."""
        ...

    def seal(self) -> None: ...

    def failed(self, error: BaseException) -> Health: ...


def opener_for(settings: CorpusSettings, catalogue: Catalogue, *, say: Say, stopping: Stopping) -> Opener:
    """What opens the index where the settings put it."""
    if settings.chroma_url:
        return ServerOpener(settings, catalogue)
    return FolderOpener(settings, catalogue, say=say, stopping=stopping)


class FolderOpener:
    """The index in the data folder."""

    def __init__(self, settings: CorpusSettings, catalogue: Catalogue, *, say: Say, stopping: Stopping) -> None:
        self._settings = settings
        self._folder = settings.index_folder
        self._catalogue = catalogue
        self._say = say
        self._stopping = stopping

    def open_index(self) -> Opened:
        require_space(self._settings.home, self._settings.min_free_bytes)
        problems = self._problems()
        if self._stopping():
            raise IndexUnavailable("the index was not opened, since this process ends; the next one opens it")
        self._catalogue.set_fact(SEAL_FACT, "")
        self._catalogue.set_fact(PLACE_FACT, FOLDER)
        if not problems:
            try:
                return Opened(index=ChromaIndex.in_folder(self._folder))
            except IndexUnavailable:
                problems = ("it cannot be opened",)
        event("index.damaged", {"problems": "; ".join(problems)}, level="warning")
        self._say(Health(state=State.REBUILDING, words="the index is made anew", problems=problems))
        self.clear()
        return Opened(index=ChromaIndex.in_folder(self._folder), problems=problems)

    def inspect(self) -> tuple[str, ...]:
        now = fingerprint(self._folder)
        if not now:
            return (GONE,) if self._catalogue.indexed_count() else ()
        sealed = self._catalogue.fact(SEAL_FACT)
        is_touched = bool(sealed) and sealed != now
        if sealed and not is_touched:
            self._catalogue.set_fact(SEAL_FACT, "")  # Chroma writes a row when it is only looked at
        problems = inspect_index(self._folder, self._catalogue.path, stopping=self._stopping)
        if sealed and not is_touched and not problems:
            self.seal()
        return ((TOUCHED,) if is_touched else ()) + problems

    def clear(self) -> None:
        # In this order: killed after the first, the folder is looked at; after the second, everything is told again.
        self._catalogue.set_fact(SEAL_FACT, "")
        self._catalogue.unsettle(held=set())
        try:
            if self._folder.is_dir() and not self._folder.is_symlink():
                shutil.rmtree(self._folder)
            else:
                self._folder.unlink(missing_ok=True)
        except OSError as error:
            raise IndexUnavailable(
                f"the index {str(self._folder)!r} cannot be deleted ({error.strerror or error}); delete that folder by "
                "hand, it is made anew"
            ) from error

    def glance(self) -> str:
        if not self._folder.exists():
            return (
                f"{GONE}; it is made anew when it is next needed" if self._catalogue.indexed_count() else "not made yet"
            )
        if self._catalogue.fact(SEAL_FACT):
            return "closed in order"
        return "not closed in order; it is checked when it is next opened"

    def seal(self) -> None:
        try:
            self._catalogue.set_fact(SEAL_FACT, fingerprint(self._folder))
        except (CorpusError, OSError) as error:  # unsealed, it is compared with the catalogue next time
            event("index.unsealed", {"error": str(error)}, level="warning")

    def failed(self, error: BaseException) -> Health:
        return Health(state=State.FAILED, words=str(error))

    def _problems(self) -> tuple[str, ...]:
        """Why the index in the folder is not this catalogue's, or not whole; empty where it may be opened."""
        now = fingerprint(self._folder)
        if not now:
            return (GONE,) if self._catalogue.indexed_count() else ()
        if self._catalogue.fact(PLACE_FACT) not in (None, FOLDER):
            return ("it was kept on a server meanwhile",)
        sealed = self._catalogue.fact(SEAL_FACT)
        if sealed:
            return () if sealed == now else (TOUCHED,)
        if not self._catalogue.indexed_count():  # nothing to compare it with, and nothing to lose
            return ("it was just begun when its process ended",)
        self._say(Health(state=State.CHECKING, words="the index is compared with the catalogue"))
        problems = inspect_index(self._folder, self._catalogue.path, stopping=self._stopping)
        event("index.checked", {"problems": len(problems)})
        return problems


class ServerOpener:
    """The index on a Chroma server, in a collection of this corpus's own."""

    def __init__(self, settings: CorpusSettings, catalogue: Catalogue) -> None:
        self._url = settings.chroma_url
        self._home = settings.home.resolve()
        self._place = f"{shown(settings.chroma_url)} for {self._home}"  # without a password
        self._catalogue = catalogue
        self._index: ServerIndex | None = None  # one for good: it remembers how long not to call

    def open_index(self) -> Opened:
        index = self._connected()
        if self._catalogue.fact(PLACE_FACT) != self._place:
            self._start_over(index)
            self._catalogue.set_fact(PLACE_FACT, self._place)
        problems = index.verify(self._catalogue)
        return Opened(index=index, problems=problems)

    def inspect(self) -> tuple[str, ...]:
        index = self._connected()
        try:
            held, told = index.count(), self._catalogue.indexed_count() + self._catalogue.pending_counts()[1]
        finally:
            index.close()
        return () if held == told else (f"the server holds {held:,} passages and was told {told:,}",)

    def clear(self) -> None:
        index = self._connected()
        try:
            self._start_over(index)
        finally:
            index.close()

    def glance(self) -> str:
        return f"on the server {self._place}"

    def seal(self) -> None:
        """Nothing to remember: a server is asked what it holds each time."""

    def failed(self, error: BaseException) -> Health:
        state = State.UNREACHABLE if isinstance(error, IndexUnavailable) else State.FAILED
        return Health(state=state, words=str(error))

    def _connected(self) -> ServerIndex:
        if self._index is None:
            corpus_id = self._catalogue.fact(CORPUS_FACT)
            if corpus_id is None:
                corpus_id = uuid.uuid4().hex
                self._catalogue.set_fact(CORPUS_FACT, corpus_id)
            # A folder that was copied has the same corpus_id, and must not share a collection with its copy.
            home = hashlib.sha256(f"{platform.node()}:{self._home}".encode()).hexdigest()[:8]
            self._index = ServerIndex(self._url, f"footnote-{corpus_id[:16]}-{home}")
        return self._index

    def _start_over(self, index: ServerIndex) -> None:
        index.clear()  # first: a server that was emptied and one told everything are told apart by their counts
        self._catalogue.unsettle(held=set())
