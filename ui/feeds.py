"""The feeds that are followed: looking at all of them again, and no longer following one."""

import streamlit as st

from corpus.ledger import Subscription
from ui import adding, phrasing, resources, wording
from ui.escaping import escaped


def draw() -> None:
    """Draw the feeds, folded away at first; nothing where none is followed."""
    feeds = resources.corpus().catalogue.ledger.subscriptions()
    if not feeds:
        return
    with st.expander(wording.FEEDS.format(count=f"{len(feeds):,}")):
        for feed in feeds:
            _draw_feed(feed)
        if st.button(wording.REFRESH, help=wording.REFRESH_HELP, key="refresh"):
            adding.start(adding.Task(is_refresh=True))
            st.rerun()


def _draw_feed(feed: Subscription) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap="xxsmall"):
            st.text(feed.title or feed.address)
            moment = phrasing.moment(feed.checked) if feed.checked else wording.DATE_UNKNOWN
            articles = wording.counted(feed.articles, "article")
            state = wording.FEED_STATE.format(articles=articles, moment=moment)
            st.caption(f"{escaped(feed.address)}  \n{escaped(state)}")
        st.button(wording.STOP_FOLLOWING, on_click=_stop_following, args=(feed.address,), key=f"stop-{feed.address}")


def _stop_following(address: str) -> None:
    resources.corpus().catalogue.ledger.unsubscribe(address)
