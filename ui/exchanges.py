"""An exchange as the component that draws it takes it: sentences, quotes, passages, why there is no answer.

Knows nothing about sessions, nor about what a click does.
"""

from collections.abc import Sequence

from qa import Abstention, Answer, Citation, Evidence
from qa.wording import OFF_TASK
from ui import components, scope_wording, wording
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
        "lists": tuple(one for one in lists if one["entries"]),
        "foot": "",
        "opened": "",
        "asked": "",
    }


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
    if abstention.understood.is_off_task:
        return OFF_TASK
    if not abstention.missing:
        return wording.REASONS[abstention.reason]
    words = [f"“{word}”" for word in abstention.missing]
    return wording.MISSING.format(words=" or ".join(filter(None, [", ".join(words[:-1]), words[-1]])))


def quote_list(quotes: Sequence[Quote]) -> components.EntryList:
    """The numbered quotes below an answer."""
    labels = [
        wording.OPEN_CITATION.format(number=number, title=quote.title) for number, quote in enumerate(quotes, start=1)
    ]
    return _entries("quotes", wording.QUOTES, quotes, labels, folded=False)


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
