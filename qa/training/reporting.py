"""The figures of the model card: SQuAD's held-out articles, near misses of our own, calibration, kinds of question.

Thresholds and calibration come from the parts "tune", figures from "report". The near misses of
`held_out/` stand in windows of the sample articles; they are trained on nowhere and tune nothing.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from qa.evaluating.measures import auroc
from qa.reading import Reader, Window, logit, sigmoid
from qa.training.examples import SQUAD, Example, part_of, written
from qa.training.measuring import (
    Found,
    best_threshold,
    calibrated,
    calibration_error,
    certainty,
    of_texts,
    scores_of,
)
from qa.training.windows import passages_of

HELD_OUT = Path(__file__).parent / "held_out"
KINDS = ("who", "when", "where", "how many", "how much", "how long", "why", "how", "which", "what")
OTHERS = "keywords, yes or no, others"
MIN_OF_A_KIND = 20

Figures = dict[str, dict[str, float]]


def report(reader: Reader, examples: Sequence[Example], say: Callable[[str], None]) -> Figures:
    """Figures by set, in hundredths."""
    say("reading SQuAD's article to choose the threshold by")
    threshold = best_threshold(of_texts(reader, [e for e in examples if part_of(e) == "tune" and e.source == SQUAD]))
    say(f"threshold {threshold:.2f}; reading SQuAD's held-out articles")
    squad = of_texts(reader, [example for example in examples if part_of(example) == "report"])
    say("reading our own")
    ours = of_texts(reader, [e for e in examples if part_of(e) == "tune" and e.source == "written"])
    near = of_texts(reader, written(HELD_OUT))
    kinds = {f"near misses: {kind}": scores_of(some, 0.0) for kind, some in by_kind(near).items()}
    for name, chances in stated(reader, examples).items():
        kinds[f"{name}: passages"] = {"passages": len(chances), "calibration error": 100 * calibration_error(chances)}
    claims = claims_read(reader, examples)
    false_kinds = sorted({kind for _, is_true, kind in claims if not is_true})
    of_claims = {
        kind: 100 * auroc([(score, is_true) for score, is_true, one in claims if is_true or one == kind])
        for kind in false_kinds
    }
    return {
        "claims, part tune: AUROC": {"all": 100 * auroc([claim[:2] for claim in claims]), **of_claims},
        "squad2 held out": {"questions": len(squad), **scores_of(squad, threshold)},
        "our own, part tune": {"questions": len(ours), **scores_of(ours, 0.0)},
        "near misses": {"questions": len(near), **scores_of(near, 0.0)},
        **kinds,
    }


def stated(reader: Reader, examples: Sequence[Example]) -> dict[str, list[tuple[float, bool]]]:
    """By set, the probability of each passage that it answers, and whether it does."""
    read = {
        "SQuAD, held out": [example for example in examples if part_of(example) == "report"],
        "near misses": written(HELD_OUT),
    }
    return {
        name: [(sigmoid(score), answers) for score, answers in windows_read(reader, some)]
        for name, some in read.items()
    }


def by_kind(found: Sequence[Found]) -> dict[str, list[Found]]:
    """What was found by how the question begins; kinds of few questions are among the others."""
    kinds: dict[str, list[Found]] = {}
    for each in found:
        asked = each.example.question.lower()
        kinds.setdefault(next((kind for kind in KINDS if asked.startswith(kind)), OTHERS), []).append(each)
    others = [each for kind, some in kinds.items() if kind == OTHERS or len(some) < MIN_OF_A_KIND for each in some]
    return {kind: some for kind, some in kinds.items() if kind != OTHERS and len(some) >= MIN_OF_A_KIND} | {
        OTHERS: others
    }


def calibration(reader: Reader, examples: Sequence[Example]) -> tuple[float, float]:
    """Scale and shift that make the reader's `answerable` a probability, from the parts "tune".

    The reader given must have a scale of 1 and no shift yet.
    """
    return calibrated(
        windows_read(reader, [e for e in examples if part_of(e) == "tune" and e.source in (SQUAD, "written")])
    )


def calibration_of_claims(reader: Reader, examples: Sequence[Example]) -> tuple[float, float]:
    """Likewise for `supported`, from the claims of the part "tune"."""
    return calibrated([(score, is_true) for score, is_true, _ in claims_read(reader, examples)])


def claims_read(reader: Reader, examples: Sequence[Example]) -> list[tuple[float, bool, str]]:
    """The log-odds of each claim of the part "tune", whether it is supported, and its kind."""
    read = []
    for claim in examples:
        if part_of(claim) == "tune" and claim.supported is not None:
            reading = reader.read(claim.question, [Window(text=claim.text, header=claim.header)])[0]
            read.append((logit(reading.supported), claim.supported, claim.kind))
    return read


def windows_read(reader: Reader, examples: Sequence[Example]) -> list[tuple[float, bool]]:
    """The log-odds of each window of the examples, and whether the answer stands in it."""
    read = []
    for example in examples:
        windows = list(passages_of(example))
        readings = reader.read(example.question, [Window(text=w.text, header=w.header) for w in windows])
        read += [(certainty(reading), w.answers) for w, reading in zip(windows, readings, strict=True)]
    return read
