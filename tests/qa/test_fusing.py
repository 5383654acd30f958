"""Fusion is arithmetic; the values here were worked out by hand."""

import pytest

from qa.fusing import WEIGHTS, fuse, reciprocal_ranks

EVEN = {"lexical": 0.5, "dense": 0.5}


def test_each_ranking_is_divided_by_its_best_before_it_is_weighed() -> None:
    scores = {"lexical": {"a": 10.0, "b": 5.0}, "dense": {"a": 0.4, "b": 0.8}}
    assert fuse(scores, EVEN) == [("a", 0.75), ("b", 0.75)]


def test_an_id_that_one_ranking_lacks_gets_nothing_from_it() -> None:
    assert fuse({"lexical": {"a": 2.0}, "dense": {"b": 0.5, "c": 0.25}}, EVEN) == [("a", 0.5), ("b", 0.5), ("c", 0.25)]


def test_one_ranking_alone_keeps_its_order() -> None:
    fused = fuse({"lexical": {"z": 3.0, "m": 2.0, "a": 1.0}}, WEIGHTS)
    assert [passage_id for passage_id, _ in fused] == ["z", "m", "a"]


def test_ties_are_in_order_of_id() -> None:
    assert [item for item, _ in fuse({"dense": {"b": 0.5, "c": 0.5, "a": 0.5}}, EVEN)] == ["a", "b", "c"]


def test_a_score_below_zero_counts_as_nothing() -> None:
    assert fuse({"dense": {"a": 1.0, "b": -0.5}}, EVEN) == [("a", 0.5), ("b", 0.0)]


@pytest.mark.parametrize("scores", [{}, {"lexical": {}}])
def test_nothing_fused_is_nothing(scores: dict[str, dict[str, float]]) -> None:
    assert fuse(scores, EVEN) == []


def test_a_ranking_of_zeros_adds_nothing() -> None:
    assert fuse({"lexical": {"a": 0.0}, "dense": {"b": 0.5}}, EVEN) == [("b", 0.5), ("a", 0.0)]


def test_a_passage_that_is_best_in_every_ranking_scores_one() -> None:
    fused = fuse({"lexical": {"a": 7.0}, "dense": {"a": 0.9}, "joint": {"a": 1.3}}, WEIGHTS)
    assert fused == [("a", pytest.approx(1.0))]


def test_reciprocal_ranks_add_up() -> None:
    fused = dict(reciprocal_ranks([["a", "b"], ["b", "c"]]))
    assert fused == {"b": pytest.approx(1 / 12 + 1 / 11), "a": pytest.approx(1 / 11), "c": pytest.approx(1 / 12)}


def test_reciprocal_ranks_of_one_list_keep_its_order() -> None:
    assert [item for item, _ in reciprocal_ranks([["z", "m", "a"]])] == ["z", "m", "a"]
