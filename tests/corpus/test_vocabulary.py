"""The words that stand in the passages: kept with them, and found again by what looks like them."""

import sqlite3
import string
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.database import Database
from corpus.vocabulary import (
    MOST_COUNTED,
    Near,
    Vocabulary,
    create_words,
    folded,
    nearest,
    refill,
    words_of,
    write_words,
)
from tests.corpus.vocabularies import add_passage, make_tables, vocabulary_of

LETTERS = st.text(alphabet=string.ascii_lowercase, min_size=5, max_size=12)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "words.sqlite3", make_tables)
    yield opened
    opened.close()


def all_words(database: Database) -> list[str]:
    return [row[0] for row in database.rows("SELECT word FROM words ORDER BY word")]


# Which words are kept


def test_words_are_lower_case_without_accents_and_each_once() -> None:
    assert words_of(["Erdoğan met ERDOGAN in Málaga", "naïve"]) == {"erdogan", "met", "malaga", "naive"}


def test_numbers_single_letters_and_pairs_are_no_words() -> None:
    assert words_of(["In 2026 a KV-12 jab by U.C.N. at 18:42"]) == {"jab"}


def test_hyphens_and_apostrophes_part_words_as_in_full_text_search() -> None:
    assert words_of(["Tanner's cease-fire, O’Brien’s"]) == {"tanner", "cease", "fire", "brien"}


def test_words_of_two_texts_do_not_run_into_each_other() -> None:
    assert words_of(["rain", "fall"]) == {"rain", "fall"}


def test_letters_of_decomposed_text_stay_together() -> None:
    assert words_of([unicodedata.normalize("NFD", "Málaga")]) == {"malaga"}


def test_dot_of_a_turkish_capital_does_not_split_its_word() -> None:
    assert words_of(["İstanbul"]) == {"istanbul"}


def test_letters_that_are_no_accented_ones_stay() -> None:
    assert folded("Tromsø") == "tromsø"


def test_run_of_more_than_thirty_letters_is_kept_in_pieces() -> None:
    assert max(map(len, words_of(["x" * 100]))) == 30


# Writing


def test_words_of_text_title_and_publisher_are_stored(database: Database) -> None:
    add_passage(database, "Rain fell", title="Weather", publisher="Courier")
    assert all_words(database) == ["courier", "fell", "rain", "weather"]


def test_word_of_two_articles_is_stored_once(database: Database) -> None:
    add_passage(database, "Rain fell")
    add_passage(database, "RAIN fell")
    assert all_words(database) == ["fell", "rain"]


def test_words_go_with_the_transaction_that_failed(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as connection:
        write_words(connection, ["Rain fell"])
        raise RuntimeError
    assert all_words(database) == []


def test_table_made_later_has_the_words_of_passages_there_are(tmp_path: Path) -> None:
    def make_passages(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE VIRTUAL TABLE passage_words USING fts5 (text, title, publisher)")

    database = Database(tmp_path / "old.sqlite3", make_passages)
    with database.transaction() as connection:
        connection.execute("INSERT INTO passage_words VALUES ('Rain fell', 'Weather', '')")
    with database.transaction() as connection:
        create_words(connection)
    assert all_words(database) == ["fell", "rain", "weather"]


def test_word_whose_passage_is_gone_stays_but_counts_nothing(database: Database) -> None:
    add_passage(database, "Rain fell")
    with database.transaction() as connection:
        connection.execute("DELETE FROM passage_words")
    assert Vocabulary(database).stored(["rain"]) == {"rain"}
    assert Vocabulary(database).count(["rain"]) == {"rain": 0}


def test_refill_drops_words_that_stand_nowhere(database: Database) -> None:
    add_passage(database, "Rain fell")
    add_passage(database, "Snow fell")
    with database.transaction() as connection:
        connection.execute("DELETE FROM passage_words WHERE passage_words MATCH 'rain'")
        refill(connection)
    assert all_words(database) == ["fell", "snow"]


# Looking up


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mornign", "morning"), ("mornng", "morning"), ("morrning", "morning"), ("mofning", "morning"),
        ("omrning", "morning"), ("orning", "morning"), ("norning", "morning"), ("smorning", "morning"),
        ("Mornign", "morning"), ("brékwater", "breakwater"),
    ],
)  # fmt: skip
def test_slip_finds_what_was_meant(tmp_path: Path, typed: str, meant: str) -> None:
    found = vocabulary_of(tmp_path, "In the morning the breakwater stood.").near(typed)
    assert [near.word for near in found] == [meant]


def test_nearer_word_comes_first(tmp_path: Path) -> None:
    found = vocabulary_of(tmp_path, "Zelenskyy, Zelensky").near("Zelenski")
    assert found == [Near(1, "zelensky"), Near(2, "zelenskyy")]


def test_word_itself_is_not_near_itself(tmp_path: Path) -> None:
    assert vocabulary_of(tmp_path, "ferry").near("Ferry") == []


def test_two_slips_are_looked_for_in_long_words_only(tmp_path: Path) -> None:
    words = vocabulary_of(tmp_path, "laid lantern")
    assert words.near("layed") == []
    assert words.near("lanterrm") == [Near(2, "lantern")]


def test_three_slips_are_too_many(tmp_path: Path) -> None:
    assert vocabulary_of(tmp_path, "breakwater").near("brekwotar") == []


@pytest.mark.parametrize("typed", ["", "x", "42", '"', "ferry OR", "%", "\0"])
def test_anything_may_be_looked_up(tmp_path: Path, typed: str) -> None:
    assert vocabulary_of(tmp_path, "breakwater").near(typed) == []


def test_letters_of_other_scripts_are_looked_up(tmp_path: Path) -> None:
    assert vocabulary_of(tmp_path, "Путин").near("Путни") == [Near(1, "путин")]


def test_count_is_of_passages_with_any_form_of_the_word(tmp_path: Path) -> None:
    words = vocabulary_of(tmp_path, "They towed it.", "The tows held; towing went on.", "Rain.")
    assert words.count(["towed", "rain", "toed"]) == {"towed": 2, "rain": 1, "toed": 0}


def test_count_stops_where_a_word_is_common_enough(database: Database) -> None:
    with database.transaction() as connection:
        connection.executemany("INSERT INTO passage_words VALUES (?,'','')", [("rain",)] * (MOST_COUNTED + 5))
    assert Vocabulary(database).count(["rain"]) == {"rain": MOST_COUNTED}


@pytest.mark.parametrize("word", ['ra"in', "rain OR snow", "rain*", "\0rain", "NEAR("])
def test_nothing_in_a_word_is_an_operator(tmp_path: Path, word: str) -> None:
    assert set(vocabulary_of(tmp_path, "snow").count([word]).values()) == {0}


def test_looking_up_reads_stretches_of_the_table_only(database: Database) -> None:
    queries: list[str] = []
    with database.connection() as connection:
        connection.set_trace_callback(queries.append)
        Vocabulary(database).near("mornign")
        connection.set_trace_callback(None)
        plans = [row[3] for query in queries for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert len(queries) == 2
    assert [plan for plan in plans if "words" in plan and not plan.startswith("SEARCH words USING PRIMARY KEY")] == []


# Properties


@given(word=LETTERS, data=st.data())
@settings(max_examples=150, deadline=None)
def test_every_single_slip_is_near(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    slips = {
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
    } - {word}
    assert all(nearest(typed, [word]) == [Near(1, word)] for typed in slips)


@given(words=st.lists(LETTERS, min_size=1, max_size=8), typed=LETTERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_table_finds_what_comparing_with_every_word_finds(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], typed: str
) -> None:
    folder = tmp_path_factory.mktemp("words")
    alike = [typed[:2] + word[2:] for word in words] + [typed + "s", typed[1:], "q" + typed[1:]]
    everything = {*words, *alike} - {typed}
    found = vocabulary_of(folder, " ".join(everything)).near(typed)
    compared = [near for near in nearest(typed, sorted(everything)) if near.distance == 1 or near.word[0] == typed[0]]
    assert found == compared


@given(text=st.text(alphabet="abcDEFéüñÇšžøŁß -'.,’“\n", max_size=60))
@settings(max_examples=200, deadline=None)
def test_kept_words_are_those_that_full_text_search_reads(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (texts, 'row')")
    connection.execute("INSERT INTO texts VALUES (?)", (text,))
    terms = {row[0] for row in connection.execute("SELECT term FROM terms") if 3 <= len(row[0]) <= 30}
    connection.close()
    assert {word for word in words_of([text]) if len(word) < 30} == {term for term in terms if len(term) < 30}
