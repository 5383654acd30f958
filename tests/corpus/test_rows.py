"""Vectors to bytes and back; articles and passages go through the catalogue's own tests."""

import numpy as np
import pytest

from corpus.rows import pack, unpack
from tests.corpus.making import unit


def test_vector_takes_two_bytes_a_number() -> None:
    assert len(pack(unit(3, 4))) == 4


def test_vectors_come_back_as_rows_of_float32_to_three_decimals() -> None:
    vectors = unpack([pack(unit(3, 4)), pack(unit(0, 1))])
    assert vectors.dtype == np.float32
    assert vectors.tolist() == [pytest.approx([0.6, 0.8], abs=5e-4), [0.0, 1.0]]


def test_no_bytes_are_no_rows() -> None:
    assert unpack([]).shape == (0, 0)
