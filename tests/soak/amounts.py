"""How much a soak test does, and by which seed: read before the tests put the environment aside.

FOOTNOTE_SOAK=full asks for the numbers that are claimed for Footnote, FOOTNOTE_SOAK_SEED for the
seed that a failed run printed. Knows nothing about what is done so often.
"""

import os
import random

IS_FULL = os.environ.get("FOOTNOTE_SOAK") == "full"
SEED = int(os.environ.get("FOOTNOTE_SOAK_SEED") or random.SystemRandom().randrange(1_000_000))


def amount(small: int, full: int) -> int:
    """The full number where that was asked for, the small one otherwise."""
    return full if IS_FULL else small


def seeded(name: str) -> random.Random:
    """A source of chance for one test; its seed is printed, and shown where the test fails."""
    print(f"{name}: FOOTNOTE_SOAK_SEED={SEED}")
    return random.Random(f"{name} {SEED}")
