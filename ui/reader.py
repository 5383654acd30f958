"""The article beside the page: its whole text, with the quote it was opened at marked and in view.

The article is read from the catalogue at each drawing, so the reader shows what is
stored and nothing else; a span is cut here, where text counts as it does in the corpus.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from corpus import Article, ArticleNotFound, Corpus, Span
from corpus.cleaning import clean_address
from ui import components, correcting, details, session, wording
from ui.article_data import ArticleData, Piece
from ui.sources import byline


def beside(page: str, corpus: Corpus) -> DeltaGenerator:
    """The place for the page's own content; the reader stands beside it where an article is open."""
    main, panel = st.columns(2, gap="medium")
    opened = session.opened(page)
    if opened:
        with panel, st.container(key="reader"):
            _draw(page, opened, corpus)
    return main.container(key="page")


def paragraphs_of(text: str, quote: Span | None, pages: Sequence[int] = ()) -> list[list[Piece]]:
    """The paragraphs of a text, cut into pieces where the quote begins and ends and where a page begins.

    `"One. Two.\\n\\nThree."` with the quote 5-9 gives `[["One. ", marked "Two."], ["Three."]]`.
    """
    labels = {
        len(text) - len(text[start:].lstrip()): wording.PAGE_LABEL.format(number=number)
        for number, start in enumerate(pages, start=1)
    }
    return [list(_pieces(text, bounds, quote, labels)) for bounds in _paragraph_bounds(text)]


def _draw(page: str, opened: session.Opened, corpus: Corpus) -> None:
    try:
        article = corpus.catalogue.article(opened.article_id)
    except ArticleNotFound:
        st.info(wording.ARTICLE_GONE)
        st.button(wording.CLOSE_READER, on_click=session.close_reader, args=(page,))
        return
    components.article(
        _data(corpus, article, opened),
        key=f"article-{page}",
        on_close=lambda: session.close_reader(page),
        on_open=lambda article_id: session.open_reader(page, session.Opened(article_id)),
        on_correct=lambda: session.set_correction(article.article_id),
    )
    if session.correction() == article.article_id and not session.removal():
        correcting.draw(article)


def _data(corpus: Corpus, article: Article, opened: session.Opened) -> ArticleData:
    href = clean_address(article.url) or ""
    newest = corpus.catalogue.stories.newest(article.article_id)
    is_old = newest != article.article_id
    notices = ((is_old, wording.OLD_VERSION), (article.is_teaser, wording.TEASER))
    return {
        "title": article.title or wording.UNTITLED,
        "byline": byline(article.publisher, article.published, article.published_certainty),
        "authors": ", ".join(article.authors),
        "href": href,
        "link": wording.OPEN_ORIGINAL.format(host=urlsplit(href).netloc) if href else "",
        "paragraphs": paragraphs_of(article.text, opened.quote, article.pages),
        "token": f"{opened.article_id} {opened.quote} {opened.exchange} {opened.entry}",
        "close": wording.CLOSE_READER,
        "about": wording.ABOUT,
        "facts": details.facts_of(corpus, article),
        "unfolded": opened.quote is None,  # at a quote the reader looks for its surroundings
        "notices": [text for is_so, text in notices if is_so],
        "newest": newest if is_old else "",
        "open_newest": wording.OPEN_NEWEST,
        "correct": "" if is_old else wording.CORRECT,
    }


def _paragraph_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where each run of lines between empty lines starts and ends."""
    start = 0
    for block in text.split("\n\n"):
        if block.strip():
            yield start, start + len(block)
        start += len(block) + 2


def _pieces(text: str, bounds: tuple[int, int], quote: Span | None, labels: Mapping[int, str]) -> Iterator[Piece]:
    start, end = bounds
    edges = {edge for edge in (*labels, *((quote.start, quote.end) if quote else ())) if start < edge < end}
    for left, right in pairwise([start, *sorted(edges), end]):
        marked = quote is not None and quote.start <= left < quote.end
        yield {"text": text[left:right], "marked": marked, "page": labels.get(left, "")}
