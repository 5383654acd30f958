"""A sentence of an article turned into a question about it, by four rules and only where it comes out grammatical.

    Ida Lind opened Tolm Bridge on Monday.        Who opened Tolm Bridge on Monday?
    About 200 people were moved from Hollin.      How many people were moved from Hollin?
    Tolm Bridge was closed in May 2024.           When was Tolm Bridge closed?
    Reach Line was fined 2.4 million florins.     Which number is missing: “Reach Line was fined ___ million florins”?

A rule takes a part away or moves one verb, and never makes a form of a word: sentences for
which that is not enough are left alone, and so is what leans on the sentences before. The
questions keep the article's own words, so that finding their sentence is easier than for a
question of a reader's; they measure what breaks, not how good a search is. English.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus import Span
from qa.conversation import BODIES
from qa.numbers import TENS, UNITS
from qa.periods import MONTH_NAMES, WEEKDAY_NAMES
from qa.terms import TITLES, names

MIN_WORDS, MAX_WORDS = 6, 32
MIN_QUESTION_WORDS = 5
WHO, HOW_MANY, WHEN, GAP = "who", "how many", "when", "gap"
LEANING = re.compile(
    r"\b(?:he|she|it|they|him|them|this|these|those|we|i|you|us|me|my|our|your|here|there|former|latter|"
    r"tomorrow|yesterday|today|ago)\b",
    re.IGNORECASE,
)
UNFIT = re.compile(r"[\"“”‘;:?!()\[\]–—…/]|\s-\s")
DAYS, MONTHS = "|".join(WEEKDAY_NAMES), "|".join(MONTH_NAMES)
TIME_WORDS = frozenset(f"{DAYS}|{MONTHS}".split("|"))
DATE = (
    rf"(?:(?:{DAYS})|\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?|(?:{MONTHS}) \d{{1,2}}(?:, \d{{4}})?|"
    rf"(?:{MONTHS})(?: \d{{4}})?|\d{{4}})"
)
AUXILIARY = "was|were|is|are|has|have|had|will|would|could|can|must|may|might"
PAST = (
    "said|told|cut|put|set|met|won|lost|left|became|took|gave|made|went|came|led|found|held|spoke|wrote|began|ran|saw|bought|sold|"
    "sent|paid|built|broke|rose|fell|grew|kept|thought|knew|drew|chose|fled|died"
)
FINITE = re.compile(rf"(?:{AUXILIARY}|{PAST}|[a-z]{{2,}}ed)\b")
LATER_AUXILIARY = re.compile(rf"(?<!who )(?<!that )(?<!which )\b(?:{AUXILIARY})\b")
CLAUSE = re.compile(r",|\b(?:and|but|or|that|which|who|when|while|after|before|because|since|until|if|as|said)\b")
WORD_NUMBER = "|".join([*(word for word in UNITS if word not in ("zero", "one")), *TENS])
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{'|'.join(TENS)})-(?:{WORD_NUMBER})|(?:{WORD_NUMBER}))"
ABOUT = r"(?:About|Around|Nearly|Almost|Some|At least|More than|Fewer than|Over)"
NOT_COUNTED = "years|months|weeks|days|hours|minutes|times|percent|metres|miles|degrees|others"
COUNTED = re.compile(
    rf"(?P<number>(?:{ABOUT} )?(?P<bare>{NUMBER})) (?P<what>(?:[a-z]+ )?(?!(?:{NOT_COUNTED})\b)"
    rf"(?:people|children|women|men|[a-z]{{3,}}(?<!s)s)) (?P<rest>.+)\.",
    re.IGNORECASE,
)
DATED = re.compile(
    rf"(?P<subject>(?:The [a-z]+)|(?:The )?[A-Z]\w+(?: [A-Z]\w+)*) (?P<verb>was|were|will) (?P<middle>.+) "
    rf"(?P<date>(?:on|in) (?P<bare>{DATE}))\."
)
IN_DIGITS = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w.,]*\d)")
OF_A_DATE = re.compile(rf"^(?:\s*(?:{MONTHS})|st\b|nd\b|rd\b|th\b|s\b|-|:|\s*[ap]\.?m\b)", re.IGNORECASE)
AFTER_MONTH = re.compile(rf"(?:{MONTHS})\s$")
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
GAP_OPENING = "Which number is missing:"
OPENING = re.compile(r"(?:But|And|So|Then|Also|However|Yet|Nor|Or|Still|Instead|Meanwhile)\b")
AGED = re.compile(r"(?P<name>[A-Z]\w+(?:[ -][A-Z]\w+)*), \d\d, (?P<rest>.+)")
ROLE = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Professor|Captain|Minister|President|Mayor|Judge|Prosecutor|Sir|Inspector|Chancellor|"
    r"Senator|director|chief|engineer|spokeswoman|spokesman|chairwoman|chairman|lawyer|author|singer)\.?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A question, its answers (the first as it stands in the sentence), and where that stands in the sentence."""

    kind: str
    question: str
    answers: tuple[str, ...]
    span: Span


def turned(sentence: str, article: str) -> Iterator[Turned]:
    """The questions that a sentence makes; `article` is the whole text it stands in."""
    if not _stands_alone(sentence):
        return
    for rule in (_who(sentence, article), _how_many(sentence), _when(sentence), _gap(sentence)):
        if rule is not None and _reads_well(rule):
            yield rule


def telling_names(text: str) -> list[Span]:
    """Where the names of a text stand, days and months aside, and what opens it or what it quotes."""
    runs = [
        run
        for run in names(text)
        if text[: run[0].start].rstrip("“ ") not in ("", GAP_OPENING) and not TIME_WORDS & {t.text for t in run}
    ]
    return [Span(start=run[0].start, end=run[-1].start + len(run[-1].bare)) for run in runs]


def telling_numbers(text: str) -> list[Span]:
    """Where numbers in digits stand that are of no date or time of day."""
    return [
        Span(start=match.start(), end=match.end())
        for match in IN_DIGITS.finditer(text)
        if not YEAR.fullmatch(match.group())
        and not OF_A_DATE.match(text[match.end() :])
        and not AFTER_MONTH.search(text[: match.start()])
    ]


def _stands_alone(sentence: str) -> bool:
    words = sentence.split()
    return (
        MIN_WORDS <= len(words) <= MAX_WORDS
        and sentence.endswith(".")
        and sentence[0].isalnum()
        and not sentence.isupper()
        and not UNFIT.search(sentence)
        and not LEANING.search(sentence)
        and not OPENING.match(sentence)
    )


def _reads_well(made: Turned) -> bool:
    """Whether the question is long enough, and says by a name or a number what it is about."""
    asked = made.question
    tells = telling_names(asked) or telling_numbers(asked)
    return len(asked.split()) >= MIN_QUESTION_WORDS and bool(tells) and "  " not in asked


def _who(sentence: str, article: str) -> Turned | None:
    """The person that opens the sentence, right before its verb or an age, becomes "who"."""
    aged = AGED.fullmatch(sentence)
    if aged is not None:
        name, rest = aged["name"], aged["rest"]
    else:
        run = next(iter(names(sentence)), ())
        if len(run) < 2 or run[0].start > 0 or run[-1].bare != run[-1].text:
            return None
        name, rest = sentence[: run[-1].end], sentence[run[-1].end :].strip()
    if not _opens_with_verb(rest) or (aged is None and not _is_person(name, article)):
        return None
    return Turned(kind=WHO, question=f"Who {rest[:-1]}?", answers=_spoken(name), span=Span(start=0, end=len(name)))


def _how_many(sentence: str) -> Turned | None:
    """A number of things that opens the sentence becomes "how many"."""
    match = COUNTED.fullmatch(sentence)
    if match is None or not _opens_with_verb(f"{match['rest']}."):
        return None
    return Turned(
        kind=HOW_MANY,
        question=f"How many {match['what']} {match['rest']}?",
        answers=tuple(dict.fromkeys([match["number"], match["bare"]])),
        span=Span(start=match.start("number"), end=match.end("number")),
    )


def _when(sentence: str) -> Turned | None:
    """A date that ends the sentence becomes "when", and the auxiliary changes places with a subject of few words."""
    match = DATED.fullmatch(sentence)
    if match is None or CLAUSE.search(match["middle"]) or re.search(r"\b(?:early|late|mid|not)\b", match["middle"]):
        return None
    subject = re.sub(r"^The ", "the ", match["subject"])
    if not subject.startswith("the ") and not names(f"the {match['subject']}"):
        return None
    return Turned(
        kind=WHEN,
        question=f"When {match['verb']} {subject} {match['middle']}?",
        answers=tuple(dict.fromkeys([match["date"], match["bare"]])),
        span=Span(start=match.start("date"), end=match.end("date")),
    )


def _gap(sentence: str) -> Turned | None:
    """The only number of the sentence is left out; the rest stands as it is."""
    found = telling_numbers(sentence)
    if len(found) != 1 or len(re.findall(r"\d+", sentence)) != len(re.findall(r"\d+", found[0].of(sentence))):
        return None
    if not telling_names(sentence):
        return None
    left = f"{sentence[: found[0].start]}___{sentence[found[0].end : -1]}"
    question = f"{GAP_OPENING} “{left}”?"
    return Turned(kind=GAP, question=question, answers=(found[0].of(sentence),), span=found[0])


def _opens_with_verb(rest: str) -> bool:
    """Whether the sentence's own verb comes first, and not that of a phrase ("people injured in ... were")."""
    verb = FINITE.match(rest)
    if verb is None:
        return False
    is_sure = re.fullmatch(AUXILIARY, verb.group()) is not None
    return is_sure or not LATER_AUXILIARY.search(rest[verb.end() :])


def _is_person(name: str, article: str) -> bool:
    """Whether the article shows that the name is a person's: by a title, an age, or "who"."""
    words = name.split()
    if {word.casefold() for word in words} & BODIES:
        return False
    last = re.escape(words[-1])
    shown = rf"\b{ROLE} (?:[A-Z]\w+ )?{last}\b|\b{last}, (?:who\b|\d\d,)"
    return any(map(_is_title, words[:-1])) or bool(re.search(shown, article))


def _is_title(word: str) -> bool:
    return word.casefold().rstrip(".") in TITLES or re.fullmatch(ROLE, word) is not None


def _spoken(name: str) -> tuple[str, ...]:
    """A name as it stands, without its title, and its last word."""
    words = name.split()
    bare = [word for word in words if not _is_title(word)][-2:]
    return tuple(dict.fromkeys([name, " ".join(bare) or name, words[-1]]))
