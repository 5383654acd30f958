"""The catalogue: an article comes and goes whole, words are found, pending work is noted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from corpus import Article, ArticleNotFound, Span
from corpus.catalog import Catalogue
from corpus.exact import ExactIndex
from corpus.ledger import Place
from corpus.splitting import split
from corpus.writing import Origin
from tests.corpus.making import RAIN, RIVER, article, pending, unit, vector, whole

EVERY_TABLE = ("articles", "passages", "sentences", "passage_words", "removals")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite3")
    yield opened
    opened.close()


def put(catalogue: Catalogue, stored: Article, *, replacing: tuple[str, ...] = ()) -> str:
    """Store an article as one passage of one sentence; the passage's id."""
    passage, its_vector = whole(stored), vector(stored.text)
    catalogue.put(stored, [passage], its_vector[np.newaxis], [[(passage.span, its_vector)]],
                  origin=Origin(replacing=replacing))  # fmt: skip
    return passage.passage_id


def row_counts(catalogue: Catalogue) -> dict[str, int]:
    return {table: catalogue._database.rows(f"SELECT count(*) FROM {table}")[0][0] for table in EVERY_TABLE}


def found(catalogue: Catalogue, *words: str) -> list[str]:
    return [passage_id for passage_id, _ in catalogue.search_words(words, 10)]


# Articles and passages


def test_article_comes_back_as_it_was_stored(catalogue: Catalogue) -> None:
    stored = replace(
        article("Zoë’s 🌧 café."), url="https://post.example/1", title="Café", publisher="Harbour Post", language="en",
        published=datetime(2025, 3, 12, 6, 30, tzinfo=UTC), published_from="json-ld", published_certainty="sure",
        updated=datetime(2025, 3, 13, tzinfo=UTC), fetched=datetime(2025, 3, 14, tzinfo=UTC), pages=(0, 5),
        raw="ab" * 32, is_teaser=True, authors=("Mara Lind", "Tove Ask"),
    )  # fmt: skip
    put(catalogue, stored)
    assert catalogue.article(stored.article_id) == stored


def test_passages_come_back_in_order_with_their_articles_metadata(catalogue: Catalogue) -> None:
    stored = article("🌧 fell on the quay. " * 20, title="Quay")
    passages = split(stored, max_chars=100)
    vectors = np.stack([unit(1, number) for number in range(len(passages))])
    catalogue.put(stored, passages, vectors, [[] for _ in passages])
    assert catalogue.passages_of(stored.article_id) == passages
    assert catalogue.passages([passages[1].passage_id, "gone:0-1"]) == {passages[1].passage_id: passages[1]}


def test_unknown_article_is_an_error_that_says_how_to_find_ids(catalogue: Catalogue) -> None:
    for ask in (catalogue.article, catalogue.remove):
        with pytest.raises(ArticleNotFound, match="no article has the id 'nope'; `python -m corpus list` shows"):
            ask("nope")


def test_articles_are_listed_newest_first_and_undated_last(catalogue: Catalogue) -> None:
    days = {"old": datetime(2024, 1, 1, tzinfo=UTC), "none": None, "new": datetime(2025, 1, 1, tzinfo=UTC)}
    for title, published in days.items():
        put(catalogue, replace(article(f"Text {title}.", title=title), published=published))
    assert [listed.title for listed in catalogue.articles()] == ["new", "old", "none"]


def test_removed_article_leaves_no_row_but_the_note_for_the_index(catalogue: Catalogue) -> None:
    put(catalogue, article(RAIN))
    catalogue.remove(article(RAIN).article_id)
    assert row_counts(catalogue) == {"articles": 0, "passages": 0, "sentences": 0, "passage_words": 0, "removals": 1}
    assert found(catalogue, "rain") == []


def test_replaced_article_goes_as_the_new_one_comes(catalogue: Catalogue) -> None:
    put(catalogue, article(RAIN))
    put(catalogue, article(RIVER), replacing=(article(RAIN).article_id,))
    assert [listed.text for listed in catalogue.articles()] == [RIVER]
    assert row_counts(catalogue)["passage_words"] == 1


def test_put_that_fails_stores_nothing_and_replaces_nothing(catalogue: Catalogue) -> None:
    put(catalogue, article(RAIN))
    with pytest.raises(ValueError, match="zip"):
        origin = Origin(replacing=(article(RAIN).article_id,))
        catalogue.put(article(RIVER), [whole(article(RIVER))], vector(RIVER)[np.newaxis], [], origin=origin)
    assert [listed.text for listed in catalogue.articles()] == [RAIN]


def test_article_stored_in_the_meantime_by_another_process_stays(catalogue: Catalogue) -> None:
    put(catalogue, article(RAIN, source="/first.txt"))
    put(catalogue, article(RAIN, source="/second.txt"))
    assert [listed.source for listed in catalogue.articles()] == ["/first.txt"]
    assert catalogue.counts() == (1, 1)


# Vectors and sentences


def test_vectors_come_back_row_for_row(catalogue: Catalogue) -> None:
    rain, river = put(catalogue, article(RAIN)), put(catalogue, article(RIVER))
    ids, vectors = catalogue.vectors()
    assert ids == [rain, river]
    assert vectors == pytest.approx(np.stack([vector(RAIN), vector(RIVER)]), abs=1e-3)
    assert catalogue.vectors([river])[0] == [river]
    exact = ExactIndex(catalogue)
    assert [found for found, _ in exact.search(vector(RAIN), 10, [article(RAIN).article_id])] == [rain]
    assert exact.search(vector(RAIN), 10, []) == []


def test_sentences_come_back_with_their_spans_in_the_article(catalogue: Catalogue) -> None:
    stored = article("Rain fell. The river rose.")
    spans = [Span(start=0, end=10), Span(start=11, end=26)]
    parts = [(span, unit(1, number)) for number, span in enumerate(spans)]
    catalogue.put(stored, [whole(stored)], unit(1, 1)[np.newaxis], [parts])
    found_spans, vectors = catalogue.sentences([whole(stored).passage_id])[whole(stored).passage_id]
    assert found_spans == spans
    assert vectors.tolist() == [[1.0, 0.0], pytest.approx([0.7071, 0.7071], abs=1e-3)]


def test_state_changes_even_where_one_passage_takes_the_place_of_another(catalogue: Catalogue) -> None:
    put(catalogue, article(RAIN))
    before = catalogue.state()
    put(catalogue, article(RIVER), replacing=(article(RAIN).article_id,))
    assert catalogue.state() != before


# Words


def test_words_are_found_stemmed_and_without_their_accents(catalogue: Catalogue) -> None:
    rain = put(catalogue, article("The ferries left the café."))
    assert found(catalogue, "ferry") == found(catalogue, "cafe") == found(catalogue, "LEFT") == [rain]


def test_word_of_title_or_publisher_finds_the_passage(catalogue: Catalogue) -> None:
    rain = put(catalogue, replace(article(RAIN, title="Deluge"), publisher="Harbour Post"))
    assert found(catalogue, "deluge") == found(catalogue, "post") == [rain]


def test_passage_with_more_of_the_words_comes_first(catalogue: Catalogue) -> None:
    one = put(catalogue, article("The harbour is old and the town is new."))
    both = put(catalogue, article("The harbour pilots went on strike in the town."))
    scores = catalogue.search_words(["harbour", "strike"], 10)
    assert [passage_id for passage_id, _ in scores] == [both, one]
    assert scores[0][1] > scores[1][1]


def test_no_more_than_k_are_found_by_words(catalogue: Catalogue) -> None:
    for number in range(4):
        put(catalogue, article(f"Rain {number}."))
    assert len(catalogue.search_words(["rain"], 3)) == 3


@pytest.mark.parametrize(
    "word", ['"', "NEAR(rain", "rain*", "text:rain", "AND", "a-b", "...", "\0", "rain\0", "'; DROP", "^", ""]
)
def test_word_is_never_read_as_an_operator(catalogue: Catalogue, word: str) -> None:
    rain = put(catalogue, article(RAIN))
    assert found(catalogue, word, "harbour") == [rain]
    assert catalogue.count_word(word) in (0, 1)


def test_operators_alone_find_nothing(catalogue: Catalogue) -> None:
    put(catalogue, article(RAIN))
    assert found(catalogue, "...", '"', "") == []
    assert found(catalogue) == []


def test_words_are_kept_to_the_articles_asked_for(catalogue: Catalogue) -> None:
    first, second = article("Rain fell in May."), article("Rain fell in June.")
    put(catalogue, first)
    kept = put(catalogue, second)
    assert [passage_id for passage_id, _ in catalogue.search_words(["rain"], 10, [second.article_id])] == [kept]
    assert catalogue.search_words(["rain"], 10, []) == []


def test_word_is_counted_by_the_passages_it_stands_in(catalogue: Catalogue) -> None:
    for text in ("Rain, rain, rain.", "It rained.", "Snow fell."):
        put(catalogue, article(text))
    assert (catalogue.count_word("rains"), catalogue.count_word("hail")) == (2, 0)


# What the index has yet to learn


def test_new_passage_is_pending_until_it_is_settled(catalogue: Catalogue) -> None:
    rain = put(catalogue, article(RAIN))
    assert pending(catalogue) == ([rain], [])
    catalogue.settle(catalogue.pending(10))
    assert (pending(catalogue), catalogue.indexed_count()) == (([], []), 1)


def test_removed_passage_is_pending_until_it_is_settled(catalogue: Catalogue) -> None:
    rain = put(catalogue, article(RAIN))
    catalogue.remove(article(RAIN).article_id)
    assert pending(catalogue) == ([], [rain])
    catalogue.settle(catalogue.pending(10))
    assert pending(catalogue) == ([], [])


def test_passage_that_comes_back_is_no_longer_to_be_removed(catalogue: Catalogue) -> None:
    rain = put(catalogue, article(RAIN))
    catalogue.remove(article(RAIN).article_id)
    put(catalogue, article(RAIN))
    assert pending(catalogue) == ([rain], [])


def test_pending_work_comes_in_portions(catalogue: Catalogue) -> None:
    ids = [put(catalogue, article(f"Rain {number}.")) for number in range(3)]
    assert pending(catalogue, 2) == (ids[:2], [])


def test_unsettled_catalogue_notes_the_difference_to_what_the_index_holds(catalogue: Catalogue) -> None:
    rain, river = put(catalogue, article(RAIN)), put(catalogue, article(RIVER))
    catalogue.unsettle(held={rain, "stranger:0-1"})
    assert pending(catalogue) == ([river], ["stranger:0-1"])
    assert catalogue.indexed_count() == 1


def test_facts_are_kept_and_replaced(catalogue: Catalogue) -> None:
    assert catalogue.fact("embedder") is None
    catalogue.set_fact("embedder", "hash-64")
    catalogue.set_fact("embedder", "other")
    assert catalogue.fact("embedder") == "other"


def test_two_processes_that_read_one_address_leave_one_newest_article(catalogue: Catalogue) -> None:
    place = Place(source="https://paper.example/storm")
    first, second = article(RAIN), article(RIVER)
    for each in (first, second):  # both found the place empty when they looked
        vectors = unit(1, 0)[np.newaxis]
        catalogue.put(each, [whole(each)], vectors, [[]], origin=Origin(places=(place,)))
    assert [listed.article_id for listed in catalogue.listing()] == [second.article_id]
    assert catalogue.stories.newest(first.article_id) == second.article_id
    assert catalogue.article(first.article_id).text == RAIN
