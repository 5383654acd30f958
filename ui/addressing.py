"""The page's own address, `?c=8d2a…&article=0f3c…&quote=120-164`: what it names is opened, and what is open it names.

So a conversation and an article have an address that can be bookmarked and sent, loading the page
anew loses nothing, and the browser's back button goes to the article before. `?q=` holds a question
that is offered. Knows nothing about what an article or a conversation holds.
"""

import re
import time

import streamlit as st

from corpus import Span
from ui import keeping, session, wording
from ui.session import Address

ARTICLE, QUOTE, CONVERSATION, QUESTION = "article", "quote", "c", "q"
CHAT = "chat"
BROWSER_SECONDS = 1.5  # for a browser to take on a new address; a click came with the old one for up to 1 s
ARTICLE_ID = re.compile(r"[0-9a-f]{16}")
QUOTED = re.compile(r"(\d{1,9})-(\d{1,9})")


def follow(page: str) -> None:
    """Open on `page` what its address names, unless that has been seen already.

    An address without a conversation closes none: a slow browser may send the one that it had before.
    """
    wanted = _wanted(page)
    is_arriving = session.last_page() != page
    session.set_last_page(page)
    before = session.addressed(page)
    if wanted == before or _is_behind(page, wanted):
        return
    session.set_addressed(page, wanted)
    if wanted.conversation_id not in ("", session.conversation_id()):
        keeping.open_kept(wanted.conversation_id)
    if wanted.article_id:
        session.open_reader(page, _opened(page, wanted))
    elif not is_arriving:  # going to another page and back empties the address and closes nothing
        session.close_reader(page)


def tell(page: str) -> None:
    """Make the address name what is open on `page`."""
    opened = session.opened(page)
    own = session.conversation_id() if page == CHAT else ""
    address = Address(opened.article_id, opened.quote, own) if opened else Address(conversation_id=own)
    session.set_addressed(page, address)
    if address == _wanted(page):
        return
    session.set_outdated(page, _wanted(page), time.monotonic())
    quote = f"{address.quote.start}-{address.quote.end}" if address.quote else ""
    named = {CONVERSATION: address.conversation_id, ARTICLE: address.article_id, QUOTE: quote}
    asked = st.query_params.get(QUESTION, "")
    st.query_params.from_dict({name: value for name, value in {**named, QUESTION: asked}.items() if value})


def question() -> str:
    """The question that the address holds; empty where there is none."""
    return str(st.query_params.get(QUESTION, "")).strip()[: wording.QUESTION_MAX_CHARS]


def forget_question() -> None:
    """Take the question out of the address: one is being asked."""
    st.query_params.pop(QUESTION, None)


def _opened(page: str, wanted: Address) -> session.Opened:
    """What the reader is to show: as it was opened from the conversation, where it is that which is open already."""
    opened = session.opened(page)
    if opened and (opened.article_id, opened.quote) == (wanted.article_id, wanted.quote):
        return opened
    return session.Opened(wanted.article_id, wanted.quote)


def _is_behind(page: str, wanted: Address) -> bool:
    """Whether a quick click was sent with the address that the browser had before it heard of the new one."""
    outdated = session.outdated(page)
    return outdated is not None and outdated[0] == wanted and time.monotonic() - outdated[1] < BROWSER_SECONDS


def _wanted(page: str) -> Address:
    article_id = st.query_params.get(ARTICLE, "")
    own = st.query_params.get(CONVERSATION, "")
    own = own if page == CHAT and keeping.is_id(own) else ""
    if not ARTICLE_ID.fullmatch(article_id):
        return Address(conversation_id=own)
    return Address(article_id, _quote(st.query_params.get(QUOTE, "")), own)


def _quote(text: str) -> Span | None:
    found = QUOTED.fullmatch(text)
    start, end = map(int, found.groups()) if found else (0, 0)
    return Span(start=start, end=end) if start < end else None
