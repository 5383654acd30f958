"""Follow-ups made to stand alone, by the model where it can, by rule where it cannot or is not to be trusted.

What a model writes is taken only where it names nothing that the conversation does not
(`is_faithful`); else the rule's reading counts. A failing model fails no
question here: it will be asked for the answer, and its failure is told then.
"""

from collections.abc import Sequence

from qa.conversation import KEPT_TURNS, Turn, standing
from qa.errors import ModelError
from qa.generating import Generator
from qa.numbers import numbers
from qa.prompting import Style, build_rewrite_prompt
from qa.scoping import EVERY_PHRASE
from qa.terms import names, tokens

MAX_TOLD = 600  # characters of an answer that the model is told


class Rewriter:
    """Makes questions stand alone."""

    def __init__(self, generator: Generator, *, max_chars: int) -> None:
        self._generator = generator
        self._max_chars = max_chars

    def standing(self, question: str, history: Sequence[Turn], ignored: frozenset[str] = frozenset()) -> str:
        """The question as it stands alone after those of `history`; as typed where `ignored` has it."""
        if not history or question in ignored or ignored == EVERY_PHRASE:
            return question
        ruled = standing(question, history)
        if self._generator.style is Style.FULL and (ruled != question or not names(question)):
            ruled = self._rewritten(question, history) or ruled
        return ruled if len(ruled) <= self._max_chars else question

    def _rewritten(self, question: str, history: Sequence[Turn]) -> str:
        """The model's reading; empty where it has none that can be believed."""
        turns = [(turn.question, turn.answer[:MAX_TOLD]) for turn in history[-KEPT_TURNS:]]
        try:
            draft = "".join(self._generator.stream(build_rewrite_prompt(question, turns)))
        except ModelError:
            return ""
        lines = [line.strip() for line in draft.splitlines() if line.strip()]
        text = lines[0].removeprefix("Question:").strip().strip('"“”') if len(lines) == 1 else ""
        return text if text and is_faithful(text, question, history) else ""


def is_faithful(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewritten question holds no name and no number but those of the question and the turns before it."""
    told = " . ".join([question, *(f"{turn.question} . {turn.answer}" for turn in history)])
    known = {token.stem for token in tokens(told)}
    named = {token.stem for run in names(rewritten) for token in run}
    kept = {token.stem for token in tokens(question) if token.is_content}
    said = {token.stem for token in tokens(rewritten)}
    return named <= known and numbers(rewritten) <= numbers(told) and 2 * len(kept & said) >= len(kept)
