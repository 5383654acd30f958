"""Vectors to bytes and back, moments to texts; articles and passages go through the catalogue's own tests."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.rows import pack, unpack, written
from tests.corpus.making import unit

MICROSECOND = timedelta(microseconds=1)


def test_vector_takes_two_bytes_a_number() -> None:
    assert len(pack(unit(3, 4))) == 4


def test_vectors_come_back_as_rows_of_float32_to_three_decimals() -> None:
    vectors = unpack([pack(unit(3, 4)), pack(unit(0, 1))])
    assert vectors.dtype == np.float32
    assert vectors.tolist() == [pytest.approx([0.6, 0.8], abs=5e-4), [0.0, 1.0]]


def test_no_bytes_are_no_rows() -> None:
    assert unpack([]).shape == (0, 0)


@given(st.datetimes(), st.datetimes())
def test_stored_moments_sort_as_the_moments_they_name(one: datetime, other: datetime) -> None:
    first, second = one.replace(tzinfo=UTC), other.replace(tzinfo=UTC)
    assert ((written(first) or "") < (written(second) or "")) is (first < second)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(-2, 2))
def test_moments_that_lie_side_by_side_sort_in_order(moment: datetime, step: int) -> None:
    at_the_second = moment.replace(microsecond=0, tzinfo=UTC)
    near = at_the_second + step * MICROSECOND
    assert ((written(at_the_second) or "") < (written(near) or "")) is (step > 0)
