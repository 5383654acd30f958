"""Chinese is found by a part of a clause, also in a catalogue that was written before that."""

import sqlite3
from pathlib import Path

from corpus import Corpus, CorpusSettings, ingest
from corpus.migrations import STEPS, migrate
from corpus.unspaced import spaced
from tests.fakes import HashEmbedder

TEXT = "青川市地铁三号线于4月3日上午正式通车。全线长28.6公里，共设21座车站，总投资186亿元。"


def test_only_characters_without_spaces_are_set_apart() -> None:
    assert spaced("Bus 3号 fährt") == "Bus 3 号  fährt"


def test_a_word_inside_a_clause_is_found(tmp_path: Path) -> None:
    (tmp_path / "metro.txt").write_text(f"青川市地铁通车\n青川晚报\n2026年4月4日\n\n{TEXT}", "utf-8")
    with Corpus(CorpusSettings(home=tmp_path / "home"), embedder=HashEmbedder()) as corpus:
        ingest(corpus, [str(tmp_path / "metro.txt")])
        assert len(corpus.search_lexical(["车站"], 5)) == 1
        assert corpus.search_lexical(["站车"], 5) == []
        assert corpus.catalogue.count_word("投资") == 1


def test_an_older_catalogue_is_listed_anew() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for step in STEPS[:4]:
        step(connection)
    connection.execute("PRAGMA user_version = 4")
    connection.executemany("INSERT INTO passage_words VALUES (?,'','')", [(TEXT,), ("Rain fell",)])
    migrate(connection)
    found = connection.execute("SELECT rowid FROM passage_words WHERE passage_words MATCH '\"车 站\"'").fetchall()
    assert found == [(1,)]
    assert connection.execute("SELECT text FROM passage_words WHERE rowid = 2").fetchone() == ("Rain fell",)
