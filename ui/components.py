"""The four parts of a page that Streamlit has no element for, drawn by our own JavaScript.

    exchange      a question, its answer with markers in the sentences, the quotes below
    article       an article with the quote marked and scrolled into view, and what is known of it
    article_list  the articles, to be opened, selected and removed
    outcome_list  what became of each source of a run

Each takes its data as JSON and sets it as the text of elements it makes itself
(`textContent`), so no article, file name, question or model can bring HTML, a link or an
image into the page. Clicks come back as a component's event; what a browser sends is
checked here before it is used. The files lie in `ui/assets` and need no network.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from ui import session
from ui.article_data import ArticleData

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
    answer: tuple[int, int]  # where in the text the words that answer begin and end; the same twice where none do
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


class Chip(TypedDict):
    """How some words of a question were read; `button` is shown and `action` told of its button, both empty without."""

    words: str
    reading: str
    button: str
    action: str


class Dropped(TypedDict):
    """A sentence of the model that is not shown, and why not."""

    text: str
    reason: str


class ExchangeData(TypedDict):
    """All of one exchange.

    `chips` say how the question was read, under the name `chips_label`; while `busy` none is
    heard. `note` says why there is no answer, `failed` that this is a failure, `retry` is the
    button to ask again where that is possible; `status` names the step that is being taken,
    `stop` is the button that ends it, `dropped` stand folded under `dropped_heading`, `copied`
    is what a click on the first of `copy_words` copies, after which the second is shown, or the
    third where that failed, `opened` the entry that the reader shows (`quotes-0`); `asked` is
    new for each question, and brings its exchange into view once. Tuples, since of a list
    Streamlit loads a library of tables to see whether it is a data frame, which kept the first
    question waiting.
    """

    question: str
    chips: tuple[Chip, ...]
    chips_label: str
    busy: bool
    note: str
    failed: bool
    retry: str
    sentences: tuple[Sentence, ...]
    status: str
    stop: str
    lists: tuple[EntryList, ...]
    dropped: tuple[Dropped, ...]
    dropped_heading: str
    foot: str
    copied: str
    copy_words: tuple[str, str, str]
    opened: str
    asked: str


class Row(TypedDict):
    article_id: str
    title: str
    byline: str
    tags: list[str]


class OutcomeRow(TypedDict):
    """What became of one source; `kind` chooses the colour, and without `article_id` there is nothing to open."""

    kind: str
    status: str
    title: str
    detail: str
    article_id: str


def _component(name: str) -> ComponentRenderer:
    script, style = (
        "".join((ASSETS / f"{part}.{kind}").read_text("utf-8") for part in ("element", name)) for kind in ("js", "css")
    )
    return st.components.v2.component(f"footnote_{name}", css=style, js=script)


_exchange, _article, _articles, _outcomes = map(_component, ("exchange", "article", "articles", "outcomes"))


def exchange(
    data: ExchangeData,
    *,
    key: str,
    on_open: Callable[[str, int], None],
    on_retry: Callable[[str], None],
    on_chip: Callable[[int], None],
    on_stop: Callable[[], None],
) -> None:
    """Draw an exchange; `on_open` is told the list and place, from 0, of a clicked entry, `on_retry` the question,
    `on_chip` the place of the chip whose button was clicked, `on_stop` that the answer is to end."""
    sizes = {entries["name"]: len(entries["entries"]) for entries in data["lists"]}

    def opened() -> None:
        match clicked(key, "opened"):
            case {"list": str(name), "index": int(index)} if 0 <= index < sizes.get(name, 0):
                on_open(name, index)

    def retried() -> None:
        if clicked(key, "retried") and data["retry"]:
            on_retry(data["question"])

    def stopped() -> None:
        if clicked(key, "stopped") and data["stop"]:
            on_stop()

    def reread() -> None:
        match clicked(key, "reread"):
            case int(index) if 0 <= index < len(data["chips"]) and data["chips"][index]["action"]:
                on_chip(index)

    _exchange(
        key=key, data=_numbered(key, data), on_opened_change=opened, on_retried_change=retried,
        on_reread_change=reread, on_stopped_change=stopped,
    )  # fmt: skip


def article(
    data: ArticleData,
    *,
    key: str,
    on_close: Callable[[], None],
    on_open: Callable[[str], None],
    on_correct: Callable[[], None],
) -> None:
    """Draw an article and scroll to its marked pieces when `token` is new; `on_open` is told another article's id."""
    ids = {fact["article_id"] for fact in data["facts"]} | {data["newest"]}
    ids.discard("")

    def closed() -> None:
        if clicked(key, "closed"):
            on_close()

    def opened() -> None:
        match clicked(key, "opened"):
            case str(article_id) if article_id in ids:
                on_open(article_id)

    def corrected() -> None:
        if clicked(key, "corrected") and data["correct"]:
            on_correct()

    _article(
        key=key,
        data=_numbered(key, data),
        on_closed_change=closed,
        on_opened_change=opened,
        on_corrected_change=corrected,
    )


def article_list(
    rows: list[Row],
    *,
    key: str,
    labels: dict[str, str],
    on_open: Callable[[str], None],
    on_remove: Callable[[list[str]], None],
) -> None:
    """Draw rows to open, select and remove; `on_remove` is told the ids of all that were selected."""
    ids = {row["article_id"] for row in rows}

    def chosen() -> None:
        match clicked(key, "chosen"):
            case {"action": "open", "article_ids": [str(article_id)]} if article_id in ids:
                on_open(article_id)
            case {"action": "remove", "article_ids": [*some]}:
                if removed := [each for each in some if isinstance(each, str) and each in ids]:
                    on_remove(removed)

    _articles(key=key, data=_numbered(key, {"rows": rows, "labels": labels}), on_chosen_change=chosen)


def outcome_list(rows: list[OutcomeRow], *, key: str, more: str, on_open: Callable[[str], None]) -> None:
    """Draw the fate of each source; `more` says how many are left out, `on_open` is told a clicked article's id."""
    ids = {row["article_id"] for row in rows} - {""}

    def opened() -> None:
        match clicked(key, "opened"):
            case str(article_id) if article_id in ids:
                on_open(article_id)

    _outcomes(key=key, data=_numbered(key, {"rows": rows, "more": more}), on_opened_change=opened)


def _numbered(key: str, data: Mapping[str, object]) -> dict[str, object]:
    """The data with the number of its drawing, by which the page leaves out what was overtaken."""
    return {**data, "drawing": session.drawing_number(key, data)}


def clicked(key: str, event: str) -> object:
    """What the component `key` reported with `event` in this run; anything, since a browser sent it."""
    return (st.session_state.get(key) or {}).get(event)
