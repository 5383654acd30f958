"""What is trained on in which order: the shares of each source, the learning rates, the seeds.

What each part of it earned is in this folder's README.
"""

import random
from collections.abc import Sequence

from qa.training.examples import QAMR, SQUAD, Example, part_of
from qa.training.making import Shares, beside_others, dressed, grown

SEED = 1
# Learning rate, and what is left of it at the phase's end.
RATES = {
    "first": (1e-4, 0.3),
    "second": (8e-5, 0.0),
    "third": (8e-5, 0.4),
    "fourth": (8e-5, 0.0),
    "fifth": (8e-5, 0.0),
    "sixth": (8e-5, 0.0),
}
PUBLIC = Shares(elsewhere=0.25, without=0.1, renamed=0.5, opposed=0.5)
OURS = Shares(elsewhere=0.25, without=0.35, renamed=0.15, opposed=0.25)
REFERENCE_PROSE = ("written:encyclopedic/", "written:subjects/")
PASSES = 2  # over what is new in a phase, each with other companions
QAMR_KEPT = 0.25  # of what is repeated in the second phase; in the third, of that again


def first(examples: Sequence[Example]) -> list[Example]:
    """What words answer a question: everything public, once."""
    chance = random.Random(SEED)
    public = [*_of(examples, QAMR), *_of(examples, SQUAD)]
    return [dressed(example, chance) for example in grown(public, chance, Shares())]


def second(examples: Sequence[Example]) -> list[Example]:
    """What is a near miss: our own and SQuAD, several times, and some of the first again."""
    chance = random.Random(SEED + 1)
    made: list[Example] = []
    for _ in range(PASSES):
        made += grown(_of(examples, "written:news/"), chance, OURS)
        made += grown(_of(examples, SQUAD), chance, PUBLIC)
    made += grown(_some(examples, QAMR, QAMR_KEPT, chance), chance, PUBLIC)
    return [dressed(example, chance) for example in made]


def third(examples: Sequence[Example]) -> list[Example]:
    """Near misses whose wording gives nothing away, several times, and what came before once more."""
    chance = random.Random(SEED + 2)
    made: list[Example] = []
    for _ in range(PASSES):
        made += grown(_of(examples, "written:balanced/"), chance, OURS)
    made += grown(_of(examples, "written:news/"), chance, OURS)
    made += grown(_of(examples, SQUAD), chance, PUBLIC)
    made += grown(_some(examples, QAMR, QAMR_KEPT**2, chance), chance, PUBLIC)
    return [dressed(example, chance) for example in made]


def fourth(examples: Sequence[Example]) -> list[Example]:
    """Paragraphs of reference prose, ours and SQuAD's, several times, and what came before once more."""
    chance = random.Random(SEED + 3)
    made: list[Example] = []
    for _ in range(PASSES):
        made += grown(_of(examples, "written:encyclopedic/"), chance, PUBLIC)
        made += grown(_of(examples, SQUAD), chance, PUBLIC)
    for ours in ("written:balanced/", "written:news/"):
        made += grown(_of(examples, ours), chance, OURS)
    made += grown(_some(examples, QAMR, QAMR_KEPT, chance), chance, PUBLIC)
    return [dressed(example, chance) for example in made]


def fifth(examples: Sequence[Example]) -> list[Example]:
    """Reference prose once more, and passages of news in which the one asked about is not the one who did it."""
    chance = random.Random(SEED + 4)
    made: list[Example] = []
    for _ in range(PASSES):
        for paragraphs in REFERENCE_PROSE:
            made += grown(_of(examples, paragraphs), chance, PUBLIC)
        made += grown(_of(examples, "written:roles/"), chance, OURS)
        made += grown(_of(examples, SQUAD), chance, PUBLIC)
    for ours in ("written:balanced/", "written:news/"):
        made += grown(_some(examples, ours, 0.5, chance), chance, OURS)
    made += grown(_some(examples, QAMR, QAMR_KEPT**2, chance), chance, PUBLIC)
    return [dressed(example, chance) for example in made]


def sixth(examples: Sequence[Example]) -> list[Example]:
    """Claims that a passage supports and that it does not, more reference prose, and a part of what came before."""
    chance = random.Random(SEED + 5)
    made: list[Example] = []
    for _ in range(PASSES):
        made += beside_others(_of(examples, "claims:"), chance)
        made += grown(_of(examples, SQUAD), chance, PUBLIC)
    made += grown(_of(examples, "written:reference/"), chance, PUBLIC)
    for paragraphs in REFERENCE_PROSE:
        made += grown(_some(examples, paragraphs, 0.25, chance), chance, PUBLIC)
    for ours in ("written:balanced/", "written:news/", "written:roles/"):
        made += grown(_some(examples, ours, 0.25, chance), chance, OURS)
    return [dressed(example, chance) for example in made]


def _of(examples: Sequence[Example], groups: str) -> list[Example]:
    return [example for example in examples if part_of(example) == "train" and example.group.startswith(groups)]


def _some(examples: Sequence[Example], groups: str, share: float, chance: random.Random) -> list[Example]:
    return [example for example in _of(examples, groups) if chance.random() < share]
