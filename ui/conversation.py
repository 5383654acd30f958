"""The page to ask on: the conversation, the answer that is being written, the field for a question.

The page is drawn whole from what is known, and only then waits for more; each sentence
that arrives draws it anew. So a click in the middle of an answer loses nothing.
"""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from qa import Abstention, Answer, Citation, Evidence
from ui import (
    addressing,
    articles,
    components,
    reader,
    resources,
    samples,
    session,
    sidebar,
    watching,
    wording,
)
from ui.asking import Asking, Failure
from ui.sources import Quote, numbers_of, passages_of, quotes_of

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
    if asking and asking.outcome is not None:
        session.conversation().append(session.Exchange(asking.question, asking.outcome))
        session.set_asking(asking := None)
    has_articles = corpus.catalogue.counts()[0] > 0
    is_empty = not session.conversation() and not asking
    with reader.beside(PAGE, corpus):
        for number, exchange in enumerate(session.conversation()):
            _draw_exchange(number, exchange)
        if asking:
            _draw_asking(len(session.conversation()), asking)
        if is_empty:
            with st.container():  # one element, so that the first exchange takes the place of all of it
                _draw_welcome(has_articles=has_articles)
    _draw_question_field(has_articles=has_articles)
    if asking:
        _wait_for_more(asking, progress)


def ask(question: str) -> None:
    """Start answering a question, unless one is being answered or there is nothing in it."""
    question = question.strip()
    if not question or session.asking():
        return
    try:
        session.set_asking(Asking(question, resources.answerer().stream))
    except resources.Unusable as error:
        session.conversation().append(session.Exchange(question, Failure(message=str(error))))


def sentences_of(answer: Answer, quotes: Sequence[Quote]) -> list[components.Sentence]:
    """The answer's text cut after each claim, with the numbers of the quotes that carry it."""
    behind: dict[int, list[Citation]] = {}
    for citation in answer.citations:
        behind.setdefault(citation.claim.end, []).append(citation)
    sentences: list[components.Sentence] = []
    start = 0
    for end in sorted(behind):
        sentences.append({"text": answer.text[start:end], "numbers": numbers_of(behind[end], quotes)})
        start = end
    if answer.text[start:].strip():
        sentences.append({"text": answer.text[start:], "numbers": []})
    return sentences


def abstention_note(abstention: Abstention) -> str:
    """Why there is no answer, in one sentence."""
    if not abstention.missing:
        return wording.REASONS[abstention.reason]
    words = [f"“{word}”" for word in abstention.missing]
    return wording.MISSING.format(words=" or ".join(filter(None, [", ".join(words[:-1]), words[-1]])))


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


def _draw_exchange(number: int, exchange: session.Exchange) -> None:
    match exchange.outcome:
        case Answer() as answer:
            quotes = quotes_of(answer.citations)
            data = _data(exchange.question, lists=[_passages(answer.evidence), _quotes(quotes)])
            data["sentences"] = sentences_of(answer, quotes)
            data["foot"] = wording.MODEL_LINE.format(model=answer.model)
            _show(number, data, quotes=quotes, passages=passages_of(answer.evidence))
        case Abstention() as abstention:
            data = _data(exchange.question, lists=[_passages(abstention.evidence, folded=False)])
            data["note"] = abstention_note(abstention)
            _show(number, data, quotes=[], passages=passages_of(abstention.evidence))
        case Failure() as failure:
            data = _data(exchange.question, lists=[])
            data["note"] = (
                wording.sentence(failure.message)
                if failure.message
                else wording.UNEXPECTED.format(error_id=failure.error_id)
            )
            data["failed"] = True
            is_last = number == len(session.conversation()) - 1
            data["retry"] = wording.RETRY if is_last and not session.asking() else ""
            _show(number, data, quotes=[], passages=[])


def _retry(question: str) -> None:
    """Ask the last question once more in the place of its failure."""
    session.conversation().pop()
    ask(question)


def _draw_asking(number: int, asking: Asking) -> None:
    evidence, claims = asking.evidence, asking.claims
    quotes = quotes_of(citation for claim in claims for citation in claim.citations)
    data = _data(asking.question, lists=[_passages(evidence or Evidence()), _quotes(quotes)])
    data["sentences"] = [
        {"text": claim.text.strip() + " ", "numbers": numbers_of(claim.citations, quotes)} for claim in claims
    ]
    data["status"] = _status(evidence, has_claims=bool(claims))
    _show(number, data, quotes=quotes, passages=passages_of(evidence or Evidence()))


def _status(evidence: Evidence | None, *, has_claims: bool) -> str:
    """The word for the step that is being taken."""
    if has_claims:
        return wording.WRITING
    if evidence is not None:
        return wording.READING.format(passages=wording.counted(len(evidence.items), "passage"))
    return wording.SEARCHING if resources.warming().is_done else wording.LOADING_MODEL


def _show(number: int, data: components.ExchangeData, *, quotes: list[Quote], passages: list[Quote]) -> None:
    """Draw one exchange and open what is clicked in it."""
    lists = {"quotes": quotes, "passages": passages}
    opened = session.opened(PAGE)
    if opened and opened.exchange == number:
        data["opened"] = opened.entry
    if number == len(session.conversation()) - (not session.asking()):
        data["asked"] = f"question {number}"

    def open_entry(name: str, index: int) -> None:
        quote = lists[name][index]
        entry = f"{name}-{index}"
        session.open_reader(PAGE, session.Opened(quote.article_id, quote.span, exchange=number, entry=entry))

    components.exchange(data, key=f"exchange-{number}", on_open=open_entry, on_retry=_retry)


def _data(question: str, *, lists: list[components.EntryList]) -> components.ExchangeData:
    return {
        "question": question,
        "note": "",
        "failed": False,
        "retry": "",
        "sentences": [],
        "status": "",
        "lists": [one for one in lists if one["entries"]],
        "foot": "",
        "opened": "",
        "asked": "",
    }


def _quotes(quotes: Sequence[Quote]) -> components.EntryList:
    labels = [
        wording.OPEN_CITATION.format(number=number, title=quote.title) for number, quote in enumerate(quotes, start=1)
    ]
    return _entries("quotes", wording.QUOTES, quotes, labels, folded=False)


def _passages(evidence: Evidence, *, folded: bool = True) -> components.EntryList:
    passages = passages_of(evidence)
    counted = wording.counted(len(passages), "passage")
    heading = wording.PASSAGES_READ.format(passages=counted) if folded else wording.NEAREST_PASSAGES
    labels = [wording.OPEN_PASSAGE.format(title=passage.title) for passage in passages]
    return _entries("passages", heading, passages, labels, folded=folded)


def _entries(
    name: str, heading: str, quotes: Sequence[Quote], labels: Sequence[str], *, folded: bool
) -> components.EntryList:
    entries: list[components.Entry] = [
        {"text": quote.text, "title": quote.title, "byline": quote.byline, "label": label}
        for quote, label in zip(quotes, labels, strict=True)
    ]
    return {"name": name, "heading": heading, "numbered": name == "quotes", "folded": folded, "entries": entries}


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


def _wait_for_more(asking: Asking, progress: int) -> None:
    while not asking.wait(progress, WAIT):
        session.asking()  # reading the session is where Streamlit ends a run whose page was clicked
    st.rerun()
