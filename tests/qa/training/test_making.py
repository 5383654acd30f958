"""What is made of an example by rule: it must not be answered by accident, nor lose its answer's place."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa.training.examples import Example
from qa.training.making import Maker, Shares, careless, dressed, grown
from qa.training.windows import passages_of, windows_of


def example(question: str, text: str, answer: str, *, source: str = "squad2", group: str = "squad2:a") -> Example:
    start = text.find(answer) if answer else -1
    return Example(
        question=question, header="", text=text, start=start, end=start + len(answer) if answer else -1,
        source=source, group=group,
    )  # fmt: skip


BRIDGE = example("When did Ana Pires open it?", "Ana Pires opened the bridge in May. The mayor wept.", "in May")
FERRY = example("Who sailed the ferry first?", "Captain Osk sailed the ferry first in June.", "Captain Osk")


def maker(examples: Sequence[Example] = (BRIDGE, FERRY), seed: int = 1) -> Maker:
    return Maker(examples, random.Random(seed))


def test_another_window_of_the_article_does_not_hold_the_answers_words() -> None:
    made = maker().elsewhere(BRIDGE)
    assert made is not None
    assert (made.text, made.answers, made.question) == (FERRY.text, False, BRIDGE.question)


def test_a_window_without_its_answering_sentence_keeps_the_others() -> None:
    made = maker().without(BRIDGE)
    assert made is not None
    assert (made.text, made.answers) == ("The mayor wept.", False)


def test_a_window_of_one_sentence_cannot_do_without_it() -> None:
    assert maker().without(FERRY) is None


def test_a_renamed_question_asks_for_somebody_who_is_not_in_the_window() -> None:
    made = maker([BRIDGE, FERRY, example("x", "They met Lena Storm there.", "")]).renamed(BRIDGE)
    assert made is not None
    assert not made.answers
    assert made.question != BRIDGE.question
    assert "Ana Pires" not in made.question


def test_an_opposed_question_turns_one_word_round() -> None:
    made = maker().opposed(FERRY)
    assert made is not None
    assert (made.question, made.answers) == ("Who sailed the ferry last?", False)


def test_a_question_without_a_word_to_turn_has_no_opposite() -> None:
    assert maker().opposed(example("Who wept?", BRIDGE.text, "The mayor")) is None


@pytest.mark.parametrize("seed", range(20))
def test_a_sentence_among_others_of_its_article_keeps_its_answer(seed: int) -> None:
    single = example("Who won?", "Ann won.", "Ann", source="qamr", group="qamr:g")
    others = [example("x", text, "", source="qamr", group="qamr:g") for text in ("Bo lost.", "It rained.", "All left.")]
    shown = maker([single, *others], seed).in_window(single)
    assert shown.answer == "Ann"
    assert "Ann won." in shown.text


@pytest.mark.parametrize("seed", range(30))
def test_a_careless_question_keeps_its_answer_and_never_becomes_empty(seed: int) -> None:
    made = careless(BRIDGE, random.Random(seed))
    assert made.answer == "in May"
    assert len(made.question) > 8


def test_what_is_grown_and_dressed_is_the_same_for_the_same_seed() -> None:
    def once() -> list[Example]:
        chance = random.Random(7)
        return [dressed(each, chance) for each in grown([BRIDGE, FERRY] * 10, chance, Shares(without=0.5))]

    assert once() == once()


def test_a_window_is_answered_only_where_the_whole_answer_is_in_it() -> None:
    text = "One is here. Two is here. Three is here. Four is here. Five is here."
    windows = list(windows_of(example("Which?", text, "Four")))
    assert [window.text for window in windows] == [
        "One is here. Two is here. Three is here.",
        "Three is here. Four is here. Five is here.",
    ]
    assert [window.answer for window in windows] == ["", "Four"]


def test_passages_follow_each_other_as_long_as_the_apps() -> None:
    sentence = f"{'Rain ' * 78}fell here. "
    text = sentence * 2 + "It stopped at noon. " + sentence
    passages = list(passages_of(example("When?", text, "at noon")))
    assert [passage.answer for passage in passages] == ["at noon", ""]
    assert all(len(passage.text) <= 1_000 for passage in passages)
    assert "".join("".join(passage.text.split()) for passage in passages) == "".join(text.split())


def test_some_paragraphs_stay_whole_beside_their_windows() -> None:
    text = "One is here. Two is here. Three is here. Four is here. Five is here."
    paragraph = replace(example("Which?", text, "Four"), group="written:encyclopedic/x:y")
    made = [each for seed in range(20) for each in grown([paragraph], random.Random(seed), Shares(0, 0, 0, 0))]
    assert 2 <= sum(each.text == text for each in made) <= 14
    assert sum(each.text != text for each in made) >= 20
