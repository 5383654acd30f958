"""The page to ask on: the conversation, the answer that is being written, the field for a question.

The page is drawn whole from what is known, and only then waits for more; each sentence
that arrives draws it anew. So a click in the middle of an answer loses nothing.
"""

from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from qa import Evidence
from ui import (
    addressing,
    articles,
    components,
    conversation_wording,
    keeping,
    reader,
    resources,
    samples,
    session,
    sidebar,
    watching,
    wording,
)
from ui.asking import Asking, Failure
from ui.chips import Chip
from ui.escaping import escaped
from ui.outcomes import Shown, articles_in, mark_removed, shown_of, shown_so_far
from ui.resources import Step

PAGE = "chat"
# Seconds. A click is noticed between two waits, so this bounds how long it can go unanswered.
WAIT = 0.2


def page() -> StreamlitPage:
    """The page as navigation knows it; the one the app opens with."""
    return st.Page(draw, title=wording.CHAT_PAGE, url_path="ask", default=True)


def draw() -> None:
    """Draw the page, then wait for what is still to come."""
    corpus = resources.corpus()
    addressing.follow(PAGE)
    asking = session.asking()
    # Read before anything is drawn: what comes while drawing is more than this, and ends the wait at once.
    progress = asking.progress if asking else 0
    step = resources.warming().step if asking else None
    has_articles = corpus.catalogue.counts()[0] > 0
    is_empty = not session.conversation() and not asking
    with reader.beside(PAGE, corpus):
        if session.is_conversation_gone():
            st.info(conversation_wording.GONE)
        for number, exchange in enumerate(session.conversation()):
            _draw_exchange(number, exchange)
        if asking:
            _draw_asking(len(session.conversation()), asking)
        if is_empty:
            with st.container():  # one element, so that the first exchange takes the place of all of it
                _draw_welcome(has_articles=has_articles)
        if has_articles and not asking:
            _draw_addressed_question()
    _draw_question_field(has_articles=has_articles)
    addressing.tell(PAGE)
    if asking:
        _wait_for_more(asking, progress, step)


def ask(question: str) -> None:
    """Start answering a question, unless one is being answered or there is nothing in it."""
    question = question.strip()
    if not question or session.asking():
        return
    addressing.forget_question()
    ignored = session.ignored(question)
    try:
        answerer = resources.answerer()
        session.set_asking(
            Asking(
                question,
                partial(answerer.stream, ignored=ignored, history=session.turns()),
                ignored=ignored,
            )
        )
    except resources.Unusable as error:
        session.conversation().append(session.Exchange(question, Failure(message=str(error))))


def _draw_welcome(*, has_articles: bool) -> None:
    if not has_articles:
        st.title(wording.NO_ARTICLES_TITLE, anchor=False)
        st.write(wording.NO_ARTICLES)
        with st.container(horizontal=True):
            if st.button(wording.GO_TO_ARTICLES, type="primary", key="go-to-articles"):
                st.switch_page(articles.page())
            samples.draw_offer()
        watching.draw(PAGE)
        return
    st.title(wording.WELCOME_TITLE, anchor=False)
    st.write(wording.WELCOME)
    if any(article.is_sample for article in resources.articles()):
        with st.container(gap="xsmall"):
            for question in wording.EXAMPLE_QUESTIONS:
                st.button(question, on_click=ask, args=(question,))


def _draw_addressed_question() -> None:
    """Offer the question that the address holds; whoever made the link must not make this computer work by it."""
    if question := addressing.question():
        with st.container(gap="xsmall", key="addressed-question"):
            st.caption(conversation_wording.LINK_ASKS)
            st.button(escaped(question), on_click=ask, args=(question,))


def _draw_exchange(number: int, exchange: session.Exchange) -> None:
    shown = shown_of(exchange)
    mark_removed(shown, resources.corpus().catalogue.stories.stored(articles_in(shown)))
    is_last = number == len(session.conversation()) - 1
    shown.data["retry"] = wording.RETRY if shown.can_be_retried and is_last and not session.asking() else ""
    _show(number, shown)


def _retry(question: str) -> None:
    """Ask the last question once more in the place of its failure."""
    keeping.drop_last()
    ask(question)


def _ask_again(question: str, chip: Chip) -> None:
    """Ask a question once more with the words of a chip set aside, or read again."""
    if not session.asking():
        session.set_ignored(question, chip.ignored_after(session.ignored(question)))
        ask(question)


def _draw_asking(number: int, asking: Asking) -> None:
    evidence, claims = asking.evidence, asking.claims
    shown = shown_so_far(asking.question, asking.understood, asking.ignored, evidence, claims)
    shown.data["status"] = _status(evidence, has_claims=bool(claims))
    shown.data["stop"] = wording.STOP
    _show(number, shown)


def _stop() -> None:
    if asking := session.asking():
        asking.stop()


def _status(evidence: Evidence | None, *, has_claims: bool) -> str:
    """The word for the step that is being taken."""
    if has_claims:
        return wording.WRITING
    step = resources.warming().step
    if evidence is not None:
        line = wording.LOADING_MODEL if step is Step.MODEL else wording.READING
        return line.format(passages=wording.counted(len(evidence.items), "passage"))
    return wording.WARMING_SEARCH if step is Step.SEARCH else wording.SEARCHING


def _show(number: int, shown: Shown) -> None:
    """Draw one exchange, open what is clicked in it, and ask again where one of its chips is."""
    data = shown.data
    lists = {"quotes": shown.quotes, "passages": shown.passages}
    data["busy"] = session.asking() is not None
    opened = session.opened(PAGE)
    if opened and opened.exchange == number:
        data["opened"] = opened.entry
    if number == len(session.conversation()) - (not session.asking()):
        data["asked"] = f"question {number}"

    def open_entry(name: str, index: int) -> None:
        quote = lists[name][index]
        entry = f"{name}-{index}"
        session.open_reader(PAGE, session.Opened(quote.article_id, quote.span, exchange=number, entry=entry))

    def ask_again(place: int) -> None:
        _ask_again(data["question"], shown.chips[place])

    components.exchange(
        data, key=f"exchange-{number}", on_open=open_entry, on_retry=_retry, on_chip=ask_again, on_stop=_stop
    )


def _draw_question_field(*, has_articles: bool) -> None:
    with st.bottom:
        question = st.chat_input(
            wording.QUESTION_PLACEHOLDER if has_articles else wording.QUESTION_PLACEHOLDER_EMPTY,
            max_chars=wording.QUESTION_MAX_CHARS,
            disabled=not has_articles,
            submit_mode="disable",
            key="question",
        )
        with st.container(key="model-line"):  # seen where the screen is too narrow for the sidebar
            st.caption(sidebar.model_line())
    if question:
        ask(question)
        st.rerun()


def _wait_for_more(asking: Asking, progress: int, step: Step | None) -> None:
    """Wait until there is more to draw, of the answer or of what is being made ready for it."""
    while asking.outcome is None and not asking.wait(progress, WAIT) and resources.warming().step is step:
        session.asking()  # reading the session is where Streamlit ends a run whose page was clicked
    st.rerun()
