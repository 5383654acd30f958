"""What a question came to, or has come to so far, as the component that draws it takes it.

    shown_of(exchange)      an answer, an abstention, a failure, or what the reader stopped
    shown_so_far(...)       an answer that is being written

Knows nothing about sessions, nor about what a click does.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa import Abstention, Answer, ClaimAccepted, Evidence
from qa.answer import Understood
from ui import components, conversation_wording, footnotes, quote_wording, wording
from ui.asking import Failure, Stopped
from ui.chips import Chip, chips_of
from ui.exchanges import (
    abstention_note,
    data_of,
    passage_list,
    quote_list,
    sentences_of,
    sentences_so_far,
    show_dropped,
)
from ui.session import Exchange
from ui.sources import Quote, passages_of, quotes_in, quotes_of


@dataclass(frozen=True, slots=True)
class Shown:
    """An exchange to draw, with what its chips, quotes and passages stand for."""

    data: components.ExchangeData
    chips: Sequence[Chip] = ()
    quotes: Sequence[Quote] = ()
    passages: Sequence[Quote] = ()
    can_be_retried: bool = False


def shown_of(exchange: Exchange) -> Shown:
    """What came of a question."""
    match exchange.outcome:
        case Answer() as answer:
            shown = _answered(exchange, answer)
        case Abstention() as abstention:
            shown = _declined(exchange, abstention)
        case Stopped() as stopped:
            shown = _stopped(exchange, stopped)
        case Failure() as failure:
            return _failed(exchange, failure)
    shown.data["copied"] = footnotes.copied(exchange)
    return shown


def articles_in(shown: Shown) -> set[str]:
    """The ids of the articles that it quotes or lists."""
    return {quote.article_id for quote in (*shown.quotes, *shown.passages)}


def mark_removed(shown: Shown, stored: Collection[str]) -> None:
    """Say beside each quote and passage whose article is not `stored` any more that it was removed."""
    named = {"quotes": shown.quotes, "passages": shown.passages}
    for entries in shown.data["lists"]:
        for entry, quote in zip(entries["entries"], named[entries["name"]], strict=True):
            if quote.article_id not in stored:
                entry["byline"] = " · ".join(filter(None, [entry["byline"], conversation_wording.REMOVED]))


def shown_so_far(
    question: str,
    understood: Understood | None,
    ignored: frozenset[str],
    evidence: Evidence | None,
    claims: Sequence[ClaimAccepted],
    *,
    can_be_retried: bool = False,
) -> Shown:
    """What is there of an answer that is not whole: how the question was read, what was found, what is proved."""
    found = evidence or Evidence()
    quotes = quotes_in(claims)
    chips = chips_of(question, understood, ignored) if understood else []
    data = data_of(question, chips=chips, lists=[passage_list(found), quote_list(quotes)])
    data["sentences"] = sentences_so_far(claims, quotes)
    return Shown(data, chips, quotes, passages_of(found), can_be_retried)


def _answered(exchange: Exchange, answer: Answer) -> Shown:
    quotes = quotes_of(answer.citations)
    chips = chips_of(exchange.question, answer.understood, exchange.ignored)
    lists = [passage_list(answer.evidence), quote_list(quotes, answer.conflicts)]
    data = data_of(exchange.question, chips=chips, lists=lists)
    data["sentences"] = tuple(sentences_of(answer, quotes))
    show_dropped(data, answer.dropped)
    line = wording.MODEL_LINE_CUT if answer.is_cut else wording.MODEL_LINE
    data["foot"] = line.format(model=answer.model)
    return Shown(data, chips, quotes, passages_of(answer.evidence))


def _declined(exchange: Exchange, abstention: Abstention) -> Shown:
    chips = chips_of(exchange.question, abstention.understood, exchange.ignored)
    data = data_of(exchange.question, chips=chips, lists=[passage_list(abstention.evidence, folded=False)])
    data["note"] = abstention_note(abstention)
    show_dropped(data, abstention.dropped)
    return Shown(data, chips, passages=passages_of(abstention.evidence))


def _stopped(exchange: Exchange, stopped: Stopped) -> Shown:
    shown = shown_so_far(
        exchange.question, stopped.understood, exchange.ignored, stopped.evidence, stopped.claims, can_be_retried=True
    )
    if stopped.claims:
        shown.data["foot"] = quote_wording.STOPPED_WITHIN
    else:
        shown.data["note"] = quote_wording.STOPPED
    return shown


def _failed(exchange: Exchange, failure: Failure) -> Shown:
    data = data_of(exchange.question, lists=[passage_list(failure.evidence, folded=False)])
    said = wording.sentence(failure.message) if failure.message else ""
    data["note"] = said or wording.UNEXPECTED.format(error_id=failure.error_id)
    data["failed"] = True
    return Shown(data, passages=passages_of(failure.evidence), can_be_retried=True)
