"""Every vector compared: the same cosines as plain arithmetic, with and without a filter, from memory and from disk."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from corpus.catalog import Catalogue
from corpus.exact import ExactIndex, cosines, nearest
from qa.filtering import Filters
from tests.corpus.making import article, unit, whole

MAY = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Thirty passages; every third is the Post's."""
    opened = Catalogue(tmp_path / "catalogue.sqlite3")
    chance = np.random.default_rng(3)
    for number in range(30):
        stored = replace(article(f"Rain {number}."), publisher="Post" if number % 3 == 0 else "Gazette", published=MAY)
        opened.put(stored, [whole(stored)], unit(*chance.standard_normal(16))[np.newaxis], [[]])
    return opened


def plainly(catalogue: Catalogue, vector: np.ndarray, filters: Filters) -> list[tuple[str, float]]:
    """The nearest, worked out one by one."""
    ids = {each.article_id for each in catalogue.articles() if filters.admits(each)}
    found, vectors = catalogue.vectors()
    pairs = [
        (passage_id, float(np.dot(row.astype(np.float64), vector)))
        for passage_id, row in zip(found, vectors, strict=True)
        if passage_id.partition(":")[0] in ids
    ]
    return sorted(pairs, key=lambda pair: -pair[1])[:5]


@pytest.mark.parametrize("most_read", [0, 1_000])
@pytest.mark.parametrize("filters", [Filters(), Filters(publishers=("post",)), Filters(latest=MAY)])
def test_filtered_or_not_the_nearest_are_those_worked_out_one_by_one(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, filters: Filters, most_read: int
) -> None:
    monkeypatch.setattr("corpus.exact.MOST_READ", most_read)
    monkeypatch.setattr("corpus.exact.BLOCK_ROWS", 7)
    for seed in range(5):
        vector = unit(*np.random.default_rng(seed).standard_normal(16))
        found = ExactIndex(catalogue).search(vector, 5, filters or None)
        expected = plainly(catalogue, vector, filters)
        assert [passage_id for passage_id, _ in found] == [passage_id for passage_id, _ in expected]
        assert dict(found) == pytest.approx(dict(expected), abs=1e-6)


def test_few_admitted_vectors_are_read_without_keeping_all(catalogue: Catalogue) -> None:
    assert len(ExactIndex(catalogue).search(unit(*range(16)), 50, Filters(publishers=("Post",)))) == 10
    assert not catalogue.columns.holds("vectors")


def test_filter_that_admits_nothing_finds_nothing(catalogue: Catalogue) -> None:
    exact = ExactIndex(catalogue)
    assert exact.search(unit(*range(16)), 5, Filters(publishers=("Herald",))) == []
    exact.search(unit(*range(16)), 5)
    assert exact.search(unit(*range(16)), 5, Filters(publishers=("Herald",))) == []


def test_halves_are_compared_exactly_the_smallest_too() -> None:
    """All finite halves of magnitude up to 1, those below 2 to the power of -14 among them, which have no exponent."""
    halves = np.arange(0x3C01, dtype=np.uint16).view(np.float16)
    halves = np.concatenate([halves, -halves])[:, np.newaxis]
    assert np.array_equal(cosines(halves, np.ones(1, dtype=np.float32)), halves[:, 0].astype(np.float32))


def test_rows_that_are_asked_for_are_compared_in_their_order() -> None:
    matrix = np.array([[1, 0], [0, 1], [0.5, 0.5]], dtype=np.float16)
    assert cosines(matrix, np.array([1, 0], dtype=np.float32), np.array([2, 0])).tolist() == [0.5, 1.0]
    assert cosines(matrix.astype(np.float32), np.array([1, 0], dtype=np.float32), np.array([2, 1])).tolist() == [0.5, 0]


def test_of_equally_near_passages_the_first_comes_first() -> None:
    matrix = np.array([[0, 1], [1, 0], [1, 0], [1, 0]], dtype=np.float32)
    assert nearest(["a", "b", "c", "d"], matrix, unit(1, 0), 2) == [("b", 1.0), ("c", 1.0)]
