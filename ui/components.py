"""The three parts of a page that Streamlit has no element for, drawn by our own JavaScript.

    exchange      a question, its answer with markers in the sentences, the quotes below
    article       an article with the quote marked and scrolled into view
    article_list  the articles with their buttons

Each takes its data as JSON and sets it as the text of elements it makes itself
(`textContent`), so no article, file name, question or model can bring HTML, a link or an
image into the page. Clicks come back as a component's event; what a browser sends is
checked here before it is used. The files lie in `ui/assets` and need no network.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

ASSETS = Path(__file__).parent / "assets"
PAGE_STYLE = ASSETS / "page.css"
ICON = ASSETS / "icon.svg"


class Sentence(TypedDict):
    """A sentence of an answer and the numbers of the quotes behind it."""

    text: str
    numbers: list[int]


class Entry(TypedDict):
    """One quote or passage in a list, as a button that opens it; `label` is read to those who cannot see it."""

    text: str
    title: str
    byline: str
    label: str


class EntryList(TypedDict):
    """A list of entries under a heading; a folded one shows only its heading until it is clicked."""

    name: str
    heading: str
    numbered: bool
    folded: bool
    entries: list[Entry]


class ExchangeData(TypedDict):
    """All of one exchange.

    `note` says why there is no answer, `failed` that this is a failure, `retry` is the button
    to ask again where that is possible; `status` names the step that is being taken, `opened`
    the entry that the reader shows (`quotes-0`); `asked` is new for each question, and brings
    its exchange into view once.
    """

    question: str
    note: str
    failed: bool
    retry: str
    sentences: list[Sentence]
    status: str
    lists: list[EntryList]
    foot: str
    opened: str
    asked: str


class Piece(TypedDict):
    text: str
    marked: bool


class ArticleData(TypedDict):
    """An article as paragraphs of pieces, of which those of the quote are marked."""

    title: str
    byline: str
    authors: str
    href: str
    link: str
    paragraphs: list[list[Piece]]
    token: str
    close: str


class Row(TypedDict):
    article_id: str
    title: str
    byline: str
    size: str


def _component(name: str) -> ComponentRenderer:
    shared, script, style = ((ASSETS / file).read_text("utf-8") for file in ("element.js", f"{name}.js", f"{name}.css"))
    return st.components.v2.component(f"footnote_{name}", css=style, js=shared + script)


_exchange, _article, _articles = map(_component, ("exchange", "article", "articles"))


def exchange(
    data: ExchangeData, *, key: str, on_open: Callable[[str, int], None], on_retry: Callable[[str], None]
) -> None:
    """Draw an exchange; `on_open` is told the list and place, from 0, of a clicked entry, `on_retry` the question."""
    sizes = {entries["name"]: len(entries["entries"]) for entries in data["lists"]}

    def opened() -> None:
        match clicked(key, "opened"):
            case {"list": str(name), "index": int(index)} if 0 <= index < sizes.get(name, 0):
                on_open(name, index)

    def retried() -> None:
        if clicked(key, "retried") and data["retry"]:
            on_retry(data["question"])

    _exchange(key=key, data=data, on_opened_change=opened, on_retried_change=retried)


def article(data: ArticleData, *, key: str, on_close: Callable[[], None]) -> None:
    """Draw an article and scroll to its marked pieces when `token` is new."""

    def closed() -> None:
        if clicked(key, "closed"):
            on_close()

    _article(key=key, data=data, on_closed_change=closed)


def article_list(rows: list[Row], *, key: str, labels: dict[str, str], on_click: Callable[[str, str], None]) -> None:
    """Draw rows with two buttons; `on_click` is told `open` or `remove` and the article's id."""
    ids = {row["article_id"] for row in rows}

    def chosen() -> None:
        match clicked(key, "chosen"):
            case {"action": "open" | "remove" as action, "article_id": str(article_id)} if article_id in ids:
                on_click(action, article_id)

    _articles(key=key, data={"rows": rows, "labels": labels}, on_chosen_change=chosen)


def clicked(key: str, event: str) -> object:
    """What the component `key` reported with `event` in this run; anything, since a browser sent it."""
    return (st.session_state.get(key) or {}).get(event)
