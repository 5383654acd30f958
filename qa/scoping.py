"""Which articles a question itself asks for: its times and publishers, read off its words.

    What did the Gazette say about the ferry last week?
        filters   North Reach Gazette, 16 to 25 November 2026
        text      What about the ferry?
        phrases   "the Gazette", "last week"

A *filter* leaves other articles out, a *boost* only puts some first. Where a question names
two publishers, or two times that do not meet, it compares them, and each is a boost. The
reader sees every phrase with what became of it and can take it back (`ignored`).

Pure; whether the filters leave anything to search is seen by whoever searches, and then
the filters are boosts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from corpus import Span
from qa.crediting import Credit, credits_in
from qa.filtering import Filters
from qa.periods import Period
from qa.terms import tokens, words
from qa.time_cues import latest_in
from qa.timing import TimePhrase, times_in

EVERY_PHRASE = frozenset({"*"})  # as `ignored`: the question is taken as it stands
LONGEST_READ = 2_000  # characters; a pasted article has dates and names that nobody asks for
# Words; what is longer asks several things at once, and what it names may go with one of them. Of 117 questions of
# MultiHop-RAG (25 to 64 words) that ask for one publisher, 12 need an article of another as well.
LONGEST_SIMPLE = 30
NEWEST = "the newest articles first"
_GAPS = re.compile(r"\s+")
_LONE_MARKS = re.compile(r"[\s,]+([?!.,;:])")
_LEADING = re.compile(r"^[\s,;:.–—-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of the question that were read, and what they became."""

    span: Span
    text: str
    kind: str  # "published", "publisher" or "latest"
    meaning: str
    is_filter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The articles a question asks for, and the question without the words that said so.

    `boosts` are what its phrases prefer, one each; an article may have several. `aside` are the
    stems of its times, those that were not to be read too: an article seldom writes its own month.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    boosts: tuple[Filters, ...] = ()
    wants_latest: bool = False
    phrases: tuple[Phrase, ...] = ()
    aside: frozenset[str] = frozenset()

    def as_boosts(self) -> tuple[Filters, ...]:
        """The boosts, with the filters among them: for a search in which the filters leave nothing."""
        by_name = Filters(publishers=self.filters.publishers)
        by_date = Filters(earliest=self.filters.earliest, latest=self.filters.latest)
        return (*self.boosts, *(each for each in (by_name, by_date) if each))


def read_scope(
    question: str, *, now: datetime, publishers: Sequence[str], ignored: frozenset[str] = frozenset()
) -> Scope:
    """What the question asks for, told at the time `now` of a corpus with these publishers.

    `ignored` are the texts of phrases to leave alone, or `EVERY_PHRASE`. Give the same tuple
    of publishers each time: it is made ready once.
    """
    all_times, all_latest = times_in(question, now), latest_in(question)
    told = [time.span for time in all_times] + list(all_latest)
    aside = frozenset(word for span in told for word in words(span.of(question)))
    if ignored == EVERY_PHRASE or len(question) > LONGEST_READ:
        return Scope(text=question, aside=aside)
    unread = {text.casefold() for text in ignored}

    def is_read(span: Span) -> bool:
        return span.of(question).casefold() not in unread

    credited = [credit for credit in credits_in(question, publishers) if is_read(credit.span)]
    named = [credit.span for credit in credited]
    # "The Sunday Times" is no Sunday.
    times = [time for time in all_times if is_read(time.span) and not _meets(time.span, named)]
    latest = [span for span in all_latest if is_read(span) and not _meets(span, named)]
    is_simple = len(question.split()) <= LONGEST_SIMPLE
    name, name_boosts = _publishers(credited, may_filter=is_simple)
    period, period_boosts = _periods(times, may_filter=is_simple and len(credited) <= 1)
    phrases = [_credit_phrase(question, credit, is_filter=bool(name)) for credit in credited]
    phrases += [_time_phrase(question, time, is_filter=_is_in(time.only, period)) for time in times]
    phrases += [_latest_phrase(question, span) for span in latest]
    cuts = [credit.cut for credit in credited if name] + [time.cut for time in times if _is_in(time.only, period)]
    return Scope(
        text=_without(question, cuts),
        filters=Filters(
            publishers=name, earliest=period.earliest if period else None, latest=period.latest if period else None
        ),
        boosts=(*name_boosts, *period_boosts),
        wants_latest=bool(latest),
        phrases=tuple(sorted(phrases, key=lambda phrase: phrase.span)),
        aside=aside,
    )


def _publishers(credited: Sequence[Credit], *, may_filter: bool) -> tuple[tuple[str, ...], list[Filters]]:
    """The one publisher that is asked, or else all that are named as boosts."""
    named = list(dict.fromkeys(credit.publishers for credit in credited))
    if may_filter and len(named) == 1 and any(credit.is_asked for credit in credited):
        return named[0], []
    return (), [Filters(publishers=each) for each in named]


def _periods(times: Sequence[TimePhrase], *, may_filter: bool) -> tuple[Period | None, list[Filters]]:
    """The days that all filters share, and the boosts; where they share none each is a boost.

    What counts from today ("last week") goes with the whole question, a date only where it is the one time in it.
    """
    is_one = may_filter and len(times) == 1
    only = [time.only for time in times if time.only and (time.is_relative or is_one)]
    shared: Period | None = only[0] if only else None
    for each in only[1:]:
        shared = shared.meets(each) if shared else None
    wanted = [time.rather or time.only for time in times if time.rather or not shared or time.only not in only]
    return shared, [Filters(earliest=each.earliest, latest=each.latest) for each in wanted if each]


def _credit_phrase(question: str, credit: Credit, *, is_filter: bool) -> Phrase:
    return Phrase(
        span=credit.span, text=credit.span.of(question), kind="publisher", meaning=" or ".join(credit.publishers),
        is_filter=is_filter,
    )  # fmt: skip


def _time_phrase(question: str, time: TimePhrase, *, is_filter: bool) -> Phrase:
    meant = time.only if is_filter else time.rather or time.only
    assert meant is not None, "a time that asks for nothing is no phrase"
    return Phrase(
        span=time.span, text=time.span.of(question), kind="published", meaning=meant.in_words(),
        is_filter=is_filter,
    )  # fmt: skip


def _latest_phrase(question: str, span: Span) -> Phrase:
    return Phrase(span=span, text=span.of(question), kind="latest", meaning=NEWEST, is_filter=False)


def _is_in(only: Period | None, shared: Period | None) -> bool:
    """Whether these days are among those that the filters share."""
    return only is not None and shared is not None and only.meets(shared) == shared


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _without(question: str, cuts: Sequence[Span]) -> str:
    """The question without these words; whole, where nothing that can be searched would be left."""
    if not cuts:
        return question
    kept, place = [], 0
    for cut in sorted(cuts):
        kept.append(question[place : cut.start])
        place = max(place, cut.end)
    text = _GAPS.sub(" ", " ".join([*kept, question[place:]]))
    text = _LEADING.sub("", _LONE_MARKS.sub(r"\1", text)).strip()
    if not any(token.is_content for token in tokens(text)):
        return question
    return text[0].upper() + text[1:] if question[:1].isupper() else text
