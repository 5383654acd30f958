"""Examples made by rule from those that were written: near misses, other windows, careless questions.

    grown(examples, random)      the examples in windows, and what is made of them
    careless(example, random)    the same question as keywords, in lower case, or with a slip

A near miss keeps the window and changes the question in one place (a name, a number, an
opposite), or keeps the question and shows another window of the same article, without the
answer. What is made may by chance be answered after all; where the answer's words stand in
the window it is not used.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from corpus.splitting import sentences_of
from qa.contrasts import OPPOSITES
from qa.reading import header_of
from qa.training.examples import CLAIMS, QAMR, SQUAD, Example
from qa.training.windows import windows_of

NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w'’-]+(?: (?:of |de |van )?[A-Z][\w'’-]+)*")
NUMBER = re.compile(r"\b\d[\d,.]*\b")
WORD = re.compile(r"\w+")
ASKING = frozenset(
    """who whom whose what when where which how why is are was were do does did has have had can could will would the a
    an of in on at to for by from with that this it its be been there many much""".split()
)
PARAGRAPHS = ("written:encyclopedic/", "written:subjects/", "written:reference/")
WHOLE = 0.4  # of the paragraphs, besides their windows
BESIDE_OTHERS, LOOKED_AT = 0.2, 60  # of the true claims; passages of which the nearest is taken
CARELESS = 0.2  # of all questions; more of our own answered ones than of the others were written so
PAIRS = [
    (left, right)
    for line in OPPOSITES.strip().splitlines()
    for some, others in [[side.split() for side in line.split("|")]]
    for left in some
    for right in others
] + [tuple(pair.split()) for pair in (
    "north south", "northern southern", "east west", "eastern western", "largest smallest", "oldest youngest",
    "highest lowest", "most least", "male female", "men women", "accept reject", "accepted rejected", "allow forbid",
    "allowed banned", "former current", "minimum maximum", "public private", "always never", "import export",
    "imports exports", "upper lower", "inside outside", "old new", "early late", "son daughter", "father mother",
    "strong weak", "add remove", "added removed", "cause prevent", "injured killed", "deputy chief", "rich poor",
)]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of a source's answered questions get a made companion, by kind."""

    elsewhere: float = 0.25
    without: float = 0.0
    renamed: float = 0.5
    opposed: float = 0.5


class Maker:
    """Makes companions of examples of one article from the others of it."""

    def __init__(self, examples: Sequence[Example], chance: random.Random) -> None:
        self._chance = chance
        self._texts: dict[str, dict[str, set[str]]] = defaultdict(dict)
        self._names: dict[str, set[str]] = defaultdict(set)
        for example in examples:
            self._texts[_near(example)].setdefault(example.text, stems(example.text))
            self._names[example.group].update(NAME.findall(example.text))
        self._all_names = sorted({name for names in self._names.values() for name in names})

    def in_window(self, example: Example) -> Example:
        """A single sentence with up to two others of its article around it; longer texts stay as they are."""
        count = self._chance.choice((0, 0, 1, 1, 2))
        if example.source != QAMR or not count:
            return example
        others = [text for text in self._texts[_near(example)] if text != example.text and example.answer not in text]
        some = self._chance.sample(others, min(count, len(others)))
        at = self._chance.randrange(len(some) + 1)
        before = "".join(f"{text} " for text in some[:at])
        text = before + example.text + "".join(f" {text}" for text in some[at:])
        return replace(example, text=text, start=example.start + len(before), end=example.end + len(before))

    def elsewhere(self, example: Example) -> Example | None:
        """The question with the nearest other window of the article that lacks the answer's words."""
        wanted, answer = stems(example.question), example.answer.lower()
        known = self._texts[_near(example)]
        lacking = [text for text in known if text != example.text and answer not in text.lower()]
        ranked = sorted(lacking, key=lambda text: -len(wanted & known[text]))[:4]
        return replace(_unanswered(example, "elsewhere"), text=self._chance.choice(ranked)) if ranked else None

    def without(self, example: Example) -> Example | None:
        """The window without the sentences that hold the answer; the rest is about the same thing."""
        kept = [
            span for span in sentences_of(example.text) if not example.start < span.end or not span.start < example.end
        ]
        text = " ".join(span.of(example.text) for span in kept)
        return replace(_unanswered(example, "without"), text=text) if kept and example.answer not in text else None

    def renamed(self, example: Example) -> Example | None:
        """The question with one name or number changed into one that the window does not have."""
        found = [*NAME.finditer(example.question), *NUMBER.finditer(example.question)]
        if not found:
            return None
        place = self._chance.choice(found)
        other = self._number(place.group()) if place.group()[0].isdigit() else self._name(example)
        if not other or other in example.text or other in example.question:
            return None
        question = example.question[: place.start()] + other + example.question[place.end() :]
        return replace(_unanswered(example, "renamed"), question=question)

    def opposed(self, example: Example) -> Example | None:
        """The question with one word turned into its opposite."""
        for left, right in self._chance.sample(PAIRS, len(PAIRS)):
            for old, new in ((left, right), (right, left)):
                pattern = rf"\b{old}\b"
                if re.search(pattern, example.question) and not re.search(rf"\b{new}\b", example.text):
                    return replace(
                        _unanswered(example, "opposed"), question=re.sub(pattern, new, example.question, count=1)
                    )
        return None

    def _name(self, example: Example) -> str:
        near = sorted(self._names[example.group])
        return self._chance.choice(near if near and self._chance.random() < 0.5 else self._all_names)

    def _number(self, written: str) -> str:
        changed = "".join(self._chance.choice("123456789") if sign.isdigit() else sign for sign in written)
        if len(written) == 4 and written.isdigit():
            changed = str(int(written) + self._chance.choice((-20, -10, -3, -2, -1, 1, 2, 3, 7, 10)))
        return changed if changed != written else ""


def grown(examples: Sequence[Example], chance: random.Random, shares: Shares) -> Iterator[Example]:
    """The examples in windows of a few sentences, and companions made of them."""
    windows = [window for example in examples for window in _in_windows(example, chance)]
    maker = Maker(windows, chance)
    for example in windows:
        shown = maker.in_window(example)
        yield shown
        if not shown.answers:
            continue
        for share, make in (
            (shares.elsewhere, maker.elsewhere), (shares.without, maker.without), (shares.renamed, maker.renamed),
            (shares.opposed, maker.opposed),
        ):  # fmt: skip
            made = make(shown) if chance.random() < share else None
            if made is not None:
                yield made


def beside_others(claims: Sequence[Example], chance: random.Random) -> Iterator[Example]:
    """The claims, and some true ones once more with a passage that is near and does not support them."""
    texts = {claim.text: stems(claim.text) for claim in claims}
    for claim in claims:
        yield claim
        if claim.supported and chance.random() < BESIDE_OTHERS:
            wanted = stems(claim.question)
            others = [text for text in chance.sample(sorted(texts), min(LOOKED_AT, len(texts))) if text != claim.text]
            nearest = max(others, key=lambda text: len(wanted & texts[text]), default="")
            if nearest:
                yield replace(claim, text=nearest, kind="elsewhere", supported=False)


def _in_windows(example: Example, chance: random.Random) -> Iterator[Example]:
    """Paragraphs are cut from a random sentence on, so that answers do not always stand at a window's beginning.

    Some stay whole as well, for what is answered at one place only is best seen there.
    """
    if example.source != SQUAD and not example.group.startswith(PARAGRAPHS):
        yield example
        return
    if chance.random() < WHOLE:
        yield example
    windows = list(windows_of(example, step=chance.choice((1, 2, 2))))
    holding = [window for window in windows if window.answers]
    others = [window for window in windows if not window.answers and example.answer.lower() not in window.text.lower()]
    if holding:
        yield chance.choice(holding)
        if others:
            yield chance.choice(others)
    elif not example.answers:
        yield from chance.sample(windows, min(2, len(windows)))


def dressed(example: Example, chance: random.Random) -> Example:
    """The example with a day in its header as articles have one, or without a header; careless at times."""
    if example.supported is None and chance.random() < CARELESS:
        example = careless(example, chance)
    if example.source in ("written", CLAIMS):
        return replace(example, header="") if chance.random() < 0.05 else example
    if chance.random() < 0.5:
        day = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(4_000))
        example = replace(example, header=header_of(example.header or None, day))
    return example


def careless(example: Example, chance: random.Random) -> Example:
    """The question as keywords, in small letters, or with a slip of the pen; its answer stays."""
    question = example.question
    kind = chance.choice(("keywords", "small", "slip"))
    if kind == "keywords":
        kept = [word for word in question.rstrip("?").split() if word.lower() not in ASKING]
        question = " ".join(kept) if len(kept) >= 3 else question
    elif kind == "small":
        question = question.rstrip("?").lower()
    else:
        long = [found for found in WORD.finditer(question) if len(found.group()) >= 5]
        if long:
            place = chance.choice(long)
            at = chance.randrange(place.start() + 1, place.end() - 1)
            question = (
                question[:at]
                + chance.choice(("", question[at + 1] + question[at], question[at] * 2))
                + (question[at + 1 :])
            )
    return replace(example, question=question)


def _near(example: Example) -> str:
    """Whose windows are near enough to be taken for this example's: its article's, or all of our own."""
    return "written" if example.source == "written" else example.group


def stems(text: str) -> set[str]:
    return {word.lower()[:6] for word in WORD.findall(text)} - ASKING


def _unanswered(example: Example, kind: str) -> Example:
    return replace(example, start=-1, end=-1, kind=kind)
