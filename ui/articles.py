"""The page of articles: add some, follow feeds, find one, read it, remove some."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import addressing, charts, feeds, fields, listing, reader, removing, resources, samples, watching, wording

PAGE = "articles"


def page() -> StreamlitPage:
    """The page as navigation knows it."""
    return st.Page(draw, title=wording.ARTICLES_PAGE, url_path="articles")


def draw() -> None:
    """Draw the page; a removal that was asked for is confirmed above it."""
    addressing.follow(PAGE)
    listed = resources.articles()
    with reader.beside(PAGE, resources.corpus()):
        st.title(wording.ARTICLES_PAGE, anchor=False)
        fields.draw()
        watching.draw(PAGE)
        feeds.draw()
        st.subheader(wording.LIST_TITLE, anchor=False)
        samples.draw_notice()
        samples.draw_removal()
        charts.draw(listed)
        listing.draw(PAGE, listed)
    removing.draw(PAGE, listed)
    addressing.tell(PAGE)
