"""The column at the left: the two pages, which model answers, how much it can draw on, the sample notice."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import resources, samples, session, status, watching, wording
from ui.escaping import escaped

LOOK_AGAIN = 1.0  # seconds between two looks at whether the models are loaded


def draw(pages: list[StreamlitPage]) -> None:
    """Draw the sidebar; needs a corpus that can be used."""
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
            st.button(wording.NEW_CONVERSATION, on_click=session.forget_conversation, key="new-conversation")


def model_line() -> str:
    """Which model answers, in one line of Markdown; empty where none can."""
    try:
        return wording.MODEL_LINE.format(model=escaped(resources.answerer().model))
    except resources.Unusable:
        return wording.MODEL_UNUSABLE


def _draw_model() -> None:
    st.caption(wording.MODEL_LABEL)
    try:
        model = resources.answerer().model
    except resources.Unusable as error:
        st.warning(escaped(wording.sentence(str(error))), title=wording.MODEL_UNUSABLE)
        return
    st.text(model)
    is_done = resources.warming().is_done
    st.fragment(_draw_loading, run_every=None if is_done else LOOK_AGAIN)()


def _draw_loading() -> None:
    warming = resources.warming()
    if warming.problem:
        st.warning(escaped(wording.sentence(warming.problem)))
    else:
        st.caption(wording.MODEL_READY if warming.is_done else wording.MODEL_LOADING)
