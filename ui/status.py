"""How much there is and how the index is: two quiet lines that keep themselves up to date.

What another process adds or removes is noticed here, and the page drawn anew, so that its
list and its field for questions follow.
"""

import streamlit as st

from corpus import CorpusError
from corpus.health import Health, State
from ui import adding, index_wording, phrasing, resources, wording
from ui.escaping import escaped

# Seconds. One rate whatever goes on, since changing it takes a run of the whole page; a look takes 25 ms of the
# processor with 10,000 passages, measured in the app.
LOOK_AGAIN = 3.0
PROBLEMS_SHOWN = 2


def draw() -> None:
    """Draw the lines; they look again by themselves."""
    drawn = resources.corpus().catalogue.state()

    def look() -> None:
        try:
            if resources.corpus().catalogue.state() != drawn and not _is_adding():
                st.rerun()
            with st.container(gap="xxsmall", key="status"):
                _draw_lines()
        except CorpusError as error:
            st.caption(escaped(wording.sentence(str(error))))

    st.fragment(look, run_every=LOOK_AGAIN)()


def line_of(health: Health) -> str:
    """How the index is, in one line."""
    if health.state is State.READY and health.pending:
        return index_wording.PENDING.format(passages=wording.counted(health.pending, "passage"))
    if health.state is State.REBUILDING and health.total:
        return index_wording.REBUILDING_AT.format(done=f"{health.done:,}", total=f"{health.total:,}")
    return index_wording.LINES[health.state].format(words=wording.sentence(health.words))


def problems_line(health: Health) -> str:
    """Why the index was made anew, the last time that it was opened; empty where it was not."""
    if not health.problems:
        return ""
    shown = [phrasing.short(problem, limit=120) for problem in health.problems[:PROBLEMS_SHOWN]]
    return index_wording.REBUILT.format(problems=", and ".join(shown))


def _draw_lines() -> None:
    corpus = resources.corpus()
    articles, passages = corpus.catalogue.counts()
    health = corpus.health()
    st.caption(wording.CORPUS_LABEL)
    st.text(f"{wording.counted(articles, 'article')}, {wording.counted(passages, 'passage')}")
    st.caption(escaped(line_of(health)))
    if problems := problems_line(health):
        st.caption(escaped(problems))


def _is_adding() -> bool:
    """Whether this app adds articles: the run draws itself, and the page when it has ended."""
    run = adding.current()
    return run is not None and not run.is_done
