"""The list of articles: finding some, in an order, and asking for the removal of those selected."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from ui import components, samples, session, wording
from ui.resources import BEGINNING, Listed
from ui.sources import byline

ROWS = 50  # on one page of the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which articles are looked for; an empty field asks for nothing."""

    words: str = ""
    publisher: str | None = None
    only_undated: bool = False


def draw(page: str, articles: list[Listed]) -> None:
    """Draw the fields to find articles with, and those found; what is opened stands beside `page`."""
    if not articles:
        st.caption(wording.LIST_EMPTY)
        samples.draw_offer()
        return
    wanted, order = _draw_fields(articles)
    found = in_order(matching(articles, wanted), order)
    if not found:
        st.caption(wording.FILTER_NO_MATCH)
        return
    if len(found) < len(articles):
        st.caption(wording.FOUND.format(found=f"{len(found):,}", articles=wording.counted(len(articles), "article")))
    number = 1
    if len(found) > ROWS:
        number = st.pagination(-(-len(found) // ROWS), key="list-page")
    components.article_list(
        [_row(article) for article in found[(number - 1) * ROWS : number * ROWS]],
        key="article-list",
        labels={
            "open": wording.OPEN,
            "remove": wording.REMOVE,
            "select": wording.SELECT,
            "select_all": wording.SELECT_ALL,
            "remove_selected": wording.REMOVE_SELECTED,
        },
        on_open=lambda article_id: session.open_reader(page, session.Opened(article_id)),
        on_remove=lambda article_ids: session.set_removal(tuple(article_ids)),
    )


def matching(articles: Sequence[Listed], wanted: Wanted) -> list[Listed]:
    """The articles whose title or publisher contains the words, in whatever case, and that fit the rest."""
    words = wanted.words.casefold().strip()
    return [
        article
        for article in articles
        if words in f"{article.title} {article.publisher or ''}".casefold()
        and (wanted.publisher is None or (article.publisher or "") == wanted.publisher)
        and not (wanted.only_undated and article.published)
    ]


def in_order(articles: Sequence[Listed], order: str) -> list[Listed]:
    """The articles, given as newest first, in one of `wording.ORDERS`; those without a date come last."""
    if order == "oldest":
        return sorted(articles, key=lambda article: (article.published is None, article.published or BEGINNING))
    if order == "title":
        return sorted(articles, key=lambda article: article.title.casefold())
    if order == "added":
        return sorted(articles, key=lambda article: article.added, reverse=True)
    return list(articles)


def tags_of(article: Listed) -> list[str]:
    """What is particular about an article, `version 2`, `also in 3 more`, `feed text only`."""
    tags = [
        (article.version > 1, wording.TAG_VERSION.format(version=article.version)),
        (article.copies > 0, wording.TAG_COPIES.format(copies=article.copies)),
        (article.is_teaser, wording.TAG_TEASER),
    ]
    return [text for is_so, text in tags if is_so]


def _draw_fields(articles: Sequence[Listed]) -> tuple[Wanted, str]:
    publishers = Counter(article.publisher or "" for article in articles)
    names = [name for name, _ in publishers.most_common()]
    words_field, publisher_field, order_field = st.columns([5, 4, 3])
    with words_field:
        words = st.text_input(wording.FILTER_LABEL, placeholder=wording.FILTER_PLACEHOLDER, key="filter")
    with publisher_field:
        publisher = st.selectbox(
            wording.PUBLISHER_LABEL,
            [None, *names],
            format_func=lambda name: wording.ALL_PUBLISHERS if name is None else name or wording.PUBLISHER_UNKNOWN,
            key="filter-publisher",
        )
    with order_field:
        orders = list(wording.ORDERS)
        order = st.selectbox(wording.ORDER_LABEL, orders, format_func=wording.ORDERS.__getitem__, key="filter-order")
    has_undated = any(article.published is None for article in articles)
    only_undated = has_undated and st.checkbox(wording.ONLY_UNDATED, key="filter-undated")
    return Wanted(words=words or "", publisher=publisher, only_undated=only_undated), order or orders[0]


def _row(article: Listed) -> components.Row:
    return {
        "article_id": article.article_id,
        "title": article.title,
        "byline": byline(article.publisher, article.published),
        "tags": tags_of(article),
    }
