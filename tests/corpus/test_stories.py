"""Articles that belong together: variants stand side by side, each once, and only in their newest version."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import Article
from corpus.catalog import Catalogue
from corpus.ledger import Place
from corpus.stories import Copy
from corpus.writing import Origin
from tests.corpus.making import article, vector, whole

A, B, C, D = (replace(article(f"Rain fell in town {name}.", source=f"/{name}.txt"), publisher=name) for name in "abcd")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite3")
    yield opened
    opened.close()


def put(catalogue: Catalogue, stored: Article, **origin: tuple[object, ...]) -> None:
    passage, its_vector = whole(stored), vector(stored.text)
    made = replace(Origin(places=(Place(source=stored.source),), signature=b"s"), **origin)  # type: ignore[arg-type]
    catalogue.put(stored, [passage], its_vector[np.newaxis], [[(passage.span, its_vector)]], origin=made)


def copies(catalogue: Catalogue, of: Article) -> list[str]:
    return sorted(copy.publisher or "" for copy in catalogue.stories.copies([of.article_id]).get(of.article_id, []))


def test_variant_of_a_variant_belongs_to_the_same_story(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, variants=(A.article_id,))
    put(catalogue, C, variants=(B.article_id,))
    put(catalogue, D)
    assert len(set(catalogue.stories.story_of([A.article_id, B.article_id, C.article_id]).values())) == 1
    assert catalogue.stories.story_of([D.article_id]) == {}
    assert (copies(catalogue, A), copies(catalogue, D)) == (["b", "c"], [])
    assert {listed.publisher: listed.copies for listed in catalogue.listing()} == {"a": 2, "b": 2, "c": 2, "d": 0}


def test_article_that_resembles_two_stories_joins_them(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, variants=(A.article_id,))
    put(catalogue, C)
    put(catalogue, D, variants=(B.article_id, C.article_id))
    assert len(set(catalogue.stories.story_of([each.article_id for each in (A, B, C, D)]).values())) == 1


def test_replaced_version_leaves_the_story(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, variants=(A.article_id,))
    put(catalogue, C, replacing=(A.article_id,))
    assert (copies(catalogue, B), copies(catalogue, C)) == ([], [])
    assert catalogue.stories.story_of([A.article_id]) == {}


def test_removed_variant_is_no_copy_any_more(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, variants=(A.article_id,))
    catalogue.remove(B.article_id)
    assert copies(catalogue, A) == []
    assert [listed.copies for listed in catalogue.listing()] == [0]


def test_other_web_address_of_the_very_text_is_a_copy_and_its_own_names_are_not(catalogue: Catalogue) -> None:
    stored = replace(A, source="https://a.example/1?x=1", url="https://a.example/1")
    places = (
        Place(source=stored.source), Place(source="https://a.example/1"), Place(source="/saved.txt"),
        Place(source="https://a.example/one", is_alias=True), Place(source="https://b.example/1", publisher="b"),
    )  # fmt: skip
    put(catalogue, stored, places=places)
    assert catalogue.stories.copies([stored.article_id]) == {
        stored.article_id: [
            Copy(article_id=stored.article_id, title=None, publisher="b", source="https://b.example/1",
                 url="https://b.example/1")
        ]
    }  # fmt: skip


def test_candidates_share_a_band_and_are_newest_versions(catalogue: Catalogue) -> None:
    put(catalogue, A, bands=(1, 2))
    put(catalogue, B, bands=(2, 3))
    put(catalogue, C, bands=(2,), replacing=(B.article_id,))
    assert catalogue.stories.candidates([2, 9]) == {A.article_id: b"s", C.article_id: b"s"}
    assert catalogue.stories.candidates([3, 4]) == {}
    assert catalogue.stories.candidates([]) == {}
    assert catalogue.stories.candidates([*range(-2_000, 0), 1]) == {A.article_id: b"s"}


def test_version_of_an_unknown_article_is_itself_and_none(catalogue: Catalogue) -> None:
    assert catalogue.stories.newest("nope") == "nope"
    assert catalogue.stories.versions("nope") == []
    assert catalogue.stories.added("nope") is None


def test_article_without_a_signature_is_unsigned_until_it_is_signed(catalogue: Catalogue) -> None:
    put(catalogue, A)
    with catalogue._database.transaction() as connection:
        connection.execute("UPDATE articles SET signature = NULL")
    assert catalogue.stories.unsigned() == [A.article_id]
    catalogue.sign(A.article_id, Origin(signature=b"s", bands=(7,)))
    assert catalogue.stories.unsigned() == []
    assert catalogue.stories.candidates([7]) == {A.article_id: b"s"}
