"""The page's own address, `?article=0f3c…`: what it names is opened, and what is opened it names.

So an article has a page that can be bookmarked, and the browser's back button goes to
the article before. Knows nothing about what an article holds.
"""

import re
import time

import streamlit as st

from ui import session

PARAMETER = "article"
BROWSER_SECONDS = 1.5  # for a browser to take on a new address; a click came with the old one for up to 1 s
ARTICLE_ID = re.compile(r"[0-9a-f]{16}")


def follow(page: str) -> None:
    """Open beside `page` what its address names, unless that has been seen already."""
    wanted = _wanted()
    is_arriving = session.last_page() != page
    session.set_last_page(page)
    if wanted == session.addressed(page) or _is_behind(page, wanted):
        return
    session.set_addressed(page, wanted)
    if wanted:
        session.open_reader(page, session.Opened(wanted))
    elif not is_arriving:  # going to another page and back empties the address and closes nothing
        session.close_reader(page)


def tell(page: str) -> None:
    """Make the address name what is open beside `page`."""
    opened = session.opened(page)
    article_id = opened.article_id if opened else ""
    session.set_addressed(page, article_id)
    if article_id == _wanted():
        return
    session.set_outdated(page, _wanted(), time.monotonic())
    if article_id:
        st.query_params[PARAMETER] = article_id
    else:
        st.query_params.pop(PARAMETER, None)


def _is_behind(page: str, wanted: str) -> bool:
    """Whether a quick click was sent with the address that the browser had before it heard of the new one."""
    outdated = session.outdated(page)
    return outdated is not None and outdated[0] == wanted and time.monotonic() - outdated[1] < BROWSER_SECONDS


def _wanted() -> str:
    value = st.query_params.get(PARAMETER, "")
    return value if ARTICLE_ID.fullmatch(value) else ""
