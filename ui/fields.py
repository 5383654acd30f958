"""The one place to add articles: by web address, by files, by a folder of this computer, by pasting.

An uploaded file's name is a name and no path: it is shown and stored, never opened.
"""

from collections.abc import Sequence

import streamlit as st

from corpus import RawDocument
from corpus.loading import is_address
from ui import adding, session, wording


def draw() -> None:
    """Draw the four ways to add; what is given starts a run."""
    number = session.form_number()
    web, files, folder, paste = st.tabs([wording.WEB_TAB, wording.FILES_TAB, wording.FOLDER_TAB, wording.PASTE_TAB])
    with web, st.form(f"web-{number}", border=False):
        lines = st.text_area(
            wording.WEB_LABEL, placeholder=wording.WEB_PLACEHOLDER, height=70, key=f"addresses-{number}"
        )
        if st.form_submit_button(wording.ADD_BUTTON, type="primary", key="add-addresses"):
            _start(addresses_of(lines or ""))
    with files:
        uploads = st.file_uploader(wording.UPLOAD_LABEL, accept_multiple_files=True, key=f"files-{number}")
        label = wording.UPLOAD_BUTTON.format(files=wording.counted(len(uploads), "file"))
        if uploads and st.button(label, type="primary", key="add-files"):
            _start([RawDocument(upload.name, upload.getvalue()) for upload in uploads])
    with folder, st.form(f"folder-{number}", border=False):
        path = st.text_input(wording.FOLDER_LABEL, placeholder=wording.FOLDER_PLACEHOLDER, key=f"path-{number}")
        if st.form_submit_button(wording.ADD_BUTTON, type="primary", key="add-folder"):
            _start([path.strip()] if path and path.strip() else [])
    with paste, st.form(f"paste-{number}", border=False):
        text = st.text_area(
            wording.PASTE_LABEL, placeholder=wording.PASTE_PLACEHOLDER, height=200, key=f"text-{number}"
        )
        if st.form_submit_button(wording.PASTE_BUTTON, type="primary", key="add-text"):
            _start([RawDocument(wording.PASTED_NAME, text.encode())] if text and text.strip() else [])


def addresses_of(lines: str) -> list[str]:
    """The addresses, one a line; what is written without `https://` gets it, so that it is no path."""
    given = filter(None, map(str.strip, lines.splitlines()))
    return [line if is_address(line) else f"https://{line}" for line in given]


def _start(sources: Sequence[str | RawDocument]) -> None:
    if not sources:
        st.caption(wording.NOTHING_GIVEN)
    elif adding.add(sources):
        session.clear_fields()
        st.rerun()
    else:
        st.warning(wording.BUSY)
