"""Chinese in pairs of characters, small words cut out, each where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from qa.pairing import paired


def test_neighbours_are_pairs_and_small_words_stand_alone() -> None:
    assert [word for word, _ in paired("青川市在哪里")] == ["青川", "川市", "在", "哪里"]


def test_a_counting_word_behind_digits_is_one_of_its_own() -> None:
    assert [word for word, _ in paired("万人次", after="2")] == ["万", "人次"]


@given(st.text(alphabet="青川市在万的多少abк"))
def test_every_word_stands_where_it_says(run: str) -> None:
    assert all(run[place : place + len(word)] == word for word, place in paired(run))
