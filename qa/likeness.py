"""Do two sentences of two articles tell of the same thing, so that two values can disagree?

Names, places, days, years and what is counted must go together, and whatever the question
names must stand in both articles or in neither: two fires, two towns and two years have
different figures and nothing to disagree about. What is doubtful counts as different.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from corpus import Article, Span
from qa.candidates import Candidate
from qa.clauses import clause
from qa.naming import stands_in
from qa.periods import MONTH_NAMES, WEEKDAY_NAMES, weekday_before
from qa.terms import Token, names, stem, tokens

# Apart; the samples' longest story changes within 150, and what comes round every year comes round after more.
MAX_DAYS = 200
SLOT_WORDS = 2  # of one sentence in the place of others in the other: "women's race", "men's race"
GROUPS = """
hurt injured wounded injuries casualties
killed died dead deaths fatalities victims perished lives
missing unaccounted
arrested detained custody
evacuated
rescued saved
cost costs price bill spent spend expense paid
damaged destroyed
flooded inundated
aboard board
aged old
"""
FATES = 6  # of the groups: what becomes of people is never two of them at once
DAY_NAMED = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTH_NAMES)})\b|\b({'|'.join(WEEKDAY_NAMES)})\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SUPPOSED = re.compile(
    r"\b(?:would|could|might|should) have\b|\b(?:asked|sought|budget|forecast|expected|target)\b", re.I
)
CANONICAL = {
    stem(word): f"group-{number}" for number, line in enumerate(GROUPS.strip().splitlines()) for word in line.split()
}
ADVERB = re.compile(r"ly$", re.IGNORECASE)


@dataclass(frozen=True)
class Telling:
    """A value where an article gives it; `value` counts within the sentence."""

    candidate: Candidate
    article: Article
    value: Span

    @property
    def text(self) -> str:
        return self.candidate.text

    @property
    def words(self) -> str:
        return self.value.of(self.text)

    @cached_property
    def clause(self) -> str:
        """What is said of the value, without it."""
        parts = [
            Span(start=start, end=end)
            for part in clause(self.text, self.value)
            for start, end in (
                (part.start, min(part.end, self.value.start)), (max(part.start, self.value.end), part.end)
            )
            if start < end
        ]  # fmt: skip
        return " ".join(part.of(self.text).strip() for part in parts)

    @property
    def opens_clause(self) -> bool:
        """Whether no word of content stands before the value in its clause."""
        before = self.text[clause(self.text, self.value)[0].start : self.value.start]
        return not any(token.is_content for token in tokens(before))

    @cached_property
    def whole(self) -> tuple[Token, ...]:
        """The words of the article."""
        return tokens(f"{self.article.title or ''} . {self.article.text}")

    @cached_property
    def stems(self) -> frozenset[str]:
        return canonical(self.whole)

    @property
    def days(self) -> frozenset[date]:
        """The days that its clause names."""
        published = self.article.published
        if published is None:
            return frozenset()
        found = set()
        for day, month, weekday in DAY_NAMED.findall(self.clause):
            if weekday:
                found.add(weekday_before(published.date(), WEEKDAY_NAMES.index(weekday)))
            elif int(day) <= 28:
                found.add(date(published.year, MONTH_NAMES.index(month) + 1, int(day)))
        return frozenset(found)

    @property
    def years(self) -> frozenset[int]:
        said = frozenset(map(int, YEAR.findall(self.clause)))
        return said or (frozenset({self.article.published.year}) if self.article.published else frozenset())


def canonical(said: Iterable[Token]) -> frozenset[str]:
    """The stems of the content words, those that mean the same as one."""
    return frozenset(CANONICAL.get(token.stem, token.stem) for token in said if token.is_content)


def same_matter(question: str, one: Telling, other: Telling, *, is_sure: bool = False) -> bool:
    """Whether both tell of what the question asks; where that `is_sure` they may say it in different words."""
    return (
        one.candidate.passage.article_id != other.candidate.passage.article_id
        and _is_near_in_time(one, other)
        and _fates_agree(question, one, other)
        and _question_holds_alike(question, one, other)
        and _names_agree(question, one, other)
        and (is_sure or _say_alike(one, other))
        and bool(SUPPOSED.search(one.clause)) == bool(SUPPOSED.search(other.clause))
        and not _is_contrasted(one, other)
    )


def _is_near_in_time(one: Telling, other: Telling) -> bool:
    if one.years and other.years and not one.years & other.years:
        return False
    if one.days and other.days and not one.days & other.days:
        return False
    first, second = one.article.published, other.article.published
    return first is None or second is None or abs((first - second).days) <= MAX_DAYS


def _fates_agree(question: str, one: Telling, other: Telling) -> bool:
    fates = {f"group-{number}" for number in range(FATES)}
    asked, here, there = (canonical(tokens(text)) & fates for text in (question, one.clause, other.clause))
    return here == there and (not asked or not here or bool(asked & here))


def _question_holds_alike(question: str, one: Telling, other: Telling) -> bool:
    """Whether both articles have the names of the question, and each other telling word both or neither."""
    named = {token.start for run in names(question) for token in run}
    for token in tokens(question):
        if token.is_content and not token.is_light and not ADVERB.search(token.text):
            held = [_holds(telling, token) for telling in (one, other)]
            if held[0] != held[1] or (token.start in named and not held[0]):
                return False
    return True


def _holds(telling: Telling, token: Token) -> bool:
    if token.is_capital and stands_in(token.text, telling.whole):
        return True
    return CANONICAL.get(token.stem, token.stem) in telling.stems


def _names_agree(question: str, one: Telling, other: Telling) -> bool:
    """Whether the two share a name, neither names another thing, and nobody else comes before the one asked for."""
    foreign = [_foreign(a, b) for a, b in ((one, other), (other, one))]
    if all(foreign):
        return False
    asked = {token.stem for run in names(question) for token in run}
    for telling, unknown in zip((one, other), foreign, strict=True):
        known = [token.start for token in tokens(telling.clause) if token.stem in asked]
        if known and any(token.start < min(known) for token in unknown):
            return False
    if asked:  # both articles have these
        return True
    own = (token for run in names(f"{one.article.title}. {one.text}") for token in run)
    return any(stands_in(token.text, other.whole) for token in own)


def _foreign(here: Telling, there: Telling) -> list[Token]:
    """The names of a clause that the other article does not know."""
    return [
        token
        for run in names(here.clause)
        for token in run
        if token.text not in (*WEEKDAY_NAMES, *MONTH_NAMES) and not stands_in(token.text, there.whole)
    ]


def _say_alike(one: Telling, other: Telling) -> bool:
    """Whether the clauses share a word besides names and days."""
    said = [
        canonical(t for t in tokens(telling.clause) if not t.is_capital or t.opens_sentence) for telling in (one, other)
    ]
    return bool(said[0] & said[1])


def _is_contrasted(one: Telling, other: Telling) -> bool:
    """Whether one or two words stand where the other clause has others, between words that are the same."""
    here, there = (
        [CANONICAL.get(t.stem, t.stem) for t in tokens(telling.clause) if t.is_content] for telling in (one, other)
    )
    steps = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    return any(
        step[0] == "replace"
        and 0 < number < len(steps) - 1
        and step[2] - step[1] <= SLOT_WORDS
        and step[4] - step[3] <= SLOT_WORDS
        for number, step in enumerate(steps)
    )
