"""How articles get in: uploaded files, pasted text, and the report of what was added.

An uploaded file's name is a name and no path: it is shown and stored, never opened.
"""

from collections.abc import Sequence
from threading import Thread
from typing import Never

import streamlit as st

from corpus import CorpusError, IngestReport, RawDocument, ingest
from ui import resources, session, wording
from ui.asking import logged
from ui.escaping import escaped

WAIT = 0.2  # seconds between two drawings of the bar


class Adding:
    """One run of adding, in a thread of its own: a click elsewhere ends the page's run and must not end this."""

    def __init__(self, sources: Sequence[str | RawDocument]) -> None:
        self.progress = (0, 1, "")
        self.outcome: IngestReport | str = wording.FINISHING
        self._corpus = resources.corpus()
        self._thread = Thread(target=self._run, args=(sources,), name="adding", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """True once the run has ended: `outcome` is its report, or a message for the reader."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self, sources: Sequence[str | RawDocument]) -> None:
        try:
            self.outcome = ingest(self._corpus, sources, progress=self._note)
        except CorpusError as error:
            self.outcome = wording.sentence(str(error))
        except Exception:
            self.outcome = wording.UNEXPECTED.format(error_id=logged("adding articles failed"))

    def _note(self, done: int, known: int, source: str) -> None:
        self.progress = (done, known, source)


def draw_fields() -> None:
    """The fields for files and for text, then what the last adding did."""
    number = session.form_number()
    uploads = st.file_uploader(wording.UPLOAD_LABEL, accept_multiple_files=True, key=f"files-{number}")
    if uploads:
        label = wording.UPLOAD_BUTTON.format(files=wording.counted(len(uploads), "file"))
        if st.button(label, type="primary", key="add-files"):
            add([RawDocument(upload.name, upload.getvalue()) for upload in uploads])
            st.rerun()
    with st.expander(wording.PASTE_LABEL), st.form(f"paste-{number}", border=False):
        text = st.text_area(
            wording.PASTE_LABEL, placeholder=wording.PASTE_PLACEHOLDER, height=200, label_visibility="collapsed"
        )
        if st.form_submit_button(wording.PASTE_BUTTON) and text and text.strip():
            add([RawDocument(wording.PASTED_NAME, text.encode())])
            st.rerun()
    draw_report()


def add(sources: Sequence[str | RawDocument]) -> None:
    """Add articles under a progress bar and keep the report; a failure is shown and keeps the fields as they are."""
    bar = st.progress(0.0, text=wording.FINISHING)

    adding = Adding(sources)
    while not adding.wait(WAIT):
        done, known, source = adding.progress
        text = wording.ADDING.format(name=escaped(source)) if source else wording.FINISHING
        bar.progress(done / max(known, 1), text=text)
    bar.empty()
    if isinstance(adding.outcome, str):
        _stop_with(adding.outcome)
    session.set_report(adding.outcome)


def draw_report() -> None:
    """What the last adding did: the counts, then each rejection with its reason."""
    report = session.report()
    if report is None:
        return
    if done := summary(report):
        st.success(done)
    if report.rejected:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{wording.REJECTED.format(files=wording.counted(len(report.rejected), 'file'))}**")
            for rejection in report.rejected:
                st.text(f"{rejection.source}: {rejection.reason}")


def summary(report: IngestReport) -> str:
    """What became of the files that were not rejected, e.g. `3 added, 1 unchanged`; empty where there were none."""
    counts = ((report.added, "added"), (report.replaced, "replaced"), (report.unchanged, "unchanged"))
    return ", ".join(f"{count:,} {name}" for count, name in counts if count)


def _stop_with(message: str) -> Never:
    st.error(escaped(message))
    st.stop()
