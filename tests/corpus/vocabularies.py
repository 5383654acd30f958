"""A vocabulary over texts made up for a test: a catalogue's tables for words and nothing else."""

import sqlite3
from pathlib import Path

from corpus.database import Database
from corpus.vocabulary import Vocabulary, create_words, write_words


def make_tables(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS passage_words USING fts5 ("
        "text, title, publisher, tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'words'").fetchone():
        create_words(connection)


def add_passage(database: Database, text: str, *, title: str = "", publisher: str = "") -> None:
    """One passage and its words, in one transaction as a catalogue writes them."""
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO passage_words (text, title, publisher) VALUES (?,?,?)", (text, title, publisher)
        )
        write_words(connection, (text, title, publisher))


def vocabulary_of(folder: Path, *texts: str) -> Vocabulary:
    """The words of these texts, each a passage of its own."""
    database = Database(folder / "words.sqlite3", make_tables)
    for text in texts:
        add_passage(database, text)
    return Vocabulary(database)
