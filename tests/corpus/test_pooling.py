"""Means of tokens: which tokens belong to a part, and when a part has none."""

import numpy as np
import pytest

from corpus.article import Span
from corpus.pooling import Tokens, part, rows, whole


def tokens(offsets: list[tuple[int, int]], vectors: list[list[float]], *, is_cut: bool = False) -> Tokens:
    starts, ends = np.array(offsets).T
    return Tokens(vectors=np.array(vectors, dtype=np.float32), starts=starts, ends=ends, is_cut=is_cut)


# "Rain fell" between two tokens that stand for nothing
RAIN_FELL = tokens([(0, 0), (0, 4), (5, 9), (0, 0)], [[0, 8], [3, 0], [0, 4], [1, 0]])


def test_text_is_the_mean_of_all_tokens_with_length_one() -> None:
    assert whole(RAIN_FELL) == pytest.approx([4 / 160**0.5, 12 / 160**0.5])


def test_part_is_the_mean_of_its_own_tokens_with_length_one() -> None:
    assert part(RAIN_FELL, Span(start=0, end=4)) == pytest.approx([1, 0])
    assert part(RAIN_FELL, Span(start=5, end=9)) == pytest.approx([0, 1])


def test_part_with_the_whole_text_leaves_out_tokens_that_stand_for_nothing() -> None:
    assert part(RAIN_FELL, Span(start=0, end=9)) == pytest.approx([0.6, 0.8])


def test_part_without_a_token_has_no_vector() -> None:
    assert part(RAIN_FELL, Span(start=4, end=5)) is None
    assert part(RAIN_FELL, Span(start=9, end=12)) is None


def test_token_that_begins_with_the_space_before_it_belongs_to_the_part_it_ends_in() -> None:
    spaced = tokens([(0, 4), (4, 9)], [[1, 0], [0, 1]])
    assert part(spaced, Span(start=5, end=9)) == pytest.approx([0, 1])
    assert part(spaced, Span(start=0, end=4)) == pytest.approx([1, 0])


def test_part_that_was_not_read_to_its_end_has_no_vector() -> None:
    cut = tokens([(0, 4), (5, 9)], [[1, 0], [0, 1]], is_cut=True)
    assert part(cut, Span(start=5, end=12)) is None
    assert part(cut, Span(start=20, end=30)) is None
    assert part(cut, Span(start=5, end=9)) == pytest.approx([0, 1])


def test_part_of_a_text_that_was_read_whole_may_end_in_what_is_no_token() -> None:
    assert part(RAIN_FELL, Span(start=5, end=11)) == pytest.approx([0, 1])


def test_vectors_of_nothing_are_no_rows() -> None:
    assert rows([]).shape == (0, 0)
    assert rows([np.array([1, 2], dtype=np.float32)]).shape == (1, 2)
