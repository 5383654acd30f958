"""The experiment behind the thresholds of `qa.spelling`: what it repairs, and what it takes for a slip wrongly.

    python -m tests.quality.slipping FOLDER

For each set, with BM25 alone: the words of correctly spelt questions that get a correction,
and hit@1 / hit@5 / MRR@10 with and without them; then the same for the questions with one
slip in every third word of five letters and more, made by rule: two letters swapped, one
left out, one doubled, a vowel for another, a neighbouring key. FOLDER keeps the corpora.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus import Corpus, Passage
from qa.everyday import is_everyday
from qa.mistyping import ROWS, VOWELS
from qa.query import Query
from qa.spelling import Correction, corrected
from qa.terms import tokens
from tests.fakes import HashEmbedder
from tests.quality import sets
from tests.quality.ranking import passage_scores

SETS = ("own", "onestopqa", "clapnq_dev", "multihoprag_500")
DEPTH = 20
EVERY = 3
SHORTEST = 5

Corrections = Callable[[Query], Sequence[Correction]]


def slip(word: str, draw: random.Random) -> str:
    """The word with one slip in it, not in its first letter."""
    place = draw.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    lower = letter.lower()
    match draw.choice(("swap", "leave out", "double", "vowel", "key")):
        case "swap" if after[0] != letter:
            return before + after[0] + letter + after[1:]
        case "leave out":
            return before + after
        case "vowel" if lower in VOWELS:
            return before + draw.choice(sorted(VOWELS - {lower})) + after
        case "key" if row := next((row for row in ROWS if lower in row), ""):
            column = row.index(lower)
            return before + draw.choice(row[max(0, column - 1) : column] + row[column + 1 : column + 2]) + after
        case _:
            return before + letter + letter + after


def slipped(question: str, draw: random.Random) -> tuple[str, dict[str, str]]:
    """The question with its slips, and for each what was meant."""
    long = [token for token in tokens(question) if token.is_content and len(token.bare) >= SHORTEST]
    chosen = [token for token in long if token.bare.isalpha() and not token.is_acronym][draw.randrange(EVERY) :: EVERY]
    meant: dict[str, str] = {}
    for token in reversed(chosen):
        typed = slip(token.bare, draw)
        if not is_everyday(typed):
            meant[typed] = token.bare
            question = question[: token.start] + typed + question[token.start + len(token.bare) :]
    return question, meant


def searching(corpus: Corpus, corrections: Corrections) -> Callable[[Query], list[Passage]]:
    """BM25 over the question's words and what was meant by them."""

    def rank(query: Query) -> list[Passage]:
        meant = [word for each in corrections(query) for word in each.search_words]
        found = corpus.search_lexical([*query.search_words, *meant], DEPTH)
        passages = corpus.catalogue.passages([passage_id for passage_id, _ in found])
        return [passages[passage_id] for passage_id, _ in found]

    return rank


def measure(corpus: Corpus, questions: Sequence[sets.Question]) -> None:
    """Print what corrections do to these questions as they are, and with slips."""
    draw = random.Random(5)
    wrong: Counter[str] = Counter()
    words = right = put_in = known = 0
    spoilt = []
    for question in questions:
        words += len([token for token in Query.of(question.question).content if token.bare.isalpha()])
        wrong.update(f"{each.written} > {each.meant}" for each in _corrections(corpus, question.question))
        text, meant = slipped(question.question, draw)
        spoilt.append(replace(question, question=text))
        found = {each.written: each for each in _corrections(corpus, text)}
        put_in += len(meant)
        known += sum(corpus.catalogue.count_word(word) > 0 for word in meant.values())
        right += sum(typed in found and _is_right(found[typed], word) for typed, word in meant.items())
    print(f"  right words taken for slips: {wrong.total()} of {words}; slips understood: {right} of {put_in}, "
          f"{known} of which the corpus knows")  # fmt: skip
    print("   ", ", ".join(f"{pair} {count}" for pair, count in wrong.most_common(25)))
    for label, part in (("as they are", questions), ("with slips", spoilt)):
        for name, corrections in (("without", lambda _: ()), ("with", lambda q: _corrections(corpus, q.text))):
            scores = passage_scores(searching(corpus, corrections), part)
            print(f"  {label:12} {name:8} " + " / ".join(f"{score:.3f}" for score in scores), flush=True)


def _corrections(corpus: Corpus, text: str) -> list[Correction]:
    return corrected(tokens(text), corpus.catalogue.vocabulary)


def _is_right(found: Correction, meant: str) -> bool:
    return meant.lower() in (found.meant.lower(), *found.others)


def main(folder: Path) -> None:
    for name in SETS:
        home, embedder = folder / name, HashEmbedder()
        corpus, questions = sets.load_own(home, embedder) if name == "own" else sets.load_public(name, home, embedder)
        for half in ("tune", "report"):
            part = [question for question in questions if question.answerable and question.half == half]
            print(f"{name}, half {half!r}: {len(part)} questions", flush=True)
            measure(corpus, part)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
