"""The article beside the page: its whole text, with the quote it was opened at marked and in view.

The article is read from the catalogue at each drawing, so the reader shows what is
stored and nothing else; a span is cut here, where text counts as it does in the corpus.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from corpus import Article, ArticleNotFound, Corpus, Span
from corpus.cleaning import clean_address
from ui import components, session, wording
from ui.sources import byline


def beside(page: str, corpus: Corpus) -> DeltaGenerator:
    """The place for the page's own content; the reader stands beside it where an article is open."""
    main, panel = st.columns(2, gap="medium")
    opened = session.opened(page)
    if opened:
        with panel, st.container(key="reader"):
            _draw(page, opened, corpus)
    return main.container(key="page")


def paragraphs_of(text: str, quote: Span | None) -> list[list[components.Piece]]:
    """The paragraphs of a text, cut into pieces where the quote begins and ends.

    `"One. Two.\\n\\nThree."` with the quote 5-9 gives `[["One. ", marked "Two."], ["Three."]]`.
    """
    return [list(_pieces(text, start, end, quote)) for start, end in _paragraph_bounds(text)]


def _draw(page: str, opened: session.Opened, corpus: Corpus) -> None:
    try:
        article = corpus.catalogue.article(opened.article_id)
    except ArticleNotFound:
        st.info(wording.ARTICLE_GONE)
        st.button(wording.CLOSE_READER, on_click=session.close_reader, args=(page,))
        return
    components.article(_data(article, opened), key=f"article-{page}", on_close=lambda: session.close_reader(page))


def _data(article: Article, opened: session.Opened) -> components.ArticleData:
    href = clean_address(article.url) or ""
    return {
        "title": article.title or wording.UNTITLED,
        "byline": byline(article.publisher, article.published),
        "authors": ", ".join(article.authors),
        "href": href,
        "link": wording.OPEN_ORIGINAL.format(host=urlsplit(href).netloc) if href else "",
        "paragraphs": paragraphs_of(article.text, opened.quote),
        "token": f"{opened.article_id} {opened.quote} {opened.exchange} {opened.entry}",
        "close": wording.CLOSE_READER,
    }


def _paragraph_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where each run of lines between empty lines starts and ends."""
    start = 0
    for block in text.split("\n\n"):
        if block.strip():
            yield start, start + len(block)
        start += len(block) + 2


def _pieces(text: str, start: int, end: int, quote: Span | None) -> Iterator[components.Piece]:
    first, last = (min(max(edge, start), end) for edge in (quote.start, quote.end)) if quote else (end, end)
    for left, right, marked in ((start, first, False), (first, last, True), (last, end, False)):
        if left < right:
            yield {"text": text[left:right], "marked": marked}
