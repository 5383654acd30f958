"""How good a reader is: exact match and F1 of its words, and how well it tells what is answered from what is not.

of_texts(reader, examples)      longer texts, read in passages; the best passage's words count
scores_of(found, threshold)     exact match, F1, AUROC, as of SQuAD 2.0 (Rajpurkar, Jia and Liang, 2018)
calibrated(found)               the scale and shift that make `answerable` a probability
calibration_error(...)          expected calibration error (Guo et al., 2017), in ten bins
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.evaluating.measures import auroc, normalised, token_f1
from qa.reading import Reader, Reading, Window, logit, sigmoid
from qa.training.examples import Example
from qa.training.windows import passages_of

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a reader said to an example: the words, and its certainty that there are any."""

    example: Example
    words: str
    score: float


def certainty(reading: Reading) -> float:
    """One figure of both things a reading says, as log-odds."""
    return logit(reading.answerable)


def of_texts(reader: Reader, examples: Sequence[Example]) -> list[Found]:
    """The reader's best answer to each example, over all passages of its text."""
    found = []
    for example in examples:
        windows = list(passages_of(example))
        readings = reader.read(example.question, [Window(text=w.text, header=w.header) for w in windows])
        best = max(range(len(windows)), key=lambda at: certainty(readings[at]))
        span = readings[best].span
        words = span.of(windows[best].text) if span else ""
        found.append(Found(example=example, words=words, score=certainty(readings[best])))
    return found


def scores_of(found: Sequence[Found], threshold: float) -> dict[str, float]:
    """`exact`, `f1`, `auroc`, and `f1 of answered`, in hundredths; below the threshold "no answer" was said."""
    exact, overlap, answered = [], [], []
    for each in found:
        said = each.words if each.score >= threshold else ""
        exact.append(normalised(said) == normalised(each.example.answer))
        overlap.append(token_f1(said, each.example.answer))
        if each.example.answers:
            answered.append(token_f1(each.words, each.example.answer))
    return {
        "exact": 100 * sum(exact) / len(found),
        "f1": 100 * sum(overlap) / len(found),
        "f1 of answered": 100 * sum(answered) / max(len(answered), 1),
        "auroc": 100 * auroc([(each.score, each.example.answers) for each in found]),
    }


def best_threshold(found: Sequence[Found]) -> float:
    """The threshold with the best F1."""
    candidates = sorted({each.score for each in found})
    return max(candidates[:: max(len(candidates) // 100, 1)], key=lambda value: scores_of(found, value)["f1"])


def calibrated(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Scale and shift of a log-odds score by maximum likelihood (Platt, 1999), by Newton's method."""
    scale, shift = 1.0, 0.0
    for _ in range(50):
        gradient, hessian = [0.0, 0.0], [1e-9, 0.0, 1e-9]
        for score, is_true in scored:
            chance = sigmoid(max(-30.0, min(30.0, scale * score + shift)))
            miss, weight = chance - is_true, chance * (1 - chance)
            gradient = [gradient[0] + miss * score, gradient[1] + miss]
            hessian = [hessian[0] + weight * score * score, hessian[1] + weight * score, hessian[2] + weight]
        determinant = hessian[0] * hessian[2] - hessian[1] ** 2
        if not determinant:
            break
        scale -= (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant
        shift -= (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant
    return scale, shift


def calibration_error(chances: Sequence[tuple[float, bool]]) -> float:
    """How far the stated probability is from the share that is true, on average over ten equal bins."""
    gaps = (abs(sum(chance for chance, _ in some) - sum(is_true for _, is_true in some)) for some in in_bins(chances))
    return sum(gaps) / max(len(chances), 1)


def in_bins(chances: Sequence[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    """The stated probabilities in ten equal bins, those that are not empty, the lowest first."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, is_true in chances:
        bins[min(int(chance * BINS), BINS - 1)].append((chance, is_true))
    return [some for some in bins if some]
