"""One catalogue, one embedder: by name, by weights, and by a probe where weights are unknown."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus import EmbedderError
from corpus.catalog import Catalogue
from corpus.embedding import Vectors
from corpus.matching import PROBE, Identity, check_embedder, claim, identity_of, problem_of, take_over
from tests.corpus.making import RAIN, article, whole
from tests.fakes import HashEmbedder


class Turned(HashEmbedder):
    """An embedder of unknown weights whose vectors are turned by an angle against HashEmbedder's."""

    def __init__(self, cosine: float = 1.0) -> None:
        super().__init__(weights="")
        self._cosine = cosine

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = super().embed(texts)
        across = np.roll(vectors, 1, axis=1)
        across -= (across * vectors).sum(axis=1, keepdims=True) * vectors
        across /= np.linalg.norm(across, axis=1, keepdims=True)
        return np.asarray(self._cosine * vectors + np.sqrt(1 - self._cosine**2) * across, dtype=np.float32)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A catalogue with one article, whose embedder nobody noted."""
    opened = Catalogue(tmp_path / "catalogue.sqlite3")
    stored = article(RAIN)
    opened.put(stored, [whole(stored)], HashEmbedder().embed([RAIN]), [[]])
    return opened


def noted(catalogue: Catalogue, embedder: HashEmbedder) -> Catalogue:
    with catalogue._database.transaction() as connection:
        claim(connection, identity_of(embedder))
    return catalogue


def facts(catalogue: Catalogue) -> tuple[str | None, ...]:
    return tuple(catalogue.fact(name) for name in ("embedder", "embedder_weights", "vectors"))


def test_embedder_of_the_same_name_and_weights_may_be_used(catalogue: Catalogue) -> None:
    check_embedder(noted(catalogue, HashEmbedder()), HashEmbedder())
    assert facts(catalogue) == ("hash-64", "hash", None)


def test_embedder_of_another_name_is_refused_and_both_are_named(catalogue: Catalogue) -> None:
    noted(catalogue, HashEmbedder())
    with pytest.raises(EmbedderError, match="embedded by 'hash-64', not by 'other', which is set now") as caught:
        check_embedder(catalogue, HashEmbedder("other"))
    assert "set FOOTNOTE_EMBEDDER=hash-64, or run `python -m corpus reembed`" in str(caught.value)


def test_other_weights_under_the_same_name_are_refused(catalogue: Catalogue) -> None:
    noted(catalogue, HashEmbedder(weights="0123456789"))
    with pytest.raises(EmbedderError, match=r"'hash-64' had other weights \(01234567…\) .* now \(abcdefab…\); put"):
        check_embedder(catalogue, HashEmbedder(weights="abcdefabcdef"))


def test_catalogue_that_knows_only_the_name_takes_the_weights_it_meets_first(catalogue: Catalogue) -> None:
    catalogue.set_fact("embedder", "hash-64")  # as the first releases left it
    check_embedder(catalogue, HashEmbedder(weights="any"))
    noted(catalogue, HashEmbedder(weights="any"))
    assert facts(catalogue) == ("hash-64", "any", None)
    assert problem_of(catalogue, HashEmbedder(weights="other"))


@pytest.mark.parametrize(("cosine", "is_same"), [(1.0, True), (0.9995, True), (0.998, False), (0.936, False)])
def test_embedder_of_unknown_weights_is_known_by_its_vector_for_one_sentence(
    catalogue: Catalogue, cosine: float, *, is_same: bool
) -> None:
    noted(catalogue, Turned())
    now = Turned(cosine)
    if is_same:
        check_embedder(catalogue, now)
    else:
        with pytest.raises(EmbedderError, match="'hash-64' gives the same text another vector now"):
            check_embedder(catalogue, now)
    assert now.texts == [PROBE]


def test_probe_of_another_dimension_is_another_embedders(catalogue: Catalogue) -> None:
    noted(catalogue, HashEmbedder(weights=""))
    with pytest.raises(EmbedderError, match="another vector"):
        check_embedder(catalogue, HashEmbedder(weights="", dimension=32))


def test_problem_is_told_without_embedding_and_the_probe_counts_once_it_is_known(catalogue: Catalogue) -> None:
    noted(catalogue, Turned())
    now = Turned(0.5)
    assert (problem_of(catalogue, now), now.calls) == ("", 0)
    with pytest.raises(EmbedderError):
        check_embedder(catalogue, now)
    assert "another vector" in problem_of(catalogue, now)
    assert "not by 'other'" in problem_of(catalogue, HashEmbedder("other"))


def test_known_weights_cost_no_embedding(catalogue: Catalogue) -> None:
    embedder = HashEmbedder()
    noted(catalogue, embedder)
    check_embedder(catalogue, embedder)
    assert (embedder.calls, embedder.queries) == (0, [])


def test_catalogue_without_articles_takes_any_embedder_and_says_that_vectors_are_new(catalogue: Catalogue) -> None:
    noted(catalogue, HashEmbedder())
    catalogue.remove(article(RAIN).article_id)
    check_embedder(catalogue, HashEmbedder("other"))
    noted(catalogue, HashEmbedder("other", weights="more"))
    assert facts(catalogue) == ("other", "more", "1")


def test_right_to_write_is_refused_inside_the_transaction_and_nothing_is_written(catalogue: Catalogue) -> None:
    """As for a writer that waited while all was embedded anew."""
    noted(catalogue, HashEmbedder())
    with pytest.raises(EmbedderError, match="not by 'other'"):
        noted(catalogue, HashEmbedder("other"))
    assert facts(catalogue) == ("hash-64", "hash", None)


def test_each_time_that_an_embedder_takes_over_is_another_number(catalogue: Catalogue) -> None:
    noted(catalogue, HashEmbedder())
    for number in ("1", "2"):
        with catalogue._database.transaction() as connection:
            take_over(connection, Identity(name="other", weights="more"))
        assert facts(catalogue) == ("other", "more", number)
