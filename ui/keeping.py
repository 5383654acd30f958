"""The conversation of this tab and the kept ones: what is asked here is kept, what was kept is opened here.

Whoever leaves a conversation in the middle of an answer finds there what had been proved by then.
"""

from collections.abc import Callable
from dataclasses import replace

from corpus import ConversationNotFound, CorpusError
from corpus.conversations import CONVERSATION_ID, Conversations, new_id
from qa import Answer
from ui import resources, session, wording
from ui.asking import Stopped
from ui.records import exchange_of, record_of
from ui.session import Exchange

NAME_CHARS = 60


def kept() -> Conversations:
    """The conversations of the corpus."""
    return resources.corpus().catalogue.conversations


def keep(exchange: Exchange) -> None:
    """Add an exchange to this tab's conversation, and to the catalogue."""
    conversation_id = session.conversation_id() or new_id()
    try:
        number = kept().add(
            conversation_id, name=name_for(exchange.question), texts=_texts(exchange), record=record_of(exchange)
        )
    except CorpusError as error:
        session.set_keeping_problem(wording.sentence(str(error)))
    else:
        exchange = replace(exchange, number=number)
        session.set_conversation_id(conversation_id)
        session.set_keeping_problem("")
    session.conversation().append(exchange)


def take_reply() -> None:
    """Make what came of the question at hand a part of the conversation; before anything is drawn of either."""
    asking = session.asking()
    if asking and asking.outcome is not None:
        session.set_asking(None)
        keep(Exchange(asking.question, asking.outcome, asking.ignored))


def drop_last() -> None:
    """Take the last exchange out, as where it is asked again."""
    last = session.conversation().pop()
    if last.number:
        tried(lambda: kept().drop(session.conversation_id(), last.number))


def begin_anew() -> None:
    """Leave this conversation for an empty one; it stays kept, and the articles stay."""
    _leave()
    session.forget_conversation()


def open_kept(conversation_id: str) -> None:
    """Show a kept conversation in the place of this one, or that there is none."""
    if conversation_id == session.conversation_id():
        return
    begin_anew()
    try:
        kept().conversation(conversation_id)
    except ConversationNotFound:
        session.set_is_conversation_gone(True)
        return
    session.set_conversation_id(conversation_id)
    for each in kept().exchanges(conversation_id):
        exchange = exchange_of(each.record, each.number)
        session.conversation().append(exchange)
        session.set_ignored(exchange.question, exchange.ignored)


def tried(change: Callable[[], None]) -> None:
    """Make a change to the kept conversations; what keeps it from being made is said in the sidebar."""
    try:
        change()
    except ConversationNotFound:
        pass  # deleted elsewhere meanwhile
    except CorpusError as error:
        session.set_keeping_problem(wording.sentence(str(error)))


def delete() -> None:
    """Delete the conversation of this tab, and begin anew."""
    conversation_id = session.conversation_id()
    if asking := session.asking():
        asking.stop()
    session.forget_conversation()
    tried(lambda: kept().remove(conversation_id))


def is_id(text: str) -> bool:
    """Whether a text has the form of a conversation's id."""
    return CONVERSATION_ID.fullmatch(text) is not None


def name_for(question: str) -> str:
    """The question on one line, cut at a word where it is long."""
    name = " ".join(question.split())
    if len(name) <= NAME_CHARS:
        return name
    cut = name[: NAME_CHARS - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _leave() -> None:
    if asking := session.asking():
        asking.stop()
        take_reply()


def _texts(exchange: Exchange) -> tuple[str, ...]:
    """What the exchange is found by."""
    match exchange.outcome:
        case Answer(text=text):
            return exchange.question, text
        case Stopped(claims=claims):
            return exchange.question, *(claim.text for claim in claims)
    return (exchange.question,)
