"""Sentences taken apart where that is certain, and left whole where it is not."""

import pytest

from qa.claim_parts import parts_of


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Rain fell on the town, and the river rose.", ("Rain fell on the town.", "The river rose.")),
        ("The council met; Mayor Lind resigned.", ("The council met.", "Mayor Lind resigned.")),
        ("Exports fell in May while imports were flat.", ("Exports fell in May.", "Imports were flat.")),
        ("Reach Line was fined but Captain Herlev was acquitted.",
         ("Reach Line was fined.", "Captain Herlev was acquitted.")),
        ("Dahl resigned and left Norway.", ("Dahl resigned.", "Dahl left Norway.")),
        ("Rain fell, the river rose and the bridge closed, and the school opened.",
         ("Rain fell, the river rose.", "The bridge closed.", "The school opened.")),
    ],
)  # fmt: skip
def test_each_statement_becomes_a_sentence_of_its_own(sentence: str, parts: tuple[str, ...]) -> None:
    assert parts_of(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Rain fell on the town.",
        "Bread and butter cost three florins.",
        "Dahl said that rain fell and the river rose.",
        "The ship sank because water came in and the pumps failed.",
        "The firm was fined and jailed nobody.",
        "Dahl resigned, and he left Norway.",
        "The talks between Oslo and the union failed.",
        "He told the court “rain fell and the river rose”.",
        "Three armed and two unarmed men fled.",
        "",
    ],
)
def test_what_is_one_statement_or_bound_to_another_stays_whole(sentence: str) -> None:
    assert parts_of(sentence) == ()
