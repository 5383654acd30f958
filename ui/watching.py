"""What a run of adding does, shown as it does it: the bar, a line for each source, what is left to do after it."""

from collections.abc import Sequence

import streamlit as st

from corpus import IngestReport, Outcome, Status
from ui import adding, components, phrasing, session, wording
from ui.escaping import escaped

LOOK_AGAIN = 0.5  # seconds between two drawings
SHOWN = 300  # sources; a browser draws them without a pause
MOST_OFFERS = 5  # feeds; pages of many sites name many


def draw(page: str) -> None:
    """Draw the run that goes on, or the last one until it is dismissed; articles open beside `page`."""
    run = adding.current()
    if run is None:
        return
    with st.container(border=True, key="run"):
        if run.is_done:
            _draw_ended(page, run)
        else:
            st.fragment(_draw_running, run_every=LOOK_AGAIN)()


def draw_line() -> None:
    """One line about the run that goes on, for where there is no room for more."""
    run = adding.current()
    if run and not run.is_done:
        st.fragment(_draw_line, run_every=LOOK_AGAIN)()


def summary(report: IngestReport) -> str:
    """What became of the sources, e.g. `3 added, 1 already there`; empty where there were none."""
    counts = (
        (report.added, "added"),
        (report.replaced, "new version" if report.replaced == 1 else "new versions"),
        (report.unchanged, "already there"),
        (report.not_modified, "not changed since the last visit"),
        (len(report.rejected), "not added"),
    )
    return ", ".join(f"{count:,} {name}" for count, name in counts if count)


def rows_of(outcomes: Sequence[Outcome], *, can_open: bool = True) -> list[components.OutcomeRow]:
    """A row for each source."""
    return [_row(outcome, can_open=can_open) for outcome in outcomes]


def _draw_running() -> None:
    run = adding.current()
    if run is None or run.is_done:
        st.rerun()
    done, known, title = run.progress.done, run.progress.known, run.progress.title
    left = run.seconds_left
    parts = [wording.PROGRESS.format(done=done, known=max(known, done))] if known else []
    parts += [wording.TIME_LEFT.format(time=phrasing.duration(left))] if left else []
    nameless = wording.FINISHING if known else wording.LOOKING
    name = wording.ADDING.format(name=escaped(phrasing.short(title))) if title else nameless
    st.progress(min(done / max(known, 1), 1.0), text=" · ".join([name, *map(escaped, parts)]))
    if run.is_stopping:
        st.caption(wording.STOPPING)
    else:
        st.button(wording.STOP, on_click=run.stop, key="stop")
    waiting = [_made(title) for title in run.waiting[::-1]]
    _draw_rows(waiting + rows_of(run.outcomes[::-1], can_open=False), page="")


def _draw_line() -> None:
    run = adding.current()
    if run is None or run.is_done:
        st.rerun()
    known = max(run.progress.known, run.progress.done)
    st.caption(wording.RUN_LINE.format(done=run.progress.done, known=known) if known else wording.LOOKING)


def _draw_ended(page: str, run: adding.Adding) -> None:
    if run.problem:
        st.error(escaped(run.problem))
        with st.container(horizontal=True):
            _draw_try_again(run)
            st.button(wording.DISMISS, on_click=adding.dismiss, key="dismiss")
        return
    report = run.report or IngestReport()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        nothing = wording.NOTHING_ADDED if report.stopped else wording.NOTHING_NEW
        st.markdown(f"**{escaped(summary(report)) or nothing}**")
        st.button(wording.DISMISS, type="tertiary", on_click=adding.dismiss, key="dismiss")
    if report.stopped:
        st.error(escaped(wording.sentence(report.stopped)))
        _draw_try_again(run)
    if report.interrupted or report.stopped:
        st.caption(wording.STOPPED)
    # What needs the reader's attention comes first.
    outcomes = sorted(run.outcomes, key=lambda outcome: outcome.status != Status.REJECTED)
    _draw_rows(rows_of(outcomes), page=page)
    _draw_passwords(run)
    _draw_offers(run)


def _draw_try_again(run: adding.Adding) -> None:
    if st.button(wording.TRY_AGAIN, key="try-again"):
        adding.start(run.task)
        st.rerun()


def _draw_rows(rows: list[components.OutcomeRow], *, page: str) -> None:
    if not rows:
        return
    left_out = len(rows) - SHOWN
    more = wording.OUTCOMES_LEFT_OUT.format(sources=wording.counted(left_out, "source")) if left_out > 0 else ""
    components.outcome_list(
        rows[:SHOWN],
        # While the run goes on, the rows belong to a fragment, and a click on them would be sent to that: rows of the
        # same key would keep doing so when the fragment is gone, and nobody would hear it.
        key="outcomes" if page else "outcomes-so-far",
        more=more,
        on_open=lambda article_id: session.open_reader(page, session.Opened(article_id)),
    )


def _draw_passwords(run: adding.Adding) -> None:
    for number, source in enumerate(run.locked):
        with st.form(f"password-{number}", border=False):
            label = wording.UNLOCK_LABEL.format(name=escaped(adding.name_of(source)))
            password = st.text_input(label, type="password", key=f"password-field-{number}")
            if st.form_submit_button(wording.UNLOCK_BUTTON, key=f"unlock-{number}") and password:
                adding.add([source], password=password)
                st.rerun()


def _draw_offers(run: adding.Adding) -> None:
    if not run.offers:
        return
    st.caption(wording.FOLLOW_OFFER)
    for number, offer in enumerate(run.offers[:MOST_OFFERS]):
        label = wording.FOLLOW.format(title=escaped(phrasing.short(offer.title or offer.address)))
        if st.button(label, help=escaped(offer.address), key=f"follow-{number}"):
            adding.add([offer.address])
            st.rerun()


def _row(outcome: Outcome, *, can_open: bool) -> components.OutcomeRow:
    row = _made(outcome.title or outcome.source, outcome.status)
    if outcome.status == Status.REJECTED:
        row["detail"] = wording.sentence(outcome.detail)
        return row
    names = list(dict.fromkeys(outcome.detail.split(", "))) if outcome.detail else []
    copies = wording.ALSO_IN.format(names=phrasing.names(names)) if names else ""
    row["detail"] = " · ".join(filter(None, [copies, phrasing.short(outcome.source, limit=100)]))
    row["article_id"] = (outcome.article_id or "") if can_open else ""
    return row


def _made(title: str, status: Status | None = None) -> components.OutcomeRow:
    return {
        "kind": status.value if status else "waiting",
        "status": wording.STATUSES[status] if status else wording.WAITING,
        "title": title,
        "detail": "",
        "article_id": "",
    }
