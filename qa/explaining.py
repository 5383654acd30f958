"""Why a quote does not carry a claim, in words: what `qa.grounding` names by the check that failed.

explain("number", "14 were hurt.", "12 were hurt.", passage)   the number 14 does not stand in the quote
"""

from collections.abc import Iterator

from corpus import Passage
from qa.naming import stands_in
from qa.numbers import numbers
from qa.terms import names, opening_words, tokens
from qa.word_overlap import MONTHS_AND_DAYS, words_of

NOTHING_NEAR = "nothing in the evidence comes near it"
CUT_OFF = "it does not come to its end"
OFF_THE_POINT = "it tells nothing of what was asked"
SAYS_NOTHING = "it says that the evidence does not answer"
REASONS = {
    "number": "a number does not stand in the quote",
    "date": "a month or day does not stand in the quote",
    "unit": "the quote measures in another unit",
    "hedge": "what the quote only alleges or makes depend, it asserts",
    "opposite": "it says the opposite of the quote",
    "name": "a name does not stand in the quote",
    "negation": "one of the two denies what the other says",
    "speaker": "the quote has another say so",
    "added": "it adds what does not stand in the passage",
    "words": "too few of its words stand in the quote",
    "order": "its names come in another order than in the quote, so that others did it",
    "meaning": "its meaning is too far from the quote",
}
OTHER = "the quote does not carry it ({failed})"
MISSING = "the {kind} {missing} does not stand in the quote"
MISSING_SEVERAL = "the {kind}s {missing} do not stand in the quote"


def explain(failed: str, claim: str, quote: str, passage: Passage) -> str:
    """The reason in words, with what is missing named where it can be."""
    missing: list[str] = []
    if failed == "number":
        missing = [f"{number:,.12g}" for number in sorted(numbers(claim) - numbers(quote))]
    elif failed == "date":
        told = {match.group() for match in MONTHS_AND_DAYS.finditer(quote)}
        missing = sorted({match.group() for match in MONTHS_AND_DAYS.finditer(claim)} - told)
    elif failed == "name":
        missing = list(dict.fromkeys(_missing_names(claim, quote, passage)))
    if not missing:
        return REASONS.get(failed) or OTHER.format(failed=failed)
    wording = MISSING if len(missing) == 1 else MISSING_SEVERAL
    return wording.format(kind=failed, missing=" and ".join(missing))


def _missing_names(claim: str, quote: str, passage: Passage) -> Iterator[str]:
    """The names that stand nowhere in the passage; else those that do not stand in the quote."""
    runs = [*names(claim), *((token,) for token in opening_words(claim))]
    for told in (words_of(passage), tokens(quote)):
        missing = [token.text for run in runs for token in run if not stands_in(token.text, told)]
        if missing:
            yield from missing
            return
