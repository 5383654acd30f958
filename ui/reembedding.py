"""Embedding all articles anew: offered in the place of every page where the embedder is another one than before.

The run is in a thread of its own, one for all tabs, like a run of adding (`ui.adding`):
closing the tab does not end it. When it has ended, the pages are back without a restart.
"""

import time
from threading import Lock

import streamlit as st

from corpus import Corpus
from corpus.matching import problem_of
from corpus.reembedding import Reembedded, reembed
from ui import phrasing, reembedding_wording, resources, wording
from ui.adding import seconds_left
from ui.background import BackgroundRun, Progress
from ui.escaping import escaped

LOOK_AGAIN = 0.5  # seconds between two drawings
# A passage of the samples with its sentences, by the packaged embedder on two cores: 0.24 s and, on a busy day, 0.34 s.
SECONDS_A_PASSAGE = 0.3


class Reembedding(BackgroundRun):
    """One run; every property is safe to read while it goes on."""

    def __init__(self, corpus: Corpus) -> None:
        self.result: Reembedded | None = None
        self._first: tuple[int, float] | None = None  # articles that were done before, and when this run began
        super().__init__(corpus, doing="embedding the articles anew")

    @property
    def seconds_left(self) -> float | None:
        """How long it will take if it goes on as it went; None while nobody can say."""
        if self._first is None:
            return None
        before, started = self._first
        done, known, title = self.progress.done, self.progress.known, self.progress.title
        return seconds_left(Progress(done - before, known - before, title), time.monotonic() - started)

    def _work(self) -> None:
        try:
            self.result = reembed(self._corpus, progress=self._note, stopping=self._stopping.is_set)
        finally:
            resources.warm_again()  # what went wrong with the other embedder is over

    def _note(self, done: int, known: int, title: str) -> None:
        self._first = self._first or (done, time.monotonic())
        self.progress = Progress(done, known, title)


class Desk:
    """Where the run stands that all tabs see."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.run: Reembedding | None = None

    def start(self, corpus: Corpus) -> None:
        """Begin a run, unless one goes on."""
        with self._lock:
            if self.run is None or self.run.is_done:
                self.run = Reembedding(corpus)


def is_needed() -> bool:
    """Whether the articles cannot be searched before they are embedded anew, or are just being embedded."""
    run = current()
    corpus = resources.corpus()
    return bool((run and not run.is_done) or problem_of(corpus.catalogue, corpus.embedder))


def current() -> Reembedding | None:
    """The run that goes on, or the last one."""
    return _desk().run


def start() -> None:
    """Begin to embed all articles anew, unless that goes on already."""
    _desk().start(resources.corpus())


def draw() -> None:
    """Draw the offer, or the run that goes on; in the place of a page."""
    run = current()
    with st.container(border=True, key="reembedding"):
        st.title(reembedding_wording.TITLE, anchor=False)
        st.write(reembedding_wording.WHY)
        if run and not run.is_done:
            st.fragment(_draw_running, run_every=LOOK_AGAIN)()
        else:
            _draw_offer(run)


def _draw_offer(run: Reembedding | None) -> None:
    corpus = resources.corpus()
    articles, passages = corpus.catalogue.counts()
    if run and run.problem:
        st.error(escaped(run.problem))
    elif run and run.result and run.result.interrupted:
        done, known = run.progress.done, wording.counted(run.progress.known, "article")
        st.caption(reembedding_wording.STOPPED.format(done=f"{done:,}", articles=known))
    else:
        cost = phrasing.duration(passages * SECONDS_A_PASSAGE)
        st.write(reembedding_wording.COST.format(articles=wording.counted(articles, "article"), time=cost))
    st.button(
        reembedding_wording.GO_ON if run else reembedding_wording.START,
        type="primary", on_click=start, key="reembed",
    )  # fmt: skip
    st.caption(reembedding_wording.OTHERWISE)
    st.caption(escaped(wording.sentence(problem_of(corpus.catalogue, corpus.embedder))))


def _draw_running() -> None:
    run = current()
    if run is None or run.is_done:
        st.rerun()
    done, known, left = run.progress.done, run.progress.known, run.seconds_left
    parts = [_step(run.progress)]
    if known:
        articles = wording.counted(known, "article")
        parts.append(reembedding_wording.PROGRESS.format(done=f"{done:,}", articles=articles))
    if left:
        parts.append(wording.TIME_LEFT.format(time=phrasing.duration(left)))
    st.progress(min(done / max(known, 1), 1.0), text=" · ".join(map(escaped, parts)))
    if run.is_stopping:
        st.caption(reembedding_wording.STOPPING)
    else:
        st.button(wording.STOP, on_click=run.stop, key="stop-reembedding")


def _step(progress: Progress) -> str:
    if progress.title:
        return reembedding_wording.RUNNING.format(name=phrasing.short(progress.title))
    return reembedding_wording.FINISHING if progress.known else reembedding_wording.LOADING


@st.cache_resource(show_spinner=False)
def _desk() -> Desk:
    return Desk()
