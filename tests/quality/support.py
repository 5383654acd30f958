"""The experiment behind the thresholds of `qa.grounding`: which claims does a quote carry?

    python -m tests.quality.support FOLDER

Pairs are made by rule from the gold sentences of the project's own questions. Each true
claim says less than its sentence or says it a little otherwise; each false one differs
in one fact, or is another sentence of the article. Printed is the share accepted, by rule
and for thresholds around the ones in use. Set on the half "tune", reported on "report".
FOLDER keeps the corpus between runs.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus, Embedder, Passage, Span
from corpus.embedding import Vectors
from qa import grounding
from qa.evaluating.gold import squeezed
from qa.grounding import Grounder
from qa.terms import names
from tests.quality import sets

MIN_CLAIM_WORDS = 5
SWEEPS = {
    "MIN_WORDS": (0.4, 0.5, 0.6, 0.7, 0.8),
    "MIN_WORDS_STRICT": (0.8, 0.85, 0.9, 0.95, 1.0),
    "MIN_MEANING": (0.3, 0.4, 0.5, 0.6, 0.7),
    "MIN_ORDER": (0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 1.0),
}
DIGITS = {"two": "2", "three": "3", "four": "4", "seven": "7", "nine": "9", "ten": "10", "twenty": "20", "thirty": "30"}
MONTHS = "January February March April May June July August September October November December".split()
FRONTED = re.compile(rf"^([^,]+?) ((?:on|in) (?:\w+day|{'|'.join(MONTHS)}))\b(.*)$")
TITLE = re.compile(r"\b(?:Mayor|Captain|President|Minister|Judge|Prosecutor|Dr\.|Mrs?\.|Prof\.|Sir)\s+(?=[A-Z])")
ATTRIBUTION = re.compile(r",\s+(?:[A-Z]\w+\s){0,3}(?:he|she|they|[A-Z]\w+)\s+said\.$|,\s+said\s[^,]+\.$")
AUXILIARY = re.compile(r"\b(was|were|is|are|has|have|had|will|would|can|could)\b(?! not|n't)")
NEGATION = re.compile(r"\b(?:did not|do not|does not|not|never)\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A gold sentence where it stands in its article; `others` are that article's other sentences."""

    text: str
    passage: Passage
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim made by a rule from a sentence, and whether that sentence carries it."""

    rule: str
    claim: str
    sentence: Sentence
    is_true: bool


class Remembering:
    """An embedder that embeds each query once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self.name = embedder.name
        self.weights = embedder.weights

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed(texts)

    def embed_query(self, text: str) -> Vectors:
        if text not in self._known:
            self._known[text] = self._embedder.embed_query(text)
        return self._known[text]


def gold_sentences(corpus: Corpus, questions: Sequence[sets.Question], half: str) -> list[Sentence]:
    """The gold sentences of one half, each once, in the order of the questions."""
    found: dict[str, Sentence] = {}
    for question in questions:
        wanted = {squeezed(evidence) for evidence in question.gold_evidence}
        for article_id in sorted(question.gold_ids if question.half == half else ()):
            passages = corpus.catalogue.passages_of(article_id)
            spans = corpus.catalogue.sentences([passage.passage_id for passage in passages])
            texts = [(passage, _text(passage, span)) for passage in passages for span in spans[passage.passage_id][0]]
            for passage, text in texts:
                if squeezed(text) in wanted:
                    found[text] = Sentence(text, passage, tuple(other for _, other in texts if other != text))
    return list(found.values())


def true_claims(text: str) -> Iterator[tuple[str, str]]:
    """Claims that the sentence carries, each with its rule."""
    yield "itself", text
    yield "up to its first comma", _cut(text, text.find(", "))
    yield "without its last clause", _cut(text, text.rfind(", "))
    yield "its day put first", FRONTED.sub(r"\2, \1\3", text)
    yield "numbers in digits", re.sub(r"\b(?:" + "|".join(DIGITS) + r")\b", lambda word: DIGITS[word.group()], text)
    yield "without a title", TITLE.sub("", text)
    yield "without who said it", ATTRIBUTION.sub(".", text)


def false_claims(text: str, others: Sequence[str], foreign: str) -> Iterator[tuple[str, str]]:
    """Claims that the sentence does not carry; `foreign` is a name from another article."""
    yield "another number", re.sub(r"\d+", lambda number: str(int(number.group()) + 1), text, count=1)
    yield (
        "another month",
        re.sub("|".join(MONTHS), lambda month: MONTHS[MONTHS.index(month.group()) - 5], text, count=1),
    )
    yield "a negation put in", AUXILIARY.sub(r"\1 not", text, count=1)
    yield "a negation taken out", NEGATION.sub("", text, count=1)
    runs = [text[run[0].start : run[-1].end] for run in names(text)]
    if runs:
        yield "another name", text.replace(runs[0], foreign, 1)
    if len(runs) > 1 and len({*runs[:2]}) == 2 and runs[0] not in runs[1] and runs[1] not in runs[0]:
        yield "two names swapped", _swapped(text, runs[0], runs[1])
    for other in others:
        yield "another sentence", other


def pairs_of(sentences: Sequence[Sentence]) -> list[Pair]:
    """All pairs; a rule that changes nothing, or leaves too little, makes none."""
    pairs = []
    for number, sentence in enumerate(sentences):
        foreign = _foreign_name(sentence, sentences[number + 1 :] + sentences[:number])  # type: ignore[operator]
        rules = [(*made, True) for made in true_claims(sentence.text)]
        rules += [(*made, False) for made in false_claims(sentence.text, sentence.others, foreign)]
        for rule, claim, is_true in rules:
            if (claim != sentence.text or rule == "itself") and len(claim.split()) >= MIN_CLAIM_WORDS:
                pairs.append(Pair(rule, claim, sentence, is_true))
    return pairs


def accepted(pairs: Sequence[Pair], grounder: Grounder) -> float:
    """The share of pairs that pass."""
    passed = [grounder.check(pair.claim, pair.sentence.text, pair.sentence.passage).holds for pair in pairs]
    return sum(passed) / len(passed) if passed else float("nan")


def _foreign_name(sentence: Sentence, others: Sequence[Sentence]) -> str:
    """The first name of a later sentence that stands nowhere in this one's article."""
    around = f"{sentence.passage.title} {sentence.text} {' '.join(sentence.others)}"
    for other in others:
        for run in names(other.text):
            name = other.text[run[0].start : run[-1].end]
            if not any(token.text in around for token in run):
                return name
    return "Reykjavik"


def _swapped(text: str, first: str, second: str) -> str:
    return text.replace(first, "\0", 1).replace(second, first, 1).replace("\0", second, 1)


def _cut(text: str, place: int) -> str:
    return f"{text[:place]}." if place > 0 else text


def _text(passage: Passage, span: Span) -> str:
    return passage.text[span.start - passage.span.start : span.end - passage.span.start]


def _by_rule(pairs: Sequence[Pair], share: Callable[[Sequence[Pair]], float]) -> None:
    for rule in dict.fromkeys(pair.rule for pair in pairs):
        part = [pair for pair in pairs if pair.rule == rule]
        print(f"    {'true ' if part[0].is_true else 'false'} {rule:26} {share(part):.2f} of {len(part)}")


def _sweep(pairs: Sequence[Pair], grounder: Grounder, constant: str) -> None:
    kept = getattr(grounding, constant)
    for value in SWEEPS[constant]:
        setattr(grounding, constant, value)
        true, false = ([pair for pair in pairs if pair.is_true is kind] for kind in (True, False))
        shares = f"true {accepted(true, grounder):.3f}, false {accepted(false, grounder):.3f}"
        print(f"    {constant} {value:.2f}: {shares}{' <- in use' if value == kept else ''}")
    setattr(grounding, constant, kept)


def main(folder: Path) -> None:
    corpus, questions = sets.load_own(folder)
    embedder = Remembering(corpus.embedder)
    for half in ("tune", "report"):
        pairs = pairs_of(gold_sentences(corpus, questions, half))
        for strict in (False, True):
            grounder = Grounder(embedder, strict=strict)
            print(f"half {half!r}, {'strict' if strict else 'normal'}")
            _by_rule(pairs, lambda part, grounder=grounder: accepted(part, grounder))  # type: ignore[misc]
            for constant in (
                ("MIN_WORDS_STRICT", "MIN_ORDER", "MIN_MEANING") if strict else ("MIN_WORDS", "MIN_MEANING")
            ):
                _sweep(pairs, grounder, constant)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
