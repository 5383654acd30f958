"""The page of articles: add some, find one, read it, remove it."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from corpus import ArticleNotFound, CorpusError
from ui import adding, components, reader, resources, samples, session, wording
from ui.escaping import escaped
from ui.sources import byline

PAGE = "articles"
ROWS = 50  # on one page of the list


def page() -> StreamlitPage:
    """The page as navigation knows it."""
    return st.Page(draw, title=wording.ARTICLES_PAGE, url_path="articles")


def draw() -> None:
    """Draw the page; a removal that was asked for is confirmed above it."""
    listed = resources.articles()
    with reader.beside(PAGE, resources.corpus()):
        st.title(wording.ARTICLES_PAGE, anchor=False)
        samples.draw_notice()
        samples.draw_removal()
        adding.draw_fields()
        st.subheader(wording.LIST_TITLE, anchor=False)
        _draw_list(listed)
    removal = next((article for article in listed if article.article_id == session.removal()), None)
    if removal:
        _confirm_removal(removal)


def _draw_list(listed: list[resources.Listed]) -> None:
    if not listed:
        st.caption(wording.LIST_EMPTY)
        samples.draw_offer()
        return
    words = st.text_input(wording.FILTER_LABEL, placeholder=wording.FILTER_PLACEHOLDER, key="filter")
    found = matching(listed, words or "")
    if not found:
        st.caption(wording.FILTER_NO_MATCH)
        return
    page = 1
    if len(found) > ROWS:
        page = st.pagination(-(-len(found) // ROWS), key="list-page")
    rows = [_row(article) for article in found[(page - 1) * ROWS : page * ROWS]]
    labels = {"open": wording.OPEN, "remove": wording.REMOVE}
    components.article_list(rows, key="article-list", labels=labels, on_click=_on_click)


def matching(listed: list[resources.Listed], words: str) -> list[resources.Listed]:
    """The articles whose title or publisher contains `words`, in whatever case."""
    wanted = words.casefold().strip()
    return [article for article in listed if wanted in f"{article.title} {article.publisher or ''}".casefold()]


def _row(article: resources.Listed) -> components.Row:
    return {
        "article_id": article.article_id,
        "title": article.title,
        "byline": byline(article.publisher, article.published),
        "size": wording.counted(article.characters, "character"),
    }


def _on_click(action: str, article_id: str) -> None:
    if action == "open":
        session.open_reader(PAGE, session.Opened(article_id))
    else:
        session.set_removal(article_id)


@st.dialog(wording.REMOVE_TITLE, on_dismiss=lambda: session.set_removal(None))
def _confirm_removal(article: resources.Listed) -> None:
    st.text(article.title)
    st.caption(wording.REMOVE_CONSEQUENCE)
    with st.container(horizontal=True):
        if st.button(wording.REMOVE, type="primary", key="confirm-removal"):
            _remove(article.article_id)
        if st.button(wording.CANCEL, key="cancel-removal"):
            session.set_removal(None)
            st.rerun()


def _remove(article_id: str) -> None:
    try:
        resources.corpus().remove(article_id)
    except ArticleNotFound:
        pass  # someone else removed it meanwhile: what was wanted is the case
    except CorpusError as error:
        st.error(escaped(wording.sentence(str(error))))
        return
    session.set_removal(None)
    session.set_report(None)
    opened = session.opened(PAGE)
    if opened and opened.article_id == article_id:
        session.close_reader(PAGE)
    st.rerun()
