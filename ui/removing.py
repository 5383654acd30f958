"""Removing articles, however many, after one confirmation."""

from collections.abc import Sequence

import streamlit as st

from corpus import ArticleNotFound, CorpusError
from ui import resources, session, wording
from ui.escaping import escaped

SHOWN = 5  # titles in the question; who selected more knows what they are


def draw(page: str, articles: Sequence[resources.Listed]) -> None:
    """Ask whether what was chosen is to be removed; nothing where nothing was."""
    chosen = set(session.removal())
    titles = [article.title for article in articles if article.article_id in chosen]
    if titles:
        title = wording.REMOVE_TITLE.format(articles=wording.counted(len(titles), "article"))
        st.dialog(title, on_dismiss=lambda: session.set_removal(()))(_confirm)(page, titles)


def _confirm(page: str, titles: Sequence[str]) -> None:
    for title in titles[:SHOWN]:
        st.text(title)
    if len(titles) > SHOWN:
        st.caption(wording.REMOVE_MORE.format(articles=wording.counted(len(titles) - SHOWN, "article")))
    st.caption(wording.REMOVE_CONSEQUENCE)
    with st.container(horizontal=True):
        if st.button(wording.REMOVE, type="primary", key="confirm-removal"):
            _remove(page)
        if st.button(wording.CANCEL, key="cancel-removal"):
            session.set_removal(())
            st.rerun()


def _remove(page: str) -> None:
    opened = session.opened(page)
    for article_id in session.removal():
        try:
            resources.corpus().remove(article_id)
        except ArticleNotFound:
            pass  # someone else removed it meanwhile: what was wanted is the case
        except CorpusError as error:
            st.error(escaped(wording.sentence(str(error))))
            return
        if opened and opened.article_id == article_id:
            session.close_reader(page)
    session.set_removal(())
    st.rerun()
