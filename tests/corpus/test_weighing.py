"""BM25 in memory has the full-text search's own scores, whatever came and went."""

import random
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from corpus import Article, CatalogueError
from corpus import weighing as weighing_module
from corpus.catalog import Catalogue
from corpus.weighing import TOKENIZER, WORD_WEIGHTS, best_rows
from tests.corpus.making import article, unit, whole

WORDS = "rain rains river ferry ferries harbour bridge snow U.S. twenty-five café the a 1912 toll strike".split()
PUBLISHERS = (None, "Harbour Post", "Rain Gazette")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite3")


def random_article(chance: random.Random) -> Article:
    words = chance.choices(WORDS, weights=range(1, len(WORDS) + 1), k=chance.randrange(3, 200))
    title = " ".join(chance.choices(WORDS, k=3)) if chance.random() < 0.7 else None
    published = datetime(2024, chance.randrange(1, 13), 5, tzinfo=UTC) if chance.random() < 0.8 else None
    made = article(" ".join(words), title=title)
    return replace(made, publisher=chance.choice(PUBLISHERS), published=published)


def put(catalogue: Catalogue, stored: Article) -> str:
    catalogue.put(stored, [whole(stored)], unit(1, 0)[np.newaxis], [[]])
    return whole(stored).passage_id


def by_sqlite(catalogue: Catalogue, words: list[str], admitted: set[str] | None = None) -> dict[str, float]:
    """Every passage with one of the words, and the score that the full-text search itself gives it."""
    match = " OR ".join(f'"{word}"' for word in words)
    weights = ", ".join(map(str, WORD_WEIGHTS))
    rows = catalogue._database.rows(
        f"SELECT p.passage_id, p.article_id, -bm25(passage_words, {weights}) FROM passage_words "
        "JOIN passages p ON p.number = passage_words.rowid WHERE passage_words MATCH ?", (match,))  # fmt: skip
    return {row[0]: row[2] for row in rows if admitted is None or row[1] in admitted}


@pytest.mark.parametrize("seed", range(4))
def test_scores_are_those_of_the_full_text_search(catalogue: Catalogue, seed: int) -> None:
    chance = random.Random(seed)
    stored = [random_article(chance) for _ in range(40)]
    for each in stored:
        put(catalogue, each)
    for turn in range(12):
        words = chance.sample([*WORDS, "hail", "the rain"], k=chance.randrange(1, 6))
        admitted = {each.article_id for each in chance.sample(stored, k=15)} if turn % 2 else None
        found = catalogue.search_words(words, 1_000, admitted)
        assert dict(found) == pytest.approx(by_sqlite(catalogue, words, admitted), rel=1e-4)
        assert catalogue.search_words(words, 5, admitted) == found[:5]
        if turn % 3 == 2:
            catalogue.remove(stored.pop(chance.randrange(len(stored))).article_id)
            stored.append(random_article(chance))
            put(catalogue, stored[-1])


def test_words_written_together_are_found_only_side_by_side(catalogue: Catalogue) -> None:
    together = put(catalogue, article("It cost twenty-five crowns."))
    put(catalogue, article("Five trains left, twenty stayed."))
    assert [passage_id for passage_id, _ in catalogue.search_words(["twenty-five"], 5)] == [together]
    assert catalogue.count_word("twenty-five") == 1


def test_word_at_the_end_of_the_title_is_not_beside_the_first_of_the_publisher(catalogue: Catalogue) -> None:
    put(catalogue, replace(article("Rain.", title="Twenty"), publisher="Five"))
    assert catalogue.count_word("twenty-five") == 0


def test_of_several_names_of_one_thing_the_best_counts(catalogue: Catalogue) -> None:
    ids = [put(catalogue, article(text)) for text in ("The UN met.", "The United Nations met, the UN said.", "Snow.")]
    put(catalogue, article("Rain and hail fell."))
    un, nations, snow = (dict(catalogue.search_words([word], 9)) for word in ("UN", "united nations", "snow"))
    both = dict(catalogue.search_words([("UN", "united nations"), "snow", ()], 9))
    assert both == {
        ids[0]: un[ids[0]], ids[1]: max(un[ids[1]], nations[ids[1]]), ids[2]: snow[ids[2]],
    }  # fmt: skip
    assert both[ids[1]] < un[ids[1]] + nations[ids[1]]


def test_of_equal_passages_the_first_stored_comes_first(catalogue: Catalogue) -> None:
    ids = [put(catalogue, article(f"Snow fell on {place}.")) for place in ("Aarhus", "Bergen", "Cork")]
    put(catalogue, article("The ferry left."))
    found = catalogue.search_words(["snow"], 2)
    assert [passage_id for passage_id, _ in found] == ids[:2]


def test_what_is_stored_by_another_opening_is_found_at_once(catalogue: Catalogue) -> None:
    first = put(catalogue, article("Rain fell in May."))
    assert len(catalogue.search_words(["rain"], 5)) == 1
    other = Catalogue(catalogue.path)
    second = put(other, article("Rain fell in June."))
    assert {passage_id for passage_id, _ in catalogue.search_words(["rain"], 5)} == {first, second}
    other.remove(article("Rain fell in May.").article_id)
    assert [passage_id for passage_id, _ in catalogue.search_words(["rain"], 5)] == [second]
    assert (catalogue.count_word("rain"), catalogue.count_word("may")) == (1, 0)


def test_least_used_words_are_forgotten_and_found_again(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing_module, "KEPT_A_PASSAGE", 1)
    monkeypatch.setattr(weighing_module, "MOST_STEMS", 2)
    for number in range(3):
        put(catalogue, article(f"Rain and snow and hail on day {number}."))
    for word in ("rain", "snow", "hail", "rain"):
        assert len(catalogue.search_words([word, "day"], 5)) == 3
    assert catalogue._weigher._kept <= 3


def test_many_threads_find_the_same_while_one_adds(catalogue: Catalogue) -> None:
    first = put(catalogue, article("Rain fell in May."))
    missed: list[object] = []

    def look() -> None:
        for _ in range(50):
            if first not in dict(catalogue.search_words(["rain", "may"], 100)):
                missed.append(first)

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(20):
        put(catalogue, article(f"Rain fell on day {number}."))
    for thread in threads:
        thread.join()
    assert missed == []
    assert catalogue.count_word("rain") == 21


def test_stems_are_made_as_the_catalogue_makes_them(catalogue: Catalogue) -> None:
    (sql,) = catalogue._database.rows("SELECT sql FROM sqlite_schema WHERE name = 'passage_words'")[0]
    assert f"tokenize = '{TOKENIZER}'" in sql


def test_damaged_lengths_are_an_error_and_no_wrong_score(catalogue: Catalogue) -> None:
    put(catalogue, article("Rain fell."))
    with sqlite3.connect(catalogue.path) as connection:
        connection.execute("UPDATE passage_words_docsize SET sz = x'01'")
    connection.close()
    with pytest.raises(CatalogueError, match="lengths of its passages"):
        catalogue.search_words(["rain"], 5)


@pytest.mark.parametrize(
    ("scores", "k", "rows"),
    [([], 3, []), ([1, 3, 2], 0, []), ([1, 3, 2], 2, [1, 2]), ([2, 1, 2, 2], 2, [0, 2]), ([1, 0, 2], 9, [2, 0, 1])],
)
def test_best_rows_are_the_largest_and_of_equals_the_first(scores: list[float], k: int, rows: list[int]) -> None:
    assert best_rows(np.array(scores, dtype=np.float32), k).tolist() == rows


def test_best_rows_leave_out_what_is_not_above() -> None:
    assert best_rows(np.array([0, 2, 0, 1], dtype=np.float32), 3, above=0).tolist() == [1, 3]
