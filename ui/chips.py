"""How a question was read, as chips above its reply.

    asked as “...”  ×                            a follow-up
    last week: only 16 to 25 November 2026  ×    a filter
    in March: March 2026 first  ×                a preference
    searched for towed too, for toed             a slip

The button of a chip asks the question again without those words being read; what was set
aside in that way has a chip too, whose button takes it back. Knows nothing about drawing.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from qa.answer import Understood
from qa.wording import STANDING, reading_of, slip_in_words
from ui import components, phrasing, scope_wording


@dataclass(frozen=True, slots=True)
class Chip:
    """One of them; `phrase` is what its button sets aside, or takes back, and empty where it has no button."""

    words: str
    reading: str
    phrase: str = ""
    is_set_aside: bool = False

    def ignored_after(self, ignored: frozenset[str]) -> frozenset[str]:
        """What is set aside once its button was pressed."""
        return ignored - {self.phrase} if self.is_set_aside else ignored | {self.phrase}


def chips_of(question: str, understood: Understood, ignored: Set[str] = frozenset()) -> list[Chip]:
    """The chips of a question: what it leans on, then those of its words in their order, then slips."""
    standing = [Chip("", STANDING.format(question=understood.standing), question)] if understood.standing else []
    if question in ignored:
        standing = [Chip("", scope_wording.AS_TYPED, question, is_set_aside=True)]
    read = [(phrase.span.start, Chip(phrase.text, reading_of(phrase), phrase.text)) for phrase in understood.phrases]
    aside = [
        (question.find(text), Chip(text, scope_wording.SET_ASIDE, text, is_set_aside=True))
        for text in sorted(ignored - {question})
    ]
    slips = [Chip("", slip_in_words(correction)) for correction in understood.corrections]
    ordered = [chip for _, chip in sorted(read + aside, key=lambda placed: placed[0])]
    return list(dict.fromkeys(standing + ordered + slips))  # words said twice are read, and set aside, together


def drawn(chips: Sequence[Chip]) -> list[components.Chip]:
    """The chips as the component takes them."""
    return [
        {
            "words": scope_wording.WORDS.format(words=chip.words) if chip.words else "",
            "reading": phrasing.together(chip.reading),
            "button": _either(chip, scope_wording.WITH, scope_wording.WITHOUT),
            "action": _either(chip, scope_wording.WITH_THIS, scope_wording.WITHOUT_THIS),
        }
        for chip in chips
    ]


def _either(chip: Chip, if_aside: str, if_read: str) -> str:
    if not chip.phrase:
        return ""
    return if_aside if chip.is_set_aside else if_read
