"""What one browser tab remembers between reruns, by name and type.

Streamlit runs the page anew for every click; what must outlive that lies in
`st.session_state`. Nothing else in `ui` uses its string keys.
"""

import time
from dataclasses import dataclass
from typing import cast

import streamlit as st

from corpus import Span
from qa import Reply, Turn
from ui.asking import Asking, Failure, Stopped


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what it came to; `ignored` are its words that were set aside, not to be read as a time or name.

    `number` is that of the exchange in its kept conversation; 0 where it is not kept.
    """

    question: str
    outcome: Reply | Failure | Stopped
    ignored: frozenset[str] = frozenset()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reader shows: an article, and the quote it was opened at.

    `exchange` and `entry` (`quotes-0`) say what in the conversation opened it, so that this
    can be shown as open; an article opened from the list has neither.
    """

    article_id: str
    quote: Span | None = None
    exchange: int | None = None
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """What a page's address names: the article beside it, the quote that is marked there, the conversation."""

    article_id: str = ""
    quote: Span | None = None
    conversation_id: str = ""


def conversation() -> list[Exchange]:
    """The exchanges so far, oldest first; the list itself, to append to."""
    return cast("list[Exchange]", st.session_state.setdefault("conversation", []))


def turns() -> list[Turn]:
    """What was asked and answered so far, for a question that leans on it."""
    return [Turn.of(each.outcome) for each in conversation() if not isinstance(each.outcome, Failure | Stopped)]


def forget_conversation() -> None:
    """Begin anew; what is kept of it, and the articles, stay."""
    st.session_state["conversation"] = []
    set_conversation_id("")
    set_keeping_problem("")
    set_is_conversation_gone(False)
    st.session_state["asking"] = None
    st.session_state["ignored"] = {}
    close_reader("chat")


def conversation_id() -> str:
    """The id under which this tab's conversation is kept; empty before its first exchange."""
    return cast(str, st.session_state.get("conversation-id", ""))


def set_conversation_id(conversation_id: str) -> None:
    st.session_state["conversation-id"] = conversation_id


def keeping_problem() -> str:
    """Why the conversation could not be kept, or changed."""
    return cast(str, st.session_state.get("keeping-problem", ""))


def set_keeping_problem(problem: str) -> None:
    st.session_state["keeping-problem"] = problem


def is_conversation_gone() -> bool:
    """Whether a conversation was to be opened that there is none of."""
    return cast(bool, st.session_state.get("conversation-gone", False))


def set_is_conversation_gone(is_gone: bool) -> None:
    st.session_state["conversation-gone"] = is_gone


def deletion() -> str:
    """The id of the conversation that the reader asked to delete and has not confirmed."""
    return cast(str, st.session_state.get("deletion", ""))


def set_deletion(conversation_id: str) -> None:
    st.session_state["deletion"] = conversation_id


def asking() -> Asking | None:
    """The question that is being answered, if there is one."""
    return cast("Asking | None", st.session_state.get("asking"))


def set_asking(value: Asking | None) -> None:
    st.session_state["asking"] = value


def ignored(question: str) -> frozenset[str]:
    """The words of a question that were set aside in this conversation, and stay so when it is asked again."""
    return _all_ignored().get(question, frozenset())


def set_ignored(question: str, words: frozenset[str]) -> None:
    _all_ignored()[question] = words


def opened(page: str) -> Opened | None:
    """What the reader beside `page` shows."""
    return cast("Opened | None", st.session_state.get(f"opened-{page}"))


def open_reader(page: str, value: Opened) -> None:
    st.session_state[f"opened-{page}"] = value


def close_reader(page: str) -> None:
    st.session_state[f"opened-{page}"] = None


def form_number() -> int:
    """How often articles were added in this tab; part of the keys of the fields for them."""
    return cast(int, st.session_state.get("form-number", 0))


def clear_fields() -> None:
    """Give the fields for new articles other keys, which empties them."""
    st.session_state["form-number"] = form_number() + 1


def removal() -> tuple[str, ...]:
    """The ids of the articles that the reader asked to remove and has not confirmed."""
    return cast("tuple[str, ...]", st.session_state.get("removal", ()))


def set_removal(article_ids: tuple[str, ...]) -> None:
    st.session_state["removal"] = article_ids


def correction() -> str | None:
    """The id of the article whose facts are being corrected."""
    return cast("str | None", st.session_state.get("correction"))


def set_correction(article_id: str | None) -> None:
    st.session_state["correction"] = article_id


def last_page() -> str:
    """The page that was drawn last in this tab."""
    return cast(str, st.session_state.get("last-page", ""))


def set_last_page(page: str) -> None:
    st.session_state["last-page"] = page


def addressed(page: str) -> Address:
    """What the address of `page` named the last time that it was looked at."""
    return cast(Address, st.session_state.get(f"addressed-{page}", Address()))


def set_addressed(page: str, address: Address) -> None:
    st.session_state[f"addressed-{page}"] = address


def outdated(page: str) -> tuple[Address, float] | None:
    """What the address named before it was changed the last time, and when that was, by `time.monotonic`."""
    return cast(tuple[Address, float] | None, st.session_state.get(f"outdated-{page}"))


def set_outdated(page: str, address: Address, moment: float) -> None:
    st.session_state[f"outdated-{page}"] = (address, moment)


def _all_ignored() -> dict[str, frozenset[str]]:
    return cast("dict[str, frozenset[str]]", st.session_state.setdefault("ignored", {}))


def drawing_number(key: str, data: object) -> int:
    """The number of a component's drawing, as high as before where its data is as it was, else higher.

    A tab that outlives its session, as when the app is started anew, has numbers of the one before; so
    they are moments, in milliseconds.
    """
    drawings = cast("dict[str, tuple[object, int]]", st.session_state.setdefault("drawings", {}))
    before, number = drawings.get(key, (None, 0))
    if before != data:
        number = max(time.time_ns() // 1_000_000, number + 1)
        drawings[key] = (data, number)
    return number
