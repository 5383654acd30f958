"""A prompt is made to fit by whole parts, the last first, and counted rather too long than too short."""

import pytest

from qa.prompting import Message, Prompt, Style, build_prompt, build_rewrite_prompt
from qa.trimming import estimated_tokens, trimmed
from tests.qa.making import evidence

TEXTS = [f"Passage {number} says that rain fell on the harbour." for number in range(1, 7)]


def counted(prompt: list[Message]) -> int:
    """A word a token."""
    return sum(len(message.text.split()) for message in prompt)


def shown(prompt: list[Message]) -> list[str]:
    return [text for text in TEXTS if text in prompt[1].text]


@pytest.mark.parametrize("style", list(Style))
def test_evidence_is_left_out_from_the_end_and_never_cut(style: Style) -> None:
    whole = build_prompt("What fell?", evidence(*TEXTS).items, style)
    assert shown(whole) == TEXTS
    for kept in range(1, 7):
        room = counted(build_prompt("What fell?", evidence(*TEXTS[:kept]).items, style))
        fitted = trimmed(whole, room, counted)
        assert fitted is not None
        assert (shown(list(fitted)), counted(list(fitted)) <= room) == (TEXTS[:kept], True)
        assert "Question: What fell?" in fitted[1].text


def test_a_question_that_fits_with_no_evidence_at_all_is_no_prompt() -> None:
    assert trimmed(build_prompt("What fell?", evidence(*TEXTS).items, Style.FULL), 30, counted) is None


def test_a_prompt_without_parts_is_taken_whole_or_not_at_all() -> None:
    prompt = [Message("user", "one two three")]
    assert trimmed(prompt, 3, counted) == prompt
    assert trimmed(prompt, 2, counted) is None


def test_of_a_conversation_the_oldest_turns_go_first() -> None:
    turns = [("Who was fined?", "Reach Line."), ("How much?", "2.4 million.")]
    shorter = build_rewrite_prompt("And why?", turns).shorter()
    assert shorter is not None
    assert ("Reach Line" in shorter[1].text, "2.4 million" in shorter[1].text) == (False, True)
    assert "The last question: And why?" in shorter[1].text


def test_half_of_one_part_is_none() -> None:
    prompt = Prompt(lambda parts: [Message("user", "x" * parts)], 5)
    half = prompt.halved()
    assert half is not None
    assert (half.parts, half[0].text) == (2, "xx")
    assert Prompt(lambda parts: [Message("user", "x")], 1).halved() is None


# Beside each text what SmolLM2's tokenizer makes of it, whose vocabulary is smaller than a large model's.
@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("Der Ausschuss verabschiedete am Donnerstag einen Haushaltsentwurf, der Einsparungen in Höhe von "
         "2,4 Millionen Kronen vorsieht.", 50),
        ("Комитет в четверг одобрил проект бюджета, предусматривающий сокращение расходов на 2,4 миллиона крон.", 74),
        ("委员会周四通过了一项预算草案，计划削减开支二百四十万克朗。", 57),
        ("Työttömyysvakuutusrahaston hallintoneuvosto hyväksyi talousarvioesityksen.", 32),
        ("12,345.67 89-10 2026-03-12T08:30:00Z 0x7f 1.2.3.4 $4.5m 17% 3:2", 62),
    ],
    ids=["german", "russian", "chinese", "finnish", "numbers"],
)  # fmt: skip
def test_an_estimate_is_no_fewer_tokens_than_there_are(text: str, true: int) -> None:
    assert true <= estimated_tokens([Message("user", text)]) - 8 <= 3 * true
