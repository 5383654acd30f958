"""A follow-up rewritten by the model, where what it writes can be believed."""

from collections.abc import Iterator, Sequence

import pytest

from qa.allowance import Allowance
from qa.conversation import Turn
from qa.errors import ModelTimeout
from qa.prompting import Message, Style
from qa.rewriting import Rewriter

HISTORY = [Turn(question="Who leads the ferry inquiry?", answer="Ingrid Saldern.")]
FOLLOW_UP = "And what did she say about it?"
BY_RULE = "What did Ingrid Saldern say about it?"


class Writing:
    """A generator that writes the same each time, or fails, and keeps what it was told."""

    name = "fake:writing"

    def __init__(self, draft: str | Exception, style: Style = Style.FULL) -> None:
        self.style = style
        self.told: list[str] = []
        self._draft = draft

    def stream(self, prompt: Sequence[Message], allowance: Allowance | None = None) -> Iterator[str]:
        self.told.append(prompt[-1].text)
        if isinstance(self._draft, Exception):
            raise self._draft
        yield from self._draft


def standing(generator: Writing, question: str = FOLLOW_UP, *ignored: str) -> str:
    return Rewriter(generator, max_chars=200).standing(question, HISTORY, frozenset(ignored)).text


def test_a_large_model_rewrites_and_is_told_the_turns() -> None:
    generator = Writing("What did Ingrid Saldern say about the ferry inquiry?")
    assert standing(generator) == "What did Ingrid Saldern say about the ferry inquiry?"
    assert "Ingrid Saldern." in generator.told[0]
    assert FOLLOW_UP in generator.told[0]


@pytest.mark.parametrize(
    "draft",
    [
        "What did Olav Reiss say about it?",
        "She said nothing.\nWhat did Ingrid Saldern say about it?",
        "",
        ModelTimeout("no answer within 60 s"),
    ],
)
def test_what_cannot_be_believed_leaves_the_rules_reading(draft: str | Exception) -> None:
    assert standing(Writing(draft)).startswith(BY_RULE.rstrip("?"))


def test_a_small_model_is_not_asked() -> None:
    generator = Writing("Anything?", Style.SHORT)
    assert standing(generator).startswith(BY_RULE.rstrip("?"))
    assert generator.told == []


def test_a_question_that_names_what_it_asks_about_costs_no_call() -> None:
    generator = Writing("Anything?")
    assert standing(generator, "What is the population of Varnholm?") == "What is the population of Varnholm?"
    assert generator.told == []


@pytest.mark.parametrize("ignored", ["*", FOLLOW_UP])
def test_a_question_may_be_taken_as_it_was_typed(ignored: str) -> None:
    assert standing(Writing("Anything?"), FOLLOW_UP, ignored) == FOLLOW_UP
