"""A run of adding: in a thread of its own, at most one at a time, seen from every tab.

Streamlit ends a page's run when the reader clicks anywhere, and forgets a tab that is
closed. A run of adding must survive both, so it stands at the one `Desk` of the process
and pages look there. Stopping is asked for here and happens in the run's own thread, at
the next article. Knows nothing about drawing.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

import streamlit as st

from corpus import Corpus, IngestOptions, IngestReport, Offer, Outcome, RawDocument, Rejection, ingest
from corpus.refreshing import refresh
from ui import resources
from ui.background import BackgroundRun, Progress

# As the reasons of `corpus` put it. Office files cannot be opened with one here: they are to be saved without.
LOCKED = re.compile(r"needs a password(?!.*\bsave\b)|the password is wrong|the password given")
SETTLED_AFTER = 3.0  # seconds; the first articles wait for a process and a model to start and would mislead


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a run is to do: add `sources`, or with `is_refresh` look again at everything that is followed.

    `locked` and `offers` are left over from the run before: what still needs a password,
    and feeds that can still be followed.
    """

    sources: tuple[str | RawDocument, ...] = ()
    password: str | None = None
    is_refresh: bool = False
    locked: tuple[str | RawDocument, ...] = ()
    offers: tuple[Offer, ...] = ()


class Adding(BackgroundRun):
    """One run; every property is safe to read while it goes on."""

    def __init__(self, corpus: Corpus, task: Task) -> None:
        self.task = task
        self.report: IngestReport | None = None
        self._outcomes: list[Outcome] = []
        self._titles: list[str] = []
        self._started = time.monotonic()
        super().__init__(corpus, doing="adding articles")

    @property
    def outcomes(self) -> list[Outcome]:
        """What has become of each source so far, in order."""
        return list(self._outcomes)

    @property
    def waiting(self) -> list[str]:
        """The titles of what has been read and is not yet stored; articles are made searchable in groups."""
        settled = {name for outcome in self.outcomes for name in (outcome.title, outcome.source)}
        return [title for title in list(self._titles) if title not in settled]

    @property
    def seconds_left(self) -> float | None:
        """How long it will take if it goes on as it went; None while nobody can say."""
        return seconds_left(self.progress, time.monotonic() - self._started)

    @property
    def locked(self) -> list[str | RawDocument]:
        """What needs a password, or another than was given, as it was given for adding."""
        rejected = self.report.rejected if self.report else []
        found = {name_of(source): source for source in self.task.locked}
        for rejection in filter(needs_password, rejected):
            source = self._given_as(rejection.source)
            found[name_of(source)] = source
        return list(found.values())

    @property
    def offers(self) -> list[Offer]:
        """The feeds that the added pages name, each once, without those that are followed by now."""
        found = {offer.address: offer for offer in (*self.task.offers, *(self.report.offers if self.report else ()))}
        followed = {feed.address for feed in self._corpus.catalogue.ledger.subscriptions()}
        return [offer for address, offer in found.items() if address not in followed]

    def _work(self) -> None:
        options = IngestOptions(password=self.task.password, stopping=self._stopping.is_set)
        if self.task.is_refresh:
            self.report = refresh(self._corpus, progress=self._note, outcome=self._take, options=options)
        else:
            self.report = ingest(
                self._corpus, self.task.sources, progress=self._note, outcome=self._take, options=options
            )

    def _note(self, done: int, known: int, title: str) -> None:
        self.progress = Progress(done, known, title)
        if title:  # without one it is the last call: all is stored
            self._titles.append(title)
            self._end_if_stopped()

    def _take(self, outcome: Outcome) -> None:
        detail = outcome.detail.replace("; give it with --password", "")  # the app asks for it
        outcome = replace(outcome, detail=detail)
        self._outcomes.append(outcome)
        self._end_if_stopped()

    def _end_if_stopped(self) -> None:
        if self._stopping.is_set():
            raise KeyboardInterrupt  # what `ingest` understands as being cut off by its user

    def _given_as(self, source: str) -> str | RawDocument:
        """The source that was given for adding and in which a rejected one was found."""
        outer = source.partition("!")[0]  # "letters.zip!march.pdf" lies in "letters.zip"
        documents = [given for given in self.task.sources if isinstance(given, RawDocument)]
        return next((document for document in documents if document.source in (source, outer)), outer)


class Desk:
    """Where the run stands that all tabs see."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._run: Adding | None = None

    @property
    def run(self) -> Adding | None:
        """The run that goes on, or the last one until it is dismissed."""
        return self._run

    def start(self, corpus: Corpus, task: Task) -> bool:
        """Begin a run; False where one goes on."""
        with self._lock:
            if self._run and not self._run.is_done:
                return False
            self._run = Adding(corpus, task)
            return True

    def dismiss(self) -> None:
        """Forget the last run, unless it goes on."""
        with self._lock:
            if self._run and self._run.is_done:
                self._run = None


def current() -> Adding | None:
    """The run that goes on, or the last one until it is dismissed."""
    return _desk().run


def start(task: Task) -> bool:
    """Begin a run with what the last one left over; False where one goes on."""
    last = current()
    if last:
        kept = tuple(source for source in last.locked if name_of(source) not in set(map(name_of, task.sources)))
        task = replace(task, locked=kept, offers=tuple(last.offers))
    return _desk().start(resources.corpus(), task)


def add(sources: Sequence[str | RawDocument], *, password: str | None = None) -> bool:
    """Begin to add these sources; False where another run goes on."""
    return start(Task(sources=tuple(sources), password=password))


def dismiss() -> None:
    """Forget the last run."""
    _desk().dismiss()


def name_of(source: str | RawDocument) -> str:
    """The name under which a source is shown."""
    return source.source if isinstance(source, RawDocument) else source


def needs_password(rejection: Rejection) -> bool:
    """Whether a password would help, or another one would."""
    return bool(LOCKED.search(rejection.reason))


def seconds_left(progress: Progress, seconds: float) -> float | None:
    """The time that the rest takes at the pace so far; None for the first articles."""
    if progress.done < 2 or seconds < SETTLED_AFTER or progress.known <= progress.done:
        return None
    return seconds / progress.done * (progress.known - progress.done)


@st.cache_resource(show_spinner=False)
def _desk() -> Desk:
    return Desk()
