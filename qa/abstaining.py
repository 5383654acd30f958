"""Can the corpus carry an answer? Judged from the evidence before any model is asked.

Similarity always finds something; the question is whether what it found is about the
thing asked. Five signals are weighed into one probability: how near the best sentence
is, and the passage of the first; how much of the question's rare words one passage
holds; what share of its weighty words stands nowhere in the evidence; whether one of
these is a name.

`missing` names what no evidence mentions, so that the reader learns why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.candidates import Candidate
from qa.coverage import is_held, is_inflected
from qa.naming import stands_in
from qa.query import Query
from qa.reading import sigmoid
from qa.terms import Token, names, tokens

# Logistic regression on the halves "tune" of the samples, OneStopQA, ClapNQ and MultiHop-RAG,
# each with its gold articles and without; `python -m tests.quality.tuning FOLDER` repeats it and
# prints the halves "report". AUROC there with the gold left out: 0.83, 0.98, 0.97, 0.85; with
# near misses in place (the samples' and ClapNQ's own unanswerable questions): 0.68, 0.88.
INTERCEPT = -4.36
WEIGHTS = {
    "best_nearness": 7.6,
    "passage_nearness": 1.35,
    "coverage": 0.91,
    "missing": -1.59,
    "name_missing": -0.56,
}
# The same where the reader read the evidence, fitted on the questions that are short enough. AUROC on the halves
# "report" without it and with it: the gold left out, samples 0.85 and 0.84, OneStopQA 0.99 and 0.98, ClapNQ 0.96 and
# 0.95; with near misses in place, samples 0.67 and 0.84, ClapNQ 0.87 and 0.86 ("tune": 0.72 and 0.89, 0.87 and 0.88).
# The passage that leads tells as much as the likeliest of all. MultiHop-RAG's questions are too long.
READ_INTERCEPT = -5.95
READ_WEIGHTS = {
    "best_nearness": 5.18,
    "passage_nearness": 1.78,
    "coverage": 1.92,
    "missing": -0.54,
    "name_missing": -1.12,
    "answerable": 4.01,
}
# Answered less refused-in-vain is level from 0.3 to 0.4 on "tune" (0.60, 0.61, 0.62); the lowest
# of these, since a reader who gets quotes can judge them and one who gets nothing cannot. Of what was read, by the
# samples' half "tune": 1 of 37 is refused in vain and 13 of 18 rightly at 0.22, 2 and 15 at 0.3, 3 and 15 at 0.35.
MIN_PROBABILITY = 0.3
# Above it what was read is believed to answer though the kind of answer asked for cannot be made out in it: of the
# samples' half "tune" the one such question that is answered has 0.68, the one that is not 0.63.
MIN_SURE = 0.65


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How probable it is that the evidence answers, and what of the question it never mentions."""

    probability: float
    missing: tuple[str, ...]
    is_read: bool = False

    @property
    def is_weak(self) -> bool:
        return self.probability < MIN_PROBABILITY

    @property
    def is_sure(self) -> bool:
        return self.is_read and self.probability >= MIN_SURE


def judge(query: Query, chosen: Sequence[Candidate]) -> Judgement:
    """The judgement on the evidence chosen for a query; no evidence at all is certainly weak."""
    if not chosen:
        return Judgement(probability=0.0, missing=())
    signals = signals_of(query, chosen)
    is_read = any(candidate.answer is not None for candidate in chosen)
    intercept, weights = (READ_INTERCEPT, READ_WEIGHTS) if is_read else (INTERCEPT, WEIGHTS)
    total = intercept + sum(weight * signals[name] for name, weight in weights.items())
    return Judgement(
        probability=sigmoid(total),
        missing=missing_words(query, chosen),
        is_read=is_read,
    )


def signals_of(query: Query, chosen: Sequence[Candidate]) -> dict[str, float]:
    """What is weighed, by name; each between 0 and 1."""
    seen = _tokens_of(chosen)
    return {
        "best_nearness": max(max(candidate.nearness for candidate in chosen), 0.0),
        "passage_nearness": max(chosen[0].passage_nearness, 0.0),
        "coverage": max(candidate.passage_coverage for candidate in chosen),
        "missing": _share_missing(query, seen),
        "name_missing": float(any(not _is_named(query, token, seen) for token in _names(query.text))),
        "answerable": chosen[0].answerable,
    }


def _share_missing(query: Query, seen: tuple[Token, ...]) -> float:
    """How many of the question's weighty words stand nowhere in the evidence, of all of them."""
    weighty = [token for token in query.content if not token.is_light and token.stem not in query.aside]
    return len(_missing(query, seen)) / len(weighty) if weighty else 0.0


def missing_words(query: Query, chosen: Sequence[Candidate]) -> tuple[str, ...]:
    """The question's names, numbers and weighty words that no evidence passage or its title holds, as written."""
    return tuple(token.bare for token in _missing(query, _tokens_of(chosen)))


def _missing(query: Query, seen: tuple[Token, ...]) -> list[Token]:
    return [
        token
        for token in query.content
        if not token.is_light
        and token.stem not in query.aside
        and not is_held(query, token, seen)
        and not stands_in(token.text, seen)
    ]


def _names(question: str) -> list[Token]:
    return [token for run in names(question) for token in run]


def _is_named(query: Query, name: Token, seen: tuple[Token, ...]) -> bool:
    return stands_in(name.text, seen) or is_inflected(query, name, seen)


def _texts(chosen: Sequence[Candidate]) -> list[str]:
    passages = {candidate.passage.passage_id: candidate.passage for candidate in chosen}
    return [f"{passage.title or ''} . {passage.publisher or ''} . {passage.text}" for passage in passages.values()]


def _tokens_of(chosen: Sequence[Candidate]) -> tuple[Token, ...]:
    return tuple(token for text in _texts(chosen) for token in tokens(text))
