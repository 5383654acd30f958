"""Follow-ups made to stand alone, by the model where it can, by rule where it cannot or is not to be trusted.

What a model writes is taken only where it names nothing that the conversation does not
(`is_faithful`); else the rule's reading counts. A failing model fails no
question here: it will be asked for the answer, and its failure is told then.
"""

from collections.abc import Sequence

from qa.allowance import Allowance
from qa.conversation import KEPT_TURNS, Standing, Turn, standing
from qa.errors import ModelError
from qa.generating import Generator, Signal
from qa.numbers import numbers
from qa.prompting import Style, build_rewrite_prompt
from qa.scoping import EVERY_PHRASE
from qa.terms import names, tokens

MAX_TOLD = 600  # characters of an answer that the model is told
SHARE = 1 / 3  # of a question's seconds; the answer, which there is no rule for, needs the rest


class Rewriter:
    """Makes questions stand alone."""

    def __init__(self, generator: Generator, *, max_chars: int) -> None:
        self._generator = generator
        self._max_chars = max_chars

    def standing(
        self,
        question: str,
        history: Sequence[Turn],
        ignored: frozenset[str] = frozenset(),
        allowance: Allowance | None = None,
    ) -> Standing:
        """The question as it stands alone after those of `history`; as typed where `ignored` has it."""
        if not history or question in ignored or ignored == EVERY_PHRASE:
            return Standing(question)
        ruled = standing(question, history)
        if self._generator.style is Style.FULL and (ruled.text != question or not names(question)):
            written = self._rewritten(question, history, allowance)
            ruled = Standing(written) if written else ruled
        return ruled if len(ruled.text) <= self._max_chars else Standing(question)

    def _rewritten(self, question: str, history: Sequence[Turn], allowance: Allowance | None) -> str:
        """The model's reading; empty where it has none that can be believed."""
        part = allowance.part(SHARE) if allowance else None
        turns = [(turn.question, turn.answer[:MAX_TOLD]) for turn in history[-KEPT_TURNS:]]
        try:
            pieces = list(self._generator.stream(build_rewrite_prompt(question, turns), part))
        except ModelError:
            return ""
        if Signal.CUT in pieces:
            return ""
        draft = "".join(piece for piece in _since_again(pieces) if isinstance(piece, str))
        lines = [line.strip() for line in draft.splitlines() if line.strip()]
        text = lines[0].removeprefix("Question:").strip().strip('"“”') if len(lines) == 1 else ""
        return text if text and is_faithful(text, question, history) else ""


def _since_again(pieces: Sequence[str | Signal]) -> Sequence[str | Signal]:
    """Those of the draft that counts, the last one begun."""
    starts = [place for place, piece in enumerate(pieces, start=1) if piece is Signal.AGAIN]
    return pieces[starts[-1] :] if starts else pieces


def is_faithful(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewritten question holds no name and no number but those of the question and the turns before it."""
    told = " . ".join([question, *(f"{turn.question} . {turn.answer}" for turn in history)])
    known = {token.stem for token in tokens(told)}
    named = {token.stem for run in names(rewritten) for token in run}
    kept = {token.stem for token in tokens(question) if token.is_content}
    said = {token.stem for token in tokens(rewritten)}
    return named <= known and numbers(rewritten) <= numbers(told) and 2 * len(kept & said) >= len(kept)
