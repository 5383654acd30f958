"""The column at the left: the two pages, which model answers, how much it can draw on, the sample notice."""

from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import (
    conversations,
    footnotes,
    keeping,
    quote_wording,
    resources,
    samples,
    session,
    status,
    watching,
    wording,
)
from ui.escaping import escaped
from ui.resources import Step

LOOK_AGAIN = 1.0  # seconds between two looks at whether the models are loaded
WARMING_LINES = {Step.SEARCH: wording.WARMING_SEARCH, Step.MODEL: wording.WARMING_MODEL, Step.DONE: ""}


def draw(pages: list[StreamlitPage], chosen: StreamlitPage) -> None:
    """Draw the sidebar beside the `chosen` one of the pages; needs a corpus that can be used."""
    with st.sidebar:
        st.markdown(f"## {wording.WORDMARK}", anchors=False)
        with st.container(gap="xsmall"):
            for page in pages:
                st.page_link(page)
        st.space("xsmall")
        with st.container(gap="xxsmall"):
            _draw_model()
        with st.container(gap="xxsmall"):
            status.draw()
            watching.draw_line()
        samples.draw_notice()
        if session.conversation() or session.asking():
            st.button(wording.NEW_CONVERSATION, on_click=keeping.begin_anew, key="new-conversation")
            _draw_saving()
        conversations.draw(pages[0], is_chat=chosen == pages[0])


def model_line() -> str:
    """Which model answers, in one line of Markdown; empty where none can."""
    try:
        return wording.MODEL_LINE.format(model=escaped(resources.answerer().model))
    except resources.Unusable:
        return wording.MODEL_UNUSABLE


def _draw_saving() -> None:
    """Offer the conversation as a file; what is in it is put together when that is clicked."""
    exchanges = tuple(session.conversation())
    if not any(footnotes.copied(exchange) for exchange in exchanges):
        return
    with st.popover(quote_wording.SAVE, key="save-conversation"):
        for label, made, ending, kind in (
            (quote_wording.SAVE_PAGE, footnotes.as_page, "html", "text/html"),
            (quote_wording.SAVE_MARKDOWN, footnotes.as_markdown, "md", "text/markdown"),
            (quote_wording.SAVE_JSON, footnotes.as_json, "json", "application/json"),
        ):
            st.download_button(
                label, partial(made, exchanges), f"{quote_wording.FILE_NAME}.{ending}", kind, on_click="ignore",
                key=f"save-{ending}",
            )  # fmt: skip


def _draw_model() -> None:
    st.caption(wording.MODEL_LABEL)
    try:
        model = resources.answerer().model
    except resources.Unusable as error:
        st.warning(escaped(wording.sentence(str(error))), title=wording.MODEL_UNUSABLE)
        return
    st.text(model)
    step = resources.warming().step
    st.fragment(_draw_warming, run_every=None if step is Step.DONE else LOOK_AGAIN)(step)


def _draw_warming(drawn: Step) -> None:
    """What is being made ready; nothing once that is done, and then nobody looks again."""
    warming = resources.warming()
    if warming.step is not drawn:
        st.rerun()
    if warming.problem:
        st.warning(escaped(wording.sentence(warming.problem)))
    elif line := WARMING_LINES[drawn]:
        with st.container(key="warming"):
            st.caption(line)
