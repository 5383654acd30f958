"""The kept conversations in the sidebar: open one, find one, rename or delete the one that is open."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from corpus import ConversationNotFound
from corpus.conversations import Conversation
from ui import conversation_wording, keeping, session, wording
from ui.escaping import escaped

SHOWN = 8  # without a search; more would push what else the sidebar says off a small screen
FOUND = 30
NAME_CHARS = 120


def draw(chat: StreamlitPage, *, is_chat: bool) -> None:
    """Draw the list, and above it what can be done with the open one; nothing where none is kept."""
    _draw_open_one()
    latest = keeping.kept().latest(limit=SHOWN + 1)
    if not latest:
        return
    with st.container(gap="xxsmall", key="conversations"):
        st.caption(conversation_wording.HEADING)
        if len(latest) > SHOWN:
            if search := st.text_input(
                conversation_wording.SEARCH, placeholder=conversation_wording.SEARCH, label_visibility="collapsed",
                key="conversation-search",
            ):  # fmt: skip
                latest = keeping.kept().latest(search, limit=FOUND)
                if not latest:
                    st.caption(conversation_wording.NONE_FOUND)
            else:
                latest = latest[:SHOWN]
        for each in latest:
            _draw_one(each, chat, is_chat=is_chat)


def _draw_one(one: Conversation, chat: StreamlitPage, *, is_chat: bool) -> None:
    is_open = one.conversation_id == session.conversation_id()
    clicked = st.button(
        escaped(one.name), type="tertiary", key=f"conversation-{one.conversation_id}", width="stretch",
        icon=":material/chat_bubble:" if is_open else ":material/chat_bubble_outline:",
        on_click=keeping.open_kept, args=(one.conversation_id,),
    )  # fmt: skip
    if clicked and not is_chat:
        st.switch_page(chat)


def _draw_open_one() -> None:
    if problem := session.keeping_problem():
        st.warning(escaped(conversation_wording.NOT_KEPT.format(problem=problem)))
    try:
        one = keeping.kept().conversation(session.conversation_id())
    except ConversationNotFound:
        return
    with st.popover(conversation_wording.MANAGE, key="manage-conversation"):
        name = st.text_input(
            conversation_wording.NAME, one.name, max_chars=NAME_CHARS, key=f"name-{one.conversation_id}"
        )
        with st.container(horizontal=True):
            st.button(conversation_wording.RENAME, on_click=_rename, args=(one, name), key="rename-conversation")
            st.button(
                conversation_wording.DELETE, on_click=session.set_deletion, args=(one.conversation_id,),
                key="delete-conversation",
            )  # fmt: skip
    if session.deletion() == one.conversation_id:
        st.dialog(conversation_wording.DELETE_TITLE, on_dismiss=lambda: session.set_deletion(""))(_confirm)(one)


def _rename(one: Conversation, name: str) -> None:
    name = " ".join(name.split())
    if name:
        keeping.tried(lambda: keeping.kept().rename(one.conversation_id, name))


def _confirm(one: Conversation) -> None:
    st.text(one.name)
    counted = wording.counted(one.exchanges, "question")
    st.caption(conversation_wording.DELETE_CONSEQUENCE.format(questions=counted))
    with st.container(horizontal=True):
        if st.button(conversation_wording.DELETE, type="primary", key="confirm-deletion"):
            session.set_deletion("")
            keeping.delete()
            st.rerun()
        if st.button(wording.CANCEL, key="cancel-deletion"):
            session.set_deletion("")
            st.rerun()
