"""An article's versions in the catalogue: one is searched, the earlier ones can still be opened."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import Article, ArticleNotFound
from corpus.catalog import Catalogue
from corpus.ledger import Place
from corpus.writing import Correction, Origin
from tests.corpus.making import RAIN, RIVER, SNOW, article, pending, vector, whole

A, B, C = article(RAIN), article(RIVER), article(SNOW)
HERE, THERE = "/news/rain.txt", "https://post.example/rain"


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite3")
    yield opened
    opened.close()


def put(
    catalogue: Catalogue, stored: Article, *replacing: Article, at: str = HERE, edited: tuple[str, ...] = ()
) -> None:
    passage, its_vector = whole(stored), vector(stored.text)
    origin = Origin(
        places=(Place(source=at, etag='"1"'),), replacing=tuple(each.article_id for each in replacing), edited=edited
    )
    catalogue.put(stored, [passage], its_vector[np.newaxis], [[(passage.span, its_vector)]], origin=origin)


def revise(catalogue: Catalogue, after: Article, *, before: Article, edited: tuple[str, ...] = ()) -> bool:
    passage, its_vector = whole(after), vector(after.text)
    parts = [[(passage.span, its_vector)]]
    correction = Correction(before=before, edited=edited)
    return catalogue.revise(after, [passage], its_vector[np.newaxis], parts, correction=correction)


def versions(catalogue: Catalogue, of: Article) -> list[tuple[str, int, bool]]:
    found = catalogue.stories.versions(of.article_id)
    return [(catalogue.article(each.article_id).text, each.version, each.is_newest) for each in found]


def searched(catalogue: Catalogue) -> list[str]:
    """The texts that are listed, and those whose passages are found by a word that stands in all of them."""
    listed = sorted(stored.text for stored in catalogue.articles())
    ids = [passage_id for passage_id, _ in catalogue.search_words(["the"], 10)]
    assert sorted(passage.text for passage in catalogue.passages(ids).values()) == listed
    return listed


# Versions


def test_three_texts_of_one_place_are_three_versions_of_which_one_is_searched(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, A)
    put(catalogue, C, B)
    expected = [(RAIN, 1, False), (RIVER, 2, False), (SNOW, 3, True)]
    assert [versions(catalogue, each) for each in (A, B, C)] == [expected] * 3
    assert searched(catalogue) == [SNOW]
    assert [catalogue.stories.newest(each.article_id) for each in (A, B, C)] == [C.article_id] * 3
    assert catalogue.ledger.standing_at([HERE]) == {HERE: C.article_id}


def test_text_that_comes_back_is_the_newest_version_again(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, A)
    put(catalogue, A, B)
    assert versions(catalogue, A) == versions(catalogue, B) == [(RIVER, 2, False), (RAIN, 3, True)]
    assert searched(catalogue) == [RAIN]
    assert pending(catalogue) == ([whole(A).passage_id], [whole(B).passage_id])


def test_stored_text_that_takes_anothers_place_is_numbered_after_it(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, A)
    put(catalogue, C, at=THERE)
    catalogue.attach(C.article_id, Origin(places=(Place(source=HERE),), replacing=(B.article_id,)))
    assert versions(catalogue, C) == [(RAIN, 1, False), (RIVER, 2, False), (SNOW, 3, True)]
    assert searched(catalogue) == [SNOW]


def test_two_places_that_swap_their_texts_lose_none(catalogue: Catalogue) -> None:
    put(catalogue, A, at=HERE)
    put(catalogue, B, at=THERE)
    catalogue.attach(B.article_id, Origin(places=(Place(source=HERE),), replacing=(A.article_id,)))
    put(catalogue, A, at=THERE)
    assert catalogue.ledger.standing_at([HERE, THERE]) == {HERE: B.article_id, THERE: A.article_id}
    assert searched(catalogue) == [RAIN, RIVER]
    assert [each.is_newest for each in catalogue.stories.versions(A.article_id)] == [True]


def test_article_that_replaces_itself_stays(catalogue: Catalogue) -> None:
    put(catalogue, A)
    catalogue.attach(A.article_id, Origin(replacing=(A.article_id,)))
    assert (searched(catalogue), versions(catalogue, A)) == ([RAIN], [(RAIN, 1, True)])


def test_attaching_an_article_that_was_removed_is_an_error_and_leaves_no_place(catalogue: Catalogue) -> None:
    with pytest.raises(ArticleNotFound):
        catalogue.attach(A.article_id, Origin(places=(Place(source=HERE),)))
    assert catalogue.ledger.place(HERE) is None


# Removing


def test_removed_article_goes_with_its_earlier_versions_and_its_places_stay_known(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, A)
    catalogue.remove(B.article_id)
    for gone in (A, B):
        with pytest.raises(ArticleNotFound):
            catalogue.article(gone.article_id)
    assert catalogue.ledger.place(HERE) == Place(source=HERE)  # without its etag: asked for by name, it is read
    added, removed = pending(catalogue)
    assert (added, set(removed)) == ([], {whole(A).passage_id, whole(B).passage_id})
    assert catalogue._database.rows("SELECT count(*) FROM bands") == [(0,)]


def test_earlier_version_can_be_removed_alone(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, A)
    catalogue.remove(A.article_id)
    assert versions(catalogue, B) == [(RIVER, 2, True)]
    assert catalogue.ledger.standing_at([HERE]) == {HERE: B.article_id}
    assert searched(catalogue) == [RIVER]


def test_removed_text_comes_back_as_a_first_version(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, A)
    catalogue.remove(B.article_id)
    put(catalogue, B)
    assert versions(catalogue, B) == [(RIVER, 1, True)]


# Correcting


def test_correction_changes_metadata_words_and_what_is_pending(catalogue: Catalogue) -> None:
    put(catalogue, A)
    catalogue.settle(catalogue.pending(10))
    assert revise(catalogue, replace(A, title="Deluge"), before=A, edited=("title",))
    assert catalogue.article(A.article_id).title == "Deluge"
    assert [passage_id for passage_id, _ in catalogue.search_words(["deluge"], 5)] == [whole(A).passage_id]
    assert pending(catalogue) == ([whole(A).passage_id], [])
    assert catalogue.edited(A.article_id) == {"title"}


def test_fields_edited_one_after_another_are_all_remembered(catalogue: Catalogue) -> None:
    put(catalogue, A)
    first = replace(A, title="Deluge")
    revise(catalogue, first, before=A, edited=("title",))
    revise(catalogue, replace(first, publisher="Post"), before=first, edited=("publisher",))
    assert catalogue.edited(A.article_id) == {"title", "publisher"}


def test_correction_of_what_has_changed_meanwhile_does_nothing(catalogue: Catalogue) -> None:
    put(catalogue, A)
    first = replace(A, title="Deluge")
    assert revise(catalogue, first, before=A, edited=("title",))
    assert not revise(catalogue, replace(A, publisher="Post"), before=A, edited=("publisher",))
    assert catalogue.article(A.article_id) == first
    assert catalogue.edited(A.article_id) == {"title"}


def test_earlier_version_is_corrected_and_not_searched_again(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, B, A)
    assert revise(catalogue, replace(A, title="Deluge"), before=A)
    assert catalogue.article(A.article_id).title == "Deluge"
    assert searched(catalogue) == [RIVER]
    assert catalogue.stories.newest(A.article_id) == B.article_id


def test_correction_of_no_article_is_an_error(catalogue: Catalogue) -> None:
    with pytest.raises(ArticleNotFound):
        revise(catalogue, A, before=A)


def test_new_version_is_stored_with_what_was_edited_in_the_one_before(catalogue: Catalogue) -> None:
    put(catalogue, A)
    put(catalogue, replace(B, title="By hand"), A, edited=("title",))
    assert catalogue.edited(B.article_id) == {"title"}
    assert catalogue.edited(C.article_id) == frozenset()
