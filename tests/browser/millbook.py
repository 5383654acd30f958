"""Reports of mills by number, a question to each, and the server that stands in for a model and answers them.

    report   "Mill of Bacefo opens …  The mill of Bacefo ground 1207 sacks in its first week."
    question "How many sacks did the mill of Bacefo grind in its first week?"

The server copies, with its id, the sentence of the evidence that names the mill asked for:
what takes time is Footnote's own. Knows nothing about pages.
"""

import re
from typing import Any

from tests.qa.faulty import FaultyServer, Script, answer

SYLLABLES = ("Ba", "Ce", "Dri", "Fo", "Gul", "Ha", "Jor", "Kel", "Lum", "Mar", "Nes", "Pol")
ENDINGS = ("ven", "mouth", "stad", "by", "holm", "wick", "burgh", "ness", "dal", "ford")
ASKED = re.compile(r"Question: .*?the mill of (\w+) grind")
SENTENCE = re.compile(r"^\[(\w+)\] (.*)$", re.MULTILINE)
DECLINE = "NOT IN THE ARTICLES"


def place_of(number: int) -> str:
    """The place of a mill; 1,440 are different."""
    first, rest = number % len(SYLLABLES), number // len(SYLLABLES)
    return SYLLABLES[first] + SYLLABLES[rest % len(SYLLABLES)].lower() + ENDINGS[(first + rest) % len(ENDINGS)]


def sacks_of(number: int) -> int:
    return 1_200 + 7 * number


def title_of(number: int) -> str:
    return f"Mill of {place_of(number)} opens after repairs"


def question_to(number: int) -> str:
    return f"How many sacks did the mill of {place_of(number)} grind in its first week?"


def report(number: int) -> str:
    """The report as a text file."""
    place = place_of(number)
    return (
        f"{title_of(number)}\nKeldmar Tribune\n{number % 27 + 1} May 2026\n\n"
        f"The mill of {place} ground {sacks_of(number)} sacks in its first week. "
        f"A miller who learned the trade in {place} oiled the gears, and the council paid for the new sails.\n\n"
        f"Visitors to {place} may climb to the loft on Sundays. The bakery beside the water sells the flour, and the "
        f"school of {place} drew a picture of the wheel that hangs in the town hall now.\n"
    )


class MillModel(FaultyServer):
    """A model that knows the trick."""

    def __init__(self) -> None:
        super().__init__([answer(DECLINE)])

    def next_script(self, call: dict[str, Any], key: str) -> Script:
        return answer(reply_to(call["messages"][-1]["content"]))


def reply_to(prompt: str) -> str:
    """The sentence of the evidence about the mill that is asked for, with its id."""
    asked = ASKED.search(prompt)
    if asked is None:
        return DECLINE
    for sentence in SENTENCE.finditer(prompt):
        found = re.search(rf"The mill of {asked[1]} ground \d+ sacks in its first week\b", sentence[2])
        if found:
            return f"{found[0]} [{sentence[1]}]."
    return DECLINE
