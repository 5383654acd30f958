"""An exchange as the component that draws it takes it: sentences, quotes, passages, why there is no answer.

Knows nothing about sessions, nor about what a click does.
"""

from collections.abc import Sequence

from qa import Abstention, Answer, Citation, ClaimAccepted, DroppedClaim, Evidence
from qa.conflicts import Conflict, ConflictKind
from qa.wording import OFF_TASK
from ui import components, quote_wording, scope_wording, wording
from ui.chips import Chip, drawn
from ui.sources import Quote, numbers_of, passages_of


def data_of(
    question: str, *, chips: Sequence[Chip] = (), lists: Sequence[components.EntryList] = ()
) -> components.ExchangeData:
    """An exchange with nothing yet but its question, how that was read, and those of its lists that hold something."""
    return {
        "question": question,
        "chips": tuple(drawn(chips)),
        "chips_label": scope_wording.CHIPS_LABEL,
        "busy": False,
        "note": "",
        "failed": False,
        "retry": "",
        "sentences": (),
        "status": "",
        "stop": "",
        "lists": tuple(one for one in lists if one["entries"]),
        "dropped": (),
        "dropped_heading": "",
        "foot": "",
        "copied": "",
        "copy_words": (quote_wording.COPY, quote_wording.COPIED, quote_wording.NOT_COPIED),
        "opened": "",
        "asked": "",
    }


def sentences_so_far(claims: Sequence[ClaimAccepted], quotes: Sequence[Quote]) -> tuple[components.Sentence, ...]:
    """What has been proved of an answer that is not whole, with the numbers of its quotes."""
    return tuple({"text": f"{each.text.strip()} ", "numbers": numbers_of(each.citations, quotes)} for each in claims)


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


def show_dropped(data: components.ExchangeData, dropped: Sequence[DroppedClaim]) -> None:
    """Put the sentences that were left out into the exchange, with the reasons."""
    data["dropped"] = tuple(
        components.Dropped(text=claim.text, reason=wording.sentence(claim.reason)) for claim in dropped
    )
    if dropped:
        counted, were = wording.counted(len(dropped), "sentence"), "was" if len(dropped) == 1 else "were"
        data["dropped_heading"] = quote_wording.DROPPED.format(sentences=counted, were=were)


def abstention_note(abstention: Abstention) -> str:
    """Why there is no answer, in one sentence."""
    if abstention.understood.is_off_task:
        return OFF_TASK
    if not abstention.missing:
        return wording.REASONS[abstention.reason]
    words = [f"“{word}”" for word in abstention.missing]
    return wording.MISSING.format(words=" or ".join(filter(None, [", ".join(words[:-1]), words[-1]])))


def quote_list(quotes: Sequence[Quote], conflicts: Sequence[Conflict] = ()) -> components.EntryList:
    """The numbered quotes below an answer, under a line that says where they tell different things."""
    labels = [
        wording.OPEN_CITATION.format(number=number, title=quote.title) for number, quote in enumerate(quotes, start=1)
    ]
    return _entries("quotes", _heading(conflicts), quotes, labels, folded=False)


def _heading(conflicts: Sequence[Conflict]) -> str:
    if not conflicts:
        return quote_wording.QUOTES
    is_change = conflicts[0].kind is ConflictKind.CHANGE
    return quote_wording.QUOTES_CHANGED if is_change else quote_wording.QUOTES_DISAGREE


def passage_list(evidence: Evidence, *, folded: bool = True) -> components.EntryList:
    """The passages that were read; unfolded they are the nearest ones, in the place of an answer."""
    passages = passages_of(evidence)
    counted = wording.counted(len(passages), "passage")
    heading = wording.PASSAGES_READ.format(passages=counted) if folded else wording.NEAREST_PASSAGES
    labels = [wording.OPEN_PASSAGE.format(title=passage.title) for passage in passages]
    return _entries("passages", heading, passages, labels, folded=folded)


def _entries(
    name: str, heading: str, quotes: Sequence[Quote], labels: Sequence[str], *, folded: bool
) -> components.EntryList:
    entries: list[components.Entry] = [
        {"text": quote.text, "answer": quote.answer, "title": quote.title, "byline": quote.byline, "label": label}
        for quote, label in zip(quotes, labels, strict=True)
    ]
    return {"name": name, "heading": heading, "numbered": name == "quotes", "folded": folded, "entries": entries}
