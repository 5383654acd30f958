"""Which publishers a question names, and whether it asks for what they wrote.

    According to the BBC, ...              asked
    the Gazette says, the Post's story     asked
    Who owns the Guardian?                 a subject
    What did the BBC say about its cuts?   a subject, too: others will have written of them

Told by the words right beside the name, never by what the question is about. Pure; knows
nothing about times or articles.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Span
from qa.publisher_names import Named, names_of

FARTHEST = 120  # characters beside a name in which the words stand that ask for what it wrote

_SAYS = (
    r"say|says|said|saying|reports?|reported|reporting|writes?|wrote|written|writing|claims?|claimed|suggests?|suggested"
    r"|describes?|described|states?|stated|notes?|noted|covers?|covered|mentions?|mentioned|discuss(?:es|ed)?"
    r"|highlights?|highlighted|indicates?|indicated|argues?|argued|attributes?|attributed|predicts?|predicted|reveals?"
    r"|revealed|publish(?:es|ed)?|carr(?:y|ies|ied)|prints?|printed|quotes?|quoted|explains?|explained"
)
_PIECE = (
    r"articles?|reports?|reporting|stor(?:y|ies)|obituar(?:y|ies)|accounts?|coverage|pieces?|interviews?|headlines?|versions?"
    r"|reviews?|analys[ie]s|editorials?|corrections?|front\s+pages?"
)
_COVERED = (
    r"reported|published|covered|detailed|described|written|mentioned|noted|quoted|stated|discussed|featured|highlighted"
    r"|revealed|claimed|cited|presented|outlined|identified|printed|explained"
)
_ADVERBS = (
    r"(?:(?:has|have|had|also|first|just|once|then|recently|originally|actually|really|later|now|already|ever)\s+)*"
)
# All that may stand between a preposition and a name.
_OPENING = r"[\s'\"“‘]*(?:the\s+)?['\"“‘]*"
_BEFORE = re.compile(
    r"(?:\b(?:according\s+to|per|via)(?:\s+(?:an?|the|both))*"
    rf"(?:\s+(?:{_PIECE})\s+(?:by|from|in))?(?:\s+both)?"
    rf"|\b(?:{_PIECE}|news)\s+(?:(?:published|written|printed|carried|featured)\s+)?(?:by|from|in)(?:\s+both)?"
    rf"|\b(?:as\s+)?(?:{_COVERED})\s+(?:both\s+)?(?:by|in|from)(?:\s+both)?|\bpublished\s+on"
    rf"|\b(?:says|writes|wrote)){_OPENING}$",
    re.IGNORECASE,
)
_FIRST_IN = re.compile(rf"^\W*(?:in|from){_OPENING}$", re.IGNORECASE)
_LATER_IN = re.compile(
    rf"\b(?:{_COVERED}|say|says|said|write|wrote|read|seen?|saw|appear(?:ed|s)?|complain|{_PIECE})\b[^.?!;]{{0,90}}?"
    rf"(?P<all>\b(?:in|from){_OPENING})$",
    re.IGNORECASE,
)
_NOT_IN = re.compile(
    r"\b(?:stakes?|shares?|cuts?|invest\w*|interest|confidence|trust|jobs?|works?|worked|working|roles?|staff|scandal|crisis"
    r"|layoffs?|strikes?|resign\w*|quit|fired|sacked|retire\w*|stole|stolen|left|moved|suspended|dropped|removed|banned"
    rf"|depart\w*|money|losses|changes?|editors?|employees|bias)\s+(?:\w+\s+)?(?:in|at|from|of){_OPENING}$",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"\b(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:this|last)\s+(?:week|month|morning))['’]s\s+$",
    re.IGNORECASE,
)
_AS = re.compile(rf"\bas\s*{_OPENING}$", re.IGNORECASE)
_HAS_IT = re.compile(r"['\"”’]*\s+(?:has|puts|tells|sees|had|put|told|saw)\s+it\b", re.IGNORECASE)
_SAID = re.compile(rf"['\"”’]*,?\s+{_ADVERBS}(?:{_SAYS})\b", re.IGNORECASE)
_WROTE = re.compile(
    rf"(?:['’]s|['\"”’]*)\s+(?!annual|financial|quarterly|internal|earnings)(?:[\w-]+\s+){{0,2}}?(?:{_PIECE})\b",
    re.IGNORECASE,
)
_COLON = re.compile(r"['\"”’]*\s*:\s")
_OWN = re.compile(
    r"[^.?!;]*\b(?:its|their)\s+(?:own\s+)?(?!first|last|latest|report|article|story|\d)\w", re.IGNORECASE
)
_AUXILIARY = re.compile(rf"\b(?:did|does|do|has|have|had)\s+(?={_OPENING}$)", re.IGNORECASE)
_ARTICLE = re.compile(r"['\"“‘]*\bthe\s+['\"“‘]*$|['\"“‘]+$", re.IGNORECASE)
_ENDING = re.compile(r"['’]s\b|['\"”’]+|,(?=\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credit:
    """A publisher in a question: its words, what goes with them when taken out, and its names in the corpus."""

    span: Span
    cut: Span
    publishers: tuple[str, ...]
    is_asked: bool


def credits_in(question: str, publishers: Sequence[str]) -> tuple[Credit, ...]:
    """The publishers that the question names, in order."""
    found = (_credit(question, named) for named in names_of(tuple(publishers)).named_in(question))
    return tuple(credit for credit in found if credit is not None)


def _credit(question: str, named: Named) -> Credit | None:
    """What the question wants of one publisher; None for a word that is no name here."""
    since = max(0, named.start - FARTHEST)
    before, article = question[since : named.start], _ARTICLE.search(question, since, named.start)
    start = article.start() if article else named.start
    cut = _asked(question, named, before, start)
    if cut is None and not named.is_sure:
        return None
    return Credit(
        span=Span(start=start + len(question[start : named.start]) - len(question[start : named.start].lstrip("'\"“‘")),
                  end=named.end),
        cut=cut or Span(start=start, end=named.end),
        publishers=named.publishers,
        is_asked=cut is not None,
    )  # fmt: skip


def _asked(question: str, named: Named, before: str, start: int) -> Span | None:
    """What is taken out where the question asks for what the publisher wrote; None where it does not."""
    since = named.start - len(before)
    ending = _ENDING.match(question, named.end)
    end = ending.end() if ending else named.end
    if credit := _BEFORE.search(before):
        return Span(start=since + credit.start(), end=end)
    # A question all in small letters has its names so, too; what stands after the name must tell.
    if not named.is_sure and question != question.lower():
        return None
    if (said := _SAID.match(question, named.end)) and not _OWN.match(question, said.end()):
        auxiliary = _AUXILIARY.search(before)
        return Span(start=since + auxiliary.start() if auxiliary else start, end=said.end())
    if _WROTE.match(question, named.end) or _EDITION.search(before):
        return Span(start=start, end=end)
    if not named.is_sure:
        return None
    if (as_it := _AS.search(before)) and (has_it := _HAS_IT.match(question, named.end)):
        return Span(start=since + as_it.start(), end=has_it.end())
    if not before.strip("'\"“‘ ").removesuffix("The") and (colon := _COLON.match(question, named.end)):
        return Span(start=start, end=colon.end())
    if since == 0 and _FIRST_IN.search(before):
        return Span(start=0, end=end)
    if (later := _LATER_IN.search(before)) and not _NOT_IN.search(before):
        return Span(start=since + later.start("all"), end=end)
    return None
