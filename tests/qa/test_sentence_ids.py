"""Ids of sentences: drawn by chance that can be repeated, unlike any word of the evidence."""

import re

from qa.sentence_ids import DIGITS, LETTERS, draw_ids
from tests.qa.making import scored

TWO = "Rain fell on the town. The river rose."


def test_each_sentence_has_an_id_of_its_own_in_the_order_of_the_evidence() -> None:
    items = [scored(TWO), scored("Sun rose.", rank=2, article_id="sun")]
    shown = draw_ids(items, seed=1)
    assert [sentence.text for sentence in shown.values()] == ["Rain fell on the town.", "The river rose.", "Sun rose."]
    assert [sentence.item for sentence in shown.values()] == [items[0], items[0], items[1]]
    assert all(re.fullmatch(rf"[{LETTERS}][{DIGITS}]+", each) for each in shown)


def test_the_same_seed_gives_the_same_ids_and_another_one_others() -> None:
    assert list(draw_ids([scored(TWO)], seed=1)) == list(draw_ids([scored(TWO)], seed=1))
    assert list(draw_ids([scored(TWO)], seed=1)) != list(draw_ids([scored(TWO)], seed=2))


def test_ids_are_drawn_anew_for_each_question() -> None:
    assert len({tuple(draw_ids([scored(TWO)])) for _ in range(5)}) == 5


def test_no_letter_or_digit_can_be_taken_for_another() -> None:
    assert not set(LETTERS + DIGITS) & set("bgiloqsz01585")


def test_no_id_is_a_word_of_the_evidence_its_title_or_the_question() -> None:
    every = [f"{letter}{one}{two}" for letter in LETTERS for one in DIGITS for two in DIGITS]
    kept, in_title, asked = "k47", "m36", "x92"
    text = " ".join(each.upper() for each in every if each not in (kept, in_title, asked))
    (drawn,) = draw_ids([scored("Rain fell.", title=f"{text} {in_title}")], question=f"Why {asked}?", seed=3)
    assert drawn == kept or len(drawn) > 3
    assert drawn not in text.casefold().split()


def test_evidence_of_very_many_sentences_has_longer_ids() -> None:
    shown = draw_ids([scored("Rain fell. " * 700)], seed=1)
    assert len(shown) == 700
    assert {len(each) for each in shown} == {3, 4}


def test_without_evidence_there_are_no_ids() -> None:
    assert draw_ids([]) == {}
